import { Chapter } from "./chapter.js";
import { Server, later } from "./server.js";
import { LabChrome } from "./labchrome.js";

/**
 * @import { App, Kernel, Libraries, NotebookPanel, NotebookTracker, Plugin } from "./jupyterlab.d.ts"
 * @import { OwnPerson } from "../page/data.d.ts"
 * @typedef {import("../page/main.js").Page} Page
 * @typedef {import("../page/data.d.ts").Chapter} Shipped
 */

const TOUCH_MS = 60_000;
const LONGEST_MS = 5000;
const STEP_MS = 50;
const BEGIN_MS = 20_000; // no chapter keeps the next one waiting for longer

/**
 * The one plugin: it opens chapters inside this tab, runs the shipped ones and keeps JupyterLab's own face back.
 *
 * @param {Libraries} libraries
 * @returns {Plugin}
 */
export function makePlugin({ notebook, apputils }) {
  return {
    id: "imeworkbook:page",
    autoStart: true,
    requires: [notebook.INotebookTracker],
    activate: (app, tracker) => {
      const page = window.imeworkbookPage;
      page?.connect(new Lab(app, tracker, { notebook, apputils }, page));
    },
  };
}

/** What the page may ask of JupyterLab. */
export class Lab {
  /**
   * @param {App} app
   * @param {NotebookTracker} tracker
   * @param {Libraries} libraries
   * @param {Page} page
   */
  constructor(app, tracker, { notebook, apputils }, page) {
    this.app = app;
    this.tracker = tracker;
    this.page = page;
    this.actions = notebook.NotebookActions;
    /** @type {Map<string, Chapter>} */
    this.chapters = new Map();
    this.touched = -TOUCH_MS;
    this.lost = false;
    this.returning = false;
    /** @type {Promise<unknown>} */
    this.queue = Promise.resolve();
    this.server = new Server(app.serviceManager, this.page);
    this.chrome = new LabChrome(app, apputils.Dialog);
    tracker.widgetAdded.connect((_, panel) => this.take(panel));
    window.addEventListener("imeworkbook:state", (event) => this.heard(event.detail));
    for (const name of ["keydown", "pointerdown"]) window.addEventListener(name, () => this.touch(), { capture: true });
  }

  /**
   * Bring a chapter to the front; it is opened the first time and kept afterwards.
   *
   * One chapter begins at a time: the kernel tells every chapter that listens of each card and of the parts of that card,
   * one after the other, and one that begins to listen in between does not know what to make of it.
   *
   * @param {Shipped} chapter
   */
  async open(chapter, { activate = true } = {}) {
    if (this.chapters.has(chapter.path)) return await this.bring(chapter, activate);
    this.queue = this.queue.then(() => this.begin(chapter, activate)).catch(() => null);
    await this.queue;
  }

  /**
   * Open a chapter when all others have begun, unless the person went on to another one meanwhile.
   *
   * @param {Shipped} chapter
   * @param {boolean} activate
   */
  async begin(chapter, activate) {
    await this.begun();
    if (activate && this.page.current !== chapter) return;
    await this.bring(chapter, activate);
    const { current } = this.page;
    if (activate && current !== chapter && this.chapters.has(current.path)) await this.bring(current, true);
    await this.begun();
  }

  async begun() {
    const all = Promise.all([...this.chapters.values()].map((chapter) => chapter.begun));
    await Promise.race([all, later(BEGIN_MS)]);
  }

  /**
   * @param {Shipped} chapter
   * @param {boolean} activate
   */
  async bring(chapter, activate) {
    await this.app.commands.execute("docmanager:open", {
      path: chapter.path,
      factory: "Notebook",
      options: { mode: "tab-after", activate },
    });
    if (activate && this.chapters.get(chapter.path)?.worded) this.page.shown(chapter);
  }

  /** @param {NotebookPanel} panel */
  take(panel) {
    const shipped = this.page.data.chapters.find((chapter) => chapter.path === panel.context.path);
    if (!shipped) return;
    const chapter = new Chapter(panel, shipped, this);
    this.chapters.set(shipped.path, chapter);
    panel.disposed.connect(() => this.chapters.delete(shipped.path));
    chapter.begun = chapter.begin().catch(() => null);
    chapter.begun.then(() => (chapter.dressed ? this.warm() : undefined));
  }

  /** The cards of all chapters went with their kernel. */
  restarted() {
    for (const chapter of this.chapters.values()) chapter.stale = true;
    this.lost = true;
  }

  /**
   * A new kernel is heard: run the chapters anew, one after the other, the one in front first. Each hears of every card of
   * all others, so that all at once they kept a slow machine busy for a minute before any of them was drawn.
   */
  async returned() {
    if (this.returning) return;
    this.returning = true;
    for (let next = this.nextStale(); next; next = this.nextStale()) await next.runAgain();
    this.returning = false;
  }

  nextStale() {
    const stale = [...this.chapters.values()].filter((chapter) => chapter.stale);
    return stale.find(({ panel }) => panel.isVisible) ?? stale[0];
  }

  /**
   * The cards of the new kernel say that the workbook is locked.
   *
   * @param {{ state: string }} detail
   */
  heard({ state }) {
    if (this.lost && state !== "open") this.found();
  }

  found() {
    this.lost = false;
    this.tellConnection();
  }

  /** Tell the header whether any chapter reaches the one kernel: one that is just being opened does not yet. */
  tellConnection() {
    const known = [...this.chapters.values()].map((chapter) => chapter.away).filter((away) => away !== null);
    this.page.header.showConnection(this.lost || (known.length > 0 && known.every(Boolean)));
  }

  /**
   * Run the cells of a chapter while every chapter hears the kernel.
   *
   * @param {NotebookPanel} panel
   */
  async run(panel) {
    await this.connected();
    await this.actions.runAll(panel.content, panel.sessionContext);
  }

  async connected() {
    const deaf = (/** @type {Chapter} */ { panel: { sessionContext } }) =>
      !sessionContext.isReady || sessionContext.session?.kernel?.connectionStatus !== "connected";
    for (let waited = 0; waited < LONGEST_MS && [...this.chapters.values()].some(deaf); waited += STEP_MS)
      await later(STEP_MS);
  }

  /** Open the other chapters behind the scenes, nearest first, while nobody is typing. */
  async warm() {
    for (const chapter of this.page.data.chapters) {
      if (this.chapters.has(chapter.path)) continue;
      await quiet();
      await this.open(chapter, { activate: false });
      return;
    }
  }

  /** @returns {Kernel | null} */
  get kernel() {
    for (const { panel } of this.chapters.values()) {
      const kernel = panel.sessionContext.session?.kernel;
      if (kernel && kernel.connectionStatus === "connected") return kernel;
    }
    return null;
  }

  /** Take up the talk with the kernel at once: JupyterLab waits longer each time, and gives up after two minutes. */
  reconnect() {
    for (const { panel } of this.chapters.values()) {
      const kernel = panel.sessionContext.session?.kernel;
      if (kernel && kernel.connectionStatus !== "connected") kernel.reconnect();
    }
  }

  /** @returns {Promise<OwnPerson[]>} */
  async ownPeople() {
    const answer = await this.server.ask(this.kernel, "own_people()");
    return answer ? JSON.parse(answer) : [];
  }

  /** Tell the kernel, at most once a minute, that somebody is here, so that it does not lock itself. */
  async touch() {
    if (performance.now() < this.touched + TOUCH_MS) return; // the clock on the wall may be set back
    this.touched = performance.now();
    await this.server.ask(this.kernel, "touch()");
  }

  /** @param {number} level */
  async checkInAtEnd(level) {
    await this.server.ask(this.kernel, `check_in_at_end(${Number(level)})`);
  }

  async shutDown() {
    await this.server.ask(this.kernel, "close_for_today()");
    await this.server.shutDown();
  }
}

/** Resolve when nothing was typed or clicked for a moment and the browser is idle. */
function quiet() {
  const PAUSE_MS = 400;
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(done, PAUSE_MS);
      };
      const events = ["keydown", "pointerdown", "wheel"];
      const done = () => {
        for (const name of events) window.removeEventListener(name, wait, { capture: true });
        if (window.requestIdleCallback) window.requestIdleCallback(() => resolve(), { timeout: 2000 });
        else resolve();
      };
      for (const name of events) window.addEventListener(name, wait, { capture: true });
      wait();
    })
  );
}

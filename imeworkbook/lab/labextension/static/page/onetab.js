import { el } from "./dom.js";

/** @typedef {import("./main.js").Page} Page */

const MOMENT_MS = 500; // in which a page that is loaded anew lets go of what it had
const SETTLE_MS = 4000; // in which the other tab keeps what was typed; one that sleeps is not waited for
const LOOK_MS = 50;

/**
 * The workbook is in one tab at a time: over one form, each of two tabs would write over what is typed in the other. The
 * second one says so and offers to go on there; the first then keeps what was typed, and steps back in its turn.
 */
export class OneTab {
  /** @param {Page} page */
  constructor(page) {
    const words = page.words.one_tab;
    this.title = el("h1", { tabindex: "-1" }, words.title);
    this.here = el("button", { type: "button", class: "imw-dialog-primary", onclick: () => this.goOn() }, words.here);
    this.node = el(
      "main",
      { class: "imw-closed", hidden: true },
      this.title,
      el("p", {}, words.text),
      this.here,
      el(
        "button",
        { type: "button", class: "imw-help-button", onclick: () => page.help.open() },
        page.words.header.help,
      ),
    );
    /** @type {(() => void) | null} */
    this.letGo = null;
    this.name = `imeworkbook${page.base}`;
    this.channel = new BroadcastChannel(this.name);
    this.channel.addEventListener("message", () => this.give());
  }

  async start() {
    const request = new AbortController();
    const taken = this.take({ signal: request.signal });
    await Promise.race([taken, new Promise((on) => setTimeout(on, MOMENT_MS))]);
    if (!this.letGo && (await this.isElsewhere())) request.abort();
    if (!(await taken)) this.stepBack();
  }

  /** Whether another tab has the workbook while this one waits; on a slow machine a free one takes its time to come, too. */
  async isElsewhere() {
    const { held, pending } = await navigator.locks.query();
    return [held, pending].every((locks) => locks?.some(({ name }) => name === this.name));
  }

  /**
   * Take the workbook; gives whether it was to be had. It is held until it is let go of, taken away, or the tab closes.
   *
   * @param {LockOptions} options
   * @returns {Promise<boolean>}
   */
  take(options) {
    return new Promise((taken) => {
      const hold = () =>
        new Promise((done) => {
          this.letGo = () => done(null);
          taken(true);
        });
      navigator.locks.request(this.name, options, hold).catch(() => (this.letGo ? this.stepBack() : taken(false)));
    });
  }

  async goOn() {
    this.here.disabled = true;
    this.channel.postMessage("give");
    const there = await this.take({ signal: AbortSignal.timeout(SETTLE_MS) });
    if (!there) await this.take({ steal: true });
    if (window.imeworkbookState?.saving)
      this.stepForth(); // with what this tab alone holds
    else location.reload(); // with what was typed in the other tab
  }

  /** Another tab asks for the workbook. */
  async give() {
    if (!this.letGo) return;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const until = performance.now() + SETTLE_MS;
    while (window.imeworkbookState?.saving && performance.now() < until)
      await new Promise((on) => setTimeout(on, LOOK_MS));
    if (!this.letGo) return; // it was taken away meanwhile
    this.letGo();
    this.stepBack();
  }

  /** Show the page as it was left: what could not be kept then still stands in it. */
  stepForth() {
    document.body.classList.remove("imw-is-closed");
    this.node.hidden = true;
  }

  stepBack() {
    this.letGo = null;
    this.here.disabled = false;
    document.body.classList.add("imw-is-closed");
    this.node.hidden = false;
    this.title.focus();
  }
}

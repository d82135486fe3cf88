/* The page around the chapters. It needs nothing of JupyterLab: help and the cover work while, before and after
   JupyterLab does. The plugin in ../lab/ connects itself through window.imeworkbookPage. */
import { Cover } from "./cover.js";
import { Closing } from "./closing.js";
import { Header } from "./header.js";
import { Help } from "./help.js";
import { Looks } from "./looks.js";
import { OneTab } from "./onetab.js";
import { Rest } from "./rest.js";
import { Opening } from "./opening.js";
import { keepFieldsToThemselves } from "./unkept.js";

/**
 * @import { Chapter, PageData } from "./data.d.ts"
 * @typedef {import("../lab/plugin.js").Lab} Lab
 */

/** @type {PageData} */
const data = JSON.parse(document.getElementById("imeworkbook-page")?.textContent ?? "");

/** All that stands around the chapters. */
export class Page {
  constructor() {
    this.data = data;
    /** Where this workbook begins at its address: behind JupyterHub, several share one. */
    this.base = String(JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}").baseUrl);
    /** @type {Lab | null} */
    this.lab = null;
    this.state = "";
    this.words = data.words;
    this.current = this.chapterOf(location.hash) || data.chapters[0];
    this.header = new Header(this);
    this.opening = new Opening(this);
    this.help = new Help(this);
    this.closing = new Closing(this);
    this.cover = new Cover(this);
    this.looks = new Looks();
    this.oneTab = new OneTab(this);
    this.rest = new Rest(this);
    document.title = this.words.page.tab;
    keepLanguage();
  }

  start() {
    document.body.classList.add("imw");
    keepFieldsToThemselves();
    document.body.prepend(this.header.node, this.opening.node);
    document.body.append(
      this.help.node,
      this.closing.node,
      this.closing.dialog,
      this.rest.node,
      this.oneTab.node,
      this.cover.node,
    );
    this.mark(this.current);
    window.addEventListener("imeworkbook:state", (event) => this.hear(event.detail));
    window.addEventListener("imeworkbook:go", (event) => this.go(event.detail.chapter));
    window.addEventListener("popstate", () => this.follow(this.chapterOf(location.hash) || data.chapters[0]));
    if (window.imeworkbookState) this.hear(window.imeworkbookState);
    window.addEventListener("keydown", (event) => this.key(event), { capture: true });
    keepTitle(this.words.page.tab);
    void this.oneTab.start();
  }

  /**
   * What the cards tell: whether the workbook is open, and how the person wants the page to be.
   *
   * @param {NonNullable<Window["imeworkbookState"]>} detail
   */
  hear(detail) {
    this.state = detail.state;
    this.header.showState(detail);
    this.looks.follow(detail.settings);
    this.help.follow(detail.settings);
    this.rest.follow(detail.state);
  }

  /**
   * F1 opens help and F2 a line for a memory, wherever the cursor is.
   *
   * @param {KeyboardEvent} event
   */
  key(event) {
    const open = event.key === "F1" ? () => this.help.open() : event.key === "F2" ? () => this.addMemory() : null;
    if (!open || this.cover.covering) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open();
  }

  /** The card for it stands at the foot of every chapter, and hears this where it is in front. */
  addMemory() {
    window.dispatchEvent(new CustomEvent("imeworkbook:memory"));
  }

  /**
   * The JupyterLab side is there: see ../lab/plugin.js for what it offers.
   *
   * @param {Lab} lab
   */
  connect(lab) {
    this.lab = lab;
    lab.open(this.current);
  }

  /**
   * Open a chapter by its key, as a step one can come back from.
   *
   * @param {string} key
   */
  go(key) {
    const chapter = this.data.chapters.find((one) => one.key === key);
    if (!chapter || chapter === this.current) return;
    history.pushState({}, "", this.addressOf(chapter));
    this.follow(chapter);
  }

  /** @param {Chapter | null} chapter */
  follow(chapter) {
    if (!chapter) return;
    this.mark(chapter);
    if (this.lab) this.lab.open(chapter);
  }

  /** @param {Chapter} chapter */
  mark(chapter) {
    this.current = chapter;
    this.header.showChapter(chapter);
    this.opening.show(chapter);
  }

  /**
   * The chapter is on the screen, words at least.
   *
   * @param {Chapter} chapter
   */
  shown(chapter) {
    if (chapter === this.current) this.opening.hide();
  }

  /** @param {Chapter} chapter */
  neighbours(chapter) {
    const at = this.data.chapters.indexOf(chapter);
    return { before: this.data.chapters[at - 1] || null, after: this.data.chapters[at + 1] || null };
  }

  /**
   * The address of a chapter says its number alone: a browser keeps its history, and may copy it elsewhere.
   *
   * @param {Chapter} chapter
   */
  addressOf(chapter) {
    return `#${this.data.chapters.indexOf(chapter) + 1}`;
  }

  /**
   * @param {string} hash
   * @returns {Chapter | null}
   */
  chapterOf(hash) {
    return this.data.chapters[Number(hash.slice(1)) - 1] || null;
  }
}

/**
 * JupyterLab writes file names into the tab's title; put the neutral word back each time.
 *
 * @param {string} title
 */
function keepTitle(title) {
  const observed = document.querySelector("title");
  if (!observed) return;
  new MutationObserver(() => {
    if (document.title !== title) document.title = title;
  }).observe(observed, { childList: true });
}

/** Say what the page is written in; JupyterLab says what its own menus are in, each time put right. */
function keepLanguage() {
  const root = document.documentElement;
  const keep = () => {
    if (root.lang !== data.language) root.lang = data.language;
  };
  keep();
  new MutationObserver(keep).observe(root, { attributeFilter: ["lang"] });
}

window.imeworkbookPage = new Page();
window.imeworkbookPage.start();

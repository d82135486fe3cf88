import { el } from "./dom.js";
import { Chapters } from "./chapters.js";

/**
 * @import { Chapter } from "./data.d.ts"
 * @typedef {import("./main.js").Page} Page
 * @typedef {{ state: string, saving: string }} Standing as the cards tell it
 */

/** The fixed bar: whose page this is, the chapters, and help, always in the same corner. */
export class Header {
  /** @param {Page} page */
  constructor(page) {
    const words = page.words.header;
    this.words = words;
    /** @type {Standing} */
    this.detail = { state: "", saving: "" };
    this.away = false;
    this.state = el("span", { class: "imw-state" });
    this.news = el("span", { class: "imw-news", role: "status", "aria-live": "polite" });
    this.memory = el(
      "button",
      {
        type: "button",
        class: "imw-bar-button",
        hidden: true,
        title: words.memory_tip,
        onclick: () => page.addMemory(),
      },
      words.memory,
    );
    this.chapters = new Chapters(page);
    this.tools = new Tools(
      words.more,
      this.memory,
      el(
        "button",
        { type: "button", class: "imw-bar-button", title: words.hide_tip, onclick: () => page.cover.show() },
        words.hide,
      ),
      el("button", { type: "button", class: "imw-bar-button", onclick: () => page.closing.ask() }, words.close),
    );
    this.node = el(
      "header",
      { class: "imw-header" },
      el("div", { class: "imw-mine" }, el("strong", {}, words.mine), this.state, this.news),
      this.chapters.node,
      el(
        "div",
        { class: "imw-bar-tools" },
        this.tools.node,
        el(
          "button",
          { type: "button", class: "imw-help-button", title: words.help_tip, onclick: () => page.help.open() },
          words.help,
        ),
      ),
    );
  }

  /** @param {Chapter} chapter */
  showChapter(chapter) {
    this.chapters.show(chapter);
  }

  /**
   * What the cards say: whether the workbook is open, and how it stands with what is typed.
   *
   * @param {Standing} detail
   */
  showState(detail) {
    this.detail = detail;
    this.show();
  }

  /**
   * Whether the kernel can be reached.
   *
   * @param {boolean} away
   */
  showConnection(away) {
    this.away = away;
    this.show();
  }

  /** The words beside the name. While one types they go back and forth; only what is wrong, and its end, is read out. */
  show() {
    const standing = this.standing();
    const wrong = ["late", "again", "waiting", "away"].includes(standing);
    const words = this.words.states[standing] || "";
    this.memory.hidden = this.detail.state !== "open" && this.detail.state !== "sample";
    if (this.state.textContent !== words) this.state.textContent = words;
    this.node.classList.toggle("imw-wrong", wrong);
    if (wrong || (this.news.textContent && standing !== "saving")) this.news.textContent = wrong ? words : "";
  }

  standing() {
    const { state, saving } = this.detail;
    if (state === "locked" && saving) return "waiting";
    if (state !== "open") return state;
    if (this.away && saving !== "again") return saving ? "again" : "away";
    return saving || state;
  }
}

/** What else can be done from the bar: in a row, or behind one button where there is no room for a row. Help is never here. */
class Tools {
  /**
   * @param {string} word
   * @param {HTMLElement[]} buttons
   */
  constructor(word, ...buttons) {
    this.list = el(
      "div",
      { class: "imw-tools-list", id: "imw-tools-list", onclick: () => this.show(false) },
      ...buttons,
    );
    /** @type {HTMLButtonElement} */
    this.button = el(
      "button",
      {
        type: "button",
        class: "imw-bar-button imw-more-button",
        "aria-label": word,
        title: word,
        "aria-expanded": "false",
        "aria-controls": this.list.id,
        onclick: () => this.show(this.button.ariaExpanded === "false"),
      },
      "⋯",
    );
    this.node = el("div", { class: "imw-tools-host" }, this.button, this.list);
    /** @param {EventTarget | null} target */
    const leave = (target) => {
      if (!(target instanceof Node && this.node.contains(target))) this.show(false);
    };
    window.addEventListener("pointerdown", (event) => leave(event.target), { capture: true });
    window.addEventListener("keyup", (event) => event.key === "Tab" && leave(document.activeElement), {
      capture: true,
    });
  }

  /** @param {boolean} wanted */
  show(wanted) {
    this.button.ariaExpanded = String(wanted);
    this.list.classList.toggle("imw-shown", wanted);
  }
}

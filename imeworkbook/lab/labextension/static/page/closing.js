import { el } from "./dom.js";

/**
 * @import { ClosingWords } from "./data.d.ts"
 * @typedef {import("./main.js").Page} Page
 */

/** "Close for today", and the calm page that stays when the workbook is closed or has gone. */
export class Closing {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.words = page.words.closing;
    this.title = el("h1", { tabindex: "-1" });
    this.text = el("p", {});
    this.closed = false;
    this.waiting = false;
    this.after = hostedLinks(page);
    this.without = el(
      "button",
      { type: "button", class: "imw-dialog-primary", onclick: () => this.answer(null) },
      page.words.closing.without,
    );
    this.dialog = this.asking(page.words.closing);
    this.node = el(
      "main",
      { class: "imw-closed", hidden: true },
      this.title,
      this.text,
      this.after,
      el(
        "button",
        { type: "button", class: "imw-help-button", onclick: () => page.help.open() },
        page.words.header.help,
      ),
    );
  }

  /** Ask how it is, where the workbook is open; an answer, or none, closes it. */
  ask() {
    if (this.closed) return;
    if (this.page.state !== "open" || !this.page.lab) {
      this.close();
      return;
    }
    this.dialog.showModal();
    this.without.focus();
  }

  /** @param {ClosingWords} words */
  asking(words) {
    const levels = [...Array(11).keys()].map((level) =>
      el("button", { type: "button", class: "imw-level", onclick: () => this.answer(level) }, String(level)),
    );
    /** @type {HTMLDialogElement} */
    const dialog = el(
      "dialog",
      { class: "imw-dialog", "aria-labelledby": "imw-closing-title" },
      el("h2", { id: "imw-closing-title" }, words.ask_title),
      el("p", {}, words.ask_text),
      el("div", { class: "imw-levels", role: "group", "aria-label": words.ask_title }, ...levels),
      el("div", { class: "imw-ends", "aria-hidden": "true" }, el("span", {}, words.low), el("span", {}, words.high)),
      el("p", { class: "imw-closing-rest" }, words.rest),
      el(
        "div",
        { class: "imw-dialog-foot" },
        el("button", { type: "button", class: "imw-bar-button", onclick: () => dialog.close() }, words.back),
        el("button", { type: "button", class: "imw-bar-button", onclick: () => this.toHelp() }, words.rest_first),
        this.without,
      ),
    );
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    return dialog;
  }

  /** @param {number | null} level */
  async answer(level) {
    this.dialog.close();
    if (level !== null) await this.page.lab?.checkInAtEnd(level);
    await this.close();
  }

  toHelp() {
    this.dialog.close();
    this.page.help.open();
  }

  /** Save, lock, stop the server, and say so. */
  async close() {
    if (this.closed) return;
    this.show(this.words.closing_title, this.words.closing_text);
    this.closed = true;
    if (this.page.lab) await this.page.lab.shutDown();
    this.end(this.words.closed_title, this.words.closed_text);
  }

  /** The server has gone without being asked from here. */
  gone() {
    if (this.closed) return;
    this.closed = true;
    this.end(this.words.gone_title, this.words.gone_text);
  }

  /** The server cannot be reached, and may come back. */
  away() {
    if (this.closed || this.waiting) return;
    this.waiting = true;
    this.elsewhere = !this.page.oneTab.node.hidden;
    this.show(this.words.away_title, this.words.away_text);
  }

  /** It came back: show the page as it was left. */
  back() {
    if (this.closed || !this.waiting) return;
    this.waiting = false;
    this.node.hidden = true;
    this.page.oneTab.node.hidden = !this.elsewhere;
    document.body.classList.toggle("imw-is-closed", this.elsewhere);
  }

  /**
   * @param {string} title
   * @param {string} text
   */
  end(title, text) {
    this.show(title, text);
    this.after.hidden = !this.page.data.hosted;
  }

  /**
   * @param {string} title
   * @param {string} text
   */
  show(title, text) {
    this.title.textContent = title;
    this.text.textContent = text;
    document.body.classList.add("imw-is-closed");
    this.node.hidden = false;
    this.page.oneTab.node.hidden = true;
    this.title.focus();
  }
}

/**
 * On a server that many share: the way back in, and out for good.
 *
 * @param {Page} page
 */
function hostedLinks({ data: { hosted }, words: { closing } }) {
  if (!hosted) return el("p", { hidden: true });
  return el(
    "div",
    { class: "imw-closed-ways", hidden: true },
    el("p", {}, el("a", { href: hosted.again }, closing.again)),
    el("p", {}, closing.shared, " ", el("a", { href: hosted.sign_out }, closing.sign_out)),
  );
}

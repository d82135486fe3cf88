import { el } from "./dom.js";

/** @typedef {import("./main.js").Page} Page */

const LONG_MS = 45 * 60_000;

/** A gentle word after 45 minutes with the workbook open, and again after as long. It stops nobody. */
export class Rest {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    const words = page.words.rest;
    this.first = el("button", { type: "button", class: "imw-dialog-primary", onclick: () => this.rest() }, words.rest);
    this.node = el(
      "aside",
      { class: "imw-rest", role: "status", hidden: true },
      el("p", {}, words.text),
      el(
        "div",
        { class: "imw-rest-ways" },
        el("button", { type: "button", class: "imw-bar-button", onclick: () => this.begin() }, words.go_on),
        el("button", { type: "button", class: "imw-bar-button", onclick: () => this.close() }, page.words.header.close),
        this.first,
      ),
    );
  }

  /**
   * Count from now on while a workbook is open; stop counting while it is not.
   *
   * @param {string} state
   */
  follow(state) {
    const open = state === "open" || state === "sample";
    if (open && this.timer === undefined) this.begin();
    if (!open) this.end();
  }

  begin() {
    this.end();
    this.timer = setTimeout(() => {
      this.node.hidden = false;
    }, LONG_MS);
  }

  end() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.node.hidden = true;
  }

  rest() {
    this.begin();
    this.page.help.open();
  }

  close() {
    this.end();
    this.page.closing.ask();
  }
}

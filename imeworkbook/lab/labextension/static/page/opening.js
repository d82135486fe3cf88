import { el } from "./dom.js";

/**
 * @import { Chapter } from "./data.d.ts"
 * @typedef {import("./main.js").Page} Page
 */

/** A chapter's first words, on the screen at once, in the place where JupyterLab will set them. */
export class Opening {
  /** @param {Page} page */
  constructor(page) {
    this.words = page.words.page;
    this.node = el("div", { class: "imw-opening", "aria-live": "polite" });
  }

  /** @param {Chapter} chapter */
  show(chapter) {
    const blocks = chapter.opening.map(({ tag, text }) => el(tag, {}, text));
    const waiting = el("p", { class: "imw-waiting" }, this.words.getting_ready);
    this.node.replaceChildren(el("div", { class: "imw-opening-words" }, ...blocks), waiting);
    this.node.hidden = false;
  }

  hide() {
    this.node.hidden = true;
  }
}

import { el } from "./dom.js";

/** A chapter's first words, on the screen at once, in the place where JupyterLab will set them. */
export class Opening {
  constructor(page) {
    this.words = page.words.page;
    this.node = el("div", { class: "imw-opening", "aria-live": "polite" });
  }

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

import { el } from "./dom.js";

/** @typedef {import("./main.js").Page} Page */

/** One key, and nothing of the page can be seen. The key is Escape, wherever the cursor is. */
export class Cover {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {Element | null} */
    this.before = null;
    this.node = el(
      "div",
      { class: "imw-cover", role: "dialog", "aria-modal": "true", tabindex: "-1", hidden: true },
      el("p", {}, page.words.cover.text),
    );
    this.node.setAttribute("aria-label", page.words.cover.text);
    window.addEventListener("keydown", (event) => this.key(event), { capture: true });
    this.node.addEventListener("click", () => this.hide());
  }

  get covering() {
    return !this.node.hidden;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.covering && event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    if (!this.covering) this.show();
    else if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) this.hide();
  }

  show() {
    this.before = document.activeElement;
    this.node.hidden = false;
    document.body.classList.add("imw-covered");
    for (const other of this.others()) other.inert = true;
    this.node.focus();
  }

  hide() {
    this.node.hidden = true;
    document.body.classList.remove("imw-covered");
    for (const other of this.others()) other.inert = false;
    if (this.before instanceof HTMLElement) this.before.focus();
  }

  others() {
    const all = [...document.body.children];
    return all
      .filter((child) => child instanceof HTMLElement && child !== this.node)
      .map((child) => /** @type {HTMLElement} */ (child));
  }
}

import { el } from "./dom.js";

/**
 * @import { Chapter, Part } from "./data.d.ts"
 * @typedef {import("./main.js").Page} Page
 */

/** All chapters behind one button that names the present one: a list as long as needed, at any width. */
export class Chapters {
  /** @param {Page} page */
  constructor(page) {
    const words = page.words.header;
    this.page = page;
    this.links = new Map(page.data.chapters.map((chapter) => [chapter.key, this.link(chapter)]));
    this.present = el("span", { class: "imw-present" });
    this.button = el(
      "button",
      {
        type: "button",
        class: "imw-chapters-button",
        "aria-expanded": "false",
        "aria-controls": "imw-chapters",
        onclick: () => this.toggle(),
      },
      el("span", { class: "imw-chapters-word" }, words.chapters),
      this.present,
    );
    this.list = el(
      "nav",
      { class: "imw-chapters", id: "imw-chapters", "aria-label": words.chapters, hidden: true },
      ...page.data.parts.map((part) => this.part(part)),
    );
    this.node = el("div", { class: "imw-chapters-host" }, this.button, this.list);
    this.node.addEventListener("keydown", (event) => this.key(event));
    // JupyterLab takes the focus when a chapter has opened; the list stays open then, and closes when a person leaves it.
    window.addEventListener(
      "pointerdown",
      (event) => {
        if (event.target instanceof Node && !this.node.contains(event.target)) this.close();
      },
      { capture: true },
    );
    window.addEventListener(
      "keyup",
      (event) => {
        if (event.key === "Tab" && !this.node.contains(document.activeElement)) this.close();
      },
      { capture: true },
    );
  }

  /** @param {Part} part */
  part(part) {
    const id = `imw-part-${part.key}`;
    const rows = this.page.data.chapters.filter((chapter) => chapter.part === part.key);
    return el(
      "div",
      { class: "imw-part", role: "group", "aria-labelledby": id },
      el("p", { id }, part.title),
      el("ul", {}, ...rows.map((chapter) => el("li", {}, this.links.get(chapter.key)))),
    );
  }

  /** @param {Chapter} chapter */
  link(chapter) {
    return el(
      "a",
      {
        href: this.page.addressOf(chapter),
        "data-chapter": chapter.key,
        onclick: (event) => this.follow(event, chapter),
      },
      chapter.title,
    );
  }

  /** @param {Chapter} chapter */
  show(chapter) {
    this.present.textContent = chapter.short;
    for (const [key, link] of this.links) {
      if (key === chapter.key) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /**
   * @param {MouseEvent} event
   * @param {Chapter} chapter
   */
  follow(event, chapter) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.close();
    this.page.go(chapter.key);
  }

  toggle() {
    if (this.list.hidden) this.open();
    else this.close();
  }

  open() {
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    const links = [...this.links.values()];
    (links.find((link) => link.hasAttribute("aria-current")) ?? links[0]).focus();
  }

  close() {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  /**
   * Arrow keys walk the list, as in any menu of links. Escape is the key that hides the page, here too.
   *
   * @param {KeyboardEvent} event
   */
  key(event) {
    const links = [...this.links.values()];
    const at = links.findIndex((link) => link.matches(":focus"));
    const to = new Map([
      ["ArrowDown", at + 1],
      ["ArrowUp", at - 1],
      ["Home", 0],
      ["End", links.length - 1],
    ]).get(event.key);
    if (to === undefined || this.list.hidden) return;
    event.preventDefault();
    links[Math.min(Math.max(to, 0), links.length - 1)].focus();
  }
}

import { el } from "./dom.js";

/** The fixed bar: whose page this is, the chapters, and help, always in the same corner. */
export class Header {
  constructor(page) {
    const words = page.words.header;
    this.page = page;
    this.words = words;
    this.state = el("span", { class: "imw-state", role: "status", "aria-live": "polite" });
    this.links = new Map(page.data.chapters.map((chapter) => [chapter.key, this.link(chapter)]));
    this.node = el(
      "header",
      { class: "imw-header" },
      el("div", { class: "imw-mine" }, el("strong", {}, words.mine), this.state),
      el("nav", { class: "imw-chapters", "aria-label": words.chapters }, ...this.links.values()),
      el(
        "div",
        { class: "imw-bar-tools" },
        el("button", { type: "button", class: "imw-bar-button", title: words.hide_tip, onclick: () => page.cover.show() }, words.hide),
        el("button", { type: "button", class: "imw-bar-button", onclick: () => page.closing.ask() }, words.close),
        el("button", { type: "button", class: "imw-help-button", onclick: () => page.help.open() }, words.help),
      ),
    );
  }

  link(chapter) {
    return el("a", { href: `#${chapter.key}`, onclick: (event) => this.follow(event, chapter) }, chapter.short);
  }

  follow(event, chapter) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.page.go(chapter.key);
  }

  showChapter(chapter) {
    for (const [key, link] of this.links) {
      if (key === chapter.key) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  showState({ state, saved = true }) {
    const known = state === "open" && !saved ? "saving" : state;
    this.state.textContent = this.words.states[known] || "";
  }
}

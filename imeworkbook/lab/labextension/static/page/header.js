import { el } from "./dom.js";
import { Chapters } from "./chapters.js";

/** The fixed bar: whose page this is, the chapters, and help, always in the same corner. */
export class Header {
  constructor(page) {
    const words = page.words.header;
    this.words = words;
    this.state = el("span", { class: "imw-state", role: "status", "aria-live": "polite" });
    this.memory = el("button", { type: "button", class: "imw-bar-button", hidden: true, title: words.memory_tip, onclick: () => page.addMemory() }, words.memory);
    this.chapters = new Chapters(page);
    this.node = el(
      "header",
      { class: "imw-header" },
      el("div", { class: "imw-mine" }, el("strong", {}, words.mine), this.state),
      this.chapters.node,
      el(
        "div",
        { class: "imw-bar-tools" },
        this.memory,
        el("button", { type: "button", class: "imw-bar-button", title: words.hide_tip, onclick: () => page.cover.show() }, words.hide),
        el("button", { type: "button", class: "imw-bar-button", onclick: () => page.closing.ask() }, words.close),
        el("button", { type: "button", class: "imw-help-button", title: words.help_tip, onclick: () => page.help.open() }, words.help),
      ),
    );
  }

  showChapter(chapter) {
    this.chapters.show(chapter);
  }

  showState({ state, saved = true }) {
    const known = state === "open" && !saved ? "saving" : state;
    this.memory.hidden = state !== "open" && state !== "sample";
    this.state.textContent = this.words.states[known] || "";
  }
}

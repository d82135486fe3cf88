import { el } from "./dom.js";

/** "Close for today", and the calm page that stays when the workbook is closed or has gone. */
export class Closing {
  constructor(page) {
    this.page = page;
    this.words = page.words.closing;
    this.title = el("h1", { tabindex: "-1" });
    this.text = el("p", {});
    this.closed = false;
    this.node = el("main", { class: "imw-closed", hidden: true },
      this.title, this.text,
      el("button", { type: "button", class: "imw-help-button", onclick: () => page.help.open() }, page.words.header.help));
  }

  ask() {
    this.close();
  }

  /** Save, lock, stop the server, and say so. */
  async close() {
    if (this.closed) return;
    this.show(this.words.closing_title, this.words.closing_text);
    this.closed = true;
    if (this.page.lab) await this.page.lab.shutDown();
    this.show(this.words.closed_title, this.words.closed_text);
  }

  /** The server has gone without being asked from here. */
  gone() {
    if (this.closed) return;
    this.closed = true;
    this.show(this.words.gone_title, this.words.gone_text);
  }

  show(title, text) {
    this.title.textContent = title;
    this.text.textContent = text;
    document.body.classList.add("imw-is-closed");
    this.node.hidden = false;
    this.title.focus();
  }
}

// The copy before it is made: page by page as it prints, or as a web page for those who hear it or zoom into it.

import { button, h, reveal } from "./dom.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { CopiesFace, Message } from "./faces.d.ts"
 */

/** @param {Context<CopiesFace>} context */
export function preview(context) {
  /** @param {string} key */
  const word = (key) => context.word("copies", key);
  const notice = h("p", { class: "imw-warning", hidden: true });
  const pages = h("div", { class: "imw-pages" });
  const head = h("h2", { tabindex: "-1" });
  const read = button(word("read"), "plain", () => context.ask("read"));
  const block = h(
    "div",
    { class: "imw-preview", hidden: true },
    h("div", { class: "imw-preview-head" }, head, read),
    notice,
    pages,
  );
  const toggle = button(word("preview"), "plain", () => (block.hidden ? context.ask("preview") : close()));
  /** @type {string[]} */
  let addresses = [];

  function letGo() {
    addresses.forEach((address) => URL.revokeObjectURL(address));
    addresses = [];
    pages.replaceChildren();
  }

  function close() {
    letGo();
    block.hidden = true;
    toggle.textContent = word("preview");
  }

  /** @param {string} title */
  function open(title) {
    head.textContent = title;
    block.hidden = false;
    toggle.textContent = word("close_preview");
  }

  /**
   * @param {number} page
   * @param {number} of
   * @param {BlobPart} picture
   */
  function addPage(page, of, picture) {
    if (page === 1) letGo();
    const address = URL.createObjectURL(new Blob([picture], { type: "image/png" }));
    addresses.push(address);
    const alt = word("page_of").replace("{n}", String(page)).replace("{of}", String(of));
    pages.append(
      h("figure", {}, h("img", { src: address, alt }), h("figcaption", { "aria-hidden": "true" }, `${page} / ${of}`)),
    );
  }

  /**
   * @param {number} shown
   * @param {string} warning
   */
  function endPages(shown, warning) {
    const many = shown === 1 ? word("page_one") : word("page_many").replace("{n}", String(shown));
    open(word("pages_shown").replace("{n}", many));
    notice.textContent = warning;
    notice.hidden = !warning;
    read.hidden = false;
    context.notice.say("");
    reveal(block, "start");
    head.focus({ preventScroll: true });
  }

  /**
   * The copy has no script and asks for nothing; the frame allows none either. Its keys reach the page around it.
   *
   * @param {string} content
   */
  function showWeb(content) {
    const frame = h("iframe", { sandbox: "allow-same-origin", title: word("read"), srcdoc: content });
    frame.addEventListener("load", () => {
      frame.contentDocument?.addEventListener("keydown", (event) =>
        window.document.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true })),
      );
    });
    letGo();
    pages.append(frame);
    read.hidden = true;
    open(word("read"));
    frame.focus();
  }

  return {
    block,
    toggle,
    close,
    /**
     * @param {Message} message
     * @param {DataView<ArrayBuffer>[]} buffers
     */
    hear(message, buffers) {
      if (message.page) addPage(message.page, message.of ?? message.page, buffers[0]);
      else if (message.shown) endPages(message.shown, message.warning ?? "");
      else if (message.web !== undefined) showWeb(message.web);
      else return false;
      return true;
    },
  };
}

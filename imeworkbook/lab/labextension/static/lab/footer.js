import { el, fill } from "../page/dom.js";

/**
 * @import { Chapter } from "../page/data.d.ts"
 * @typedef {import("../page/main.js").Page} Page
 */

/**
 * The links at a chapter's foot: back, on, and a discreet way to see how the page is made.
 *
 * @param {Page} page
 * @param {Chapter} chapter
 */
export function footer(page, chapter) {
  const words = page.words.footer;
  const { before, after } = page.neighbours(chapter);
  /**
   * @param {Chapter | null} to
   * @param {string} sentence
   * @param {string} kind
   */
  const link = (to, sentence, kind) =>
    to
      ? el(
          "a",
          { class: kind, href: page.addressOf(to), onclick: (event) => go(event, page, to) },
          fill(sentence, { title: to.title }),
        )
      : el("span", {});
  return el(
    "footer",
    { class: "imw-footer", onkeydown: keep, onfocusin: keep },
    el(
      "div",
      { class: "imw-neighbours" },
      link(before, words.before, "imw-before"),
      link(after, words.after, "imw-after"),
    ),
    el(
      "button",
      { type: "button", class: "imw-made", "aria-pressed": "false", onclick: () => page.lab?.chrome.toggle() },
      words.made,
    ),
  );
}

/**
 * JupyterLab takes the focus from what is no cell to the active one: without this no key would reach these links.
 *
 * @param {Event} event
 */
function keep(event) {
  if (!(event instanceof KeyboardEvent && event.key === "Escape")) event.stopPropagation();
}

/**
 * @param {Event} event
 * @param {Page} page
 * @param {Chapter} chapter
 */
function go(event, page, chapter) {
  event.preventDefault();
  page.go(chapter.key);
}

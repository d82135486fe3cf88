import { el, fill } from "../page/dom.js";

/** The links at a chapter's foot: back, on, and a discreet way to see how the page is made. */
export function footer(page, chapter) {
  const words = page.words.footer;
  const { before, after } = page.neighbours(chapter);
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
      { type: "button", class: "imw-made", "aria-pressed": "false", onclick: () => page.lab.chrome.toggle() },
      words.made,
    ),
  );
}

/** JupyterLab takes the focus from what is no cell to the active one: without this no key would reach these links. */
function keep(event) {
  if (event.key !== "Escape") event.stopPropagation();
}

function go(event, page, chapter) {
  event.preventDefault();
  page.go(chapter.key);
}

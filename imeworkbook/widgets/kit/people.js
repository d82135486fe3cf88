// Who can help and what to ask each of them; how to tell people; extra tests.

import { h } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { CircleFace } from "./faces.d.ts"
 */

/**
 * @param {Context<CircleFace>} _context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function circle(_context, root) {
  let shown = "";
  /** @param {string[]} lines */
  const list = (lines) => h("ul", { class: "imw-bullets" }, ...lines.map((line) => h("li", {}, line)));

  return {
    /** @param {CircleFace} face */
    update(face) {
      const wanted = JSON.stringify(face.people);
      if (!face.people || wanted === shown) return;
      shown = wanted;
      const { words, step_work: steps } = face.people;
      root.replaceChildren(
        h(
          "section",
          { class: "imw-card" },
          h("h2", {}, words.circle_title),
          h("p", { class: "imw-quiet" }, words.circle_text),
          ...face.people.circle.map((one) =>
            h(
              "details",
              { class: "imw-worry" },
              h(
                "summary",
                {},
                one.title,
                one.names ? h("span", { class: "imw-has" }, words.have.replace("{names}", one.names)) : "",
              ),
              one.note ? h("p", { class: "imw-quiet" }, one.note) : "",
              h("p", {}, words.ask_title),
              list(one.ask),
            ),
          ),
          h("details", { class: "imw-worry" }, h("summary", {}, steps.title), h("p", {}, steps.text)),
        ),
        h(
          "section",
          { class: "imw-card imw-topics" },
          h("div", { class: "imw-topic" }, h("h3", {}, words.tell_title), list(words.tell)),
          h("div", { class: "imw-topic" }, h("h3", {}, words.labs_title), list(words.labs)),
        ),
      );
    },
  };
}

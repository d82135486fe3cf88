// What to expect of the examination: topics, worries that open one by one, notes for one country.

import { h, labelledSelect } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { ExpectFace } from "./faces.d.ts"
 */

/** @typedef {ExpectFace["expect"]} Expected */

const COUNTRY = "imeworkbook.country";

/**
 * @param {Context<ExpectFace>} _context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function expect(_context, root) {
  let shown = "";

  /** @param {Expected["topic"][number]} one */
  const topic = (one) =>
    h(
      "div",
      { class: "imw-topic" },
      h("h3", {}, one.title),
      ...(one.text ?? []).map((text) => h("p", {}, text)),
      one.list && h("ul", { class: "imw-bullets" }, ...one.list.map((text) => h("li", {}, text))),
    );

  /** @param {Expected["worry"][number]} one */
  const worry = (one) => h("details", { class: "imw-worry" }, h("summary", {}, one.question), h("p", {}, one.answer));

  /**
   * @param {Expected} content
   * @param {string} [chosen]
   */
  function countryNotes(content, chosen) {
    const notes = h("div", { "aria-live": "polite" });
    const { block, select } = labelledSelect(
      content.country_choose,
      content.country.map(({ code, name }) => [code, name]),
      (code) => show(code),
    );
    block.classList.add("imw-narrow");
    /** @param {string} code */
    const show = (code) => {
      const one = content.country.find((country) => country.code === code);
      select.value = one ? code : "";
      notes.replaceChildren(
        ...(one
          ? [
              h("ul", { class: "imw-bullets" }, ...one.notes.map((note) => h("li", {}, note))),
              h(
                "p",
                { class: "imw-help" },
                content.source.replace("{source}", one.source).replace("{checked}", one.checked),
              ),
            ]
          : [h("p", {}, content.nothing_known)]),
      );
    };
    show(chosen || localStorage.getItem(COUNTRY) || content.country[0].code);
    return [block, notes, h("p", { class: "imw-quiet" }, content.ask)];
  }

  return {
    /** @param {ExpectFace} face */
    update(face) {
      const wanted = JSON.stringify([face.expect?.title, face.page?.country]);
      if (!face.expect || wanted === shown) return;
      shown = wanted;
      const content = face.expect;
      root.replaceChildren(
        h("section", { class: "imw-card imw-topics" }, ...content.topic.map(topic)),
        h("section", { class: "imw-card" }, h("h2", {}, content.worries_title), ...content.worry.map(worry)),
        h(
          "section",
          { class: "imw-card" },
          h("h2", {}, content.country_title),
          ...countryNotes(content, face.page?.country),
        ),
      );
    },
  };
}

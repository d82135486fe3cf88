// Where you are: which chapters have something, and what is still open, each with a link to its place.

import { button, h } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { ProgressFace } from "./faces.d.ts"
 */

/**
 * @param {Context<ProgressFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function progress(context, root) {
  let drawn = "";
  return {
    /** @param {ProgressFace} face */
    update(face) {
      if (!face.asks) return;
      const wanted = JSON.stringify([face.chapters, face.asks]);
      if (wanted === drawn) return;
      drawn = wanted;
      const said = face.said;
      /** @param {ProgressFace["chapters"][number]} row */
      const chapter = ({ key, title, has }) =>
        h(
          "li",
          { class: has ? "imw-where-has" : "" },
          h("span", { "aria-hidden": "true" }, has ? "✓" : "·"),
          button(title, "link", () => context.go(key)),
          h("span", { class: "imw-quiet" }, has ? said.has : said.nothing),
        );
      /** @param {ProgressFace["asks"][number]} row */
      const ask = ({ text, chapter: key, title }) =>
        h(
          "li",
          {},
          h("span", {}, text),
          button(title, "link", () => context.go(key), { "aria-label": `${title}: ${text}` }),
        );
      root.replaceChildren(
        h(
          "section",
          { class: "imw-card" },
          h("h2", {}, said.title),
          h("p", { class: "imw-quiet" }, said.text),
          h("ul", { class: "imw-where" }, ...face.chapters.map(chapter)),
          h(
            "details",
            { class: "imw-more" },
            h("summary", {}, said.asks),
            h("p", { class: "imw-quiet" }, face.asks.length ? said.asks_text : said.all_there),
            h("ul", { class: "imw-asks-list" }, ...face.asks.map(ask)),
          ),
        ),
      );
    },
  };
}

// Before it leaves: what is named in a printed text though it is kept back, and what contradicts something kept back.

import { button, h } from "./dom.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { CopiesFace, Doubt } from "./faces.d.ts"
 */

/** @param {Context<CopiesFace>} context */
export function doubts(context) {
  /** @param {string} key */
  const word = (key) => context.word("copies", key);
  const list = h("ul", {});
  const block = h(
    "section",
    { class: "imw-doubts", hidden: true },
    h("h3", {}, word("doubts")),
    list,
    h("p", { class: "imw-help" }, word("doubts_text")),
  );
  let drawn = "";

  /** @param {Doubt} one */
  const row = (one) =>
    h(
      "li",
      {},
      h("p", {}, one.text),
      h(
        "div",
        { class: "imw-title-tools" },
        one.field &&
          button(word("stand_alone"), "link", () => context.ask("stand_alone", { id: one.printed, field: one.field }), {
            "aria-label": `${word("stand_alone")}. ${one.text}`,
          }),
        button(word("take_out"), "link", () => context.ask("audience", { id: one.printed, audience: "private" }), {
          "aria-label": `${word("take_out")}. ${one.text}`,
        }),
      ),
    );

  return {
    block,
    /** @param {Doubt[]} now */
    update(now) {
      const wanted = JSON.stringify(now);
      if (wanted === drawn) return;
      drawn = wanted;
      block.hidden = now.length === 0;
      list.replaceChildren(...now.map(row));
    },
  };
}

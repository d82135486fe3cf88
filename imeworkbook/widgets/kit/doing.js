// How someone was doing, asked beside a post or a phase of use: a choice for work and one for life outside it.

import { freshId, h, selectOf } from "./dom.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { EntryRow } from "./faces.d.ts"
 */

/**
 * What is asked beside the entry `id`. The lists stay where they are while they are answered, and so does the focus.
 *
 * @param {Pick<Context, "ask">} context
 * @param {string} id
 */
export function doingPart(context, id) {
  const element = h("div", { class: "imw-row-doing", hidden: true });
  /** @type {HTMLSelectElement[]} */
  let selects = [];
  let drawn = "";

  /** @param {NonNullable<EntryRow["doing"]>[number]} asked */
  function question({ part, label, options }, of = "") {
    const name = freshId("doing");
    const select = selectOf(options, (went) => context.ask("doing", { id, part, went }), {
      id: name,
      "aria-label": `${label} ${of}`.trim(),
    });
    selects.push(select);
    return h("div", {}, h("label", { for: name }, label), select);
  }

  return {
    element,
    /** @param {EntryRow} entry */
    update({ doing = [], label }) {
      const wanted = JSON.stringify([label, doing.map((asked) => asked.part)]);
      if (wanted !== drawn) {
        drawn = wanted;
        selects = [];
        element.replaceChildren(...doing.map((asked) => question(asked, label)));
      }
      element.hidden = doing.length === 0;
      doing.forEach((asked, at) => {
        selects[at].value = asked.went;
      });
    },
  };
}

// What is in a copy, or stays out of it, under its headings; one click changes who may see it.

import { button, h } from "./dom.js";

/**
 * @import { AudienceChoice, Context } from "./context.d.ts"
 * @import { Audience, CopiesFace, CopyTitle, CopyTitles } from "./faces.d.ts"
 */

/**
 * `choicesOf(row)` gives the audiences that a click can set, each with its words.
 *
 * @param {Context<CopiesFace>} context
 * @param {string} className
 * @param {(row: CopyTitle) => AudienceChoice[]} choicesOf
 */
export function titles(context, className, choicesOf) {
  const summary = h("summary", {});
  const list = h("div", {});
  const block = h("details", { class: className }, summary, list);
  let drawn = "";

  /** @param {CopyTitle} one */
  const row = (one) =>
    h(
      "li",
      {},
      h(
        "span",
        { class: "imw-told" },
        one.label,
        one.when && h("span", { class: "imw-why" }, ` · ${one.when}`),
        one.why && h("span", { class: "imw-why" }, ` (${one.why})`),
      ),
      h(
        "span",
        { class: "imw-title-tools" },
        ...choicesOf(one).map(([audience, label]) =>
          button(label, "link", () => pick(one, audience), { "aria-label": `${label}: ${one.label}` }),
        ),
      ),
    );

  /**
   * The row leaves this list, so the keys go on from the list's own head.
   *
   * @param {CopyTitle} one
   * @param {Audience} audience
   */
  function pick(one, audience) {
    summary.focus();
    context.ask("audience", { id: one.id, audience });
  }

  return {
    block,
    /** @param {CopyTitles} now */
    update(now) {
      const wanted = JSON.stringify([now, context.shown.get("face").reader]);
      if (wanted === drawn) return;
      drawn = wanted;
      summary.textContent = now.words;
      list.replaceChildren(
        ...now.groups.map(({ heading, rows }) =>
          h("section", { "aria-label": heading }, h("h3", {}, heading), h("ul", {}, ...rows.map(row))),
        ),
      );
    },
  };
}

// What came before what: one question at a time about something that has no place yet, and orderings of one's own.

import { button, h, labelledSelect, optionsOf, selectOf, submitted } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { Option, PlacingFace } from "./faces.d.ts"
 */

/**
 * A labelled list to choose from, whose options are drawn anew only when they change.
 *
 * @param {string} label
 * @param {(value: string) => void} [changed]
 */
function chooser(label, changed) {
  const { block, select } = labelledSelect(label, [], changed);
  let drawn = "";
  return {
    block,
    input: select,
    /** @param {Option[]} options */
    update(options, value = select.value) {
      const wanted = JSON.stringify(options);
      if (wanted !== drawn) select.replaceChildren(...optionsOf(options));
      drawn = wanted;
      select.value = value;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    },
  };
}

/**
 * @param {Context<PlacingFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function placing(context, root) {
  const said = context.shown.get("face").said;
  const pick = chooser(said.choose, (id) => context.ask("pick", { id }));
  const now = h("p", { class: "imw-reading" });
  const question = h("p", { class: "imw-question", tabindex: "-1" });
  const ways = h("div", { class: "imw-question-ways" });
  const first = chooser(said.first);
  const relation = chooser(said.relation);
  const second = chooser(said.second);
  const list = h("ul", { class: "imw-question-about" });
  const none = h("p", { class: "imw-quiet" }, said.none_yet);
  const nothing = h("p", { class: "imw-quiet" }, said.nothing);
  const submit = submitted(() =>
    context.ask("keep", { first: first.input.value, relation: relation.input.value, second: second.input.value }),
  );
  root.append(
    h(
      "section",
      { class: "imw-card" },
      h("h2", {}, said.title),
      h("p", { class: "imw-quiet" }, said.text),
      h("h3", {}, said.place),
      h("p", { class: "imw-quiet" }, said.place_text),
      pick.block,
      nothing,
      now,
      question,
      ways,
      context.notice.line,
      h(
        "details",
        { class: "imw-more" },
        h("summary", {}, said.own),
        h(
          "form",
          { class: "imw-form", submit },
          first.block,
          relation.block,
          second.block,
          h(
            "div",
            { class: "imw-foot" },
            h("span", {}),
            h("button", { type: "submit", class: "imw-button imw-primary" }, said.keep),
          ),
        ),
      ),
      h("h3", {}, said.so_far),
      none,
      list,
    ),
  );

  let asked = "";
  let listed = "";
  /** @param {PlacingFace["asked"]} one */
  const drawQuestion = (one) => {
    const wanted = JSON.stringify(one);
    if (wanted === asked) return;
    asked = wanted;
    now.textContent = one?.now ?? "";
    question.textContent = one ? one.question || (one.done ?? "") : "";
    const answer = (/** @type {string} */ key) =>
      button(said[key], "plain", () => context.ask("answer", { answer: key, landmark: one?.landmark }), {
        class: "imw-button imw-plain imw-small",
      });
    ways.replaceChildren(...(one?.question ? ["before", "after", "same", "skip"].map(answer) : []));
  };
  const ordering =
    (/** @type {Option[]} */ audiences) =>
    (/** @type {PlacingFace["orderings"][number]} */ { id, text, audience }) => {
      const who = selectOf(audiences, (value) => context.ask("audience", { id, audience: value }), {
        class: "imw-input imw-small-select",
        "aria-label": `${said.audience}: ${text}`,
      });
      who.value = audience;
      return h(
        "li",
        {},
        h("span", {}, text),
        who,
        button(said.take_back, "link", () => context.ask("take_back", { id }), {
          "aria-label": `${said.take_back}: ${text}`,
        }),
      );
    };

  return {
    /** @param {PlacingFace} face */
    update(face) {
      if (!face.entries) return;
      pick.update([["", said.nobody], ...face.to_place], face.chosen);
      pick.block.hidden = face.to_place.length === 0;
      nothing.hidden = face.to_place.length > 0;
      drawQuestion(face.asked);
      first.update([["", said.nobody], ...face.entries]);
      second.update([["", said.nobody], ...face.entries]);
      relation.update(face.relations);
      const wanted = JSON.stringify([face.orderings, face.audiences]);
      if (wanted !== listed) list.replaceChildren(...face.orderings.map(ordering(face.audiences)));
      listed = wanted;
      none.hidden = face.orderings.length > 0;
    },
    hear(message) {
      if (message.turned) question.focus();
      if (message.emptied) [first.input.value, second.input.value] = ["", ""];
      if (message.offer === "undo") return context.offerUndo(message, said.undo);
      return Boolean(message.turned || message.emptied);
    },
  };
}

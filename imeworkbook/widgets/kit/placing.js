// What came before what: one question at a time about something that has no place yet, and orderings of one's own.

import { button, freshId, h } from "./dom.js";

/** A labelled list to choose from, whose options are drawn anew only when they change. */
function chooser(label, change) {
  const id = freshId("choose");
  const input = h("select", { id, class: "imw-input", autocomplete: "off", change });
  let drawn = "";
  return {
    block: h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, label), input),
    input,
    update(options, value = input.value) {
      const wanted = JSON.stringify(options);
      if (wanted !== drawn) input.replaceChildren(...options.map(([key, text]) => h("option", { value: key }, text)));
      drawn = wanted;
      input.value = value;
      if (input.selectedIndex < 0) input.selectedIndex = 0;
    },
  };
}

export function placing(context, root) {
  const said = context.shown.get("face").said ?? {};
  const pick = chooser(said.choose, () => context.ask("pick", { id: pick.input.value }));
  const now = h("p", { class: "imw-reading" });
  const question = h("p", { class: "imw-question", tabindex: "-1" });
  const ways = h("div", { class: "imw-question-ways" });
  const first = chooser(said.first);
  const relation = chooser(said.relation);
  const second = chooser(said.second);
  const list = h("ul", { class: "imw-question-about" });
  const none = h("p", { class: "imw-quiet" }, said.none_yet);
  const nothing = h("p", { class: "imw-quiet" }, said.nothing);
  const submit = (event) => {
    event.preventDefault();
    context.ask("keep", { first: first.input.value, relation: relation.input.value, second: second.input.value });
  };
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
  const drawQuestion = (one) => {
    const wanted = JSON.stringify(one);
    if (wanted === asked) return;
    asked = wanted;
    now.textContent = one?.now ?? "";
    question.textContent = one ? one.question || one.done : "";
    const answer = (key) =>
      button(said[key], "plain", () => context.ask("answer", { answer: key, landmark: one.landmark }), {
        class: "imw-button imw-plain imw-small",
      });
    ways.replaceChildren(...(one?.question ? ["before", "after", "same", "skip"].map(answer) : []));
  };
  const ordering =
    (audiences) =>
    ({ id, text, audience }) => {
      const who = h(
        "select",
        {
          class: "imw-input imw-small-select",
          "aria-label": `${said.audience}: ${text}`,
          change: () => context.ask("audience", { id, audience: who.value }),
        },
        ...audiences.map(([key, label]) => h("option", { value: key }, label)),
      );
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
      if (message.offer === "undo") {
        context.notice.say(
          message.notice,
          message.good,
          button(said.undo, "link", () => context.ask("undo")),
        );
        return true;
      }
      return Boolean(message.turned || message.emptied);
    },
  };
}

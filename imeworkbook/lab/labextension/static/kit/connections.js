// What I see: one connection at a time, and the lines that the person has taken.

import { button, freshId, h, line, PRIVATE_FIELD } from "./dom.js";

export function connections(context, root) {
  const word = (key) => context.word("connections", key);
  const one = h("section", { class: "imw-card" });
  const lines = h("section", { class: "imw-card" });
  root.append(one, lines);
  let shownOne = "";
  let shownLines = "";

  function drawOne(face) {
    const wanted = JSON.stringify([face.one, face.left, face.aside, face.none, face.lines.length > 0]);
    if (wanted === shownOne) return;
    const moved = shownOne !== "" && one.contains(document.activeElement);
    shownOne = wanted;
    const title = h("h2", { tabindex: "-1" }, word("title"));
    one.replaceChildren(title, h("p", { class: "imw-quiet" }, word("text")), ...(face.one ? proposal(face) : nothing(face)), foot(face));
    if (moved) (one.querySelector("textarea") ?? title).focus();
  }

  function proposal(face) {
    const id = freshId("words");
    const text = h("textarea", { id, rows: 2, class: "imw-input imw-short", value: face.one.sentence, maxlength: 2000, ...PRIVATE_FIELD });
    const key = face.one.key;
    return [
      h("p", { class: "imw-seen" }, face.one.sentence),
      h("p", { class: "imw-help" }, word(face.one.certainty)),
      h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, word("own_words")), text),
      h("div", { class: "imw-foot" },
        button(word("dismiss"), "plain", () => context.ask("dismiss", { key })),
        button(word("take"), "primary", () => context.ask("take", { key, text: text.value }))),
      h("p", { class: "imw-help", role: "status" }, face.left > 1 ? word("left").replace("{n}", face.left - 1) : word("left_one")),
    ];
  }

  const nothing = (face) => [h("p", { role: "status" }, word(face.lines.length || face.aside ? "done" : "empty"))];

  const foot = (face) => h("div", { class: "imw-ways imw-thin" },
    face.none
      ? h("span", {}, word("none_said"), " ", button(word("take_back"), "link", () => context.ask("none", { none: false })))
      : button(word("none"), "link", () => context.ask("none", { none: true })),
    face.aside ? button(word("again").replace("{n}", face.aside), "link", () => context.ask("again")) : "");

  function drawLines(face) {
    const wanted = JSON.stringify(face.lines);
    if (wanted === shownLines) return;
    shownLines = wanted;
    const own = line(word("write"), { maxlength: 2000 });
    const add = () => {
      context.ask("write", { text: own.input.value });
      own.input.value = "";
    };
    own.input.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), add()));
    lines.replaceChildren(h("h2", { tabindex: "-1" }, word("lines")),
      face.lines.length ? h("ol", { class: "imw-rows" }, ...face.lines.map((row) => taken(row, face.choices))) : h("p", { class: "imw-quiet" }, word("no_lines")),
      h("div", { class: "imw-add" }, own, button(word("add"), "plain", add)));
  }

  function choice(row, field, options) {
    const id = freshId(field);
    const select = h("select", { id, class: "imw-input", "aria-label": `${word(field)}: ${row.text}`, ...PRIVATE_FIELD,
      change: () => context.ask("choose", { id: row.id, field, value: select.value }) },
      ...options.map(([value, label]) => h("option", { value }, label)));
    select.value = row[field];
    return h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, word(field)), select);
  }

  function taken(row, choices) {
    const text = h("textarea", { rows: 2, class: "imw-input imw-short", value: row.text, "aria-label": word("reword"), maxlength: 2000, ...PRIVATE_FIELD });
    text.addEventListener("change", () => context.ask("reword", { id: row.id, text: text.value }));
    return h("li", { class: "imw-row imw-line-taken", value: row.number },
      h("div", { class: "imw-line-words" }, h("span", { class: "imw-line-number", "aria-hidden": "true" }, `${row.number}.`), text),
      h("div", { class: "imw-line-choices" }, ...Object.entries(choices).map(([field, options]) => choice(row, field, options))),
      h("div", { class: "imw-foot" }, button(word("let_go"), "link", () => context.ask("let_go", { id: row.id }),
        { "aria-label": `${word("let_go")}: ${row.text}` })));
  }

  return {
    update(face) {
      if (!face.lines) return;
      drawOne(face);
      drawLines(face);
    },
  };
}

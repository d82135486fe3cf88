// What is usually asked: each question with what is written down, or a word in its place. Folded until it is wanted.

import { button, choices, freshId, h } from "./dom.js";

/** `write(question)` begins to write an answer down in the form above; without it there is no such button. */
export function askedPart(context, write = null) {
  const title = h("summary", {});
  const text = h("p", { class: "imw-quiet" });
  const list = h("ul", { class: "imw-asked-list" });
  const who = h("div", {});
  const element = h("details", { class: "imw-more imw-asked" }, title, text, list, who);
  let drawn = "";
  let rows = new Map();
  let audience = null;

  function makeRow(row, said) {
    const id = freshId("asked");
    const select = h(
      "select",
      {
        id,
        class: "imw-input",
        autocomplete: "off",
        change: () => context.ask("asked", { question: row.id, state: select.value }),
      },
      ...row.options.map(([key, label]) => h("option", { value: key }, label)),
    );
    const given = h("span", { class: "imw-reading" });
    const begin =
      write && row.write
        ? button(said.write, "link", () => write(row.id), { "aria-label": `${said.write}: ${row.label}` })
        : null;
    rows.set(row.id, { select, given, begin });
    return h(
      "li",
      {},
      h("label", { for: id }, row.label),
      h("div", { class: "imw-asked-answer" }, given, select, begin),
    );
  }

  function show(row) {
    const { select, given, begin } = rows.get(row.id);
    select.value = row.state;
    given.textContent = row.given;
    given.hidden = !row.given;
    select.hidden = Boolean(row.given) && row.state === "not_asked";
    select.classList.toggle("imw-asked-open", row.state === "not_asked");
    if (begin) begin.hidden = Boolean(row.given) || row.state !== "not_asked";
  }

  return {
    element,
    update(asked) {
      if (drawn !== asked.key) {
        drawn = asked.key;
        rows = new Map();
        text.textContent = asked.said.text;
        list.replaceChildren(...asked.rows.map((row) => makeRow(row, asked.said)));
        audience = choices(asked.said.audience, asked.audiences, asked.audience, (value) =>
          context.ask("asked_audience", { audience: value }),
        );
        who.replaceChildren(audience);
      }
      title.textContent = asked.title;
      asked.rows.forEach(show);
      audience.set(asked.audience);
    },
  };
}

export function asked(context, root) {
  const part = askedPart(context);
  root.append(h("section", { class: "imw-card" }, part.element, context.notice.line));
  return { update: (face) => face.asked && part.update(face.asked) };
}

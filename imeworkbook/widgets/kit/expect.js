// What to expect of the examination: topics, worries that open one by one, notes for one country.

import { freshId, h } from "./dom.js";

const COUNTRY = "imeworkbook.country";

export function expect(_context, root) {
  let shown = "";

  const topic = (one) =>
    h(
      "div",
      { class: "imw-topic" },
      h("h3", {}, one.title),
      ...(one.text ?? []).map((text) => h("p", {}, text)),
      one.list && h("ul", { class: "imw-bullets" }, ...one.list.map((text) => h("li", {}, text))),
    );

  const worry = (one) => h("details", { class: "imw-worry" }, h("summary", {}, one.question), h("p", {}, one.answer));

  function countryNotes(content, chosen) {
    const id = freshId("country");
    const notes = h("div", { "aria-live": "polite" });
    const select = h(
      "select",
      { id, class: "imw-input", autocomplete: "off", change: () => show(select.value) },
      ...content.country.map((one) => h("option", { value: one.code }, one.name)),
    );
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
    return [
      h(
        "div",
        { class: "imw-field imw-narrow" },
        h("label", { for: id, class: "imw-label" }, content.country_choose),
        select,
      ),
      notes,
      h("p", { class: "imw-quiet" }, content.ask),
    ];
  }

  return {
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

// The settings: each choice holds at once.

import { choices, freshId, h } from "./dom.js";

const FEW = 3;

export function settings(context, root) {
  const controls = new Map();
  const body = h("div", { class: "imw-settings" });
  root.append(h("section", { class: "imw-card" }, body, context.notice.line));

  function control(row) {
    const pick = (value) => context.ask("set", { key: row.key, value });
    if (row.options.length <= FEW) return choices(row.label, row.options, row.value, pick);
    const id = freshId("setting");
    const select = h(
      "select",
      { id, class: "imw-input imw-narrow", autocomplete: "off", change: () => pick(select.value) },
      ...row.options.map(([value, label]) => h("option", { value }, label)),
    );
    select.value = row.value;
    const block = h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, row.label), select);
    block.set = (value) => {
      select.value = value;
    };
    return block;
  }

  return {
    update(face) {
      const closed = !face.rows;
      if (closed) {
        controls.clear();
        body.replaceChildren(h("p", { class: "imw-quiet" }, context.word("settings", "closed")));
        return;
      }
      if (!controls.size) body.replaceChildren();
      for (const row of face.rows) {
        if (controls.has(row.key)) {
          controls.get(row.key).set(row.value);
          continue;
        }
        const made = control(row);
        controls.set(row.key, made);
        body.append(h("div", { class: "imw-setting" }, made, row.help && h("p", { class: "imw-help" }, row.help)));
      }
    },
  };
}

// A row of chips, one of them chosen. Focus stays where it is when the row is drawn anew.

import { h } from "./dom.js";

/** `pick` hears the key of a chip. A chip is { key, text, done, draft, note }. */
export function chipRow(label, pick) {
  const element = h("div", { class: "imw-chips", role: "group", "aria-label": label });
  let drawn = "";

  const chipOf =
    (chosen) =>
    ({ key, text, done, draft, note }) =>
      h(
        "button",
        {
          type: "button",
          class: "imw-chip",
          "data-chip": key,
          "aria-pressed": String(key === chosen),
          click: () => pick(key),
        },
        text,
        done && h("span", { class: "imw-tick", "aria-hidden": "true" }, " ✓"),
        draft && h("span", { class: "imw-tick", "aria-hidden": "true" }, " …"),
        note && h("span", { class: "imw-unseen" }, `, ${note}`),
      );

  return {
    element,
    update(chips, chosen) {
      const wanted = JSON.stringify([chips, chosen]);
      if (wanted === drawn) return;
      drawn = wanted;
      const focused = element.contains(document.activeElement) ? document.activeElement.dataset.chip : "";
      element.replaceChildren(...chips.map(chipOf(chosen)));
      if (focused) element.querySelector(`[data-chip="${CSS.escape(focused)}"]`)?.focus();
    },
  };
}

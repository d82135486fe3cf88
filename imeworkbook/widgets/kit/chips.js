// A row of chips, one of them chosen. Focus stays where it is when the row is drawn anew.

import { focusedIn, h, refocus } from "./dom.js";

/** @typedef {{ key: string, text: string, done: boolean, draft: boolean, note: string }} Chip */

/**
 * `pick` hears the key of a chip.
 *
 * @param {string} label
 * @param {(key: string) => void} pick
 */
export function chipRow(label, pick) {
  const element = h("div", { class: "imw-chips", role: "group", "aria-label": label });
  let drawn = "";

  const chipOf =
    (/** @type {string} */ chosen) =>
    (/** @type {Chip} */ { key, text, done, draft, note }) =>
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
    /**
     * @param {Chip[]} chips
     * @param {string} chosen
     */
    update(chips, chosen) {
      const wanted = JSON.stringify([chips, chosen]);
      if (wanted === drawn) return;
      drawn = wanted;
      const focused = focusedIn(element)?.dataset.chip;
      element.replaceChildren(...chips.map(chipOf(chosen)));
      if (focused) refocus(element, "chip", focused);
    },
  };
}

// The entries that a record is about: a row for each, chosen from a list under its kinds.

import { PRIVATE_FIELD, h } from "./dom.js";
import { rowsOf } from "./listed.js";

/**
 * @import { Field, FieldEvents } from "./context.d.ts"
 * @import { ChosenSpec } from "./faces.d.ts"
 */

/**
 * The ids of a text that was kept.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function chosenOf(text) {
  try {
    const ids = JSON.parse(text || "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/**
 * Built and used like any field. Its value is text: ids in JSON, empty where none is chosen.
 *
 * @param {ChosenSpec} spec
 * @param {string} value
 * @param {FieldEvents} events
 * @returns {Field<ChosenSpec>}
 */
export function chosenField(spec, value, events) {
  const changed = () => events.changed(spec.key);
  const rows = rowsOf(spec, {
    empty: "",
    changed,
    known: () => events.entries(),
    make(/** @type {string} */ id, leave) {
      const select = h("select", { class: "imw-input", ...PRIVATE_FIELD, change: changed });
      return { select, leave, element: h("div", { class: "imw-chosen-row" }, select, leave), chosen: id, drawn: "" };
    },
    name: ({ select }, called) => select.setAttribute("aria-label", called),
  });
  const { list, help, more } = rows;
  const block = h(
    "fieldset",
    { class: "imw-field imw-cited", tabindex: "-1", "aria-describedby": help.id },
    h("legend", { class: "imw-label" }, spec.label),
    help,
    list,
    more,
  );
  const said = () => rows.all.map(({ select }) => select.value).filter((id) => id !== "");

  /** @type {Field<ChosenSpec>} */
  const field = {
    spec,
    block,
    value: () => (said().length ? JSON.stringify(said()) : ""),
    set: (now) => rows.set(chosenOf(String(now))),
    say: rows.say,
    focus: () => (rows.all[0]?.select ?? more).focus(),
  };
  field.set(value);
  return field;
}

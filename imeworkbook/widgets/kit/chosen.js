// The entries that a record is about: a row for each, chosen from a list under its kinds.

import { PRIVATE_FIELD, button, freshId, h, optionsOf } from "./dom.js";

/**
 * @import { Field, FieldEvents } from "./context.d.ts"
 * @import { ChosenSpec } from "./faces.d.ts"
 *
 * @typedef {object} Row
 * @property {HTMLSelectElement} select
 * @property {HTMLElement} element
 * @property {HTMLElement} leave
 * @property {string} chosen the entry that was chosen before there were any to choose from
 * @property {string} drawn which entries were offered last
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
  /** @type {Row[]} */
  let rows = [];
  const list = h("div", { class: "imw-cited-rows" });
  const help = h("p", { id: freshId("help"), class: "imw-help" });
  const more = button(spec.add, "plain", () => {
    add("").select.focus();
    arrange();
  });
  const block = h(
    "fieldset",
    { class: "imw-field imw-cited", tabindex: "-1", "aria-describedby": help.id },
    h("legend", { class: "imw-label" }, spec.label),
    help,
    list,
    more,
  );
  const said = () => rows.map(({ select }) => select.value).filter((id) => id !== "");

  /** @param {string} id */
  function add(id) {
    const select = h("select", { class: "imw-input", ...PRIVATE_FIELD, change: () => events.changed(spec.key) });
    const leave = button(spec.remove, "link", () => remove(made));
    const element = h("div", { class: "imw-chosen-row" }, select, leave);
    /** @type {Row} */
    const made = { select, leave, element, chosen: id, drawn: "" };
    rows.push(made);
    list.append(element);
    offer(made);
    return made;
  }

  /** @param {Row} row */
  function remove(row) {
    const at = rows.indexOf(row);
    row.element.remove();
    rows = rows.filter((one) => one !== row);
    arrange();
    (rows[Math.min(at, rows.length - 1)]?.select ?? (more.hidden ? block : more)).focus();
    events.changed(spec.key);
  }

  /**
   * The entries to choose from, as they are now; one that went stays chosen.
   *
   * @param {Row} row
   */
  function offer(row) {
    const { select } = row;
    const chosen = select.options.length ? select.value : row.chosen;
    const known = events.entries();
    const drawn = JSON.stringify(known);
    if (row.drawn === drawn) return;
    row.drawn = drawn;
    const kinds = [...new Set(known.map(([, , kind]) => kind))];
    const of = (/** @type {string} */ wanted) =>
      known.flatMap(([id, label, kind]) => (kind === wanted ? optionsOf([[id, label]]) : []));
    const groups = kinds.map((label) => h("optgroup", { label }, ...of(label)));
    const gone = chosen && !known.some(([id]) => id === chosen);
    select.replaceChildren(
      ...optionsOf([["", spec.blank]]),
      ...groups,
      ...(gone ? optionsOf([[chosen, spec.gone]]) : []),
    );
    select.value = chosen;
  }

  /** Number the rows for who hears them; say where entries come from while there is none. */
  function arrange() {
    const none = !events.entries().length;
    help.textContent = none ? spec.none : spec.help;
    more.hidden = none;
    rows.forEach(({ select, leave }, at) => {
      const name = spec.row.replace("{n}", String(at + 1));
      select.setAttribute("aria-label", name);
      leave.setAttribute("aria-label", `${spec.remove}: ${name}`);
    });
  }

  /** @type {Field<ChosenSpec>} */
  const field = {
    spec,
    block,
    value: () => (said().length ? JSON.stringify(said()) : ""),
    set(now) {
      rows = [];
      list.replaceChildren();
      for (const id of chosenOf(String(now))) add(id);
      arrange();
    },
    say() {
      rows.forEach(offer);
      arrange();
    },
    focus: () => (rows[0]?.select ?? more).focus(),
  };
  field.set(value);
  return field;
}

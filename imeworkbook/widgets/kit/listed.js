// A field that is a list of rows, each with something chosen from a list: rows come and go, and say what they are.

import { button, freshId, h, optionsOf } from "./dom.js";

/**
 * @import { ListWords, Option } from "./faces.d.ts"
 * @typedef {[id: string, label: string, group?: string]} Known
 *
 * @typedef {object} Listed A row of it.
 * @property {HTMLElement} element
 * @property {HTMLSelectElement} select
 * @property {HTMLElement} leave
 * @property {string} chosen what was chosen before there was anything to choose from
 * @property {string} drawn what was offered last
 */

/**
 * The rows of a field and what stands around them. `make` draws an empty row around what takes it away, `known` gives what
 * there is to choose from (id, name and, if any, the group it stands in), `changed` hears that a row went.
 *
 * @template {Listed} Row
 * @template Value
 * @param {ListWords} spec
 * @param {object} ways
 * @param {(value: Value, leave: HTMLElement) => Row} ways.make
 * @param {() => Known[]} ways.known
 * @param {() => void} ways.changed
 * @param {Value} ways.empty what a row begins with that is added by hand
 * @param {(row: Row, name: string) => void} [ways.name] tells a row what it is called
 */
export function rowsOf(spec, { make, known, changed, empty, name = () => {} }) {
  /** @type {Row[]} */
  let rows = [];
  const list = h("div", { class: "imw-cited-rows" });
  const help = h("p", { id: freshId("help"), class: "imw-help" });
  const more = button(spec.add, "plain", () => {
    add(empty).select.focus();
    arrange();
  });

  /** @param {Value} value */
  function add(value) {
    const leave = button(spec.remove, "link", () => remove(row));
    const row = make(value, leave);
    rows.push(row);
    list.append(row.element);
    offer(row);
    return row;
  }

  /** @param {Row} row */
  function remove(row) {
    const at = rows.indexOf(row);
    const block = list.closest("fieldset");
    row.element.remove();
    rows = rows.filter((one) => one !== row);
    arrange();
    (rows[Math.min(at, rows.length - 1)]?.select ?? (more.hidden ? block : more))?.focus();
    changed();
  }

  /**
   * What there is to choose from now; what went stays chosen.
   *
   * @param {Row} row
   */
  function offer(row) {
    const { select } = row;
    const chosen = select.options.length ? select.value : row.chosen;
    const there = known();
    const gone = chosen && !there.some(([id]) => id === chosen);
    const drawn = JSON.stringify([there, gone && chosen]);
    if (row.drawn === drawn) return;
    row.drawn = drawn;
    const groups = [...new Set(there.map(([, , group]) => group))].map((group) => {
      /** @type {Option[]} */
      const own = there.filter((one) => one[2] === group).map(([id, label]) => [id, label]);
      return group === undefined ? optionsOf(own) : [h("optgroup", { label: group }, ...optionsOf(own))];
    });
    select.replaceChildren(
      ...optionsOf([["", spec.blank]]),
      ...groups.flat(),
      ...(gone ? optionsOf([[chosen, spec.gone]]) : []),
    );
    select.value = chosen;
  }

  /** Number the rows for who hears them; say where what is chosen comes from while there is nothing. */
  function arrange() {
    const none = !known().length;
    help.textContent = none ? spec.none : spec.help;
    more.hidden = none;
    rows.forEach((row, at) => {
      const called = spec.row.replace("{n}", String(at + 1));
      row.leave.setAttribute("aria-label", `${spec.remove}: ${called}`);
      name(row, called);
    });
  }

  return {
    list,
    help,
    more,
    arrange,
    get all() {
      return rows;
    },
    /** @param {Value[]} values */
    set(values) {
      rows = [];
      list.replaceChildren();
      for (const value of values) add(value);
      arrange();
    },
    /** Offer what there is now. */
    say() {
      rows.forEach(offer);
      arrange();
    },
  };
}

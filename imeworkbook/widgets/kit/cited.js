// The records that an entry cites: a row for each, with where in it that stands and what it says if it differs, and
// then which date of the entry that is.

import { PRIVATE_FIELD, freshId, h, labelledSelect } from "./dom.js";
import { rowsOf } from "./listed.js";

/**
 * @import { Field, FieldEvents } from "./context.d.ts"
 * @import { CitedSpec, Option } from "./faces.d.ts"
 * @typedef {Partial<Record<"record" | "place" | "says" | "side", string>>} Citation
 *
 * @typedef {import("./listed.js").Listed & { inputs: Inputs, side: Side }} Row
 * @typedef {{ record: HTMLSelectElement, place: HTMLInputElement, says: HTMLInputElement }} Inputs
 */

/** @type {["record", "place", "says"]} */
const PARTS = ["record", "place", "says"];

/**
 * The rows of a text that was kept.
 *
 * @param {string} text
 * @returns {Citation[]}
 */
export function citationsOf(text) {
  try {
    const rows = JSON.parse(text || "[]");
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}

/**
 * The text that is kept of some rows: JSON of those in which something stands, empty where none are left.
 *
 * @param {Citation[]} rows
 */
export function citationText(rows) {
  const said = rows.filter((row) => PARTS.some((part) => row[part]?.trim()));
  return said.length ? JSON.stringify(said) : "";
}

/**
 * Built and used like any field. Its value is text: rows in JSON, empty where nothing stands in them.
 *
 * @param {CitedSpec} spec
 * @param {string} value
 * @param {FieldEvents} events
 * @returns {Field<CitedSpec>}
 */
export function citedField(spec, value, events) {
  let moment = false;
  let latest = { problem: "", insist: false };
  const below = h("p", { id: freshId("below"), class: "imw-below imw-look", "aria-live": "polite" });
  const rows = rowsOf(spec, {
    /** @type {Citation} */
    empty: {},
    make,
    known: () => events.records(),
    changed: () => events.changed(spec.key),
    name({ element, inputs, side }, called) {
      side.show(inputs.says.value, moment);
      element.setAttribute("aria-label", called);
    },
  });
  const { list, help, more } = rows;
  const block = h(
    "fieldset",
    { class: "imw-field imw-cited", tabindex: "-1", focusout: () => setTimeout(show) },
    h("legend", { class: "imw-label" }, spec.label),
    help,
    list,
    below,
    more,
  );

  /**
   * @param {Row} row
   * @returns {Citation}
   */
  const read = ({ inputs: { record, place, says }, side }) => ({
    record: record.value,
    place: place.value,
    says: says.value,
    side: side.value(),
  });
  /** @param {Row} row */
  const lacks = ({ inputs: { record, place, says } }) =>
    !record.value && Boolean(place.value.trim() || says.value.trim());

  /**
   * @param {Citation} citation
   * @param {HTMLElement} leave
   * @returns {Row}
   */
  function make(citation, leave) {
    const side = spec.sides ? sideField(spec, spec.sides, citation.side ?? "", events) : NO_SIDE;
    const listeners = { input: () => events.typed(spec.key), change: () => events.changed(spec.key) };
    const common = { class: "imw-input", "aria-describedby": below.id, ...PRIVATE_FIELD, ...listeners };
    const text = (/** @type {"place" | "says"} */ part) =>
      h("input", { type: "text", id: freshId(part), dir: "auto", value: citation[part] ?? "", ...common });
    const record = h("select", { id: freshId("record"), ...common });
    const inputs = { record, place: text("place"), says: text("says") };
    // before what is typed is read
    inputs.says.addEventListener("input", () => side.asked(inputs.says.value, moment), { capture: true });
    const labelled = PARTS.map((part) => {
      const label = h("label", { for: inputs[part].id, class: "imw-label" }, spec[part]);
      return h("div", { class: "imw-field" }, label, inputs[part]);
    });
    const element = h("div", { class: "imw-cited-row", role: "group" }, ...labelled, side.block, leave);
    return { inputs, select: record, side, leave, element, chosen: citation.record ?? "", drawn: "" };
  }

  function show() {
    const patient = block.contains(document.activeElement) && !latest.insist;
    const text = patient ? "" : latest.problem;
    if (below.textContent !== text) below.textContent = text;
    for (const row of rows.all) row.select.setAttribute("aria-invalid", String(Boolean(text) && lacks(row)));
  }

  /** @type {Field<CitedSpec>} */
  const field = {
    spec,
    block,
    value: () => citationText(rows.all.map(read)),
    set: (now) => rows.set(citationsOf(String(now))),
    say(_reading, problem, _offers, insist = false) {
      latest = { problem, insist };
      rows.say();
      show();
    },
    arrange(point) {
      moment = point;
      rows.arrange();
    },
    focus: () => ((rows.all.find(lacks) ?? rows.all[0])?.select ?? more).focus(),
  };
  field.set(value);
  return field;
}

/**
 * @typedef {object} Side Which date of the entry a record gives.
 * @property {HTMLElement | null} block
 * @property {() => string} value
 * @property {(says: string, moment: boolean) => void} show for what the record says
 * @property {(says: string, moment: boolean) => void} asked while that is being typed: what stands there then is the answer
 */

/**
 * Of what is no entry, no date is asked.
 *
 * @type {Side}
 */
const NO_SIDE = { block: null, value: () => "", show() {}, asked() {} };

/**
 * Which date of the entry a record gives: asked where it gives one, unless that is a single moment.
 *
 * @param {CitedSpec} spec
 * @param {Option[]} sides
 * @param {string} side
 * @param {FieldEvents} events
 * @returns {Side}
 */
function sideField(spec, sides, side, events) {
  let chosen = side;
  const { block, select } = labelledSelect(
    spec.side ?? "",
    sides,
    (value) => {
      chosen = value;
      events.changed(spec.key);
    },
    { ...PRIVATE_FIELD },
  );
  block.classList.add("imw-cited-side");
  const usual = () => (events.value("end") && !events.value("start") ? "end" : "start");
  /** @type {Side["show"]} */
  const show = (says, moment) => {
    block.hidden = moment || !says.trim();
    select.value = chosen || usual();
  };
  return {
    block,
    value: () => chosen,
    show,
    asked(says, moment) {
      show(says, moment);
      if (says.trim() && !moment) chosen = select.value;
    },
  };
}

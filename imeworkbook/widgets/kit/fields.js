// One field of a form: its label, its control, and the line under it that says how it reads or what needs a look.

import { chosenField } from "./chosen.js";
import { citedField } from "./cited.js";
import { leaning, suggest } from "./dates.js";
import { PRIVATE_FIELD, check, choices, freshId, h, optionsOf } from "./dom.js";
import { same } from "./form-state.js";

const SPEAKING = ["date", "day", "time", "zone", "number"];

/**
 * @import { Field, FieldEvents } from "./context.d.ts"
 * @import { ChosenSpec, CitedSpec, FieldSpec, FieldValue, Reading } from "./faces.d.ts"
 * @typedef {Field<FieldSpec>} AnyField
 */

/**
 * Build a field of a form.
 *
 * @param {FieldSpec | CitedSpec | ChosenSpec} spec
 * @param {FieldValue} value
 * @param {FieldEvents} events
 * @returns {AnyField}
 */
export function field(spec, value, events) {
  if (spec.type === "check") return checkField(spec, Boolean(value), events);
  if (spec.type === "choices") return choicesField(spec, String(value), events);
  if (spec.type === "entries") return chosenField(/** @type {ChosenSpec} */ (spec), String(value), events);
  if (spec.type === "citations") return citedField(/** @type {CitedSpec} */ (spec), String(value), events);
  return textField(spec, String(value), events);
}

/**
 * @param {FieldSpec} spec
 * @param {boolean} value
 * @param {FieldEvents} events
 * @returns {AnyField}
 */
function checkField(spec, value, events) {
  const block = check(spec.label, value, () => events.changed(spec.key));
  block.input.name = spec.key;
  return {
    spec,
    block,
    value: () => block.input.checked,
    set: (now) => {
      block.input.checked = Boolean(now);
    },
    say() {},
    focus: () => block.input.focus(),
  };
}

/**
 * @param {FieldSpec} spec
 * @param {string} value
 * @param {FieldEvents} events
 * @returns {AnyField}
 */
function choicesField(spec, value, events) {
  const group = choices(spec.label, spec.options ?? [], value, () => events.changed(spec.key));
  const block = h("div", { class: "imw-field imw-full" }, group);
  return {
    spec,
    block,
    value: () => group.value(),
    set: (now) => group.set(String(now)),
    say() {},
    focus: () => group.querySelector("input")?.focus(),
  };
}

/**
 * @param {FieldSpec} spec
 * @param {string} value
 * @param {string} id
 */
function control(spec, value, id) {
  if (spec.type === "text")
    return h("textarea", { id, rows: 3, class: "imw-input", value, name: spec.key, ...PRIVATE_FIELD });
  if (spec.type !== "select")
    return h("input", {
      id,
      type: "text",
      class: "imw-input",
      value,
      name: spec.key,
      inputmode: spec.type === "number" ? "decimal" : null,
      ...PRIVATE_FIELD,
    });
  const options = optionsOf(spec.options ?? []);
  const select = h("select", { id, class: "imw-input", name: spec.key, ...PRIVATE_FIELD }, ...options);
  select.value = value;
  return select;
}

/**
 * @param {FieldSpec} spec
 * @param {string} value
 * @param {FieldEvents} events
 * @returns {AnyField}
 */
function textField(spec, value, events) {
  const id = freshId(spec.key);
  const below = h("p", { id: freshId("below"), class: "imw-below", "aria-live": "polite" }, spec.help ?? "");
  const offers = h("div", { class: "imw-offers" });
  const input = control(spec, value, id);
  const zones = (spec.options ?? []).map(([name]) => h("option", { value: name }));
  const known = spec.type === "zone" ? h("datalist", { id: freshId("zones") }, ...zones) : null;
  if (known) input.setAttribute("list", known.id);
  const label = h("label", { for: id, class: "imw-label" }, spec.label);
  input.setAttribute("aria-describedby", below.id);
  const labelRow = h("div", { class: "imw-label-row" }, label);
  const lean = spec.type === "date" ? leaning(spec.key, events) : null;
  const block = h(
    "div",
    { class: `imw-field imw-${spec.width ?? "full"}` },
    labelRow,
    input,
    known,
    below,
    offers,
    lean?.block,
  );
  if (input instanceof HTMLInputElement && spec.type === "date") suggest(input, events);
  if (SPEAKING.includes(spec.type) || spec.help) below.classList.add("imw-reserved");

  /** @type {{ reading: string, problem: string, readings: Reading[], insist: boolean }} */
  let latest = { reading: "", problem: "", readings: [], insist: false };
  const show = () => {
    const patient = document.activeElement === input && !latest.insist;
    const asked = latest.readings.some((one) => one.part !== "words");
    const problem = patient && !asked ? "" : latest.problem;
    const text = problem || latest.reading || spec.help || "";
    if (below.textContent !== text) below.textContent = text;
    below.classList.toggle("imw-look", Boolean(problem));
    below.classList.toggle("imw-reading", !problem && Boolean(latest.reading));
    input.setAttribute("aria-invalid", problem ? "true" : "false");
  };
  input.addEventListener("input", () => events.typed(spec.key));
  input.addEventListener("change", () => events.changed(spec.key));
  input.addEventListener("blur", show);
  /** @param {KeyboardEvent} event */
  const takeNearest = (event) => {
    const nearest = latest.readings.find((one) => one.part === "words");
    if (event.key !== "ArrowDown" || event.defaultPrevented || !nearest) return;
    event.preventDefault();
    take(nearest);
  };
  /**
   * Take one of two readings, or put the nearest words that can be read in the place of those that were typed.
   * @param {Reading} one
   */
  const take = ({ key, part }) => {
    if (part !== "words") return events.choose(spec.key, key);
    input.value = key;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (input instanceof HTMLInputElement) input.addEventListener("keydown", takeNearest);
  return {
    spec,
    block,
    label,
    labelRow,
    value: () => input.value,
    set: (now) => {
      input.value = String(now);
    },
    say(reading, problem, readings = [], insist = false, leans = null) {
      lean?.say(leans);
      const asBefore = same(readings, latest.readings);
      latest = { reading, problem, readings, insist };
      show();
      if (asBefore) return;
      offers.replaceChildren(
        ...readings.map((one) =>
          h("button", { type: "button", class: "imw-button imw-plain", click: () => take(one) }, one.label),
        ),
        ...(readings.some((one) => one.part === "words")
          ? [h("span", { class: "imw-help" }, events.word("nearest_key"))]
          : []),
      );
    },
    focus: () => input.focus(),
  };
}

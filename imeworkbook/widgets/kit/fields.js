// One field of a form: its label, its control, and the line under it that says how it reads or what needs a look.

import { chosenField } from "./chosen.js";
import { citedField } from "./cited.js";
import { leaning, suggest } from "./dates.js";
import { PRIVATE_FIELD, check, choices, freshId, h } from "./dom.js";

/** Build a field. Gives `{block, value(), set(value), say(reading, problem, offers, insist, lean), focus()}`. */
export function field(spec, value, events) {
  if (spec.type === "check") return checkField(spec, value, events);
  if (spec.type === "choices") return choicesField(spec, value, events);
  if (spec.type === "entries") return chosenField(spec, value, events);
  if (spec.type === "citations") return citedField(spec, value, events);
  return textField(spec, value, events);
}

function checkField(spec, value, events) {
  const block = check(spec.label, value, () => events.changed(spec.key));
  block.input.name = spec.key;
  return {
    spec,
    block,
    value: () => block.input.checked,
    set: (now) => (block.input.checked = Boolean(now)),
    say() {},
    focus: () => block.input.focus(),
  };
}

function choicesField(spec, value, events) {
  const group = choices(spec.label, spec.options, value, () => events.changed(spec.key));
  const block = h("div", { class: "imw-field imw-full" }, group);
  return {
    spec,
    block,
    value: () => group.value(),
    set: (now) => group.set(now),
    say() {},
    focus: () => group.querySelector("input:checked, input")?.focus(),
  };
}

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
  const select = h("select", { id, class: "imw-input", name: spec.key, ...PRIVATE_FIELD });
  for (const [key, label] of spec.options) select.append(h("option", { value: key }, label));
  select.value = value;
  return select;
}

function textField(spec, value, events) {
  const id = freshId(spec.key);
  const below = h("p", { id: freshId("below"), class: "imw-below", "aria-live": "polite" }, spec.help ?? "");
  const offers = h("div", { class: "imw-offers" });
  const input = control(spec, value, id);
  const known =
    spec.type === "zone" &&
    h("datalist", { id: freshId("zones") }, ...spec.options.map(([name]) => h("option", { value: name })));
  if (known) input.setAttribute("list", known.id);
  const label = h("label", { for: id, class: "imw-label" }, spec.label);
  const speaks =
    spec.type === "date" || ["day", "time", "zone"].includes(spec.type) || spec.type === "number" || spec.help;
  input.setAttribute("aria-describedby", below.id);
  const labelRow = h("div", { class: "imw-label-row" }, label);
  const lean = spec.type === "date" && leaning(spec.key, events);
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
  if (spec.type === "date") suggest(input, events);
  if (speaks) below.classList.add("imw-reserved");

  let latest = { reading: "", problem: "", readings: [] };
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
  input.addEventListener("keydown", (event) => {
    const nearest = latest.readings.find((one) => one.part === "words");
    if (event.key !== "ArrowDown" || event.defaultPrevented || !nearest) return;
    event.preventDefault();
    events.choose(spec.key, nearest.key);
  });
  return {
    spec,
    block,
    label,
    labelRow,
    value: () => input.value,
    set: (now) => (input.value = now),
    say(reading, problem, readings = [], insist = false, leans = null) {
      if (lean) lean.say(leans);
      const same = JSON.stringify(readings) === JSON.stringify(latest.readings);
      latest = { reading, problem, readings, insist };
      show();
      if (same) return;
      offers.replaceChildren(
        ...readings.map(({ key, label: text }) =>
          h(
            "button",
            { type: "button", class: "imw-button imw-plain", click: () => events.choose(spec.key, key) },
            text,
          ),
        ),
        ...(readings.some((one) => one.part === "words")
          ? [h("span", { class: "imw-help" }, events.word("nearest_key"))]
          : []),
      );
    },
    focus: () => input.focus(),
  };
}

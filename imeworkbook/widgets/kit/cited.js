// The records that an entry cites: a row for each, with where in it that stands and what it says if it differs, and
// then which date of the entry that is.

import { PRIVATE_FIELD, button, freshId, h } from "./dom.js";

const TYPED = ["place", "says"];
const PARTS = ["record", ...TYPED];

/** Built and used like any field. Its value is text: rows in JSON, empty where nothing stands in them. */
export function citedField(spec, value, events) {
  let rows = [];
  let moment = false;
  let latest = { problem: "", insist: false };
  const list = h("div", { class: "imw-cited-rows" });
  const below = h("p", { id: freshId("below"), class: "imw-below imw-look", "aria-live": "polite" });
  const more = button(spec.add, "plain", () => {
    add({}).record.focus();
    arrange();
  });
  const help = h("p", { class: "imw-help" });
  const block = h(
    "fieldset",
    { class: "imw-field imw-cited", tabindex: "-1", focusout: () => setTimeout(show) },
    h("legend", { class: "imw-label" }, spec.label),
    help,
    list,
    below,
    more,
  );

  const read = ({ inputs, side }) => ({
    ...Object.fromEntries(PARTS.map((part) => [part, inputs[part].value])),
    side: side.value(),
  });
  const lacks = ({ inputs }) => !inputs.record.value && TYPED.some((part) => inputs[part].value.trim());
  const said = () => rows.map(read).filter((row) => PARTS.some((part) => row[part].trim()));

  function add(row) {
    const typed = (part) => {
      if (part === "says") side.asked(inputs.says.value, moment);
      events.typed(spec.key);
    };
    const listeners = (part) => ({ input: () => typed(part), change: () => events.changed(spec.key) });
    const inputs = {
      record: h("select", { class: "imw-input", ...PRIVATE_FIELD, ...listeners("record") }),
      ...Object.fromEntries(
        TYPED.map((part) => [
          part,
          h("input", {
            type: "text",
            class: "imw-input",
            dir: "auto",
            value: row[part] ?? "",
            ...PRIVATE_FIELD,
            ...listeners(part),
          }),
        ]),
      ),
    };
    const side = spec.sides ? sideField(spec, row.side ?? "", events) : NO_SIDE;
    const labelled = PARTS.map((part) => {
      inputs[part].id = freshId(part);
      inputs[part].setAttribute("aria-describedby", below.id);
      return h(
        "div",
        { class: "imw-field" },
        h("label", { for: inputs[part].id, class: "imw-label" }, spec[part]),
        inputs[part],
      );
    });
    const leave = button(spec.remove, "link", () => remove(made));
    const element = h("div", { class: "imw-cited-row", role: "group" }, ...labelled, side.block, leave);
    const made = { inputs, side, leave, chosen: row.record ?? "", element };
    rows.push(made);
    list.append(made.element);
    offer(made);
    return inputs;
  }

  function remove(row) {
    const at = rows.indexOf(row);
    row.element.remove();
    rows = rows.filter((one) => one !== row);
    arrange();
    (rows[Math.min(at, rows.length - 1)]?.inputs.record ?? (more.hidden ? block : more)).focus();
    events.changed(spec.key);
  }

  /** The records to choose from, as they are on the checklist now; one that went from it stays chosen. */
  function offer(row) {
    const { record } = row.inputs;
    const chosen = record.options.length ? record.value : row.chosen;
    const known = events.records();
    const gone = chosen && !known.some(([id]) => id === chosen) ? [[chosen, spec.gone]] : [];
    const options = [["", spec.blank], ...known, ...gone];
    const drawn = JSON.stringify(options);
    if (row.drawn === drawn) return;
    row.drawn = drawn;
    record.replaceChildren(...options.map(([id, label]) => h("option", { value: id }, label)));
    record.value = chosen;
  }

  /** Number the rows for who hears them; say where records come from while there is none. */
  function arrange() {
    const none = !events.records().length;
    help.textContent = none ? spec.none : spec.help;
    more.hidden = none;
    rows.forEach(({ element, leave, inputs, side }, at) => {
      side.show(inputs.says.value, moment);
      const name = spec.row.replace("{n}", at + 1);
      element.setAttribute("aria-label", name);
      leave.setAttribute("aria-label", `${spec.remove}: ${name}`);
    });
  }

  function show() {
    const patient = block.contains(document.activeElement) && !latest.insist;
    const text = patient ? "" : latest.problem;
    if (below.textContent !== text) below.textContent = text;
    for (const row of rows) {
      row.inputs.record.setAttribute("aria-invalid", String(Boolean(text) && lacks(row)));
    }
  }

  const field = {
    spec,
    block,
    value: () => (said().length ? JSON.stringify(said()) : ""),
    set(now) {
      rows = [];
      list.replaceChildren();
      for (const row of parsed(now)) add(row);
      arrange();
    },
    say(_reading, problem, _offers, insist = false) {
      latest = { problem, insist };
      rows.forEach(offer);
      arrange();
      show();
    },
    arrange(point) {
      moment = point;
      arrange();
    },
    focus: () => ((rows.find(lacks) ?? rows[0])?.inputs.record ?? more).focus(),
  };
  field.set(value);
  return field;
}

/** Of what is no entry, no date is asked. */
const NO_SIDE = { block: null, value: () => "", show() {}, asked() {} };

/** Which date of the entry a record gives: asked where it gives one, unless that is a single moment. */
function sideField(spec, side, events) {
  const id = freshId("side");
  const chosen = () => {
    side = select.value;
    events.changed(spec.key);
  };
  const select = h(
    "select",
    { id, class: "imw-input", ...PRIVATE_FIELD, change: chosen },
    ...spec.sides.map(([value, label]) => h("option", { value }, label)),
  );
  const block = h(
    "div",
    { class: "imw-field imw-cited-side" },
    h("label", { for: id, class: "imw-label" }, spec.side),
    select,
  );
  const usual = () => (events.value("end") && !events.value("start") ? "end" : "start");
  const show = (says, moment) => {
    block.hidden = moment || !says.trim();
    select.value = side || usual();
  };
  const asked = (says, moment) => {
    show(says, moment);
    side = says.trim() && !moment ? select.value : side;
  };
  return { block, value: () => side, show, asked };
}

/** The rows of a text that was kept. */
function parsed(text) {
  try {
    const rows = JSON.parse(text || "[]");
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}

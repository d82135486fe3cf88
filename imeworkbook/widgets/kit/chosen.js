// The entries that a record is about: a row for each, chosen from a list under its kinds.

import { PRIVATE_FIELD, button, freshId, h } from "./dom.js";

/** Built and used like any field. Its value is text: ids in JSON, empty where none is chosen. */
export function chosenField(spec, value, events) {
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
  const said = () => rows.map(({ select }) => select.value).filter(Boolean);

  function add(id) {
    const select = h("select", { class: "imw-input", ...PRIVATE_FIELD, change: () => events.changed(spec.key) });
    const leave = button(spec.remove, "link", () => remove(made));
    const made = { select, leave, chosen: id, element: h("div", { class: "imw-chosen-row" }, select, leave) };
    rows.push(made);
    list.append(made.element);
    offer(made);
    return made;
  }

  function remove(row) {
    const at = rows.indexOf(row);
    row.element.remove();
    rows = rows.filter((one) => one !== row);
    arrange();
    (rows[Math.min(at, rows.length - 1)]?.select ?? (more.hidden ? block : more)).focus();
    events.changed(spec.key);
  }

  /** The entries to choose from, as they are now; one that went stays chosen. */
  function offer(row) {
    const { select } = row;
    const chosen = select.options.length ? select.value : row.chosen;
    const known = events.entries();
    const drawn = JSON.stringify(known);
    if (row.drawn === drawn) return;
    row.drawn = drawn;
    const option = ([id, label]) => h("option", { value: id }, label);
    const kinds = [...new Set(known.map(([, , kind]) => kind))];
    const gone = chosen && !known.some(([id]) => id === chosen);
    select.replaceChildren(
      option(["", spec.blank]),
      ...kinds.map((label) => h("optgroup", { label }, ...known.filter(([, , kind]) => kind === label).map(option))),
    );
    if (gone) select.append(option([chosen, spec.gone]));
    select.value = chosen;
  }

  /** Number the rows for who hears them; say where entries come from while there is none. */
  function arrange() {
    const none = !events.entries().length;
    help.textContent = none ? spec.none : spec.help;
    more.hidden = none;
    rows.forEach(({ select, leave }, at) => {
      const name = spec.row.replace("{n}", at + 1);
      select.setAttribute("aria-label", name);
      leave.setAttribute("aria-label", `${spec.remove}: ${name}`);
    });
  }

  const field = {
    spec,
    block,
    value: () => (said().length ? JSON.stringify(said()) : ""),
    set(now) {
      rows = [];
      list.replaceChildren();
      for (const id of parsed(now)) add(id);
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

/** The ids of a text that was kept. */
function parsed(text) {
  try {
    const ids = JSON.parse(text || "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

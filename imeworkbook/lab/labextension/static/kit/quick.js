// All of it at once: a table of lines. Tab goes from field to field, Enter to the next line.

import { button, freshId, h, PRIVATE_FIELD } from "./dom.js";

const CELLS = ["what", "where", "start", "end"];
const TYPING_PAUSE_MS = 400;

export function quick(context, root) {
  const said = context.model.get("face").said ?? {};
  const names = { what: said.what, where: said.where, start: said.from, end: said.to };
  const body = h("tbody", {});
  const head = h("tr", {}, ...CELLS.map((cell) => h("th", { scope: "col" }, names[cell])), h("td", {}));
  const gaps = h("ul", { class: "imw-asks-list" });
  const gapsBlock = h("div", { hidden: true }, h("p", { class: "imw-quiet" }, said.gaps), gaps);
  const submit = (event) => {
    event.preventDefault();
    clearTimeout(timer);
    context.ask("keep", { rows: values() });
  };
  root.append(
    h("section", { class: "imw-card" }, h("h2", {}, said.title), h("p", { class: "imw-quiet" }, said.text, " ", said.paste),
      h("form", { submit }, h("table", { class: "imw-quick" }, h("thead", {}, head), body),
        h("div", { class: "imw-foot" }, button(said.more, "link", () => add({}).what.focus()),
          h("button", { type: "submit", class: "imw-button imw-primary" }, said.keep))),
      context.notice.line, gapsBlock));

  let rows = [];
  let session = null;
  let timer = 0;
  const values = () => rows.map(({ inputs }) => Object.fromEntries(CELLS.map((cell) => [cell, inputs[cell].value])));
  const flush = () => {
    clearTimeout(timer);
    context.ask("type", { session, rows: values() });
  };
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_PAUSE_MS);
  };

  function add(line) {
    const place = rows.length + 1;
    const says = Object.fromEntries(CELLS.map((cell) => [cell, h("div", { id: freshId("says"), class: "imw-below", "aria-live": "polite" })]));
    const inputs = Object.fromEntries(CELLS.map((cell) => [cell, h("input", {
      type: "text", class: "imw-input", dir: "auto", value: line[cell] ?? "", "aria-label": `${names[cell]}, ${said.row.replace("{n}", place)}`,
      "aria-describedby": says[cell].id, ...PRIVATE_FIELD, input: typed, change: flush, keydown: (event) => next(event, cell), paste,
    })]));
    const row = { inputs, says };
    const leave = button("×", "link", () => remove(row), { "aria-label": `${said.remove}: ${said.row.replace("{n}", place)}` });
    row.element = h("tr", {}, ...CELLS.map((cell) => h("td", { "data-name": names[cell] }, inputs[cell], says[cell])), h("td", { class: "imw-quick-leave" }, leave));
    rows.push(row);
    body.append(row.element);
    return inputs;
  }

  function remove(row) {
    const at = rows.indexOf(row);
    row.element.remove();
    rows = rows.filter((one) => one !== row);
    if (!rows.length) add({});
    rows[Math.min(at, rows.length - 1)].inputs.what.focus();
    flush();
  }

  /** Enter goes to the same field of the next line, and makes one at the end. */
  function next(event, cell) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = rows.findIndex(({ inputs }) => inputs[cell] === event.target);
    (at + 1 < rows.length ? rows[at + 1].inputs : add({})).what.focus();
  }

  function paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\n\t]/.test(text.trim())) return;
    event.preventDefault();
    clearTimeout(timer);
    context.ask("paste", { rows: values(), text });
  }

  return {
    update(face) {
      if (!face.rows) return;
      if (face.session !== session) {
        session = face.session;
        [rows] = [[]];
        body.replaceChildren();
        face.rows.forEach(add);
      }
      face.rows.forEach(({ readings, problems }, place) => {
        for (const cell of CELLS) {
          const said = rows[place]?.says[cell];
          if (!said) continue;
          const text = problems[cell] || readings[cell] || "";
          if (said.textContent !== text) said.textContent = text;
          said.classList.toggle("imw-look", Boolean(problems[cell]));
          said.classList.toggle("imw-reading", !problems[cell] && Boolean(text));
        }
      });
      gapsBlock.hidden = face.gaps.length === 0;
      gaps.replaceChildren(...face.gaps.map((gap) =>
        h("li", {}, h("span", {}, gap.text), button(said.explain, "link", () => context.ask("explain", { rows: values(), start: gap.start, end: gap.end }), { "aria-label": `${said.explain}: ${gap.text}` }))));
    },
    hear(message) {
      if (message.focus !== undefined) rows[message.focus]?.inputs.what.focus();
      if (message.offer === "undo") {
        context.notice.say(message.notice, message.good, button(said.undo, "link", () => context.ask("undo")));
        return true;
      }
      return message.focus !== undefined;
    },
    destroy: () => flush(),
  };
}

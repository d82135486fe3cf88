// All of it at once: a table of lines. Tab goes from field to field, Enter to the next line.

import { button, freshId, h, PRIVATE_FIELD, submitted } from "./dom.js";
import { saver } from "./typing.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { QuickBeside, QuickCell, QuickFace, QuickLine } from "./faces.d.ts"
 */

/**
 * @typedef {object} Row
 * @property {Record<QuickCell, HTMLInputElement>} inputs
 * @property {Record<QuickCell, HTMLElement>} says
 * @property {HTMLElement} became what a pasted line was taken for
 * @property {Record<QuickBeside, string>} beside what a pasted line carries along
 * @property {HTMLElement} element
 */

/** @type {QuickCell[]} */
const CELLS = ["what", "where", "start", "end"];

/**
 * @param {Context<QuickFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function quick(context, root) {
  const said = context.shown.get("face").said;
  const names = { what: said.what, where: said.where, start: said.from, end: said.to };
  const body = h("tbody", {});
  const head = h("tr", {}, ...CELLS.map((cell) => h("th", { scope: "col" }, names[cell])), h("td", {}));
  const gaps = h("ul", { class: "imw-asks-list" });
  const left = h("ul", { class: "imw-asks-list" });
  const leftBlock = h(
    "div",
    { hidden: true },
    h("p", { class: "imw-quiet" }, said.left),
    left,
    button(said.let_go, "link", () => context.ask("let_go", { rows: values(), ...typing.along() })),
  );
  const gapsBlock = h("div", { hidden: true }, h("p", { class: "imw-quiet" }, said.gaps), gaps);
  const submit = submitted(() => context.ask("keep", { rows: values(), ...typing.along() }));
  root.append(
    h(
      "section",
      { class: "imw-card" },
      h("h2", {}, said.title),
      h("p", { class: "imw-quiet" }, said.text, " ", said.paste),
      h(
        "form",
        { submit },
        h("table", { class: "imw-quick" }, h("thead", {}, head), body),
        h(
          "div",
          { class: "imw-foot" },
          button(said.more, "link", () => add({}).what.focus()),
          h("button", { type: "submit", class: "imw-button imw-primary" }, said.keep),
        ),
      ),
      context.notice.line,
      leftBlock,
      gapsBlock,
    ),
  );

  /** @type {Row[]} */
  let rows = [];
  /** @type {number | null} */
  let session = null;
  const values = () => rows.map(({ inputs, beside }) => ({ ...eachCell((cell) => inputs[cell].value), ...beside }));
  const typing = saver(context, {
    read: () => ({ rows: values() }),
    send: (fields, more) => context.ask("type", { session, ...fields, ...more }),
  });
  const changed = () => {
    typing.changed();
    typing.now();
  };

  /** @param {Partial<QuickLine>} line */
  function add(line) {
    const row = rowOf(line, rows.length + 1);
    rows.push(row);
    body.append(row.element);
    return row.inputs;
  }

  /**
   * @param {Partial<QuickLine>} line
   * @param {number} place
   *
   * @returns {Row}
   */
  function rowOf(line, place) {
    const numbered = said.row.replace("{n}", String(place));
    const says = eachCell(() => h("div", { id: freshId("says"), class: "imw-below", "aria-live": "polite" }));
    const inputs = eachCell((cell) =>
      h("input", {
        type: "text",
        class: "imw-input",
        dir: "auto",
        value: line[cell] ?? "",
        "aria-label": `${names[cell]}, ${numbered}`,
        "aria-describedby": says[cell].id,
        ...PRIVATE_FIELD,
        input: typing.changed,
        change: typing.now,
        keydown: (event) => next(event, cell),
        paste,
      }),
    );
    const became = h("p", { class: "imw-help", hidden: true });
    const beside = { type: line.type ?? "", source: line.source ?? "" };
    const leave = button("×", "link", () => remove(element), { "aria-label": `${said.remove}: ${numbered}` });
    const element = h(
      "tr",
      {},
      ...CELLS.map((cell) =>
        h("td", { "data-name": names[cell] }, inputs[cell], says[cell], cell === "what" ? became : null),
      ),
      h("td", { class: "imw-quick-leave" }, leave),
    );
    return { inputs, says, became, beside, element };
  }

  /** @param {HTMLElement} element */
  function remove(element) {
    const at = rows.findIndex((one) => one.element === element);
    element.remove();
    rows.splice(at, 1);
    if (!rows.length) add({});
    rows[Math.min(at, rows.length - 1)].inputs.what.focus();
    changed();
  }

  /**
   * Enter goes to the same field of the next line, and makes one at the end.
   *
   * @param {KeyboardEvent} event
   * @param {QuickCell} cell
   */
  function next(event, cell) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = rows.findIndex(({ inputs }) => inputs[cell] === event.target);
    (at + 1 < rows.length ? rows[at + 1].inputs : add({})).what.focus();
  }

  /** @param {ClipboardEvent} event */
  function paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\n\t]/.test(text.trim())) return;
    event.preventDefault();
    context.ask("paste", { rows: values(), text, ...typing.along() });
  }

  return {
    /** @param {QuickFace} face */
    update(face) {
      if (!face.rows) return;
      if (face.session !== session) {
        session = face.session;
        rows = [];
        body.replaceChildren();
        const typed = face.rows.map((row) => ({
          ...eachCell((cell) => row[cell]),
          type: row.type,
          source: row.source,
        }));
        const waits = typing.begin("rows", { rows: typed });
        (waits.rows ?? typed).forEach(add);
        if (waits.rows) typing.changed();
      }
      face.rows.forEach(({ readings, problems, became }, place) => {
        const told = rows[place]?.became;
        if (told) [told.hidden, told.textContent] = [!became, became];
        for (const cell of CELLS) {
          const said = rows[place]?.says[cell];
          if (!said) continue;
          const text = problems[cell] || readings[cell] || "";
          if (said.textContent !== text) said.textContent = text;
          said.classList.toggle("imw-look", Boolean(problems[cell]));
          said.classList.toggle("imw-reading", !problems[cell] && Boolean(text));
        }
      });
      leftBlock.hidden = face.left.length === 0;
      left.replaceChildren(...face.left.map((text) => h("li", {}, text)));
      gapsBlock.hidden = face.gaps.length === 0;
      gaps.replaceChildren(
        ...face.gaps.map((gap) =>
          h(
            "li",
            {},
            h("span", {}, gap.text),
            button(
              said.explain,
              "link",
              () => context.ask("explain", { rows: values(), start: gap.start, end: gap.end, ...typing.along() }),
              { "aria-label": `${said.explain}: ${gap.text}` },
            ),
          ),
        ),
      );
    },
    hear(message) {
      if (message.focus !== undefined) rows[message.focus]?.inputs.what.focus();
      if (message.offer === "undo") return context.offerUndo(message, said.undo);
      return message.focus !== undefined;
    },
    destroy: () => typing.end(),
  };
}

/**
 * Something for each cell of a line.
 *
 * @template T
 * @param {(cell: QuickCell) => T} make
 * @returns {Record<QuickCell, T>}
 */
const eachCell = (make) => ({ what: make("what"), where: make("where"), start: make("start"), end: make("end") });

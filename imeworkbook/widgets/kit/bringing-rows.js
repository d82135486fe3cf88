// One line of a file: what it would become, how it stands to what is there, and how it can be changed first.

import { button, check, choices, h, line } from "./dom.js";
import { quoted } from "./quoted.js";
import { told } from "./language.js";

/**
 * @import { Chosen, FoundRow, Said } from "./faces.d.ts"
 *
 * @typedef {object} DrawnRow
 * @property {string} shown what it was drawn from
 * @property {HTMLElement} element
 * @property {() => Chosen | null} chosen what was chosen of it; null where it was not
 * @property {(wanted: boolean) => void} choose
 * @property {(text: string) => void} trouble say why it cannot be taken as it is
 *
 * @typedef {Record<string, string>} Mended
 * @typedef {(place: string, typed: { mended: Mended }, read: () => { mended: Mended }) => { typed: Mended, changed: () => void }} Drafted
 *   keeps what is typed in a line as a draft; gives what was typed there before, and hears of each change
 */

/** What a line is drawn from: what is being typed in it draws it no second time.
 * @param {FoundRow} row */
export const shownOf = (row) => JSON.stringify({ ...row, mended: null });

/** @type {[Chosen["how"], string][]} */
const HOWS = [
  ["mine", "keep_mine"],
  ["theirs", "take_theirs"],
  ["both", "keep_both"],
  ["new", "add_apart"],
];

/** @param {Said} said */
export const quoteWords = (said) => ({ title: said.quote, warns: said.quote_warns, show: said.quote_show });

/**
 * @param {FoundRow} row
 * @param {Said} said
 * @param {Drafted} drafted
 * @returns {DrawnRow}
 */
export function drawRow(row, said, drafted) {
  const there = row.standing === "same";
  const name = said.take_row.replace("{title}", row.title).replace("{when}", row.when || said.no_when);
  const box = there ? null : check(said.take, false, null, { "aria-label": name });
  const choose = (/** @type {boolean} */ wanted) => {
    if (box) box.input.checked = wanted;
  };
  const beside = row.mine && !there ? besideMine(row, row.mine, said) : null;
  const mending = mendingOf(row, said, () => choose(true), drafted);
  const trouble = h("p", { class: "imw-look", role: "status", hidden: true });
  const what = h(
    "div",
    {},
    h("div", { class: "imw-row-label", dir: "auto" }, row.title),
    h("div", { class: "imw-row-detail" }, [row.kind, row.from, row.place].filter(Boolean).join(" · ")),
  );
  const element = h(
    "li",
    { class: "imw-row" },
    h(
      "div",
      { class: "imw-row-head" },
      h("div", { class: "imw-row-what" }, box, what),
      h("div", { class: "imw-row-when" }, row.when),
    ),
    ...row.looks.map((text) => h("p", { class: "imw-look" }, text)),
    there && h("p", { class: "imw-reading" }, said.same),
    beside?.element,
    quoted(row.quote, quoteWords(said), row.sensitive),
    trouble,
    there || row.mine ? null : mending.element,
  );
  return {
    shown: shownOf(row),
    element,
    choose,
    chosen: () =>
      box?.input.checked ? { number: row.number, how: beside?.how() ?? "new", mended: mending.values() } : null,
    trouble(text) {
      trouble.textContent = text;
      trouble.hidden = !text;
    },
  };
}

/**
 * What the person wrote of the same thing, and how the two may stand together.
 *
 * @param {FoundRow} row
 * @param {{ label: string, when: string }} mine
 * @param {Said} said
 */
function besideMine(row, mine, said) {
  const how = choices(
    said.choice,
    HOWS.map(([key, word]) => [key, said[word]]),
    "mine",
  );
  const element = h(
    "div",
    { class: "imw-bring-beside" },
    h("p", { class: "imw-look" }, said.near),
    h("p", {}, h("b", {}, told(said.mine, "")), `${mine.label}, ${mine.when}`),
    h("p", {}, h("b", {}, told(said.theirs, "")), `${row.title}, ${row.when || said.no_when}`),
    how,
  );
  return { element, how: () => /** @type {Chosen["how"]} */ (how.value()) };
}

/**
 * The fields in which a line is changed before it is taken; they are there once they are asked for.
 *
 * @param {FoundRow} row
 * @param {Said} said
 * @param {() => void} typed
 * @param {Drafted} drafted
 */
function mendingOf(row, said, typed, drafted) {
  /** @type {Map<string, ReturnType<typeof line>>} */
  const fields = new Map();
  const values = () => Object.fromEntries([...fields].map(([key, { input }]) => [key, input.value]));
  const draft =
    row.standing === "same" ? null : drafted(row.key, { mended: row.mended ?? {} }, () => ({ mended: values() }));
  const show = () => {
    for (const key of /** @type {const} */ (["title", "start", "end"])) {
      if (key === "end" && row.point) continue;
      const field = line(said[`mend_${key}`], { value: draft?.typed[key] ?? row.typed[key], dir: "auto" });
      field.input.addEventListener("input", () => {
        typed();
        draft?.changed();
      });
      fields.set(key, field);
    }
    element.replaceChildren(...fields.values());
  };
  const change = () => {
    show();
    fields.get("title")?.input.focus();
  };
  const opener = button(said.mend, "link", change, { "aria-label": told(said.mend, row.title) });
  const element = h("div", { class: "imw-bring-mend" }, opener);
  if (Object.keys(draft?.typed ?? {}).length) {
    show();
    typed();
  }
  return { element, values };
}

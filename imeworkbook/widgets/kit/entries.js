// What there is so far: a list in order of time, each entry with its form and its earlier versions in place.

import { doingPart } from "./doing.js";
import { button, h } from "./dom.js";
import { form } from "./form.js";
import { quoted } from "./quoted.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { EntriesFace, EntryRow } from "./faces.d.ts"
 *
 * @typedef {object} Row
 * @property {HTMLElement} element
 * @property {HTMLElement} head
 * @property {ReturnType<typeof doingPart>} doing
 * @property {HTMLElement} slot where its form and its earlier versions stand
 * @property {string} drawn
 * @property {HTMLElement} [history]
 * @property {HTMLElement} [change]
 */

/**
 * @param {Context<EntriesFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function entries(context, root) {
  /** @param {string} key */
  const word = (key) => context.word("entries", key);
  const inner = form(context, { edit: true });
  /** @type {Map<string, Row>} */
  const rows = new Map();
  const list = h("ul", { class: "imw-rows" });
  const empty = h("p", { class: "imw-quiet" }, word("empty"));
  const undo = button("", "plain", () => context.ask("undo"), { class: "imw-button imw-plain imw-small" });
  const redo = button("", "plain", () => context.ask("redo"), { class: "imw-button imw-plain imw-small" });
  const title = h("h2", { tabindex: "-1", class: "imw-entries-title" }, word("title"));
  const about = h("p", { class: "imw-quiet", hidden: true });
  const foot = h("div", { class: "imw-foot", hidden: true });
  root.append(
    h(
      "section",
      { class: "imw-card" },
      h("div", { class: "imw-head" }, title, h("div", { class: "imw-tools" }, undo, redo)),
      about,
      context.notice.line,
      empty,
      list,
      foot,
    ),
  );

  /**
   * @param {string} id
   * @returns {Row}
   */
  function makeRow(id) {
    const head = h("div", { class: "imw-row-head" });
    const slot = h("div", { class: "imw-row-slot" });
    const doing = doingPart(context, id);
    const element = h("li", { class: "imw-row", "data-entry": id }, head, doing.element, slot);
    return { element, head, doing, slot, drawn: "" };
  }

  /**
   * @param {Row} row
   * @param {EntryRow} entry
   * @param {EntriesFace} face
   */
  function drawHead(row, entry, { mixed, extra }) {
    const history = button(word("history"), "link", () => context.ask("history", { id: entry.id }), {
      "aria-label": `${word("history")}: ${entry.label}`,
    });
    row.history = history;
    row.change = button(word("edit"), "plain", () => context.ask("open", { id: entry.id }), {
      class: "imw-button imw-plain imw-small",
      "aria-label": `${word("edit")}: ${entry.label}, ${entry.when}`,
    });
    row.head.replaceChildren(
      h(
        "div",
        { class: "imw-row-what" },
        h("span", { class: `imw-dot imw-dot-${entry.kind}`, "aria-hidden": "true" }),
        h(
          "div",
          {},
          h("div", { class: "imw-row-label" }, entry.label),
          h(
            "div",
            { class: "imw-row-detail" },
            [mixed ? entry.kind_label : "", entry.detail].filter(Boolean).join(" · "),
          ),
          quoted(entry.quote ?? "", { title: word("quote"), warns: word("quote_warns"), show: word("quote_show") }),
        ),
      ),
      h("div", { class: "imw-row-when" }, entry.when),
      h(
        "div",
        { class: "imw-row-marks" },
        h("span", { class: `imw-badge imw-badge-${entry.audience}` }, entry.audience_label),
        entry.talk && h("span", { class: "imw-badge imw-badge-talk" }, word("talk")),
        entry.draft && h("span", { class: "imw-badge" }, word("open_drafts")),
      ),
      h(
        "div",
        { class: "imw-row-tools" },
        extra &&
          button(extra.label, "link", () => context.ask(extra.do, { id: entry.id }), {
            "aria-label": `${extra.label}: ${entry.label}`,
          }),
        history,
        button(word("remove"), "link", () => context.ask("remove", { id: entry.id }), {
          "aria-label": `${word("remove")}: ${entry.label}, ${entry.when}`,
        }),
        row.change,
      ),
    );
  }

  /**
   * @param {NonNullable<EntriesFace["history"]>} history
   * @param {string} label
   */
  function drawHistory(history, label) {
    const versions = history.versions.map((version) =>
      h(
        "li",
        {},
        h("span", { class: "imw-version-at" }, version.now ? `${version.at} · ${word("version_now")}` : version.at),
        h("span", { class: "imw-version-text" }, version.text),
        !version.now &&
          version.kept &&
          button(
            word("version_back"),
            "link",
            () => context.ask("restore", { id: history.id, number: version.number }),
            {
              "aria-label": `${word("version_back")}: ${version.at}`,
            },
          ),
      ),
    );
    const ask = h(
      "div",
      { class: "imw-ask", hidden: true },
      h("p", {}, word("erase_ask")),
      h(
        "div",
        { class: "imw-foot" },
        button(word("erase_no"), "plain", () => {
          ask.hidden = true;
        }),
        button(word("erase_yes"), "link", () => context.ask("erase", { id: history.id })),
      ),
    );
    return h(
      "div",
      { class: "imw-history", role: "group", "aria-label": `${word("history")}: ${label}` },
      h("ul", { class: "imw-versions" }, ...versions),
      button(word("erase"), "link", () => {
        ask.hidden = !ask.hidden;
      }),
      ask,
    );
  }

  let shownHistory = "";
  /** @param {EntriesFace} face */
  function update(face) {
    if (face.title) title.textContent = face.title;
    if (face.empty) empty.textContent = face.empty;
    [about.textContent, about.hidden] = [face.about ?? "", !face.about];
    foot.hidden = !face.sheet;
    if (face.sheet && !foot.childElementCount) {
      const print = button(face.sheet, "plain", () => context.ask("sheet"));
      foot.append(h("p", { class: "imw-help" }, face.sheet_text ?? ""), print);
    }
    empty.hidden = face.rows.length > 0;
    undo.hidden = !face.undo;
    redo.hidden = !face.redo;
    undo.textContent = word("undo_what").replace("{what}", face.undo);
    redo.textContent = word("redo_what").replace("{what}", face.redo);
    const present = new Set(face.rows.map((entry) => entry.id));
    for (const [id, row] of rows) {
      if (present.has(id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    let cursor = list.firstElementChild;
    for (const entry of face.rows) {
      const row = rows.get(entry.id) ?? makeRow(entry.id);
      rows.set(entry.id, row);
      const wanted = JSON.stringify({ ...entry, doing: [] });
      row.doing.update(entry);
      if (row.drawn !== wanted) {
        drawHead(row, entry, face);
        row.drawn = wanted;
      }
      row.history?.setAttribute("aria-expanded", String(face.history?.id === entry.id));
      if (row.element === cursor) cursor = row.element.nextElementSibling;
      else list.insertBefore(row.element, cursor);
    }
    const history = JSON.stringify(face.history);
    if (history !== shownHistory) {
      shownHistory = history;
      list.querySelectorAll(".imw-history").forEach((old) => old.remove());
      const row = face.history && rows.get(face.history.id);
      const label = face.rows.find((entry) => entry.id === face.history?.id)?.label ?? "";
      if (face.history) row?.slot.append(drawHistory(face.history, label));
    }
    const home = face.form ? rows.get(face.form.id) : undefined;
    if (home && inner.element.parentElement !== home.slot) home.slot.prepend(inner.element);
    inner.update(home ? face.form : null);
    for (const [id, row] of rows) row.element.classList.toggle("imw-editing", id === face.form?.id);
  }

  return {
    update,
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) inner.focusHeading();
      if (typeof message.kept === "string") rows.get(message.kept)?.change?.focus();
      if (message.offer === "undo") return context.offerUndo(message, word("undo"));
      return Boolean(message.look || message.opened);
    },
    destroy: () => inner.destroy(),
  };
}

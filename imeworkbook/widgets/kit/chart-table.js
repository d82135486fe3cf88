// The data of the chart as a table, one key away.

import { button, freshId, h } from "./dom.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { ChartFace, TableRow } from "./faces.d.ts"
 */

/**
 * @param {Context<ChartFace>} context
 * @param {(id: string) => void} open
 */
export function dataTable(context, open) {
  /** @param {string} key */
  const word = (key) => context.word("chart", key);
  /** @type {TableRow[]} */
  let rows = [];
  /** @type {Element | null} */
  let before = null;
  const id = freshId("table");
  const body = h("tbody", {});
  const caption = h("caption", { tabindex: "-1" }, word("table_title"));
  const table = h(
    "table",
    {},
    caption,
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...["col_what", "col_kind", "col_when", "col_age"].map((key) => h("th", { scope: "col" }, word(key))),
      ),
    ),
    body,
  );
  const element = h("div", { class: "imw-chart-table", id, hidden: true }, table);
  const toggle = button(word("table"), "plain", () => show(Boolean(element.hidden)), {
    class: "imw-button imw-plain imw-small",
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-keyshortcuts": "t",
  });

  function fill() {
    body.replaceChildren(
      ...rows.map((row) =>
        h(
          "tr",
          {},
          h(
            "th",
            { scope: "row" },
            button(row.what, "link", () => open(row.id), { "aria-label": `${word("change")}: ${row.what}` }),
          ),
          h("td", {}, row.kind),
          h("td", {}, row.when),
          h("td", {}, row.age),
        ),
      ),
    );
  }

  /** @param {boolean} wanted */
  function show(wanted) {
    element.hidden = !wanted;
    toggle.setAttribute("aria-expanded", String(wanted));
    toggle.textContent = word(wanted ? "table_hide" : "table");
    context.ask("table", { shown: wanted });
  }

  return {
    element,
    toggle,
    /** @param {TableRow[]} [next] */
    update(next = []) {
      rows = next;
      if (!element.hidden) fill();
    },
    /** By its key: there and back again, with the focus. */
    flip() {
      if (element.hidden) {
        before = document.activeElement;
        show(true);
        caption.focus();
      } else {
        show(false);
        const back = before instanceof HTMLElement && before.isConnected ? before : toggle;
        back.focus();
      }
    },
  };
}

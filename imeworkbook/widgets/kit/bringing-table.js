// How the columns of a table were read, and how they are to be read.

import { button, choices, h, labelledSelect } from "./dom.js";

/** @import { FoundTable, Said } from "./faces.d.ts" */

/**
 * @param {FoundTable} table
 * @param {Said} said
 * @param {(read: { columns: Record<string, number>, kind: string, order: string }) => void} again
 */
export function tableColumns(table, said, again) {
  const select = (
    /** @type {string} */ label,
    /** @type {[string, string][]} */ options,
    /** @type {string} */ value,
  ) => {
    const made = labelledSelect(label, options, () => {});
    made.select.value = value;
    made.block.classList.add("imw-half");
    return made;
  };
  /** @type {[string, string][]} */
  const header = [
    ["-1", said.no_column],
    ...table.header.map((text, at) => /** @type {[string, string]} */ ([String(at), text || String(at + 1)])),
  ];
  const columns = table.columns.map(([key, label, at]) => ({
    key,
    ...select(said.column.replace("{what}", label), header, String(at)),
  }));
  const kind = select(said.kind, table.kinds, table.kind);
  const order = choices(
    said.order,
    [
      ["day", said.day_first],
      ["month", said.month_first],
      ["ask", said.ask],
    ],
    "ask",
  );
  const read = () =>
    again({
      columns: Object.fromEntries(columns.map((one) => [one.key, Number(one.select.value)])),
      kind: kind.select.value,
      order: order.value(),
    });
  return h(
    "details",
    { class: "imw-more", open: table.asks },
    h("summary", {}, said.columns),
    h("div", { class: "imw-grid" }, kind.block, ...columns.map(({ block }) => block)),
    table.asks && order,
    button(said.again, "plain", read),
  );
}

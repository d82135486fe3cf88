// Bring in a file: it goes to the kernel in pieces, and comes back as rows to choose from.

import { button, check, choices, freshId, h, line, PRIVATE_FIELD, reveal } from "./dom.js";
import { quoted } from "./quoted.js";

const PIECE = 2_000_000; // bytes; the server takes no message of more than ten million
const HOWS = [
  ["mine", "keep_mine"],
  ["theirs", "take_theirs"],
  ["both", "keep_both"],
  ["new", "add_apart"],
];

export function bringIn(context, root) {
  const said = context.shown.get("face").said ?? {};
  let file = null;
  let rows = new Map();
  let drawn = "";

  const input = line(said.choose, { type: "file", change: begin });
  const progress = h("div", { class: "imw-progress", role: "status" });
  const stop = button(said.stop, "link", halt, { hidden: true });
  const summary = h("div", { role: "status", tabindex: "-1" });
  const table = h("div", {});
  const list = h("ul", { class: "imw-bring-rows" });
  const apart = h("div", {});
  const tools = h(
    "div",
    { class: "imw-ways imw-thin", hidden: true },
    button(said.all, "link", () => choose(true)),
    button(said.none, "link", () => choose(false)),
  );
  const keep = h("button", { type: "submit", class: "imw-button imw-primary" }, said.keep);
  const foot = h(
    "div",
    { class: "imw-foot", hidden: true },
    keep,
    button(said.put_away, "link", () => context.ask("put_away")),
  );
  const submit = (event) => {
    event.preventDefault();
    context.ask("keep", { chosen: chosen() });
  };
  const body = h(
    "div",
    { id: freshId("bring"), hidden: true },
    h("p", { class: "imw-quiet" }, said.text),
    h("p", { class: "imw-help" }, said.kinds, " ", said.stays),
    input,
    h("div", { class: "imw-ways imw-thin" }, progress, stop),
    summary,
    table,
    h("form", { submit }, tools, list, foot),
    apart,
  );
  const opener = button(
    `+ ${said.title}`,
    "link",
    () => {
      body.hidden = !body.hidden;
      opener.setAttribute("aria-expanded", String(!body.hidden));
    },
    { "aria-expanded": "false", "aria-controls": body.id },
  );
  root.append(
    h("section", { class: "imw-card imw-bring", "aria-label": said.title }, opener, body, context.notice.line),
  );

  // --- the file, in pieces ---

  function begin() {
    [file] = input.input.files;
    if (!file) return;
    context.notice.say("");
    stop.hidden = false;
    send(0);
  }

  async function send(at) {
    const mine = file;
    if (!mine) return;
    const percent = mine.size ? Math.floor((100 * at) / mine.size) : 0;
    progress.textContent = at + PIECE < mine.size ? said.reading.replace("{percent}", percent) : said.read;
    const piece = await mine.slice(at, at + PIECE).arrayBuffer();
    if (file === mine) context.ask("piece", { at, of: mine.size }, [piece]);
  }

  function halt() {
    ended();
    context.ask("stop");
  }

  function ended() {
    file = null;
    input.input.value = ""; // the page keeps neither the file nor its name
    progress.textContent = "";
    stop.hidden = true;
  }

  // --- the rows ---

  const quoteWords = { title: said.quote, warns: said.quote_warns, show: said.quote_show };

  function drawRow(row) {
    const known = rows.get(row.number);
    const shown = JSON.stringify(row);
    if (known?.shown === shown) return known;
    const name = said.take_row.replace("{title}", row.title).replace("{when}", row.when || said.no_when);
    const there = row.standing === "same";
    const how =
      row.mine && !there
        ? choices(
            said.choice,
            HOWS.map(([key, word]) => [key, said[word]]),
            "mine",
          )
        : null;
    const box = there ? null : check(said.take, false, null, { "aria-label": name });
    const trouble = h("p", { class: "imw-look", role: "status", hidden: true });
    const mend = {};
    const change = () => {
      for (const key of row.point ? ["title", "start"] : ["title", "start", "end"]) {
        mend[key] = line(said[`mend_${key}`], { value: row.typed[key], dir: "auto" });
        mend[key].input.addEventListener("input", () => (box.input.checked = true));
      }
      fields.replaceChildren(...Object.values(mend));
      mend.title.input.focus();
    };
    const fields = h(
      "div",
      { class: "imw-bring-mend" },
      there || row.mine ? null : button(said.mend, "link", change, { "aria-label": `${said.mend}: ${row.title}` }),
    );
    const element = h(
      "li",
      { class: "imw-row" },
      h(
        "div",
        { class: "imw-row-head" },
        h(
          "div",
          { class: "imw-row-what" },
          box,
          h(
            "div",
            {},
            h("div", { class: "imw-row-label", dir: "auto" }, row.title),
            h("div", { class: "imw-row-detail" }, [row.kind, row.from, row.place].filter(Boolean).join(" · ")),
          ),
        ),
        h("div", { class: "imw-row-when" }, row.when),
      ),
      ...row.looks.map((text) => h("p", { class: "imw-look" }, text)),
      there && h("p", { class: "imw-reading" }, said.same),
      how &&
        h(
          "div",
          { class: "imw-bring-beside" },
          h("p", { class: "imw-look" }, said.near),
          h("p", {}, h("b", {}, `${said.mine}: `), `${row.mine.label}, ${row.mine.when}`),
          h("p", {}, h("b", {}, `${said.theirs}: `), `${row.title}, ${row.when || said.no_when}`),
          how,
        ),
      quoted(row.quote, quoteWords, row.sensitive),
      trouble,
      fields,
    );
    return { shown, element, box, how, mend, trouble };
  }

  function chosen() {
    const mended = (fields) =>
      Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.input.value]));
    return [...rows]
      .filter(([, row]) => row.box?.input.checked)
      .map(([number, { how, mend }]) => ({ number, how: how ? how.value() : "new", mended: mended(mend) }));
  }

  function choose(wanted) {
    const plain = new Set(context.shown.get("face").plain);
    for (const [number, row] of rows) if (row.box) row.box.input.checked = wanted && plain.has(number);
  }

  function drawTable(spec) {
    if (!spec) return table.replaceChildren();
    const select = (label, options, value) => {
      const id = freshId("column");
      const field = h(
        "select",
        { id, class: "imw-input", ...PRIVATE_FIELD },
        ...options.map(([key, text]) => h("option", { value: key }, text)),
      );
      field.value = String(value);
      return {
        field,
        block: h("div", { class: "imw-field imw-half" }, h("label", { for: id, class: "imw-label" }, label), field),
      };
    };
    const header = [[-1, said.no_column], ...spec.header.map((text, at) => [at, text || String(at + 1)])];
    const columns = spec.columns.map(([key, label, at]) => [
      key,
      select(said.column.replace("{what}", label), header, at),
    ]);
    const kind = select(said.kind, spec.kinds, spec.kind);
    const order = choices(
      said.order,
      [
        ["day", said.day_first],
        ["month", said.month_first],
        ["ask", said.ask],
      ],
      "ask",
    );
    const again = () =>
      context.ask("again", {
        columns: Object.fromEntries(columns.map(([key, { field }]) => [key, Number(field.value)])),
        kind: kind.field.value,
        order: order.value(),
      });
    table.replaceChildren(
      h(
        "details",
        { class: "imw-more", open: spec.asks },
        h("summary", {}, said.columns),
        h("div", { class: "imw-grid" }, kind.block, ...columns.map(([, { block }]) => block)),
        spec.asks && order,
        button(said.again, "plain", again),
      ),
    );
  }

  function draw(face) {
    const fresh = new Map(face.rows.map((row) => [row.number, drawRow(row)]));
    const some = face.rows.length > 0;
    rows = fresh;
    list.replaceChildren(...[...rows.values()].map(({ element }) => element));
    const open = face.rows.filter(({ standing }) => standing !== "same").length;
    const count = open === 1 ? said.found_one : open ? said.found.replace("{n}", open) : said.found_none;
    summary.replaceChildren(
      ...(face.files.length ? [h("h3", {}, count), h("p", { class: "imw-help" }, said.nothing_kept)] : []),
      ...face.files.flatMap(({ notices, passed }) =>
        [
          ...notices.map((text) => h("p", { class: "imw-look" }, text)),
          passed && h("p", { class: "imw-help" }, said.passed.replace("{list}", passed)),
        ].filter(Boolean),
      ),
    );
    drawTable(face.table);
    apart.replaceChildren(
      ...(face.apart.length
        ? [
            h(
              "details",
              { class: "imw-more" },
              h("summary", {}, said.apart.replace("{n}", face.apart.length)),
              h("p", { class: "imw-help" }, said.apart_text),
              h(
                "ul",
                { class: "imw-asks-list" },
                ...face.apart.map((one) =>
                  h("li", {}, h("span", {}, `${one.what}: ${one.reason}`), quoted(one.quote, quoteWords)),
                ),
              ),
            ),
          ]
        : []),
    );
    tools.hidden = !some;
    foot.hidden = !face.files.length;
    keep.hidden = !some;
  }

  return {
    update(face) {
      if (!face.rows) return;
      const wanted = JSON.stringify([face.files, face.rows, face.apart, face.table]);
      if (wanted === drawn) return;
      drawn = wanted;
      draw(face);
    },
    hear(message) {
      if (message.next !== undefined) send(message.next);
      else if (message.ended) ended();
      else if (message.arrived) {
        reveal(summary);
        summary.focus();
      } else if (message.trouble) {
        for (const [number, row] of rows) {
          row.trouble.textContent = message.trouble[number] ?? "";
          row.trouble.hidden = !message.trouble[number];
          if (message.kept.includes(number) && row.box) row.box.input.checked = false;
        }
      } else if (message.offer === "undo") {
        context.notice.say(
          message.notice,
          message.good,
          button(said.undo, "link", () => context.ask("undo")),
        );
      } else return false;
      return true;
    },
    destroy: () => (file = null),
  };
}

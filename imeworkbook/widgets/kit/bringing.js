// Bring in a file: it goes to the kernel in pieces, and comes back as rows to choose from.

import { button, freshId, h, labelledSelect, line, reveal, submitted } from "./dom.js";
import { drawRow, quoteWords, shownOf } from "./bringing-rows.js";
import { tableColumns } from "./bringing-table.js";
import { quoted } from "./quoted.js";
import { told } from "./language.js";
import { saver } from "./typing.js";

/**
 * @import { Body, Context, Saver } from "./context.d.ts"
 * @import { BringInFace, Said } from "./faces.d.ts"
 */

const PIECE = 2_000_000; // bytes; the server takes no message of more than ten million

/**
 * @param {Context<BringInFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function bringIn(context, root) {
  const said = context.shown.get("face").said ?? {};
  /** @type {Map<number, import("./bringing-rows.js").DrawnRow>} */
  let rows = new Map();
  let drawn = "";

  const { drafted, rest, gone } = draftsOf(context);
  context.gone = gone;
  const handing = handingOver(context, said);
  const summary = h("div", { role: "status", tabindex: "-1" });
  const table = h("div", {});
  const whose = h("div", {});
  const list = h("ul", { class: "imw-bring-rows" });
  const apart = h("div", {});
  const choose = (/** @type {boolean} */ wanted) => {
    const plain = new Set(context.shown.get("face").plain);
    for (const [number, row] of rows) row.choose(wanted && plain.has(number));
  };
  const tools = h(
    "div",
    { class: "imw-ways imw-thin", hidden: true },
    button(said.all, "link", () => choose(true)),
    button(said.none, "link", () => choose(false)),
  );
  const keep = h("button", { type: "submit", class: "imw-button imw-primary" }, said.keep);
  const putAway = button(said.put_away, "link", () => context.ask("put_away"));
  const foot = h("div", { class: "imw-foot", hidden: true }, keep, putAway);
  const submit = submitted(() => {
    const chosen = [...rows.values()].map((row) => row.chosen()).filter((one) => one !== null);
    context.ask("keep", { chosen });
  });
  const body = h(
    "div",
    { id: freshId("bring"), hidden: true },
    h("p", { class: "imw-quiet" }, said.text),
    h("p", { class: "imw-help" }, said.kinds, " ", said.stays),
    ...handing.elements,
    summary,
    whose,
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

  /** @param {BringInFace} face */
  function draw(face) {
    const drawnAnew = face.rows.map((row) => {
      const known = rows.get(row.number);
      return known?.shown === shownOf(row) ? known : drawRow(row, said, drafted);
    });
    rows = new Map(face.rows.map((row, at) => [row.number, drawnAnew[at]]));
    list.replaceChildren(...drawnAnew.map(({ element }) => element));
    summary.replaceChildren(...summaryOf(face, said));
    whose.replaceChildren(
      ...(face.people.length ? [whoseLines(face.people, said, (key) => context.ask("whose", { person: key }))] : []),
    );
    const columns = face.table && tableColumns(face.table, said, (read) => context.ask("again", read));
    table.replaceChildren(...(columns ? [columns] : []));
    apart.replaceChildren(...(face.apart.length ? [apartOf(face.apart, said)] : []));
    tools.hidden = !face.rows.length;
    foot.hidden = !face.files.length;
    keep.hidden = !face.rows.length;
  }

  return {
    /** @param {BringInFace} face */
    update(face) {
      if (!face.rows) return;
      const wanted = JSON.stringify([face.files, face.rows.map(shownOf), face.apart, face.table, face.people]);
      if (wanted === drawn) return;
      drawn = wanted;
      draw(face);
      if (face.files.length && body.hidden && face.rows.some(({ mended }) => mended)) opener.click();
    },
    hear(message) {
      if (message.next !== undefined) handing.send(message.next);
      else if (message.ended) handing.ended();
      else if (message.arrived) {
        reveal(summary);
        summary.focus();
      } else if (message.trouble) {
        for (const [number, row] of rows) {
          row.trouble(message.trouble[number] ?? "");
          if (message.taken?.includes(number)) row.choose(false);
        }
      } else if (message.offer === "undo") return context.offerUndo(message, said.undo);
      else return false;
      return true;
    },
    destroy() {
      rest();
      handing.ended();
    },
  };
}

/**
 * What is typed to change lines, as drafts under the mark of each.
 *
 * @param {Context<BringInFace>} context
 */
function draftsOf(context) {
  /** @typedef {{ mended: Record<string, string> }} Typed */
  /** @type {Map<string, Saver<Typed>>} */
  const savers = new Map();
  const flush = () => savers.forEach((typing) => typing.now());
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);
  return {
    /** @type {import("./bringing-rows.js").Drafted} */
    drafted(place, stored, read) {
      savers.get(place)?.end();
      const typing = saver(context, {
        read,
        send: (typed, more) => context.ask("type", { place, ...typed, ...more }),
      });
      savers.set(place, typing);
      const { mended = stored.mended } = typing.begin(place, stored);
      return { typed: mended, changed: typing.changed };
    },
    gone: (/** @type {string} */ place) => savers.get(place)?.drop(),
    rest() {
      savers.forEach((typing) => typing.end());
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
    },
  };
}

/**
 * Whose lines are to be shown, where a file is about several people.
 *
 * @param {BringInFace["people"]} people
 * @param {Said} said
 * @param {(key: string) => void} look
 */
function whoseLines(people, said, look) {
  const one = labelledSelect(said.whose, people, () => {});
  return h(
    "div",
    {},
    one.block,
    button(said.look_at, "plain", () => look(one.select.value)),
  );
}

/**
 * The file on its way to the kernel, a piece after the other; it can be stopped.
 *
 * @param {Context<BringInFace>} context
 * @param {Said} said
 */
function handingOver(context, said) {
  /** @type {File | null} */
  let file = null;
  const input = line(said.choose, { type: "file", change: () => begin() });
  const progress = h("div", { class: "imw-progress", role: "status" });
  const stop = button(said.stop, "link", () => halt(), { hidden: true });

  function begin() {
    file = input.input.files?.[0] ?? null;
    if (!file) return;
    context.notice.say("");
    stop.hidden = false;
    send(0);
  }

  /** @param {number} at */
  async function send(at) {
    const mine = file;
    if (!mine) return;
    const percent = mine.size ? Math.floor((100 * at) / mine.size) : 0;
    const more = at + PIECE < mine.size;
    progress.textContent = more ? said.reading.replace("{percent}", String(percent)) : said.read;
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

  return { elements: [input, h("div", { class: "imw-ways imw-thin" }, progress, stop)], send, ended };
}

/**
 * How much was found, and what there is to say of each file.
 *
 * @param {BringInFace} face
 * @param {Said} said
 */
function summaryOf(face, said) {
  if (!face.files.length) return [];
  const open = face.rows.filter(({ standing }) => standing !== "same").length;
  const found = open === 1 ? said.found_one : said.found.replace("{n}", String(open));
  return [
    h("h3", {}, open ? found : said.found_none),
    h("p", { class: "imw-help" }, said.nothing_kept),
    ...face.files.flatMap(({ notices, passed }) => [
      ...notices.map((text) => h("p", { class: "imw-look" }, text)),
      ...(passed ? [h("p", { class: "imw-help" }, said.passed.replace("{list}", passed))] : []),
    ]),
  ];
}

/**
 * The lines that are not offered, each with its reason.
 *
 * @param {BringInFace["apart"]} lines
 * @param {Said} said
 */
function apartOf(lines, said) {
  return h(
    "details",
    { class: "imw-more" },
    h("summary", {}, said.apart.replace("{n}", String(lines.length))),
    h("p", { class: "imw-help" }, said.apart_text),
    h(
      "ul",
      { class: "imw-asks-list" },
      ...lines.map((one) =>
        h("li", {}, h("span", {}, told(one.what, one.reason)), quoted(one.quote, quoteWords(said))),
      ),
    ),
  );
}

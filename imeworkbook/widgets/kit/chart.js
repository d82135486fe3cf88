// The chart: two histories on one axis, read by pointer, keys or ear. A mark opens its entry below.

import { button, h, reveal } from "./dom.js";
import { dress, plotly } from "./files.js";
import { form } from "./form.js";
import { chartKey } from "./chart-key.js";
import { ageTicks, pinned } from "./chart-labels.js";
import { marks } from "./chart-marks.js";
import { pointer } from "./chart-pointer.js";
import { readingLine } from "./chart-reading.js";
import { roomFor, windowOf } from "./chart-room.js";
import { ruler } from "./chart-ruler.js";
import { Sight } from "./chart-sight.js";
import { Stage } from "./chart-stage.js";
import { dataTable } from "./chart-table.js";
import { tools, zoomKey } from "./chart-tools.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { ChartFace, ChartValues, Figure } from "./faces.d.ts"
 */

const PAUSE_MS = 120;
const WIDTH_TOLERANCE = 0.01;
const ROOM_PX = 8; // so much higher or lower, a drawing is not made anew
const MOST_ROOM_PX = 16_000; // closer than that every name has its place, and ticks would go into the thousands

/**
 * @param {Context<ChartFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function chart(context, root) {
  dress(root, "chart.css", context.files);
  /** @param {string} key */
  const word = (key) => context.word("chart", key);
  /** @param {string} id */
  const open = (id) => context.ask("open", { id });
  const drawing = drawnLife(context, open);
  const { sight, line, table, entries, bar } = drawing;
  const empty = nothingYet(context, word);
  const undated = undatedLine(word("undated"), open);
  const editing = editingPart(context, entries);
  const hints = h(
    "details",
    { class: "imw-more imw-chart-hints" },
    h("summary", {}, word("keys_title")),
    h("p", { class: "imw-help" }, word("keys")),
  );
  bar.element.querySelector(".imw-tools-end")?.append(toList(word, root));
  const hint = h("p", { class: "imw-help" }, word("hint"));
  const drawn = h("div", { class: "imw-chart-body" }, drawing.element, chartKey(word), line.panel);
  const card = h(
    "section",
    {
      class: "imw-card imw-wide",
      keydown: (event) => {
        if (zoomKey(event, sight, line.day ?? sight.first, table, bar)) event.preventDefault();
      },
    },
    h("h2", { class: "imw-unseen" }, word("title")),
    empty,
    bar.element,
    drawn,
    hint,
    undated.element,
    table.element,
    hints,
    context.notice.line,
  );
  root.append(card, editing.element);

  const nameUndated = () => undated.update(context.shown.get("telling"));
  const followed = [
    context.shown.on("figure", drawing.draw),
    context.shown.on("telling", drawing.retell),
    context.shown.on("telling", nameUndated),
    context.shown.on("table", () => table.update(context.shown.get("table"))),
  ];
  nameUndated();

  return {
    /** @param {ChartFace} face */
    update(face) {
      empty.hidden = !face.empty;
      for (const part of [bar.element, drawn, hint, hints]) part.hidden = face.empty;
      card.classList.toggle("imw-chart-empty", Boolean(face.empty));
      bar.drawBands(face.bands);
      bar.drawRows(face.roomy);
      editing.update(face.form);
      if (!drawing.ready) drawing.draw();
    },
    hear: editing.hear,
    destroy() {
      drawing.destroy();
      for (const end of followed) end();
      editing.destroy();
    },
  };
}

/**
 * The drawing itself, with all that lies over it and beside it and moves with what is in sight.
 *
 * @param {Context<ChartFace>} context
 * @param {(id: string) => void} open
 */
function drawnLife(context, open) {
  /** @type {Figure | null} */
  let figure = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const plot = h("div", { class: "imw-plot", role: "img" });
  const sight = new Sight(() => {
    stage.show().then(arrange);
    arrange();
    later(fits, PAUSE_MS);
  });
  const stage = new Stage(plot, sight, {
    engine: () => plotly(context),
    opened: open,
    dragged(from, to, done) {
      if (done) sight.show(from, to);
      else arrange();
    },
    birthdays: () =>
      ageTicks(context.shown.get("telling")?.facts ?? [], sight, stage.size.w, figure?.as_of ?? Infinity),
    missing: () => context.notice.say(context.word("chart", "missing"), false),
  });
  const names = pinned(stage, sight);
  const line = readingLine(context, stage, sight);
  const table = dataTable(context, open);
  const bar = tools(context, sight, () => line.day ?? sight.first, [line.toggle, table.toggle]);
  const entries = marks(context, stage, {
    open,
    seen([from, to]) {
      sight.reveal(from, to);
      line.move(Math.min(Math.max(Math.ceil(from), sight.days[0]), sight.days[1]));
    },
  });
  const over = h("div", { class: "imw-over" }, names.element, line.slider, ...entries.elements);
  const host = h("div", { class: "imw-plot-host" }, plot, over);
  const years = ruler(stage, sight, host);
  over.append(years.axis);
  const element = h("div", {}, years.element, host);
  const endPointer = pointer(host, plot, stage, sight, line.move);

  /**
   * @param {() => void} does
   * @param {number} ms
   */
  function later(does, ms) {
    clearTimeout(pause);
    pause = setTimeout(does, ms);
  }

  /** Put everything that lies over the drawing where it belongs. */
  function arrange() {
    bar.drawZoom();
    line.draw();
    entries.place();
    names.place();
    years.place(figure?.axis);
  }

  /**
   * The width that the whole life takes where what is in sight fills the room: labels are placed for that.
   *
   * @param {Figure} figure
   */
  function width({ layout, first, last }) {
    const { l = 0, r = 0 } = layout.margin;
    const whole = last - first;
    return Math.min(((plot.clientWidth - l - r) * whole) / (stage.ready ? sight.length : whole), MOST_ROOM_PX);
  }

  /** Whether the figure fits the room; where it does not, one that does is asked for. */
  function fits() {
    if (!figure) return true;
    const [wide, room] = [width(figure), roomFor(windowOf(plot))];
    const asHigh =
      room === null || figure.room === null ? room === figure.room : Math.abs(room - figure.room) <= ROOM_PX;
    if (asHigh && Math.abs(wide / figure.plot_width - 1) <= WIDTH_TOLERANCE) return true;
    context.ask("size", { plot_width: Math.round(wide), room });
    return false;
  }

  /** Draw the figure, or first ask for one that fits the room. */
  async function draw() {
    const next = context.shown.get("figure");
    figure = next?.data ? next : null;
    if (!figure || !plot.clientWidth) return;
    if (!fits() && !stage.ready) return;
    sight.spanning(figure.first, figure.last);
    await stage.draw(figure);
    const places = figure?.places ?? []; // of the latest figure, where another came or it was put away meanwhile
    entries.update(places);
    names.update(places, stage.labels);
    line.update(context.shown.get("telling"), figure?.as_of);
    arrange();
  }

  const resized = new ResizeObserver(() => later(draw, stage.ready ? PAUSE_MS : 0));
  resized.observe(plot);
  const higher = () => later(draw, PAUSE_MS);
  window.addEventListener("resize", higher);

  return {
    element,
    sight,
    line,
    table,
    bar,
    entries,
    draw,
    get ready() {
      return stage.ready;
    },
    retell: () => line.update(context.shown.get("telling"), figure?.as_of),
    destroy() {
      clearTimeout(pause);
      endPointer();
      resized.disconnect();
      window.removeEventListener("resize", higher);
      years.destroy();
      line.destroy();
      stage.destroy();
    },
  };
}

/**
 * The form of the entry that was opened, which its mark shows by a ring.
 *
 * @param {Context<ChartFace>} context
 * @param {ReturnType<typeof marks>} entries
 */
function editingPart(context, entries) {
  const inner = form(context, { edit: true });
  const element = h("section", { class: "imw-card imw-editing-card", hidden: true }, inner.element);
  let opened = "";
  return {
    element,
    /** @param {ChartFace["form"]} shown */
    update(shown) {
      element.hidden = !shown;
      inner.update(shown);
      if (shown || !opened) return;
      const id = opened;
      opened = "";
      entries.choose("");
      if (element.contains(document.activeElement) || document.activeElement === document.body) entries.focus(id);
    },
    /** @param {import("./faces.d.ts").Message} message */
    hear(message) {
      if (message.look) inner.look();
      if (typeof message.opened === "string") {
        opened = message.opened;
        entries.choose(opened);
        inner.focusHeading();
      }
      return Boolean(message.look || message.opened);
    },
    destroy: () => inner.destroy(),
  };
}

/**
 * What stands there while there is nothing to draw, and where to begin.
 *
 * @param {Context<ChartFace>} context
 * @param {(key: string) => string} word
 */
const nothingYet = (context, word) =>
  h(
    "div",
    { class: "imw-stack" },
    h("p", {}, word("empty")),
    h(
      "div",
      { class: "imw-ways imw-thin" },
      button(word("go_work"), "primary", () => context.go("work-and-training")),
      button(word("go_use"), "plain", () => context.go("substance-use")),
    ),
  );

/**
 * Entries without a date, each to be opened.
 *
 * @param {string} label
 * @param {(id: string) => void} open
 */
function undatedLine(label, open) {
  const element = h("p", { class: "imw-undated imw-help", hidden: true });
  return {
    element,
    /** @param {ChartValues["telling"]} [telling] */
    update(telling) {
      const left = (telling?.facts && telling.undated) ?? [];
      element.hidden = !left.length;
      element.replaceChildren(label, ...left.map((one) => button(one.label, "link", () => open(one.id))));
    },
  };
}

/**
 * The way to the list of entries below, in the same chapter.
 *
 * @param {(key: string) => string} word
 * @param {HTMLElement} root
 */
const toList = (word, root) =>
  button(word("to_list"), "link", () => {
    const list = (root.closest(".jp-Notebook") ?? document).querySelector(".imw-entries-title");
    if (list instanceof HTMLElement) list.focus({ preventScroll: true });
    reveal(list, "start");
  });

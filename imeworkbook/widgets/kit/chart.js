// The chart: two histories on one axis, read by pointer, keys or ear. A mark opens its entry below.

import { button, h, reveal } from "./dom.js";
import { dress, plotly } from "./files.js";
import { form } from "./form.js";
import { chartKey } from "./chart-key.js";
import { ageTicks, pinned } from "./chart-labels.js";
import { marks } from "./chart-marks.js";
import { readingLine } from "./chart-reading.js";
import { Sight } from "./chart-sight.js";
import { Stage } from "./chart-stage.js";
import { dataTable } from "./chart-table.js";
import { tools, zoomKey } from "./chart-tools.js";

const WHEEL_FACTOR = 0.002;
const PAUSE_MS = 120;
const ROOM_TOLERANCE = 0.01;
const MOST_ROOM_PX = 16_000; // closer than that every name has its place, and ticks would go into the thousands

export function chart(context, root) {
  dress(root, "chart.css", context.files);
  const word = (key) => context.word("chart", key);
  const open = (id) => context.ask("open", { id });
  const inner = form(context, { edit: true });
  let figure = null;
  let pause = 0;
  let frame = 0;
  let opened = "";
  const plot = h("div", { class: "imw-plot", role: "img" });
  const empty = h(
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
  const undated = h("p", { class: "imw-undated imw-help", hidden: true });
  const editing = h("section", { class: "imw-card imw-editing-card", hidden: true }, inner.element);
  const sight = new Sight(() => {
    stage.show().then(arrange);
    arrange();
    clearTimeout(pause);
    pause = setTimeout(fits, PAUSE_MS);
  });
  const stage = new Stage(plot, sight, {
    engine: () => plotly(context),
    opened: open,
    dragged(from, to, done) {
      if (done) sight.show(from, to);
      else arrange();
    },
    birthdays: () => ageTicks(context.shown.get("telling")?.facts ?? [], sight, stage.size.w),
    missing: () => context.notice.say(word("missing"), false),
  });
  const names = pinned(stage, sight);
  const line = readingLine(context, stage, sight);
  const table = dataTable(context, open);
  const bar = tools(context, sight, () => line.day, [line.toggle, table.toggle]);
  const entries = marks(context, stage, {
    open,
    seen([from, to]) {
      sight.reveal(from, to);
      line.move(Math.min(Math.max(Math.ceil(from), sight.days[0]), sight.days[1]));
    },
  });
  const toList = button(word("to_list"), "link", () => {
    const list = (root.closest(".jp-Notebook") ?? document).querySelector(".imw-entries-title");
    list?.focus({ preventScroll: true });
    reveal(list, "start");
  });
  const over = h("div", { class: "imw-over" }, names.element, line.slider, ...entries.elements);
  const host = h("div", { class: "imw-plot-host", pointermove: follow, pointerdown: follow }, plot, over);
  host.addEventListener("wheel", wheel, { passive: false });
  const drawn = h("div", { class: "imw-chart-body" }, host, chartKey(word), line.panel);
  const hints = h(
    "details",
    { class: "imw-more imw-chart-hints" },
    h("summary", {}, word("keys_title")),
    h("p", { class: "imw-help" }, word("keys")),
  );
  const head = h("div", { class: "imw-head" }, h("p", { class: "imw-help" }, word("hint")), toList);
  const card = h(
    "section",
    { class: "imw-card imw-wide", keydown: press },
    h("h2", { class: "imw-unseen" }, word("title")),
    head,
    empty,
    bar.element,
    drawn,
    undated,
    table.element,
    hints,
    context.notice.line,
  );
  root.append(card, editing);

  /** Put everything that lies over the drawing where it belongs. */
  function arrange() {
    bar.drawZoom();
    line.draw();
    entries.place();
    names.place();
  }

  /** The width that the whole life takes where what is in sight fills the room: labels are placed for that. */
  function room() {
    const { l = 0, r = 0 } = figure.layout.margin;
    const whole = figure.last - figure.first;
    return Math.min(((plot.clientWidth - l - r) * whole) / (stage.ready ? sight.length : whole), MOST_ROOM_PX);
  }

  function fits() {
    if (!figure?.data || Math.abs(room() / figure.plot_width - 1) <= ROOM_TOLERANCE) return true;
    context.ask("size", { plot_width: Math.round(room()) });
    return false;
  }

  /** Draw the figure, or first ask for one that fits the room. */
  async function draw() {
    figure = context.shown.get("figure");
    if (!figure?.data || !plot.clientWidth) return;
    if (!fits() && !stage.ready) return;
    sight.spanning(figure.first, figure.last);
    await stage.draw(figure);
    entries.update(figure.places);
    names.update(figure.places, stage.labels);
    line.update(context.shown.get("telling"), figure.as_of);
    arrange();
  }

  function follow(event) {
    if (!stage.ready || event.buttons > 1 || (event.buttons === 1 && event.type === "pointermove")) return;
    const x = event.clientX - plot.getBoundingClientRect().left;
    if (x < stage.left || x > stage.right) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => line.move(Math.floor(stage.day(x))));
  }

  /** The wheel with Ctrl looks closer, sideways it moves through time; alone it scrolls the page. */
  function wheel(event) {
    if (!stage.ready) return;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !(sideways && sight.chosen)) return;
    event.preventDefault();
    const x = event.clientX - plot.getBoundingClientRect().left;
    if (event.ctrlKey || event.metaKey) sight.scale(Math.exp(event.deltaY * WHEEL_FACTOR), stage.day(x));
    else sight.move((event.deltaX / stage.size.w) * sight.length);
  }

  function press(event) {
    if (zoomKey(event, sight, line.day, table)) event.preventDefault();
  }

  const resized = new ResizeObserver(() => {
    clearTimeout(pause);
    pause = setTimeout(draw, stage.ready ? PAUSE_MS : 0);
  });
  resized.observe(plot);
  const retell = () => line.update(context.shown.get("telling"), figure?.as_of);
  const retable = () => table.update(context.shown.get("table"));
  const nameUndated = () => {
    const { undated: left = [] } = context.shown.get("telling") ?? {};
    undated.hidden = !left.length;
    undated.replaceChildren(word("undated"), ...left.map(({ id, label }) => button(label, "link", () => open(id))));
  };
  const followed = [
    context.shown.on("figure", draw),
    context.shown.on("telling", retell),
    context.shown.on("telling", nameUndated),
    context.shown.on("table", retable),
  ];
  nameUndated();

  return {
    update(face) {
      empty.hidden = !face.empty;
      for (const part of [head, bar.element, drawn, hints]) part.hidden = face.empty;
      card.classList.toggle("imw-chart-empty", Boolean(face.empty));
      editing.hidden = !face.form;
      inner.update(face.form);
      bar.drawBands(face.bands);
      if (!face.form && opened) {
        const id = opened;
        opened = "";
        entries.choose("");
        if (editing.contains(document.activeElement) || document.activeElement === document.body) entries.focus(id);
      }
      if (!stage.ready) draw();
    },
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) {
        opened = message.opened;
        entries.choose(opened);
        inner.focusHeading();
      }
      return Boolean(message.look || message.opened);
    },
    destroy() {
      clearTimeout(pause);
      cancelAnimationFrame(frame);
      resized.disconnect();
      for (const end of followed) end();
      line.destroy();
      stage.destroy();
      inner.destroy();
    },
  };
}

// The drawn figure, which plotly.js draws, and where days and heights lie in pixels.

import { fromIso, iso } from "./chart-days.js";

/** The entry that a mark stands for. */
function entryOf(point) {
  const data = point?.customdata ?? point?.data?.customdata;
  const first = Array.isArray(data) ? data.flat()[0] : data;
  return typeof first === "string" && first ? first : (first?.id ?? "");
}

export class Stage {
  /** `opened` hears the id of a clicked mark; `dragged` the days drawn into sight by hand; `birthdays` gives ticks; `engine` brings plotly.js. */
  constructor(plot, sight, { engine, opened, dragged, birthdays, missing }) {
    Object.assign(this, { plot, sight, engine, opened, dragged, birthdays, missing });
    this.ready = false;
    this.gone = false;
    this.moving = null;
    this.last = Promise.resolve();
  }

  /** Draw a figure; what is in sight stays so. Drawings follow each other, so that the last one asked for stands. */
  draw(figure) {
    this.last = this.last.then(() => this.react(figure));
    return this.last;
  }

  async react({ data, layout, config, alt }) {
    let engine;
    try {
      engine = await this.engine();
    } catch {
      this.missing();
      return;
    }
    if (this.gone || !this.plot.isConnected) return;
    const copy = structuredClone({ data, layout, config });
    const range = this.sight.days.map(iso);
    for (const [name, axis] of Object.entries(copy.layout)) if (/^xaxis\d*$/.test(name)) axis.range = [...range];
    this.whole = copy.layout.xaxis2 && { vals: copy.layout.xaxis2.tickvals, texts: copy.layout.xaxis2.ticktext };
    Object.assign(copy.layout.xaxis2 ?? {}, this.ages());
    this.plot.setAttribute("aria-label", alt ?? "");
    this.plot.style.height = `${copy.layout.height}px`;
    const sheet = { ...copy.layout, autosize: false, width: this.plot.clientWidth, dragmode: this.dragmode };
    await engine.react(this.plot, copy.data, sheet, { ...copy.config, responsive: false, doubleClick: false });
    if (this.gone) return;
    this.plotly = engine;
    if (!this.ready) this.listen();
    this.ready = true;
  }

  /** The ticks of the axis of ages: the layout's own for the whole life, birthdays in a closer view. */
  ages() {
    if (!this.whole) return {};
    const ticks = this.sight.chosen && this.birthdays();
    return ticks
      ? { tickvals: ticks.map(([day]) => iso(day)), ticktext: ticks.map(([, text]) => text) }
      : { tickvals: this.whole.vals, ticktext: this.whole.texts };
  }

  /** The labels on the chart, with the day and the height at which they stand. */
  get labels() {
    const { x = [], y = [] } = this.plot.data?.find((trace) => trace.name === "labels") ?? {};
    return Array.from(x, (text, at) => ({ x: fromIso(text), y: y[at] }));
  }

  /** A drag chooses a stretch of the whole life, and moves what is in sight of it. */
  get dragmode() {
    return this.sight.chosen ? "pan" : "zoom";
  }

  listen() {
    this.plot.on("plotly_click", ({ points }) => {
      const several = points.find((point) => point.customdata?.closer);
      const id = points.map(entryOf).find(Boolean);
      if (several && !id) this.sight.show(...several.customdata.closer);
      if (id) this.opened(id);
    });
    this.plot.on("plotly_relayout", (change) => this.follow(change, true));
    this.plot.on("plotly_relayouting", (change) => this.follow(change, false));
    this.plot.on("plotly_doubleclick", () => this.sight.whole());
  }

  follow(change, done) {
    const [from, to] = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
    if (from === undefined || this.own) return;
    this.moving = done ? null : [fromIso(from), fromIso(to)];
    this.dragged(fromIso(from), fromIso(to), done);
  }

  /** Show the days that are in sight now. */
  async show() {
    if (!this.ready) return;
    this.own = true;
    try {
      const ages = Object.entries(this.ages()).map(([name, value]) => [`xaxis2.${name}`, value]);
      const change = { "xaxis.range": this.sight.days.map(iso), dragmode: this.dragmode, ...Object.fromEntries(ages) };
      await this.plotly.relayout(this.plot, change);
    } finally {
      this.own = false;
    }
  }

  get size() {
    return this.plot._fullLayout._size;
  }

  get left() {
    return this.size.l;
  }

  get right() {
    return this.size.l + this.size.w;
  }

  get top() {
    return this.size.t;
  }

  get bottom() {
    return this.size.t + this.size.h;
  }

  x(day) {
    const [from, to] = this.moving ?? this.sight.days;
    return this.left + ((day - from) / (to - from)) * this.size.w;
  }

  /** The day at so many pixels from the left edge of the plot. */
  day(x) {
    const [from, to] = this.moving ?? this.sight.days;
    return from + ((x - this.left) / this.size.w) * (to - from);
  }

  y(height) {
    const [bottom, top] = this.plot._fullLayout.yaxis.range;
    return this.top + ((height - top) / (bottom - top)) * this.size.h;
  }

  destroy() {
    this.gone = true;
    this.plotly?.purge(this.plot);
  }
}

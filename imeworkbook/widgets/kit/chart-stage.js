// The drawn figure, which plotly.js draws, and where days and heights lie in pixels.

import { fromIso, iso } from "./chart-days.js";

/**
 * @import { DrawnPlot, Plotly, PlotPoint, Relayout } from "./context.d.ts"
 * @import { Figure } from "./faces.d.ts"
 * @typedef {import("./chart-sight.js").Sight} Sight
 *
 * @typedef {object} Told What a stage asks for, and tells.
 * @property {() => Promise<Plotly>} engine brings plotly.js
 * @property {(id: string) => void} opened hears the id of a clicked mark
 * @property {(from: number, to: number, done: boolean) => void} dragged hears the days drawn into sight by hand
 * @property {() => [day: number, text: string][]} birthdays gives the ticks of the axis of ages in a closer view
 * @property {() => void} missing hears that there is no plotly.js
 */

/**
 * The entry that a mark stands for.
 *
 * @param {PlotPoint} point
 */
export function entryOf(point) {
  const data = point.customdata ?? point.data?.customdata;
  const first = Array.isArray(data) ? data.flat()[0] : data;
  return typeof first === "string" ? first : (first?.id ?? "");
}

/**
 * The days that several marks in one place fill, where a point stands for such.
 *
 * @param {PlotPoint} point
 */
const closerOf = ({ customdata: data }) => (typeof data === "string" || Array.isArray(data) ? undefined : data?.closer);

export class Stage {
  /**
   * @param {HTMLElement} plot
   * @param {Sight} sight
   * @param {Told} told
   */
  constructor(plot, sight, told) {
    this.plot = /** @type {DrawnPlot} */ (plot);
    this.sight = sight;
    this.told = told;
    this.ready = false;
    this.gone = false;
    this.own = false;
    /** @type {[from: number, to: number] | null} */
    this.moving = null;
    /** @type {Plotly | null} */
    this.plotly = null;
    /** @type {{ tickvals?: string[], ticktext?: string[] } | null} */
    this.whole = null;
    this.last = Promise.resolve();
  }

  /**
   * Draw a figure; what is in sight stays so. Drawings follow each other, so that the last one asked for stands.
   *
   * @param {Figure} figure
   */
  draw(figure) {
    this.last = this.last.then(() => this.react(figure));
    return this.last;
  }

  /** @param {Figure} figure */
  async react({ data, layout, config, alt }) {
    let engine;
    try {
      engine = await this.told.engine();
    } catch {
      this.told.missing();
      return;
    }
    if (this.gone || !this.plot.isConnected) return;
    const copy = structuredClone({ data, layout, config });
    const range = this.sight.days.map(iso);
    for (const [name, axis] of Object.entries(copy.layout))
      if (/^xaxis\d*$/.test(name)) Object.assign(/** @type {object} */ (axis), { range: [...range] });
    const ages = copy.layout.xaxis2;
    this.whole = ages ? { tickvals: ages.tickvals, ticktext: ages.ticktext } : null;
    if (ages) Object.assign(ages, this.ages());
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
    if (!this.sight.chosen) return this.whole;
    const ticks = this.told.birthdays();
    return { tickvals: ticks.map(([day]) => iso(day)), ticktext: ticks.map(([, text]) => text) };
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
      const several = points.map(closerOf).find(Boolean);
      const id = points.map(entryOf).find(Boolean);
      if (several && !id) this.sight.show(...several);
      if (id) this.told.opened(id);
    });
    this.plot.on("plotly_relayout", (change) => this.follow(change, true));
    this.plot.on("plotly_relayouting", (change) => this.follow(change, false));
    this.plot.on("plotly_doubleclick", () => this.sight.whole());
  }

  /**
   * @param {Relayout} change
   * @param {boolean} done
   */
  follow(change, done) {
    const [from, to] = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
    if (from === undefined || to === undefined || this.own) return;
    this.moving = done ? null : [fromIso(from), fromIso(to)];
    this.told.dragged(fromIso(from), fromIso(to), done);
  }

  /** Show the days that are in sight now. */
  async show() {
    if (!this.plotly) return;
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

  /** @param {number} day */
  x(day) {
    const [from, to] = this.moving ?? this.sight.days;
    return this.left + ((day - from) / (to - from)) * this.size.w;
  }

  /**
   * The day at so many pixels from the left edge of the plot.
   *
   * @param {number} x
   */
  day(x) {
    const [from, to] = this.moving ?? this.sight.days;
    return from + ((x - this.left) / this.size.w) * (to - from);
  }

  /** @param {number} height */
  y(height) {
    const [bottom, top] = this.plot._fullLayout.yaxis.range;
    return this.top + ((height - top) / (bottom - top)) * this.size.h;
  }

  destroy() {
    this.gone = true;
    this.plotly?.purge(this.plot);
  }
}

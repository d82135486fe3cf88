// What stretch of time is in sight. The page owns it: a redraw of the figure changes nothing here.

import { stretchAround, zoomOf } from "./chart-days.js";

/** @typedef {[from: number, to: number]} Stretch days, as the kernel counts them */

const LEAST_DAYS = 28;

export class Sight {
  /** @param {() => void} changed is called after each change */
  constructor(changed) {
    this.changed = changed;
    this.first = 0;
    this.last = 1;
    /** @type {Stretch | null} */
    this.chosen = null;
  }

  /**
   * The days that there are to see. What was in sight stays in sight, as far as it still exists.
   *
   * @param {number} first
   * @param {number} last
   */
  spanning(first, last) {
    [this.first, this.last] = [first, last];
    if (this.chosen) this.chosen = this.fitted(...this.chosen);
  }

  /** @returns {Stretch} */
  get days() {
    return this.chosen ?? [this.first, this.last];
  }

  get length() {
    return this.days[1] - this.days[0];
  }

  get zoom() {
    return this.chosen ? zoomOf(Math.min(this.length, 4000)) : zoomOf(Infinity);
  }

  /** @param {number} day */
  holds(day) {
    return day >= this.days[0] && day <= this.days[1];
  }

  /**
   * A stretch moved and cut so that it lies within the days that there are; null where it is all of them.
   *
   * @param {number} from
   * @param {number} to
   * @returns {Stretch | null}
   */
  fitted(from, to) {
    const whole = this.last - this.first;
    const length = Math.max(Math.min(to - from, whole), Math.min(LEAST_DAYS, whole));
    const start = Math.min(Math.max((from + to - length) / 2, this.first), this.last - length);
    return length > whole * 0.995 ? null : [start, start + length];
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  show(from, to) {
    this.chosen = this.fitted(from, to);
    this.changed();
  }

  whole() {
    this.chosen = null;
    this.changed();
  }

  /**
   * "whole", "decade", "year" or "month" around a day.
   *
   * @param {import("./chart-days.js").ZoomKey} key
   * @param {number} day
   */
  zoomTo(key, day) {
    if (key === "whole") this.whole();
    else this.show(...stretchAround(day, key));
  }

  /**
   * Closer (a factor below 1) or further, with `day` staying where it is.
   *
   * @param {number} factor
   * @param {number} day
   */
  scale(factor, day) {
    const [from, to] = this.days;
    const centre = this.holds(day) ? day : (from + to) / 2;
    this.show(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  /**
   * Earlier or later by days.
   *
   * @param {number} days
   */
  move(days) {
    const [from, to] = this.days;
    if (this.chosen) this.show(from + days, to + days);
  }

  /**
   * Bring a day, or a stretch, into sight by moving.
   *
   * @param {number} from
   * @param {number} to
   */
  reveal(from, to = from) {
    const [start, end] = this.days;
    if (!this.chosen || (from >= start && to <= end)) return;
    if (to - from >= this.length) this.show(from, from + this.length);
    else if (from < start) this.move(from - start - this.length * 0.1);
    else this.move(to - end + this.length * 0.1);
  }
}

// Days as the kernel counts them (proleptic ordinals: 1 January of year 1 is day 1), their words, and steps in time.

import { dateWords } from "./language.js";

const DAY_MS = 86_400_000;
const EPOCH = 719_163;
/** @type {Intl.DateTimeFormatOptions} */
const LONG = { day: "numeric", month: "long", year: "numeric" };

/**
 * @typedef {"month" | "year" | "decade" | "whole"} ZoomKey
 * @typedef {[unit: "day" | "month", count: number]} Step
 * @typedef {{ key: ZoomKey, days: number, step: Step, leap: Step, around: number }} Zoom
 */

/**
 * How much is in sight: the name of each zoom, the most days that count as it, what one step and one leap of the keys are,
 * and how many days around a day its moments are told with it.
 *
 * @type {Zoom[]}
 */
const ZOOMS = [
  { key: "month", days: 45, step: ["day", 1], leap: ["day", 7], around: 0 },
  { key: "year", days: 750, step: ["day", 7], leap: ["month", 1], around: 3 },
  { key: "decade", days: 4200, step: ["month", 1], leap: ["month", 12], around: 15 },
];
/** @type {Zoom} */
const WHOLE = { key: "whole", days: Infinity, step: ["month", 1], leap: ["month", 12], around: 15 };

/** @type {Intl.DateTimeFormatOptions} */
const MONTH = { month: "short" };
const TICK_PX = 56;
const YEAR_DAYS = 365.25;
const MONTH_DAYS = 30.5;
/** @type {[unit: "month" | "day", count: number, days: number][]} the steps of a ruler, the finest first */
const RULES = [
  ...[1, 2, 5, 10].map((count) => /** @type {["day", number, number]} */ (["day", count, count])),
  ...[1, 3, 6].map((count) => /** @type {["month", number, number]} */ (["month", count, count * MONTH_DAYS])),
  ...[1, 2, 5, 10, 20, 50].map(
    (count) => /** @type {["month", number, number]} */ (["month", count * 12, count * YEAR_DAYS]),
  ),
];

/** @param {number} day */
const dateOf = (day) => new Date((day - EPOCH) * DAY_MS);
/** @param {Date} date */
const dayOf = (date) => date.getTime() / DAY_MS + EPOCH;
/**
 * @param {number} year
 * @param {number} month
 */
const first = (year, month) => dayOf(new Date(Date.UTC(year, month, 1)));

/**
 * A day as Plotly reads it.
 *
 * @param {number} day
 */
export const iso = (day) => dateOf(day).toISOString().slice(0, 19);

/**
 * A day from Plotly's text for it.
 *
 * @param {string} text
 */
export function fromIso(text) {
  const [day, time = "00:00:00"] = String(text).split(/[ T]/);
  return Date.parse(`${day}T${time.replace(/(\.\d{3})\d+/, "$1")}Z`) / DAY_MS + EPOCH;
}

/**
 * "14 May 2009"
 *
 * @param {number} day
 */
export const longDay = (day) => dateWords(dateOf(Math.floor(day)), LONG);

/**
 * The zoom that so many days in sight amount to.
 *
 * @param {number} days
 */
export const zoomOf = (days) => ZOOMS.find((zoom) => days <= zoom.days) ?? WHOLE;

/**
 * The day that lies one step (or one leap) of this zoom away; the same day of another month where that has it.
 *
 * @param {number} day
 * @param {Zoom} zoom
 * @param {number} direction 1 or -1
 */
export function stepped(day, zoom, direction, leap = false) {
  const [unit, count] = leap ? zoom.leap : zoom.step;
  if (unit === "day") return day + direction * count;
  const date = dateOf(day);
  const month = date.getUTCMonth() + direction * count;
  const length = first(date.getUTCFullYear(), month + 1) - first(date.getUTCFullYear(), month);
  return first(date.getUTCFullYear(), month) + Math.min(date.getUTCDate(), length) - 1;
}

/**
 * The calendar's month, year or ten years around a day: its first day, and the day after its last.
 *
 * @param {number} day
 * @param {ZoomKey} key
 * @returns {[number, number]}
 */
export function stretchAround(day, key) {
  const date = dateOf(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (key === "month") return [first(year, month), first(year, month + 1)];
  if (key === "year") return [first(year, 0), first(year + 1, 0)];
  return [first(year - 5, 0), first(year + 5, 0)];
}

/**
 * The marks of a ruler over some days: years, or months, or days, as fine as leaves each its room.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} widthPx
 * @returns {{ day: number, text: string }[]}
 */
export function rulerTicks(from, to, widthPx) {
  const perDay = widthPx / (to - from);
  const [unit, count] = RULES.find((rule) => rule[2] * perDay >= TICK_PX) ?? RULES[RULES.length - 1];
  return (unit === "month" ? months(from, to, count) : days(from, to, count)).map((day) => ({
    day,
    text: tickText(dateOf(day), unit, count),
  }));
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} step
 */
function months(from, to, step) {
  const start = dateOf(from);
  /** @param {number} month counted from the year 0 */
  const begins = (month) => first(Math.floor(month / 12), month % 12);
  const found = [];
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (; begins(month) <= to; month += step) if (begins(month) >= from) found.push(begins(month));
  return found;
}

/**
 * Days of each month that lie a step apart, beginning with its first; none that crowds the next month's.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} step
 */
function days(from, to, step) {
  const found = [];
  for (let day = Math.ceil(from); day <= to; day++) {
    const number = dateOf(day).getUTCDate() - 1;
    if (number % step === 0 && (step === 1 || number < 30 - step / 2)) found.push(day);
  }
  return found;
}

/**
 * @param {Date} date
 * @param {"month" | "day"} unit
 * @param {number} count
 */
function tickText(date, unit, count) {
  const year = String(date.getUTCFullYear());
  if (unit === "month") return count % 12 === 0 || date.getUTCMonth() === 0 ? year : dateWords(date, MONTH);
  return `${date.getUTCDate()} ${dateWords(date, MONTH)}`;
}

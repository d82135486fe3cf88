// What a form makes of its values, without a page: whether it is about a single moment, and what goes along into the next.

/**
 * @import { FieldValue, Moments } from "./faces.d.ts"
 * @typedef {Record<string, FieldValue>} Values
 */

/**
 * Whether two JSON values are the same, in whatever order their fields come.
 *
 * @param {unknown} one
 * @param {unknown} other
 */
export const same = (one, other) => JSON.stringify(one, sorted) === JSON.stringify(other, sorted);

/**
 * @param {string} _name
 * @param {unknown} value
 */
const sorted = (_name, value) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort())
    : value;

/**
 * Whether what stands in a form is about a single moment; the kernel says with which values it is.
 *
 * @param {Moments} moments
 * @param {Values} values
 */
export function isMoment(moments, values) {
  if (typeof moments === "boolean") return moments;
  const value = values[moments.field];
  return typeof value === "string" && moments.values.includes(value);
}

/**
 * @typedef {object} Turn What was asked for that begins a new session, and what stood in the form then.
 * @property {string} n its number, which the session that answers it carries
 * @property {string} what
 * @property {object} more
 * @property {Values} values
 * @property {string | undefined} focus
 */

/**
 * Which of the turns asked for, oldest first, a session answers, and which were asked for after it, of a form that is
 * gone by now. A session that begins with the number that the one before it began with answers none of them: the
 * kernel had not heard of them yet. One with a number of another page stands for the oldest.
 *
 * @param {Turn[]} turns
 * @param {string} n the number that the session carries
 * @param {string} [before] the number with which the session before it began
 * @returns {{ answered: Turn | undefined, later: Turn[] }}
 */
export function answeredBy(turns, n, before) {
  if (n === before) return { answered: undefined, later: turns };
  const place = turns.findIndex((turn) => turn.n === n);
  return place < 0 ? { answered: turns[0], later: [] } : { answered: turns[place], later: turns.slice(place + 1) };
}

/**
 * What was typed (`now`) since the next form was asked for (`before`), where the next form has nothing of its `own`.
 *
 * @param {Values} before
 * @param {Values} now
 * @param {Values} own
 * @returns {Values}
 */
export function typedSince(before, now, own) {
  /** @param {[string, FieldValue]} field */
  const goesAlong = ([key, value]) =>
    key in before && value !== before[key] && ["", before[key]].includes(own[key] ?? "");
  return Object.fromEntries(Object.entries(now).filter(goesAlong));
}

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

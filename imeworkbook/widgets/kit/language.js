// What is spoken: it comes with the words of a card, and all cards of a page speak the same.

const spoken = { code: "en", colon: ": " };
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * Speak a language from now on.
 *
 * @param {string} code a tag of BCP 47
 * @param {string} colon what stands between a name and what is said of it
 */
export function speak(code, colon) {
  if (code !== spoken.code) formats.clear();
  Object.assign(spoken, { code, colon });
}

/**
 * A name and what is said of it.
 *
 * @param {string} name
 * @param {string} value
 */
export const told = (name, value) => `${name}${spoken.colon}${value}`;

/**
 * A day in words, such as "14 May 2004"; English is that of Britain, as on paper.
 *
 * @param {Date} date
 * @param {Intl.DateTimeFormatOptions} parts
 */
export function dateWords(date, parts) {
  const key = JSON.stringify(parts);
  const known = formats.get(key);
  const format =
    known ?? new Intl.DateTimeFormat(spoken.code === "en" ? "en-GB" : spoken.code, { timeZone: "UTC", ...parts });
  formats.set(key, format);
  return format.format(date);
}

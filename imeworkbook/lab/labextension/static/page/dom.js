/**
 * @typedef {string | number | boolean | null | undefined} Value
 * @typedef {{ [Event in keyof HTMLElementEventMap as `on${Event}`]?: (event: HTMLElementEventMap[Event]) => unknown }} Listeners
 * @typedef {Listeners & { [name: string]: Value | ((event: never) => unknown) }} Attributes
 */

/**
 * Make an element. Text is always text: nothing here turns words into markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {(Node | string | null | undefined)[]} children
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * Put values into a sentence: fill("Call {phone}", {phone: "…"}).
 *
 * @param {string} sentence
 * @param {object} values
 */
export function fill(sentence, values) {
  const named = new Map(Object.entries(values));
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (named.has(name) ? String(named.get(name)) : whole));
}

// A record's own words: a quotation, folded away. What may hurt has a line before it opens.

import { h } from "./dom.js";

/**
 * The quotation, or nothing where there is none.
 *
 * @param {string} text
 * @param {{ title: string, warns: string, show: string }} words
 * @param {boolean} [sensitive]
 */
export function quoted(text, words, sensitive = true) {
  if (!text) return null;
  const quote = h("blockquote", { class: "imw-quote", dir: "auto" }, text);
  const inner = sensitive
    ? [h("p", { class: "imw-help" }, words.warns), h("details", {}, h("summary", {}, words.show), quote)]
    : [quote];
  return h("details", { class: "imw-quoted" }, h("summary", {}, words.title), ...inner);
}

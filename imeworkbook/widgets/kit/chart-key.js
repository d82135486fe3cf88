// How to read the chart, in small: height, certain and possible, first and last use, without use, how someone was doing, what goes on, landmarks, connections, today.

import { h } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
/** @type {[days: number, px: number][]} days a month, pixels */
const LEVELS = [
  [1, 2],
  [4, 4],
  [12, 9],
  [20, 14],
  [30, 20],
];

/**
 * @param {number} width
 * @param {string} path
 * @param {object} look
 */
function glyph(width, path, look = {}) {
  const drawing = document.createElementNS(NS, "svg");
  const line = document.createElementNS(NS, "path");
  const size = { width, height: 20, viewBox: `0 0 ${width} 20`, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(size)) drawing.setAttribute(name, String(value));
  const drawn = { d: path, fill: "none", stroke: "currentColor", "stroke-width": 2, ...look };
  for (const [name, value] of Object.entries(drawn)) line.setAttribute(name, String(value));
  drawing.append(line);
  return drawing;
}

const SOLID = { fill: "currentColor", stroke: "none" };
const DASHES = { "stroke-width": 1.3, "stroke-dasharray": "4 3" };
const DOTS = { "stroke-width": 1.5, "stroke-dasharray": "1 3" };

/** @param {(key: string) => string} word */
export function chartKey(word) {
  /**
   * @param {string} text
   * @param {Element[]} drawn
   */
  const item = (text, ...drawn) => h("span", { class: "imw-key-item" }, ...drawn, text);
  const levels = LEVELS.map(([days, px]) => item(String(days), glyph(11, `M0,20V${20 - px}H11V20Z`, SOLID)));
  return h(
    "div",
    { class: "imw-chart-key" },
    h("span", { class: "imw-key-levels" }, h("b", {}, word("key_height")), ...levels),
    item(word("key_certain"), glyph(18, "M0,4H18V18H0Z", SOLID)),
    item(word("key_possible"), glyph(20, "M1,4H19V18H1Z", DASHES)),
    item(word("key_narrowed"), glyph(20, "M1,4H19V18H1Z", DOTS)),
    item(word("key_first"), glyph(14, "M7,5A5,5 0 1 1 6.9,5Z")),
    item(word("key_last"), glyph(12, "M1,5L11,15M11,5L1,15")),
    item(word("key_without"), glyph(22, "M0,10H22")),
    item(word("key_doing"), glyph(22, "M1,5H11V15H21")),
    item(word("key_agreement"), glyph(22, "M1,14V7H21V14")),
    item(word("key_weight")),
    item(word("key_goes_on"), glyph(11, "M1,3L11,10L1,17Z", SOLID)),
    item(word("key_landmark"), glyph(6, "M3,0V20", { "stroke-width": 1, "stroke-dasharray": "1 3" })),
    item(word("key_connection"), glyph(6, "M3,0V20", { "stroke-width": 1, "stroke-dasharray": "5 5" })),
    item(word("key_today"), glyph(6, "M3,0V20", { "stroke-width": 1 })),
  );
}

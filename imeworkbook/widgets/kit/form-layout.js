// How the fields of a form stand, and what stands around them.

import { button, h, submitted } from "./dom.js";
import { told } from "./language.js";

/**
 * @import { FormFace } from "./faces.d.ts"
 * @typedef {import("./fields.js").AnyField} AnyField
 * @typedef {import("./form-state.js").Values} Values
 *
 * @typedef {object} Ways What a form's buttons do.
 * @property {() => void} submit
 * @property {() => void} leave the focus left a field
 * @property {() => void} back bring back what was cleared
 * @property {() => void} aside leave the form: close it where an entry is edited, clear it where a new one is written
 */

/**
 * Put fields and buttons where they stand.
 *
 * @param {FormFace} face
 * @param {AnyField[]} fields
 * @param {{ edit: boolean, word: (key: string) => string, ways: Ways }} how
 */
export function layOut(face, fields, { edit, word, ways }) {
  const grid = h("div", { class: "imw-grid" });
  const more = h("div", { class: "imw-grid" });
  const foot = h("div", { class: "imw-foot-left" });
  for (const one of fields) {
    const beside = fields.find((other) => other.spec.key === one.spec.beside);
    if (beside) beside.labelRow?.append(one.block);
    else if (one.spec.foot) foot.append(one.block);
    else (one.spec.more ? more : grid).append(one.block);
  }
  const parts = {
    heading: edit ? h("h3", { tabindex: "-1" }, told(word("edit"), face.label)) : null,
    resumed: h("p", { class: "imw-help" }, word("draft")),
    whole: h("p", { class: "imw-below imw-look", "aria-live": "polite" }),
    asks: h("p", { class: "imw-below imw-asks", "aria-live": "polite" }),
    keep: h("button", { type: "submit", class: "imw-button imw-primary" }, face.keep),
    back: button(word("bring_back"), "link", ways.back),
  };
  foot.append(button(word(edit ? "cancel" : "clear"), "link", ways.aside), parts.back);
  const folded = h("details", { class: "imw-more" }, h("summary", {}, word("more")), more);
  const element = h(
    "form",
    { class: "imw-form", novalidate: true, submit: submitted(ways.submit), focusout: ways.leave },
    parts.heading,
    parts.resumed,
    grid,
    more.childElementCount ? folded : null,
    parts.whole,
    parts.asks,
    h("div", { class: "imw-foot" }, foot, parts.keep),
  );
  return { ...parts, element };
}

/**
 * Hide what a single moment has no use for.
 *
 * @param {AnyField[]} fields
 * @param {boolean} moment
 */
export function arrange(fields, moment) {
  for (const one of fields) {
    const { spec, block, label } = one;
    if (spec.hide_for_point) block.hidden = moment;
    one.arrange?.(moment);
    if (spec.point_label && label) label.textContent = moment ? spec.point_label : spec.label;
  }
}

/**
 * Say under the fields how they read and what needs a look; `insist` says it of the field that is in use, too.
 *
 * @param {FormFace} face
 * @param {AnyField[]} fields
 * @param {ReturnType<typeof layOut>} parts
 * @param {boolean} insist
 */
export function speak(face, fields, parts, insist) {
  const shown = new Set(fields.filter((one) => !one.block.hidden).map((one) => one.spec.key));
  for (const one of fields) {
    const { key } = one.spec;
    one.say(face.readings[key] ?? "", face.problems[key] ?? "", face.choices[key] ?? [], insist, face.leans[key]);
  }
  const elsewhere = Object.entries(face.problems).filter(([key]) => !shown.has(key) || key === "");
  parts.whole.textContent = elsewhere.map(([, text]) => text).join(" ");
  if (parts.asks.textContent !== face.asks) parts.asks.textContent = face.asks;
  parts.resumed.hidden = !face.resumed;
  parts.back.hidden = !face.can_bring_back;
}

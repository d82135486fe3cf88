// Names for marks that reach into a closer view from outside it, where the name on the chart is out of sight.

import { h } from "./dom.js";

/**
 * @import { Box, Fact, Place } from "./faces.d.ts"
 * @typedef {import("./chart-sight.js").Sight} Sight
 * @typedef {import("./chart-stage.js").Stage} Stage
 * @typedef {Stage["labels"]} Labels
 */

const LEAST_PX = 80; // narrower, what is left of a name says nothing
const ABOVE_PX = 17; // the name of a phase of use stands above its step
const AGE_ROOM_PX = 56;

/**
 * @param {Stage} stage
 * @param {Sight} sight
 */
export function pinned(stage, sight) {
  const element = h("div", { class: "imw-pinned", "aria-hidden": "true" });
  /** @type {Place[]} */
  let places = [];
  /** @type {Labels} */
  let labels = [];

  /** @param {Place} place */
  const named = ({ box: [x0, x1, y0, y1] }) =>
    labels.some(({ x, y }) => sight.holds(x) && x >= x0 - 1 && x <= x1 + 1 && y >= y0 - ABOVE_PX && y <= y1 + 1);

  function place() {
    if (!stage.ready) return;
    const names = sight.chosen ? places.filter((one) => !named(one)).map(nameOf) : [];
    element.replaceChildren(...names.filter((name) => name !== null));
  }

  /** @param {Place} place */
  function nameOf({ label, phase, box: [x0, x1, y0, y1] }) {
    const left = Math.max(stage.x(x0), stage.left);
    const width = Math.min(stage.x(x1), stage.right) - left;
    if (!label || width < LEAST_PX) return null;
    const name = h("span", {}, label);
    name.style.left = `${left + 5}px`;
    name.style.maxWidth = `${width - 10}px`;
    name.style.top = `${phase ? stage.y(y0) - ABOVE_PX : stage.y((y0 + y1) / 2) - ABOVE_PX / 2}px`;
    return name;
  }

  return {
    element,
    place,
    /**
     * @param {Place[]} next
     * @param {Labels} drawn
     */
    update(next, drawn) {
      places = next;
      labels = drawn;
      place();
    },
  };
}

/**
 * Where ages change in a closer view, as ticks of the axis of ages; none where they would crowd each other, and none after
 * the day of the account.
 *
 * @param {Fact[]} facts
 * @param {Pick<Sight, "days">} sight
 * @param {number} widthPx
 * @param {number} asOf
 * @returns {[day: number, text: string][]}
 */
export function ageTicks(facts, sight, widthPx, asOf) {
  const [from, to] = sight.days;
  const ages = facts.flatMap(({ part, first = from, text }) =>
    part === "age" && first > from && first < to && first <= asOf
      ? [/** @type {[number, string]} */ ([first, text])]
      : [],
  );
  return ages.length * AGE_ROOM_PX > widthPx ? [] : ages;
}

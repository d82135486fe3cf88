// The marks by keyboard: one of them at a time is a button over the chart, in order of time.

import { h } from "./dom.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { Box, ChartFace, Place } from "./faces.d.ts"
 * @typedef {import("./chart-stage.js").Stage} Stage
 */

const LEAP = 10;
const AIR_PX = 4;
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: LEAP, PageUp: -LEAP };

/**
 * Which of `count` marks a key reaches from one of them; null where it is none of these keys.
 *
 * @param {string} key
 * @param {number} present
 * @param {number} count
 */
export function reachedMark(key, present, count) {
  const wanted = key === "Home" ? 0 : key === "End" ? count - 1 : present + (STEPS[key] ?? NaN);
  return Number.isNaN(wanted) ? null : Math.min(Math.max(wanted, 0), count - 1);
}

/**
 * `open` opens an entry for editing; `seen` is called with the box of a mark that the keys came to.
 *
 * @param {Context<ChartFace>} context
 * @param {Stage} stage
 * @param {{ open: (id: string) => void, seen: (box: Box) => void }} told
 */
export function marks(context, stage, { open, seen }) {
  /** @param {string} key */
  const word = (key) => context.word("chart", key);
  /** @type {Place[]} */
  let places = [];
  let present = 0;
  let chosen = "";
  /** @type {HTMLElement | null} */
  let current = null;
  const tip = h("div", { class: "imw-tip", "aria-hidden": "true", hidden: true });
  const ring = h("div", { class: "imw-ring", "aria-hidden": "true", hidden: true });
  const group = h("div", { role: "group", "aria-label": word("marks") });

  function draw() {
    const entry = places.at(present);
    const before = current;
    const hadFocus = before === document.activeElement;
    current = entry
      ? h("button", {
          type: "button",
          class: "imw-mark",
          "aria-label": entry.words,
          click: () => open(entry.id),
          keydown: step,
          focus: arrive,
          blur: leave,
        })
      : null;
    if (current) group.append(current);
    place();
    if (hadFocus) current?.focus({ preventScroll: true });
    before?.remove();
  }

  /** @param {KeyboardEvent} event */
  function step(event) {
    const next = reachedMark(event.key, present, places.length);
    if (next === null) return;
    event.preventDefault();
    if (next === present) return;
    present = next;
    draw();
  }

  function arrive() {
    const entry = places[present];
    tip.textContent = entry.words;
    tip.hidden = false;
    seen(entry.box);
    place();
    current?.scrollIntoView({ block: "nearest" });
  }

  function leave() {
    tip.hidden = true;
  }

  /**
   * The box of a mark in pixels, cut to what is in sight; null where it is out of sight.
   *
   * @param {Box} box
   */
  function boxOf([x0, x1, y0, y1]) {
    const left = Math.max(stage.x(x0), stage.left) - AIR_PX;
    const right = Math.min(stage.x(x1), stage.right) + AIR_PX;
    if (right < stage.left || left > stage.right) return null;
    const [middle, half] = [(left + right) / 2, Math.max((right - left) / 2, 12)];
    const [top, bottom] = [stage.y(y0) - AIR_PX, stage.y(y1) + AIR_PX];
    const reach = Math.max((bottom - top) / 2, 12);
    return { left: middle - half, width: half * 2, top: (top + bottom) / 2 - reach, height: reach * 2 };
  }

  /**
   * @param {HTMLElement} element
   * @param {ReturnType<typeof boxOf>} box
   */
  function put(element, box) {
    element.classList.toggle("imw-out-of-sight", !box);
    for (const [side, size] of Object.entries(box ?? {})) element.style.setProperty(side, `${size}px`);
  }

  function place() {
    if (!stage.ready) return;
    const entry = places.at(present);
    if (current && entry) {
      const box = boxOf(entry.box);
      put(current, box);
      if (box && !tip.hidden) {
        tip.style.top = `${box.top + box.height + 6}px`;
        const room = stage.right - tip.offsetWidth;
        tip.style.left = `${Math.max(Math.min(box.left, room), 0)}px`;
      }
    }
    const opened = places.find((one) => one.id === chosen);
    ring.hidden = !opened;
    if (opened) put(ring, boxOf(opened.box));
  }

  return {
    elements: [group, ring, tip],
    place,
    /**
     * Take up the entries; the present one stays the present one.
     *
     * @param {Place[]} next
     */
    update(next) {
      const id = places.at(present)?.id;
      places = next;
      present = Math.max(
        places.findIndex((one) => one.id === id),
        0,
      );
      draw();
    },
    /**
     * Ring the entry that is open for editing; an empty id rings none.
     *
     * @param {string} id
     */
    choose(id) {
      chosen = id;
      place();
    },
    /**
     * Bring the keys to an entry.
     *
     * @param {string} id
     */
    focus(id) {
      const at = places.findIndex((one) => one.id === id);
      if (at < 0) return false;
      present = at;
      draw();
      current?.focus({ preventScroll: true });
      return true;
    },
  };
}

// The tools over the chart: how much of the life is in sight, which bands are shown.

import { button, focusedIn, h, refocus } from "./dom.js";
import { longDay } from "./chart-days.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { Band, ChartFace } from "./faces.d.ts"
 * @typedef {import("./chart-sight.js").Sight} Sight
 */

const CLOSER = 0.6;
/** @type {import("./chart-days.js").ZoomKey[]} */
const ZOOMS = ["whole", "decade", "year", "month"];

/**
 * `day` gives the day of the reading line, around which the zoom goes.
 *
 * @param {Context<ChartFace>} context
 * @param {Sight} sight
 * @param {() => number} day
 * @param {HTMLElement[]} extra
 */
export function tools(context, sight, day, extra) {
  /** @param {string} key */
  const word = (key) => context.word("chart", key);
  /**
   * @param {string} label
   * @param {() => void} click
   * @param {import("./dom.js").Attributes} attributes
   */
  const small = (label, click, attributes) =>
    button(label, "plain", click, { class: "imw-button imw-plain imw-small", ...attributes });
  const zooms = ZOOMS.map((key) => ({
    key,
    element: small(word(`zoom_${key}`), () => sight.zoomTo(key, day()), { "aria-pressed": "false" }),
  }));
  const closer = small("+", () => sight.scale(CLOSER, day()), { "aria-label": word("closer"), title: word("closer") });
  const further = small("−", () => sight.scale(1 / CLOSER, day()), {
    "aria-label": word("further"),
    title: word("further"),
  });
  const earlier = small("‹", () => sight.move(-sight.length), {
    "aria-label": word("earlier"),
    title: word("earlier"),
  });
  const later = small("›", () => sight.move(sight.length), { "aria-label": word("later"), title: word("later") });
  const rows = small(word("roomy"), flipRows, { "aria-pressed": "false" });
  const days = h("p", { class: "imw-sight", "aria-live": "polite" });
  const bands = h("div", { class: "imw-bands", role: "group", "aria-label": word("bands") });
  const element = h(
    "div",
    { class: "imw-chart-tools" },
    h("div", { class: "imw-zooms", role: "group", "aria-label": word("zoom") }, ...zooms.map(({ element }) => element)),
    h("div", { class: "imw-zooms", role: "group", "aria-label": word("zoom_by") }, further, closer, earlier, later),
    h("div", { class: "imw-tools-end" }, rows, ...extra),
    h("div", { class: "imw-chart-second" }, bands, days),
  );

  function flipRows() {
    context.ask("rows", { roomy: rows.getAttribute("aria-pressed") !== "true" });
  }

  return {
    element,
    flipRows,
    /** @param {boolean} roomy */
    drawRows(roomy) {
      rows.setAttribute("aria-pressed", String(Boolean(roomy)));
    },
    /** Show which zoom it is, and the days in sight where they are not all. */
    drawZoom() {
      for (const one of zooms) one.element.setAttribute("aria-pressed", String(one.key === sight.zoom.key));
      const [from, to] = sight.days;
      const whole = !sight.chosen;
      for (const one of [further, earlier, later]) one.setAttribute("aria-disabled", String(whole));
      const words = whole
        ? ""
        : word("sight")
            .replace("{from}", longDay(from))
            .replace("{to}", longDay(to - 1));
      if (days.textContent !== words) days.textContent = words;
    },
    /** @param {Band[]} [list] */
    drawBands(list = []) {
      const focused = focusedIn(bands)?.dataset.band ?? "";
      bands.hidden = !list.length;
      bands.replaceChildren(
        h("span", { class: "imw-help", "aria-hidden": "true" }, word("bands")),
        ...list.map(({ key, label, folded }) =>
          h(
            "button",
            {
              type: "button",
              class: "imw-band",
              "data-band": key,
              "aria-pressed": String(!folded),
              click: () => context.ask("fold", { band: key, folded: !folded }),
            },
            h("span", { class: "imw-tick", "aria-hidden": "true" }, folded ? "" : "✓"),
            label,
          ),
        ),
      );
      if (focused) refocus(bands, "band", focused);
    },
  };
}

/**
 * Keys that mean the same anywhere in the chart. Gives whether the key was one of them.
 *
 * @param {KeyboardEvent} event
 * @param {Sight} sight
 * @param {number} day
 * @param {{ flip(): void }} table
 * @param {{ flipRows(): void }} bar
 */
export function zoomKey(event, sight, day, table, bar) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  /** @type {Record<string, (() => void) | undefined>} */
  const keys = {
    "+": () => sight.scale(CLOSER, day),
    "=": () => sight.scale(CLOSER, day),
    "-": () => sight.scale(1 / CLOSER, day),
    0: () => sight.whole(),
    w: () => sight.whole(),
    d: () => sight.zoomTo("decade", day),
    y: () => sight.zoomTo("year", day),
    m: () => sight.zoomTo("month", day),
    t: () => table.flip(),
    r: () => bar.flipRows(),
  };
  const does = keys[event.key.toLowerCase()];
  does?.();
  return Boolean(does);
}

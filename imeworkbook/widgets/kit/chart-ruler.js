// The years (closer, the months or days) once more, at the top edge, while the axis of the drawing is out of sight.

import { rulerTicks } from "./chart-days.js";
import { h } from "./dom.js";

/**
 * @typedef {import("./chart-sight.js").Sight} Sight
 * @typedef {import("./chart-stage.js").Stage} Stage
 */

/**
 * `element` stands before `host`, in which the drawing scrolls sideways where it has no room; `axis` stands over the drawing.
 *
 * @param {Stage} stage
 * @param {Sight} sight
 * @param {HTMLElement} host
 */
export function ruler(stage, sight, host) {
  const strip = h("div", { class: "imw-ruler-strip" });
  const element = h("div", { class: "imw-ruler", "aria-hidden": "true" }, strip);
  const axis = h("div", { class: "imw-axis-place" });
  const watcher = new IntersectionObserver(([{ isIntersecting }]) =>
    element.classList.toggle("imw-ruler-needed", !isIntersecting),
  );
  watcher.observe(axis);
  const slide = () => {
    strip.style.transform = `translateX(${-host.scrollLeft}px)`;
  };
  host.addEventListener("scroll", slide);

  return {
    element,
    axis,
    /** @param {[top: number, base: number]} [heights] of the axis of the drawing */
    place(heights) {
      if (!stage.ready || !heights) return;
      axis.style.top = `${stage.y(heights[0])}px`;
      axis.style.height = `${stage.y(heights[1]) - stage.y(heights[0])}px`;
      const ticks = rulerTicks(...sight.days, stage.size.w).map(({ day, text }) => {
        const tick = h("span", {}, text);
        tick.style.left = `${stage.x(day)}px`;
        return tick;
      });
      strip.replaceChildren(...ticks);
      slide();
    },
    destroy: () => watcher.disconnect(),
  };
}

// The pointer over the chart: the reading line follows it, and the wheel looks closer or moves through time.

/**
 * @typedef {import("./chart-sight.js").Sight} Sight
 * @typedef {import("./chart-stage.js").Stage} Stage
 */

const WHEEL_FACTOR = 0.002;

/**
 * Listen to the pointer over `host`, in which `plot` is drawn; `move` hears the day under it. Gives what ends it.
 *
 * @param {HTMLElement} host
 * @param {HTMLElement} plot
 * @param {Stage} stage
 * @param {Sight} sight
 * @param {(day: number) => void} move
 */
export function pointer(host, plot, stage, sight, move) {
  let frame = 0;
  /** @param {MouseEvent} event */
  const xOf = (event) => event.clientX - plot.getBoundingClientRect().left;

  /** @param {PointerEvent} event */
  function follow(event) {
    if (!stage.ready || event.buttons > 1 || (event.buttons === 1 && event.type === "pointermove")) return;
    const x = xOf(event);
    if (x < stage.left || x > stage.right) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => move(Math.floor(stage.day(x))));
  }

  /**
   * The wheel with Ctrl looks closer, sideways it moves through time; alone it scrolls the page.
   *
   * @param {WheelEvent} event
   */
  function wheel(event) {
    if (!stage.ready) return;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !(sideways && sight.chosen)) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) sight.scale(Math.exp(event.deltaY * WHEEL_FACTOR), stage.day(xOf(event)));
    else sight.move((event.deltaX / stage.size.w) * sight.length);
  }

  host.addEventListener("pointermove", follow);
  host.addEventListener("pointerdown", follow);
  host.addEventListener("wheel", wheel, { passive: false });
  return () => cancelAnimationFrame(frame);
}

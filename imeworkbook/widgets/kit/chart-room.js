// How high the two histories may be drawn, so that both of them are in sight at once.

const NARROW_PX = 700; // in a narrower window one scrolls anyway, and rows stay as high as a finger needs
const FOOT_PX = 14; // above and below what is drawn

/**
 * The height that both histories have, in pixels; null where it does not matter. What begins in the lower half of a
 * window is scrolled to, and then has all of it.
 *
 * @param {{ width: number, height: number, top: number }} window its size, and where the drawing begins in it unscrolled
 */
export function roomFor({ width, height, top }) {
  if (width < NARROW_PX) return null;
  return Math.max(Math.round(height - (top < height / 2 ? top : 0) - FOOT_PX), 0);
}

/**
 * The window that an element is seen through: what scrolls around it, or the page. In the pixels of the element, which
 * larger text makes larger.
 *
 * @param {HTMLElement} element
 */
export function windowOf(element) {
  const zoom = /** @type {{ currentCSSZoom?: number }} */ (element).currentCSSZoom ?? 1;
  const around = scroller(element.parentElement);
  const above = element.getBoundingClientRect().top - around.getBoundingClientRect().top + around.scrollTop;
  const root = around === document.documentElement;
  const top = root ? element.getBoundingClientRect().top + window.scrollY : above;
  return { width: around.clientWidth, height: around.clientHeight / zoom, top: top / zoom };
}

/**
 * @param {HTMLElement | null} from
 * @returns {HTMLElement}
 */
function scroller(from) {
  if (from === null || from === document.documentElement) return document.documentElement;
  const { overflowY } = getComputedStyle(from);
  const scrolls = from !== document.body && (overflowY === "auto" || overflowY === "scroll");
  return scrolls && from.clientHeight > 0 ? from : scroller(from.parentElement);
}

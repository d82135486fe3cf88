// Tells the kernel which cards are in sight: these it draws first, the others when it has nothing else to do.

import { freshId } from "./dom.js";

const FIRST_MS = 300; // until what was just drawn has its place in the page

/**
 * Follow whether a drawing of a card is in sight; gives what ends it.
 *
 * @param {HTMLElement} root
 * @param {import("./context.d.ts").PageState} page
 * @param {(what: string, fields: object) => void} ask
 */
export function sight(root, page, ask) {
  page.name ??= crypto.getRandomValues(new Uint32Array(2)).join("-");
  const view = freshId("view");
  /** @type {boolean | null} */
  let told = null;
  /** @param {boolean} seen */
  const tell = (seen) => {
    if (seen === told) return;
    told = seen;
    ask("sight", { page: page.name, view, seen, again: true });
  };
  const look = () => tell(root.getClientRects().length > 0);
  const watcher = new ResizeObserver(look);
  watcher.observe(root);
  const timer = setTimeout(look, FIRST_MS);
  return () => {
    clearTimeout(timer);
    watcher.disconnect();
    if (told) tell(false);
  };
}

"""What is outside the window, lies on something else, or is too small to press: found by one script in the page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# A box counts as far as it can be seen: what an ancestor cuts off, or scrolls away, is not on the page.
LOOK = """() => {
  const LEAST_PX = 24; // of what is pressed (WCAG 2.2, 2.5.8)
  const CONTROL = "button, input, select, textarea, summary, a[href], iframe, [tabindex='0']";
  const front = document.querySelector(".imw-chapter:not(.lm-mod-hidden) .jp-WindowedPanel-outer");
  const header = document.querySelector(".imw-header");
  const wrong = new Set();
  for (const one of front.querySelectorAll("details")) one.open = true;
  const name = (one) => {
    const words = one.getAttribute("aria-label") || one.textContent || one.name || one.className;
    return `${one.tagName.toLowerCase()} “${String(words).trim().slice(0, 40)}”`;
  };
  const box = (one) => one.getBoundingClientRect();
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const cut = ({ left, right, top, bottom }, other) => ({
    left: Math.max(left, other.left), right: Math.min(right, other.right),
    top: Math.max(top, other.top), bottom: Math.min(bottom, other.bottom),
  });
  const cutters = new Map();
  const cutter = (one) => { // the nearest that cuts what reaches out of it
    if (one === front || one === header || one === null) return null;
    const cuts = () => (getComputedStyle(one).overflowX === "visible" ? cutter(one.parentElement) : one);
    if (!cutters.has(one)) cutters.set(one, cuts());
    return cutters.get(one);
  };
  const things = [];
  const add = (one, control, its) => {
    for (let by = cutter(control ? one.parentElement : one); by; by = cutter(by.parentElement)) its = cut(its, box(by));
    const { left, right, top, bottom } = its;
    if (right - left > 2 && bottom - top > 2) things.push({ one, control, left, right, top, bottom });
  };
  const big = (one) => {
    const all = [one, ...(one.labels ?? [])].map(box);
    const [left, right] = [Math.min(...all.map((one) => one.left)), Math.max(...all.map((one) => one.right))];
    const [top, bottom] = [Math.min(...all.map((one) => one.top)), Math.max(...all.map((one) => one.bottom))];
    return right - left > LEAST_PX - 0.1 && bottom - top > LEAST_PX - 0.1;
  };
  const range = document.createRange();
  for (const room of [header, front]) {
    for (const one of room.querySelectorAll("*")) {
      // The chart's marks lie on one another on purpose; its own tests look at them.
      if (one.closest(".imw-plot-host, .imw-unseen, .imw-news") || !shown(one)) continue;
      if (one.matches(CONTROL)) {
        const style = getComputedStyle(one);
        if (style.pointerEvents === "none") continue;
        if (!big(one) && !(one.matches("p a, li a") && style.display === "inline")) {
          const { width, height } = box(one);
          wrong.add(`${name(one)} is ${Math.round(width)} × ${Math.round(height)} px`);
        }
        add(one, true, box(one));
        continue;
      }
      for (const node of one.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
        range.selectNodeContents(node);
        for (const its of range.getClientRects()) add(one, false, its);
      }
    }
  }
  for (const { one, left, right } of things)
    if (left < -1 || right > innerWidth + 1) wrong.add(`${name(one)} leaves the window`);
  for (const one of header.querySelectorAll("button")) {
    if (!shown(one)) continue;
    const { left, right, top, bottom } = box(one);
    if (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight) wrong.add(`${name(one)} leaves the window`);
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!one.contains(hit)) wrong.add(`${name(one)} cannot be pressed`);
  }
  for (const card of front.querySelectorAll(".imw-card"))
    if (card.checkVisibility() && box(card).right > innerWidth - 2) wrong.add("a card leaves its margin");
  for (const one of [document.documentElement, front])
    if (one.scrollWidth > one.clientWidth) wrong.add(`${one.scrollWidth - one.clientWidth} px to scroll sideways`);
  things.sort((a, b) => a.top - b.top);
  const AIR = { control: 1, text: 4 }; // the boxes of two lines of text reach a little into each other
  things.forEach((a, at) => {
    for (let next = at + 1; next < things.length && things[next].top < a.bottom - AIR.control; next++) {
      const b = things[next];
      const down = Math.min(a.bottom, b.bottom) - b.top;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (across <= AIR.control || down <= (a.control && b.control ? AIR.control : AIR.text)) continue;
      if (header.contains(a.one) !== header.contains(b.one)) continue; // the bar stays, the chapter scrolls below it
      const apart = [[a.one, b.one], [b.one, a.one]].every(
        ([one, other]) => !one.contains(other) && ![...(one.labels ?? [])].some((label) => label.contains(other)));
      if (apart) wrong.add(`${name(a.one)} lies on ${name(b.one)}`);
    }
  });
  return [...wrong];
}"""


def wrong_boxes(page: Page) -> list[str]:
    """What is wrong with the header and the chapter in front, as sentences; empty where nothing is.

    All that folds is opened first. A control's box is joined with those of its labels, which can be pressed as well.
    """
    found: list[Any] = page.evaluate(LOOK)
    return [str(one) for one in found]

// The parts of a copy: each can be left out, moved, and given a line of the person's own.

import { button, check, h, line } from "./dom.js";

export function parts(context) {
  const word = (key, heading = "") => context.word("copies", key).replace("{heading}", heading);
  const list = h("ol", { class: "imw-parts" });
  const block = h("details", { class: "imw-layout" },
    h("summary", {}, word("sections")), h("p", { class: "imw-help" }, word("sections_text")), list);
  let drawn = "";

  function row(one, place, all) {
    const inside = check(one.heading, one.in, () => context.ask("section", { key: one.key, in: inside.input.checked }),
      { disabled: one.fixed, "aria-label": word("section_in", one.heading) });
    const own = line(word("line"), { value: one.line, maxlength: "300", "aria-label": word("line_for", one.heading) });
    const keep = button(word("line_keep"), "plain", () => context.ask("line", { key: one.key, text: own.input.value }));
    const step = (sign, steps, key, possible) =>
      button(sign, "link", () => context.ask("move", { key: one.key, steps }),
        { "aria-label": word(key, one.heading), "data-focus": `${key}:${one.key}`, disabled: !possible });
    return h("li", { "data-key": one.key },
      h("div", { class: "imw-part" },
        inside,
        one.movable && h("span", { class: "imw-title-tools" },
          step("↑", -1, "up", place > 1), step("↓", 1, "down", place < all.length - 1))),
      h("details", { open: Boolean(one.line) },
        h("summary", { "aria-label": word("line_for", one.heading) }, word("line")),
        h("div", { class: "imw-add" }, own, keep)));
  }

  return {
    block,
    update(now) {
      const wanted = JSON.stringify(now);
      if (wanted === drawn) return;
      drawn = wanted;
      block.hidden = now.length === 0;
      const focus = list.contains(document.activeElement) ? focusMark(document.activeElement) : "";
      list.replaceChildren(...now.map(row));
      if (focus) findMark(focus)?.focus();
    },
  };

  /** Which control has the focus, so that it has it again when the list is drawn anew. */
  function focusMark(element) {
    const place = element.closest("li")?.dataset.key;
    return JSON.stringify([place, element.dataset.focus ?? element.tagName, element.type ?? ""]);
  }

  function findMark(mark) {
    const [place, what, type] = JSON.parse(mark);
    const item = list.querySelector(`li[data-key="${place}"]`);
    const same = [...(item?.querySelectorAll("button, input, summary") ?? [])].find(
      (one) => (one.dataset.focus ?? one.tagName) === what && (one.type ?? "") === type);
    if (!same?.disabled) return same;
    return [...item.querySelectorAll("button[data-focus]")].find((one) => !one.disabled);
  }
}

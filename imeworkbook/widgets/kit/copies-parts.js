// The parts of a copy: each can be left out, moved, and given a line of the person's own.

import { button, check, h, line } from "./dom.js";

export function parts(context) {
  const word = (key, heading = "") => context.word("copies", key).replace("{heading}", heading);
  const list = h("ol", { class: "imw-parts" });
  const block = h(
    "details",
    { class: "imw-layout" },
    h("summary", {}, word("sections")),
    h("p", { class: "imw-help" }, word("sections_text")),
    list,
  );
  const rows = new Map();
  let drawnFor = "";

  /** One part; what is typed in its line stands until it is kept, whatever else changes. */
  function makeRow(key) {
    const inside = check("", false, () => context.ask("section", { key, in: inside.input.checked }));
    const own = line(word("line"), { maxlength: "300" });
    const keep = () => context.ask("line", { key, text: own.input.value });
    const move = (sign, steps) => button(sign, "link", () => context.ask("move", { key, steps }));
    const [up, down] = [move("↑", -1), move("↓", 1)];
    const tools = h("span", { class: "imw-title-tools" }, up, down);
    const summary = h("summary", {}, word("line"));
    const folded = h(
      "details",
      {},
      summary,
      h("div", { class: "imw-add" }, own, button(word("line_keep"), "plain", keep)),
    );
    const item = h("li", { "data-key": key }, h("div", { class: "imw-part" }, inside, tools), folded);
    const label = inside.querySelector("label");
    let kept = null;
    own.input.addEventListener("change", keep);

    return {
      item,
      other: (one) => (one === up ? down : up),
      show(one, place, count) {
        label.textContent = one.heading;
        inside.input.setAttribute("aria-label", word("section_in", one.heading));
        inside.input.checked = one.in;
        inside.input.disabled = one.fixed;
        tools.hidden = !one.movable;
        up.setAttribute("aria-label", word("up", one.heading));
        up.disabled = place <= 1;
        down.setAttribute("aria-label", word("down", one.heading));
        down.disabled = place >= count - 1;
        for (const named of [summary, own.input]) named.setAttribute("aria-label", word("line_for", one.heading));
        if (one.line === kept) return;
        if (kept === null || own.input.value === kept) own.input.value = one.line;
        if (one.line) folded.open = true;
        kept = one.line;
      },
    };
  }

  return {
    block,
    update(reader, now) {
      block.hidden = now.length === 0;
      if (reader !== drawnFor) rows.clear();
      drawnFor = reader;
      for (const { key } of now) if (!rows.has(key)) rows.set(key, makeRow(key));
      const items = now.map(({ key }) => rows.get(key).item);
      const active = document.activeElement;
      if (items.length !== list.children.length || items.some((item, place) => item !== list.children[place]))
        list.replaceChildren(...items);
      now.forEach((one, place) => rows.get(one.key).show(one, place, now.length));
      if (list.contains(active))
        (active.disabled ? rows.get(active.closest("li").dataset.key).other(active) : active).focus();
    },
  };
}

// The parts of a copy: each can be left out, moved, and given a line of the person's own.

import { button, check, focusedIn, h, line } from "./dom.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { CopiesFace, CopyPart } from "./faces.d.ts"
 */

/** @param {Context<CopiesFace>} context */
export function parts(context) {
  /** @param {string} key */
  const word = (key, heading = "") => context.word("copies", key).replace("{heading}", heading);
  const list = h("ol", { class: "imw-parts" });
  const block = h(
    "details",
    { class: "imw-layout" },
    h("summary", {}, word("sections")),
    h("p", { class: "imw-help" }, word("sections_text")),
    list,
  );
  /** @type {Map<string, ReturnType<typeof makeRow>>} */
  const rows = new Map();
  let drawnFor = "";

  /**
   * One part; what is typed in its line stands until it is kept, whatever else changes.
   *
   * @param {string} key
   */
  function makeRow(key) {
    const inside = check("", false, () => context.ask("section", { key, in: inside.input.checked }));
    const own = line(word("line"), { maxlength: "300" });
    const keep = () => context.ask("line", { key, text: own.input.value });
    /**
     * @param {string} sign
     * @param {number} steps
     */
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
    /** @type {string | null} */
    let kept = null;
    own.input.addEventListener("change", keep);

    return {
      item,
      other: (/** @type {Element} */ one) => (one === up ? down : up),
      /**
       * @param {CopyPart} one
       * @param {number} place
       * @param {number} count
       */
      show(one, place, count) {
        inside.named.textContent = one.heading;
        inside.input.setAttribute("aria-label", word("section_in", one.heading));
        if (context.turns.settled()) inside.input.checked = one.in;
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

  /**
   * What has the keys now: the button that moves the other way, where a part cannot be moved further.
   *
   * @param {HTMLElement} active
   */
  function standIn(active) {
    if (!(active instanceof HTMLButtonElement && active.disabled)) return active;
    return rows.get(active.closest("li")?.dataset.key ?? "")?.other(active) ?? active;
  }

  return {
    block,
    /**
     * @param {string} reader
     * @param {CopyPart[]} now
     */
    update(reader, now) {
      block.hidden = now.length === 0;
      if (reader !== drawnFor) rows.clear();
      drawnFor = reader;
      for (const { key } of now) if (!rows.has(key)) rows.set(key, makeRow(key));
      const items = now.flatMap(({ key }) => rows.get(key)?.item ?? []);
      const active = focusedIn(list);
      if (items.length !== list.children.length || items.some((item, place) => item !== list.children[place]))
        list.replaceChildren(...items);
      now.forEach((one, place) => rows.get(one.key)?.show(one, place, now.length));
      if (active && list.contains(active)) standIn(active).focus();
    },
  };
}

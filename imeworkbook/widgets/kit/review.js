// Worth another look: questions, each to be left as it is, changed in place, or talked about.

import { button, focusedIn, h } from "./dom.js";
import { form } from "./form.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { ReviewFace, ReviewRow, Said } from "./faces.d.ts"
 */

const AT_FIRST = 5;

/**
 * @param {Context<ReviewFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function review(context, root) {
  const inner = form(context, { edit: true });
  /** @type {Map<string, ReturnType<typeof makeRow>>} */
  const rows = new Map();
  const title = h("h2", { tabindex: "-1" });
  const text = h("p", { class: "imw-quiet" });
  const empty = h("p", { role: "status" });
  const list = h("ol", { class: "imw-questions" });
  const foot = h("div", { class: "imw-ways imw-thin" });
  root.append(h("section", { class: "imw-card" }, title, text, context.notice.line, empty, list, foot));
  /** @type {Said} */
  let said = {};
  let all = false;
  let shownFoot = "";

  function makeRow() {
    const head = h("div", {});
    const slot = h("div", { class: "imw-row-slot" });
    return { element: h("li", {}, head, slot), head, slot, drawn: "" };
  }

  /**
   * @param {ReturnType<typeof makeRow>} row
   * @param {ReviewRow} one
   */
  function drawHead(row, one) {
    /** @param {string} what */
    const ask =
      (what, fields = {}) =>
      () =>
        context.ask(what, { key: one.key, ...fields });
    /** @param {string} label */
    const about = (label) => ({ "aria-label": `${label}. ${one.question}` });
    /** @param {string} way */
    const small = (way) => ({ class: "imw-button imw-plain imw-small", "data-way": way });
    /** @param {ReviewRow["entries"][number]} it */
    const entry = (it) => {
      const name = [it.label, it.when].filter(Boolean).join(", ");
      return h(
        "li",
        {},
        h(
          "span",
          {},
          it.label,
          h("span", { class: "imw-quiet" }, [" ", it.detail, it.when].filter(Boolean).join(" · ")),
        ),
        button(said.change, "link", ask("open", { id: it.id }), {
          "data-way": `open:${it.id}`,
          "aria-label": `${said.change}: ${name}`,
        }),
      );
    };
    /** @param {ReviewRow["orderings"][number]} it */
    const ordering = (it) =>
      h(
        "li",
        {},
        h("span", {}, it.text),
        button(said.take_back, "link", ask("take_back", { id: it.id }), {
          "data-way": `back:${it.id}`,
          "aria-label": `${said.take_back}: ${it.text}`,
        }),
      );
    row.head.replaceChildren(
      h("p", { class: "imw-question" }, one.question),
      one.impossible ? h("p", { class: "imw-help" }, said.impossible) : "",
      one.entries.length
        ? h("ul", { class: "imw-question-about" }, ...one.entries.map(entry), ...one.orderings.map(ordering))
        : "",
      h(
        "div",
        { class: "imw-question-ways" },
        button(said.right, "plain", ask("right"), { ...small("right"), ...about(said.right) }),
        one.chapter
          ? button(said.chapter, "plain", () => context.go(one.chapter), { ...small("go"), ...about(said.chapter) })
          : "",
        one.flagged
          ? h(
              "span",
              { class: "imw-flagged" },
              said.flagged,
              " ",
              button(said.unflag, "link", ask("flag", { talk: false }), { ...about(said.unflag), "data-way": "flag" }),
            )
          : button(said.talk, "link", ask("flag", { talk: true }), { ...about(said.talk), "data-way": "flag" }),
      ),
    );
  }

  /** Which question and which of its buttons has the focus, so that one close by has it when the list is drawn anew. */
  function focusPlace() {
    const held = focusedIn(list);
    const item = held?.closest("ol > li");
    return held && item ? { place: [...list.children].indexOf(item), item, way: held.dataset.way ?? "" } : null;
  }

  /** @param {ReturnType<typeof focusPlace>} was */
  function bringFocusBack(was) {
    if (!was || list.contains(document.activeElement)) return;
    const item = was.item.isConnected ? was.item : list.children[Math.min(was.place, list.children.length - 1)];
    /** @type {HTMLElement[]} */
    const ways = [...(item?.querySelectorAll("[data-way]") ?? [])].filter((way) => way instanceof HTMLElement);
    (ways.find((one) => one.dataset.way === was.way) ?? ways[0] ?? title).focus();
  }

  /**
   * @param {number} hidden so many questions are not shown yet
   * @param {ReviewFace} face
   */
  function drawFoot(hidden, face) {
    const wanted = JSON.stringify([hidden, face.right]);
    if (wanted === shownFoot) return;
    shownFoot = wanted;
    foot.replaceChildren(
      hidden
        ? button(hidden === 1 ? said.more_one : said.more.replace("{n}", String(hidden)), "link", () => {
            const first = list.children.length;
            all = true;
            update(face);
            list.children[first]?.querySelector("button")?.focus();
          })
        : "",
      face.right ? button(said.again.replace("{n}", String(face.right)), "link", () => context.ask("again")) : "",
    );
  }

  /** @param {ReviewFace} face */
  function update(face) {
    if (!face.rows) return;
    said = face.said;
    [title.textContent, text.textContent, empty.textContent] = [said.title, said.text, said.empty];
    empty.hidden = face.rows.length > 0;
    const was = focusPlace();
    const shown = all ? face.rows : face.rows.slice(0, AT_FIRST);
    const present = new Set(shown.map((one) => one.key));
    for (const [key, row] of rows) {
      if (present.has(key)) continue;
      if (row.slot.contains(inner.element)) inner.element.remove();
      row.element.remove();
      rows.delete(key);
    }
    shown.forEach((one, place) => {
      const row = rows.get(one.key) ?? makeRow();
      rows.set(one.key, row);
      const wanted = JSON.stringify(one);
      if (row.drawn !== wanted) drawHead(row, one);
      row.drawn = wanted;
      if (list.children[place] !== row.element) list.insertBefore(row.element, list.children[place] ?? null);
    });
    const home = face.form ? rows.get(face.at) : undefined;
    if (home && inner.element.parentElement !== home.slot) home.slot.replaceChildren(inner.element);
    inner.update(home ? face.form : null);
    drawFoot(face.rows.length - shown.length, face);
    bringFocusBack(was);
  }

  return {
    update,
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) inner.focusHeading();
      if (message.kept) title.focus();
      if (message.offer === "undo") return context.offerUndo(message, said.undo);
      return Boolean(message.look || message.opened);
    },
    destroy: () => inner.destroy(),
  };
}

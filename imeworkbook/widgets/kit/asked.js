// What is usually asked: each question with what is written down, or a word in its place. Folded until it is wanted.

import { button, choices, freshId, h, selectOf } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { AskedFace, AskedPart, Said } from "./faces.d.ts"
 */

/**
 * `write(question)` begins to write an answer down in the form above; without it there is no such button.
 *
 * @param {Pick<Context, "ask">} context
 * @param {(question: string) => void} [write]
 */
export function askedPart(context, write) {
  const title = h("summary", {});
  const text = h("p", { class: "imw-quiet" });
  const list = h("ul", { class: "imw-asked-list" });
  const who = h("div", {});
  const element = h("details", { class: "imw-more imw-asked" }, title, text, list, who);
  let drawn = "";
  /** @type {Map<string, ReturnType<typeof makeRow>>} */
  let rows = new Map();
  /** @type {ReturnType<typeof choices> | null} */
  let audience = null;

  /**
   * @param {AskedPart["rows"][number]} row
   * @param {Said} said
   */
  function makeRow(row, said) {
    const id = freshId("asked");
    const select = selectOf(row.options, (state) => context.ask("asked", { question: row.id, state }), { id });
    const given = h("span", { class: "imw-reading" });
    const begin =
      write && row.write
        ? button(said.write, "link", () => write(row.id), { "aria-label": `${said.write}: ${row.label}` })
        : null;
    const element = h(
      "li",
      {},
      h("label", { for: id }, row.label),
      h("div", { class: "imw-asked-answer" }, given, select, begin),
    );
    return {
      element,
      /** @param {AskedPart["rows"][number]} now */
      show(now) {
        const open = now.state === "not_asked";
        select.value = now.state;
        given.textContent = now.given;
        given.hidden = !now.given;
        select.hidden = Boolean(now.given) && open;
        select.classList.toggle("imw-asked-open", open);
        if (begin) begin.hidden = Boolean(now.given) || !open;
      },
    };
  }

  return {
    element,
    /** @param {AskedPart} asked */
    update(asked) {
      if (drawn !== asked.key) {
        drawn = asked.key;
        rows = new Map(asked.rows.map((row) => [row.id, makeRow(row, asked.said)]));
        text.textContent = asked.said.text;
        list.replaceChildren(...[...rows.values()].map(({ element }) => element));
        audience = choices(asked.said.audience, asked.audiences, asked.audience, (value) =>
          context.ask("asked_audience", { audience: value }),
        );
        who.replaceChildren(audience);
      }
      title.textContent = asked.title;
      for (const row of asked.rows) rows.get(row.id)?.show(row);
      audience?.set(asked.audience);
    },
  };
}

/**
 * @param {Context<AskedFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function asked(context, root) {
  const part = askedPart(context);
  root.append(h("section", { class: "imw-card" }, part.element, context.notice.line));
  return {
    /** @param {AskedFace} face */
    update(face) {
      if (face.asked) part.update(face.asked);
    },
  };
}

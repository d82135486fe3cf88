// Three questions about the examination, and the chapters in an order that fits the time that is left.

import { button, h } from "./dom.js";
import { form } from "./form.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { ExaminationFace } from "./faces.d.ts"
 */

/**
 * @param {Context<ExaminationFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function examination(context, root) {
  /** @param {string} key */
  const word = (key) => context.word("examination", key);
  const inner = form(context);
  const order = h("section", { class: "imw-card imw-order" });
  root.append(
    h(
      "section",
      { class: "imw-card" },
      h("h2", {}, word("title")),
      h("p", { class: "imw-quiet" }, word("text")),
      inner.element,
      context.notice.line,
    ),
    order,
  );
  let shown = "";
  /** @param {string} sheet */
  const make = (sheet) => context.ask("make", { sheet, country: localStorage.getItem("imeworkbook.country") ?? "" });

  return {
    /** @param {ExaminationFace} face */
    update(face) {
      inner.update(face.form);
      const wanted = JSON.stringify([face.left, face.short, face.steps]);
      if (wanted === shown) return;
      shown = wanted;
      order.classList.toggle("imw-green", Boolean(face.short));
      const intro = face.short ? word("short_text") : face.left ? "" : word("unknown_text");
      order.replaceChildren(
        ...[
          h("h2", {}, word(face.short ? "short_title" : "order_title")),
          h("p", { role: "status" }, [face.left, intro].filter(Boolean).join(" ")),
          h(
            "ol",
            { class: "imw-steps" },
            ...(face.steps ?? []).map((step) =>
              h(
                "li",
                {},
                button(step.title, "link", () => context.go(step.chapter)),
                h("span", {}, step.text),
              ),
            ),
          ),
          face.short &&
            h(
              "div",
              { class: "imw-ways", role: "group", "aria-label": word("papers") },
              ...["day", "after", "blank"].map((sheet) => button(word(`paper_${sheet}`), "plain", () => make(sheet))),
            ),
        ].filter((part) => part !== false),
      );
    },
    hear(message) {
      if (message.look) inner.look();
      return Boolean(message.look);
    },
    destroy: () => inner.destroy(),
  };
}

// Landmarks: safe questions, one at a time; each has a short form, and each can be left.

import { chipRow } from "./chips.js";
import { button, h } from "./dom.js";
import { form } from "./form.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { LandmarksFace } from "./faces.d.ts"
 */

/**
 * @param {Context<LandmarksFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function landmarks(context, root) {
  /** @type {LandmarksFace | null} */
  let face = null;
  /** @param {string} key */
  const word = (key) => face?.landmarks?.[key] ?? "";
  const inner = form(context);
  const chips = chipRow(context.shown.get("face").landmarks.choose, (key) => {
    context.notice.say("");
    inner.turn("pick", { key });
  });
  const title = h("h2", { class: "imw-title", tabindex: "-1" });
  const why = h("p", { class: "imw-quiet" });
  const said = h("p", { class: "imw-reading" });
  const ways = h("div", { class: "imw-ways imw-thin" });
  const seen = h("p", { class: "imw-help", role: "status" });
  root.append(
    chips.element,
    h(
      "section",
      { class: "imw-card" },
      h("div", { class: "imw-title-block" }, title, why),
      said,
      inner.element,
      context.notice.line,
      ways,
      seen,
    ),
  );

  /** @param {LandmarksFace["chips"][number]} chip */
  const chipOf = ({ key, label, state, draft }) => ({
    key,
    text: label,
    done: Boolean(state),
    draft,
    note: state === "given" ? word("has_entries") : state === "never" ? word("none") : "",
  });

  return {
    /** @param {LandmarksFace} next */
    update(next) {
      if (!next.chips) return;
      face = next;
      chips.element.setAttribute("aria-label", word("choose"));
      chips.update(next.chips.map(chipOf), next.chosen);
      title.textContent = next.ask;
      why.textContent = next.why;
      said.textContent = next.none ? word("none_said") : "";
      said.hidden = !next.none;
      inner.element.hidden = next.none;
      inner.update(next.form);
      seen.textContent = next.seen ? word("all_seen") : "";
      const wanted = JSON.stringify([next.none, next.chosen]);
      if (ways.dataset.drawn === wanted) return;
      ways.dataset.drawn = wanted;
      const inside = ways.contains(document.activeElement);
      const on = button(word("next"), "plain", () => inner.turn("next"));
      const none = next.none
        ? button(word("take_back"), "link", () => context.ask("none", { none: false }))
        : button(word("none"), "link", () => context.ask("none", { none: true }));
      ways.replaceChildren(on, none);
      if (inside) on.focus();
    },
    hear(message) {
      if (message.look) inner.look();
      if (message.kept) inner.focusFirst();
      if (message.turned && !chips.element.contains(document.activeElement)) title.focus();
      return Boolean(message.look || message.turned);
    },
    destroy: () => inner.destroy(),
  };
}

// The substances as a row of chips; the chosen one with its form, or with an answer for the whole class.

import { askedPart } from "./asked.js";
import { chipRow } from "./chips.js";
import { button, h, reveal } from "./dom.js";
import { form } from "./form.js";
import { told } from "./language.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { SubstancesFace } from "./faces.d.ts"
 */

const ANSWERS = ["never", "dont_remember", "prefer_not"];

/**
 * @param {Context<SubstancesFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function substances(context, root) {
  /** @param {string} key */
  const word = (key) => context.word("substances", key);
  const inner = form(context);
  const chips = chipRow(word("choose"), pick);
  const title = h("h2", { class: "imw-title", tabindex: "-1" });
  const intro = h("p", { class: "imw-quiet" });
  const answers = h("div", { class: "imw-answers" });
  const next = h("button", { type: "button", class: "imw-button imw-plain" });
  next.addEventListener("click", () => pick(next.dataset.key ?? ""));
  const walked = h("p", { class: "imw-help" }, word("walked"));
  const usual = askedPart(context, (question) => inner.turn("write", { question }));
  root.append(
    h("p", { class: "imw-safety" }, word("safety")),
    chips.element,
    h(
      "section",
      { class: "imw-card imw-amber" },
      h("div", { class: "imw-title-block" }, title, intro),
      inner.element,
      context.notice.line,
      answers,
      usual.element,
      h("div", { class: "imw-ways imw-thin" }, next, walked),
      h("p", { class: "imw-help imw-aside" }, word("private")),
    ),
  );

  /** @param {SubstancesFace["chips"][number]} chip */
  const chipOf = (chip) => ({
    key: chip.key,
    text: chip.answer ? told(chip.label, lower(chip.answer)) : chip.label,
    done: chip.entries || Boolean(chip.answer),
    draft: chip.draft,
    note: chip.entries ? word("has_entries") : chip.draft ? word("draft") : "",
  });

  /** @param {string} substance */
  function pick(substance) {
    context.notice.say("");
    inner.turn("pick", { substance });
  }

  /** @param {SubstancesFace} face */
  function drawAnswers(face) {
    if (face.used) {
      answers.replaceChildren();
      return;
    }
    if (face.answer) {
      const said = word("answered").replace("{substance}", title.textContent).replace("{answer}", face.answer);
      answers.replaceChildren(
        h("p", { class: "imw-reading" }, said),
        button(word("take_back"), "link", () => context.ask("answer", { state: "" })),
      );
      return;
    }
    answers.replaceChildren(
      h("span", { class: "imw-help" }, word("instead")),
      ...ANSWERS.map((state) =>
        button(word(state), "plain", () => context.ask("answer", { state }), {
          class: "imw-button imw-plain imw-small",
        }),
      ),
    );
  }

  return {
    /** @param {SubstancesFace} face */
    update(face) {
      chips.update(face.chips.map(chipOf), face.chosen);
      const called = document.activeElement === next && next.dataset.key === face.chosen;
      title.textContent = face.chips.find((chip) => chip.key === face.chosen)?.label ?? "";
      intro.textContent = face.intro;
      inner.update(face.form);
      usual.update(face.asked);
      next.dataset.key = face.next?.key ?? "";
      next.textContent = face.next ? word("next").replace("{substance}", face.next.label) : "";
      next.hidden = !face.next;
      walked.hidden = Boolean(face.next);
      if (called) {
        reveal(title);
        title.focus({ preventScroll: true });
      }
      const wanted = JSON.stringify([face.used, face.answer, face.chosen]);
      if (answers.dataset.drawn !== wanted) {
        drawAnswers(face);
        answers.dataset.drawn = wanted;
      }
    },
    hear(message) {
      if (message.look) inner.look();
      if (message.kept) inner.focusFirst();
      return Boolean(message.look);
    },
    destroy: () => inner.destroy(),
  };
}

/** @param {string} text */
const lower = (text) => (text.startsWith("I ") ? text : text.charAt(0).toLowerCase() + text.slice(1));

// The plan for afterwards: kept while it is written, printed as one card.

import { button, freshId, h, line, PRIVATE_FIELD } from "./dom.js";
import { saver } from "./typing.js";

/**
 * @import { Body, Context, Saver } from "./context.d.ts"
 * @import { AftercareFace, AftercareWords, PlanPart, PlanText } from "./faces.d.ts"
 */

/**
 * @param {Context<AftercareFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function aftercare(context, root) {
  /** @type {Map<string, { typing: Saver<PlanText>, set(value: PlanText): void }>} */
  const fields = new Map();
  const people = h("ul", { class: "imw-plain-list" });
  const noPeople = h("p", { class: "imw-quiet" });
  let built = false;

  /**
   * Watch the controls of one part: a draft while typing, a record when the person goes on.
   *
   * @param {string} key
   * @param {{ heading?: HTMLInputElement, text: HTMLInputElement | HTMLTextAreaElement }} controls
   */
  function watch(key, { heading, text }) {
    /** @returns {PlanText} */
    const read = () => ({ heading: heading?.value ?? "", text: text.value });
    /** @type {Saver<PlanText>} */
    const typing = saver(context, { read, send: (typed, more) => context.ask("type", { key, ...typed, ...more }) });
    /** @type {[keyof PlanText, HTMLInputElement | HTMLTextAreaElement][]} */
    const controls = heading
      ? [
          ["heading", heading],
          ["text", text],
        ]
      : [["text", text]];
    fields.set(key, {
      typing,
      set(value) {
        if (typing.key === null) {
          const waits = typing.begin(key, { ...value });
          for (const [name, control] of controls) control.value = waits[name] ?? value[name];
          if (Object.keys(waits).length) typing.changed();
        }
        if (typing.holding) return;
        for (const [name, control] of controls)
          if (control.value !== value[name] && document.activeElement !== control) control.value = value[name];
      },
    });
    for (const [, control] of controls) {
      control.addEventListener("input", typing.changed);
      control.addEventListener("change", () => context.ask("keep", { key, ...read(), ...typing.along() }));
    }
  }

  /** @param {PlanPart} part */
  function textPart(part) {
    const id = freshId("plan");
    const helpId = part.help && freshId("help");
    const text = h("textarea", {
      id,
      rows: 2,
      class: "imw-input imw-short",
      "aria-describedby": helpId,
      ...PRIVATE_FIELD,
    });
    watch(part.key, { text });
    return h(
      "div",
      { class: "imw-field" },
      h("label", { for: id, class: "imw-label" }, part.label),
      text,
      part.help && h("p", { id: helpId, class: "imw-help" }, part.help),
    );
  }

  /**
   * @param {number} number
   * @param {AftercareWords} words
   */
  function signPart(number, words) {
    const row = words.row.replace("{n}", String(number));
    const heading = line(words.sign, { "aria-label": `${row}: ${words.sign}`, maxlength: 300 });
    const text = line(words.action, { "aria-label": `${row}: ${words.action}`, maxlength: 300 });
    watch(`sign-${number}`, { heading: heading.input, text: text.input });
    return h("div", { class: "imw-grid imw-sign" }, heading, text);
  }

  /** @param {AftercareFace} face */
  function build(face) {
    const { words, part, suggestion } = face.after;
    const numbers = [...Array(face.signs).keys()].map((index) => index + 1);
    noPeople.textContent = words.no_people;
    root.replaceChildren(
      h(
        "section",
        { class: "imw-card imw-safety-lines" },
        h("h2", {}, words.safety_title),
        bullets(words.safety),
        ...(words.unreviewed ? [h("p", { class: "imw-quiet" }, words.unreviewed), bullets(face.reviewed, "en")] : []),
      ),
      h(
        "section",
        { class: "imw-card" },
        h("h2", {}, words.plan_title),
        h("p", { class: "imw-quiet" }, words.plan_text),
        h("div", { class: "imw-plan-parts" }, ...part.map(textPart)),
      ),
      h(
        "section",
        { class: "imw-card" },
        h("h2", {}, words.signs_title),
        ...numbers.map((number) => signPart(number, words)),
        h(
          "details",
          { class: "imw-more" },
          h("summary", {}, words.suggestions),
          h(
            "ul",
            { class: "imw-bullets" },
            ...suggestion.map((one) => h("li", {}, `${words.sign} ${one.sign} ${words.action} ${one.action}.`)),
          ),
        ),
      ),
      h("section", { class: "imw-card" }, h("h2", {}, words.people_title), people, noPeople),
      h(
        "section",
        { class: "imw-card imw-green" },
        h("h2", {}, words.card_title),
        h("p", {}, words.card_text),
        h(
          "div",
          { class: "imw-foot" },
          h("span"),
          button(words.card, "primary", () => {
            flush();
            context.ask("card", { country: localStorage.getItem("imeworkbook.country") ?? "" });
          }),
        ),
        context.notice.line,
      ),
    );
  }

  const flush = () => {
    for (const { typing } of fields.values()) typing.now();
  };
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);

  return {
    /** @param {AftercareFace} face */
    update(face) {
      if (!face.after) return;
      if (!built) build(face);
      built = true;
      for (const [key, value] of Object.entries(face.values)) fields.get(key)?.set(value);
      people.replaceChildren(...face.people.map((one) => h("li", {}, one)));
      noPeople.hidden = face.people.length > 0;
    },
    destroy() {
      for (const { typing } of fields.values()) typing.end();
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
    },
  };
}

/**
 * @param {string[]} texts
 * @param {string} [lang] where it is not that of the page
 */
const bullets = (texts, lang) => h("ul", { class: "imw-bullets", lang }, ...texts.map((text) => h("li", {}, text)));

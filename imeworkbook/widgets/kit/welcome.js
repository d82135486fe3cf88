// The welcome card: begin, open, look around.

import { button, h, labelledSelect } from "./dom.js";
import { hearStrength, unlockForm } from "./gate.js";
import { choosePassphrase, codePanel, warnings } from "./passphrases.js";
import { saving } from "./typing.js";

const SOON_MS = 100;

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { WelcomeFace } from "./faces.d.ts"
 */

/**
 * @param {Context<WelcomeFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function welcome(context, root) {
  /** @param {string} key */
  const word = (key) => context.word("welcome", key);
  const codeHost = h("div");
  const body = h("div");
  const language = h("div", { class: "imw-language" });
  root.append(language, codeHost, body);
  let shown = "";
  let asked = false;

  /** @param {boolean} folded */
  function honest(folded) {
    const list = h(
      "div",
      { class: "imw-honest" },
      ...context.shown.get("face").honest.map(([title, text]) => h("div", {}, h("h3", {}, title), h("p", {}, text))),
    );
    if (folded) return h("details", { class: "imw-card imw-more" }, h("summary", {}, word("honest_title")), list);
    return h("section", { class: "imw-card" }, h("h2", {}, word("honest_title")), list);
  }
  /** @param {WelcomeFace} face */
  function offerLanguages(face) {
    if (language.children.length || face.languages.length < 2) return;
    const pick = (/** @type {string} */ code) => context.ask("language", { code });
    const { block, select } = labelledSelect(word("language"), face.languages, pick, { class: "imw-input imw-narrow" });
    select.value = face.language;
    language.append(block);
  }
  const lookAround = () =>
    h(
      "section",
      { class: "imw-card imw-choice-card" },
      h("div", {}, h("h2", {}, word("sample")), h("p", { class: "imw-quiet" }, word("sample_text"))),
      button(word("look"), "plain", () => context.ask("look")),
    );
  /** @param {WelcomeFace} face */
  const warning = (face) =>
    h("div", { hidden: !face.synced && !face.news?.length }, ...warnings([face.synced, ...(face.news ?? [])]));

  /** @param {WelcomeFace} face */
  function none(face) {
    return [
      honest(false),
      h(
        "section",
        { class: "imw-card" },
        h("h2", {}, word("begin")),
        h("p", { class: "imw-quiet" }, word("begin_text")),
        warning(face),
        choosePassphrase(context, word("make"), (typed) => {
          asked = true;
          context.ask("begin", typed);
        }),
        context.notice.line,
      ),
      lookAround(),
    ];
  }
  /** @param {WelcomeFace} face */
  function locked(face) {
    return [
      h(
        "section",
        { class: "imw-card" },
        h("h2", {}, word("open")),
        warning(face),
        unlockForm(context),
        context.notice.line,
      ),
      lookAround(),
      honest(true),
    ];
  }
  /** @param {WelcomeFace} face */
  function open(face) {
    const sample = face.state === "sample";
    const chapters = [
      ["go_work", "work-and-training"],
      ["go_use", "substance-use"],
      ["go_chart", "side-by-side"],
      ["go_copies", "copies"],
    ];
    return [
      h(
        "section",
        { class: `imw-card ${sample ? "" : "imw-green"}` },
        h("h2", {}, sample ? word("sample") : word("open_title")),
        h("p", {}, sample ? word("in_sample") : word("open_text")),
        h("p", { class: "imw-quiet" }, face.begun ? (face.counts ?? "") : word("empty_start")),
        h(
          "div",
          { class: "imw-ways" },
          ...chapters.map(([key, chapter], index) =>
            button(word(key), index === 0 ? "primary" : "plain", () => context.go(chapter)),
          ),
        ),
        warning(face),
        h(
          "div",
          { class: "imw-foot imw-thin" },
          sample ? h("span") : h("span", { class: "imw-help" }, face.where ?? ""),
          button(sample ? word("leave_sample") : word("lock"), sample ? "plain" : "link", () => context.ask("lock")),
        ),
        context.notice.line,
      ),
      honest(true),
    ];
  }

  return {
    /** @param {WelcomeFace} face */
    update(face) {
      const wanted = JSON.stringify([face.state, face.synced, face.counts, face.begun, face.news]);
      if (wanted === shown) return;
      const stateChanged = !shown || JSON.parse(shown)[0] !== face.state;
      shown = wanted;
      if (stateChanged) {
        context.strengths = [];
        context.notice.say("");
      }
      offerLanguages(face);
      const build = { none, locked, open, sample: open }[face.state];
      body.replaceChildren(...build(face));
    },
    hear(message) {
      if (hearStrength(context, message)) return true;
      if (message.reload !== undefined) return anew(context, message.reload);
      if (message.code === undefined) return false;
      if (!asked) return true;
      asked = false;
      const panel = codePanel(context, message.code, () => codeHost.replaceChildren());
      codeHost.replaceChildren(panel.element);
      panel.focus();
      return true;
    },
    destroy: () => codeHost.replaceChildren(),
  };
}

/**
 * Let the page come anew, once all that is typed is kept; elsewhere say what to do.
 *
 * @param {Context<WelcomeFace>} context
 * @param {string} instead
 */
function anew(context, instead) {
  if (!context.ours) context.tell(instead);
  else if (saving()) setTimeout(() => anew(context, instead), SOON_MS);
  else location.reload();
  return true;
}

// Choosing a passphrase, and the recovery code that comes with it.

import { button, h, submitted } from "./dom.js";
import { elsewhere, passphraseField, showTyped, strengthLine, take } from "./gate.js";

/**
 * @typedef {import("./gate.js").Line} Line
 * @typedef {import("./gate.js").Passing} Passing
 * @typedef {{ passphrase: string, again: string, [key: string]: string }} Typed
 */

/**
 * The recovery code, shown once, until the person says that it is written down.
 *
 * @param {Passing} context
 * @param {string} code
 * @param {() => void} done
 */
export function codePanel(context, code, done) {
  /** @param {string} key */
  const word = (key) => context.word("gate", key);
  const shown = h("output", { class: "imw-code" }, ...code.split("-").map((group) => h("span", {}, group)));
  const title = h("h2", { tabindex: "-1" }, word("code_title"));
  const element = h(
    "section",
    { class: "imw-card imw-green", role: "group", "aria-label": word("code_title") },
    title,
    h("p", {}, word("code_text")),
    shown,
    h(
      "div",
      { class: "imw-foot" },
      h("span"),
      button(word("code_done"), "primary", () => {
        shown.textContent = "";
        done();
      }),
    ),
  );
  return { element, focus: () => title.focus() };
}

/**
 * Two passphrase fields with advice and a button; `send` takes what was typed.
 *
 * @param {Passing} context
 * @param {string} label
 * @param {(typed: Typed) => void} send
 * @param {Line[]} before fields above the new passphrase, each sent under the name in its data
 * @param {Line[]} after the same, below it
 */
export function choosePassphrase(context, label, send, before = [], after = []) {
  /** @param {string} key */
  const word = (key) => context.word("gate", key);
  const first = passphraseField(word(before.length ? "new_passphrase" : "passphrase"));
  const again = passphraseField(word("again"));
  return h(
    "form",
    {
      class: "imw-form",
      submit: submitted(() => {
        context.notice.say("");
        if (first.input.value !== again.input.value) {
          again.input.value = "";
          again.input.focus();
          context.notice.say(word("not_same"), false);
          return;
        }
        const others = [...before, ...after].map(({ dataset, input }) => [dataset.key ?? "", take(input)]);
        send({ ...Object.fromEntries(others), passphrase: take(first.input), again: take(again.input) });
      }),
    },
    !before.length && elsewhere(context),
    ...before,
    h("div", { class: "imw-grid" }, first, again),
    strengthLine(context, first.input),
    ...after,
    h(
      "div",
      { class: "imw-foot" },
      showTyped(context, first, again, ...before),
      h("button", { type: "submit", class: "imw-button imw-primary" }, label),
    ),
  );
}

/**
 * A paragraph for each sentence that is not empty.
 *
 * @param {(string | undefined)[]} sentences
 */
export const warnings = (sentences) =>
  sentences.filter((text) => text).map((text) => h("p", { class: "imw-warning" }, text));

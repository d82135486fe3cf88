// The card that stands in place of every other while the workbook is locked.

import { button, check, h, line, submitted } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { Face, Message } from "./faces.d.ts"
 * @typedef {ReturnType<typeof line>} Line
 * @typedef {Pick<Context, "ask" | "notice" | "ours" | "strengths" | "word">} Passing what a form for passphrases needs
 */

/**
 * Take what a field holds and empty it at once.
 *
 * @param {HTMLInputElement} input
 */
export function take(input) {
  const value = input.value;
  input.value = "";
  return value;
}

/**
 * A passphrase field with "show what I type".
 *
 * @param {string} label
 */
export function passphraseField(label, attributes = {}) {
  return line(label, { type: "password", ...attributes, autocomplete: "off" });
}

/**
 * A check that shows or hides what stands in some passphrase fields.
 *
 * @param {Pick<Context, "word">} context
 * @param {Line[]} blocks
 */
export function showTyped(context, ...blocks) {
  const shown = check(context.word("gate", "show"), false, () => {
    for (const block of blocks) block.input.type = shown.input.checked ? "text" : "password";
  });
  return shown;
}

/**
 * What a page that is not ours cannot promise, in one line.
 *
 * @param {Pick<Context, "ours" | "word">} context
 */
export const elsewhere = (context) =>
  !context.ours && h("p", { class: "imw-help imw-elsewhere" }, context.word("gate", "elsewhere"));

/**
 * Open by passphrase, or by recovery code with a new passphrase.
 *
 * @param {Passing} context
 */
export function unlockForm(context) {
  /** @param {string} key */
  const word = (key) => context.word("gate", key);
  const passphrase = passphraseField(word("passphrase"));
  const openForm = h(
    "form",
    {
      class: "imw-form",
      submit: submitted(() => {
        context.notice.say("");
        context.ask("unlock", { passphrase: take(passphrase.input) });
      }),
    },
    elsewhere(context),
    passphrase,
    showTyped(context, passphrase),
    h(
      "div",
      { class: "imw-foot" },
      button(word("forgotten"), "link", () => swap(true)),
      h("button", { type: "submit", class: "imw-button imw-primary" }, word("unlock")),
    ),
  );

  const code = line(word("recovery"), { help: word("recovery_help"), class: "imw-input imw-code-input" });
  const fresh = passphraseField(word("new_passphrase"));
  const again = passphraseField(word("again"));
  const recoverForm = h(
    "form",
    {
      class: "imw-form",
      hidden: true,
      submit: submitted(() => {
        context.notice.say("");
        const typed = { code: code.input.value, passphrase: take(fresh.input), again: take(again.input) };
        context.ask("recover", typed);
      }),
    },
    code,
    h("div", { class: "imw-grid" }, fresh, again),
    strengthLine(context, fresh.input),
    showTyped(context, fresh, again),
    h(
      "div",
      { class: "imw-foot" },
      button(word("back"), "link", () => swap(false)),
      h("button", { type: "submit", class: "imw-button imw-primary" }, word("recover")),
    ),
  );

  /** @param {boolean} forgotten */
  function swap(forgotten) {
    openForm.hidden = forgotten;
    recoverForm.hidden = !forgotten;
    for (const block of [passphrase, code, fresh, again]) block.input.value = "";
    context.notice.say("");
    (forgotten ? code : passphrase).input.focus();
  }
  return h("div", {}, openForm, recoverForm);
}

/**
 * Advice on a passphrase while it is typed.
 *
 * @param {Pick<Context, "ask" | "strengths">} context
 * @param {HTMLInputElement} input
 */
export function strengthLine(context, input) {
  const advice = h("p", { class: "imw-help imw-strength", role: "status", "aria-live": "polite" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (input.value) context.ask("strength", { passphrase: input.value });
      else advice.textContent = "";
    }, 300);
  });
  context.strengths ??= [];
  context.strengths.push({ input, advice });
  return advice;
}

/**
 * Show advice that came from the kernel; true when the message was one.
 *
 * @param {Pick<Context, "strengths">} context
 * @param {Message} message
 */
export function hearStrength(context, message) {
  if (message.strength === undefined) return false;
  for (const { input, advice } of context.strengths ?? []) {
    if (!input.value) continue;
    advice.textContent = message.strength;
    advice.classList.toggle("imw-weak", Boolean(message.weak));
  }
  return true;
}

/**
 * @param {Context<Face>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function gate(context, root) {
  let shown = "";
  return {
    /** @param {Face} face */
    update(face) {
      const wanted = face.lead ? face.state : "hidden";
      if (wanted === shown) return;
      shown = wanted;
      if (wanted === "hidden") {
        root.replaceChildren();
        return;
      }
      const none = wanted === "none";
      root.replaceChildren(
        h(
          "section",
          { class: "imw-card imw-narrow" },
          h("h2", {}, context.word("common", none ? "none_title" : "locked_title")),
          none ? h("p", {}, context.word("common", "none_text")) : unlockForm(context),
          none && button(context.word("common", "go_welcome"), "primary", () => context.go("welcome")),
          context.notice.line,
        ),
      );
    },
    hear: (message) => hearStrength(context, message),
  };
}

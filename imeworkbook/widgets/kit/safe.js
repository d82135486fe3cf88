// The card that keeps the workbook safe: backups, what another copy holds, the passphrase.

import { button, check, h, line, submitted } from "./dom.js";
import { hearStrength, passphraseField, showTyped, take } from "./gate.js";
import { choosePassphrase, codePanel, warnings } from "./passphrases.js";
import { told } from "./language.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { Meeting, SafeFace } from "./faces.d.ts"
 * @typedef {(key: string) => string} Word
 */

/**
 * @param {Context<SafeFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function safe(context, root) {
  /** @type {Word} */
  const word = (key) => context.word("safe", key);
  const codeHost = h("div");
  const body = h("div", { class: "imw-stack" });
  root.append(h("section", { class: "imw-card" }, codeHost, body, context.notice.line));
  const found = foundPart(context, word);
  let shown = "";
  let asked = false;

  /**
   * Ask for what a new recovery code may come of: it is shown here alone, where it was asked for.
   *
   * @param {string} what
   * @param {object} typed
   */
  const askCode = (what, typed) => {
    asked = true;
    context.ask(what, typed);
  };
  const bringBack = () =>
    fold(word("restore_title"), word("restore_text"), [
      fileForm(context, "restore", word("restore_file"), word("file_passphrase"), word("restore")),
    ]);
  const anotherCopy = () =>
    fold(word("meet_title"), word("meet_text"), [
      fileForm(context, "meet", word("meet_file"), word("meet_passphrase"), word("meet_look")),
      found.element,
    ]);
  /** @param {SafeFace} face */
  const ofAnOpenOne = (face) => [
    anotherCopy(),
    changeForm(context, word, Boolean(face.code_is_needed), (typed) => askCode("change", typed)),
    codeForm(context, word, (typed) => askCode("new_code", typed)),
  ];

  return {
    /** @param {SafeFace} face */
    update(face) {
      found.update(face.meeting ?? null);
      const wanted = `${face.state} ${face.code_is_needed}`;
      if (wanted === shown) return;
      shown = wanted;
      context.strengths = [];
      const open = face.state === "open";
      body.replaceChildren(
        ...(open ? [backups(context, word, face.backup_path)] : []),
        bringBack(),
        ...(open ? ofAnOpenOne(face) : []),
      );
    },
    hear(message) {
      if (hearStrength(context, message)) return true;
      if (message.code === undefined) return false;
      if (!asked) return true;
      asked = false;
      codeHost.replaceChildren(codePanel(context, message.code, () => codeHost.replaceChildren()).element);
      return true;
    },
    destroy: () => codeHost.replaceChildren(),
  };
}

/**
 * @param {string} title
 * @param {string} text
 * @param {HTMLElement[]} inside
 */
const fold = (title, text, inside) =>
  h("details", { class: "imw-more" }, h("summary", {}, title), text && h("p", { class: "imw-quiet" }, text), ...inside);

/** @param {string} label */
const submitButton = (label) => h("button", { type: "submit", class: "imw-button imw-primary" }, label);

/**
 * @param {Context<SafeFace>} context
 * @param {Word} word
 * @param {string | null} [suggested] a folder; null where a backup can only be downloaded
 */
function backups(context, word, suggested) {
  const hosted = suggested === null;
  const path = line(word("backup_path"), { value: suggested ?? "" });
  const download = button(word("backup_download"), hosted ? "primary" : "plain", () => context.ask("backup_download"));
  const submit = submitted(() => context.ask("backup", { path: path.input.value }));
  if (hosted)
    return fold(word("backup_title"), word("backup_text"), [h("div", { class: "imw-foot" }, h("span"), download)]);
  return fold(word("backup_title"), word("backup_text"), [
    h(
      "form",
      { class: "imw-form", submit },
      path,
      h("div", { class: "imw-foot" }, download, submitButton(word("backup"))),
    ),
  ]);
}

/**
 * A form for a workbook file and its passphrase, handed over as `what`.
 *
 * @param {Context<SafeFace>} context
 * @param {string} what
 * @param {string} fileLabel
 * @param {string} passphraseLabel
 * @param {string} label
 */
function fileForm(context, what, fileLabel, passphraseLabel, label) {
  const file = line(fileLabel, { type: "file", accept: ".imew" });
  const passphrase = passphraseField(passphraseLabel);
  const submit = submitted(async () => {
    const chosen = file.input.files?.[0];
    context.ask(what, { passphrase: take(passphrase.input) }, chosen ? [await chosen.arrayBuffer()] : []);
  });
  const foot = h("div", { class: "imw-foot" }, showTyped(context, passphrase), submitButton(label));
  return h("form", { class: "imw-form", submit }, h("div", { class: "imw-grid" }, file, passphrase), foot);
}

/**
 * What only the other copy holds, each line to be chosen.
 *
 * @param {Context<SafeFace>} context
 * @param {Word} word
 */
function foundPart(context, word) {
  const element = h("div", { class: "imw-stack", role: "group", "aria-label": word("meet_title"), hidden: true });
  let drawn = "null";

  /** @param {Meeting | null} meeting */
  function draw(meeting) {
    const boxes = (meeting?.rows ?? []).map(({ id, kind, name, how }) => ({
      id,
      box: check(told(kind, `${name} (${how})`), false),
    }));
    const drafts = meeting?.drafts ? check(word("meet_drafts").replace("{n}", String(meeting.drafts)), false) : null;
    const chosen = () => boxes.filter(({ box }) => box.input.checked).map(({ id }) => id);
    const take = button(word("meet_take"), "primary", () =>
      context.ask("take", { ids: chosen(), drafts: Boolean(drafts?.input.checked) }),
    );
    element.hidden = !meeting;
    element.replaceChildren(
      ...warnings([meeting?.unreadable]),
      ...boxes.map(({ box }) => box),
      ...(drafts ? [drafts] : []),
      h("div", { class: "imw-foot", hidden: !boxes.length && !drafts }, h("span"), take),
    );
  }

  return {
    element,
    /** @param {Meeting | null} meeting */
    update(meeting) {
      const wanted = JSON.stringify(meeting);
      if (wanted === drawn) return;
      drawn = wanted;
      draw(meeting);
    },
  };
}

/**
 * Another passphrase in place of the present one, with the recovery code where the file asks for it.
 *
 * @param {Context<SafeFace>} context
 * @param {Word} word
 * @param {boolean} withCode
 * @param {(typed: object) => void} send
 */
function changeForm(context, word, withCode, send) {
  const current = passphraseField(word("current"));
  current.dataset.key = "current";
  const code = line(word("change_code"), { help: word("change_code_help"), class: "imw-input imw-code-input" });
  code.dataset.key = "code";
  const inside = choosePassphrase(context, word("change"), send, [current], withCode ? [code] : []);
  return fold(word("change_title"), "", [inside]);
}

/**
 * A new recovery code.
 *
 * @param {Context<SafeFace>} context
 * @param {Word} word
 * @param {(typed: { current: string }) => void} send
 */
function codeForm(context, word, send) {
  const once = passphraseField(word("current"));
  const submit = submitted(() => send({ current: take(once.input) }));
  const foot = h("div", { class: "imw-foot" }, showTyped(context, once), submitButton(word("code_again")));
  return fold(word("code_again"), word("code_new_text"), [h("form", { class: "imw-form", submit }, once, foot)]);
}

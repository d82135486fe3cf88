// Add a memory: a line, what it could become, and nothing kept before the person says so. It stands on every chapter.

import { button, freshId, h, labelledSelect, optionsOf, PRIVATE_FIELD, submitted } from "./dom.js";
import { form } from "./form.js";
import { saver } from "./typing.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { MemoryFace } from "./faces.d.ts"
 */

/**
 * @param {Context<MemoryFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function memory(context, root) {
  const said = context.shown.get("face").said;
  const inner = form(context);
  const id = freshId("memory");
  const input = h("input", { id, type: "text", class: "imw-input", ...PRIVATE_FIELD });
  const typing = saver(context, {
    read: () => ({ line: input.value }),
    send: (fields, more) => context.ask("line", { ...fields, ...more }),
  });
  input.addEventListener("input", typing.changed);
  input.addEventListener("change", typing.now);
  const kind = labelledSelect(said.kind, [], (value) => context.ask("kind", { kind: value }));
  const substance = labelledSelect(said.substance, [], (value) => context.ask("substance", { substance: value }));
  for (const { block } of [kind, substance]) block.classList.add("imw-half");
  const notes = h("div", { class: "imw-look", role: "status" });
  const title = h("h3", { tabindex: "-1" }, said.proposed);
  const proposed = h(
    "div",
    { class: "imw-proposal", hidden: true },
    title,
    notes,
    h("div", { class: "imw-grid" }, kind.block, substance.block),
    inner.element,
    h("p", { class: "imw-help" }, said.own_words),
    h(
      "div",
      { class: "imw-ways imw-thin" },
      button(said.set_aside, "link", () => context.ask("set_aside")),
      button(said.let_go, "link", () => {
        empty();
        context.ask("let_go");
      }),
    ),
  );
  const submit = submitted(() => context.ask("look", { line: input.value, ...typing.along() }));
  const body = h(
    "div",
    { id: freshId("memory-body"), hidden: true },
    h("p", { class: "imw-quiet" }, said.text),
    h(
      "form",
      { class: "imw-memory-line", submit },
      h("label", { for: id, class: "imw-label" }, said.label),
      h(
        "div",
        { class: "imw-memory-row" },
        input,
        h("button", { type: "submit", class: "imw-button imw-plain" }, said.look),
      ),
      h("p", { class: "imw-help" }, said.example),
    ),
    proposed,
  );
  const opener = button(`+ ${said.title}`, "link", () => over(), {
    "aria-expanded": "false",
    "aria-controls": body.id,
  });
  const card = h(
    "section",
    { class: "imw-card imw-memory", "aria-label": said.title },
    opener,
    context.notice.line,
    body,
  );
  const back = button(said.back, "link", () => giveBack());
  const above = h("div", { popover: "manual", class: "imw-memory-over", role: "dialog", "aria-label": said.title });
  root.append(card, above);

  const empty = () => {
    typing.drop();
    input.value = "";
  };
  /** @param {boolean} wanted */
  const open = (wanted) => {
    body.hidden = !wanted;
    opener.setAttribute("aria-expanded", String(wanted));
  };
  /**
   * The field that one was in before.
   *
   * @type {Element | null}
   */
  let came = null;
  const isOver = () => above.matches(":popover-open");
  /** Over the page, wherever one is. */
  const over = () => {
    came = document.activeElement;
    above.append(h("h2", {}, said.title), body, context.notice.line, back);
    above.showPopover();
    open(true);
    input.focus();
  };
  /** Back to the field that one was in, with the page where it was. */
  const giveBack = () => {
    typing.now();
    above.hidePopover();
    above.replaceChildren();
    card.append(context.notice.line, body);
    open(!proposed.hidden || Boolean(input.value));
    const field = came instanceof HTMLElement && came.isConnected && came !== document.body ? came : opener;
    field.focus({ preventScroll: true });
  };
  const called = () => root.offsetParent && (isOver() ? giveBack() : over());
  window.addEventListener("imeworkbook:memory", called);

  return {
    /** @param {MemoryFace} face */
    update(face) {
      if (!face.kinds) return;
      if (typing.key === null) {
        const { line = face.line } = typing.begin("line", { line: face.line });
        input.value = line;
        if (line !== face.line) typing.changed();
      } else if (document.activeElement !== input && !typing.holding) input.value = face.line;
      if (kind.select.childElementCount === 0) kind.select.replaceChildren(...optionsOf(face.kinds));
      if (substance.select.childElementCount === 0) substance.select.replaceChildren(...optionsOf(face.substances));
      [kind.select.value, substance.select.value] = [face.kind, face.substance];
      substance.block.hidden = !face.substance;
      proposed.hidden = !face.proposed;
      notes.replaceChildren(...face.notes.map((text) => h("p", {}, text)));
      if (face.proposed || input.value) open(true);
      inner.update(face.proposed ? face.form : null);
    },
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) title.focus();
      if (message.kept && root.offsetParent) {
        empty();
        (isOver() ? back : opener).focus();
      }
      if (message.offer === "undo") return context.offerUndo(message, said.undo);
      return Boolean(message.look || message.opened);
    },
    destroy() {
      window.removeEventListener("imeworkbook:memory", called);
      typing.end();
      inner.destroy();
      if (isOver()) above.hidePopover();
    },
  };
}

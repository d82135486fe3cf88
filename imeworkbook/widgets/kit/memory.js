// Add a memory: a line, what it could become, and nothing kept before the person says so. It stands on every chapter.

import { button, freshId, h, PRIVATE_FIELD } from "./dom.js";
import { form } from "./form.js";
import { saver } from "./typing.js";

export function memory(context, root) {
  const said = context.shown.get("face").said ?? {};
  const inner = form(context);
  const id = freshId("memory");
  const input = h("input", {
    id,
    type: "text",
    class: "imw-input",
    ...PRIVATE_FIELD,
    input: () => typing.changed(),
    change: () => typing.now(),
  });
  const kindId = freshId("kind");
  const kind = h("select", {
    id: kindId,
    class: "imw-input",
    autocomplete: "off",
    change: () => context.ask("kind", { kind: kind.value }),
  });
  const substanceId = freshId("substance");
  const substance = h("select", {
    id: substanceId,
    class: "imw-input",
    autocomplete: "off",
    change: () => context.ask("substance", { substance: substance.value }),
  });
  const substanceBlock = h(
    "div",
    { class: "imw-field imw-half" },
    h("label", { for: substanceId, class: "imw-label" }, said.substance),
    substance,
  );
  const notes = h("div", { class: "imw-look", role: "status" });
  const proposed = h(
    "div",
    { class: "imw-proposal", hidden: true },
    h("h3", { tabindex: "-1" }, said.proposed),
    notes,
    h(
      "div",
      { class: "imw-grid" },
      h("div", { class: "imw-field imw-half" }, h("label", { for: kindId, class: "imw-label" }, said.kind), kind),
      substanceBlock,
    ),
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
  const submit = (event) => {
    event.preventDefault();
    context.ask("look", { line: input.value, ...typing.along() });
  };
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

  const typing = saver(context, {
    read: () => ({ line: input.value }),
    send: (fields, more) => context.ask("line", { ...fields, ...more }),
  });
  const empty = () => {
    typing.drop();
    input.value = "";
  };
  const open = (wanted) => {
    body.hidden = !wanted;
    opener.setAttribute("aria-expanded", String(wanted));
  };
  /** Over the page, where one is; `came` is the field that one was in. */
  let came = null;
  const isOver = () => above.matches(":popover-open");
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
    (came?.isConnected && came !== document.body ? came : opener).focus({ preventScroll: true });
  };
  const called = () => root.offsetParent && (isOver() ? giveBack() : over());
  window.addEventListener("imeworkbook:memory", called);

  return {
    update(face) {
      if (!face.kinds) return;
      if (typing.key === null) {
        const { line = face.line } = typing.begin("line", { line: face.line });
        input.value = line;
        if (line !== face.line) typing.changed();
      } else if (document.activeElement !== input && !typing.holding) input.value = face.line;
      if (kind.childElementCount === 0)
        kind.replaceChildren(...face.kinds.map(([key, label]) => h("option", { value: key }, label)));
      if (substance.childElementCount === 0)
        substance.replaceChildren(...face.substances.map(([key, label]) => h("option", { value: key }, label)));
      [kind.value, substance.value, substanceBlock.hidden] = [face.kind, face.substance, !face.substance];
      proposed.hidden = !face.proposed;
      notes.replaceChildren(...face.notes.map((text) => h("p", {}, text)));
      if (face.proposed || input.value) open(true);
      inner.update(face.proposed ? face.form : null);
    },
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) proposed.querySelector("h3").focus();
      if (message.kept && root.offsetParent) {
        empty();
        (isOver() ? back : opener).focus();
      }
      if (message.offer === "undo") {
        context.notice.say(
          message.notice,
          true,
          button(said.undo, "link", () => context.ask("undo")),
        );
        return true;
      }
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

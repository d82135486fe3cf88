// Recent weeks, day by day: choose, then click the days; or arrow keys, Space and numbers. Kept when the person says so.

import { dayGrid } from "./days-grid.js";
import { button, choices, freshId, h, line } from "./dom.js";
import { form } from "./form.js";
import { saver, sendAgain } from "./typing.js";

/**
 * A field whose words are kept while they are typed. `tell(text, about, more)` sends them for the day or the substance that
 * they are about; `show` leaves the field alone while it has the focus or holds something.
 */
function spokenLine(context, name, tell, label, options) {
  const block = line(label, options);
  const input = block.input;
  let about = null;
  const typing = saver(context, {
    read: () => ({ text: input.value, about }),
    send: (fields, more) => tell(fields.text, fields.about, more),
  });
  const now = () => typing.now();
  input.addEventListener("input", typing.changed);
  input.addEventListener("change", now);
  input.addEventListener("blur", now);
  return {
    block,
    typing,
    show(value, subject) {
      const key = `${name} ${JSON.stringify(subject)}`;
      if (typing.key === key && (typing.holding || document.activeElement === input)) return;
      if (typing.key === key && input.value === value) return;
      now();
      about = subject;
      const { text = value } = typing.begin(key, { text: value, about });
      input.value = text;
      if (text !== value) typing.changed();
    },
  };
}

function labelledSelect(label, options, changed) {
  const id = freshId("days");
  const select = h(
    "select",
    { id, class: "imw-input", autocomplete: "off", change: () => changed(select.value) },
    ...options.map(([key, text]) => h("option", { value: key }, text)),
  );
  const block = h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, label), select);
  return { block, select };
}

export function days(context, root) {
  const { said, states, substances, lengths, audiences, weekdays } = context.shown.get("face");
  const inner = form(context);
  let face = null;
  let chosen = null;

  const grid = dayGrid({
    said,
    weekdays,
    brush: () => brush.value(),
    look: lookAt,
    set: (on, state, amount = "") => context.ask("day", { on, state, amount }),
    repeat: (on) => context.ask("repeat", { on }),
  });
  const brush = choices(
    said.brush,
    states.map(({ key, label }) => [key, label]),
    "none",
  );
  const substance = labelledSelect(said.substance, substances, (value) => {
    flush();
    context.ask("substance", { substance: value });
  });
  const length = labelledSelect(said.length, lengths, (value) => context.ask("length", { length: value }));
  const until = h("p", { class: "imw-help" });
  const dayName = h("h3", { "aria-live": "polite" });
  const tells = {
    amount: (text, [substance, on], more) =>
      context.ask("day", { substance, on, state: "used", amount: text, ...more }),
    mark: (text, on, more) => context.ask("mark", { on, text, ...more }),
    unit: (text, substance, more) => context.ask("unit", { substance, unit: text, ...more }),
  };
  const spoken = (name, more) =>
    spokenLine(context, name, tells[name], said[name], { help: said[`${name}_help`], ...more });
  const amount = spoken("amount", { inputmode: "decimal" });
  const mark = spoken("mark", { maxlength: 300 });
  const unit = spoken("unit", { maxlength: 300 });
  const unitSays = h("p", { class: "imw-below imw-reading", "aria-live": "polite" });
  const oneDay = h(
    "div",
    { class: "imw-day-panel" },
    dayName,
    h("div", { class: "imw-grid" }, amount.block, mark.block),
  );
  const tally = h("div", { class: "imw-tally", "aria-live": "polite" });
  const audience = choices(said.audience, audiences, "private", (value) =>
    context.ask("audience", { audience: value }),
  );
  const resumed = h("p", { class: "imw-help" }, said.draft);
  const back = button(said.back, "link", () => context.ask("back"));
  const discard = button(said.discard, "link", () => context.ask("discard"));
  const keep = button(said.keep, "primary", () => {
    flush();
    context.ask("keep_days");
  });
  const make = button(said.phase.open, "plain", () => {
    flush();
    context.ask("phase");
  });
  const earlier = h("p", { class: "imw-help" });
  const erase = button(said.erase, "link", () => (really.hidden = !really.hidden));
  const remove = button(said.remove, "link", () => context.ask("remove"));
  const really = h(
    "div",
    { class: "imw-ask", hidden: true },
    h("p", {}, context.word("entries", "erase_ask")),
    h(
      "div",
      { class: "imw-foot" },
      button(context.word("entries", "erase_no"), "plain", () => (really.hidden = true)),
      button(context.word("entries", "erase_yes"), "link", () => context.ask("erase")),
    ),
  );
  const gone = h(
    "div",
    { class: "imw-days-kept" },
    earlier,
    h("div", { class: "imw-foot-left" }, remove, erase),
    really,
  );
  const pattern = h(
    "div",
    { class: "imw-proposal", hidden: true },
    h("h3", { tabindex: "-1" }, said.phase.title),
    h("p", { class: "imw-quiet" }, said.phase.text),
    inner.element,
    button(said.phase.close, "link", () => context.ask("close")),
  );
  const body = h(
    "div",
    { id: freshId("days-body"), class: "imw-days", hidden: true },
    resumed,
    h("div", { class: "imw-grid" }, substance.block, length.block),
    until,
    brush,
    grid.element,
    h("p", { class: "imw-help" }, said.keys),
    oneDay,
    h("div", { class: "imw-field" }, unit.block, unitSays),
    tally,
    audience,
    h("div", { class: "imw-foot" }, h("div", { class: "imw-foot-left" }, back, discard), make, keep),
    context.notice.line,
    pattern,
    gone,
  );
  const opener = button(said.open, "plain", () => open(body.hidden), {
    "aria-expanded": "false",
    "aria-controls": body.id,
  });
  root.append(
    h(
      "section",
      { class: "imw-card imw-amber", "aria-label": said.title },
      h("h2", {}, said.title),
      h("p", { class: "imw-quiet" }, said.text),
      opener,
      body,
    ),
  );

  const flush = () => [amount, mark, unit].forEach(({ typing }) => typing.now());
  const open = (wanted) => {
    body.hidden = !wanted;
    opener.textContent = wanted ? said.close : said.open;
    opener.setAttribute("aria-expanded", String(wanted));
  };

  /** Show one day below the grid. */
  function lookAt(on) {
    chosen = on;
    const day = face?.weeks.flat().find((one) => one?.on === on);
    oneDay.hidden = !day;
    if (!day) return;
    if (dayName.textContent !== day.name) dayName.textContent = day.name;
    amount.show(day.amount, [face.substance, on]);
    mark.show(day.mark, on);
  }

  const leave = () => flush();
  window.addEventListener("pagehide", leave);

  return {
    update(next) {
      if (!next.weeks) return;
      if (!face) sendAgain(context, (key, { text, about }, more) => tells[key.split(" ")[0]]?.(text, about, more));
      face = next;
      [substance.select.value, length.select.value] = [face.substance, face.length];
      until.textContent = face.until;
      const name = substances.find(([key]) => key === face.substance)?.[1] ?? "";
      grid.update(face.weeks, said.grid.replace("{substance}", name).replace("{length}", face.length));
      lookAt(chosen);
      unit.show(face.unit, face.substance);
      unitSays.textContent = face.unit_says;
      const wanted = face.tally.join("\n");
      if (tally.dataset.drawn !== wanted) {
        tally.dataset.drawn = wanted;
        tally.replaceChildren(...face.tally.map((text) => h("p", {}, text)));
      }
      audience.set(face.audience);
      [resumed.hidden, back.hidden, discard.hidden] = [!face.resumed, !face.can_go_back, !face.changed];
      [make.hidden, gone.hidden] = [!face.can_make || Boolean(face.form), !face.kept_days];
      [earlier.textContent, earlier.hidden] = [face.earlier, !face.earlier];
      pattern.hidden = !face.form;
      inner.update(face.form);
      if (face.changed || face.form) open(true);
    },
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) pattern.querySelector("h3").focus();
      if (message.offer === "undo") {
        really.hidden = true;
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
      window.removeEventListener("pagehide", leave);
      [amount, mark, unit].forEach(({ typing }) => typing.end());
      inner.destroy();
    },
  };
}

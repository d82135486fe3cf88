// Recent weeks, day by day: choose, then click the days; or arrow keys, Space and numbers. Kept when the person says so.

import { dayGrid } from "./days-grid.js";
import { spokenLine } from "./days-lines.js";
import { button, choices, freshId, h, labelledSelect } from "./dom.js";
import { form } from "./form.js";
import { sendAgain } from "./typing.js";

/**
 * @import { Body, Context, Fields, Sending } from "./context.d.ts"
 * @import { DaysFace, Message } from "./faces.d.ts"
 */

/**
 * @param {Context<DaysFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function days(context, root) {
  const { said, states, substances, lengths, audiences, weekdays } = context.shown.get("face");
  /** @type {DaysFace | null} */
  let face = null;
  /** @type {string | null} */
  let chosen = null;

  const lines = spokenLines(context);
  const { amount, mark, unit, flush } = lines;
  const brush = choices(
    said.brush,
    states.map(({ key, label }) => [key, label]),
    "none",
  );
  const grid = dayGrid({
    said,
    weekdays,
    brush: () => brush.value(),
    look: lookAt,
    set: (on, state, amount = "") => context.ask("day", { on, state, amount }),
    repeat: (on) => context.ask("repeat", { on }),
  });
  const substance = labelledSelect(said.substance, substances, (value) => {
    flush();
    context.ask("substance", { substance: value });
  });
  const length = labelledSelect(said.length, lengths, (value) => context.ask("length", { length: value }));
  const until = h("p", { class: "imw-help" });
  const dayName = h("h3", { "aria-live": "polite" });
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
  const foot = footOf(context, flush);
  const gone = keptDays(context);
  const pattern = patternPart(context);
  const body = h(
    "div",
    { id: freshId("days-body"), class: "imw-days", hidden: true },
    foot.resumed,
    h("div", { class: "imw-grid" }, substance.block, length.block),
    until,
    brush,
    grid.element,
    h("p", { class: "imw-help" }, said.keys),
    oneDay,
    h("div", { class: "imw-field" }, unit.block, unitSays),
    tally,
    audience,
    foot.element,
    context.notice.line,
    pattern.element,
    gone.element,
  );
  const opener = button(said.open, "plain", () => open(Boolean(body.hidden)), {
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

  /** @param {boolean} wanted */
  const open = (wanted) => {
    body.hidden = !wanted;
    opener.textContent = wanted ? said.close : said.open;
    opener.setAttribute("aria-expanded", String(wanted));
  };

  /**
   * Show one day below the grid.
   *
   * @param {string | null} on
   */
  function lookAt(on) {
    chosen = on;
    const day = face?.weeks.flat().find((one) => one?.on === on);
    oneDay.hidden = !day;
    if (!day || !face) return;
    if (dayName.textContent !== day.name) dayName.textContent = day.name;
    amount.show(day.amount, [face.substance, day.on]);
    mark.show(day.mark, day.on);
  }

  /** @param {DaysFace} next */
  function show(next) {
    [substance.select.value, length.select.value] = [next.substance, next.length];
    until.textContent = next.until;
    const name = substances.find(([key]) => key === next.substance)?.[1] ?? "";
    grid.update(next.weeks, said.grid.replace("{substance}", name).replace("{length}", next.length));
    lookAt(chosen);
    unit.show(next.unit, next.substance);
    unitSays.textContent = next.unit_says;
    const wanted = next.tally.join("\n");
    if (tally.dataset.drawn !== wanted) {
      tally.dataset.drawn = wanted;
      tally.replaceChildren(...next.tally.map((text) => h("p", {}, text)));
    }
    audience.set(next.audience);
  }

  window.addEventListener("pagehide", flush);

  return {
    /** @param {DaysFace} next */
    update(next) {
      if (!next.weeks) return;
      if (!face) sendAgain(context, lines.sendAgain);
      face = next;
      show(next);
      foot.update(next);
      gone.update(next);
      pattern.update(next);
      if (next.changed || next.form) open(true);
    },
    hear(message) {
      if (message.offer === "undo") gone.settle();
      return pattern.hear(message);
    },
    destroy() {
      window.removeEventListener("pagehide", flush);
      lines.end();
      pattern.destroy();
    },
  };
}

/**
 * The three fields that are kept while they are typed: how much on a day, what the day was, and what one is.
 *
 * @param {Context<DaysFace>} context
 */
function spokenLines(context) {
  const { said } = context.shown.get("face");
  const tells = {
    amount: (
      /** @type {string} */ text,
      /** @type {[string, string]} */ [substance, on],
      /** @type {Sending} */ more,
    ) => context.ask("day", { substance, on, state: "used", amount: text, ...more }),
    mark: (/** @type {string} */ text, /** @type {string} */ on, /** @type {Sending} */ more) =>
      context.ask("mark", { on, text, ...more }),
    unit: (/** @type {string} */ text, /** @type {string} */ substance, /** @type {Sending} */ more) =>
      context.ask("unit", { substance, unit: text, ...more }),
  };
  const help = (/** @type {keyof typeof tells} */ name) => said[`${name}_help`];
  const amount = spokenLine(context, "amount", tells.amount, said.amount, {
    help: help("amount"),
    inputmode: "decimal",
  });
  const mark = spokenLine(context, "mark", tells.mark, said.mark, { help: help("mark"), maxlength: 300 });
  const unit = spokenLine(context, "unit", tells.unit, said.unit, { help: help("unit"), maxlength: 300 });
  return {
    amount,
    mark,
    unit,
    flush: () => [amount, mark, unit].forEach(({ typing }) => typing.now()),
    end: () => [amount, mark, unit].forEach(({ typing }) => typing.end()),
    /**
     * Send what waits from a former card to where it belongs.
     *
     * @param {string} key the name of the field, and what it was about
     * @param {Fields} fields
     * @param {Sending} more
     */
    sendAgain(key, { text, about }, more) {
      if (typeof text !== "string") return;
      if (key.startsWith("amount ") && Array.isArray(about)) tells.amount(text, [about[0], about[1]], more);
      else if (key.startsWith("mark ") && typeof about === "string") tells.mark(text, about, more);
      else if (key.startsWith("unit ") && typeof about === "string") tells.unit(text, about, more);
    },
  };
}

/**
 * The buttons under the grid, and above it that it holds what is not kept yet.
 *
 * @param {Context<DaysFace>} context
 * @param {() => void} flush
 */
function footOf(context, flush) {
  const { said, phase } = context.shown.get("face");
  const resumed = h("p", { class: "imw-help" }, said.draft);
  const back = button(said.back, "link", () => context.ask("back"));
  const discard = button(said.discard, "link", () => context.ask("discard"));
  const keep = button(said.keep, "primary", () => {
    flush();
    context.ask("keep_days");
  });
  const make = button(phase.open, "plain", () => {
    flush();
    context.ask("phase");
  });
  return {
    resumed,
    element: h("div", { class: "imw-foot" }, h("div", { class: "imw-foot-left" }, back, discard), make, keep),
    /** @param {DaysFace} face */
    update(face) {
      [resumed.hidden, back.hidden, discard.hidden] = [!face.resumed, !face.can_go_back, !face.changed];
      make.hidden = !face.can_make || Boolean(face.form);
    },
  };
}

/**
 * What was kept of earlier days, and how to remove it.
 *
 * @param {Context<DaysFace>} context
 */
function keptDays(context) {
  const { said } = context.shown.get("face");
  const earlier = h("p", { class: "imw-help" });
  const really = h(
    "div",
    { class: "imw-ask", hidden: true },
    h("p", {}, context.word("entries", "erase_ask")),
    h(
      "div",
      { class: "imw-foot" },
      button(context.word("entries", "erase_no"), "plain", () => {
        really.hidden = true;
      }),
      button(context.word("entries", "erase_yes"), "link", () => context.ask("erase")),
    ),
  );
  const erase = button(said.erase, "link", () => {
    really.hidden = !really.hidden;
  });
  const remove = button(said.remove, "link", () => context.ask("remove"));
  const element = h(
    "div",
    { class: "imw-days-kept" },
    earlier,
    h("div", { class: "imw-foot-left" }, remove, erase),
    really,
  );
  return {
    element,
    /** @param {DaysFace} face */
    update(face) {
      element.hidden = !face.kept_days;
      [earlier.textContent, earlier.hidden] = [face.earlier, !face.earlier];
    },
    settle() {
      really.hidden = true;
    },
  };
}

/**
 * The form of a pattern that is made of the days.
 *
 * @param {Context<DaysFace>} context
 */
function patternPart(context) {
  const { said, phase } = context.shown.get("face");
  const inner = form(context);
  const title = h("h3", { tabindex: "-1" }, phase.title);
  const element = h(
    "div",
    { class: "imw-proposal", hidden: true },
    title,
    h("p", { class: "imw-quiet" }, phase.text),
    inner.element,
    button(phase.close, "link", () => context.ask("close")),
  );
  return {
    element,
    /** @param {DaysFace} face */
    update({ form: shown }) {
      element.hidden = !shown;
      inner.update(shown);
    },
    /** @param {Message} message */
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) title.focus();
      if (message.offer === "undo") return context.offerUndo(message, said.undo);
      return Boolean(message.look || message.opened);
    },
    destroy: () => inner.destroy(),
  };
}

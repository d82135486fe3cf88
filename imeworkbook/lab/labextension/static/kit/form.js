// A form over the kernel's editor. What is typed stands: answers of the kernel change readings and problems only, until
// the kernel begins a new session (kept, cleared, another entry). What was typed between asking for that and its
// arrival goes along into the new session.

import { button, h, reveal } from "./dom.js";
import { field } from "./fields.js";

const TYPING_PAUSE_MS = 300;

export function form(context, { edit = false } = {}) {
  const element = h("div", { class: "imw-form-host" });
  let session = null;
  let fields = [];
  let face = null;
  let timer = 0;
  let waiting = false;
  let insist = false;
  let left = null;
  let parts = {};

  const values = () => Object.fromEntries(fields.map((one) => [one.spec.key, one.value()]));
  const flush = () => {
    clearTimeout(timer);
    if (!waiting || face === null) return;
    waiting = false;
    context.ask("type", { session, fields: values() });
  };
  /** Ask for what begins a new session, with what stands in this one. */
  const turn = (what, more = {}) => {
    clearTimeout(timer);
    waiting = false;
    left = { values: values(), focus: inFocus() };
    context.ask(what, { ...more, session, fields: left.values });
  };
  const typed = () => {
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_PAUSE_MS);
  };
  const events = {
    typed,
    changed: () => {
      waiting = true;
      arrange();
      flush();
    },
    choose: (field, key) => {
      flush();
      context.ask("choose", { field, key });
    },
    standAlone: (field, alone) => {
      flush();
      context.ask("stand_alone", { session, field, alone });
    },
    landmarks: () => face?.landmarks ?? [],
    word: (key) => context.word("form", key),
  };

  /** Hide what a single moment has no use for. */
  function arrange() {
    const rule = face?.point;
    const decisive = rule && fields.find((one) => one.spec.key === rule.field)?.value();
    const point = rule ? ("when" in rule ? decisive === rule.when : Boolean(decisive) && decisive !== rule.unless) : false;
    for (const one of fields) {
      if (one.spec.hide_for_point) one.block.hidden = point;
      if (one.spec.point_label && one.label) one.label.textContent = point ? one.spec.point_label : one.spec.label;
    }
  }

  const inFocus = () => fields.find((one) => one.block.contains(document.activeElement))?.spec.key;

  /** What was typed since the turn was asked for, where the new session has nothing of its own. */
  function typedSince() {
    const before = left?.values ?? {};
    const own = (key) => face.values[key] ?? "";
    const fits = ([key, value]) => key in before && value !== before[key] && ["", before[key]].includes(own(key));
    return Object.fromEntries(Object.entries(values()).filter(fits));
  }

  /** Draw the fields of a new session; whoever is typing in one of them already stays in it. */
  function begin() {
    const along = typedSince();
    const { selectionStart, selectionEnd } = document.activeElement;
    const busy = left && (Object.keys(along).length || inFocus() !== left.focus) ? inFocus() : null;
    left = null;
    build(along);
    const place = busy && fields.find((one) => one.spec.key === busy);
    if (place) {
      place.focus();
      if (typeof selectionStart === "number") document.activeElement.setSelectionRange?.(selectionStart, selectionEnd);
    }
    if (Object.keys(along).length) typed();
  }

  function build(along) {
    fields = face.fields.map((spec) => field(spec, along[spec.key] ?? face.values[spec.key] ?? "", events));
    const grid = h("div", { class: "imw-grid" });
    const more = h("div", { class: "imw-grid" });
    const foot = h("div", { class: "imw-foot-left" });
    for (const one of fields) {
      const beside = one.spec.beside && fields.find((other) => other.spec.key === one.spec.beside);
      if (beside) beside.labelRow.append(one.block);
      else if (one.spec.foot) foot.append(one.block);
      else (one.spec.more ? more : grid).append(one.block);
    }
    parts = {
      heading: edit && h("h3", { tabindex: "-1" }, `${context.word("form", "edit")}: ${face.label}`),
      resumed: h("p", { class: "imw-help" }, context.word("form", "draft")),
      whole: h("p", { class: "imw-below imw-look", "aria-live": "polite" }),
      asks: h("p", { class: "imw-below imw-asks", "aria-live": "polite" }),
      keep: h("button", { type: "submit", class: "imw-button imw-primary" }, face.keep),
      back: button(context.word("form", "bring_back"), "link", () => context.ask("bring_back")),
    };
    foot.append(
      edit
        ? button(context.word("form", "cancel"), "link", () => context.ask("close"))
        : button(context.word("form", "clear"), "link", () => turn("clear")),
      parts.back,
    );
    const folded = h("details", { class: "imw-more" }, h("summary", {}, context.word("form", "more")), more);
    element.replaceChildren(
      h(
        "form",
        {
          class: "imw-form",
          novalidate: true,
          submit: (event) => {
            event.preventDefault();
            insist = true;
            turn("keep");
          },
          focusout: flush,
        },
        parts.heading,
        parts.resumed,
        grid,
        more.childElementCount ? folded : null,
        parts.whole,
        parts.asks,
        h("div", { class: "imw-foot" }, foot, parts.keep),
      ),
    );
    insist = false;
    arrange();
  }

  function speak() {
    const shown = new Set(fields.filter((one) => !one.block.hidden).map((one) => one.spec.key));
    for (const one of fields) {
      const { key } = one.spec;
      one.say(face.readings[key] ?? "", face.problems[key] ?? "", face.choices[key] ?? [], insist, face.leans?.[key]);
    }
    const elsewhere = Object.entries(face.problems).filter(([key]) => !shown.has(key) || key === "");
    parts.whole.textContent = elsewhere.map(([, text]) => text).join(" ");
    if (parts.asks.textContent !== face.asks) parts.asks.textContent = face.asks;
    parts.resumed.hidden = !face.resumed;
    parts.back.hidden = !face.can_bring_back;
  }

  const leave = () => flush();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);

  return {
    element,
    flush,
    turn,
    update(next) {
      if (!next) {
        element.replaceChildren();
        [session, face, fields] = [null, null, []];
        return;
      }
      face = next;
      if (next.session !== session) {
        session = next.session;
        begin();
      }
      speak();
    },
    /** Bring the first field that needs a look into view. */
    look() {
      insist = true;
      left = null;
      speak();
      const first = fields.find((one) => face.problems[one.spec.key]);
      if (first) {
        first.block.closest("details")?.setAttribute("open", "");
        first.focus();
      }
    },
    /** Go to the first field, unless the person is in another one already. */
    focusFirst() {
      if (!fields.some((one) => one.block.contains(document.activeElement))) fields[0]?.focus();
    },
    focusHeading() {
      parts.heading?.focus({ preventScroll: true });
      reveal(element);
    },
    destroy() {
      flush();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

/** A card that is one form. */
export function formCard(context, root) {
  const inner = form(context);
  root.append(h("section", { class: "imw-card" }, inner.element, context.notice.line));
  return {
    update: (face) => inner.update(face.form),
    hear(message) {
      if (message.look) inner.look();
      if (message.kept) inner.focusFirst();
      return Boolean(message.look);
    },
    destroy: () => inner.destroy(),
  };
}

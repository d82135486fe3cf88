// A form over the kernel's editor. What is typed stands: answers of the kernel change readings and problems only, until
// the kernel begins a new session (kept, cleared, another entry). What was typed between asking for that and its
// arrival goes along into the new session; what never arrived where the form stood before comes back into this one.

import { button, h, reveal } from "./dom.js";
import { field } from "./fields.js";
import { saver } from "./typing.js";

export function form(context, { edit = false } = {}) {
  const element = h("div", { class: "imw-form-host" });
  let session = null;
  let fields = [];
  let face = null;
  let insist = false;
  let left = null;
  let parts = {};
  let shown = {};
  let returning = null;

  const values = () => Object.fromEntries(fields.map((one) => [one.spec.key, one.value()]));
  const typing = saver(context, {
    read: values,
    send: (typed, more) => context.ask("type", { session, fields: typed, ...more }),
    settled: () => comeBack(),
  });
  /** Ask for what begins a new session, with what stands in this one. */
  const turn = (what, more = {}) => {
    left = { values: values(), focus: inFocus() };
    context.ask(what, { ...more, session, fields: left.values, ...typing.along() });
  };
  const events = {
    typed: typing.changed,
    changed: () => {
      arrange();
      typing.changed();
      typing.now();
    },
    choose: (field, key) => {
      typing.now();
      context.ask("choose", { field, key });
    },
    standAlone: (field, alone) => {
      typing.now();
      context.ask("stand_alone", { session, field, alone });
    },
    landmarks: () => face?.landmarks ?? [],
    records: () => face?.records ?? [],
    entries: () => face?.entries ?? [],
    value: (key) => fields.find((one) => one.spec.key === key)?.value() ?? "",
    word: (key) => context.word("form", key),
  };

  /** Hide what a single moment has no use for. */
  function arrange() {
    const rule = face?.point;
    const decisive = rule && fields.find((one) => one.spec.key === rule.field)?.value();
    const point = rule
      ? "when" in rule
        ? decisive === rule.when
        : Boolean(decisive) && decisive !== rule.unless
      : false;
    for (const one of fields) {
      if (one.spec.hide_for_point) one.block.hidden = point;
      one.arrange?.(point);
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
    const since = typedSince();
    const { selectionStart, selectionEnd } = document.activeElement;
    const busy = left && (Object.keys(since).length || inFocus() !== left.focus) ? inFocus() : null;
    if (left) typing.drop();
    left = null;
    const along = { ...typing.begin(face.key, face.values), ...since };
    build(along);
    const place = busy && fields.find((one) => one.spec.key === busy);
    if (place) {
      place.focus();
      if (typeof selectionStart === "number") document.activeElement.setSelectionRange?.(selectionStart, selectionEnd);
    }
    if (Object.keys(along).length) typing.changed();
    else comeBack();
  }

  /** Ask for the next form of this card in which something waits, typed before its kernel went. */
  function comeBack() {
    const key = returning?.shift();
    if (key !== undefined) context.ask("resume", { key });
  }

  /** Show what the kernel has where nothing of this view's own is on its way: another view may have typed it. */
  function keepUp() {
    for (const one of typing.holding ? [] : fields) {
      const { key } = one.spec;
      const mine = one.block.contains(document.activeElement) || !same(one.value(), shown[key]);
      if (!mine && !same(shown[key], face.values[key] ?? "")) one.set(face.values[key] ?? "");
    }
    shown = face.values;
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
          focusout: typing.now,
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

  /** What that form was about is not there any more, and with it what was typed in it. */
  context.gone = (key) => {
    typing.forget(key);
    comeBack();
  };
  const leave = () => typing.now();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);

  return {
    element,
    turn,
    update(next) {
      if (!next) {
        if (face) typing.drop();
        typing.begin(null, {});
        element.replaceChildren();
        [session, face, fields] = [null, null, []];
      } else {
        face = next;
        if (next.session !== session) {
          session = next.session;
          begin();
        }
        keepUp();
        speak();
      }
      if (returning) return;
      returning = typing.elsewhere();
      comeBack();
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
      typing.end();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

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

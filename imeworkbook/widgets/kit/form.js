// A form over the kernel's editor. What is typed stands: answers of the kernel change readings and problems only, until
// the kernel begins a new session (kept, cleared, another entry). What was typed between asking for that and its
// arrival goes along into the new session; what never arrived where the form stood before comes back into this one.

import { freshId, h, reveal } from "./dom.js";
import { field } from "./fields.js";
import { arrange, layOut, speak } from "./form-layout.js";
import { answeredBy, isMoment, same, typedSince } from "./form-state.js";
import { PAGE, saver } from "./typing.js";

/**
 * @import { Body, Context, FieldEvents } from "./context.d.ts"
 * @import { FormCardFace, FormFace } from "./faces.d.ts"
 * @typedef {import("./fields.js").AnyField} AnyField
 * @typedef {import("./form-state.js").Turn} Turn
 * @typedef {import("./form-state.js").Values} Values
 *
 * @typedef {object} Session What is drawn of one session of the kernel.
 * @property {FormFace} face
 * @property {string} turn the number of the turn with which it began
 * @property {AnyField[]} fields
 * @property {ReturnType<typeof layOut>} parts
 * @property {Values} shown what the kernel had when the fields were compared with it last
 * @property {boolean} insist whether what needs a look is said of the field in use, too
 */

/**
 * A form of a card; `edit` where it is about an entry that there is already.
 *
 * @param {Context<FormCardFace>} context
 */
export function form(context, { edit = false } = {}) {
  const element = h("div", { class: "imw-form-host" });
  /** @param {string} key */
  const word = (key) => context.word("form", key);
  /** @type {Session | null} */
  let now = null;
  /** @type {Turn[]} */
  let asked = [];
  /** @type {string[] | null} */
  let returning = null;

  const fields = () => now?.fields ?? [];
  /** @returns {Values} */
  const values = () => Object.fromEntries(fields().map((one) => [one.spec.key, one.value()]));
  const focused = () => fields().find((one) => one.block.contains(document.activeElement));
  const inFocus = () => focused()?.spec.key;
  const session = () => now?.face.session ?? null;

  const typing = saver(context, {
    read: values,
    send: (typed, more) => context.ask("type", { session: session(), fields: typed, ...more }),
    settled: () => comeBack(),
  });
  /**
   * Ask for what begins a new session, with what stands in this one.
   *
   * @param {string} what
   */
  const turn = (what, more = {}) => {
    const one = { n: `${PAGE}-${freshId("turn")}`, what, more, values: values(), focus: inFocus() };
    asked.push(one);
    context.ask(what, { ...more, session: session(), fields: one.values, turn: one.n, ...typing.along() });
  };
  /** @type {FieldEvents} */
  const events = {
    typed: typing.changed,
    changed: () => {
      if (now) arrange(now.fields, isMoment(now.face.moments, values()));
      typing.changed();
      typing.now();
    },
    choose: (field, key) => {
      typing.now();
      context.ask("choose", { field, key });
    },
    standAlone: (field, alone) => {
      typing.now();
      context.ask("stand_alone", { session: session(), field, alone });
    },
    landmarks: () => now?.face.landmarks ?? [],
    records: () => now?.face.records ?? [],
    entries: () => now?.face.entries ?? [],
    value: (key) =>
      fields()
        .find((one) => one.spec.key === key)
        ?.value() ?? "",
    word,
  };
  const ways = {
    submit: () => {
      if (now) now.insist = true;
      turn("keep");
    },
    leave: typing.now,
    back: () => context.ask("bring_back"),
    aside: () => (edit ? context.ask("close") : turn("clear")),
  };

  /**
   * Draw the fields of a new session; whoever is typing in one of them already stays in it.
   *
   * @param {FormFace} face
   */
  function begin(face) {
    const { answered: left, later } = answeredBy(asked, face.turn, now?.turn);
    const since = left ? typedSince(left.values, values(), face.values) : {};
    const busy = left && (Object.keys(since).length || inFocus() !== left.focus) ? inFocus() : null;
    const selection = selected();
    if (left) typing.drop();
    asked = later.filter(({ what }) => what !== "keep"); // of another session the kernel keeps nothing
    const along = { ...typing.begin(face.key, face.values), ...since };
    const drawn = face.fields.map((spec) => field(spec, along[spec.key] ?? face.values[spec.key] ?? "", events));
    const parts = layOut(face, drawn, { edit, word, ways });
    now = { face, turn: face.turn, fields: drawn, parts, shown: {}, insist: false };
    element.replaceChildren(parts.element);
    arrange(drawn, isMoment(face.moments, values()));
    const place = busy && drawn.find((one) => one.spec.key === busy);
    if (place) {
      place.focus();
      selection?.(document.activeElement);
    }
    if (Object.keys(along).length) typing.changed();
    else comeBack();
    if (later.at(-1)?.what === "keep" && (!left || Object.keys(since).length)) turn("keep");
  }

  /** Ask for the next form of this card in which something waits, typed before its kernel went. */
  function comeBack() {
    const key = returning?.shift();
    if (key !== undefined) context.ask("resume", { key });
  }

  /**
   * Show what the kernel has where nothing of this view's own is on its way: another view may have typed it.
   *
   * @param {Session} session
   */
  function keepUp(session) {
    const kernels = session.face.values;
    for (const one of typing.holding ? [] : session.fields) {
      const { key } = one.spec;
      const mine = one.block.contains(document.activeElement) || !same(one.value(), session.shown[key]);
      if (!mine && !same(session.shown[key], kernels[key] ?? "")) one.set(kernels[key] ?? "");
    }
    session.shown = kernels;
  }

  const say = () => now && speak(now.face, now.fields, now.parts, now.insist);

  /** There is no form any more. */
  function end() {
    if (now) typing.drop();
    typing.begin(null, {});
    element.replaceChildren();
    asked = [];
    now = null;
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
    /** @param {FormFace | null} next */
    update(next) {
      if (!next) end();
      else {
        if (next.session !== session()) begin(next);
        if (now) {
          now.face = next;
          keepUp(now);
          say();
        }
      }
      if (returning) return;
      returning = typing.elsewhere();
      comeBack();
    },
    /** Bring the first field that needs a look into view. */
    look() {
      asked = [];
      if (!now) return;
      const { face } = now;
      now.insist = true;
      say();
      const first = now.fields.find((one) => face.problems[one.spec.key]);
      first?.block.closest("details")?.setAttribute("open", "");
      first?.focus();
    },
    /** Go to the first field, unless the person is in another one already. */
    focusFirst() {
      if (!focused()) fields()[0]?.focus();
    },
    focusHeading() {
      now?.parts.heading?.focus({ preventScroll: true });
      reveal(element);
    },
    destroy() {
      typing.end();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

/** What is selected in the field in use; gives what selects the same in another one. */
function selected() {
  const { activeElement: field } = document;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  const { selectionStart, selectionEnd } = field;
  if (typeof selectionStart !== "number") return null;
  return (/** @type {Element | null} */ other) => {
    if (other instanceof HTMLInputElement || other instanceof HTMLTextAreaElement)
      other.setSelectionRange(selectionStart, selectionEnd);
  };
}

/**
 * A card that is one form.
 *
 * @param {Context<FormCardFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function formCard(context, root) {
  const inner = form(context);
  root.append(h("section", { class: "imw-card" }, inner.element, context.notice.line));
  return {
    /** @param {FormCardFace} face */
    update: (face) => inner.update(face.form),
    hear(message) {
      if (message.look) inner.look();
      if (message.kept) inner.focusFirst();
      return Boolean(message.look);
    },
    destroy: () => inner.destroy(),
  };
}

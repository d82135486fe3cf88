// Draws the cards of the workbook. One model is one card; `view` says which, the face that its kernel sends is all that
// it shows.

import { button, h, save } from "./dom.js";
import { gate } from "./gate.js";
import { formCard } from "./form.js";
import { entries } from "./entries.js";
import { otherTab } from "./tabs.js";
import { substances } from "./substances.js";
import { landmarks } from "./landmarks.js";
import { chart } from "./chart.js";
import { copies } from "./copies.js";
import { safe } from "./safe.js";
import { welcome } from "./welcome.js";
import { asked } from "./asked.js";
import { checkIn } from "./checkin.js";
import { expect } from "./expect.js";
import { dress } from "./files.js";
import { settings } from "./settings.js";
import { examination } from "./examination.js";
import { circle } from "./people.js";
import { connections } from "./connections.js";
import { day } from "./day.js";
import { days } from "./days.js";
import { aftercare } from "./aftercare.js";
import { reflect } from "./reflect.js";
import { memory } from "./memory.js";
import { picture } from "./picture.js";
import { placing } from "./placing.js";
import { progress } from "./progress.js";
import { quick } from "./quick.js";
import { bringIn } from "./bringing.js";
import { speak } from "./language.js";
import { review } from "./review.js";
import { agenda, whoSees } from "./clinician.js";
import { say, shown } from "./shown.js";
import { sight } from "./sight.js";
import { turns } from "./turns.js";
import { follow, heard, saving } from "./typing.js";

/**
 * @import { Body, Context, Model, Notice, PageState, View } from "./context.d.ts"
 * @import { Face, Faces, Message } from "./faces.d.ts"
 */

const SHEETS = [
  "kit.css",
  "self.css",
  "prepare.css",
  "reflect.css",
  "copies.css",
  "clinician.css",
  "days.css",
  "bringing.css",
];
/** @type {{ [V in keyof Faces]: (context: Context<Faces[V]>, root: HTMLElement) => Body }} */
const VIEWS = {
  form: formCard,
  entries,
  substances,
  landmarks,
  chart,
  copies,
  welcome,
  safe,
  expect,
  settings,
  check_in: checkIn,
  examination,
  circle,
  connections,
  day,
  days,
  aftercare,
  asked,
  reflect,
  memory,
  picture,
  placing,
  progress,
  quick,
  bring_in: bringIn,
  review,
  agenda,
  who_sees: whoSees,
};
const EMPTY_WHILE_CLOSED = new Set(["asked", "bring_in", "check_in", "examination", "memory", "progress", "quick"]);
const SHOWN_WHILE_CLOSED = new Set(["welcome", "safe", "expect", "settings"]);

/** @type {Partial<Face> | null} */
let lastFace = null;
let strangers = 0;

/** Tell the page around the cards whether the workbook is open, and whether what is typed is kept. */
function publish(face = lastFace) {
  if (!face?.state) return;
  lastFace = face;
  const detail = { state: face.state, saving: saving(), name: face.name ?? "", settings: face.page ?? null };
  if (JSON.stringify(window.imeworkbookState) === JSON.stringify(detail)) return;
  window.imeworkbookState = detail;
  window.dispatchEvent(new CustomEvent("imeworkbook:state", { detail }));
}
follow(() => publish());

/**
 * Keep keys that are meant for a card away from JupyterLab, which would take "a" on a check box for "insert a cell" and
 * Enter in a field for "edit the cell". Escape goes on, for the page that hides at once.
 *
 * @param {KeyboardEvent} event
 */
function keepKeys(event) {
  if (event.key === "Escape") return;
  event.stopPropagation();
  if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) event.preventDefault();
}

/**
 * A line in which a card says what happened; read out by screen readers.
 *
 * @returns {Notice}
 */
function noticeLine() {
  const line = h("div", { class: "imw-notice", role: "status", "aria-live": "polite" });
  return {
    line,
    say(text, good = true, action = null) {
      line.replaceChildren(h("span", {}, text), action ?? "");
      line.classList.toggle("imw-look", !good);
      line.classList.toggle("imw-said", Boolean(text));
    },
  };
}

/**
 * Ask the page around the cards to open another chapter.
 *
 * @param {string} chapter
 */
const leave = (chapter) => window.dispatchEvent(new CustomEvent("imeworkbook:go", { detail: { chapter } }));

/**
 * What a card is drawn with. `page` is shared by all cards of the page; `ours` tells whether it is the workbook's own. Where
 * the kernel sent the kit, `files` are its sheets; `fetch` brings what else it has.
 *
 * @typedef {object} Drawing
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {PageState} page
 * @property {boolean} ours
 * @property {Record<string, string>} [files]
 * @property {(part: string) => Promise<BlobPart>} fetch
 *
 * @param {Drawing} drawing
 * @param {HTMLElement} root
 * @returns {Context<Partial<Face>>}
 */
function contextOf({ model, page, ours, files, fetch }, root) {
  const faces = shown(model, /** @type {Partial<Face>} */ ({}));
  const asking = turns(crypto.getRandomValues(new Uint32Array(2)).join("-"));
  /** @type {Context<Partial<Face>>} */
  const context = {
    page,
    ours,
    files,
    fetch,
    root,
    shown: faces,
    card: model.get("card") || `stranger ${++strangers}`,
    opened: "",
    notice: noticeLine(),
    tell(sentence) {
      context.notice.say(sentence, false);
      if (!root.contains(context.notice.line)) root.append(h("section", { class: "imw-card" }, context.notice.line));
    },
    offerUndo({ notice = "", good }, label) {
      context.notice.say(
        notice,
        good,
        button(label, "link", () => context.ask("undo")),
      );
      return true;
    },
    turns: asking,
    ask: (what, fields = {}, buffers = []) => say(model, { do: what, at: asking.next(), ...fields }, buffers),
    go: (chapter) =>
      ours ? leave(chapter) : context.tell(context.word("gate", "chapter_elsewhere").replace("{chapter}", chapter)),
    word: (part, key) => {
      const text = faces.get("face").words?.[part]?.[key];
      return typeof text === "string" ? text : "";
    },
  };
  return context;
}

/**
 * Draw a card.
 *
 * @param {Drawing} drawing
 */
export function render(drawing) {
  const { model, el, page, ours, files } = drawing;
  const view = model.get("view");
  const root = h("div", {
    class: `imw-kit imw-view-${view} ${ours ? "" : "imw-guest"}`,
    "data-lm-suppress-shortcuts": "true",
    keydown: keepKeys,
  });
  el.append(root);
  for (const sheet of SHEETS) dress(root, sheet, files);
  const context = contextOf(drawing, root);
  const faces = context.shown;
  /** @type {Body | null} */
  let body = null;
  let mode = "";
  /** Whether it was drawn last while something that was asked was not done yet. */
  let held = false;

  /**
   * Draw it as another kind of card, or as none.
   *
   * @param {string} wanted
   * @param {string} state
   */
  const become = (wanted, state) => {
    if (wanted && wanted === mode) return;
    body?.destroy?.();
    root.replaceChildren();
    context.notice = noticeLine();
    context.opened = state;
    body = wanted ? cardOf(wanted)(context, root) : null;
    mode = wanted;
  };

  const update = () => {
    const face = faces.get("face");
    if (!face.words && !face.name) return;
    if (!ours && face.run)
      otherTab(page, face.run, (another) => warn(el, another && context.word("gate", "other_tab")));
    publish(face);
    if (face.language_code) speak(face.language_code, context.word("common", "colon"));
    if (face.trouble) return context.tell(face.trouble);
    become(modeOf(view, face.state), face.state ?? "");
    held = !context.turns.settled();
    body?.update(face);
  };
  /**
   * @param {string} at
   */
  const settle = (at) => {
    if (context.turns.done(at) && held) update();
  };
  /**
   * @param {Message} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  const hear = (message, buffers) => {
    if (message.show) faces.take(message);
    else if (message.done) settle(message.done);
    else if (message.heard) heard(message.heard);
    else if (message.gone !== undefined) context.gone?.(message.gone);
    else if (message.download) save(message.download, message.mime ?? "", buffers[0]);
    else if (!body?.hear?.(message, buffers) && message.notice) context.notice.say(message.notice, message.good);
  };
  faces.on("face", update);
  model.on("msg:custom", hear);
  faces.ask();
  const unseen = sight(root, page, (what, fields) => say(model, { do: what, ...fields }));
  return () => {
    unseen();
    faces.end();
    model.off("msg:custom", hear);
    body?.destroy?.();
  };
}

/**
 * What draws a view. The kernel sees to it that each view gets its own face.
 *
 * @param {string} view
 * @returns {View}
 */
function cardOf(view) {
  /** @type {Record<string, View | undefined>} */
  const views = VIEWS;
  return views[view] ?? gate;
}

/**
 * As what a card is drawn: as itself, as the gate in its place, or ("") as nothing.
 *
 * @param {string} view
 * @param {string} [state]
 */
function modeOf(view, state) {
  const closed = state === "none" || state === "locked";
  if (closed && EMPTY_WHILE_CLOSED.has(view)) return "";
  return closed && !SHOWN_WHILE_CLOSED.has(view) ? "gate" : view;
}

/**
 * Say above the card what there is to say of the page, or nothing any more.
 *
 * @param {HTMLElement} el
 * @param {string | false} sentence
 */
function warn(el, sentence) {
  if (!sentence) return el.querySelector(".imw-twice")?.remove();
  const warning = h("p", { class: "imw-warning" }, sentence);
  el.prepend(h("div", { class: "imw-kit imw-guest imw-twice" }, warning));
}

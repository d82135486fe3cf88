// Draws the cards of the workbook. One model is one card; `view` says which, the face that its kernel sends is all that
// it shows.

import { h, save } from "./dom.js";
import { gate } from "./gate.js";
import { formCard } from "./form.js";
import { entries } from "./entries.js";
import { otherTab } from "./tabs.js";
import { substances } from "./substances.js";
import { landmarks } from "./landmarks.js";
import { chart } from "./chart.js";
import { copies } from "./copies.js";
import { safe, welcome } from "./welcome.js";
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
import { review } from "./review.js";
import { agenda, whoSees } from "./clinician.js";
import { say, shown } from "./shown.js";
import { sight } from "./sight.js";
import { follow, heard, saving } from "./typing.js";

const SHEETS = ["kit.css", "self.css", "prepare.css", "reflect.css", "copies.css", "clinician.css", "days.css"];
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
  review,
  agenda,
  who_sees: whoSees,
};
const EMPTY_WHILE_CLOSED = new Set(["asked", "check_in", "examination", "memory", "progress", "quick"]);
const SHOWN_WHILE_CLOSED = new Set(["welcome", "safe", "expect", "settings"]);

let lastFace = null;
let strangers = 0;

/** Tell the page around the cards whether the workbook is open, and whether what is typed is kept. */
function publish(face = lastFace) {
  if (!face) return;
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
 */
function keepKeys(event) {
  if (event.key === "Escape") return;
  event.stopPropagation();
  if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) event.preventDefault();
}

/** A line in which a card says what happened; read out by screen readers. */
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

/** Ask the page around the cards to open another chapter. */
const leave = (chapter) => window.dispatchEvent(new CustomEvent("imeworkbook:go", { detail: { chapter } }));

/**
 * Draw a card. `page` is shared by all cards of the page; `ours` tells whether it is the workbook's own. Where the kernel
 * sent the kit, `files` are its sheets; `fetch` brings what else it has.
 */
export function render({ model, el, page, ours, files, fetch }) {
  const root = h("div", {
    class: `imw-kit imw-view-${model.get("view")} ${ours ? "" : "imw-guest"}`,
    "data-lm-suppress-shortcuts": "true",
    keydown: keepKeys,
  });
  el.append(root);
  for (const sheet of SHEETS) dress(root, sheet, files);
  const faces = shown(model);
  let body = null;
  let mode = "";
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
    ask: (what, fields = {}, buffers = []) => say(model, { do: what, ...fields }, buffers),
    go: (chapter) =>
      ours ? leave(chapter) : tell(context.word("gate", "chapter_elsewhere").replace("{chapter}", chapter)),
    word: (part, key) => faces.get("face").words?.[part]?.[key] ?? "",
  };
  const tell = (sentence) => {
    context.notice.say(sentence, false);
    if (!root.contains(context.notice.line)) root.append(h("section", { class: "imw-card" }, context.notice.line));
  };

  const warn = (sentence) => {
    if (sentence)
      el.prepend(h("div", { class: "imw-kit imw-guest imw-twice" }, h("p", { class: "imw-warning" }, sentence)));
    else el.querySelector(".imw-twice")?.remove();
  };

  const update = () => {
    const face = faces.get("face");
    if (!face.words && !face.name) return;
    if (!ours && face.run) otherTab(page, face.run, (another) => warn(another && context.word("gate", "other_tab")));
    if (face.state) publish(face);
    if (face.trouble) return tell(face.trouble);
    const view = model.get("view");
    const closed = face.state === "none" || face.state === "locked";
    if (closed && EMPTY_WHILE_CLOSED.has(view)) {
      body?.destroy?.();
      [body, mode] = [null, ""];
      root.replaceChildren();
      return;
    }
    const wanted = closed && !SHOWN_WHILE_CLOSED.has(view) ? "gate" : view;
    if (wanted !== mode) {
      body?.destroy?.();
      context.notice = noticeLine();
      context.opened = face.state;
      root.replaceChildren();
      body = (VIEWS[wanted] ?? gate)(context, root);
      mode = wanted;
    }
    body.update(face);
  };
  const hear = (message, buffers) => {
    if (message.show) faces.take(message);
    else if (message.heard) heard(message.heard);
    else if (message.gone !== undefined) context.gone?.(message.gone);
    else if (message.download) save(message.download, message.mime, buffers[0]);
    else if (!body?.hear?.(message, buffers) && message.notice) context.notice.say(message.notice, message.good);
  };
  faces.on("face", update);
  model.on("msg:custom", hear);
  faces.ask();
  const unseen = sight(root, page, context.ask);
  return () => {
    unseen();
    faces.end();
    model.off("msg:custom", hear);
    body?.destroy?.();
  };
}

// The day itself: the form, when to leave, what to think of, a photo of the evaluator for a phone call.

import { button, check, h, line, onEnter } from "./dom.js";
import { form } from "./form.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { ChecklistItem, DayFace } from "./faces.d.ts"
 */

const PHOTO_HEIGHT = 240;
const PHOTO_QUALITY = 0.72;
const JPEG_PREFIX = "data:image/jpeg;base64,";

/**
 * @param {Context<DayFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function day(context, root) {
  const inner = form(context);
  const papers = papersPart(context);
  const list = checklist(context);
  const photo = photoPart(context);
  const card = h("section", { class: "imw-card" }, inner.element, context.notice.line);
  root.append(card, papers.element, list.element, photo.element);

  return {
    /** @param {DayFace} face */
    update(face) {
      if (!face.day) return;
      inner.update(face.form);
      papers.update(face);
      list.update(face.items);
      photo.update(face.photo, face.phone);
    },
    hear(message) {
      if (message.look) inner.look();
      return Boolean(message.look);
    },
    destroy: () => inner.destroy(),
  };
}

/**
 * When to leave, and what can be taken along or put into a calendar.
 *
 * @param {Context<DayFace>} context
 */
function papersPart(context) {
  const words = context.shown.get("face").day;
  const leave = h("p", { class: "imw-leave", role: "status" });
  const place = check(words.with_place, false);
  const calendar = button(words.calendar, "plain", () => context.ask("calendar", { with_place: place.input.checked }));
  const sheet = button(words.sheet, "plain", () => context.ask("sheet"));
  const element = h(
    "section",
    { class: "imw-card imw-green" },
    leave,
    h("p", { class: "imw-quiet" }, words.least),
    h(
      "div",
      { class: "imw-day-papers" },
      h("div", {}, calendar, place, h("p", { class: "imw-help" }, words.calendar_help)),
      h("div", {}, sheet, h("p", { class: "imw-help" }, words.sheet_text)),
    ),
  );
  return {
    element,
    /** @param {DayFace} face */
    update(face) {
      leave.textContent = face.leave || words.unknown;
      calendar.disabled = !face.known;
    },
  };
}

/**
 * What to think of, each to be ticked, with lines of one's own.
 *
 * @param {Context<DayFace>} context
 */
function checklist(context) {
  const words = context.shown.get("face").day;
  const element = h("section", { class: "imw-card" });
  /** @type {Map<string, HTMLInputElement>} */
  let ticks = new Map();
  let drawn = "";

  /** @param {ChecklistItem} item */
  function row({ key, text, done, own }) {
    const tick = check(text, done, () => context.ask("tick", { key, done: tick.input.checked }));
    ticks.set(key, tick.input);
    const label = { "aria-label": `${words.remove}: ${text}` };
    const remove = own && button(words.remove, "link", () => context.ask("remove_item", { key }), label);
    return h("li", {}, tick, remove);
  }

  /** @param {ChecklistItem[]} items */
  function draw(items) {
    const own = line(words.own, { maxlength: 300 });
    const add = () => {
      context.ask("add_item", { text: own.input.value });
      own.input.value = "";
    };
    onEnter(own.input, add);
    ticks = new Map();
    element.replaceChildren(
      h("h2", { tabindex: "-1" }, words.list_title),
      h("ul", { class: "imw-checklist" }, ...items.map(row)),
      h("div", { class: "imw-add" }, own, button(words.add, "plain", add)),
    );
  }

  return {
    element,
    /** @param {ChecklistItem[]} items */
    update(items) {
      const shape = JSON.stringify(items.map(({ key, text }) => [key, text]));
      if (shape !== drawn) {
        drawn = shape;
        draw(items);
      }
      for (const { key, done } of items) {
        const tick = ticks.get(key);
        if (tick && context.turns.settled()) tick.checked = done;
      }
    },
  };
}

/**
 * A photo of the evaluator, where the examination is by phone.
 *
 * @param {Context<DayFace>} context
 */
function photoPart(context) {
  const words = context.shown.get("face").day;
  const element = h("section", { class: "imw-card" });
  /** @type {string | null} */
  let shown = null;

  /** @param {File | undefined} file */
  async function send(file) {
    if (!file) return;
    try {
      context.ask("photo", { photo: await portrait(file) });
    } catch {
      context.notice.say(words.photo_large, false);
    }
  }

  function chooser() {
    const file = line(words.photo_choose, { type: "file", accept: "image/jpeg,image/png" });
    file.input.addEventListener("change", () => send(file.input.files?.[0]));
    return file;
  }

  return {
    element,
    /**
     * @param {string} photo
     * @param {boolean} wanted
     */
    update(photo, wanted) {
      element.hidden = !wanted && !photo;
      if (photo === shown) return;
      shown = photo;
      const remove = () => button(words.photo_remove, "link", () => context.ask("photo", { photo: "" }));
      element.replaceChildren(
        h("h2", {}, words.photo_title),
        h("p", { class: "imw-quiet" }, words.photo_text),
        ...(photo
          ? [h("img", { class: "imw-photo", src: JPEG_PREFIX + photo, alt: words.photo_alt }), h("div", {}, remove())]
          : [chooser()]),
      );
    },
  };
}

/**
 * Make the photo small before it leaves the page: the workbook keeps a portrait, not an archive.
 *
 * @param {File} file
 * @returns {Promise<string>} JPEG in base 64
 */
async function portrait(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, PHOTO_HEIGHT / bitmap.height);
  const canvas = h("canvas", { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
  const sheet = canvas.getContext("2d");
  if (!sheet) throw new Error("no canvas");
  sheet.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", PHOTO_QUALITY).slice(JPEG_PREFIX.length);
}

// The day itself: the form, when to leave, what to think of, a photo of the evaluator for a phone call.

import { button, check, h, line, onEnter } from "./dom.js";
import { form } from "./form.js";

const PHOTO_HEIGHT = 240;
const PHOTO_QUALITY = 0.72;
const JPEG_PREFIX = "data:image/jpeg;base64,";

export function day(context, root) {
  const inner = form(context);
  const leave = h("p", { class: "imw-leave", role: "status" });
  const panel = h("section", { class: "imw-card imw-green" });
  const listCard = h("section", { class: "imw-card" });
  const photoCard = h("section", { class: "imw-card" });
  root.append(h("section", { class: "imw-card" }, inner.element, context.notice.line), panel, listCard, photoCard);
  let words = null;
  let ticks = new Map();
  let shownList = "";
  let shownPhoto = null;
  let place = null;

  function build() {
    place = check(words.with_place, false, null);
    panel.replaceChildren(
      leave,
      h("p", { class: "imw-quiet" }, words.least),
      h(
        "div",
        { class: "imw-day-papers" },
        h(
          "div",
          {},
          button(words.calendar, "plain", () => context.ask("calendar", { with_place: place.input.checked })),
          place,
          h("p", { class: "imw-help" }, words.calendar_help),
        ),
        h(
          "div",
          {},
          button(words.sheet, "plain", () => context.ask("sheet")),
          h("p", { class: "imw-help" }, words.sheet_text),
        ),
      ),
    );
  }

  function drawList(items) {
    const shape = JSON.stringify(items.map(({ key, text }) => [key, text]));
    if (shape !== shownList) {
      shownList = shape;
      ticks = new Map();
      const own = line(words.own, { maxlength: 300 });
      const add = () => {
        context.ask("add_item", { text: own.input.value });
        own.input.value = "";
      };
      onEnter(own.input, add);
      listCard.replaceChildren(
        h("h2", { tabindex: "-1" }, words.list_title),
        h(
          "ul",
          { class: "imw-checklist" },
          ...items.map((item) => {
            const tick = check(item.text, item.done, () =>
              context.ask("tick", { key: item.key, done: tick.input.checked }),
            );
            ticks.set(item.key, tick.input);
            return h(
              "li",
              {},
              tick,
              item.own &&
                button(words.remove, "link", () => context.ask("remove_item", { key: item.key }), {
                  "aria-label": `${words.remove}: ${item.text}`,
                }),
            );
          }),
        ),
        h("div", { class: "imw-add" }, own, button(words.add, "plain", add)),
      );
    }
    for (const item of items) ticks.get(item.key).checked = item.done;
  }

  function drawPhoto(photo, wanted) {
    photoCard.hidden = !wanted && !photo;
    if (photo === shownPhoto) return;
    shownPhoto = photo;
    const file = line(words.photo_choose, { type: "file", accept: "image/jpeg,image/png" });
    file.input.addEventListener("change", () => file.input.files[0] && send(file.input.files[0]));
    photoCard.replaceChildren(
      h("h2", {}, words.photo_title),
      h("p", { class: "imw-quiet" }, words.photo_text),
      ...(photo
        ? [
            h("img", { class: "imw-photo", src: JPEG_PREFIX + photo, alt: words.photo_alt }),
            h(
              "div",
              {},
              button(words.photo_remove, "link", () => context.ask("photo", { photo: "" })),
            ),
          ]
        : [file]),
    );
  }

  /** Make the photo small before it leaves the page: the workbook keeps a portrait, not an archive. */
  async function send(file) {
    try {
      const bitmap = await createImageBitmap(file);
      const scale = Math.min(1, PHOTO_HEIGHT / bitmap.height);
      const canvas = h("canvas", {
        width: Math.round(bitmap.width * scale),
        height: Math.round(bitmap.height * scale),
      });
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      context.ask("photo", { photo: canvas.toDataURL("image/jpeg", PHOTO_QUALITY).slice(JPEG_PREFIX.length) });
    } catch {
      context.notice.say(words.photo_large, false);
    }
  }

  return {
    update(face) {
      if (!face.day) return;
      inner.update(face.form);
      if (words === null) {
        words = face.day;
        build();
      }
      leave.textContent = face.leave || words.unknown;
      panel.querySelectorAll("button")[0].disabled = !face.known;
      drawList(face.items);
      drawPhoto(face.photo, face.phone);
    },
    hear(message) {
      if (message.look) inner.look();
      return Boolean(message.look);
    },
    destroy: () => inner.destroy(),
  };
}

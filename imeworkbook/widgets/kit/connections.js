// What I see: one connection at a time of those that stand out, and the lines that the person has taken.

import { button, focusedIn, freshId, h, labelledSelect, line, onEnter, PRIVATE_FIELD, refocus } from "./dom.js";
import { saver } from "./typing.js";

/**
 * @import { Body, Context, Saver } from "./context.d.ts"
 * @import { ConnectionsFace, LineChoice, Option, TakenLine } from "./faces.d.ts"
 */

/** @type {LineChoice[]} */
const LINE_CHOICES = ["relation", "how_sure", "audience"];

/**
 * @param {Context<ConnectionsFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function connections(context, root) {
  /** @param {string} key */
  const word = (key) => context.word("connections", key);
  const one = h("div", { class: "imw-front" });
  const under = h("div", {});
  const others = h("div", { class: "imw-themes" });
  const lines = h("section", { class: "imw-card" });
  root.append(h("section", { class: "imw-card" }, one, others, under), lines);
  let shownOne = "";
  let shownOthers = "";
  let called = false; // a line was called to the front, and takes the keys with it
  let begun = false;
  /** @type {Map<string, Saver<{ text: string }>>} */
  const savers = new Map();
  /**
   * Keep what is typed in a field as a draft, under the name of its place; `stored` is what the kernel has of it.
   *
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   * @param {string} place
   * @param {string} stored
   */
  const drafted = (field, place, stored) => {
    savers.get(place)?.end();
    const typing = saver(context, {
      read: () => ({ text: field.value }),
      send: (typed, more) => context.ask("type", { place, ...typed, ...more }),
    });
    savers.set(place, typing);
    const { text = stored } = typing.begin(place, { text: stored });
    field.value = text;
    if (text !== stored) typing.changed();
    field.addEventListener("input", typing.changed);
    field.addEventListener("blur", typing.now);
    return field;
  };
  /** @param {string} place */
  const along = (place) => savers.get(place)?.along() ?? {};
  const flush = () => savers.forEach((typing) => typing.now());
  context.gone = (place) => savers.get(place)?.drop();
  const leave = () => flush();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);
  /** @type {Map<string, ReturnType<typeof taken>>} */
  const rows = new Map();
  const heading = h("h2", { tabindex: "-1" }, word("lines"));
  const empty = h("p", { class: "imw-quiet" }, word("no_lines"));
  const list = h("ol", { class: "imw-rows" });
  const own = line(word("write"), { maxlength: 2000 });
  const add = () => {
    context.ask("write", { text: own.input.value, ...along("own") });
    own.input.value = "";
  };
  onEnter(own.input, add);
  lines.append(heading, empty, list, h("div", { class: "imw-add" }, own, button(word("add"), "plain", add)));

  /** @param {ConnectionsFace} face */
  function drawOne(face) {
    const wanted = JSON.stringify([
      face.one?.key,
      face.one?.sentence,
      face.left,
      face.aside,
      face.none,
      face.lines.length > 0,
    ]);
    if (wanted === shownOne) return;
    const moved = shownOne !== "" && (called || one.contains(document.activeElement));
    called = false;
    const typed = [...one.querySelectorAll("textarea")].find(({ dataset }) => dataset.place === face.one?.key)?.value;
    shownOne = wanted;
    const title = h("h2", { tabindex: "-1" }, word("title"));
    one.replaceChildren(
      title,
      h("p", { class: "imw-quiet" }, word("text")),
      ...(face.one ? proposal(face.one, typed ?? face.one.typed, face.left) : nothing(face)),
    );
    const held = under.contains(document.activeElement);
    under.replaceChildren(foot(face));
    if (moved || held) (one.querySelector("textarea") ?? title).focus();
  }

  /**
   * @param {NonNullable<ConnectionsFace["one"]>} proposed
   * @param {string} typed
   * @param {number} left
   */
  function proposal(proposed, typed, left) {
    const id = freshId("words");
    const key = proposed.key;
    const text = h("textarea", {
      id,
      rows: 2,
      class: "imw-input imw-short",
      "data-place": key,
      maxlength: 2000,
      ...PRIVATE_FIELD,
    });
    drafted(text, key, typed);
    return [
      h("p", { class: "imw-seen" }, proposed.sentence),
      h("p", { class: "imw-help" }, word(proposed.certainty)),
      h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, word("own_words")), text),
      h(
        "div",
        { class: "imw-foot" },
        button(word("dismiss"), "plain", () => context.ask("dismiss", { key })),
        button(word("take"), "primary", () => context.ask("take", { key, text: text.value, ...along(key) })),
      ),
      h(
        "p",
        { class: "imw-help", role: "status" },
        left > 1 ? word("left").replace("{n}", String(left - 1)) : word("left_one"),
      ),
    ];
  }

  /**
   * What else stands out, by theme; a line comes to the front, and more like it when asked.
   *
   * @param {ConnectionsFace} face
   */
  function drawOthers({ one: front, themes }) {
    const wanted = JSON.stringify([front?.key, themes]);
    if (wanted === shownOthers) return;
    shownOthers = wanted;
    const held = focusedIn(others)?.dataset.place;
    others.replaceChildren(
      ...themes.filter(({ rows, more }) => rows.length || more).map((row) => theme(row, front?.key)),
    );
    if (held && !refocus(others, "place", held)) one.querySelector("textarea")?.focus();
  }

  /**
   * @param {ConnectionsFace["themes"][number]} row
   * @param {string} [front]
   */
  function theme({ key: name, label, rows, more }, front) {
    const id = freshId("theme");
    /** @param {{ key: string, sentence: string }} line */
    const show = ({ key, sentence }) => {
      const call = () => {
        called = true;
        context.ask("look", { key });
      };
      const current = key === front ? { "aria-current": "true" } : {};
      return h("li", {}, button(sentence, "link", call, { "data-place": key, ...current }));
    };
    const further = button(
      word("more").replace("{n}", String(more)),
      "plain",
      () => context.ask("more", { theme: name }),
      {
        class: "imw-button imw-plain imw-small",
        "data-place": `more ${name}`,
        "aria-label": `${word("more").replace("{n}", String(more))}: ${label}`,
      },
    );
    return h(
      "section",
      { "aria-labelledby": id },
      h("h3", { id }, label),
      h("ul", {}, ...rows.map(show)),
      more ? further : "",
    );
  }

  /** @param {ConnectionsFace} face */
  const nothing = (face) => [h("p", { role: "status" }, word(face.lines.length || face.aside ? "done" : "empty"))];

  /** @param {ConnectionsFace} face */
  const foot = (face) =>
    h(
      "div",
      { class: "imw-ways imw-thin" },
      face.none
        ? h(
            "span",
            {},
            word("none_said"),
            " ",
            button(word("take_back"), "link", () => context.ask("none", { none: false })),
          )
        : button(word("none"), "link", () => context.ask("none", { none: true })),
      face.aside ? button(word("again").replace("{n}", String(face.aside)), "link", () => context.ask("again")) : "",
    );

  /**
   * The lines by their number; a row stands, with what is typed in it, until it is put aside.
   *
   * @param {ConnectionsFace} face
   */
  function drawLines(face) {
    const now = new Set(face.lines.map((row) => row.id));
    for (const id of rows.keys()) if (!now.has(id)) rows.delete(id);
    for (const row of face.lines) if (!rows.has(row.id)) rows.set(row.id, taken(row, face.choices));
    const items = face.lines.flatMap((row) => rows.get(row.id)?.item ?? []);
    const active = focusedIn(list);
    if (items.length !== list.children.length || items.some((item, place) => item !== list.children[place])) {
      const left = active && !items.some((item) => item.contains(active));
      list.replaceChildren(...items);
      if (left) heading.focus();
      else active?.focus();
    }
    for (const row of face.lines) rows.get(row.id)?.show(row);
    list.hidden = face.lines.length === 0;
    empty.hidden = face.lines.length > 0;
  }

  /**
   * @param {string} id
   * @param {LineChoice} field
   * @param {Option[]} options
   */
  function choice(id, field, options) {
    const part = labelledSelect(word(field), options, (value) => context.ask("choose", { id, field, value }));
    return { field, ...part };
  }

  /**
   * @param {TakenLine} line
   * @param {ConnectionsFace["choices"]} choices
   */
  function taken({ id, text: before, typed }, choices) {
    const text = h("textarea", {
      rows: 2,
      class: "imw-input imw-short",
      "aria-label": word("reword"),
      maxlength: 2000,
      ...PRIVATE_FIELD,
    });
    drafted(text, id, typed);
    text.addEventListener("change", () => context.ask("reword", { id, text: text.value, ...along(id) }));
    const number = h("span", { class: "imw-line-number", "aria-hidden": "true" });
    const parts = LINE_CHOICES.map((field) => choice(id, field, choices[field]));
    const away = button(word("let_go"), "link", () => context.ask("let_go", { id }));
    const item = h(
      "li",
      { class: "imw-row imw-line-taken" },
      h("div", { class: "imw-line-words" }, number, text),
      h("div", { class: "imw-line-choices" }, ...parts.map(({ block }) => block)),
      h("div", { class: "imw-foot" }, away),
    );
    let kept = before;
    return {
      item,
      /** @param {TakenLine} row */
      show(row) {
        item.value = row.number;
        number.textContent = `${row.number}.`;
        if (text.value === kept) text.value = row.text;
        kept = row.text;
        for (const { field, select } of parts) {
          select.value = row[field];
          select.setAttribute("aria-label", `${word(field)}: ${row.text}`);
        }
        away.setAttribute("aria-label", `${word("let_go")}: ${row.text}`);
      },
    };
  }

  return {
    /** @param {ConnectionsFace} face */
    update(face) {
      if (!face.lines) return;
      if (!begun) drafted(own.input, "own", face.own);
      begun = true;
      drawOne(face);
      drawOthers(face);
      drawLines(face);
    },
    destroy() {
      savers.forEach((typing) => typing.end());
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

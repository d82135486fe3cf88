// The copies card: for whom, what is in and what stays out, how it is laid out and prints, and where it goes.

import { doubts } from "./copies-doubts.js";
import { parts } from "./copies-parts.js";
import { preview } from "./copies-preview.js";
import { titles } from "./copies-titles.js";
import { button, check, choices, h, labelledSelect, line } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { CopiesFace, Message } from "./faces.d.ts"
 */

const READERS = ["evaluator", "clinician", "private"];
const FORMATS = ["pdf", "html", "interactive", "csv", "json"];

/**
 * @param {Context<CopiesFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function copies(context, root) {
  /** @param {string} key */
  const word = (key) => context.word("copies", key);
  const face = () => context.shown.get("face");
  /**
   * @param {string} what
   * @param {object} fields
   */
  const choose = (what, fields) => {
    shown.close();
    context.notice.say("");
    context.ask(what, fields);
  };
  const reader = choices(
    word("for"),
    READERS.map((key) => [key, word(key)]),
    face().reader,
    (value) => choose("reader", { reader: value }),
  );
  const what = choices(
    word("what"),
    [
      ["copy", word("doc_copy")],
      ["one page", word("doc_one_page")],
    ],
    face().document,
    (value) => choose("document", { document: value }),
  );
  const about = h("p", { class: "imw-quiet" });
  const unreadable = h("p", { class: "imw-warning" });
  const safety = h("p", { class: "imw-help imw-safety", hidden: true });
  const inside = titles(context, "imw-titles", ({ audience }) =>
    face().reader === "evaluator" && audience === "evaluator"
      ? [
          ["clinician", word("for_clinician")],
          ["private", word("only_me")],
        ]
      : face().reader === "clinician"
        ? [["private", word("only_me")]]
        : [],
  );
  const outside = titles(context, "imw-titles imw-out", ({ why }) => (why ? [] : [[face().reader, word("put_in")]]));
  const asked = doubts(context);
  const laidOut = parts(context);
  const paper = choices(
    word("paper"),
    [
      ["letter", word("letter")],
      ["a4", word("a4")],
    ],
    face().paper,
    (value) => choose("paper", { paper: value }),
  );
  const language = labelledSelect(word("language"), face().languages, (code) => choose("copy_language", { code }));
  language.block.hidden = face().languages.length < 2;
  const kinds = Object.fromEntries(FORMATS.map((key) => [key, check(word(key), key === "pdf")]));
  const formats = () => FORMATS.filter((key) => kinds[key].input.checked);
  const hosted = face().folder === null;
  const folder = line(word("folder"), { value: face().folder ?? "" });
  const download = button(word("download"), hosted ? "primary" : "plain", () =>
    context.ask("download", { formats: formats() }),
  );
  const make = button(word("make"), "primary", () =>
    context.ask("make", { formats: formats(), folder: folder.input.value }),
  );
  const shown = preview(context);
  let drawn = "";

  root.append(
    h(
      "section",
      { class: "imw-card" },
      h("h2", {}, word("title")),
      h("div", { class: "imw-grid" }, reader, what),
      about,
      unreadable,
      h("div", { class: "imw-balance" }, inside.block, outside.block),
      safety,
      asked.block,
      laidOut.block,
      h(
        "div",
        { class: "imw-grid" },
        h("div", {}, paper, language.block),
        h(
          "fieldset",
          { class: "imw-choices" },
          h("legend", { class: "imw-label" }, word("formats")),
          kinds.pdf,
          kinds.html,
          h(
            "details",
            { class: "imw-more-formats" },
            h("summary", {}, word("more_formats")),
            kinds.interactive,
            kinds.csv,
            kinds.json,
          ),
        ),
      ),
      ...(hosted ? [] : [folder]),
      h("p", { class: "imw-warning" }, word("permanent")),
      context.notice.line,
      h(
        "div",
        { class: "imw-foot" },
        h("div", { class: "imw-foot-left" }, ...(hosted ? [shown.toggle] : [shown.toggle, download])),
        hosted ? download : make,
      ),
    ),
    shown.block,
  );

  return {
    /** @param {CopiesFace} now */
    update(now) {
      if (context.turns.settled()) {
        reader.set(now.reader);
        what.set(now.document);
        paper.set(now.paper);
        language.select.value = now.language;
      }
      about.textContent = now.inside.groups.length ? word(`${now.reader}_text`) : word("nothing_in");
      unreadable.textContent = now.unreadable;
      unreadable.hidden = !now.unreadable;
      inside.update(now.inside);
      outside.update(now.outside);
      safety.textContent = now.safety;
      safety.hidden = !now.safety;
      asked.update(now.doubts);
      laidOut.update(now.reader, now.sections);
      if (drawn && drawn !== JSON.stringify(now)) shown.close();
      drawn = JSON.stringify(now);
    },
    hear(message, buffers) {
      if (message.busy) context.notice.say(message.busy);
      else if (message.offer === "undo") context.offerUndo(message, word("undo"));
      else return shown.hear(message, buffers);
      return true;
    },
    destroy: shown.close,
  };
}

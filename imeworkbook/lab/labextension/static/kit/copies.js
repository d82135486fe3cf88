// The copies card: for whom, what is in and what stays out, and where it goes.

import { button, check, choices, h, line, reveal } from "./dom.js";

const READERS = ["evaluator", "clinician", "private"];

export function copies(context, root) {
  const word = (key) => context.word("copies", key);
  const face = () => context.model.get("face");
  const reader = choices(word("for"), READERS.map((key) => [key, word(key)]), face().reader, (value) => {
    closePreview();
    context.notice.say("");
    context.ask("reader", { reader: value });
  });
  const about = h("p", { class: "imw-quiet" });
  const inside = h("details", { class: "imw-titles" });
  const outside = h("details", { class: "imw-titles imw-out" });
  const paper = choices(
    word("paper"),
    [["letter", word("letter")], ["a4", word("a4")]],
    face().paper,
    (value) => context.ask("paper", { paper: value }),
  );
  const pdf = check(word("pdf"), true);
  const html = check(word("html"), false);
  const formats = () => [...(pdf.input.checked ? ["pdf"] : []), ...(html.input.checked ? ["html"] : [])];
  const folder = line(word("folder"), { value: face().folder });
  const preview = h("div", { class: "imw-preview", hidden: true });
  const look = button(word("preview"), "plain", () => {
    if (preview.hidden) context.ask("preview");
    else closePreview();
  });

  root.append(
    h(
      "section",
      { class: "imw-card" },
      h("h2", {}, word("title")),
      reader,
      about,
      h("div", { class: "imw-balance" }, inside, outside),
      h(
        "div",
        { class: "imw-grid" },
        paper,
        h("fieldset", { class: "imw-choices" }, h("legend", { class: "imw-label" }, word("formats")), pdf, html),
      ),
      folder,
      h("p", { class: "imw-warning" }, word("permanent")),
      context.notice.line,
      h(
        "div",
        { class: "imw-foot" },
        h(
          "div",
          { class: "imw-foot-left" },
          look,
          button(word("download"), "plain", () => context.ask("download", { formats: formats() })),
        ),
        button(word("make"), "primary", () => context.ask("make", { formats: formats(), folder: folder.input.value })),
      ),
    ),
    preview,
  );

  function closePreview() {
    preview.hidden = true;
    preview.replaceChildren();
    look.textContent = word("preview");
  }

  /** The copy has no script and asks for nothing; the frame allows none either. Its keys reach the page around it. */
  function showPreview(content) {
    const frame = h("iframe", { sandbox: "allow-same-origin", title: word("preview"), srcdoc: content });
    frame.addEventListener("load", () => {
      frame.contentDocument?.addEventListener("keydown", (event) =>
        window.document.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true })),
      );
    });
    preview.replaceChildren(frame);
    preview.hidden = false;
    look.textContent = word("close_preview");
    reveal(preview);
  }

  function list(target, { words, titles }) {
    const wanted = JSON.stringify([words, titles]);
    if (target.dataset.drawn === wanted) return;
    target.dataset.drawn = wanted;
    target.replaceChildren(
      h("summary", {}, words),
      h("ul", {}, ...titles.map((title) => h("li", {}, title))),
    );
  }

  return {
    update(now) {
      reader.set(now.reader);
      paper.set(now.paper);
      about.textContent = now.inside.titles.length ? word(`${now.reader}_text`) : word("nothing_in");
      list(inside, now.inside);
      list(outside, now.outside);
    },
    hear(message) {
      if (message.preview === undefined) return false;
      showPreview(message.preview);
      return true;
    },
    destroy: closePreview,
  };
}

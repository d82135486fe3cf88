// The welcome card (begin, open, look around) and the card that keeps the workbook safe.

import { button, go, h, line } from "./dom.js";
import { hearStrength, passphraseField, showTyped, strengthLine, take, unlockForm } from "./gate.js";

/** The recovery code, shown once, until the person says that it is written down. */
function codePanel(context, code, done) {
  const word = (key) => context.word("gate", key);
  const shown = h("output", { class: "imw-code" }, ...code.split("-").map((group) => h("span", {}, group)));
  return h(
    "section",
    { class: "imw-card imw-green", role: "group", "aria-label": word("code_title") },
    h("h2", { tabindex: "-1" }, word("code_title")),
    h("p", {}, word("code_text")),
    shown,
    h(
      "div",
      { class: "imw-foot" },
      h("span"),
      button(word("code_done"), "primary", () => {
        shown.textContent = "";
        done();
      }),
    ),
  );
}

/** Two passphrase fields with advice and a button; `send` takes what was typed. */
function choosePassphrase(context, label, send, before = []) {
  const word = (key) => context.word("gate", key);
  const first = passphraseField(context, word(before.length ? "new_passphrase" : "passphrase"));
  const again = passphraseField(context, word("again"));
  return h(
    "form",
    {
      class: "imw-form",
      submit: (event) => {
        event.preventDefault();
        context.notice.say("");
        if (first.input.value !== again.input.value) {
          again.input.value = "";
          again.input.focus();
          context.notice.say(word("not_same"), false);
          return;
        }
        const typed = { passphrase: take(first.input), again: take(again.input) };
        for (const block of before) typed[block.dataset.key] = take(block.input);
        send(typed);
      },
    },
    ...before,
    h("div", { class: "imw-grid" }, first, again),
    strengthLine(context, first.input),
    h(
      "div",
      { class: "imw-foot" },
      showTyped(context, first, again, ...before),
      h("button", { type: "submit", class: "imw-button imw-primary" }, label),
    ),
  );
}

export function welcome(context, root) {
  const word = (key) => context.word("welcome", key);
  const codeHost = h("div");
  const body = h("div");
  root.append(codeHost, body);
  let shown = "";
  let asked = false;

  function honest(folded) {
    const list = h(
      "div",
      { class: "imw-honest" },
      ...word("honest").map(([title, text]) => h("div", {}, h("h3", {}, title), h("p", {}, text))),
    );
    if (folded) return h("details", { class: "imw-card imw-more" }, h("summary", {}, word("honest_title")), list);
    return h("section", { class: "imw-card" }, h("h2", {}, word("honest_title")), list);
  }
  const lookAround = () =>
    h(
      "section",
      { class: "imw-card imw-choice-card" },
      h("div", {}, h("h2", {}, word("sample")), h("p", { class: "imw-quiet" }, word("sample_text"))),
      button(word("look"), "plain", () => context.ask("look")),
    );
  const warning = (face) => face.synced && h("p", { class: "imw-warning" }, face.synced);

  function none(face) {
    return [
      honest(false),
      h(
        "section",
        { class: "imw-card" },
        h("h2", {}, word("begin")),
        h("p", { class: "imw-quiet" }, word("begin_text")),
        warning(face),
        choosePassphrase(context, word("make"), (typed) => {
          asked = true;
          context.ask("begin", typed);
        }),
        context.notice.line,
      ),
      lookAround(),
    ];
  }
  function locked(face) {
    return [
      h("section", { class: "imw-card" }, h("h2", {}, word("open")), warning(face), unlockForm(context), context.notice.line),
      lookAround(),
      honest(true),
    ];
  }
  function open(face) {
    const sample = face.state === "sample";
    const chapters = [
      ["go_work", "work-and-training"],
      ["go_use", "substance-use"],
      ["go_chart", "side-by-side"],
      ["go_copies", "copies"],
    ];
    return [
      h(
        "section",
        { class: `imw-card ${sample ? "" : "imw-green"}` },
        h("h2", {}, sample ? word("sample") : word("open_title")),
        h("p", {}, sample ? word("in_sample") : word("open_text")),
        h("p", { class: "imw-quiet" }, face.begun ? face.counts : word("empty_start")),
        h(
          "div",
          { class: "imw-ways" },
          ...chapters.map(([key, chapter], index) =>
            button(word(key), index === 0 ? "primary" : "plain", () => go(chapter)),
          ),
        ),
        warning(face),
        h(
          "div",
          { class: "imw-foot imw-thin" },
          sample ? h("span") : h("span", { class: "imw-help" }, face.where),
          button(sample ? word("leave_sample") : word("lock"), sample ? "plain" : "link", () => context.ask("lock")),
        ),
        context.notice.line,
      ),
      honest(true),
    ];
  }

  return {
    update(face) {
      const wanted = JSON.stringify([face.state, face.synced, face.counts, face.begun]);
      if (wanted === shown) return;
      const stateChanged = !shown || JSON.parse(shown)[0] !== face.state;
      shown = wanted;
      if (stateChanged) {
        context.strengths = [];
        context.notice.say("");
      }
      const build = { none, locked, open, sample: open }[face.state];
      body.replaceChildren(...build(face));
    },
    hear(message) {
      if (hearStrength(context, message)) return true;
      if (message.code === undefined) return false;
      if (!asked) return true;
      asked = false;
      const panel = codePanel(context, message.code, () => codeHost.replaceChildren());
      codeHost.replaceChildren(panel);
      panel.querySelector("h2").focus();
      return true;
    },
    destroy: () => codeHost.replaceChildren(),
  };
}

export function safe(context, root) {
  const word = (key) => context.word("safe", key);
  const codeHost = h("div");
  const body = h("div", { class: "imw-stack" });
  root.append(h("section", { class: "imw-card" }, codeHost, body, context.notice.line));
  let shown = "";
  let asked = false;

  function backups(face) {
    const path = line(word("backup_path"), { value: face.backup_path });
    return fold(word("backup_title"), word("backup_text"), [
      h(
        "form",
        {
          class: "imw-form",
          submit: (event) => {
            event.preventDefault();
            context.ask("backup", { path: path.input.value });
          },
        },
        path,
        h(
          "div",
          { class: "imw-foot" },
          button(word("backup_download"), "plain", () => context.ask("backup_download")),
          h("button", { type: "submit", class: "imw-button imw-primary" }, word("backup")),
        ),
      ),
    ]);
  }
  function bringBack() {
    const file = line(word("restore_file"), { type: "file", accept: ".imew" });
    return fold(word("restore_title"), word("restore_text"), [
      file,
      h(
        "div",
        { class: "imw-foot" },
        h("span"),
        button(word("restore"), "primary", async () => {
          const chosen = file.input.files[0];
          context.ask("restore", {}, chosen ? [await chosen.arrayBuffer()] : []);
        }),
      ),
    ]);
  }
  function passphrases() {
    const current = passphraseField(context, word("current"));
    current.dataset.key = "current";
    const once = passphraseField(context, word("current"));
    return [
      fold(word("change_title"), "", [
        choosePassphrase(context, word("change"), (typed) => context.ask("change", typed), [current]),
      ]),
      fold(word("code_again"), word("code_new_text"), [
        h(
          "form",
          {
            class: "imw-form",
            submit: (event) => {
              event.preventDefault();
              asked = true;
              context.ask("new_code", { current: take(once.input) });
            },
          },
          once,
          h(
            "div",
            { class: "imw-foot" },
            showTyped(context, once),
            h("button", { type: "submit", class: "imw-button imw-primary" }, word("code_again")),
          ),
        ),
      ]),
    ];
  }
  const fold = (title, text, inside) =>
    h("details", { class: "imw-more" }, h("summary", {}, title), text && h("p", { class: "imw-quiet" }, text), ...inside);

  return {
    update(face) {
      if (face.state === shown) return;
      shown = face.state;
      context.strengths = [];
      const open = face.state === "open";
      body.replaceChildren(...(open ? [backups(face)] : []), bringBack(), ...(open ? passphrases() : []));
    },
    hear(message) {
      if (hearStrength(context, message)) return true;
      if (message.code === undefined) return false;
      if (!asked) return true;
      asked = false;
      codeHost.replaceChildren(codePanel(context, message.code, () => codeHost.replaceChildren()));
      return true;
    },
    destroy: () => codeHost.replaceChildren(),
  };
}

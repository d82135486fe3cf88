// The welcome card (begin, open, look around) and the card that keeps the workbook safe.

import { button, check, h, line } from "./dom.js";
import { elsewhere, hearStrength, passphraseField, showTyped, strengthLine, take, unlockForm } from "./gate.js";

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
function choosePassphrase(context, label, send, before = [], after = []) {
  const word = (key) => context.word("gate", key);
  const first = passphraseField(word(before.length ? "new_passphrase" : "passphrase"));
  const again = passphraseField(word("again"));
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
        for (const block of [...before, ...after]) typed[block.dataset.key] = take(block.input);
        send(typed);
      },
    },
    !before.length && elsewhere(context),
    ...before,
    h("div", { class: "imw-grid" }, first, again),
    strengthLine(context, first.input),
    ...after,
    h(
      "div",
      { class: "imw-foot" },
      showTyped(context, first, again, ...before),
      h("button", { type: "submit", class: "imw-button imw-primary" }, label),
    ),
  );
}

/** A paragraph for each sentence that is not empty. */
const warnings = (sentences) => sentences.filter(Boolean).map((text) => h("p", { class: "imw-warning" }, text));

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
  const warning = (face) =>
    h("div", { hidden: !face.synced && !face.news?.length }, ...warnings([face.synced, ...(face.news ?? [])]));

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
      h(
        "section",
        { class: "imw-card" },
        h("h2", {}, word("open")),
        warning(face),
        unlockForm(context),
        context.notice.line,
      ),
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
            button(word(key), index === 0 ? "primary" : "plain", () => context.go(chapter)),
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
      const wanted = JSON.stringify([face.state, face.synced, face.counts, face.begun, face.news]);
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
  const found = h("div", { class: "imw-stack", role: "group", "aria-label": word("meet_title"), hidden: true });
  let shown = "";
  let met = "null";
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
  /** A form for a workbook file and its passphrase, handed over as `what`. */
  function fileForm(what, fileLabel, passphraseLabel, label) {
    const file = line(fileLabel, { type: "file", accept: ".imew" });
    const passphrase = passphraseField(passphraseLabel);
    const submit = async (event) => {
      event.preventDefault();
      const [chosen] = file.input.files;
      context.ask(what, { passphrase: take(passphrase.input) }, chosen ? [await chosen.arrayBuffer()] : []);
    };
    const foot = h(
      "div",
      { class: "imw-foot" },
      showTyped(context, passphrase),
      h("button", { type: "submit", class: "imw-button imw-primary" }, label),
    );
    return h("form", { class: "imw-form", submit }, h("div", { class: "imw-grid" }, file, passphrase), foot);
  }
  const bringBack = () =>
    fold(word("restore_title"), word("restore_text"), [
      fileForm("restore", word("restore_file"), word("file_passphrase"), word("restore")),
    ]);
  const anotherCopy = () =>
    fold(word("meet_title"), word("meet_text"), [
      fileForm("meet", word("meet_file"), word("meet_passphrase"), word("meet_look")),
      found,
    ]);
  /** What only the other copy holds, each line to be chosen. */
  function showFound(meeting) {
    const rows = meeting?.rows ?? [];
    const boxes = rows.map((row) => [row.id, check(`${row.kind}: ${row.name} (${row.how})`, false)]);
    const drafts = meeting?.drafts ? check(word("meet_drafts").replace("{n}", meeting.drafts), false) : null;
    found.hidden = !meeting;
    found.replaceChildren(
      ...warnings([meeting?.unreadable]),
      ...boxes.map(([, box]) => box),
      ...(drafts ? [drafts] : []),
      h(
        "div",
        { class: "imw-foot", hidden: !rows.length && !drafts },
        h("span"),
        button(word("meet_take"), "primary", () => {
          const ids = boxes.filter(([, box]) => box.input.checked).map(([id]) => id);
          context.ask("take", { ids, drafts: Boolean(drafts?.input.checked) });
        }),
      ),
    );
  }
  function passphrases(face) {
    const current = passphraseField(word("current"));
    current.dataset.key = "current";
    const code = line(word("change_code"), { help: word("change_code_help"), class: "imw-input imw-code-input" });
    code.dataset.key = "code";
    const once = passphraseField(word("current"));
    return [
      fold(word("change_title"), "", [
        choosePassphrase(
          context,
          word("change"),
          (typed) => {
            asked = true;
            context.ask("change", typed);
          },
          [current],
          face.code_is_needed ? [code] : [],
        ),
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
    h(
      "details",
      { class: "imw-more" },
      h("summary", {}, title),
      text && h("p", { class: "imw-quiet" }, text),
      ...inside,
    );

  return {
    update(face) {
      if (JSON.stringify(face.meeting ?? null) !== met) {
        met = JSON.stringify(face.meeting ?? null);
        showFound(face.meeting);
      }
      const wanted = `${face.state} ${face.code_is_needed}`;
      if (wanted === shown) return;
      shown = wanted;
      context.strengths = [];
      const open = face.state === "open";
      body.replaceChildren(
        ...(open ? [backups(face)] : []),
        bringBack(),
        ...(open ? [anotherCopy(), ...passphrases(face)] : []),
      );
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

// Prompts to write about. What is typed is sent after a short pause and waits here, in memory only, until the kernel says
// that it is saved: a kernel that was restarted in mid-sentence gets it again.

import { PRIVATE_FIELD, button, check, freshId, h } from "./dom.js";

const TYPING_PAUSE_MS = 400;
const INSTEAD = ["never", "dont_remember", "prefer_not"];
const unsaved = new Map();
let serial = 0;

export function reflect(context, root) {
  const items = new Map();
  let drawn = "";
  let face = null;

  function build() {
    const said = face.said;
    items.clear();
    const cards = face.topics.map((topic) =>
      h(
        "section",
        { class: "imw-card imw-topic" },
        h("div", {}, h("h2", {}, topic.title), h("p", { class: "imw-quiet" }, topic.intro)),
        ...topic.prompts.map((prompt) => {
          const item = promptItem(prompt, said, face.audiences, (what, more) => send(prompt.key, what, more), () => face.state);
          items.set(prompt.key, item);
          return item.element;
        }),
      ),
    );
    root.replaceChildren(...cards, context.notice.line, h("p", { class: "imw-help" }, said.outside));
  }

  function send(prompt, what, more = {}) {
    context.ask(what, { prompt, ...more });
  }

  const leave = () => items.forEach((item) => item.leave());
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);

  return {
    update(next) {
      face = next;
      const wanted = JSON.stringify(face.topics.map((topic) => topic.prompts.map((prompt) => prompt.key)));
      if (wanted !== drawn) {
        drawn = wanted;
        build();
      }
      for (const topic of face.topics) for (const prompt of topic.prompts) items.get(prompt.key).update(prompt);
    },
    hear(message) {
      if (!("saved" in message)) return false;
      if (unsaved.get(message.saved)?.n === message.n) unsaved.delete(message.saved);
      items.get(message.saved)?.showSaved();
      return true;
    },
    destroy() {
      leave();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

/** One prompt: open to write, set aside, or answered without a text. */
function promptItem(prompt, said, audiences, send, workbookState) {
  const { key } = prompt;
  const titleId = freshId("prompt");
  const area = h("textarea", { class: "imw-input", rows: prompt.hard ? 2 : 4, "aria-labelledby": titleId, ...PRIVATE_FIELD });
  const status = h("span", { class: "imw-help imw-save-state" }, said.saved);
  const talk = check(said.talk, false, () => tell("set", { talk: talk.input.checked }));
  const audience = audienceSelect(said, audiences, prompt, (value) => tell("set", { audience: value }));
  const history = button(said.history, "link", () => send("history"), { "aria-label": `${said.history}: ${prompt.title}` });
  const versions = h("div");
  const write = button(said.write, "plain", () => turn("write", area), { class: "imw-button imw-plain imw-small", "aria-label": `${said.write}: ${prompt.title}` });
  const back = button(said.take_back, "link", () => turn("take_back", area));
  const asideWords = h("p", { class: "imw-quiet" });
  const answerWords = h("p", { class: "imw-reading" });
  const modes = {
    open: h("div", { class: "imw-prompt-open" },
      h("div", { class: "imw-quiet" }, ...prompt.help.map((text) => h("p", {}, text))),
      h("details", { class: "imw-more imw-why" }, h("summary", {}, said.why), h("p", { class: "imw-quiet" }, prompt.why)),
      area,
      h("div", { class: "imw-prompt-row" }, status, history),
      h("div", { class: "imw-prompt-row" }, talk, audience.block),
      h("div", { class: "imw-prompt-row imw-instead" },
        h("span", { class: "imw-help" }, said.instead),
        small(said.not_now, () => turn("not_now", write, true)),
        ...INSTEAD.map((state) => small(said[state], () => turn("answer", back, true, { state })))),
      versions),
    aside: h("div", { class: "imw-prompt-row" }, asideWords, write),
    answered: h("div", { class: "imw-prompt-row" }, answerWords, back),
  };
  const element = h("article", { class: "imw-prompt", "aria-labelledby": titleId, "data-prompt": key },
    h("h3", { id: titleId }, prompt.title),
    ...Object.values(modes));

  let timer = 0;
  let known = null;
  let next = null;
  let kept = true;

  area.addEventListener("input", () => {
    unsaved.set(key, { text: area.value, n: ++serial, state: workbookState() });
    status.textContent = said.saving;
    kept = false;
    clearTimeout(timer);
    timer = setTimeout(() => tell("type"), TYPING_PAUSE_MS);
  });
  area.addEventListener("blur", leave);

  /** Say something to the kernel, with the text as it stands. */
  function tell(what, more = {}) {
    clearTimeout(timer);
    send(what, { text: area.value, n: unsaved.get(key)?.n ?? 0, ...more });
  }

  /** Change the mode; the focus follows to what can be done then. */
  function turn(what, target, withText = false, more = {}) {
    next = target;
    kept = true;
    if (withText) tell(what, more);
    else send(what, more);
  }

  function leave() {
    if (kept) return;
    kept = true;
    tell("keep");
  }

  function takeText(face) {
    const mine = unsaved.get(key);
    if (mine && mine.state !== workbookState()) unsaved.delete(key);
    const waiting = unsaved.get(key);
    if (known === null) {
      area.value = waiting?.text ?? face.text;
      if (waiting) status.textContent = said.saving;
      if (waiting) tell("type");
      else if (face.draft) tell("keep");
    } else if (!waiting && face.text !== known) area.value = face.text;
    known = face.text;
  }

  function update(face) {
    takeText(face);
    for (const [mode, part] of Object.entries(modes)) part.hidden = mode !== face.mode;
    talk.input.checked = face.talk;
    audience.select.value = face.audience;
    asideWords.textContent = face.talk ? said.set_aside_talk : said.set_aside;
    answerWords.textContent = said.answered.replace("{answer}", said[face.state] ?? "");
    history.hidden = !face.past;
    history.setAttribute("aria-expanded", String(Boolean(face.history)));
    versions.replaceChildren(...(face.history ? [versionList(face.history, prompt, said, (number) => tell("restore", { number }))] : []));
    if (next && next.offsetParent) {
      next.focus();
      next = null;
    }
  }

  return {
    element,
    leave,
    update,
    showSaved() {
      if (!unsaved.has(key)) status.textContent = said.saved;
    },
  };
}

const small = (label, click) => button(label, "link", click);

function audienceSelect(said, audiences, prompt, pick) {
  const id = freshId("audience");
  const select = h("select", { id, class: "imw-input", "aria-label": `${said.audience}: ${prompt.title}`, ...PRIVATE_FIELD,
    change: () => pick(select.value) }, ...audiences.map(([value, label]) => h("option", { value }, label)));
  return { select, block: h("div", { class: "imw-prompt-audience" }, h("label", { for: id, class: "imw-help" }, said.audience), select) };
}

function versionList(versions, prompt, said, restore) {
  const lines = versions.map((version) =>
    h("li", {},
      h("span", { class: "imw-version-at" }, version.now ? `${version.at} · ${said.version_now}` : version.at),
      h("span", { class: "imw-version-text" }, version.text),
      !version.now && version.kept && button(said.version_back, "link", () => restore(version.number), { "aria-label": `${said.version_back}: ${version.at}` })));
  return h("div", { class: "imw-history", role: "group", "aria-label": `${said.history}: ${prompt.title}` }, h("ul", { class: "imw-versions" }, ...lines));
}

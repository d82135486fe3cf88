// Prompts to write about: what is typed is kept as a draft at once, and as an answer when the person goes on.

import { PRIVATE_FIELD, button, check, freshId, h, selectOf } from "./dom.js";
import { saver } from "./typing.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { Option, Prompt, ReflectFace, Said, Version } from "./faces.d.ts"
 */

const INSTEAD = ["never", "dont_remember", "prefer_not"];

/**
 * @param {Context<ReflectFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function reflect(context, root) {
  /** @type {Map<string, ReturnType<typeof promptItem>>} */
  const items = new Map();
  let drawn = "";

  /** @param {ReflectFace} face */
  function build({ said, topics, audiences }) {
    items.clear();
    const cards = topics.map((topic) =>
      h(
        "section",
        { class: "imw-card imw-topic" },
        h("div", {}, h("h2", {}, topic.title), h("p", { class: "imw-quiet" }, topic.intro)),
        ...topic.prompts.map((prompt) => {
          const item = promptItem(prompt, said, audiences, context);
          items.set(prompt.key, item);
          return item.element;
        }),
      ),
    );
    root.replaceChildren(...cards, context.notice.line, h("p", { class: "imw-help" }, said.outside));
  }

  const leave = () => items.forEach((item) => item.leave());
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);

  return {
    /** @param {ReflectFace} face */
    update(face) {
      const wanted = JSON.stringify(face.topics.map((topic) => topic.prompts.map((prompt) => prompt.key)));
      if (wanted !== drawn) {
        drawn = wanted;
        build(face);
      }
      for (const topic of face.topics) for (const prompt of topic.prompts) items.get(prompt.key)?.update(prompt);
    },
    destroy() {
      items.forEach((item) => item.end());
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

/**
 * One prompt: open to write, set aside, or answered without a text.
 *
 * @param {Prompt} prompt
 * @param {Said} said
 * @param {Option[]} audiences
 * @param {Context<ReflectFace>} context
 */
function promptItem(prompt, said, audiences, context) {
  const { key } = prompt;
  /** @param {string} what */
  const send = (what, more = {}) => context.ask(what, { prompt: key, ...more });
  const titleId = freshId("prompt");
  const area = h("textarea", {
    class: "imw-input",
    rows: prompt.hard ? 2 : 4,
    "aria-labelledby": titleId,
    ...PRIVATE_FIELD,
  });
  const status = h("span", { class: "imw-help imw-save-state" }, said.saved);
  const talk = check(said.talk, false, () => tell("set", { talk: talk.input.checked }));
  const audience = audienceSelect(said, audiences, prompt, (value) => tell("set", { audience: value }));
  const history = button(said.history, "link", () => send("history"), {
    "aria-label": `${said.history}: ${prompt.title}`,
  });
  const versions = h("div");
  const write = button(said.write, "plain", () => turn("write", area), {
    class: "imw-button imw-plain imw-small",
    "aria-label": `${said.write}: ${prompt.title}`,
  });
  const back = button(said.take_back, "link", () => turn("take_back", area));
  const asideWords = h("p", { class: "imw-quiet" });
  const answerWords = h("p", { class: "imw-reading" });
  const modes = {
    open: h(
      "div",
      { class: "imw-prompt-open" },
      h("div", { class: "imw-quiet" }, ...prompt.help.map((text) => h("p", {}, text))),
      h(
        "details",
        { class: "imw-more imw-why" },
        h("summary", {}, said.why),
        h("p", { class: "imw-quiet" }, prompt.why),
      ),
      area,
      h("div", { class: "imw-prompt-row" }, status, history),
      h("div", { class: "imw-prompt-row" }, talk, audience.block),
      h(
        "div",
        { class: "imw-prompt-row imw-instead" },
        h("span", { class: "imw-help" }, said.instead),
        small(said.not_now, () => turn("not_now", write, true)),
        ...INSTEAD.map((state) => small(said[state], () => turn("answer", back, true, { state }))),
      ),
      versions,
    ),
    aside: h("div", { class: "imw-prompt-row" }, asideWords, write),
    answered: h("div", { class: "imw-prompt-row" }, answerWords, back),
  };
  const element = h(
    "article",
    { class: "imw-prompt", "aria-labelledby": titleId, "data-prompt": key },
    h("h3", { id: titleId }, prompt.title),
    ...Object.values(modes),
  );

  /** @type {string | null} */
  let known = null;
  /** @type {HTMLElement | null} */
  let next = null;
  let kept = true;

  const typing = saver(context, {
    read: () => ({ text: area.value }),
    send: (fields, more) => send("type", { ...fields, ...more }),
    settled: () => {
      status.textContent = said.saved;
    },
  });
  const typed = () => {
    kept = false;
    status.textContent = said.saving;
    typing.changed();
  };

  area.addEventListener("input", typed);
  area.addEventListener("blur", leave);

  /**
   * Say something to the kernel, with the text as it stands.
   *
   * @param {string} what
   */
  function tell(what, more = {}) {
    send(what, { text: area.value, ...typing.along(), ...more });
  }

  /**
   * Change the mode; the focus follows to what can be done then.
   *
   * @param {string} what
   * @param {HTMLElement} target
   */
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

  /** @param {Prompt} face */
  function takeText(face) {
    if (known === null) {
      const { text = face.text } = typing.begin(key, { text: face.text });
      area.value = text;
      if (text !== face.text) typed();
      else if (face.draft) tell("keep");
    } else if (!typing.holding && face.text !== known) area.value = face.text;
    known = face.text;
  }

  /** @param {Prompt} face */
  function update(face) {
    takeText(face);
    for (const [mode, part] of Object.entries(modes)) part.hidden = mode !== face.mode;
    if (context.turns.settled()) {
      talk.input.checked = face.talk;
      audience.select.value = face.audience;
    }
    asideWords.textContent = face.talk ? said.set_aside_talk : said.set_aside;
    answerWords.textContent = said.answered.replace("{answer}", said[face.state] ?? "");
    history.hidden = !face.past;
    history.setAttribute("aria-expanded", String(Boolean(face.history)));
    versions.replaceChildren(
      ...(face.history ? [versionList(face.history, prompt, said, (number) => tell("restore", { number }))] : []),
    );
    if (next?.offsetParent) {
      next.focus();
      next = null;
    }
  }

  return {
    element,
    leave,
    update,
    end() {
      leave();
      typing.end();
    },
  };
}

/**
 * @param {string} label
 * @param {() => void} click
 */
const small = (label, click) => button(label, "link", click);

/**
 * @param {Said} said
 * @param {Option[]} audiences
 * @param {Prompt} prompt
 * @param {(value: string) => void} pick
 */
function audienceSelect(said, audiences, prompt, pick) {
  const id = freshId("audience");
  const named = { "aria-label": `${said.audience}: ${prompt.title}` };
  const select = selectOf(audiences, pick, { id, ...PRIVATE_FIELD, ...named });
  const label = h("label", { for: id, class: "imw-help" }, said.audience);
  return { select, block: h("div", { class: "imw-prompt-audience" }, label, select) };
}

/**
 * @param {Version[]} versions
 * @param {Prompt} prompt
 * @param {Said} said
 * @param {(number: number) => void} restore
 */
function versionList(versions, prompt, said, restore) {
  const lines = versions.map((version) =>
    h(
      "li",
      {},
      h("span", { class: "imw-version-at" }, version.now ? `${version.at} · ${said.version_now}` : version.at),
      h("span", { class: "imw-version-text" }, version.text),
      !version.now &&
        version.kept &&
        button(said.version_back, "link", () => restore(version.number), {
          "aria-label": `${said.version_back}: ${version.at}`,
        }),
    ),
  );
  return h(
    "div",
    { class: "imw-history", role: "group", "aria-label": `${said.history}: ${prompt.title}` },
    h("ul", { class: "imw-versions" }, ...lines),
  );
}

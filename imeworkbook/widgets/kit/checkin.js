// How is it just now, 0 to 10. Rest is offered whatever the answer; earlier answers stay folded away.

import { button, h } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { CheckInFace } from "./faces.d.ts"
 */

const LEVELS = [...Array(11).keys()];

/**
 * @param {Context<CheckInFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function checkIn(context, root) {
  /** @param {string} key */
  const word = (key) => context.word("check_in", key);
  const host = h("section", { class: "imw-card imw-check-in" });
  const history = h("div");
  root.append(host);
  let asked = false;

  function question() {
    const row = h(
      "div",
      { class: "imw-levels", role: "group", "aria-label": `${word("title")} ${word("text")}` },
      ...LEVELS.map((level) =>
        h(
          "button",
          { type: "button", class: "imw-level", click: () => context.ask("check_in", { level }) },
          String(level),
        ),
      ),
    );
    const ends = h(
      "div",
      { class: "imw-ends", "aria-hidden": "true" },
      h("span", {}, word("low")),
      h("span", {}, word("high")),
    );
    host.replaceChildren(
      h("h2", {}, word("title")),
      h("p", { class: "imw-quiet" }, word("text")),
      h("div", { class: "imw-levels-block" }, row, ends),
      history,
      context.notice.line,
    );
  }

  function rest() {
    const first = button(word("rest_now"), "primary", () => window.imeworkbookPage?.help.open());
    host.replaceChildren(
      h("p", { role: "status" }, word("rest")),
      h("div", { class: "imw-foot" }, button(word("go_on"), "plain", question), first),
    );
    first.focus();
  }

  return {
    /** @param {CheckInFace} face */
    update(face) {
      if (!asked) question();
      asked = true;
      const open = history.querySelector("details")?.open;
      history.replaceChildren();
      if (!face.rows?.length) return;
      history.append(
        h(
          "details",
          { class: "imw-more", open },
          h("summary", {}, word("history")),
          h(
            "ul",
            { class: "imw-plain-list" },
            ...face.rows.map((row) => h("li", {}, h("strong", {}, String(row.level)), ` · ${row.when}, ${row.moment}`)),
          ),
          face.more ? h("p", { class: "imw-help" }, word("more").replace("{n}", String(face.more))) : null,
          button(word("forget"), "link", () => context.ask("forget")),
        ),
      );
    },
    hear(message) {
      if (!message.checked_in) return false;
      rest();
      return true;
    },
  };
}

// With my clinician: the agenda of a sitting, and who will see what, side by side.

import { button, focusedIn, freshId, h, line, refocus } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { AgendaFace, AgendaGroup, AgendaItem, Audience, Said, SeenGroup, SeenRow, WhoSeesFace } from "./faces.d.ts"
 */

/**
 * What is on the agenda, in groups, each to be marked as talked through on the day of this sitting.
 *
 * @param {Context<AgendaFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function agenda(context, root) {
  const title = h("h2", { tabindex: "-1" });
  const text = h("p", { class: "imw-quiet" });
  const top = h("div", { class: "imw-sitting" });
  const list = h("div", { class: "imw-agenda" });
  root.append(h("section", { class: "imw-card" }, title, text, top, context.notice.line, list));
  /** @type {Said} */
  let said = {};
  /** @type {ReturnType<typeof line> | null} */
  let day = null;
  let drawn = "";

  /**
   * @param {AgendaItem} item
   * @param {string} about
   */
  function waiting(item, about) {
    /** @param {string} label */
    const named = (label) => ({ "aria-label": `${label}: ${item.text}` });
    return h(
      "li",
      { class: "imw-item" },
      h(
        "div",
        {},
        h("p", {}, item.text, item.when ? h("span", { class: "imw-quiet" }, ` · ${item.when}`) : ""),
        item.detail ? h("p", { class: "imw-help" }, item.detail) : "",
      ),
      about !== "connection" &&
        h(
          "div",
          { class: "imw-item-ways" },
          about === "flag" &&
            button(said.unflag, "link", () => context.ask("off", { key: item.key }), named(said.unflag)),
          button(said.talked, "plain", () => context.ask("talked", { key: item.key, day: day?.input.value }), {
            class: "imw-button imw-plain imw-small",
            ...named(said.talked),
          }),
        ),
    );
  }

  /** @param {AgendaGroup} one */
  const group = (one) => {
    const id = freshId("agenda");
    return h(
      "section",
      { "aria-labelledby": id },
      h("h3", { id }, one.n > 1 ? `${said[one.about]} (${one.n})` : said[one.about]),
      h("ul", {}, ...one.items.map((item) => waiting(item, one.about))),
      one.about === "connection" && button(said.side_by_side, "link", () => context.go("side-by-side")),
    );
  };

  /** @param {AgendaItem[]} items */
  function done(items) {
    const id = freshId("agenda");
    return h(
      "section",
      { "aria-labelledby": id, class: "imw-talked" },
      h("h3", { id }, said.done),
      h(
        "ul",
        {},
        ...items.map((item) =>
          h(
            "li",
            { class: "imw-item" },
            h("p", {}, item.text, h("span", { class: "imw-quiet" }, ` · ${item.day}`)),
            h(
              "div",
              { class: "imw-item-ways" },
              button(said.not_yet, "link", () => context.ask("not_yet", { key: item.key }), {
                "aria-label": `${said.not_yet}: ${item.text}`,
              }),
            ),
          ),
        ),
      ),
    );
  }

  return {
    /** @param {AgendaFace} face */
    update(face) {
      if (!face.groups) return;
      said = face.said;
      if (day === null) {
        day = line(said.day, { type: "date", value: face.today, max: face.today });
        top.append(day);
      }
      [title.textContent, text.textContent] = [said.title, said.text];
      const wanted = JSON.stringify([face.groups, face.done]);
      if (wanted === drawn) return;
      drawn = wanted;
      const buttons = () => [...list.querySelectorAll("button")];
      const focused = focusedIn(list);
      const place = focused instanceof HTMLButtonElement ? buttons().indexOf(focused) : -1;
      list.replaceChildren(
        ...face.groups.map(group),
        face.done.length ? done(face.done) : "",
        face.groups.length + face.done.length ? "" : h("p", { role: "status" }, said.empty),
      );
      if (place >= 0) (buttons()[Math.min(place, buttons().length - 1)] ?? title).focus();
    },
  };
}

/**
 * Each record with how far it goes: one row, three places, the copies that hold it filled.
 *
 * @param {Context<WhoSeesFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function whoSees(context, root) {
  /** @type {Audience[]} */
  const READERS = ["private", "clinician", "evaluator"];
  const title = h("h2", { tabindex: "-1" });
  const text = h("p", { class: "imw-quiet" });
  const counts = h("p", { class: "imw-help", role: "status" });
  const list = h("div", { class: "imw-sees" });
  const foot = h("div", { class: "imw-ways imw-thin" });
  root.append(h("section", { class: "imw-card" }, title, text, counts, context.notice.line, list, foot));
  /** @type {Set<string>} */
  const opened = new Set();
  /** @type {Said} */
  let said = {};
  let drawn = "";

  /**
   * @param {SeenRow} row
   * @param {string} name
   * @param {Audience} audience
   */
  function place(row, name, audience) {
    if (!row.may_see.includes(audience))
      return h("td", { class: "imw-kept-out" }, h("span", { class: "imw-why" }, row.why[audience]));
    const id = freshId("sees");
    const reach = READERS.indexOf(row.audience) >= READERS.indexOf(audience);
    const why = reach ? row.why[audience] : "";
    return h(
      "td",
      { class: reach ? (why ? "imw-kept-out" : "imw-reached") : "" },
      h("input", {
        type: "radio",
        id,
        name,
        value: audience,
        checked: row.audience === audience,
        "aria-label": `${said[audience]}: ${row.label}`,
        "data-place": `${row.id}:${audience}`,
        change: () => context.ask("audience", { id: row.id, audience }),
      }),
      why ? h("span", { class: "imw-why" }, why) : "",
    );
  }

  /** @param {SeenRow} row */
  function shown(row) {
    const name = freshId("reader");
    return h(
      "tr",
      {},
      h(
        "th",
        { scope: "row" },
        row.label,
        row.when || row.day ? h("span", { class: "imw-when" }, [row.when, row.day].filter(Boolean).join(" · ")) : "",
        button(
          row.day ? said.not_yet : said.talked,
          "link",
          () => context.ask("talked", { id: row.id, talked: !row.day }),
          {
            class: "imw-button imw-link imw-talk-link",
            "data-place": `${row.id}:talked`,
            "aria-label": `${row.day ? said.not_yet : said.talked}: ${row.label}`,
          },
        ),
      ),
      ...READERS.map((audience) => place(row, name, audience)),
    );
  }

  /**
   * @param {SeenGroup} group
   * @param {number} place
   */
  const folded = (group, place) => {
    const { heading } = group;
    const details = h(
      "details",
      {
        open: opened.has(heading) || (opened.size === 0 && place === 0),
        toggle: () => void opened[details.open ? "add" : "delete"](heading),
      },
      h("summary", { "data-place": heading }, heading, h("span", { class: "imw-quiet" }, ` ${group.count}`)),
      table(group),
    );
    return details;
  };

  /** @param {SeenGroup} group */
  const table = (group) =>
    h(
      "table",
      { "aria-label": group.heading },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, said.what),
          ...READERS.map((one) => h("th", { scope: "col" }, said[one])),
        ),
      ),
      h("tbody", {}, ...group.rows.map(shown)),
    );

  return {
    /** @param {WhoSeesFace} face */
    update(face) {
      if (!face.groups) return;
      said = face.said;
      [title.textContent, text.textContent, counts.textContent] = [said.title, said.text, said.in_copy];
      const wanted = JSON.stringify(face.groups);
      if (wanted === drawn) return;
      drawn = wanted;
      const held = focusedIn(list)?.dataset.place;
      list.replaceChildren(...face.groups.map(folded), face.groups.length ? "" : h("p", {}, said.empty));
      foot.replaceChildren(button(said.look, "link", () => context.go("copies")));
      if (held) refocus(list, "place", held);
    },
    hear(message) {
      if (message.offer !== "undo") return false;
      return context.offerUndo(message, context.word("copies", "undo"));
    },
  };
}

// A form over the kernel's editor. What is typed stands: answers of the kernel change readings and problems only, until
// the kernel begins a new session (kept, cleared, another entry).

import { button, h, reveal } from "./dom.js";
import { field } from "./fields.js";

const TYPING_PAUSE_MS = 300;

export function form(context, { edit = false } = {}) {
  const element = h("div", { class: "imw-form-host" });
  let session = null;
  let fields = [];
  let face = null;
  let timer = 0;
  let waiting = false;
  let insist = false;
  let parts = {};

  const values = () => Object.fromEntries(fields.map((one) => [one.spec.key, one.value()]));
  const flush = () => {
    clearTimeout(timer);
    if (!waiting || face === null) return;
    waiting = false;
    context.ask("type", { session, fields: values() });
  };
  const typed = () => {
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_PAUSE_MS);
  };
  const events = {
    typed,
    changed: () => {
      waiting = true;
      arrange();
      flush();
    },
    choose: (field, key) => {
      flush();
      context.ask("choose", { field, key });
    },
    standAlone: (field, alone) => {
      flush();
      context.ask("stand_alone", { session, field, alone });
    },
    landmarks: () => face?.landmarks ?? [],
    word: (key) => context.word("form", key),
  };

  /** Hide what a single moment has no use for. */
  function arrange() {
    const rule = face?.point;
    const decisive = rule && fields.find((one) => one.spec.key === rule.field)?.value();
    const point = rule ? ("when" in rule ? decisive === rule.when : Boolean(decisive) && decisive !== rule.unless) : false;
    for (const one of fields) {
      if (one.spec.hide_for_point) one.block.hidden = point;
      if (one.spec.point_label && one.label) one.label.textContent = point ? one.spec.point_label : one.spec.label;
    }
  }

  function build() {
    fields = face.fields.map((spec) => field(spec, face.values[spec.key] ?? "", events));
    const grid = h("div", { class: "imw-grid" });
    const more = h("div", { class: "imw-grid" });
    const foot = h("div", { class: "imw-foot-left" });
    for (const one of fields) {
      const beside = one.spec.beside && fields.find((other) => other.spec.key === one.spec.beside);
      if (beside) beside.labelRow.append(one.block);
      else if (one.spec.foot) foot.append(one.block);
      else (one.spec.more ? more : grid).append(one.block);
    }
    parts = {
      heading: edit && h("h3", { tabindex: "-1" }, `${context.word("form", "edit")}: ${face.label}`),
      resumed: h("p", { class: "imw-help" }, context.word("form", "draft")),
      whole: h("p", { class: "imw-below imw-look", "aria-live": "polite" }),
      asks: h("p", { class: "imw-below imw-asks", "aria-live": "polite" }),
      keep: h("button", { type: "submit", class: "imw-button imw-primary" }, face.keep),
      back: button(context.word("form", "bring_back"), "link", () => context.ask("bring_back")),
    };
    foot.append(
      edit
        ? button(context.word("form", "cancel"), "link", () => context.ask("close"))
        : button(context.word("form", "clear"), "link", () => context.ask("clear")),
      parts.back,
    );
    const folded = h("details", { class: "imw-more" }, h("summary", {}, context.word("form", "more")), more);
    element.replaceChildren(
      h(
        "form",
        {
          class: "imw-form",
          novalidate: true,
          submit: (event) => {
            event.preventDefault();
            clearTimeout(timer);
            waiting = false;
            insist = true;
            context.ask("keep", { session, fields: values() });
          },
          focusout: flush,
        },
        parts.heading,
        parts.resumed,
        grid,
        more.childElementCount ? folded : null,
        parts.whole,
        parts.asks,
        h("div", { class: "imw-foot" }, foot, parts.keep),
      ),
    );
    insist = false;
    arrange();
  }

  function speak() {
    const shown = new Set(fields.filter((one) => !one.block.hidden).map((one) => one.spec.key));
    for (const one of fields) {
      const { key } = one.spec;
      one.say(face.readings[key] ?? "", face.problems[key] ?? "", face.choices[key] ?? [], insist, face.leans?.[key]);
    }
    const elsewhere = Object.entries(face.problems).filter(([key]) => !shown.has(key) || key === "");
    parts.whole.textContent = elsewhere.map(([, text]) => text).join(" ");
    if (parts.asks.textContent !== face.asks) parts.asks.textContent = face.asks;
    parts.resumed.hidden = !face.resumed;
    parts.back.hidden = !face.can_bring_back;
  }

  const leave = () => flush();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);

  return {
    element,
    flush,
    values,
    session: () => session,
    update(next) {
      if (!next) {
        element.replaceChildren();
        [session, face, fields] = [null, null, []];
        return;
      }
      face = next;
      if (next.session !== session) {
        session = next.session;
        build();
      }
      speak();
    },
    /** Bring the first field that needs a look into view. */
    look() {
      insist = true;
      speak();
      const first = fields.find((one) => face.problems[one.spec.key]);
      if (first) {
        first.block.closest("details")?.setAttribute("open", "");
        first.focus();
      }
    },
    focusFirst: () => fields[0]?.focus(),
    focusHeading() {
      parts.heading?.focus({ preventScroll: true });
      reveal(element);
    },
    destroy() {
      flush();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

/** A card that is one form. */
export function formCard(context, root) {
  const inner = form(context);
  root.append(h("section", { class: "imw-card" }, inner.element, context.notice.line));
  return {
    update: (face) => inner.update(face.form),
    hear(message) {
      if (message.look) inner.look();
      if (message.kept) inner.focusFirst();
      return Boolean(message.look);
    },
    destroy: () => inner.destroy(),
  };
}

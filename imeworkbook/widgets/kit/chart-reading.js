// The reading line: a slider over the chart that moves through time, and a panel that says what was true then.

import { button, h } from "./dom.js";
import { longDay, stepped } from "./chart-days.js";
import { told } from "./language.js";

/**
 * @import { Context } from "./context.d.ts"
 * @import { ChartFace, ChartValues, Fact } from "./faces.d.ts"
 * @typedef {import("./chart-sight.js").Sight} Sight
 * @typedef {import("./chart-stage.js").Stage} Stage
 * @typedef {{ part: string, label: string, text: string, perhaps: boolean }} SaidOfDay
 */

const QUIET_MS = 900;
const BESIDE = "(min-width: 1500px)"; // as in chart.css: the panel stands beside the chart, and takes no room from it

/** @type {Record<string, 1 | -1 | undefined>} */
const DIRECTIONS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 1, PageDown: -1 };

/**
 * The facts that are said of a day, as the kernel's `read` picks them.
 *
 * @param {Fact[]} facts
 * @param {number} day
 * @param {number} around so many days around it, moments are told of as well
 */
export function read(facts, day, around) {
  let age = "";
  /** @type {SaidOfDay[]} */
  const said = [];
  for (const fact of facts) {
    const near = fact.moment ? around : 0;
    if ((fact.first ?? -Infinity) > day + near || (fact.last ?? Infinity) < day - near) continue;
    const sure = !fact.moment || ((fact.first ?? -Infinity) >= day - near && (fact.last ?? Infinity) <= day + near);
    if (fact.part === "age") age = fact.text;
    else {
      const text = sure ? fact.text : (fact.doubt ?? fact.text);
      said.push({ part: fact.part, label: fact.label ?? "", text, perhaps: !sure || Boolean(fact.perhaps) });
    }
  }
  return { age, said };
}

/**
 * `stage` places things over the chart, `sight` is what is in sight. Gives the slider, the panel, and ways to move.
 *
 * @param {Context<ChartFace>} context
 * @param {Stage} stage
 * @param {Sight} sight
 */
export function readingLine(context, stage, sight) {
  /** @param {string} key */
  const word = (key) => context.word("chart", key);
  /** @type {import("./faces.d.ts").Telling} */
  let telling = { facts: [], parts: {} };
  /** @type {number | null} */
  let day = null;
  let shown = "";
  /** @type {Set<string>} */
  let announced = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let wanted = true;

  const flag = h("span", { class: "imw-reading-flag" });
  const slider = h(
    "div",
    {
      class: "imw-reading-line",
      role: "slider",
      tabindex: "0",
      "aria-label": word("line"),
      "aria-orientation": "horizontal",
      keydown: step,
      focus: () => show(wanted),
    },
    flag,
  );
  const heading = h("h3", { class: "imw-reading-day" });
  const groups = h("div", { class: "imw-reading-groups" });
  const live = h("div", { class: "imw-unseen", "aria-live": "polite" });
  const inside = h("div", { class: "imw-reading-inside" }, heading, groups);
  const panel = h("section", { class: "imw-reading-panel", "aria-label": word("panel"), hidden: true }, inside, live);
  const toggle = button(word("panel"), "plain", () => show(Boolean(panel.hidden)), {
    class: "imw-button imw-plain imw-small",
    "aria-pressed": "false",
  });

  const latest = () => Math.min(Math.floor(sight.last), telling.until ?? Infinity);
  /** @param {number} to */
  const clamp = (to) => Math.min(Math.max(Math.round(to), Math.ceil(sight.first)), latest());

  /** @param {KeyboardEvent} event */
  function step(event) {
    if (day === null) return;
    const direction = DIRECTIONS[event.key];
    const leap = event.key.startsWith("Page") || event.shiftKey;
    if (direction) move(stepped(day, sight.zoom, direction, leap));
    else if (event.key === "Home") move(sight.first);
    else if (event.key === "End") move(sight.last);
    else return;
    event.preventDefault();
    sight.reveal(day);
  }

  /** @param {number} to */
  function move(to) {
    const next = clamp(to);
    if (next === day) return;
    day = next;
    draw();
    show(wanted);
  }

  /**
   * The panel opens with the first move, unless it was put away.
   *
   * @param {boolean} open
   */
  function show(open) {
    wanted = open;
    panel.hidden = !open;
    toggle.setAttribute("aria-pressed", String(open));
    focusable();
  }

  /** What scrolls can be reached with the keys. */
  function focusable() {
    if (inside.scrollHeight > inside.clientHeight + 1) inside.setAttribute("tabindex", "0");
    else inside.removeAttribute("tabindex");
  }

  function draw() {
    if (day === null) return;
    const { age, said } = read(telling.facts, day, sight.zoom.around);
    const when = [longDay(day), age].filter(Boolean).join(", ");
    heading.textContent = when;
    flag.textContent = longDay(day);
    const values = { min: Math.ceil(sight.first), max: latest(), now: day, text: when };
    for (const [name, value] of Object.entries(values)) slider.setAttribute(`aria-value${name}`, String(value));
    const text = JSON.stringify(said);
    if (text !== shown) {
      shown = text;
      groups.replaceChildren(...grouped(said));
      focusable();
      clearTimeout(timer);
      timer = setTimeout(announce, QUIET_MS, said);
    }
    place();
  }

  /** @param {SaidOfDay[]} said */
  function grouped(said) {
    /** @type {Map<string, SaidOfDay[]>} */
    const parts = new Map();
    for (const one of said) parts.set(one.part, [...(parts.get(one.part) ?? []), one]);
    return [...parts].map(([part, lines]) =>
      h(
        "div",
        { class: `imw-reading-group imw-reading-${part}` },
        h("h4", {}, telling.parts[part] ?? ""),
        h("ul", {}, ...lines.map((one) => lineOf(one, part))),
      ),
    );
  }

  /**
   * @param {SaidOfDay} one
   * @param {string} part
   */
  const lineOf = (one, part) =>
    h("li", { class: one.perhaps ? "imw-perhaps" : "" }, part === "use" && h("b", {}, told(one.label, "")), one.text);

  /** @param {SaidOfDay[]} said */
  const sentences = (said) => said.map((one) => `${told(one.label, one.text)}.`);

  /**
   * Once the line rests, say what differs from what was said before.
   *
   * @param {SaidOfDay[]} said
   */
  function announce(said) {
    const now = sentences(said);
    live.textContent = now.filter((sentence) => !announced.has(sentence)).join(" ");
    announced = new Set(now);
  }

  function place() {
    if (day === null || !stage.ready) return;
    const x = stage.x(day + 0.5);
    const inSight = sight.holds(day + 0.5);
    slider.classList.toggle("imw-out-of-sight", !inSight);
    slider.style.left = `${Math.min(Math.max(x, stage.left), stage.right)}px`;
    slider.style.top = `${stage.top}px`;
    slider.style.height = `${stage.bottom - stage.top}px`;
    slider.classList.toggle("imw-flag-left", x > (stage.left + stage.right) / 2);
  }

  return {
    slider,
    panel,
    toggle,
    move,
    place,
    draw,
    get day() {
      return day;
    },
    /**
     * Take up what can be said; the line begins at `today` and stays where it is afterwards.
     *
     * @param {ChartValues["telling"]} [next]
     * @param {number} [today]
     */
    update(next, today) {
      if (next?.facts) telling = next;
      if (day === null && matchMedia(BESIDE).matches) show(true);
      if (day === null && today) {
        day = clamp(today);
        announced = new Set(sentences(read(telling.facts, day, sight.zoom.around).said));
      } else if (day !== null) day = clamp(day);
      draw();
    },
    destroy: () => clearTimeout(timer),
  };
}

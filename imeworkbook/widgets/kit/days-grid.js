// The grid of days: rows are weeks. One day at a time is in the order of Tab, and behind it the button that repeats its
// week; arrow keys move, Space and Enter set.

import { button, h } from "./dom.js";

/**
 * @import { Day, Said, Week } from "./faces.d.ts"
 * @typedef {{ on: string, row: number, column: number }} Place where a day stands in the grid
 * @typedef {Place & { element: HTMLElement, number: HTMLElement, shown: HTMLElement, mark: HTMLElement }} Cell
 *
 * @typedef {object} Told
 * @property {Said} said
 * @property {string[]} weekdays
 * @property {() => string} brush gives what a click sets
 * @property {(on: string, state: string, amount?: string) => void} set
 * @property {(on: string) => void} repeat
 * @property {(on: string) => void} look hears which day the keys stand on
 */

/** @type {Record<string, [down: number, right: number] | undefined>} */
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const DIGITS_PAUSE_MS = 1500;

/**
 * Which day a key reaches from the day `on`: arrows by days and weeks, Home and End in its week. Null where there is none,
 * undefined where it is none of these keys.
 *
 * @param {Place[]} places in order of time
 * @param {string} on
 * @param {string} key
 * @returns {string | null | undefined}
 */
export function reachedDay(places, on, key) {
  const step = STEPS[key];
  if (!step && key !== "Home" && key !== "End") return undefined;
  const order = places.findIndex((one) => one.on === on);
  const { row, column } = places[order];
  if (!step) return places.filter((one) => one.row === row).at(key === "Home" ? 0 : -1)?.on ?? null;
  const [down, right] = step;
  const next = right ? places[order + right] : places.find((one) => one.row === row + down && one.column === column);
  return next?.on ?? null;
}

/**
 * The digits of an amount after one more key; null where the key is no part of a number.
 *
 * @param {string} digits
 * @param {string} key
 */
export function typedDigits(digits, key) {
  if (/^[0-9]$/.test(key)) return digits + key;
  if (!digits) return null;
  if (key === "." || key === ",") return `${digits}.`;
  return key === "Backspace" ? digits.slice(0, -1) : null;
}

/** @param {Told} told */
export function dayGrid({ said, weekdays, brush, set, repeat, look }) {
  const named = weekdays.map((name) => h("th", { scope: "col", abbr: name }, name.slice(0, 3)));
  const body = h("tbody");
  const head = h("thead", {}, h("tr", {}, ...named, h("td", {})));
  const element = h("table", { class: "imw-day-grid", role: "grid" }, head, body);
  /** @type {Map<string, Cell>} */
  const cells = new Map();
  /** @type {HTMLElement[]} */
  let repeats = [];
  let drawn = "";
  let current = "";
  let digits = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const forget = () => {
    clearTimeout(timer);
    digits = "";
  };
  /** @param {string} on */
  const stand = (on) => {
    cells.get(current)?.element.setAttribute("tabindex", "-1");
    current = on;
    cells.get(on)?.element.setAttribute("tabindex", "0");
    repeats.forEach((again, row) => again.setAttribute("tabindex", row === cells.get(on)?.row ? "0" : "-1"));
    look(on);
  };
  /** @param {string} on */
  const go = (on) => cells.get(on)?.element.focus();

  /**
   * @param {string} on
   * @param {string} next
   */
  function enter(on, next) {
    clearTimeout(timer);
    digits = next;
    timer = setTimeout(forget, DIGITS_PAUSE_MS);
    if (digits && !digits.endsWith(".")) set(on, "used", digits);
    else if (!digits) set(on, "", "");
  }

  /**
   * @param {KeyboardEvent} event
   * @param {string} on
   */
  function press(event, on) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const reached = reachedDay([...cells.values()], on, key);
    const amount = typedDigits(digits, key);
    if (reached !== undefined) {
      forget();
      if (reached) go(reached);
    } else if (key === " " || key === "Enter") set(on, brush());
    else if (amount !== null) enter(on, amount);
    else if (key === "Delete" || key === "Backspace") set(on, "");
    else return;
    event.preventDefault();
  }

  /**
   * @param {Day} day
   * @param {number} row
   * @param {number} column
   */
  function makeCell({ on }, row, column) {
    const number = h("span", { class: "imw-day-number" });
    const shown = h("span", { class: "imw-day-shown" });
    const mark = h("span", { class: "imw-day-mark" });
    const click = () => {
      forget();
      go(on);
      set(on, brush());
    };
    const listeners = { click, focus: () => stand(on), blur: forget };
    const cell = h(
      "td",
      {
        role: "gridcell",
        tabindex: "-1",
        "data-on": on,
        class: "imw-day",
        ...listeners,
        keydown: (event) => press(event, on),
      },
      number,
      shown,
      mark,
    );
    cells.set(on, { on, element: cell, row, column, number, shown, mark });
    return cell;
  }

  /** @param {Week[]} weeks */
  function build(weeks) {
    cells.clear();
    repeats = [];
    body.replaceChildren(
      ...weeks.map((week, row) => {
        const days = week.map((day, column) =>
          day ? makeCell(day, row, column) : h("td", { role: "gridcell", class: "imw-no-day" }),
        );
        return h("tr", {}, ...days, h("td", { role: "gridcell", class: "imw-day-repeat" }, againButton(week)));
      }),
    );
    stand(cells.has(current) ? current : ([...cells.keys()].at(-1) ?? ""));
  }

  /** @param {Week} week */
  function againButton(week) {
    const first = week.find((day) => day !== null);
    if (!first) return null;
    const label = said.repeat_help.replace("{day}", first.name);
    const again = button(said.repeat, "link", () => repeat(first.on), { "aria-label": label });
    repeats.push(again);
    return again;
  }

  /**
   * @param {Day} day
   * @param {boolean} first
   */
  function show(day, first) {
    const cell = cells.get(day.on);
    if (!cell) return;
    cell.number.textContent = first || day.day === "1" ? `${day.day} ${day.month}` : day.day;
    cell.shown.textContent = day.shown;
    cell.mark.textContent = day.mark;
    cell.element.dataset.state = day.state;
    cell.element.classList.toggle("imw-day-counted", Boolean(day.amount));
    if (cell.element.getAttribute("aria-label") !== day.label) cell.element.setAttribute("aria-label", day.label);
  }

  return {
    element,
    /**
     * @param {Week[]} weeks
     * @param {string} name
     */
    update(weeks, name) {
      const known = weeks.flat().filter((day) => day !== null);
      const wanted = known.map((day) => day.on).join();
      if (wanted !== drawn) {
        drawn = wanted;
        build(weeks);
      }
      element.setAttribute("aria-label", name);
      known.forEach((day, place) => show(day, place === 0));
    },
  };
}

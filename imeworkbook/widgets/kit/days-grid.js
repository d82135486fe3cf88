// The grid of days: rows are weeks. One day at a time is in the order of Tab, and behind it the button that repeats its
// week; arrow keys move, Space and Enter set.

import { button, h } from "./dom.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const DIGITS_PAUSE_MS = 1500;

/** `brush()` gives what a click sets; `set(on, state, amount)`, `repeat(on)` and `look(on)` hear of it. */
export function dayGrid({ said, weekdays, brush, set, repeat, look }) {
  const head = h(
    "tr",
    {},
    ...weekdays.map((name) => h("th", { scope: "col", abbr: name }, name.slice(0, 3))),
    h("td", {}),
  );
  const body = h("tbody");
  const element = h("table", { class: "imw-day-grid", role: "grid" }, h("thead", {}, head), body);
  const cells = new Map();
  const repeats = [];
  let drawn = "";
  let current = "";
  let digits = "";
  let timer = 0;

  const forget = () => {
    clearTimeout(timer);
    digits = "";
  };
  const stand = (on) => {
    cells.get(current)?.element.setAttribute("tabindex", "-1");
    current = on;
    cells.get(on)?.element.setAttribute("tabindex", "0");
    repeats.forEach((again, row) => again.setAttribute("tabindex", row === cells.get(on)?.row ? "0" : "-1"));
    look(on);
  };
  const go = (on) => cells.get(on)?.element.focus();

  function step(on, key) {
    const places = [...cells.values()];
    const at = cells.get(on);
    if (key === "Home" || key === "End") {
      const row = places.filter((one) => one.row === at.row);
      return go(row.at(key === "Home" ? 0 : -1).on);
    }
    const [down, right] = STEPS[key];
    const order = places.findIndex((one) => one.on === on);
    const next = right
      ? places[order + right]
      : places.find((one) => one.row === at.row + down && one.column === at.column);
    return next && go(next.on);
  }

  function digit(on, key) {
    clearTimeout(timer);
    digits = key === "Backspace" ? digits.slice(0, -1) : digits + key.replace(",", ".");
    timer = setTimeout(forget, DIGITS_PAUSE_MS);
    if (digits && !digits.endsWith(".")) set(on, "used", digits);
    else if (!digits) set(on, "", "");
  }

  function key(event, on) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key: name } = event;
    if (name in STEPS || name === "Home" || name === "End") {
      forget();
      step(on, name);
    } else if (name === " " || name === "Enter") set(on, brush());
    else if (/^[0-9]$/.test(name) || (/^[.,]$/.test(name) && digits) || (name === "Backspace" && digits))
      digit(on, name);
    else if (name === "Delete" || name === "Backspace") set(on, "");
    else return;
    event.preventDefault();
  }

  function makeCell(day, row, column) {
    const number = h("span", { class: "imw-day-number" });
    const shown = h("span", { class: "imw-day-shown" });
    const mark = h("span", { class: "imw-day-mark" });
    const cell = h(
      "td",
      {
        role: "gridcell",
        tabindex: "-1",
        "data-on": day.on,
        class: "imw-day",
        click: () => {
          forget();
          go(day.on);
          set(day.on, brush());
        },
        focus: () => stand(day.on),
        blur: forget,
        keydown: (event) => key(event, day.on),
      },
      number,
      shown,
      mark,
    );
    cells.set(day.on, { on: day.on, element: cell, row, column, number, shown, mark });
    return cell;
  }

  function build(weeks) {
    cells.clear();
    repeats.length = 0;
    body.replaceChildren(
      ...weeks.map((week, row) => {
        const first = week.find(Boolean);
        const again = button(said.repeat, "link", () => repeat(first.on), {
          "aria-label": said.repeat_help.replace("{day}", first.name),
        });
        repeats.push(again);
        return h(
          "tr",
          {},
          ...week.map((day, column) =>
            day ? makeCell(day, row, column) : h("td", { role: "gridcell", class: "imw-no-day" }),
          ),
          h("td", { role: "gridcell", class: "imw-day-repeat" }, again),
        );
      }),
    );
    stand(cells.has(current) ? current : [...cells.keys()].at(-1));
  }

  function show(day, { element: cell, number, shown, mark }, first) {
    number.textContent = first || day.day === "1" ? `${day.day} ${day.month}` : day.day;
    shown.textContent = day.shown;
    mark.textContent = day.mark;
    cell.dataset.state = day.state;
    cell.classList.toggle("imw-day-counted", Boolean(day.amount));
    if (cell.getAttribute("aria-label") !== day.label) cell.setAttribute("aria-label", day.label);
  }

  return {
    element,
    update(weeks, name) {
      const known = weeks.flat().filter(Boolean);
      const wanted = known.map((day) => day.on).join();
      if (wanted !== drawn) {
        drawn = wanted;
        build(weeks);
      }
      element.setAttribute("aria-label", name);
      known.forEach((day, place) => show(day, cells.get(day.on), place === 0));
    },
  };
}

// What stands by a date field: what the words lean on, and names that they may lean on, offered while one types.

import { check, freshId, h } from "./dom.js";

/**
 * @import { FieldEvents } from "./context.d.ts"
 * @import { Lean } from "./faces.d.ts"
 */

const MOST = 6;

/**
 * What stands before a name that is being typed, and what of the name is: "when I moved to L" is "when " and "I moved to L".
 * None where nothing is leant on. `leads` are words such as "before", `small` such as "my", with spaces between them.
 *
 * @param {string} leads
 * @param {string} small
 */
export function leanReader(leads, small) {
  const [lead, little] = [leads, small].map((words) => words.split(" ").join("|"));
  const pattern = new RegExp(`^(.*\\b(?:${lead}) (?:(?:${little}) )?)([^,;]*)$`, "i");
  return (/** @type {string} */ text) => {
    const [, before = "", typed = ""] = text.match(pattern) ?? [];
    return before ? { before, typed } : null;
  };
}

/**
 * The first names that hold what is typed of one, without what is a name already.
 *
 * @param {string[]} names
 * @param {string} typed
 */
export function namesWith(names, typed) {
  const sought = typed.toLowerCase();
  return names.filter((name) => name.toLowerCase().includes(sought) && name.toLowerCase() !== sought).slice(0, MOST);
}

/**
 * The lines under a date that leans on other entries, or that these make narrower.
 *
 * @param {string} key
 * @param {FieldEvents} events
 */
export function leaning(key, events) {
  const lines = h("div", { "aria-live": "polite" });
  const alone = check(events.word("alone"), false, () => events.standAlone(key, alone.input.checked));
  const help = h("p", { class: "imw-help" }, events.word("alone_help"));
  const offer = h("div", { hidden: true }, alone, help);
  const block = h("div", { class: "imw-lean", hidden: true }, lines, offer);
  let shown = "";
  return {
    block,
    /** @param {Lean | null} lean */
    say(lean) {
      const now = JSON.stringify(lean ?? null);
      if (now === shown) return;
      shown = now;
      block.hidden = !lean;
      if (!lean) return;
      lines.replaceChildren(...[lean.why, ...lean.said].filter(Boolean).map((text) => h("p", {}, text)));
      offer.hidden = !lean.may_stand_alone;
      alone.input.checked = lean.alone;
    },
  };
}

/**
 * Offer the names of entries behind "before", "after", "when" … as a list box (the combobox pattern of WAI-ARIA):
 * arrow keys move, Enter or a click takes, Tab goes on without.
 *
 * @param {HTMLInputElement} input
 * @param {FieldEvents} events
 */
export function suggest(input, events) {
  const list = h("ul", {
    id: freshId("landmarks"),
    role: "listbox",
    class: "imw-suggestions",
    "aria-label": events.word("suggested"),
    hidden: true,
  });
  const read = leanReader(events.word("lean_words"), events.word("small_words"));
  let at = -1;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    input.setAttribute(name, value);

  const options = () => [...list.children];
  const close = () => {
    [at, list.hidden] = [-1, true];
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} to */
  const point = (to) => {
    const all = options();
    at = (to + all.length) % all.length;
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  /** @param {string} name */
  const take = (name) => {
    input.value = (read(input.value)?.before ?? input.value) + name;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  };
  const offer = () => {
    const lean = read(input.value);
    const fits = lean ? namesWith(events.landmarks(), lean.typed) : [];
    if (!fits.length) return close();
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...fits.map((name) =>
        h(
          "li",
          {
            id: freshId("landmark"),
            role: "option",
            "aria-selected": "false",
            mousedown: (event) => {
              event.preventDefault();
              take(name);
            },
          },
          name,
        ),
      ),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  input.addEventListener("input", offer);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(); // and on to the page, which hides
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && at >= 0) take(options()[at].textContent ?? "");
    else return;
    event.preventDefault();
  });
  queueMicrotask(() => input.after(list));
}

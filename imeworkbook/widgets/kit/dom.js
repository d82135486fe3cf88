// Small helpers over the DOM. Text never becomes markup: only textContent and attributes are set.

/**
 * @typedef {string | number | boolean | null | undefined} Value
 * @typedef {{ [Event in keyof HTMLElementEventMap]?: ((event: HTMLElementEventMap[Event]) => unknown) | null }} Listeners
 * @typedef {Listeners & { [name: string]: Value | ((event: never) => unknown) }} Attributes
 * @typedef {Node | string | false | null | undefined} Child
 */

let serial = 0;

/**
 * A name for an element that no other element of the page has.
 *
 * @param {string} stem
 */
export const freshId = (stem) => `imw-${stem}-${++serial}`;

/**
 * An element with attributes (functions become listeners, null and false are left out) and children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, /** @type {EventListener} */ (value));
    else if (name === "value" || name === "checked") Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * A real button. Kinds: "primary", "plain", "link".
 *
 * @param {string} label
 * @param {"primary" | "plain" | "link"} kind
 * @param {(event: MouseEvent) => unknown} click
 * @param {Attributes} attributes
 */
export const button = (label, kind, click, attributes = {}) =>
  h("button", { type: "button", class: `imw-button imw-${kind}`, click, ...attributes }, label);

/** Attributes that every field carries: nothing typed is remembered, checked or completed by the browser. */
export const PRIVATE_FIELD = { autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false" };

/**
 * A labelled line of input in its own block; gives the block with `.input`.
 *
 * @param {string} label
 * @param {Attributes & { type?: string, value?: string, help?: string }} options
 */
export function line(label, { type = "text", value = "", help = "", ...attributes } = {}) {
  const id = freshId("field");
  const input = h("input", { id, type, value, class: "imw-input", ...PRIVATE_FIELD, ...attributes });
  const block = h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, label), input);
  if (help) {
    const helpId = freshId("help");
    block.append(h("p", { id: helpId, class: "imw-help" }, help));
    input.setAttribute("aria-describedby", helpId);
  }
  return Object.assign(block, { input });
}

/**
 * A group of radio buttons drawn as a row of choices; `pick` hears the chosen value. Gives it with `.value()` and `.set()`.
 *
 * @template {string} Key
 * @param {string} legend
 * @param {[Key, string][]} options
 * @param {string} chosen
 * @param {(value: Key) => unknown} [pick]
 */
export function choices(legend, options, chosen, pick) {
  const name = freshId("choice");
  const row = h("div", { class: "imw-choice-row" });
  const inputs = options.map(([value, label]) => {
    const id = freshId("option");
    const input = h("input", {
      type: "radio",
      id,
      name,
      value,
      checked: value === chosen,
      change: () => pick?.(value),
    });
    row.append(h("div", { class: "imw-choice" }, input, h("label", { for: id }, label)));
    return input;
  });
  const group = h("fieldset", { class: "imw-choices" }, h("legend", { class: "imw-label" }, legend), row);
  return Object.assign(group, {
    value: () => inputs.find((input) => input.checked)?.value ?? "",
    /** @param {string} value */
    set(value) {
      for (const input of inputs) input.checked = input.value === value;
    },
  });
}

/**
 * A list to choose from; `changed` hears the chosen value.
 *
 * @param {[string, string][]} options
 * @param {(value: string) => unknown} [changed]
 * @param {Attributes} attributes
 */
export function selectOf(options, changed, attributes = {}) {
  const select = h("select", { class: "imw-input", autocomplete: "off", ...attributes }, ...optionsOf(options));
  select.addEventListener("change", () => changed?.(select.value));
  return select;
}

/**
 * A list to choose from in its own block, with its label.
 *
 * @param {string} label
 * @param {[string, string][]} options
 * @param {(value: string) => unknown} [changed]
 * @param {Attributes} attributes
 */
export function labelledSelect(label, options, changed, attributes = {}) {
  const id = freshId("select");
  const select = selectOf(options, changed, { id, ...attributes });
  const block = h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, label), select);
  return { block, select };
}

/** @param {[string, string][]} options */
export const optionsOf = (options) => options.map(([value, label]) => h("option", { value }, label));

/**
 * A check box with its label.
 *
 * @param {string} label
 * @param {boolean} checked
 * @param {((event: Event) => unknown) | null} [change]
 * @param {Attributes} attributes
 */
export function check(label, checked, change, attributes = {}) {
  const id = freshId("check");
  const input = h("input", { type: "checkbox", id, checked, change, ...attributes });
  const named = h("label", { for: id }, label);
  return Object.assign(h("div", { class: "imw-check" }, input, named), { input, named });
}

/**
 * What hears that a form is submitted, and does this instead of leaving the page.
 *
 * @param {() => unknown} does
 */
export const submitted = (does) => (/** @type {Event} */ event) => {
  event.preventDefault();
  does();
};

/**
 * Let Enter in a line of input do what the button beside it does.
 *
 * @param {HTMLElement} input
 * @param {() => void} does
 */
export function onEnter(input, does) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    does();
  });
}

/**
 * The element in this place that has the focus, if one has.
 *
 * @param {Element} place
 */
export function focusedIn(place) {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && place.contains(activeElement) ? activeElement : null;
}

/**
 * Bring the focus to what is named by one of its data in this place, if it is there; gives whether it was.
 *
 * @param {Element} place
 * @param {string} name
 * @param {string} value
 */
export function refocus(place, name, value) {
  const found = place.querySelector(`[data-${name}="${CSS.escape(value)}"]`);
  if (!(found instanceof HTMLElement)) return false;
  found.focus();
  return true;
}

/**
 * Bring an element into view; at once where the person asked for less motion.
 *
 * @param {Element | null | undefined} element
 * @param {ScrollLogicalPosition} block
 */
export function reveal(element, block = "nearest") {
  const still =
    matchMedia("(prefers-reduced-motion: reduce)").matches ||
    document.documentElement.classList.contains("imw-look-motion");
  element?.scrollIntoView({ block, behavior: still ? "instant" : "smooth" });
}

/**
 * Hand bytes to the browser as a download.
 *
 * @param {string} name
 * @param {string} mime
 * @param {BlobPart} buffer
 */
export function save(name, mime, buffer) {
  const address = URL.createObjectURL(new Blob([buffer], { type: mime }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

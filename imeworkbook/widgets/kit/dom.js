// Small helpers over the DOM. Text never becomes markup: only textContent and attributes are set.

let serial = 0;

/** A name for an element that no other element of the page has. */
export const freshId = (stem) => `imw-${stem}-${++serial}`;

/** An element with attributes (functions become listeners, null and false are left out) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "value") element.value = value;
    else if (name === "checked") element.checked = Boolean(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A real button. Kinds: "primary", "plain", "link". */
export const button = (label, kind, click, attributes = {}) =>
  h("button", { type: "button", class: `imw-button imw-${kind}`, click, ...attributes }, label);

/** Attributes that every field carries: nothing typed is remembered, checked or completed by the browser. */
export const PRIVATE_FIELD = { autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false" };

/** A labelled line of input in its own block; gives the block with `.input`. */
export function line(label, { type = "text", value = "", help = "", ...attributes } = {}) {
  const id = freshId("field");
  const input = h("input", { id, type, value, class: "imw-input", ...PRIVATE_FIELD, ...attributes });
  const block = h("div", { class: "imw-field" }, h("label", { for: id, class: "imw-label" }, label), input);
  if (help) {
    const helpId = freshId("help");
    block.append(h("p", { id: helpId, class: "imw-help" }, help));
    input.setAttribute("aria-describedby", helpId);
  }
  block.input = input;
  return block;
}

/** A group of radio buttons drawn as a row of choices; `pick` hears the chosen value. */
export function choices(legend, options, chosen, pick) {
  const name = freshId("choice");
  const group = h("fieldset", { class: "imw-choices" }, h("legend", { class: "imw-label" }, legend));
  const row = h("div", { class: "imw-choice-row" });
  for (const [value, label] of options) {
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
  }
  group.append(row);
  group.value = () => row.querySelector("input:checked")?.value ?? "";
  group.set = (value) => {
    for (const input of row.querySelectorAll("input")) input.checked = input.value === value;
  };
  return group;
}

/** A check box with its label. */
export function check(label, checked, change, attributes = {}) {
  const id = freshId("check");
  const input = h("input", { type: "checkbox", id, checked, change, ...attributes });
  const block = h("div", { class: "imw-check" }, input, h("label", { for: id }, label));
  block.input = input;
  return block;
}

/** Let Enter in a line of input do what the button beside it does. */
export function onEnter(input, does) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    does();
  });
}

/** Bring an element into view; at once where the person asked for less motion. */
export function reveal(element, block = "nearest") {
  const still =
    matchMedia("(prefers-reduced-motion: reduce)").matches ||
    document.documentElement.classList.contains("imw-look-motion");
  element?.scrollIntoView({ block, behavior: still ? "instant" : "smooth" });
}

/** Hand bytes to the browser as a download. */
export function save(name, mime, buffer) {
  const address = URL.createObjectURL(new Blob([buffer], { type: mime }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

import { el } from "./dom.js";

const FIELDS = "input, select, textarea";

/**
 * Keep what stands in fields out of the files of the browser's session, where it writes what each field holds, so that it
 * can fill them in again: choices and ticks too, and JupyterLab's own fields with the names of chapters. A field says so
 * itself; a list or a text area is only asked about the form that it belongs to.
 */
export function keepFieldsToThemselves() {
  const form = el("form", { id: "imw-unkept", autocomplete: "off", hidden: true });
  document.body.append(form);
  /** @param {Element} field */
  const quieten = (field) => {
    if (!isField(field)) return;
    if (field.autocomplete !== "off") field.autocomplete = "off";
    if (field.form) field.form.autocomplete = "off";
    else if (!field.matches("input")) field.setAttribute("form", form.id);
  };
  /** @param {Node} root */
  const quietenAll = (root) => {
    if (!(root instanceof Element)) return;
    if (root.matches(FIELDS)) quieten(root);
    root.querySelectorAll(FIELDS).forEach(quieten);
  };
  new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach(quietenAll))).observe(
    document.body,
    { childList: true, subtree: true },
  );
  quietenAll(document.body);
}

/**
 * @param {Element} element
 * @returns {element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
const isField = (element) => element.matches(FIELDS);

import { el, fill } from "./dom.js";
import { Exercise } from "./exercise.js";

/**
 * @import { Country, SupportLine } from "./data.d.ts"
 * @typedef {import("./main.js").Page} Page
 */

const COUNTRY = "imeworkbook.country";

/** Stop here, breathe, people to call. It asks nothing first, and works with no workbook and no kernel. */
export class Help {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.words = page.words.help;
    this.countries = page.data.support.country;
    this.followed = "";
    this.title = el("h2", { id: "imw-help-title", tabindex: "-1" }, this.words.title);
    /** @type {HTMLSelectElement} */
    this.select = el(
      "select",
      { autocomplete: "off", onchange: () => this.choose(this.select.value) },
      ...this.countries.map((country) => el("option", { value: country.code }, country.name)),
    );
    this.people = el("div", { class: "imw-people" });
    this.lines = el("div", { class: "imw-lines", "aria-live": "polite" });
    /** @type {HTMLDialogElement} */
    this.node = el("dialog", { class: "imw-dialog", "aria-labelledby": "imw-help-title" }, ...this.parts());
    this.node.addEventListener("cancel", (event) => event.preventDefault());
  }

  parts() {
    const words = this.words;
    return [
      el(
        "div",
        { class: "imw-dialog-head" },
        this.title,
        el("button", { type: "button", class: "imw-bar-button", onclick: () => this.node.close() }, words.back),
      ),
      el("p", {}, words.stop),
      new Exercise(words.exercise).node,
      this.people,
      el("h3", {}, words.lines),
      el("label", { class: "imw-country" }, words.country, this.select),
      this.lines,
      el(
        "div",
        { class: "imw-dialog-foot" },
        el("button", { type: "button", class: "imw-dialog-primary", onclick: () => this.stop() }, words.close_today),
      ),
    ];
  }

  /**
   * Show the lines of the country that stands in the open workbook.
   *
   * @param {{ country?: string } | null} settings
   */
  follow(settings) {
    if (!settings?.country || settings.country === this.followed) return;
    this.followed = settings.country;
    this.choose(settings.country);
    this.select.value = settings.country;
  }

  async open() {
    this.select.value = rememberedCountry(this.countries);
    this.showLines();
    if (!this.node.open) this.node.showModal();
    this.title.focus();
    await this.showPeople();
  }

  /** @param {string} code */
  choose(code) {
    localStorage.setItem(COUNTRY, code);
    this.showLines();
  }

  showLines() {
    const country = this.countries.find((one) => one.code === this.select.value) ?? this.countries[0];
    const emergency = el("p", { class: "imw-emergency" }, fill(this.words.emergency, { number: country.emergency }));
    this.lines.replaceChildren(emergency, ...country.line.map((line) => this.line(line)));
  }

  /** @param {SupportLine} line */
  line(line) {
    return el(
      "div",
      { class: "imw-line" },
      el("a", { class: "imw-number", href: `tel:${line.phone.replace(/[^\d+]/g, "")}` }, line.phone),
      el(
        "div",
        {},
        el("strong", {}, line.name),
        el("p", {}, line.what),
        el("p", { class: "imw-line-small" }, fill(line.checked ? this.words.checked : this.words.source, line)),
      ),
    );
  }

  async showPeople() {
    const people = this.page.lab ? await this.page.lab.ownPeople() : [];
    if (!people.length) {
      this.people.replaceChildren();
      return;
    }
    const rows = people.map((person) =>
      el(
        "li",
        {},
        el("strong", {}, person.name || ""),
        person.role ? ` · ${person.role}` : "",
        person.phone ? ` · ${person.phone}` : "",
      ),
    );
    this.people.replaceChildren(el("h3", {}, this.words.people), el("ul", {}, ...rows));
  }

  stop() {
    this.node.close();
    this.page.closing.close();
  }
}

/**
 * The country chosen before, or the browser's own, or the first. Only its two letters are kept.
 *
 * @param {Country[]} countries
 */
function rememberedCountry(countries) {
  const codes = countries.map((country) => country.code);
  const region = navigator.languages
    .map((tag) => tag.split("-").at(-1)?.toUpperCase() ?? "")
    .find((code) => codes.includes(code));
  const chosen = localStorage.getItem(COUNTRY);
  return chosen !== null && codes.includes(chosen) ? chosen : region || codes[0];
}

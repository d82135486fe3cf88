import { el, fill } from "./dom.js";
import { Exercise } from "./exercise.js";

const COUNTRY = "imeworkbook.country";

/** Stop here, breathe, people to call. It asks nothing first, and works with no workbook and no kernel. */
export class Help {
  constructor(page) {
    this.page = page;
    this.words = page.words.help;
    this.countries = page.data.support.country;
    this.people = el("div", { class: "imw-people" });
    this.lines = el("div", { class: "imw-lines", "aria-live": "polite" });
    this.node = el("dialog", { class: "imw-dialog", "aria-labelledby": "imw-help-title" }, ...this.parts());
    this.node.addEventListener("cancel", (event) => event.preventDefault());
  }

  parts() {
    const words = this.words;
    return [
      el(
        "div",
        { class: "imw-dialog-head" },
        el("h2", { id: "imw-help-title", tabindex: "-1" }, words.title),
        el("button", { type: "button", class: "imw-bar-button", onclick: () => this.node.close() }, words.back),
      ),
      el("p", {}, words.stop),
      new Exercise(words.exercise).node,
      this.people,
      el("h3", {}, words.lines),
      el("label", { class: "imw-country" }, words.country, this.chooser()),
      this.lines,
      el(
        "div",
        { class: "imw-dialog-foot" },
        el("button", { type: "button", class: "imw-dialog-primary", onclick: () => this.stop() }, words.close_today),
      ),
    ];
  }

  chooser() {
    const options = this.countries.map((country) => el("option", { value: country.code }, country.name));
    this.select = el("select", { autocomplete: "off", onchange: () => this.choose(this.select.value) }, ...options);
    return this.select;
  }

  /** Show the lines of the country that stands in the open workbook. */
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
    this.node.querySelector("h2").focus();
    await this.showPeople();
  }

  choose(code) {
    localStorage.setItem(COUNTRY, code);
    this.showLines();
  }

  showLines() {
    const country = this.countries.find((one) => one.code === this.select.value);
    const emergency = el("p", { class: "imw-emergency" }, fill(this.words.emergency, { number: country.emergency }));
    this.lines.replaceChildren(emergency, ...country.line.map((line) => this.line(line)));
  }

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

/** The country chosen before, or the browser's own, or the first. Only its two letters are kept. */
function rememberedCountry(countries) {
  const codes = countries.map((country) => country.code);
  const region = navigator.languages
    .map((tag) => tag.split("-").pop().toUpperCase())
    .find((code) => codes.includes(code));
  const chosen = localStorage.getItem(COUNTRY);
  return codes.includes(chosen) ? chosen : region || codes[0];
}

import { el, fill } from "./dom.js";

/** @import { ExerciseWords } from "./data.d.ts" */

/** A grounding exercise, one small step at a time. It counts and keeps nothing. */
export class Exercise {
  /** @param {ExerciseWords} words */
  constructor(words) {
    this.words = words;
    this.at = -1;
    this.text = el("p", { "aria-live": "polite" });
    this.count = el("span", { class: "imw-exercise-count" });
    this.next = el("button", { type: "button", class: "imw-bar-button", onclick: () => this.go() });
    this.node = el(
      "div",
      { class: "imw-grounding" },
      this.text,
      el("div", { class: "imw-exercise-foot" }, this.count, this.next),
    );
    this.show();
  }

  go() {
    this.at = this.at + 1 < this.words.steps.length ? this.at + 1 : -1;
    this.show();
  }

  show() {
    const { steps, invite, begin, next, again, count } = this.words;
    this.text.textContent = this.at < 0 ? invite : steps[this.at];
    this.count.textContent = this.at < 0 ? "" : fill(count, { n: this.at + 1, all: steps.length });
    this.next.textContent = this.at < 0 ? begin : this.at + 1 < steps.length ? next : again;
  }
}

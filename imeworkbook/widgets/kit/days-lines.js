// A field about one day or one substance whose words are kept while they are typed.

import { line } from "./dom.js";
import { same } from "./form-state.js";
import { saver } from "./typing.js";

/**
 * @import { Context, Sending } from "./context.d.ts"
 * @import { DaysFace } from "./faces.d.ts"
 */

/**
 * `tell(text, about, more)` sends its words for the day or the substance that they are about; `show` leaves the field alone
 * while it has the focus or holds something.
 *
 * @template {string | [substance: string, on: string]} About
 * @param {Context<DaysFace>} context
 * @param {string} name
 * @param {(text: string, about: About, more: Sending) => void} tell
 * @param {string} label
 * @param {import("./dom.js").Attributes & { help?: string }} options
 */
export function spokenLine(context, name, tell, label, options) {
  const block = line(label, options);
  const input = block.input;
  /** @type {About | null} */
  let about = null;
  const typing = saver(context, {
    read: () => ({ text: input.value, about }),
    send: (fields, more) => {
      if (fields.about !== null) tell(fields.text, fields.about, more);
    },
  });
  const now = () => typing.now();
  input.addEventListener("input", typing.changed);
  input.addEventListener("change", now);
  input.addEventListener("blur", now);
  return {
    block,
    typing,
    /**
     * @param {string} value
     * @param {About} subject
     */
    show(value, subject) {
      const key = `${name} ${JSON.stringify(subject)}`;
      if (typing.key === key && (typing.holding || document.activeElement === input)) return;
      if (typing.key === key && input.value === value) return;
      now();
      about = subject;
      const { text = value } = typing.begin(key, { text: value, about });
      input.value = text;
      if (!same(text, value)) typing.changed();
    },
  };
}

// What the kernel shows in a card. It comes in messages and is no state of the widget, which a front end may save.

import { applied } from "./changes.js";

/** @import { Model, Shown } from "./context.d.ts" */

const AGAIN_MS = 2000;

/**
 * Send a message. A kernel that has just ended cannot take it; the card that stands here when it is back asks again.
 *
 * @param {Model} model
 * @param {object} message
 * @param {ArrayBuffer[]} [buffers]
 */
export function say(model, message, buffers) {
  try {
    model.send(message, undefined, buffers);
  } catch (error) {
    if (!(error instanceof Error) || !/^cannot send/i.test(error.message)) throw error;
  }
}

/**
 * The values that a card shows, by name; whoever follows one hears when it changed.
 *
 * @template {object} F
 * @param {Model} model
 * @param {F} face what it shows as long as the kernel has said nothing
 * @returns {Shown<F>}
 */
export function shown(model, face) {
  /** @type {{ [name: string]: unknown }} */
  const values = { face };
  /** @type {Set<[name: string, follower: () => void]>} */
  const followers = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /**
   * That of the last message that was taken; none while all that there is was asked for.
   *
   * @type {number | null}
   */
  let number = null;

  return {
    get: (name) => /** @type {never} */ (values[String(name)]),
    /** Follow the value of that name; gives what ends it. */
    on(name, follower) {
      /** @type {[string, () => void]} */
      const ours = [String(name), follower];
      followers.add(ours);
      return () => followers.delete(ours);
    },
    /**
     * Take what came, all of it before anybody hears of it. An answer that was asked for twice changes nothing; where a
     * message was lost, all that there is is asked for.
     */
    take({ show = {}, changes = {}, number: its, answer }) {
      if (answer) clearTimeout(timer);
      else if (number === null) return;
      else if (its !== number + 1) {
        number = null;
        this.ask();
        return;
      }
      number = its ?? null;
      /** @param {[string, unknown]} value */
      const isNew = ([name, value]) => !answer || JSON.stringify(value) !== JSON.stringify(values[name]);
      const changed = Object.fromEntries(Object.entries(show).filter(isNew));
      for (const [name, steps] of Object.entries(changes)) changed[name] = applied(values[name], steps);
      Object.assign(values, changed);
      for (const [name, follower] of [...followers]) if (name in changed) follower();
    },
    /** Ask for all that there is, until it comes. */
    ask() {
      clearTimeout(timer);
      say(model, { do: "show", again: true });
      timer = setTimeout(this.ask.bind(this), AGAIN_MS);
    },
    end() {
      clearTimeout(timer);
      followers.clear();
    },
  };
}

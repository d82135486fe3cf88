// What is typed, until the kernel says that it is kept. Until then it waits here, in the memory of the page alone: a
// storage of the browser would be plain text on the disk. When a kernel went, or a workbook was locked, the card that
// stands in the place of the former one finds it here, shows it, and sends it again.

import { same } from "./form-state.js";

/**
 * @import { Context, Fields, Saver, Sending } from "./context.d.ts"
 *
 * @typedef {object} Hold What is typed in one draft and not kept yet. Times are those of `performance.now()`.
 * @property {string} card
 * @property {string} opened
 * @property {string} key
 * @property {Fields} base what the kernel has
 * @property {Fields} fields what stands here
 * @property {number} n the number of what stands here
 * @property {{ n: number, fields: Fields, at: number }[]} sent what is on its way
 * @property {number} since since when something is not kept
 * @property {number} asked when something was sent last
 * @property {Pick<Saver, "alive" | "now" | "heard">} saver
 */

const SAVE_MS = 400; // from the first key on that is not sent yet; further keys do not put it off
const AGAIN_MS = 2000; // until it is sent again, where nobody said that it was heard
const LATE_MS = 1000; // until the page says that it is not saved yet
const LOOK_MS = 200;

export const PAGE = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
/** @type {Map<string, Hold>} */
const holds = new Map();
let serial = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let watching;
let told = "";
/** @type {(standing: string) => void} */
let tell = () => {};

/**
 * The saver of one draft. `read` gives its fields as they stand, `send(fields, more)` sends them with what belongs into
 * the message for the kernel to answer; `settled` hears that everything is kept.
 *
 * @template {Fields} F
 * @param {Pick<Context, "card" | "opened" | "root">} context
 * @param {object} draft
 * @param {() => F} draft.read
 * @param {(fields: F, more: Sending) => void} draft.send
 * @param {() => void} [draft.settled]
 * @returns {Saver<F>}
 */
export function saver(context, { read, send, settled = () => {} }) {
  const { card, opened, root } = context;
  /** @param {string | null} key */
  const placeOf = (key) => JSON.stringify([card, opened, key]);
  /** @type {string | null} */
  let key = null;
  /** @type {Fields} */
  let base = {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let ended = false;

  const hold = () => holds.get(placeOf(key));

  /** @param {Hold} one */
  const wasSent = (one) => one.sent.some(({ n }) => n === one.n);

  /**
   * Note that a message brings what is typed; gives the number by which it will be heard.
   *
   * @param {Hold} one
   */
  function note(one) {
    one.asked = performance.now();
    if (!wasSent(one)) one.sent.push({ n: one.n, fields: one.fields, at: one.asked });
    wait(AGAIN_MS);
    return `${PAGE}-${one.n}`;
  }

  /** @param {Hold} one */
  function post(one) {
    const again = wasSent(one);
    send(/** @type {F} */ (one.fields), { n: note(one), again });
  }

  function rest() {
    clearTimeout(timer);
    timer = undefined;
  }

  /** @param {number} ms */
  function wait(ms) {
    rest();
    if (!ended) timer = setTimeout(tick, ms);
  }

  /** Send what is typed, but one message at a time: the next goes when the last was heard, or is taken for lost. */
  function tick() {
    timer = undefined;
    const one = hold();
    if (!one) return;
    const left = one.sent.length ? one.asked + AGAIN_MS - performance.now() : 0;
    if (left > 0) wait(left);
    else post(one);
  }

  /** @type {Saver<F>} */
  const self = {
    get key() {
      return key;
    },
    get holding() {
      return Boolean(hold());
    },
    /**
     * Stand over the draft `next`, of which the kernel has `fields`. Gives what was typed there and never arrived, field
     * by field, unless the kernel's is newer: it counts only where the kernel has what this page last knew of.
     */
    begin(next, fields) {
      rest();
      [key, base] = [next, fields];
      const one = hold();
      if (!one || (one.saver !== self && one.saver.alive)) return {};
      holds.delete(placeOf(key));
      const known = [one.base, ...one.sent.map((sent) => sent.fields)];
      /** @param {[string, unknown]} field */
      const mine = ([name, value]) => !same(value, fields[name]) && known.some((was) => same(was[name], fields[name]));
      return /** @type {Partial<F>} */ (Object.fromEntries(Object.entries(one.fields).filter(mine)));
    },
    /** Something was typed. */
    changed() {
      if (key === null) return;
      const fresh = { card, opened, key, base, sent: [], since: performance.now(), asked: 0 };
      holds.set(placeOf(key), { ...(hold() ?? fresh), saver: self, fields: read(), n: ++serial });
      if (!timer) wait(SAVE_MS);
      look();
    },
    /** Send what was not sent yet, now. */
    now() {
      const one = hold();
      if (one && one.saver === self && !wasSent(one)) post(one);
    },
    /** What belongs into a message that brings all fields as they stand: it settles what is typed, once it is heard. */
    along() {
      const one = hold();
      if (!one) return {};
      one.fields = read();
      return { n: note(one) };
    },
    /** Let go of what is typed here. */
    drop() {
      rest();
      holds.delete(placeOf(key));
      look();
    },
    /** The keys of other drafts of this card that were typed in and never arrived. */
    elsewhere() {
      /** @param {Hold} one */
      const ours = (one) => one.card === card && one.opened === opened && one.key !== key && !one.saver.alive;
      return [...holds.values()].filter(ours).map((one) => one.key);
    },
    /** The kernel has kept the draft `which` as these fields. */
    heard(which, fields) {
      if (which !== key) return;
      base = fields;
      rest();
      const one = hold();
      if (one) wait(Math.max(0, one.since + SAVE_MS - performance.now()));
      else settled();
    },
    /** Let go of what is typed in another draft of this card. */
    forget(other) {
      holds.delete(placeOf(other));
      look();
    },
    get alive() {
      return !ended && root.isConnected;
    },
    /** Send what is left, and stop; what does not arrive waits for the next card. The sample person keeps nothing. */
    end() {
      self.now();
      ended = true;
      clearTimeout(timer);
      if (opened === "sample") self.drop();
    },
  };
  return self;
}

/**
 * Send once more what waits from the card that stood here before, wherever in it that was typed.
 *
 * @param {Pick<Context, "card" | "opened">} context
 * @param {(key: string, fields: Fields, more: Sending) => void} send
 */
export function sendAgain({ card, opened }, send) {
  for (const one of holds.values()) {
    if (one.card !== card || one.opened !== opened || one.saver.alive) continue;
    one.sent.push({ n: one.n, fields: one.fields, at: performance.now() });
    send(one.key, one.fields, { n: `${PAGE}-${one.n}` });
  }
}

/**
 * The kernel says what it has kept.
 *
 * @param {string} number
 */
export function heard(number) {
  const [page, text] = String(number).split("-");
  if (page !== PAGE) return;
  for (const [place, one] of holds) {
    const kept = one.sent.find(({ n }) => n === Number(text));
    if (!kept) continue;
    one.sent = one.sent.filter(({ n }) => n > kept.n);
    [one.base, one.since] = [kept.fields, kept.at];
    if (one.n === kept.n) holds.delete(place);
    one.saver.heard(one.key, kept.fields);
  }
  look();
}

/** How it stands with what is typed: "" (all is kept), "saving", "late" or "again". */
function standing() {
  const now = performance.now();
  const all = [...holds.values()];
  if (all.some((one) => one.sent.length && now - one.sent[0].at > AGAIN_MS)) return "again";
  if (all.some((one) => now - one.since > LATE_MS)) return "late";
  return all.length ? "saving" : "";
}

/** See how it stands now, and again while anything is not kept. */
function look() {
  clearTimeout(watching);
  if (holds.size) watching = setTimeout(look, LOOK_MS);
  const now = standing();
  if (now === told) return;
  told = now;
  tell(now);
}

/**
 * Tell `listener` whenever it stands otherwise.
 *
 * @param {(standing: string) => void} listener
 */
export function follow(listener) {
  tell = listener;
}

/** Send at once what is not sent yet, when the page goes out of sight: it may not come back. */
function sendAll() {
  for (const one of holds.values()) one.saver.now();
}
window.addEventListener("pagehide", sendAll);
document.addEventListener("visibilitychange", () => document.hidden && sendAll());

/** How it stood last. */
export const saving = () => told;

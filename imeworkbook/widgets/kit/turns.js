// What one drawing of a card asks of its kernel, in turn. A face that the kernel made before it heard of all that was
// asked does not know yet what a person has just ticked or chosen: until then, that stands as they left it.

/** @import { Turns } from "./context.d.ts" */

/**
 * @param {string} name tells the drawings of one card from each other
 * @returns {Turns}
 */
export function turns(name) {
  let [asked, done] = [0, 0];
  return {
    next: () => `${name}:${++asked}`,
    settled: () => done >= asked,
    /** Hear that one was done; gives whether nothing that was asked is open any more. */
    done(at) {
      const [whose, number] = at.split(":");
      if (whose !== name) return false;
      done = Math.max(done, Number(number));
      return done >= asked;
    },
  };
}

// What changed in a value, as `widgets/changes.py` tells it.

/**
 * @import { Step } from "./faces.d.ts"
 * @typedef {{ [key: string | number]: unknown }} Container
 */

/**
 * The value that some steps lead to. What they do not touch is the very same; the former value stays as it was.
 *
 * @param {unknown} value
 * @param {Step[]} steps
 */
export function applied(value, steps) {
  const fresh = new WeakSet();
  /** @param {unknown} one */
  const own = (one) => {
    const container = /** @type {Container} */ (one);
    if (fresh.has(container)) return container;
    const copy = Array.isArray(one) ? [...one] : { ...container };
    fresh.add(copy);
    return /** @type {Container} */ (copy);
  };
  /** @type {Container} */
  const top = { value };
  for (const step of steps) {
    let at = top;
    /** @type {string | number} */
    let key = "value";
    for (const next of step[0]) {
      const inside = own(at[key]);
      at[key] = inside;
      [at, key] = [inside, next];
    }
    if (step.length === 1) delete at[key];
    else if (step.length === 2) at[key] = step[1];
    else {
      const list = own(at[key]);
      at[key] = list;
      if (Array.isArray(list)) list.splice(step[1], step[2], ...step[3]);
    }
  }
  return top.value;
}

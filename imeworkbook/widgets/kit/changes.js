// What changed in a value, as `widgets/changes.py` tells it.

/** The value that some steps lead to. What they do not touch is the very same; the former value stays as it was. */
export function applied(value, steps) {
  const fresh = new WeakSet();
  const own = (one) => {
    if (fresh.has(one)) return one;
    const copy = Array.isArray(one) ? [...one] : { ...one };
    fresh.add(copy);
    return copy;
  };
  const top = { value };
  for (const [path, ...how] of steps) {
    let [at, key] = [top, "value"];
    for (const next of path) {
      at[key] = own(at[key]);
      [at, key] = [at[key], next];
    }
    if (how.length === 0) delete at[key];
    else if (how.length === 1) at[key] = how[0];
    else {
      at[key] = own(at[key]);
      at[key].splice(how[0], how[1], ...how[2]);
    }
  }
  return top.value;
}

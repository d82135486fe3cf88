import assert from "node:assert/strict";
import { test } from "node:test";

import { applied } from "../../../imeworkbook/widgets/kit/changes.js";

test("a new value, a key that went, and items in the place of others", () => {
  const before = { rows: [{ id: "a" }, { id: "b", when: "2009" }, { id: "c" }], said: { title: "So far" } };
  const after = applied(before, [
    [["rows", 1, "when"], "2010"],
    [["rows", 2], 1],
    [["rows"], 0, 1, [{ id: "d" }, { id: "e" }]],
    [["undo"], "Undo"],
  ]);
  assert.deepEqual(after, {
    rows: [{ id: "d" }, { id: "e" }, { id: "b", when: "2010" }, 1],
    said: { title: "So far" },
    undo: "Undo",
  });
  assert.deepEqual(applied({ a: 1, b: 2 }, [[["a"]]]), { b: 2 });
});

test("the former value stays as it was, and what no step touches is the very same", () => {
  const before = { rows: [{ id: "a" }, { id: "b" }], said: { title: "So far" } };
  const copy = structuredClone(before);
  const after = /** @type {typeof before} */ (applied(before, [[["rows", 0, "id"], "z"]]));
  assert.deepEqual(before, copy);
  assert.equal(after.said, before.said);
  assert.equal(after.rows[1], before.rows[1]);
});

test("the whole value can be another", () => assert.equal(applied({ a: 1 }, [[[], 7]]), 7));

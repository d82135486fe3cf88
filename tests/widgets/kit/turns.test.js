import assert from "node:assert/strict";
import { test } from "node:test";

import { turns } from "../../../imeworkbook/widgets/kit/turns.js";

test("what was asked is settled when the kernel has done the last of it", () => {
  const ours = turns("a");
  assert.equal(ours.settled(), true);
  const [first, second] = [ours.next(), ours.next()];
  assert.equal(ours.done(first), false);
  assert.equal(ours.settled(), false);
  assert.equal(ours.done(second), true);
  assert.equal(ours.settled(), true);
});

test("what another drawing of the card asked settles nothing here", () => {
  const ours = turns("a");
  ours.next();
  assert.equal(ours.done("b:7"), false);
  assert.equal(ours.settled(), false);
});

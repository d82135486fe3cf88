import assert from "node:assert/strict";
import { test } from "node:test";

import { roomFor } from "../../../imeworkbook/widgets/kit/chart-room.js";

test("both histories have what is left below the top of the drawing", () => {
  assert.equal(roomFor({ width: 1366, height: 718, top: 170 }), 534);
});

test("what begins low in a window is scrolled to, and has the whole window", () => {
  assert.equal(roomFor({ width: 1024, height: 700, top: 420 }), 686);
});

test("in a narrow window rows are not made lower", () => {
  assert.equal(roomFor({ width: 690, height: 700, top: 100 }), null);
});

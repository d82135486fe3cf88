import assert from "node:assert/strict";
import { test } from "node:test";

import { reachedDay, typedDigits } from "../../../imeworkbook/widgets/kit/days-grid.js";

// Two weeks that begin on a Wednesday and end on a Friday.
const PLACES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((at) => ({
  on: `day ${at}`,
  row: Math.floor(at / 7),
  column: at % 7,
}));
const reached = (/** @type {number} */ at, /** @type {string} */ key) => reachedDay(PLACES, `day ${at}`, key);

test("left and right go by days, over the end of a week", () => {
  assert.equal(reached(6, "ArrowRight"), "day 7");
  assert.equal(reached(7, "ArrowLeft"), "day 6");
});

test("up and down go by weeks, where there is such a day", () => {
  assert.equal(reached(4, "ArrowDown"), "day 11");
  assert.equal(reached(9, "ArrowUp"), "day 2");
  assert.equal(reached(5, "ArrowDown"), null);
  assert.equal(reached(8, "ArrowUp"), null);
});

test("nothing is before the first day and after the last", () => {
  assert.equal(reached(2, "ArrowLeft"), null);
  assert.equal(reached(11, "ArrowRight"), null);
});

test("Home and End stay in the week", () => {
  assert.equal(reached(4, "Home"), "day 2");
  assert.equal(reached(4, "End"), "day 6");
  assert.equal(reached(9, "Home"), "day 7");
});

test("another key is none of these", () => assert.equal(reached(4, "x"), undefined));

test("digits come to an amount", () => {
  const typed = (/** @type {string[]} */ ...keys) =>
    keys.reduce((digits, key) => typedDigits(digits, key) ?? digits, "");
  assert.equal(typed("1", "2"), "12");
  assert.equal(typed("1", ",", "5"), "1.5");
  assert.equal(typed("1", "2", "Backspace"), "1");
});

test("what is no part of a number is left to others", () => {
  assert.equal(typedDigits("", "."), null);
  assert.equal(typedDigits("", "Backspace"), null);
  assert.equal(typedDigits("1", "a"), null);
  assert.equal(typedDigits("1", "F1"), null);
});

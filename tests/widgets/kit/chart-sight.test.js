import assert from "node:assert/strict";
import { test } from "node:test";

import { Sight } from "../../../imeworkbook/widgets/kit/chart-sight.js";

/** A life of ten thousand days, and how often something of its sight was said to have changed. */
function life() {
  const told = { changes: 0 };
  const sight = new Sight(() => {
    told.changes += 1;
  });
  sight.spanning(0, 10_000);
  return { sight, told };
}

test("at first all of it is in sight", () => {
  const { sight } = life();
  assert.deepEqual(sight.days, [0, 10_000]);
  assert.equal(sight.zoom.key, "whole");
  assert.equal(sight.chosen, null);
});

test("a stretch is moved back into the days that there are", () => {
  const { sight, told } = life();
  sight.show(-100, 300);
  assert.deepEqual(sight.days, [0, 400]);
  sight.show(9900, 10_300);
  assert.deepEqual(sight.days, [9600, 10_000]);
  assert.equal(told.changes, 2);
});

test("no less than four weeks can be in sight", () => {
  const { sight } = life();
  sight.show(500, 501);
  assert.deepEqual(sight.days, [486.5, 514.5]);
});

test("nearly all of it is all of it", () => {
  const { sight } = life();
  sight.show(10, 9990);
  assert.equal(sight.chosen, null);
});

test("closer keeps the day under the pointer where it is", () => {
  const { sight } = life();
  sight.scale(0.5, 2500);
  assert.deepEqual(sight.days, [1250, 6250]);
  sight.scale(0.5, 9999); // out of sight: around the middle
  assert.deepEqual(sight.days, [2500, 5000]);
});

test("what is in sight moves by days, but not while all of it is", () => {
  const { sight, told } = life();
  sight.move(50);
  assert.equal(told.changes, 0);
  sight.show(1000, 2000);
  sight.move(-250);
  assert.deepEqual(sight.days, [750, 1750]);
});

test("a stretch comes into sight by moving as little as that takes, with some air", () => {
  const { sight } = life();
  sight.show(1000, 2000);
  sight.reveal(1500);
  assert.deepEqual(sight.days, [1000, 2000]);
  sight.reveal(2500);
  assert.deepEqual(sight.days, [1600, 2600]);
  sight.reveal(900);
  assert.deepEqual(sight.days, [800, 1800]);
  sight.reveal(5000, 7000); // longer than what is in sight: from its beginning
  assert.deepEqual(sight.days, [5000, 6000]);
});

test("what was in sight stays so when the days that there are change", () => {
  const { sight } = life();
  sight.show(9000, 10_000);
  sight.spanning(0, 9500);
  assert.deepEqual(sight.days, [8500, 9500]);
});

test("a year is the calendar's", () => {
  const sight = new Sight(() => {});
  sight.spanning(720_000, 740_000);
  sight.zoomTo("year", 733_540); // 14 May 2009
  assert.deepEqual(sight.days, [733_408, 733_773]);
  assert.equal(sight.zoom.key, "year");
  sight.zoomTo("whole", 733_540);
  assert.equal(sight.zoom.key, "whole");
});

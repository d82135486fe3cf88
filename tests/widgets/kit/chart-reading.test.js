import assert from "node:assert/strict";
import { test } from "node:test";

import { ageTicks } from "../../../imeworkbook/widgets/kit/chart-labels.js";
import { reachedMark } from "../../../imeworkbook/widgets/kit/chart-marks.js";
import { read } from "../../../imeworkbook/widgets/kit/chart-reading.js";
import { entryOf } from "../../../imeworkbook/widgets/kit/chart-stage.js";

const nurse = { part: "career", label: "Nurse", text: "Nurse", first: 100, last: 200 };
const wine = { part: "use", label: "Wine", text: "weekly", first: 150, perhaps: true };
const move = {
  part: "life",
  label: "Move",
  text: "on this day",
  doubt: "about now",
  moment: true,
  first: 120,
  last: 124,
};

test("a day tells what was true on it, open ends included", () => {
  const texts = (/** @type {number} */ day) => read([nurse, wine], day, 0).said.map(({ text }) => text);
  assert.deepEqual(texts(99), []);
  assert.deepEqual(texts(100), ["Nurse"]);
  assert.deepEqual(texts(200), ["Nurse", "weekly"]);
  assert.deepEqual(texts(5000), ["weekly"]);
  assert.equal(read([wine], 160, 0).said[0].perhaps, true);
  assert.equal(read([nurse], 160, 0).said[0].perhaps, false);
});

test("the age is no line among the others", () => {
  const facts = [{ part: "age", text: "34 years old", first: 100, last: 464 }, nurse];
  assert.deepEqual(read(facts, 120, 0), { age: "34 years old", said: read([nurse], 120, 0).said });
});

test("a moment is told of the days around it, and in doubt where it may be another day", () => {
  const said = (/** @type {number} */ day, /** @type {number} */ around) => read([move], day, around).said[0];
  assert.equal(said(119, 0), undefined);
  assert.deepEqual(said(122, 0), { part: "life", label: "Move", text: "about now", perhaps: true });
  assert.equal(said(122, 3).text, "on this day");
  assert.equal(said(122, 3).perhaps, false);
  assert.equal(said(118, 3).text, "about now"); // it may have been on the 124th, too far away
});

test("ages are ticks in a closer view, unless they would crowd each other", () => {
  const facts = [1, 2, 3].map((age) => ({ part: "age", text: `${age}`, first: age * 365 }));
  const sight = { days: /** @type {[number, number]} */ ([300, 1000]) };
  assert.deepEqual(ageTicks([...facts, nurse], sight, 112, 900), [
    [365, "1"],
    [730, "2"],
  ]);
  assert.deepEqual(ageTicks(facts, sight, 111, 900), []);
  assert.deepEqual(ageTicks(facts, sight, 112, 700), [[365, "1"]]); // and none after the day of the account
});

test("keys go from mark to mark and stay on the last", () => {
  assert.equal(reachedMark("ArrowRight", 0, 3), 1);
  assert.equal(reachedMark("ArrowRight", 2, 3), 2);
  assert.equal(reachedMark("PageUp", 2, 30), 0);
  assert.equal(reachedMark("End", 0, 30), 29);
  assert.equal(reachedMark("a", 1, 3), null);
});

test("a mark stands for its entry, and several in one place for none", () => {
  assert.equal(entryOf({ customdata: "job" }), "job");
  assert.equal(entryOf({ data: { customdata: [["job"], ["home"]] } }), "job");
  assert.equal(entryOf({ customdata: { closer: [1, 2] } }), "");
  assert.equal(entryOf({}), "");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  fromIso,
  iso,
  longDay,
  rulerTicks,
  stepped,
  stretchAround,
  zoomOf,
} from "../../../imeworkbook/widgets/kit/chart-days.js";

const DAY = 733_541; // 14 May 2009, as Python's date.toordinal counts it
const [MONTH, YEAR] = [zoomOf(30), zoomOf(365)];

/** @param {string} text */
const day = (text) => fromIso(text);

test("days are those of Python's ordinals", () => {
  assert.equal(longDay(DAY), "14 May 2009");
  assert.equal(iso(DAY), "2009-05-14T00:00:00");
  assert.equal(fromIso("2009-05-14"), DAY);
  assert.equal(iso(1), "0001-01-01T00:00:00");
});

test("a time of day that Plotly writes is a part of the day", () => {
  assert.equal(fromIso("2009-05-14 12:00"), DAY + 0.5);
  assert.equal(fromIso("2009-05-14 06:00:00.1234"), DAY + 0.25 + 123 / 86_400_000);
});

test("what is in sight amounts to a zoom", () => {
  const keys = [45, 46, 750, 751, 4200, 4201, Infinity].map((days) => zoomOf(days).key);
  assert.deepEqual(keys, ["month", "year", "year", "decade", "decade", "whole", "whole"]);
});

test("a step is a day, a week or a month; a leap is longer", () => {
  assert.equal(stepped(DAY, MONTH, 1), DAY + 1);
  assert.equal(stepped(DAY, MONTH, -1, true), DAY - 7);
  assert.equal(stepped(DAY, YEAR, 1), DAY + 7);
  assert.equal(longDay(stepped(DAY, YEAR, -1, true)), "14 April 2009");
  assert.equal(longDay(stepped(DAY, zoomOf(Infinity), 1, true)), "14 May 2010");
});

test("the last day of a month stays in the next one", () => {
  assert.equal(longDay(stepped(day("2009-01-31"), zoomOf(2000), 1)), "28 February 2009");
  assert.equal(longDay(stepped(day("2008-03-31"), zoomOf(2000), -1)), "29 February 2008");
});

test("the stretch around a day is the calendar's", () => {
  const days = (/** @type {"month" | "year" | "decade"} */ key) => stretchAround(DAY, key).map(longDay);
  assert.deepEqual(days("month"), ["1 May 2009", "1 June 2009"]);
  assert.deepEqual(days("year"), ["1 January 2009", "1 January 2010"]);
  assert.deepEqual(days("decade"), ["1 January 2004", "1 January 2014"]);
});

test("a ruler marks years, months or days, as fine as leaves each its room", () => {
  /** @param {string[]} days @param {number} px */
  const texts = ([from, to], px) => rulerTicks(day(from), day(to), px).map(({ text }) => text);
  assert.deepEqual(texts(["1993-05-01", "2008-02-01"], 300), ["1995", "2000", "2005"]);
  assert.deepEqual(texts(["2007-12-30", "2010-01-02"], 200), ["2008", "2009", "2010"]);
  assert.deepEqual(texts(["2008-11-20", "2009-03-10"], 300), ["Dec", "2009", "Feb", "Mar"]);
  assert.deepEqual(texts(["2009-01-28", "2009-02-12"], 300), ["1 Feb", "6 Feb", "11 Feb"]);
  assert.deepEqual(texts(["2009-01-30", "2009-02-02"], 300), ["30 Jan", "31 Jan", "1 Feb", "2 Feb"]);
});

test("no two marks of a ruler crowd each other, whatever is in sight", () => {
  for (const length of [28, 45, 90, 365, 800, 3653, 12_000, 30_000])
    for (const px of [240, 500, 1100]) {
      const ticks = rulerTicks(DAY, DAY + length, px);
      const gaps = ticks.slice(1).map((tick, at) => ((tick.day - ticks[at].day) * px) / length);
      assert.ok(Math.min(...gaps, 99) > 28 && ticks.length > 0, `${length} days in ${px} px`);
    }
});

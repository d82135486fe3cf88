import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenOf } from "../../../imeworkbook/widgets/kit/chosen.js";
import { citationsOf, citationText } from "../../../imeworkbook/widgets/kit/cited.js";
import { leanReader, namesWith } from "../../../imeworkbook/widgets/kit/dates.js";
import { answeredBy, isMoment, same, typedSince } from "../../../imeworkbook/widgets/kit/form-state.js";

test("the kernel says with which values a form is about a moment", () => {
  const moments = { field: "event", values: ["first_use", "last_use"] };
  assert.equal(isMoment(moments, { event: "first_use" }), true);
  assert.equal(isMoment(moments, { event: "phase" }), false);
  assert.equal(isMoment(moments, {}), false);
  assert.equal(isMoment(true, {}), true);
  assert.equal(isMoment(false, { event: "first_use" }), false);
});

test("values are the same in whatever order their fields come", () => {
  assert.equal(same([{ a: 1, b: { c: 2, d: [] } }], [{ b: { d: [], c: 2 }, a: 1 }]), true);
  assert.equal(same([1, 2], [2, 1]), false);
  assert.equal(same({ a: 1 }, { a: 1, b: null }), false);
  assert.equal(same(undefined, ""), false);
});

test("what was typed since the next form was asked for goes along", () => {
  const before = { title: "", start: "2009" };
  assert.deepEqual(typedSince(before, { title: "Nurse", start: "2009" }, { title: "", start: "" }), { title: "Nurse" });
});

test("what the next form has of its own stays, and so does what it has no field for", () => {
  const before = { title: "", start: "2009" };
  assert.deepEqual(typedSince(before, { title: "Nurse", start: "2009" }, { title: "Midwife" }), {});
  assert.deepEqual(typedSince(before, { title: "", start: "2009", other: "x" }, {}), {});
  assert.deepEqual(typedSince(before, { title: "", start: "2010" }, { start: "2009" }), { start: "2010" });
});

test("citations are kept as text, without rows in which nothing stands", () => {
  const rows = [
    { record: "one", place: "p. 3", says: "" },
    { record: "", place: " ", says: "" },
  ];
  assert.equal(citationText(rows), '[{"record":"one","place":"p. 3","says":""}]');
  assert.equal(citationText(rows.slice(1)), "");
  assert.deepEqual(citationsOf(citationText(rows)), rows.slice(0, 1));
});

test("what is no list of citations is none", () => {
  for (const text of ["", "{", "7", '{"record": "one"}']) assert.deepEqual(citationsOf(text), []);
});

test("entries are chosen by their ids, and what is no id is none", () => {
  assert.deepEqual(chosenOf('["job", 7, "home"]'), ["job", "home"]);
  for (const text of ["", "{", '"job"']) assert.deepEqual(chosenOf(text), []);
});

test("a name is offered behind words that lean on it", () => {
  const read = leanReader("before after when", "my the");
  assert.deepEqual(read("two years after my wed"), { before: "two years after my ", typed: "wed" });
  assert.deepEqual(read("When "), { before: "When ", typed: "" });
  assert.equal(read("summer 2009"), null);
  assert.equal(read("before the move, 2009"), null);
});

test("names that hold what is typed are offered, and not the one that stands there", () => {
  const names = ["Wedding", "Move to Leeds", "Second wedding"];
  assert.deepEqual(namesWith(names, "wed"), ["Wedding", "Second wedding"]);
  assert.deepEqual(namesWith(names, "wedding"), ["Second wedding"]);
  assert.equal(
    namesWith(
      [..."abcdefghij"].map((letter) => `${letter}x`),
      "x",
    ).length,
    6,
  );
});

test("a session answers its own turn, and what was asked for after that was asked of a form that is gone", () => {
  const turns = ["a", "b", "c"].map((n) => ({ n, what: "keep", more: {}, values: {}, focus: undefined }));
  const names = (/** @type {string} */ n) => {
    const { answered, later } = answeredBy(turns, n);
    return [answered?.n, later.map((turn) => turn.n)];
  };
  assert.deepEqual(names("a"), ["a", ["b", "c"]]);
  assert.deepEqual(names("c"), ["c", []]);
  assert.deepEqual(names("elsewhere"), ["a", []]);
  assert.deepEqual(answeredBy([], "a"), { answered: undefined, later: [] });
  assert.deepEqual(answeredBy(turns, "former", "former"), { answered: undefined, later: turns });
});

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

// The page that the module listens to, and a clock that stands until it is moved.
let now = 0;
const page = Object.assign(new EventTarget(), { hidden: false });
Object.assign(globalThis, { window: new EventTarget(), document: page });
mock.method(performance, "now", () => now);
const { follow, heard, saver, saving, sendAgain } = await import("../../../imeworkbook/widgets/kit/typing.js");

/** @param {number} ms */
function pass(ms) {
  for (let left = ms; left > 0; left -= 50) {
    now += 50;
    mock.timers.tick(50);
  }
}

let cards = 0;
const savers = [];
/** A card with one field, over which a saver stands, and what was sent from it. */
function card(place = { card: `card ${++cards}`, opened: "open" }, stored = "") {
  const root = { isConnected: true };
  const sent = [];
  const field = { value: stored };
  const one = saver(
    { ...place, root },
    { read: () => ({ text: field.value }), send: (fields, more) => sent.push({ ...fields, ...more }) },
  );
  savers.push(one);
  const type = (text) => {
    field.value = text;
    one.changed();
  };
  return { place, root, sent, saver: one, field, type };
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => {
  for (const one of savers.splice(0)) one.drop();
  mock.timers.reset();
});

test("what is typed is sent a moment after its first key, and stands as kept once it is heard", () => {
  const { saver, sent, type } = card();
  saver.begin("form", { text: "" });
  type("N");
  pass(300);
  type("Nu");
  assert.deepEqual(sent, []);
  pass(100);
  assert.equal(sent.length, 1);
  assert.equal(sent[0].text, "Nu");
  assert.equal(sent[0].again, false);
  assert.equal(saver.holding, true);
  heard(sent[0].n);
  assert.equal(saver.holding, false);
});

test("one message goes at a time; what was typed meanwhile follows when it is heard", () => {
  const { saver, sent, type } = card();
  saver.begin("form", { text: "" });
  type("N");
  saver.now();
  type("Nurse");
  pass(1000);
  assert.equal(sent.length, 1);
  heard(sent[0].n);
  pass(50);
  assert.deepEqual(
    sent.map(({ text }) => text),
    ["N", "Nurse"],
  );
  assert.equal(saver.holding, true);
  heard(sent[1].n);
  assert.equal(saver.holding, false);
});

test("what nobody heard is sent again, and said to be", () => {
  const { saver, sent, type } = card();
  saver.begin("form", { text: "" });
  type("N");
  saver.now();
  pass(2000);
  assert.deepEqual(
    sent.map(({ again }) => again),
    [false, true],
  );
  assert.equal(sent[0].n, sent[1].n);
  heard(sent[1].n);
});

test("a message that brings everything anyway settles what is typed", () => {
  const { saver, sent, type } = card();
  saver.begin("form", { text: "" });
  type("Nurse");
  const { n } = saver.along();
  pass(500);
  assert.deepEqual(sent, []);
  heard(n);
  assert.equal(saver.holding, false);
  assert.deepEqual(saver.along(), {});
});

test("the card that stands in the place of another finds what never arrived there", () => {
  const before = card();
  before.saver.begin("form", { text: "" });
  before.type("Nurse");
  before.root.isConnected = false;
  const after = card(before.place);
  assert.deepEqual(after.saver.begin("form", { text: "" }), { text: "Nurse" });
});

test("a newer text of the kernel's goes before what was typed over an older one", () => {
  const before = card();
  before.saver.begin("form", { text: "Nurse" });
  before.type("Nurses");
  before.root.isConnected = false;
  const after = card(before.place);
  assert.deepEqual(after.saver.begin("form", { text: "Midwife" }), {});
});

test("another card, another workbook and a card that still stands keep theirs", () => {
  const before = card();
  before.saver.begin("form", { text: "" });
  before.type("Nurse");
  assert.deepEqual(card(before.place).saver.begin("form", { text: "" }), {});
  before.root.isConnected = false;
  assert.deepEqual(card().saver.begin("form", { text: "" }), {});
  assert.deepEqual(card({ ...before.place, opened: "sample" }).saver.begin("form", { text: "" }), {});
  assert.deepEqual(card(before.place).saver.elsewhere(), ["form"]);
});

test("what waits from the former card is sent once more", () => {
  const before = card();
  before.saver.begin("form", { text: "" });
  before.type("Nurse");
  before.root.isConnected = false;
  const sent = [];
  sendAgain(before.place, (key, fields, more) => sent.push([key, fields, more]));
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].slice(0, 2), ["form", { text: "Nurse" }]);
  heard(sent[0][2].n);
  assert.deepEqual(card(before.place).saver.elsewhere(), []);
});

test("a page that goes out of sight sends at once what was not sent yet", () => {
  const { saver, sent, type } = card();
  saver.begin("form", { text: "" });
  type("Nurse");
  window.dispatchEvent(new Event("pagehide"));
  assert.equal(sent.length, 1);
  window.dispatchEvent(new Event("pagehide"));
  assert.equal(sent.length, 1);
  heard(sent[0].n);
});

test("the sample person keeps nothing", () => {
  const { saver, type, place } = card({ card: `card ${++cards}`, opened: "sample" });
  saver.begin("form", { text: "" });
  type("Nurse");
  saver.end();
  assert.deepEqual(card(place).saver.begin("form", { text: "" }), {});
});

test("it is said while what is typed is not kept: at first that it is being saved, later that it is not", () => {
  const { saver, sent, type } = card();
  saver.begin("form", { text: "" });
  const said = [];
  follow((standing) => said.push(standing));
  type("Nurse");
  saver.now();
  pass(1200);
  pass(1200);
  assert.deepEqual(said, ["saving", "late", "again"]);
  heard(sent.at(-1).n);
  assert.equal(saving(), "");
});

test("the answer to another page changes nothing here", () => {
  const { saver, sent, type } = card();
  saver.begin("form", { text: "" });
  type("Nurse");
  saver.now();
  heard(sent[0].n.replace(/.*-/, "another-"));
  assert.equal(saver.holding, true);
  heard(sent[0].n);
});

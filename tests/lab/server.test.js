import assert from "node:assert/strict";
import { test } from "node:test";

import { forgeryCheck, Server, unquote } from "../../imeworkbook/lab/labextension/static/lab/server.js";
import { fill } from "../../imeworkbook/lab/labextension/static/page/dom.js";

test("Python's repr of a text is the text itself", () => {
  assert.equal(unquote("'[]'"), "[]");
  assert.equal(unquote('"it\'s"'), "it's");
  assert.equal(unquote(String.raw`'a\nb\t\\ \x41\u00e9\U0001f600 \''`), "a\nb\t\\ Aé😀 '");
});

test("the cookie that goes into a header, too, is found among others, or is empty", () => {
  assert.equal(forgeryCheck("a=1; _xsrf=2|ab=c; b=_xsrf"), "2|ab=c");
  assert.equal(forgeryCheck("_xsrf=x"), "x");
  assert.equal(forgeryCheck("not_xsrf=x"), "");
});

test("what is no text is none", () => {
  for (const repr of ["None", "7", "'", "'a\"", ""]) assert.equal(unquote(repr), null);
});

test("values go into a sentence by their names, and an unknown name stays", () => {
  assert.equal(fill("Call {phone}, {name}. {n}", { phone: "9-8-8", n: 0 }), "Call 9-8-8, {name}. 0");
  assert.equal(fill("{text}", { text: "$& {text}" }), "$& {text}");
});

const HERE = { ok: true, status: 200, json: async () => ({ imeworkbook: true }) };
const FAILS = null;

/** A page that notes what is said of its server, and a server that answers in turn. */
function behind(t, { hosted, answers }) {
  const said = [];
  const note = (name) => () => said.push(name);
  const closing = { away: note("away"), back: note("back"), gone: note("gone") };
  const page = {
    data: { hosted: hosted ? { again: "", sign_out: "" } : null },
    closing,
    lab: { reconnect: note("reconnect") },
  };
  const waiting = [...answers];
  t.mock.method(globalThis, "fetch", () => {
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    return answer === FAILS ? Promise.reject(new TypeError("network")) : Promise.resolve(answer);
  });
  t.mock.method(globalThis, "setTimeout", (on) => queueMicrotask(on));
  globalThis.document = { cookie: "" };
  globalThis.window = new EventTarget();
  return { server: new Server({ serverSettings: { baseUrl: "http://host.test/user/a/", token: "" } }, page), said };
}

test("a server of many that cannot be reached is waited for, and goes on", async (t) => {
  const answers = [FAILS, FAILS, FAILS, { ok: false, status: 503 }, FAILS, HERE];
  const { server, said } = behind(t, { hosted: true, answers });
  await server.check();
  assert.deepEqual(said, ["away", "back", "reconnect"]);
});

test("a server of many is gone where its proxy says so", async (t) => {
  for (const gone of [
    { ok: false, status: 0, type: "opaqueredirect" },
    { ok: false, status: 424 },
    { ok: false, status: 403 },
  ]) {
    const { server, said } = behind(t, { hosted: true, answers: [FAILS, FAILS, FAILS, gone] });
    await server.check();
    assert.deepEqual(said, ["away", "gone"]);
    t.mock.reset();
  }
});

test("a server of one's own that does not answer is gone", async (t) => {
  const { server, said } = behind(t, { hosted: false, answers: [FAILS] });
  await server.check();
  assert.deepEqual(said, ["gone"]);
});

test("a server that answers at the second try is there as it was", async (t) => {
  const { server, said } = behind(t, { hosted: true, answers: [FAILS, HERE] });
  await server.check();
  assert.deepEqual(said, ["back", "reconnect"]);
});

test("of a server that answers nothing is said", async (t) => {
  const { server, said } = behind(t, { hosted: true, answers: [HERE] });
  await server.check();
  assert.deepEqual(said, []);
});

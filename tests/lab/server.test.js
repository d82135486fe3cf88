import assert from "node:assert/strict";
import { test } from "node:test";

import { forgeryCheck, unquote } from "../../imeworkbook/lab/labextension/static/lab/server.js";
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

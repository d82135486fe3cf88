// Texts in, as JSON; what `edtf` reads in each comes out. A window is named by all that it can be.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { default: edtf } = createRequire(`${process.env.PACKAGES}/`)("edtf");
const day = (moment) => (Number.isFinite(moment) ? new Date(moment).toISOString().slice(0, 10) : null);

const read = {};
for (const text of JSON.parse(readFileSync(0, "utf8")))
  try {
    const { type, min, max } = edtf(text);
    read[text] = { type, first: day(min), last: day(max) };
  } catch {
    read[text] = null;
  }
console.log(JSON.stringify(read));

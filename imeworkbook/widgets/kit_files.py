"""What draws the cards in a browser, and how a page that is not ours comes to it: from the kernel, once a page."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from functools import cache
from graphlib import TopologicalSorter

from imeworkbook import __version__
from imeworkbook.chronology.figure import plotly_js
from imeworkbook.resources import KIT

_IMPORTED = re.compile(r'from "\./([\w-]+\.js)"')

# All that a browser gets with each card. Our own page serves the kit, and so does a JupyterLab in which the extension
# of the same version is installed. Anywhere else the kit is made of blobs, each after those that it imports. Cards of
# another version in the same page have a kit of their own.
STUB = """
const page = (globalThis[Symbol.for("imeworkbook VERSION")] ??= {});
const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
const WAIT_MS = 10_000;

function fetch(model, part) {
  return new Promise((done, refuse) => {
    const end = () => {
      clearTimeout(timer);
      model.off("msg:custom", hear);
    };
    const hear = (message, buffers) => {
      if (message?.part !== part) return;
      end();
      done(buffers[0]);
    };
    const timer = setTimeout(() => {
      end();
      refuse(new Error(`the kernel sent no ${part}`));
    }, WAIT_MS);
    model.on("msg:custom", hear);
    model.send({ do: "part", part, again: true });
  });
}

async function sent(model) {
  const packed = new Blob([await fetch(model, "kit")]).stream().pipeThrough(new DecompressionStream("gzip"));
  const files = await new Response(packed).json();
  const addresses = {};
  for (const [name, text] of Object.entries(files)) {
    if (!name.endsWith(".js")) continue;
    const code = text.replace(/from "\\.\\/([\\w-]+\\.js)"/g, (_, other) => `from "${addresses[other]}"`);
    addresses[name] = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  }
  return { files, kit: await import(addresses["kit.js"]) };
}

const ours = Boolean(config.imeworkbook);
const installed = globalThis.imeworkbookKit?.version === "VERSION" && globalThis.imeworkbookKit.address;
const served = ours && new URL(`${config.baseUrl}lab/extensions/imeworkbook/static/kit/`, location.href).href;

const fromServer = async () => ({ kit: await import(`${served || installed}kit.js`) });

async function load(model) {
  page.loaded ??= (served || installed ? fromServer() : sent(model)).catch((error) => {
    page.loaded = null;
    throw error;
  });
  return page.loaded;
}

export default {
  async render({ model, el }) {
    const { kit, files } = await load(model).catch(() => load(model));
    return kit.render({ model, el, page, ours, files, fetch: (part) => fetch(model, part) });
  },
};
""".replace("VERSION", __version__)


@cache
def kit() -> bytes:
    """All scripts and sheets of the kit: JSON of name to text, each script after those that it imports; gzip."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in KIT.iterdir() if path.suffix in {".js", ".css"}}
    order = TopologicalSorter({name: _IMPORTED.findall(text) for name, text in texts.items()}).static_order()
    return gzip.compress(json.dumps({name: texts[name] for name in order}).encode(), mtime=0)


@cache
def plotly() -> bytes:
    """The script that draws figures; gzip, so that no server on the way takes it for too much at once."""
    return gzip.compress(plotly_js().read_bytes(), compresslevel=6, mtime=0)


PARTS: dict[str, Callable[[], bytes]] = {"kit": kit, "plotly": plotly}

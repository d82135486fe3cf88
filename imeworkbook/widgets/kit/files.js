// The files of the kit: from the server of our own page, or, in a page that is not ours, as the kernel sent them.

import { h } from "./dom.js";

/** @import { Context, Plotly } from "./context.d.ts" */

/** @param {BlobPart} part */
const text = (part) => new Response(new Blob([part]).stream().pipeThrough(new DecompressionStream("gzip"))).text();

/**
 * Dress what stands at `root` in a sheet of the kit, once a page, or once for each shadow tree that holds cards.
 *
 * @param {HTMLElement} root
 * @param {string} sheet
 * @param {Record<string, string>} [files]
 */
export function dress(root, sheet, files) {
  const tree = root.getRootNode();
  const home = tree instanceof ShadowRoot ? tree : document.head;
  if (home.querySelector(`[data-imw-sheet="${sheet}"]`)) return;
  const marked = { "data-imw-sheet": sheet };
  home.append(
    files
      ? h("style", marked, files[sheet])
      : h("link", { rel: "stylesheet", href: new URL(sheet, import.meta.url).href, ...marked }),
  );
}

/**
 * plotly.js, once a page. It leaves no trace of its own in a page that is not ours.
 *
 * @param {Pick<Context, "page" | "ours" | "fetch">} context
 * @returns {Promise<Plotly>}
 */
export function plotly(context) {
  const page = context.page;
  page.plotly ??= (context.ours ? served() : sent(context)).catch((error) => {
    page.plotly = null;
    throw error;
  });
  return page.plotly;
}

async function served() {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  await /** @type {Promise<void>} */ (
    new Promise((done, refuse) => {
      const script = h("script", { src: `${config.baseUrl}imeworkbook/plotly.min.js`, load: () => done() });
      script.addEventListener("error", () => refuse(new Error("plotly.js did not load")));
      document.head.append(script);
    })
  );
  if (!window.Plotly) throw new Error("plotly.js did not load");
  return window.Plotly;
}

/**
 * @param {Pick<Context, "fetch">} context
 * @returns {Promise<Plotly>}
 */
async function sent(context) {
  const code = await text(await context.fetch("plotly"));
  const module = `const module = { exports: {} }, exports = module.exports, define = undefined;\n${code}\nexport default module.exports;`;
  const address = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

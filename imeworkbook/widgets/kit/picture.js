// One value in somebody's own notebook: a page of ours without scripts, or a figure.

import { h } from "./dom.js";
import { plotly } from "./files.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { PictureFace } from "./faces.d.ts"
 */

const STYLE = `<!doctype html><style>
  body { margin: 0; color: #22262b; background: #fff; font: 14px/1.45 system-ui, sans-serif; }
  svg { max-width: 100%; height: auto; }
  table { border-collapse: collapse; border: 0; }
  th, td { border: 0; border-bottom: 1px solid #e6e2dc; padding: 4px 10px 4px 0; text-align: left; vertical-align: top; }
</style>`;

/**
 * @param {Context<PictureFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function picture(context, root) {
  /** @type {HTMLElement | null} */
  let drawn = null;
  /** @type {import("./context.d.ts").Plotly | null} */
  let engine = null;
  return {
    /** @param {PictureFace} face */
    async update(face) {
      root.replaceChildren();
      if (face.page) root.append(page(face.page, face.name));
      if (!face.figure) return;
      drawn = h("div", { class: "imw-picture", role: "img", "aria-label": face.name });
      root.append(drawn);
      engine = await plotly(context);
      const { data, layout, config } = face.figure;
      if (drawn?.isConnected) await engine.newPlot(drawn, data, layout, { ...config, responsive: true });
    },
    destroy() {
      if (drawn) engine?.purge(drawn);
      drawn = null;
    },
  };
}

/**
 * A page in a frame of its own, in which nothing runs, as high as what it shows.
 *
 * @param {string} text
 * @param {string} name
 */
function page(text, name) {
  const load = () => {
    const height = frame.contentDocument?.documentElement.scrollHeight ?? 0;
    frame.style.height = `${height + 2}px`;
  };
  const frame = h("iframe", {
    class: "imw-picture",
    sandbox: "allow-same-origin",
    srcdoc: STYLE + text,
    title: name,
    load,
  });
  return frame;
}

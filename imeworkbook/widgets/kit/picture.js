// One value in somebody's own notebook: a page of ours without scripts, or a figure.

import { h } from "./dom.js";
import { plotly } from "./files.js";

export function picture(context, root) {
  let drawn = null;
  let engine = null;
  return {
    async update(face) {
      root.replaceChildren();
      if (face.page) root.append(page(face));
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

/** A page in a frame of its own, in which nothing runs, as high as what it shows. */
function page({ page: text, name }) {
  const fits = ({ target }) => {
    target.style.height = `${target.contentDocument.documentElement.scrollHeight + 2}px`;
  };
  return h("iframe", { class: "imw-picture", sandbox: "allow-same-origin", srcdoc: text, title: name, load: fits });
}

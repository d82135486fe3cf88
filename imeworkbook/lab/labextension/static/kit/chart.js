// The chart, drawn by Plotly, which the server hands out once a page. A click on a mark opens that entry below.

import { button, h } from "./dom.js";
import { form } from "./form.js";

function base() {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  return new URL(config.baseUrl || "/", location.href).href;
}

function plotly() {
  window.imeworkbookPlotly ??= window.Plotly
    ? Promise.resolve(window.Plotly)
    : new Promise((done, refuse) => {
        const script = h("script", { src: `${base()}imeworkbook/plotly.min.js` });
        script.addEventListener("load", () => done(window.Plotly));
        script.addEventListener("error", () => {
          window.imeworkbookPlotly = undefined;
          refuse(new Error("plotly.js did not load"));
        });
        document.head.append(script);
      });
  return window.imeworkbookPlotly;
}

/** The entry that a mark stands for. */
function entryOf(point) {
  const data = point?.customdata ?? point?.data?.customdata;
  const first = Array.isArray(data) ? data.flat()[0] : data;
  return typeof first === "string" && first ? first : (first?.id ?? "");
}

export function chart(context, root) {
  const word = (key) => context.word("chart", key);
  const inner = form(context, { edit: true });
  const plot = h("div", { class: "imw-plot", role: "img" });
  const empty = h("p", { class: "imw-quiet" }, word("empty"));
  const editing = h("section", { class: "imw-card imw-editing-card", hidden: true }, inner.element);
  const toList = button(word("to_list"), "link", () => {
    const list = (root.closest(".jp-Notebook") ?? document).querySelector(".imw-entries-title");
    list?.focus({ preventScroll: true });
    list?.scrollIntoView({ block: "start", behavior: "smooth" });
  });
  root.append(
    h(
      "section",
      { class: "imw-card imw-wide" },
      h("div", { class: "imw-head" }, h("p", { class: "imw-help" }, word("hint")), toList),
      empty,
      h("div", { class: "imw-plot-host" }, plot),
      context.notice.line,
    ),
    editing,
  );

  let listening = false;
  let gone = false;
  async function draw() {
    const { data, layout, config, alt } = context.model.get("figure") ?? {};
    if (!data || !plot.isConnected) return;
    let engine;
    try {
      engine = await plotly();
    } catch {
      context.notice.say(word("missing"), false);
      return;
    }
    if (gone) return;
    plot.setAttribute("aria-label", alt ?? "");
    const copy = JSON.parse(JSON.stringify({ data, layout, config }));
    plot.style.minHeight = `${copy.layout.height ?? 480}px`;
    delete copy.layout.width;
    await engine.react(plot, copy.data, { ...copy.layout, autosize: true }, { ...copy.config, responsive: false });
    if (listening) return;
    listening = true;
    plot.on("plotly_click", ({ points }) => {
      const id = points.map(entryOf).find(Boolean);
      if (id) context.ask("open", { id });
    });
  }

  const resized = new ResizeObserver(() => {
    if (listening && plot.clientWidth) window.Plotly?.Plots.resize(plot);
    else draw();
  });
  resized.observe(plot);
  context.model.on("change:figure", draw);

  return {
    update(face) {
      empty.hidden = !face.empty;
      plot.hidden = face.empty;
      editing.hidden = !face.form;
      inner.update(face.form);
      draw();
    },
    hear(message) {
      if (message.look) inner.look();
      if (message.opened) inner.focusHeading();
      if (message.kept) plot.scrollIntoView({ block: "nearest", behavior: "smooth" });
      return Boolean(message.look || message.opened);
    },
    destroy() {
      gone = true;
      resized.disconnect();
      context.model.off("change:figure", draw);
      window.Plotly?.purge(plot);
      inner.destroy();
    },
  };
}

/* A module-federation container written by hand: JupyterLab calls init with the libraries it shares, then get. In a
   JupyterLab that our command did not start it tells cards where their kit is, and does nothing else. */
(() => {
  "use strict";
  const { currentScript: script } = document;
  const here = script instanceof HTMLScriptElement ? script.src : "";
  const version = "0.1.0";
  const elsewhere = {
    id: "imeworkbook:kit",
    autoStart: true,
    activate() {
      window.imeworkbookKit = { version, address: new URL("kit/", here).href };
    },
  };
  /** @type {import("./lab/jupyterlab.d.ts").SharedScope} */
  let shared = {};

  function isOurs() {
    const config = document.getElementById("jupyter-config-data")?.textContent;
    return Boolean(JSON.parse(config || "{}").imeworkbook);
  }

  /**
   * Give the library `name` of the running JupyterLab; there is one version of each in its scope.
   *
   * @param {string} name
   */
  async function library(name) {
    const versions = Object.values(shared[name] || {});
    if (!versions.length) throw new Error(`JupyterLab does not share ${name}`);
    return (await versions[0].get())();
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.imeworkbook = {
    init(scope) {
      shared = scope;
    },
    async get() {
      if (!isOurs()) return () => ({ __esModule: true, default: elsewhere });
      const [{ makePlugin }, notebook, apputils] = await Promise.all([
        import(new URL("lab/plugin.js", here).href),
        library("@jupyterlab/notebook"),
        library("@jupyterlab/apputils"),
      ]);
      const plugin = makePlugin({ notebook, apputils });
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();

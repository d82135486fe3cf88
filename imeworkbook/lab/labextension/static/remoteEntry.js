/* A module-federation container written by hand: JupyterLab calls init with the libraries it shares, then get. */
(() => {
  "use strict";
  const here = document.currentScript.src;
  let shared;

  /** Give the library `name` of the running JupyterLab; there is one version of each in its scope. */
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

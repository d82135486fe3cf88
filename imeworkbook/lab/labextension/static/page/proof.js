// Put the token of this tab into JupyterLab's settings before JupyterLab reads them; without one, the page is closed.

(() => {
  const settings = document.getElementById("jupyter-config-data");
  const config = JSON.parse(settings?.textContent ?? "{}");
  const token = sessionStorage.getItem("workbook");
  if (settings && token) {
    settings.textContent = JSON.stringify({ ...config, token });
    return;
  }
  window.stop();
  location.replace(`${config.baseUrl}login`);
})();

"""The server extension: the page's data, its files, plotly.js and the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from imeworkbook.lab.handlers import routes
from imeworkbook.lab.page import adjust_page

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "imeworkbook.lab.extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add our routes. This extension loads before JupyterLab (by name), so our files win over its catch-all routes."""
    settings: dict[str, Any] = server.web_app.settings
    settings["page_config_hook"] = adjust_page
    server.web_app.add_handlers(".*$", routes(server.base_url))

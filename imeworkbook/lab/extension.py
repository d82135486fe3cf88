"""The server extension: the page's data, its files, plotly.js and the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from imeworkbook.lab.handlers import routes, ways_in
from imeworkbook.lab.page import adjust_page
from imeworkbook.lab.proof import ThisPage

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "imeworkbook.lab.extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Add our routes. This extension loads before JupyterLab (by name), so our files win over its catch-all routes."""
    settings: dict[str, Any] = server.web_app.settings
    settings["page_config_hook"] = adjust_page
    server.web_app.add_handlers(".*$", routes(server.base_url))
    if isinstance(server.identity_provider, ThisPage):
        server.web_app.add_handlers(".*$", ways_in(server.base_url))

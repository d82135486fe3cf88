"""What the page asks of the server besides JupyterLab's own needs."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import FileFindHandler, JupyterHandler, Template404
from jupyter_server.utils import url_path_join
from tornado import web

from imeworkbook.chronology.figure import plotly_js
from imeworkbook.hosting import host
from imeworkbook.lab.config import HERE
from imeworkbook.lab.page import page_data
from imeworkbook.lab.proof import is_from_here
from imeworkbook.resources import KIT

if TYPE_CHECKING:
    from imeworkbook.lab.server import WorkbookServer


class AliveHandler(JupyterHandler):
    """Tells a second start that the workbook is open."""

    @web.authenticated
    def get(self) -> None:
        """Answer."""
        self.finish(json.dumps({"imeworkbook": True}))


class PageHandler(JupyterHandler):
    """Everything fixed that the page shows: chapters, words, support lines."""

    @web.authenticated
    def get(self) -> None:
        """Give it as JSON."""
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(page_data()))


class EnterHandler(JupyterHandler):
    """Lets in, once, the browser that was handed a one-time key, so that the token stands in no address."""

    @allow_unauthenticated
    def get(self) -> None:
        """Give the page that shows the key. It stands behind the #, which no browser sends."""
        self.finish(self.render_template("enter.html"))  # type: ignore[no-untyped-call]

    @allow_unauthenticated
    def post(self) -> None:
        """Give the token for a key that was not used yet."""
        server = _server(self)
        key = self.request.body.decode(errors="replace")
        if not is_from_here(self.request, server.port) or not server.admits(key):
            raise web.HTTPError(HTTPStatus.FORBIDDEN)
        self.finish(json.dumps({"token": self.identity_provider.token}))

    def check_xsrf_cookie(self) -> None:
        """Ask for no cookie: the key is the proof."""


class InviteHandler(JupyterHandler):
    """Makes a one-time way in for a second start."""

    @web.authenticated
    def post(self) -> None:
        """Give an address that opens the workbook once; one that is printed, and not opened at once, holds longer."""
        self.finish(json.dumps({"address": _server(self).invite(printed=bool(self.get_query_argument("printed", "")))}))


class PageFileHandler(FileFindHandler):
    """The page extension's own files, asked for again whenever they changed."""

    def set_extra_headers(self, path: str) -> None:
        """Ask the browser to check before it reuses a file (the check costs a millisecond here)."""
        self.set_header("Cache-Control", "no-cache")


def _server(handler: JupyterHandler) -> WorkbookServer:
    return cast("WorkbookServer", handler.serverapp)


def ways_in(base_url: str) -> list[tuple[Any, ...]]:
    """The routes by which a page is handed the token."""
    ours = url_path_join(base_url, "imeworkbook")
    return [(url_path_join(ours, "enter"), EnterHandler), (url_path_join(ours, "invite"), InviteHandler)]


def routes(base_url: str) -> list[tuple[Any, ...]]:
    """Our routes below `base_url`."""
    ours = url_path_join(base_url, "imeworkbook")
    static = url_path_join(base_url, "lab", "extensions", "imeworkbook", "static", "(.*)")
    return [
        (url_path_join(ours, "alive"), AliveHandler),
        (url_path_join(ours, "page.json"), PageHandler),
        (url_path_join(ours, r"(plotly\.min\.js)"), PageFileHandler, {"path": [str(plotly_js().parent)]}),
        # No chapter is a file to fetch; Jupyter's own handlers fail on contents that are not files. On a server nothing
        # is converted by address either: copies are made and downloaded on the page.
        (url_path_join(base_url, "(?:files|nbconvert)" if host() else "files", ".*"), Template404),
        (static.replace("(.*)", "kit/(.*)"), PageFileHandler, {"path": [str(KIT)]}),
        (static, PageFileHandler, {"path": [str(HERE / "labextension" / "static")]}),
    ]

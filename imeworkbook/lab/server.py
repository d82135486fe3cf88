"""The Jupyter server of one sitting."""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import signal
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from jupyter_server.serverapp import ServerApp

from imeworkbook.lab.config import HERE

_INVITATION_S = 60.0
_START_S = 10.0
_WAY_IN = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={url}"><title>Workbook</title></head>
<body><p><a href="{url}">Open the workbook</a></p></body></html>
"""


class WorkbookServer(ServerApp):
    """Jupyter's server without questions at the end, with our page around JupyterLab's."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - traitlets' own arguments
        """Set up everything but the listening."""
        super().initialize(*args, **kwargs)
        self.no_browser_open_file = True
        self._pages: dict[str, Path] = {}
        self._dress_page()

    def invite(self) -> Path:
        """Write a page, for its owner only, that lets one browser in, once and within a minute."""
        key = secrets.token_urlsafe(32)
        page = Path(self.runtime_dir) / f"open-{secrets.token_hex(4)}.html"
        descriptor = os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(_WAY_IN.format(url=f"http://{self.ip}:{self.port}/imeworkbook/enter?key={key}"))
        self._pages[key] = page
        self.io_loop.call_later(_INVITATION_S, self.admits, key)
        return page

    def admits(self, key: str) -> bool:
        """Whether `key` is one of an invitation not used yet. It is used up by asking."""
        match = next((known for known in self._pages if hmac.compare_digest(known.encode(), key.encode())), None)
        if match is None:
            return False
        self._pages.pop(match).unlink(missing_ok=True)
        return True

    def migrate_config(self) -> None:
        """Leave the person's own Jupyter settings where they are."""

    def init_signal(self) -> None:
        """Stop at Ctrl-C without asking."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._quiet_stop)

    def _quiet_stop(self, _signal: int, _frame: object) -> None:
        self.stop(from_signal=True)

    async def _post_start(self) -> None:
        """Start the kernel while the browser is still on its way."""
        await super()._post_start()  # type: ignore[no-untyped-call]
        if not self._stopping:
            self._warming = asyncio.ensure_future(self.session_manager.shared_kernel())

    async def _cleanup(self) -> None:
        """Let a kernel that is just starting finish, so that it can be stopped with the rest."""
        if warming := getattr(self, "_warming", None):
            await asyncio.wait({warming}, timeout=_START_S)
        await super()._cleanup()

    def _dress_page(self) -> None:
        """Let our template come before JupyterLab's, which it extends as `lab/index.html`."""
        environment = self.web_app.settings["lab_jinja2_env"]
        original = environment.loader
        ours = FileSystemLoader(str(Path(HERE) / "templates"))
        environment.loader = ChoiceLoader([ours, PrefixLoader({"lab": original}), original])

"""The Jupyter server of one sitting."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import signal
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from jupyter_server.serverapp import ServerApp

from imeworkbook.hosting import host
from imeworkbook.lab.config import HERE
from imeworkbook.language import texts
from imeworkbook.store.spoken import chosen, speak_as_chosen

_INVITATION_S = 60.0
_PRINTED_S = 3_600.0


class WorkbookServer(ServerApp):
    """Jupyter's server without questions at the end, with our page around JupyterLab's."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - traitlets' own arguments
        """Set up everything but the listening."""
        super().initialize(*args, **kwargs)
        self.no_browser_open_file = True
        self._keys: set[str] = set()
        self._dress_page()

    def invite(self, *, printed: bool = False) -> str:
        """Give an address that lets one browser in, once and within a minute; within an hour where it is `printed`.

        It goes to the browser on its command line, where others on this machine might see it, so it holds a key that is
        used up at once and never the token. A redirect page on the disk, as Jupyter has it, cannot be read by browsers
        that are packaged with a file system of their own (snap, flatpak: the usual ones of Ubuntu).
        """
        key = secrets.token_urlsafe(32)
        self._keys.add(key)
        self.io_loop.call_later(_PRINTED_S if printed else _INVITATION_S, self.admits, key)
        return f"http://{self.ip}:{self.port}/imeworkbook/enter#{key}"

    def admits(self, key: str) -> bool:
        """Whether `key` is one of an invitation not used yet. It is used up by asking."""
        match = next((known for known in self._keys if hmac.compare_digest(known.encode(), key.encode())), None)
        self._keys.discard(match or "")
        return match is not None

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
        """End everything, whether a signal or the page asked for it. No kernel starts from here on."""
        self._stopping = True
        await self.session_manager.no_more_kernels()
        await super()._cleanup()

    def _dress_page(self) -> None:
        """Let our template come before JupyterLab's, which it extends as `lab/index.html`, and find its words."""
        self.web_app.settings["jinja2_env"].globals |= {
            "texts": _texts,
            "language": lambda: chosen().code,
            "hosted": host() is not None,
        }
        environment = self.web_app.settings["lab_jinja2_env"]
        original = environment.loader
        ours = FileSystemLoader(str(Path(HERE) / "templates"))
        environment.loader = ChoiceLoader([ours, PrefixLoader({"lab": original}), original])


def _texts(part: str) -> dict[str, Any]:
    """The texts of a part for a page, in the language that was chosen by now."""
    speak_as_chosen()
    return texts(part)

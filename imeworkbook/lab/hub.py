"""The server of one person behind JupyterHub: the hub says who asks, and none but the owner is let in.

A hub's administrator may open every server by scope, and anyone may be given a token of somebody else's name. Here one
kernel with one open workbook serves whoever comes, so neither counts: only a browser whose sign-in at the hub is the
owner's own, shown by the cookie that this very server gave it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlsplit

from jupyter_server.auth.identity import User
from jupyterhub.services.auth import HubOAuth
from jupyterhub.singleuser.extension import JupyterHubIdentityProvider, JupyterHubSingleUser
from jupyterhub.utils import make_ssl_context
from traitlets import default
from traitlets.config import Config

from imeworkbook.errors import LaunchError
from imeworkbook.lab.config import common_config
from imeworkbook.lab.folders import Folders
from imeworkbook.lab.kernel import LOCKS
from imeworkbook.lab.page import adjust_page
from imeworkbook.lab.server import WorkbookServer

OLDEST_HUB = "5.3"
_TRIES = 5
_PAUSE_S = 1.0
_ANSWER_S = 5.0
_GOODBYE_S = 1.0


class OwnersCookie(HubOAuth):
    """Knows a browser by this server's own cookie. No token counts, whoever made it."""

    def get_token(self, handler: Any, in_cookie: bool = True) -> str | None:  # noqa: ANN401 - a tornado handler
        """Give the token behind the cookie; what an address or a header shows is not looked at."""
        return self._get_token_cookie(handler) if in_cookie else None

    def check_scopes(self, required_scopes: Any, user: Any) -> Any:  # noqa: ANN401 - as JupyterHub has them
        """Give the scopes that let `user` in: none, whatever they hold, where they are not the owner."""
        owner = os.environ.get("JUPYTERHUB_USER", "")
        is_owner = bool(owner) and user.get("kind") == "user" and user.get("name") == owner
        return super().check_scopes(required_scopes, user) if is_owner else set()


class OwnerAlone(JupyterHubIdentityProvider):
    """Lets in the person for whom the hub started this server."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - traitlets' own arguments
        self._met: set[str] = set()
        super().__init__(**kwargs)

    @default("hub_auth")
    def _default_hub_auth(self) -> OwnersCookie:
        return OwnersCookie(parent=self)

    @property
    def token(self) -> str:
        """No token: the one that the hub gave this server lets nobody in."""
        return ""

    async def get_user(self, handler: Any) -> User | None:  # noqa: ANN401
        """Give the owner, or None. That a page asks is no sign of a person; what they do reaches the kernel."""
        handler._track_activity = False
        user: User | None = await super().get_user(handler)
        if user is not None:
            await self._meet(handler)
        return user

    async def _meet(self, handler: Any) -> None:  # noqa: ANN401
        """Lock an open workbook where a browser has signed in anew: the passphrase tells who is there now."""
        sign_in = str(self.hub_auth.get_token(handler))
        if sign_in not in self._met:
            self._met.add(sign_in)
            await handler.serverapp.lock_workbook()

    def page_config_hook(self, handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
        """Give our page, which shows nothing of the hub and holds no token."""
        return adjust_page(handler, page_config)


class HubWorkbook(JupyterHubSingleUser):
    """What JupyterHub has each of its servers do: listen where it says, sign in through it, tell when it was used."""

    @default("log_level")
    def _default_log_level(self) -> int:
        return logging.CRITICAL

    @default("hub_auth")
    def _default_hub_auth(self) -> OwnersCookie:
        return OwnersCookie(parent=self)

    def load_config_file(self) -> None:
        """Read from the environment what the hub wants, and keep the door to ourselves."""
        os.environ.pop(
            "JUPYTERHUB_ROOT_DIR", None
        )  # whatever folder the spawner was told to show: ours are the chapters
        super().load_config_file()
        self.config.pop("NotebookApp", None)  # templates for the former notebook, of which JupyterLab would warn
        ours = Config()
        ours.ServerApp.identity_provider_class = OwnerAlone
        self.serverapp.update_config(ours)

    async def check_hub_version(self) -> None:
        """Refuse a hub that does not answer, or is too old."""
        trouble = await asyncio.to_thread(self._trouble_with_hub)
        if trouble:
            self.serverapp.trouble = trouble
            self.exit(1)

    def _trouble_with_hub(self) -> LaunchError | None:
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_PAUSE_S)
            with suppress(OSError, HTTPException, ValueError):  # the last where what it was told is no address
                return too_old(self._ask_hub("GET", "", _ANSWER_S))
        return LaunchError("hub:refused.no_answer")

    def say_goodbye(self) -> None:
        """Tell the hub that this server has closed, so that the next visit starts it at once.

        The hub agrees where its operator gave servers that scope (`delete:servers!server`); it finds out by itself,
        a little later, where they did not.
        """
        name = quote(os.environ.get("JUPYTERHUB_USER", ""), safe="@~")
        server = quote(self.server_name, safe="@~")
        with suppress(OSError, HTTPException):
            self._ask_hub(
                "DELETE", f"/users/{name}/servers/{server}" if server else f"/users/{name}/server", _GOODBYE_S
            )

    def _ask_hub(self, method: str, path: str, timeout_s: float) -> str:
        """Ask the hub's API, and nobody on the way to it; gives the version that it names.

        Raises
        ------
        OSError, HTTPException
            Where it refuses, does not answer, or what answers is no hub.
        """
        auth = self.hub_auth
        request = urllib.request.Request(f"{auth.api_url.rstrip('/')}{path}", method=method)
        request.add_header("Authorization", f"token {auth.api_token}")
        tls = make_ssl_context(auth.keyfile, auth.certfile, cafile=auth.client_ca) if auth.keyfile else None
        handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=tls)]
        with urllib.request.build_opener(*handlers).open(request, timeout=timeout_s) as answer:
            return str(answer.headers.get("X-JupyterHub-Version", ""))


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "imeworkbook.lab.hub", "app": HubWorkbook}]


class HubServer(WorkbookServer):
    """The server of one workbook, at the address that the hub gave it.

    Attributes
    ----------
    trouble
        What is wrong with the setup; None where nothing is.
    """

    trouble: LaunchError | None = None

    def initialize(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - traitlets' own arguments
        """Set up everything but the listening, and keep the hub's token from the kernel."""
        super().initialize(*args, **kwargs)
        token = os.environ.pop("JUPYTERHUB_API_TOKEN", "")
        os.environ.pop("JPY_API_TOKEN", None)
        speakers: list[Any] = [self.identity_provider, *self._hub_apps()]
        for speaker in speakers:
            speaker.hub_auth.api_token = token  # which is read from the environment only when it is asked for

    async def lock_workbook(self) -> None:
        """Have the kernel lock the workbook, as at the end of a sitting: what is typed is kept."""
        for kernel_id in self.kernel_manager.list_kernel_ids():
            await self.kernel_manager.get_kernel(kernel_id).signal_kernel(LOCKS)  # type: ignore[misc]  # a coroutine here

    def shutdown_no_activity(self) -> None:
        """Close where nobody did anything for that long, though a page is open. The workbook locked itself before."""
        idle = datetime.now(UTC) - self.web_app.last_activity()
        if idle.total_seconds() > self.shutdown_no_activity_timeout:
            self.stop()

    def say_goodbye(self) -> None:
        """Tell the hub that this server has closed."""
        for app in self._hub_apps():
            app.say_goodbye()

    def _hub_apps(self) -> Iterable[HubWorkbook]:
        apps: Iterable[HubWorkbook] = self.extension_manager.extension_apps["imeworkbook.lab.hub"]
        return apps


def hub_config(folders: Folders, *, idle_s: int) -> Config:
    """The configuration of a server behind a hub: what holds everywhere, and who is let in. The rest is the hub's."""
    public = urlsplit(os.environ.get("JUPYTERHUB_PUBLIC_URL", ""))
    socket = f"{'wss' if public.scheme == 'https' else 'ws'}://{public.netloc}" if public.netloc else ""
    config = common_config(folders, socket=socket)
    config.ServerApp.jpserver_extensions |= {"imeworkbook.lab.hub": True}
    config.ServerApp.allow_unauthenticated_access = False
    config.ServerApp.shutdown_no_activity_timeout = idle_s
    return config


def too_old(version: str) -> LaunchError | None:
    """What is said of a hub of this version; None where it is as new as it has to be."""
    if re.match(r"\d+\.\d+", version) and _numbers(version) >= _numbers(OLDEST_HUB):
        return None
    return LaunchError(f"hub:refused.{'too_old' if version else 'no_version'}", version=version, oldest=OLDEST_HUB)


def _numbers(version: str) -> tuple[int, ...]:
    """The first two numbers of a version, such as ``6.1.1`` or ``6.0.0b2``."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])

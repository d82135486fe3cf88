"""Who may ask: only the page that was let in.

A cookie goes to every port of a host name, so any other server on this machine would be sent it: none opens anything
here. The page that is let in gets the token once, in exchange for a one-time key, and keeps it in its session storage,
which the browser shares with no other port. It sends it with each request, and in the address of each socket, as a page
can give a socket no header. A request that another page or another host name makes is refused even with it.
"""

from __future__ import annotations

import hmac
from typing import Any, cast

from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.serverapp import ServerApp
from jupyterlab_server.handlers import LabHandler
from tornado.httputil import HTTPServerRequest

PERSON = User("person", "person", "person", "", None, None)
_FROM_HERE = ("same-origin", "none")


class ThisPage(IdentityProvider):
    """Knows one person by the token. The page itself, which holds nothing of theirs, is given to whoever asks."""

    def get_user(self, handler: Any) -> User | None:  # noqa: ANN401 - a tornado handler with jupyter's additions
        """Give the person, or None where the request does not come from the page that was let in."""
        request = cast(HTTPServerRequest, handler.request)
        if not is_from_here(request, cast(ServerApp, self.parent).port):
            return None
        if hmac.compare_digest(_token_in(request).encode(), self.token.encode()):
            handler._token_authenticated = True  # what jupyter_server calls a request that needs no check for forgery
            return PERSON
        return PERSON if isinstance(handler, LabHandler) and request.method in ("GET", "HEAD") else None


def is_from_here(request: HTTPServerRequest, port: int) -> bool:
    """Whether a request names this server as its host, and no other page as the one that makes it."""
    origin = request.headers.get("Origin")
    return (
        request.host in (f"127.0.0.1:{port}", f"localhost:{port}")
        and (origin is None or origin == f"http://{request.host}")
        and request.headers.get("Sec-Fetch-Site", "none") in _FROM_HERE
    )


def _token_in(request: HTTPServerRequest) -> str:
    """Give what a request shows as its token: in its header, or in the address of a socket."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "token":
        return token.strip()
    if request.headers.get("Upgrade", "").lower() == "websocket":
        return request.query_arguments.get("token", [b""])[-1].decode(errors="replace")
    return ""

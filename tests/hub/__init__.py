"""A real JupyterHub with its real proxy, set up as `deploy/` has it, and people who visit it."""

from __future__ import annotations

import json
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests
import websocket

from tests.browser import free_port, lab_environment
from tests.node import CHECKOUT, NODE, PACKAGES

PATIENCE_S = 90.0
ADMIN_TOKEN = "token-of-a-service-that-may-do-everything"
SHIPPED = CHECKOUT / "deploy" / "jupyterhub_config.py"
SETTINGS = {
    "WORKBOOK_RUN_BY": "Lakeside Clinic, its IT department",
    "WORKBOOK_BACKUPS": "A backup is made every night and kept for 30 days.",
    "SSO_CLIENT_ID": "id",
    "SSO_CLIENT_SECRET": "secret",
    "SSO_AUTHORIZE_URL": "http://127.0.0.1:9/authorize",
    "SSO_TOKEN_URL": "http://127.0.0.1:9/token",
    "SSO_USERDATA_URL": "http://127.0.0.1:9/user",
    "HUB_OPERATORS": "operator",
    "HUB_ONE_HOST_NAME": "1",  # the harder case: one origin for everybody
}

# What is shipped, but for the sign-on, the spawner and the volume; and people with every right that a hub can give.
_CONFIG = """
load_subconfig({shipped!r})
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.Authenticator.auto_login = False
c.Authenticator.admin_users = {{"admin"}}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {root!r} + "/homes/{{username}}"
c.JupyterHub.load_roles += [
    {{"name": "admin", "services": ["everything"]}},
    {{"name": "let-in", "scopes": ["access:servers"], "users": ["bob"]}},
]
c.JupyterHub.services = [{{"name": "everything", "api_token": {token!r}}}]
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.JupyterHub.hub_port = {hub_port}
c.JupyterHub.data_files_path = {data!r}

def volume(spawner):
    import pathlib
    home = pathlib.Path({root!r}) / "homes" / spawner.user.name
    (home / "volume").mkdir(parents=True, exist_ok=True)
    spawner.environment = {{**spawner.environment, "IMEWORKBOOK_VOLUME": str(home / "volume"), **{more!r}}}

c.Spawner.pre_spawn_hook = volume
c.Spawner.poll_interval = 600  # whoever closes has to say so
c.Spawner.cmd = {command!r}
"""
# The command, which notes beside the volume whom it speaks to.
_START = """
import os, sys
def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        with open(os.environ["IMEWORKBOOK_VOLUME"] + "-asked", "a") as file:
            print(event, *arguments[1:] if event == "socket.connect" else arguments[:2], file=file)
sys.addaudithook(note)
from imeworkbook.lab.singleuser import main
raise SystemExit(main())
"""
_COMMAND = [sys.executable, "-c", _START]


@dataclass
class Hub:
    """A running hub. Everything that it and the servers may write is below `root`."""

    root: Path
    address: str
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """What hub, proxy and every server said."""
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")

    def api(self, method: str, path: str, token: str = ADMIN_TOKEN, **options: object) -> requests.Response:
        """Ask the hub's API, as a service that may do everything unless another token is given."""
        headers = {"Authorization": f"token {token}"}
        return requests.request(method, f"{self.address}/hub/api{path}", headers=headers, timeout=60, **options)  # type: ignore[arg-type]

    def server(self, name: str) -> dict[str, object] | None:
        """What the hub knows of a person's server; None where it has none."""
        servers = self.api("GET", f"/users/{name}").json()["servers"]
        return dict(servers[""]) if servers else None

    def wait(self, name: str, *, running: bool) -> None:
        """Wait until the hub says that a person's server runs, or that there is none."""
        until = time.monotonic() + PATIENCE_S
        while bool((self.server(name) or {}).get("ready")) != running or (not running and self.server(name)):
            assert time.monotonic() < until, self.log[-3000:]
            time.sleep(0.2)

    def start(self, name: str) -> None:
        """Start a person's server through the API, as an operator's page does."""
        self.api("POST", f"/users/{name}")
        assert self.api("POST", f"/users/{name}/server").status_code in (201, 202)
        self.wait(name, running=True)

    def cull(self, name: str) -> None:
        """Stop a person's server, as the hub's culler does."""
        assert self.api("DELETE", f"/users/{name}/server").status_code in (202, 204)
        self.wait(name, running=False)

    def asked(self, name: str) -> list[str]:
        """Whom a person's server asked for anything."""
        return (self.root / "homes" / name / "volume-asked").read_text().splitlines()

    def volume(self, name: str) -> Path:
        """Where a person's workbook is kept."""
        return self.root / "homes" / name / "volume"


@dataclass
class Visitor:
    """Somebody's browser, as far as cookies and headers go."""

    hub: Hub
    name: str
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self) -> Visitor:
        """Sign in at the hub."""
        page = self.get("/hub/login")
        form = {"username": self.name, "password": "any", "_xsrf": _hidden(page.text)}
        answer = self.session.post(f"{self.hub.address}/hub/login?next=%2Fhub%2Fhome", data=form, timeout=60)
        assert answer.url.endswith("/hub/home"), answer.url
        return self

    def get(self, path: str, **headers: str) -> requests.Response:
        """Look at a page, as one follows a link, through every redirect and consent."""
        sent = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin", **headers}
        answer = self.session.get(self.hub.address + path, headers=sent, timeout=60)
        if (
            "oauth2/authorize" in answer.url and "_xsrf" in answer.text
        ):  # the hub asks before it leads to another's server
            form = {
                "_xsrf": _hidden(answer.text),
                "scopes": re.findall(r'name="scopes"[^>]*value="([^"]*)"', answer.text),
            }
            answer = self.session.post(answer.url, data=form, headers={"Referer": answer.url}, timeout=60)
        return answer

    def ask(self, method: str, path: str, **options: object) -> requests.Response:
        """Ask as a script of a page does, with the cookie's twin in the header and no redirect followed."""
        place = urllib.parse.urlsplit(path).path
        twins = [one.value for one in self.session.cookies if one.name == "_xsrf" and place.startswith(one.path)]
        headers = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin", "X-XSRFToken": (twins or [""])[-1] or ""}
        headers |= options.pop("headers", {})  # type: ignore[arg-type]
        return self.session.request(
            method,
            self.hub.address + path,
            headers=headers,
            timeout=60,
            allow_redirects=False,
            **options,  # type: ignore[arg-type]
        )

    @property
    def cookies(self) -> str:
        """Every cookie of this browser, as one header."""
        return "; ".join(f"{one.name}={one.value}" for one in self.session.cookies)

    def kernel(self) -> str:
        """The id of the one kernel of this person's own server."""
        [kernel] = self.ask("GET", f"/user/{self.name}/api/kernels").json()
        return str(kernel["id"])

    def run(self, code: str) -> str:
        """Run code in the kernel of this person's own server; gives what it prints."""
        path = f"/user/{self.name}/api/kernels/{self.kernel()}/channels"
        with closing(connect(self.hub, path, cookie=self.cookies, origin=self.hub.address)) as socket:
            return _printed(socket, code)


def connect(hub: Hub, path: str, *, origin: str = "", cookie: str = "", **headers: str) -> websocket.WebSocket:
    """Open a socket through the proxy; raises `WebSocketBadStatusException` where it is refused."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    told = {"origin": origin} if origin else {"suppress_origin": True}
    address = hub.address.replace("http:", "ws:") + path
    return websocket.create_connection(address, timeout=60, cookie=cookie, header=lines, **told)


def _printed(socket: websocket.WebSocket, code: str) -> str:
    asked, said = secrets.token_hex(8), ""
    header = {"msg_id": asked, "msg_type": "execute_request", "session": asked, "username": "", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    socket.send(json.dumps(message))
    while True:
        heard = json.loads(socket.recv())
        kind, content = heard["msg_type"], heard["content"]
        if heard["parent_header"].get("msg_id") != asked:
            continue
        if kind == "stream":
            said += content["text"]
        elif kind == "execute_reply":
            assert content["status"] == "ok", content
        elif kind == "status" and content["execution_state"] == "idle":
            return said


def _hidden(page: str) -> str:
    found = re.search(r'name="_xsrf"\s+value="([^"]+)"', page)
    return found.group(1) if found else ""


@contextmanager
def running_hub(root: Path, *, more: Mapping[str, str] | None = None) -> Iterator[Hub]:
    """Start a hub and its proxy; `more` goes into the environment of every server."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    (root / "state").mkdir(parents=True)
    proxy = [str(NODE), str(PACKAGES / "configurable-http-proxy" / "bin" / "configurable-http-proxy")]
    config = _CONFIG.format(
        shipped=str(SHIPPED), root=str(root), token=ADMIN_TOKEN, proxy=proxy, proxy_port=free_port(),
        hub_port=free_port(), data=_data_files(), more=dict(more or {}), command=_COMMAND,
    )  # fmt: skip
    (root / "config.py").write_text(config, encoding="utf-8")
    environment = lab_environment(
        root, HUB_ADDRESS=address, HUB_BIND=address, HUB_STATE=str(root / "state"), **SETTINGS
    )
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(root / "config.py")],
            cwd=root, env=environment, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    hub = Hub(root, address, process)
    try:
        _wait_for(hub)
        yield hub
    finally:
        started = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    _, left = psutil.wait_procs(started, timeout=PATIENCE_S)
    assert left == []


def _wait_for(hub: Hub) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and hub.process.poll() is None:
        try:
            if "version" in json.loads(requests.get(f"{hub.address}/hub/api", timeout=5).text):
                return
        except (requests.ConnectionError, ValueError):
            time.sleep(0.2)
    raise RuntimeError(hub.log[-3000:])


def _data_files() -> str:
    from jupyterhub._data import DATA_FILES_PATH

    return str(DATA_FILES_PATH)

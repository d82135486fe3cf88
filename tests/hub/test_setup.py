"""A setup that does not fit is told in one sentence at start, and one that fits says what it is set up for."""

from __future__ import annotations

import http.server
import os
import re
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from imeworkbook.errors import LaunchError
from imeworkbook.hosting import host
from imeworkbook.lab import singleuser
from imeworkbook.lab.folders import make_folders
from imeworkbook.lab.hub import HubServer, OwnersCookie, hub_config, too_old
from imeworkbook.lab.page import page_data
from imeworkbook.language import texts
from tests.browser import free_port, lab_environment


@pytest.fixture
def told(tmp_path):
    """What a hub and its operator tell a server."""
    (tmp_path / "volume").mkdir()
    return lab_environment(
        tmp_path,
        JUPYTERHUB_API_TOKEN="token",
        JUPYTERHUB_API_URL=f"http://127.0.0.1:{free_port()}/hub/api",
        JUPYTERHUB_BASE_URL="/",
        JUPYTERHUB_CLIENT_ID="jupyterhub-user-alice",
        JUPYTERHUB_OAUTH_ACCESS_SCOPES='["access:servers!server=alice/"]',
        JUPYTERHUB_SERVICE_PREFIX="/user/alice/",
        JUPYTERHUB_SERVICE_URL=f"http://127.0.0.1:{free_port()}/user/alice/",
        JUPYTERHUB_USER="alice",
        IMEWORKBOOK_RUN_BY="Lakeside Clinic",
        IMEWORKBOOK_VOLUME=str(tmp_path / "volume"),
    )


@pytest.fixture
def here(told, monkeypatch):
    monkeypatch.setattr(os, "environ", dict(told))
    return os.environ


def test_one_that_fits_gives_the_persons_own_volume(here, tmp_path):
    assert singleuser.check_setup() == tmp_path / "volume"
    assert list((tmp_path / "volume").iterdir()) == []
    assert singleuser.idle_minutes() == 60


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JUPYTERHUB_API_TOKEN", "", "started by JupyterHub"),
        ("JUPYTERHUB_USER", "", "started by JupyterHub"),
        ("JUPYTERHUB_SERVICE_PREFIX", "", "does not begin"),
        ("JUPYTERHUB_SERVICE_PREFIX", "/user/alice", "does not begin"),
        ("JUPYTERHUB_SERVICE_PREFIX", "/user/../alice/", "does not begin"),
        ("JUPYTERHUB_BASE_URL", "/clinic/", "does not begin"),
        ("IMEWORKBOOK_RUN_BY", " ", "who runs this server"),
        ("IMEWORKBOOK_VOLUME", "", "not set"),
        ("IMEWORKBOOK_VOLUME", "volume", "not there"),
        ("IMEWORKBOOK_VOLUME", "/nowhere/at/all", "not there"),
        ("IMEWORKBOOK_VOLUME", "/proc", "cannot be written"),
        ("IMEWORKBOOK_IDLE_MINUTES", "0", "whole number"),
        ("IMEWORKBOOK_IDLE_MINUTES", "soon", "whole number"),
    ],
)
def test_one_that_does_not_fit_is_one_sentence(here, name, value, said):
    here[name] = value
    with pytest.raises(LaunchError, match=rf"^[A-Z][^.]*{said}[^.]*\.$"):
        singleuser.check_setup()


def start(told: dict[str, str]) -> tuple[int, str]:
    command = [sys.executable, "-c", "from imeworkbook.lab.singleuser import main; raise SystemExit(main())"]
    ran = subprocess.run(command, env=told, capture_output=True, text=True, timeout=120)
    return ran.returncode, ran.stdout + ran.stderr


@contextmanager
def hub_of(version: str | None, address: str):
    """Something that answers where a hub's API is, and says which version it is."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            if version is not None:
                self.send_header("X-JupyterHub-Version", version)
            self.end_headers()

        def log_message(self, *_):
            pass

    port = int(re.search(r":(\d+)/", address).group(1))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("4.1.6", "is version 4.1.6; the workbook needs version 5.3 or later"),
        ("5.2.1", "is version 5.2.1; the workbook needs version 5.3 or later"),
        (None, "does not tell its version"),
    ],
)
def test_a_hub_that_is_too_old_is_said_in_one_line(told, version, said):
    with hub_of(version, told["JUPYTERHUB_API_URL"]):
        status, lines = start(told)
    assert status == 1 and said in lines and lines.count("\n") == 1


def test_a_hub_that_does_not_answer_is_said_in_one_line_and_nothing_stays_behind(told, tmp_path):
    status, lines = start(told)
    assert status == 1 and "The hub does not answer this server" in lines and lines.count("\n") == 1
    assert list((tmp_path / "volume").iterdir()) == [] and list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("version", ["5.3.0", "5.10.2", "6.0.0b2", "10.0"])
def test_a_hub_that_is_not_too_old_is_none(version):
    assert too_old(version) is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JUPYTERHUB_API_URL", "no address", "The hub does not answer"),
        ("JUPYTERHUB_SERVICE_URL", "http://192.0.2.1:8888/user/alice/", "cannot listen at the address"),
    ],
)
def test_an_address_that_does_not_fit_is_said_in_one_line(told, name, value, said):
    with hub_of("6.1.1", told["JUPYTERHUB_API_URL"]):
        status, lines = start({**told, name: value})
    assert status == 1 and said in lines and lines.count("\n") == 1


def test_a_port_that_is_in_use_is_said(told):
    port = int(re.search(r":(\d+)/", told["JUPYTERHUB_SERVICE_URL"]).group(1))
    with socket.create_server(("127.0.0.1", port)), hub_of("6.1.1", told["JUPYTERHUB_API_URL"]):
        status, lines = start(told)
    assert status == 1 and "cannot listen at the address" in lines


def test_no_proxy_of_the_network_hears_of_the_hub(told):
    """A server in a network with a proxy tells its token to the hub alone."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    with hub_of("4.1.6", told["JUPYTERHUB_API_URL"]):
        status, lines = start({**told, "http_proxy": nowhere, "HTTP_PROXY": nowhere})
    assert status == 1 and "is version 4.1.6" in lines


def test_the_folder_that_a_spawner_shows_is_not_looked_at(told):
    with hub_of("4.1.6", told["JUPYTERHUB_API_URL"]):
        status, lines = start({**told, "JUPYTERHUB_ROOT_DIR": "/nowhere/at/all"})
    assert status == 1 and "is version 4.1.6" in lines


def test_without_jupyterhub_it_says_what_to_install(here, monkeypatch):
    monkeypatch.setattr(singleuser, "find_spec", lambda _: None)
    with pytest.raises(LaunchError, match=re.escape("imeworkbook[hub]")):
        singleuser.check_setup()


# --- whose it is ---


@pytest.mark.parametrize(
    ("who", "enters"),
    [
        ({"kind": "user", "name": "alice"}, True),
        ({"kind": "user", "name": "bob"}, False),
        ({"kind": "user", "name": "Alice"}, False),
        ({"kind": "service", "name": "alice"}, False),
        ({"name": "alice"}, False),
        ({"kind": "user"}, False),
    ],
)
def test_the_owner_alone_has_a_scope_here(here, who, enters):
    auth = OwnersCookie()
    scopes = {"access:servers", "access:servers!server=alice/", "admin:users"}
    assert bool(auth.check_scopes(auth.access_scopes, {**who, "scopes": list(scopes)})) is enters


def test_without_an_owner_nobody_enters(here):
    here["JUPYTERHUB_USER"] = ""
    auth = OwnersCookie()
    assert not auth.check_scopes(auth.access_scopes, {"kind": "user", "name": "", "scopes": ["access:servers"]})


# --- what the page may ask ---


@pytest.mark.parametrize(
    ("public", "socket"),
    [
        ("https://alice.workbook.test/user/alice/", "connect-src 'self' wss://alice.workbook.test data: blob:;"),
        ("http://127.0.0.1:8000/user/alice/", "connect-src 'self' ws://127.0.0.1:8000 data: blob:;"),
        ("", "connect-src 'self'  data: blob:;"),
    ],
)
def test_the_policy_allows_the_sockets_of_its_own_address_alone(here, tmp_path, public, socket):
    here["JUPYTERHUB_PUBLIC_URL"] = public
    config = hub_config(make_folders(tmp_path / "sitting"), idle_s=60)
    policy = config.ServerApp.tornado_settings["headers"]["Content-Security-Policy"]
    assert socket in policy and policy.count("://") == bool(public)


# --- what the page says ---


def test_it_says_who_runs_it_and_who_makes_backups(here):
    here["IMEWORKBOOK_BACKUPS"] = "Every night, {where} we keep them for 30 days."
    said = " ".join(text for _, text in texts("words")["welcome"]["honest"])
    assert "run by Lakeside Clinic" in said and "Every night, {where} we keep them" in said
    assert "{run_by}" not in said and "{backups}" not in said
    assert "this computer" not in texts("words")["welcome"]["honest"][0][1]


def test_no_word_of_a_server_calls_it_this_computer(here):
    """All that says where something is kept, where a card or a page says it."""
    kept = [
        texts("words")["welcome"]["where"],
        texts("importers")["words"]["stays"],
        texts("page")["closing"]["gone_text"],
    ]
    assert not [said for said in kept if "computer" in said]
    assert texts("error_page")["forbidden"]["title"] == "This workbook is somebody’s own"


def test_where_nobody_tells_of_backups_it_says_so(here):
    said = " ".join(text for _, text in texts("words")["welcome"]["honest"])
    assert "Nobody has said that this server is backed up." in said


def test_on_a_computer_of_ones_own_nothing_is_hosted(monkeypatch):
    monkeypatch.delenv("IMEWORKBOOK_RUN_BY", raising=False)
    assert host() is None and page_data()["hosted"] is None
    assert texts("words")["welcome"]["honest"][0][0] == "Only this computer"


@pytest.mark.parametrize(
    ("told_by_hub", "again"),
    [
        ({"JUPYTERHUB_USER": "a b/c@x"}, "/hub/spawn/a%20b%2Fc@x"),
        ({"JUPYTERHUB_SERVER_NAME": "one"}, "/hub/spawn/alice/one"),
        ({"JUPYTERHUB_HOST": "https://hub.test", "JUPYTERHUB_BASE_URL": "/x/"}, "https://hub.test/x/hub/spawn/alice"),
    ],
)
def test_the_closed_page_leads_back_through_the_hub(here, told_by_hub, again):
    here.update(told_by_hub)
    assert page_data()["hosted"]["again"] == again
    assert page_data()["hosted"]["sign_out"] == again.partition("/hub/spawn")[0] + "/hub/logout"


@pytest.mark.parametrize(("idle_s", "stops"), [(59, False), (61, True)])
def test_it_closes_itself_when_nobody_did_anything_though_a_page_is_open(monkeypatch, idle_s, stops):
    stopped = []
    server = HubServer(shutdown_no_activity_timeout=60)
    server.web_app = type("App", (), {"last_activity": lambda _: datetime.now(UTC) - timedelta(seconds=idle_s)})()
    monkeypatch.setattr(server, "stop", lambda: stopped.append(True))
    server.shutdown_no_activity()
    assert bool(stopped) is stops

"""Behind a real JupyterHub: the owner has the workbook as always, and nobody else has anything of it."""

from __future__ import annotations

import re
import secrets
import sqlite3
from pathlib import Path

import psutil
import pytest
from websocket import WebSocketBadStatusException

from tests.browser import PASSPHRASE
from tests.hub import ADMIN_TOKEN, Hub, Visitor, connect, running_hub

TYPED = "a word that nobody else may ever read"
BEGIN = f"""
from imeworkbook.widgets.sitting import current
sitting = current()
sitting.begin({PASSPHRASE!r}, {PASSPHRASE!r})
sitting.open.add(__import__("imeworkbook").Use(substance="alcohol", start="2009", notes={TYPED!r}))
"""
UNLOCK = f"""
from imeworkbook.widgets.sitting import current
sitting = current()
print(sitting.state)
sitting.unlock({PASSPHRASE!r})
print(sitting.open.records("use")[0].notes)
print(sitting.file.draft("use")["notes"])
"""
PATHS = [
    "/doc",
    "/lab",
    "/api/kernels",
    "/api/sessions",
    "/api/contents",
    "/api/contents/welcome.ipynb",
    "/api/status",
    "/api/me",
    "/api/terminals",
    "/api/spec.yaml",
    "/files/welcome.ipynb",
    "/nbconvert/html/welcome.ipynb",
    "/imeworkbook/alive",
    "/imeworkbook/page.json",
    "/lab/api/settings",
    "/lab/api/workspaces/default",
    "/metrics",
    "/view/welcome.ipynb",
]
DEEDS = [
    ("POST", "/api/shutdown"),
    ("POST", "/api/kernels"),
    ("POST", "/api/sessions"),
    ("POST", "/api/contents"),
    ("POST", "/api/kernels/{kernel}/restart"),
    ("POST", "/api/kernels/{kernel}/interrupt"),
    ("DELETE", "/api/kernels/{kernel}"),
    ("PUT", "/api/contents/welcome.ipynb"),
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


@pytest.fixture(scope="module")
def alice(hub):
    """The owner, whose server runs, with an open workbook."""
    hub.start("alice")
    alice = Visitor(hub, "alice").sign_in()
    assert alice.get("/user/alice/doc").status_code == 200
    alice.run(BEGIN)
    return alice


@pytest.fixture(scope="module", params=["bob", "admin", "operator"])
def stranger(request, hub, alice):
    """Another person, signed in: with the scope to open every server; an admin of the hub; an operator of ours."""
    stranger = Visitor(hub, request.param).sign_in()
    stranger.get("/user/alice/doc")  # with every consent given
    return stranger


def refused(answer) -> bool:
    """Whether an answer shows nothing: forbidden, or sent to sign in."""
    to_sign_in = answer.status_code == 302 and "oauth2/authorize" in answer.headers["Location"]
    return answer.status_code in (401, 403, 404, 405) or to_sign_in


def socket_is_refused(hub: Hub, path: str, **headers: str) -> bool:
    try:
        connect(hub, path, **headers).close()
    except WebSocketBadStatusException as error:
        return error.status_code in (302, 403, 404)
    return False


# --- the owner ---


def test_the_owner_has_the_page_the_chapters_and_one_kernel(alice):
    page = alice.get("/user/alice/doc")
    assert "imeworkbook-page" in page.text and "proof.js" not in page.text
    assert alice.ask("GET", "/user/alice/api/contents").json()["content"][0]["name"] == "welcome.ipynb"
    assert alice.kernel() and alice.run(f"print({TYPED!r})") == TYPED + "\n"
    assert [path.name for path in alice.hub.volume("alice").glob("*.imew")] == ["workbook.imew"]


def test_the_page_may_ask_its_own_address_alone_and_stands_in_no_other(alice):
    policy = alice.get("/user/alice/doc").headers["Content-Security-Policy"]
    socket = alice.hub.address.replace("http:", "ws:")
    assert f"connect-src 'self' {socket} data: blob:;" in policy
    assert re.findall(r"\w+://\S+", policy) == [socket]
    assert "frame-ancestors 'none'" in policy


def test_no_token_stands_in_the_page_or_reaches_the_kernel(alice):
    page = alice.get("/user/alice/doc").text
    tokens = [one.value for one in alice.session.cookies if one.value and len(one.value) > 20]
    assert '"token": ""' in page and not any(token in page for token in tokens if token)
    assert alice.run("import os; print([name for name in os.environ if 'TOKEN' in name])") == "[]\n"


def test_there_is_no_way_in_but_the_sign_on(alice):
    for method, path in (("GET", "enter"), ("POST", "enter"), ("POST", "invite")):
        assert alice.ask(method, f"/user/alice/imeworkbook/{path}").status_code in (403, 404)
        assert refused(Visitor(alice.hub, "nobody").ask(method, f"/user/alice/imeworkbook/{path}"))


def test_a_request_that_another_page_makes_is_refused(alice):
    for headers in ({"X-XSRFToken": ""}, {"X-XSRFToken": "2|guessed|guessed|0"}):
        assert alice.ask("GET", "/user/alice/api/kernels", headers=headers).status_code == 403
        assert alice.ask("POST", "/user/alice/api/shutdown", headers=headers).status_code == 403
    path = f"/user/alice/api/kernels/{alice.kernel()}/channels"
    assert socket_is_refused(alice.hub, path, cookie=alice.cookies, origin="https://elsewhere.example")


@pytest.mark.parametrize("path", ["/files/welcome.ipynb", "/nbconvert/html/welcome.ipynb", "/tree", "/terminals/1"])
def test_what_is_no_part_of_a_workbook_is_no_page(alice, path):
    answer = alice.get(f"/user/alice{path}")
    assert answer.status_code == 404 and "There is no such page" in answer.text


# --- everybody else ---


@pytest.mark.parametrize("path", PATHS)
def test_no_stranger_sees_a_page_or_a_file(stranger, path):
    page = stranger.get(f"/user/alice{path}")
    assert page.status_code in (403, 404)
    if path == "/doc":  # the hub itself refuses whom it gave no right to any server; ours refuses everybody else
        by_hub = "You do not have permission to access Server at /user/alice/" in page.text
        assert by_hub if stranger.name == "operator" else "It opens for its owner and for nobody else." in page.text
    assert refused(stranger.ask("GET", f"/user/alice{path}"))


@pytest.mark.parametrize(("method", "path"), DEEDS)
def test_no_stranger_does_anything(alice, stranger, method, path):
    before = alice.kernel()
    answer = stranger.ask(method, "/user/alice" + path.format(kernel=before), json={})
    assert answer.status_code in (401, 403, 404)
    assert alice.kernel() == before


def test_no_stranger_reaches_the_kernel(alice, stranger):
    path = f"/user/alice/api/kernels/{alice.kernel()}/channels"
    assert socket_is_refused(alice.hub, path, cookie=stranger.cookies, origin=alice.hub.address)
    assert socket_is_refused(alice.hub, path, cookie=stranger.cookies)
    assert not socket_is_refused(alice.hub, path, cookie=alice.cookies, origin=alice.hub.address)


@pytest.mark.parametrize("path", [*PATHS, "/", "/guessed", "/../bob/doc", "/%2e%2e/alice/api/kernels"])
def test_who_has_not_signed_in_sees_nothing(hub, alice, path):
    answer = Visitor(hub, "nobody").ask("GET", f"/user/alice{path}")
    leads_to = answer.headers.get("Location", "")
    assert refused(answer) or leads_to.startswith("/user/alice/") or "/hub/user/" in leads_to
    assert TYPED not in answer.text and "imeworkbook-page" not in answer.text


def test_the_cookies_of_one_open_no_server_of_another(hub, alice):
    hub.start("bob")
    bob = Visitor(hub, "bob").sign_in()
    assert bob.get("/user/bob/doc").status_code == 200
    for headers in (bob.cookies, bob.cookies.replace("user-bob", "user-alice")):
        assert refused(Visitor(hub, "bob").ask("GET", "/user/alice/api/kernels", headers={"Cookie": headers}))
        path = f"/user/alice/api/kernels/{alice.kernel()}/channels"
        assert socket_is_refused(hub, path, cookie=headers, origin=hub.address)
    assert refused(Visitor(hub, "alice").ask("GET", "/user/bob/api/kernels", headers={"Cookie": alice.cookies}))
    assert [path.name for path in hub.volume("bob").glob("*")] == []


def tokens(hub: Hub) -> dict[str, str]:
    """A token of each kind that there is; each but the last two proves a person or service to the hub itself."""
    made = {
        name: hub.api("POST", f"/users/{name}/tokens", json={"note": "test"}).json()["token"]
        for name in ("bob", "admin", "operator")
    }
    [server] = [one for one in psutil.process_iter(["environ"]) if is_server_of(one, "alice", hub)]
    return {
        **made,
        "a service with every right": ADMIN_TOKEN,
        "in the owner's name, made by an admin": hub.api("POST", "/users/alice/tokens").json()["token"],
        "the server's own": server.environ()["JUPYTERHUB_API_TOKEN"],
        "none": "",
        "guessed": secrets.token_hex(16),
    }


def is_server_of(process: psutil.Process, name: str, hub: Hub) -> bool:
    told = process.info["environ"] or {}
    return (
        told.get("JUPYTERHUB_USER") == name
        and told.get("IMEWORKBOOK_VOLUME") == str(hub.volume(name))
        and ("JUPYTERHUB_API_TOKEN" in told)
    )


def test_no_token_opens_anything_whoever_made_it(hub, alice):
    kernel, nobody = alice.kernel(), Visitor(hub, "nobody")
    for kind, token in tokens(hub).items():
        for word in ("token", "Bearer"):
            answer = nobody.ask("GET", "/user/alice/api/kernels", headers={"Authorization": f"{word} {token}"})
            assert refused(answer), kind
        assert refused(nobody.ask("GET", f"/user/alice/api/kernels?token={token}")), kind
        assert refused(nobody.ask("POST", f"/user/alice/api/shutdown?token={token}")), kind
        assert "imeworkbook-page" not in Visitor(hub, "nobody").get(f"/user/alice/doc?token={token}").text, kind
        path = f"/user/alice/api/kernels/{kernel}/channels?token={token}"
        fetched = {"Sec_Fetch_Mode": "websocket"}
        assert socket_is_refused(hub, path, **fetched), kind
        assert socket_is_refused(hub, path, Authorization=f"token {token}"), kind


# --- what the hub and its operator hold ---


def test_the_hub_its_log_and_its_files_hold_nothing_that_was_typed(hub, alice):
    told = hub.api("GET", "/users?include_stopped_servers=1").text + hub.api("GET", "/proxy").text
    with sqlite3.connect(hub.root / "state" / "hub.sqlite") as database:
        told += "\n".join(database.iterdump())
    for secret in (TYPED, PASSPHRASE):
        assert secret not in told + hub.log
        assert files_with(hub.root, secret) == []


def files_with(root: Path, text: str) -> list[Path]:
    plain = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path for path in plain if text.encode() in path.read_bytes()]


def test_the_server_asks_its_hub_and_nobody_else(hub, alice):
    hub_port = re.search(r"hub_port = (\d+)", (hub.root / "config.py").read_text()).group(1)
    asked = hub.asked("alice")
    assert any(line == f"socket.connect ('127.0.0.1', {hub_port})" for line in asked)
    assert {line for line in asked if f"'127.0.0.1', {hub_port}" not in line and "127.0.0.1 " not in line} == set()


# --- its end, and the next beginning ---


def test_what_was_kept_and_typed_is_there_after_a_cull(hub, alice):
    alice.run("sitting.file.save_draft('use', {'notes': 'half a sentence'})")
    hub.cull("alice")
    assert not [one for one in psutil.process_iter(["environ"]) if is_server_of(one, "alice", hub)]
    assert alice.ask("GET", "/user/alice/api/kernels").status_code in (302, 424)
    hub.start("alice")
    again = Visitor(hub, "alice").sign_in()
    assert again.get("/user/alice/doc").status_code == 200
    assert again.run(UNLOCK) == f"locked\n{TYPED}\nhalf a sentence\n"
    alice.session = again.session


def test_close_for_today_stops_the_server_and_the_hub_knows_at_once(hub, alice):
    assert alice.ask("POST", "/user/alice/api/shutdown").status_code == 200
    hub.wait("alice", running=False)
    assert not [one for one in psutil.process_iter(["environ"]) if is_server_of(one, "alice", hub)]
    assert [path.name for path in hub.volume("alice").iterdir()] == ["workbook.imew"]
    assert list((hub.root / "tmp").glob("imeworkbook-*")) == []

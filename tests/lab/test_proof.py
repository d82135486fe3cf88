"""Who may ask: what a request without the proof or from elsewhere gets, and what a browser keeps."""

from __future__ import annotations

import base64
import http.client
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from imeworkbook.lab.chapters import chapters
from tests.browser import PASSPHRASE, chromium, running_lab

CANARY = "zwoelf canaries"
# Every link that can be seen, now or in another chapter; JupyterLab's own anchors at headings are hidden.
LINKS = """() => [...document.querySelectorAll(".imw-chapters a, .imw-footer a")].map((link) => link.hash)"""
COMMON = {"welcome", "health", "copies"}  # words that a browser has in lists of its own
PRIVATE = ("/api/contents", "/api/contents/welcome.ipynb", "/api/kernels", "/api/sessions", "/imeworkbook/alive",
           "/imeworkbook/page.json", "/lab/api/settings", "/lab/api/workspaces/default", "/files/welcome.ipynb",
           "/nbconvert/imeworkbook_html/copies.ipynb", "/api/me")  # fmt: skip


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("proof")) as lab:
        yield lab


def asked(lab, method, path, body=None, **headers):
    """Give status, headers and content of one request; names of headers have _ for -."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.port, timeout=30)
    try:
        connection.request(
            method, path, body=body, headers={key.replace("_", "-"): each for key, each in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def entered(lab, **headers):
    key = urlsplit(lab.url).fragment
    return key, asked(lab, "POST", "/imeworkbook/enter", body=key, **headers)


def test_no_answer_sets_a_cookie_that_opens_anything(lab):
    for path in ("/", "/doc", "/login", "/imeworkbook/enter", "/static/lab/none.js", *PRIVATE):
        for proof in ({}, {"Authorization": f"token {lab.token}"}):
            for cookie in asked(lab, "GET", path, **proof)[1].get_all("Set-Cookie") or []:
                assert cookie.startswith("_xsrf=") and "SameSite=Strict" in cookie and "expires" not in cookie
                assert asked(lab, "GET", "/api/kernels", Cookie=cookie.partition(";")[0])[0] == 403


@pytest.mark.parametrize("path", PRIVATE)
def test_only_the_token_in_the_header_gets_an_answer(lab, path):
    proof = {"Authorization": f"token {lab.token}"}
    assert asked(lab, "GET", path, **proof)[0] not in {302, 401, 403}
    own = f"http://127.0.0.1:{lab.port}"
    assert asked(lab, "GET", path, Origin=own, Sec_Fetch_Site="same-origin", **proof)[0] not in {302, 401, 403}
    refused = [
        (path, {}),
        (path, {"Authorization": "token " + "0" * 48}),
        (path, {"Authorization": "token "}),
        (f"{path}?token={lab.token}", {}),
        (path, {"Cookie": f"username-127-0-0-1-{lab.port}={lab.token}; _xsrf=x; token={lab.token}"}),
        (path, {**proof, "Host": f"127.0.0.1:{lab.port + 1}"}),
        (path, {**proof, "Host": "127.0.0.1"}),
        (path, {**proof, "Host": f"evil.example:{lab.port}"}),
        (path, {**proof, "Origin": "http://evil.example"}),
        (path, {**proof, "Origin": f"http://127.0.0.1:{lab.port + 1}"}),
        (path, {**proof, "Origin": "null"}),
        (path, {**proof, "Sec_Fetch_Site": "same-site"}),
        (path, {**proof, "Sec_Fetch_Site": "cross-site"}),
    ]
    for address, headers in refused:
        status, _, content = asked(lab, "GET", address, **headers)
        assert status in {302, 401, 403, 404}, (address, headers)
        assert b'imeworkbook": true' not in content


def test_a_key_lets_in_once_and_only_from_its_own_page(lab):
    own = f"http://127.0.0.1:{lab.port}"
    key, (status, headers, content) = entered(lab, Origin=own)
    assert status == 200 and lab.token.encode() in content and headers["Cache-Control"] == "no-store"
    assert asked(lab, "POST", "/imeworkbook/enter", body=key, Origin=own)[0] == 403
    assert entered(lab, Origin="http://evil.example")[1][0] == 403
    assert entered(lab, Host=f"evil.example:{lab.port}")[1][0] == 403
    for body in (b"", b"x" * 1000, b"\xff\xfe", lab.token.encode()):
        assert asked(lab, "POST", "/imeworkbook/enter", body=body)[0] == 403


def test_the_page_itself_holds_no_token_and_no_place_of_this_machine(lab):
    for path in ("/doc", "/doc/tree/welcome.ipynb", "/lab", "/imeworkbook/enter", "/login"):
        status, headers, content = asked(lab, "GET", path)
        assert status == 200, path
        assert headers["Cache-Control"] == "no-store"
        assert lab.token.encode() not in content
        assert str(lab.root).encode() not in content and str(Path.home()).encode() not in content


def sockets(lab, path, **headers):
    """Ask for a websocket; gives the status line."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = {"Host": f"127.0.0.1:{lab.port}", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key,
             "Sec-WebSocket-Version": "13", **headers}  # fmt: skip
    with socket.create_connection(("127.0.0.1", lab.port), timeout=30) as line:
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        line.sendall(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
        return int(line.recv(100).split()[1])


def test_a_socket_needs_the_same_proof(lab):
    own = {"Origin": f"http://127.0.0.1:{lab.port}"}
    for path in ("/api/events/subscribe", kernel_socket(lab)):
        shown = f"{path}?token={lab.token}"
        assert sockets(lab, shown, **own) == 101
        assert sockets(lab, shown) == 101
        assert sockets(lab, path, **own) == 403
        assert sockets(lab, f"{path}?token={'0' * 48}", **own) == 403
        assert sockets(lab, path, **own, Cookie=f"username-127-0-0-1-{lab.port}={lab.token}") == 403
        assert sockets(lab, shown, Origin=f"http://127.0.0.1:{lab.port + 1}") == 403
        assert sockets(lab, shown, Origin="http://evil.example") == 403
        assert sockets(lab, shown, Host=f"evil.example:{lab.port}") == 403
        assert sockets(lab, shown, **own | {"Sec-Fetch-Site": "same-site"}) == 403


def kernel_socket(lab):
    _, kernels = lab.ask("GET", "/api/kernels")
    if not kernels:
        _, kernel = lab.ask("POST", "/api/kernels")
        kernels = [kernel]
    return f"/api/kernels/{kernels[0]['id']}/channels"


# --- in a browser ---


@pytest.mark.browser
def test_another_server_in_the_same_browser_gets_nothing(lab):
    with chromium() as visit:
        visit.open(lab.url)
        assert [cookie["name"] for cookie in visit.page.context.cookies()] in ([], ["_xsrf"])
        assert visit.page.url == f"http://127.0.0.1:{lab.port}/doc"
        assert visit.errors == []
        visit.page.reload()
        visit.wait_ready()
        stranger = visit.page.context.new_page()
        stranger.goto(f"http://127.0.0.1:{lab.port}/doc")
        stranger.get_by_role("heading", name="This page is closed").wait_for()
        assert stranger.evaluate("sessionStorage.length") == 0


@pytest.mark.browser
def test_what_a_browser_keeps_names_no_chapter_and_no_token(tmp_path):
    profile = tmp_path / "profile"
    with running_lab(tmp_path / "lab") as lab:
        with chromium(profile) as visit:
            visit.begin(lab.url)
            for chapter in chapters():
                visit.go(chapter.key)
                for field in visit.front.locator("textarea:visible, input[type=text]:visible").all()[:6]:
                    field.fill(CANARY)
            visit.page.go_back()
            visit.page.go_forward()
            assert visit.page.title() == "Workbook"
            links = visit.page.evaluate(LINKS)
            assert len(links) > 3 * len(chapters()) - 3
            assert {link.strip("#") for link in links} <= {str(number + 1) for number in range(len(chapters()))}
        token = lab.token
    named = {chapter.key for chapter in chapters()} | {chapter.title for chapter in chapters()} - {"Welcome"}
    named |= {chapter.file for chapter in chapters()}
    kept = [file for file in profile.rglob("*") if file.is_file()]
    assert any(file.name == "History" for file in kept)
    for file in kept:
        content = file.read_bytes()
        program = "Cache" in file.parts or "Cache_Data" in file.parts or "Code Cache" in file.parts
        session = "Session Storage" in file.parts  # of this tab; what it holds opens nothing once the server has ended
        words = {PASSPHRASE, CANARY} | (set() if session else {token}) | (set() if program else named - COMMON)
        found = [word for word in words for coding in ("utf-8", "utf-16-le") if word.encode(coding) in content]
        assert found == [], file

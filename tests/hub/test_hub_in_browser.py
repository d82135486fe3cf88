"""Two people in two browsers behind one JupyterHub: each has a workbook, closes it, and finds it again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from imeworkbook import open_workbook
from tests.browser import PASSPHRASE, Visit, chromium
from tests.hub import Hub, running_hub

pytestmark = pytest.mark.browser
SOCKETS = """() => new Promise((told) => {
  const socket = new WebSocket(ADDRESS);
  socket.onopen = () => told("open");
  socket.onerror = () => told("refused");
})"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


def sign_in(visit: Visit, hub: Hub, name: str) -> None:
    """Sign in, and wait for the page to which the hub leads by itself."""
    visit.page.goto(f"{hub.address}/hub/login")
    visit.page.fill("#username_input", name)
    visit.page.fill("#password_input", "any")
    visit.page.click("#login_submit")
    visit.page.wait_for_url(f"**/user/{name}/doc**", timeout=90_000)
    visit.wait_ready()


def begin(visit: Visit) -> None:
    visit.front.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    visit.front.get_by_label("The same passphrase once more").first.fill(PASSPHRASE)
    visit.front.get_by_role("button", name="Make my workbook").click()
    visit.front.get_by_role("button", name="I have written it down").click()


def test_two_people_have_a_workbook_each_and_neither_reaches_the_others(hub):
    with chromium() as alice:
        bob = Visit(alice.page.context.browser.new_context(accept_downloads=True).new_page())
        bob.page.on("request", lambda request: bob.requests.append(request.url))
        for visit, name in ((alice, "alice"), (bob, "bob")):
            sign_in(visit, hub, name)
            expect(visit.front).to_contain_text("It is run by Lakeside Clinic, its IT department.")
            expect(visit.front).to_contain_text("made every night and kept for 30 days")
            expect(visit.front).not_to_contain_text("stays on this computer")
            begin(visit)
            expect(visit.front).to_contain_text("kept on the server")
        assert alice.strangers() == bob.strangers() == []
        assert alice.errors == []

        # From bob's page, with all that bob's browser has (and the scope to open every server):
        kernel = alice.page.evaluate("() => window.imeworkbookPage.lab.kernel.id")
        address = f"{hub.address.replace('http:', 'ws:')}/user/alice/api/kernels/{kernel}/channels"
        assert bob.page.evaluate(SOCKETS.replace("ADDRESS", repr(address))) == "refused"
        for path in ("api/kernels", "imeworkbook/page.json", "doc"):
            status = bob.page.evaluate(
                "path => fetch(path).then((answer) => answer.url.includes('/user/alice/') && answer.status, () => 0)",
                f"/user/alice/{path}",
            )
            assert status in (False, 0, 403), path
        bob.page.goto(f"{hub.address}/user/alice/doc")
        with bob.page.expect_response("**/user/alice/doc**") as answer:  # the hub would have let bob in
            bob.page.locator("[type=submit]").click()
        assert answer.value.status == 403 and bob.page.locator(".imw-chapter").count() == 0

        # A copy comes through the browser, and no folder is offered.
        alice.go("copies")
        assert alice.front.get_by_label("Folder for the copy").count() == 0
        with alice.page.expect_download() as copy:
            alice.front.get_by_role("button", name="Download the copy").click()
        assert copy.value.suggested_filename.endswith(".pdf")
        assert [path.name for path in hub.volume("alice").glob("[!.]*")] == ["workbook.imew"]

        sign_in_elsewhere(alice, hub)
        lose_the_network_and_go_on(alice)
        close_and_come_back(alice, hub)
    open_workbook(hub.volume("bob") / "workbook.imew", PASSPHRASE).close()


def sign_in_elsewhere(visit: Visit, hub: Hub) -> None:
    """Whoever signs in as alice meets the passphrase though the workbook is open; what alice types there is kept."""
    visit.go("work-and-training")
    visit.front.locator(".imw-view-form").first.get_by_label("Title or role").fill("Night pharmacist")
    other = Visit(visit.page.context.browser.new_context().new_page())
    sign_in(other, hub, "alice")
    expect(other.front.get_by_role("button", name="Open my workbook")).to_be_visible()
    expect(other.front).not_to_contain_text("kept on the server")
    expect(visit.page.locator(".imw-state")).to_have_text(re.compile("^locked"))
    other.page.context.close()
    visit.go("welcome")
    visit.unlock()
    visit.go("work-and-training")
    form = visit.front.locator(".imw-view-form").first
    expect(form.get_by_label("Title or role")).to_have_value("Night pharmacist")


def lose_the_network_and_go_on(visit: Visit) -> None:
    away = visit.page.get_by_role("heading", name="The server cannot be reached just now")
    visit.page.context.set_offline(True)
    expect(away).to_be_visible(timeout=60_000)
    visit.page.context.set_offline(False)
    expect(away).to_be_hidden(timeout=60_000)
    expect(visit.page.get_by_role("heading", name="Your workbook is closed.")).to_be_hidden()
    expect(visit.page.locator(".imw-state")).to_have_text("saved, locked to you")
    visit.go("welcome")
    expect(visit.front).to_contain_text("kept on the server")


def close_and_come_back(visit: Visit, hub: Hub) -> None:
    visit.page.get_by_role("button", name="Close for today").first.click()
    visit.page.get_by_role("button", name="Close without a number").click()
    expect(visit.page.get_by_role("heading", name="Closed for today")).to_be_visible()
    hub.wait("alice", running=False)
    visit.page.get_by_role("link", name="Open my workbook again").click()
    visit.page.wait_for_url("**/user/alice/doc**", timeout=90_000)
    visit.wait_ready()
    visit.unlock()
    expect(visit.page.locator(".imw-state")).to_have_text("saved, locked to you")

    # The hub culls it while the page is open: the page says so, and leads back.
    hub.cull("alice")
    expect(visit.page.get_by_role("heading", name="Your workbook is closed.")).to_be_visible()
    expect(visit.page.get_by_role("link", name="Open my workbook again")).to_be_visible()
    visit.page.get_by_role("link", name="Sign out").click()
    visit.page.wait_for_url("**/hub/log**")
    visit.page.goto(f"{hub.address}/user/alice/doc")
    assert "/hub/login" in visit.page.url

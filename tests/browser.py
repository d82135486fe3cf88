"""A real JupyterLab in a process of its own, and a real Chromium to look at it."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Locator, Page, expect, sync_playwright

WAIT_MS = 60_000
expect.set_options(timeout=WAIT_MS)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSPHRASE = "correct horse battery staple"
_NAME_OF_FOCUS = """() => {
  const one = document.activeElement;
  const name = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent;
  return (name || "").trim();
}"""
_START = """
import sys
from imeworkbook.lab.launch import open_workbook_in_lab
port = int(sys.argv[2]) if len(sys.argv) > 2 else None
open_workbook_in_lab(sys.argv[1], browser=False, port=port, say=lambda line: print(line, flush=True))
"""


def find_chromium() -> str:
    """The Chromium to drive: IMEWORKBOOK_CHROMIUM, or the first of the usual names on the path."""
    found = os.environ.get("IMEWORKBOOK_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        message = f"No browser found: set IMEWORKBOOK_CHROMIUM or install one of {', '.join(_NAMES)}."
        raise FileNotFoundError(message)
    return found


@dataclass
class Lab:
    """A running workbook: `printed` is the address that it told. Everything it may write is below `root`."""

    root: Path
    workbook: Path
    process: subprocess.Popen[str]
    printed: str
    lines: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.printed).port or 0

    @property
    def token(self) -> str:
        """What its own programs show it: it stands in the private note for a second start."""
        notes = [json.loads(note.read_text()) for note in self.root.rglob("running-*.json")]
        return next(note["token"] for note in notes if note["port"] == self.port)

    @property
    def url(self) -> str:
        """An address that lets a browser in, once: a new one each time."""
        _, answer = self.ask("POST", "/imeworkbook/invite")
        assert isinstance(answer, dict)
        return str(answer["address"])

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, object]:
        """Ask its server; gives the status and the JSON it answers, if it is JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, path, body=text, headers={"Authorization": f"token {self.token}"})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        try:
            return answer.status, json.loads(content)
        except ValueError:
            return answer.status, None

    def stop(self) -> int:
        """Stop it as Ctrl-C would, and give its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=30)
        if self.process.stdout is not None and not self.process.stdout.closed:
            self.lines += self.process.stdout.read().splitlines()
            self.process.stdout.close()
        return status


def kernel_of(lab: Lab) -> psutil.Process:
    """The process of its one kernel, to be held or killed."""
    [kernel] = psutil.Process(lab.process.pid).children()
    return kernel


def lab_environment(root: Path, **more: str) -> dict[str, str]:
    """An empty home below `root`, and no screen."""
    runtime = root / "run"
    for folder in (root / "home", runtime, root / "tmp"):
        folder.mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG_", "IMEWORKBOOK"))
    }
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        kept.pop(name, None)
    return kept | {"HOME": str(root / "home"), "XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(root / "tmp")} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_lab(root: Path, *, port: int | None = None, workbook: Path | None = None, **environment: str) -> Lab:
    """Start a workbook as the command line does, and wait until it says where it is."""
    path = workbook or root / "home" / "mine.imew"
    command = [sys.executable, "-c", _START, str(path), str(port or free_port())]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=lab_environment(root, **environment),
    )
    lab = Lab(root, path, process, "")
    assert process.stdout is not None
    for line in process.stdout:
        lab.lines.append(line.rstrip())
        if match := re.search(r"http://\S+", line):
            lab.printed = match.group(0)
            return lab
    process.stdout.close()
    message = f"It did not start (status {process.wait()}): {lab.lines}"
    raise RuntimeError(message)


@contextmanager
def running_lab(root: Path, **options: object) -> Iterator[Lab]:
    lab = start_lab(root, **options)  # type: ignore[arg-type]
    try:
        yield lab
    finally:
        lab.stop()


@dataclass
class Visit:
    """A page with what went wrong on it and everything it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def strangers(self) -> list[str]:
        """Requests to anything but this machine."""
        local = ("data:", "blob:")
        return [url for url in self.requests if not url.startswith(local) and urlsplit(url).hostname != "127.0.0.1"]

    def open(self, url: str) -> None:
        """Open the workbook and wait until its chapter can be used."""
        self.page.goto(url)
        self.wait_ready()

    def wait_ready(self) -> None:
        """Wait until the chapter in front has run and shows its first card."""
        ready = ".imw-chapter[data-imw-ready]:not(.lm-mod-hidden)"
        self.page.locator(f"{ready} .imw-card:visible").first.wait_for(timeout=WAIT_MS)

    def wait_warm(self) -> None:
        """Wait until every chapter was opened behind the scenes and shows a card for each cell but its first."""
        self.page.wait_for_function(
            """() => {
              const { lab, data } = window.imeworkbookPage;
              const cards = ({ panel }) => panel.node.querySelectorAll(".imw-kit").length;
              const drawn = (chapter) => cards(chapter) >= chapter.shipped.code.length - 1;
              return [...(lab?.chapters.values() ?? [])].filter(drawn).length === data.chapters.length;
            }""",
            timeout=WAIT_MS,
        )

    def go(self, chapter: str) -> None:
        """Open a chapter through the list of chapters."""
        if not self.page.locator(".imw-chapters").is_visible():
            self.page.click(".imw-chapters-button")
        self.page.click(f'.imw-chapters a[data-chapter="{chapter}"]')
        self.page.wait_for_selector(f'.imw-chapter[data-chapter="{chapter}"]:not(.lm-mod-hidden)', timeout=WAIT_MS)
        self.wait_ready()

    @property
    def front(self) -> Locator:
        """The chapter in front: others stay in the page, out of sight."""
        return self.page.locator(".imw-chapter:not(.lm-mod-hidden)")

    def begin(self, url: str) -> None:
        """Open the welcome page and make a workbook, up to the recovery code that was written down."""
        self.open(url)
        self.front.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        self.front.get_by_label("The same passphrase once more").first.fill(PASSPHRASE)
        self.front.get_by_role("button", name="Make my workbook").click()
        self.front.get_by_role("button", name="I have written it down").click()
        expect(self.front.locator(".imw-code")).to_have_count(0)

    def unlock(self) -> None:
        """Open the workbook on the chapter in front with its passphrase."""
        self.front.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        self.front.get_by_role("button", name="Open my workbook").click()
        expect(self.front.get_by_label("Passphrase", exact=True)).to_have_count(0)

    def tab_to(self, name: str, *, back: bool = False, steps: int = 120) -> None:
        """Press Tab (or Shift+Tab) until the control with this name has the focus, as a person without a mouse does."""
        passed = []
        for _ in range(steps):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            passed.append(str(self.page.evaluate(_NAME_OF_FOCUS)))
            if passed[-1] == name:
                return
        message = f"{name!r} was not reached by keyboard; passed: {passed[:40]}"
        raise AssertionError(message)

    def write(self, name: str, text: str) -> None:
        """Go to a field by Tab and type."""
        self.tab_to(name)
        self.page.keyboard.type(text)

    def press(self, name: str) -> None:
        """Go to a button by Tab and press it."""
        self.tab_to(name)
        self.page.keyboard.press("Enter")

    def reload(self) -> None:
        """Load the page anew, and open the workbook where it asks for that."""
        self.page.reload()
        self.wait_ready()
        if self.front.get_by_label("Passphrase", exact=True).count():
            self.unlock()


@contextmanager
def chromium(profile: Path | None = None, *, width: int = 1280, height: int = 900) -> Iterator[Visit]:
    """A browser with one page; with `profile` it keeps its files there, as a person's own browser does."""
    with sync_playwright() as playwright:
        options = {"executable_path": find_chromium(), "args": _FLAGS}
        size = {"width": width, "height": height}
        if profile is None:
            browser = playwright.chromium.launch(**options)
            context = browser.new_context(viewport=size, accept_downloads=True)
        else:
            context = playwright.chromium.launch_persistent_context(profile, viewport=size, **options)
        page = context.new_page()
        visit = Visit(page)
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
        context.on("request", lambda request: visit.requests.append(request.url))
        page.on("websocket", lambda socket: visit.requests.append(socket.url))
        try:
            yield visit
        finally:
            context.close()

"""From the command to the first thing that can be used, and from one chapter to another, beside JupyterLab and Voilà.

All three show the same notebooks of the sample person with the same cards, each with a server, a kernel and a browser
profile of its own. The clock starts with the server's process and ends when "Cannabis" was clicked and its heading
stands; the second one starts when the chapter of landmarks is asked for and ends when its second question stands.

Ours     The workbook as it opens for a person.
Lab      JupyterLab as it comes, "Run All" as soon as the kernel is idle; the second notebook is opened in it, and run.
Voilà    The notebook's page; the second notebook's page after it.

The peers serve no page of ours, so the kit of the cards reaches them from the disk through the browser. A click that
comes before the kernel listens is lost in all three, so each is repeated every 100 ms.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from material import line
from peers import plain_lab, voila, voila_folder, with_token
from playwright.sync_api import Page

from imeworkbook.lab.chapters import chapters
from tests.browser import WAIT_MS, chromium, start_lab

ROOT = Path(__file__).parents[2]
FIRST, LATER = "substance-use", "landmarks"
FIRST_NUMBER = 1 + [chapter.key for chapter in chapters()].index(FIRST)
SAMPLE = {"IMEWORKBOOK_SAMPLE": "1"}
# Click one thing until another stands; both in sight.
USABLE = """([press, stands]) => new Promise((done, give_up) => {
  const seen = ([selector, words]) => [...document.querySelectorAll(selector)]
    .find((one) => one.offsetParent !== null && one.textContent.trim().startsWith(words));
  const look = setInterval(() => {
    if (seen(stands)) { clearInterval(look); done(); } else seen(press)?.click();
  }, 100);
  setTimeout(() => give_up(new Error("nothing to use")), 120_000);
})"""
CANNABIS = [[".imw-kit button", "Cannabis"], [".imw-kit h2", "Cannabis"]]
CHIP = ".imw-view-landmarks .imw-chip:nth-child(2)"
SECOND = [[CHIP, ""], [f"{CHIP}[aria-pressed=true]", ""]]
# Run the notebook in front once its kernel is idle and it shows its cells.
RUN_ALL = """async (name) => {
  const app = window.jupyterapp;
  const ready = () => {
    const panel = app?.shell.currentWidget;
    return panel?.context?.path === name && panel.context.isReady && panel.sessionContext?.isReady &&
      panel.sessionContext.session?.kernel?.status === "idle";
  };
  while (!ready()) await new Promise((later) => setTimeout(later, 20));
  void app.commands.execute("notebook:run-all-cells");
}"""
OPEN = "path => void window.jupyterapp.commands.execute('docmanager:open', { path })"

Times = tuple[float, float]


def ours() -> Times:
    """Seconds to the first and to the later chapter of the workbook as a person opens it."""
    with _folder() as root, chromium() as visit:
        begun = time.perf_counter()
        lab = start_lab(root, **SAMPLE)
        try:
            visit.page.goto(f"{lab.url}/{FIRST_NUMBER}")
            visit.page.evaluate(USABLE, CANNABIS)
            first = time.perf_counter() - begun
            visit.page.wait_for_timeout(1_000)
            visit.page.click(".imw-chapters-button")
            begun = time.perf_counter()
            visit.page.click(f'.imw-chapters a[data-chapter="{LATER}"]')
            visit.page.evaluate(USABLE, SECOND)
            return first, time.perf_counter() - begun
        finally:
            lab.stop()


def lab() -> Times:
    """The same in JupyterLab as it comes."""
    with _folder() as root, chromium() as visit:
        page = visit.page
        begun = time.perf_counter()
        with plain_lab(root, **SAMPLE) as address:
            page.goto(with_token(f"{address}/lab/tree/{FIRST}.ipynb"))
            _run_all(page, FIRST)
            page.evaluate(USABLE, CANNABIS)
            first = time.perf_counter() - begun
            page.wait_for_timeout(1_000)
            begun = time.perf_counter()
            page.evaluate(OPEN, f"{LATER}.ipynb")
            _run_all(page, LATER)
            page.evaluate(USABLE, SECOND)
            return first, time.perf_counter() - begun


def voila_page(installed: Path) -> Times:
    """The same in Voilà."""
    with _folder() as root, chromium() as visit:
        page = visit.page
        begun = time.perf_counter()
        with voila(root, installed, **SAMPLE) as address:
            page.goto(with_token(f"{address}/voila/render/{FIRST}.ipynb"))
            page.evaluate(USABLE, CANNABIS)
            first = time.perf_counter() - begun
            page.wait_for_timeout(1_000)
            begun = time.perf_counter()
            page.goto(f"{address}/voila/render/{LATER}.ipynb")
            page.evaluate(USABLE, SECOND)
            return first, time.perf_counter() - begun


def opening(times: int) -> None:
    """Print the medians of as many openings, ours beside each peer."""
    with voila_folder() as installed:
        ways: dict[str, Callable[[], Times]] = {"ours": ours, "lab": lab, "voila": lambda: voila_page(installed)}
        taken = {name: [way() for _ in range(times)] for name, way in ways.items()}
    middle = {name: [median(one[place] for one in many) for place in (0, 1)] for name, many in taken.items()}
    for place, what in enumerate(("command to first widget", "to a later chapter")):
        for peer, name in (("lab", "JupyterLab"), ("voila", "Voilà")):
            line(f"{what}, {name}", middle["ours"][place], middle[peer][place], 1)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for chapter in (FIRST, LATER):
            shutil.copy(ROOT / "notebooks" / f"{chapter}.ipynb", root)
        yield root


def _run_all(page: Page, chapter: str) -> None:
    page.set_default_timeout(WAIT_MS)
    page.wait_for_function("() => window.jupyterapp")
    page.evaluate(RUN_ALL, f"{chapter}.ipynb")


if __name__ == "__main__":
    opening(1)

"""An edit, timed in a real browser: from the click that keeps it until the chart that shows it is drawn.

Ours: the Side by side chapter over an encrypted workbook; the click keeps a form whose title was changed, so writing
the file, laying out and drawing are all in the time. Peer: a notebook in plain JupyterLab with a `FigureWidget` of
`plotly.express.timeline` over the same rows; the click changes one label, makes the figure anew and updates the widget
in one batch. Both end with the first `plotly_afterplot` whose marks carry the new words. The first edit of each is not
counted. Every chapter of ours is open behind the scenes, as it is for a person after a while. What the page is sent is
all that comes until it is quiet again.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from material import AS_OF, PASSPHRASE, line, peer_rows, rows_of
from peers import plain_lab, with_token
from playwright.sync_api import Page, TimeoutError

from imeworkbook import workbook
from imeworkbook.records import Career, from_dict
from imeworkbook.timeline import chronicle
from tests.browser import WAIT_MS, chromium, running_lab

SIZES = (50, 200)
QUIET_MS = 2_000
CHART = ".imw-chapter:not(.lm-mod-hidden) .imw-view-chart"
TIMED = """([selector, press, words]) => new Promise((done, give_up) => {
  const plot = document.querySelector(selector);
  const begun = performance.now();
  const look = () => {
    const texts = plot.data.flatMap((trace) => [trace.hovertext ?? []].flat());
    if (!texts.some((text) => String(text).includes(words))) return;
    plot.removeListener("plotly_afterplot", look);
    done(performance.now() - begun);
  };
  plot.on("plotly_afterplot", look);
  setTimeout(give_up, 60_000, "the edit was not drawn");
  document.querySelector(press).click();
})"""
CELLS = [
    """import ipywidgets, pandas as pd, plotly.express as px, plotly.graph_objects as go
rows = pd.read_json("rows.json", convert_dates=["start", "end"])
def figure():
    return px.timeline(rows, x_start="start", x_end="end", y="lane", color="kind", hover_name="label")
chart = go.FigureWidget(figure())
done = 0
def edit(_):
    global done
    done += 1
    rows.loc[0, "label"] = f"Changed for time {done}."
    with chart.batch_update():
        for old, new in zip(chart.data, figure().data):
            old.update(new.to_plotly_json())
button = ipywidgets.Button(description="Edit")
button.on_click(edit)""",
    "display(button, chart)",
]


Edits = list[tuple[float, int, int]]
"""For each edit: the seconds until it was drawn, the messages that the page was sent, and their bytes."""


def ours(fields: list[dict[str, Any]], times: int) -> Edits:
    """From keeping a changed title to the drawn chart, edit by edit."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        path = root / "home" / "bench.imew"
        path.parent.mkdir()
        made, _ = workbook.create_workbook(path, PASSPHRASE)
        with made:
            made.add_all([*map(from_dict, fields), Career(title="The first", start="1950-01-01", end="1950-06-01")])
        taken: Edits = []
        options = {"workbook": path, "IMEWORKBOOK_PASSPHRASE": PASSPHRASE}
        with running_lab(root, **options) as lab, chromium() as visit:
            visit.page.set_default_timeout(WAIT_MS)
            came = received(visit.page)
            visit.open(lab.url)
            visit.go("side-by-side")
            visit.wait_warm()
            chart = visit.page.locator(CHART)
            for edit in range(times + 1):
                chart.locator(".imw-mark").focus()
                visit.page.keyboard.press("Home")
                visit.page.keyboard.press("Enter")
                words = f"Changed for time {edit}."
                chart.locator(".imw-editing-card").get_by_label("Title or role").fill(words)
                keep = f"{CHART} .imw-editing-card .imw-foot > .imw-primary"
                taken.append(edited(visit.page, came, [f"{CHART} .imw-plot", keep, words]))
                chart.locator(".imw-editing-card").wait_for(state="hidden")
    return taken[1:]


def peer(rows: list[dict[str, Any]], times: int) -> Edits:
    """From the click to the drawn `FigureWidget`, edit by edit."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "rows.json").write_text(json.dumps(rows, default=str), encoding="utf-8")
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), root / "peer.ipynb")
        with plain_lab(root) as address, chromium() as visit:
            page = visit.page
            page.set_default_timeout(WAIT_MS)
            came = received(page)
            page.goto(with_token(f"{address}/lab/tree/peer.ipynb"))
            page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
            _run_all(page)
            taken: Edits = []
            for edit in range(1, times + 2):
                press, words = ".jupyter-button", f"Changed for time {edit}."
                taken.append(edited(page, came, [".js-plotly-plot", press, words]))
    return taken[1:]


def received(page: Page) -> list[int]:
    """Gives the sizes of the messages that a page is sent by its kernel, as they come."""
    came: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: came.append(len(data))))
    return came


def edited(page: Page, came: list[int], what: list[str]) -> tuple[float, int, int]:
    """One edit, begun and ended while nothing else goes on."""
    page.wait_for_timeout(QUIET_MS)
    came.clear()
    seconds = page.evaluate(TIMED, what) / 1e3
    page.wait_for_timeout(QUIET_MS)
    return seconds, len(came), sum(came)


def redraw(times: int) -> None:
    """Print the median and the 95th percentile of as many edits, beside the peer's, and what they sent to the page."""
    for entries in SIZES:
        fields = rows_of(entries)
        rows = peer_rows(chronicle(map(from_dict, fields), as_of=AS_OF))
        mine, theirs = sorted(ours(fields, times)), sorted(peer(rows, times))
        for name, part in (("p50", 0.5), ("p95", 0.95)):
            one, other = (taken[min(int(part * len(taken)), len(taken) - 1)][0] for taken in (mine, theirs))
            line(f"edit to drawn chart, {entries}, {name}", one, other, 1)
        (messages, size), (others, other_size) = (
            [sum(column) / len(taken) for column in list(zip(*taken, strict=True))[1:]] for taken in (mine, theirs)
        )
        line(f"sent for an edit, {entries}", size, other_size, 1, "kB")
        print(f"{'':<38}{messages:>10,.1f} in {others:>10,.1f} in   messages")


def _run_all(page: Page) -> None:
    """Run the notebook until it shows its chart: a kernel that is not quite there yet leaves the first try without."""
    for _ in range(5):
        page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
        with contextlib.suppress(TimeoutError):
            page.wait_for_selector(".js-plotly-plot .barlayer .point path", state="attached", timeout=15_000)
            return
    message = "the notebook showed no chart"
    raise RuntimeError(message)

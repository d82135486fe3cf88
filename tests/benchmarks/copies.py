"""Copies beside what nbconvert makes of the same content, in one run, as ratios.

executed    Ours: the evaluator copy of the sample person as PDF and as HTML, as a whole process that opens the
            encrypted workbook, and as PDF in a warm process. Peer: `nbconvert --to html --execute`, as a whole process,
            of a notebook that draws the same entries with plotly.express.timeline and shows the same rows as a table.
            The size of the HTML beside that of the HTML that the peer wrote.
converted   The same content to the letter: the report notebook, whose outputs are made already. As HTML in a warm
            process, ours: records -> copy; peer: nbconvert's own html of that notebook. As PDF, as a whole process,
            ours: the notebook through our exporter; peer: nbconvert's webpdf, which prints the notebook in the
            Chromium of this machine. No LaTeX is looked for. Ours carries a tag for every cell, and may be larger.
growth      The evaluator copy of 200 to 2,000 entries in a warm process, beside the time that as many copies of 50
            entries would take: at most linear.

The least of several repetitions; imports and fonts are warm unless a line says "whole process".
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
from material import AS_OF, PASSPHRASE, least, line, peer_rows, process, rows_of
from nbconvert import HTMLExporter

from imeworkbook import workbook
from imeworkbook.records import Record, from_dict
from imeworkbook.report.documents import Document, copy_of
from imeworkbook.report.source import Source
from imeworkbook.timeline import chronicle

ENTRIES = (50, 200, 1_000, 2_000)
NBCONVERT = [sys.executable, "-m", "nbconvert", "--to"]
NOTEBOOK = [
    "import pandas as pd, plotly.express as px, plotly.io as pio\npio.renderers.default = 'notebook'",
    "rows = pd.read_json('rows.json', convert_dates=['start', 'end'])",
    "px.timeline(rows, x_start='start', x_end='end', y='lane', color='kind', hover_name='label').show()",
    "rows",
]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Playwright looks for a browser of its own in this folder and starts no other, so this machine's is linked there.
WITH_CHROMIUM = """
import os, sys
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    usual = Path(playwright.chromium.executable_path)
shell = usual.parents[1].name.replace("chromium-", "chromium_headless_shell-")
for path in (usual, usual.parents[2] / shell / "chrome-headless-shell-linux64" / "chrome-headless-shell"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(sys.argv[1])
"""


def copies(repetitions: int) -> None:
    """Print the rows of all three comparisons."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = workbook.sample().records()
        executed(folder, records, repetitions)
        converted(folder, repetitions)
    growth(repetitions)


def evaluators(records: Iterable[Record]) -> Document:
    """The evaluator copy on the day of the benchmarks."""
    return copy_of(Source.of(records, "evaluator", AS_OF))


def executed(folder: Path, records: tuple[Record, ...], repetitions: int) -> None:
    """The evaluator copy beside an executed notebook, and the size of both pages."""
    made, _ = workbook.create_workbook(folder / "bench.imew", PASSPHRASE)
    with made:
        made.add_all(list(records))
    rows = peer_rows(chronicle(records, "evaluator", AS_OF))
    (folder / "rows.json").write_text(json.dumps(rows, default=str), encoding="utf-8")
    cells = [nbformat.v4.new_code_cell(source) for source in NOTEBOOK]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "peer.ipynb")

    theirs = whole_process([*NBCONVERT, "html", "--execute", "peer.ipynb"], folder, repetitions)
    report = [sys.executable, "-m", "imeworkbook", "report", "bench.imew", "--for", "evaluator", "--out", "."]
    for format in ("pdf", "html"):
        whole = whole_process([*report, "--format", format], folder, repetitions)
        line(f"evaluator copy as {format.upper()}, whole process", whole, theirs, 1 / 3)
    warm, _ = least(lambda: records, lambda records: evaluators(records).to_pdf(), repetitions + 1)
    line("evaluator copy as PDF, warm", warm, theirs, 1 / 3)

    their_page = folder / "peer.html"
    assert 'class="plotly-graph-div"' in their_page.read_text(encoding="utf-8"), "the peer drew no chart"
    (my_page,) = set(folder.glob("*.html")) - {their_page}
    line("evaluator copy as HTML, size", my_page.stat().st_size, their_page.stat().st_size, 1 / 30, "kB")


def whole_process(command: list[str], folder: Path, repetitions: int) -> float:
    """Seconds of one whole process."""
    return least(lambda: command, lambda command: process(command, folder), repetitions)[0]


def converted(folder: Path, repetitions: int) -> None:
    """The same report notebook through our exporters and through nbconvert's own."""
    records = workbook.sample().records()
    notebook = evaluators(records).to_notebook()
    theirs, page = least(lambda: notebook, lambda notebook: HTMLExporter().from_notebook_node(notebook)[0], repetitions)
    mine, my_page = least(lambda: records, lambda records: evaluators(records).to_html(), repetitions)
    line("same content as HTML, warm", mine, theirs, 1)
    line("same content as HTML, size", len(my_page.encode()), len(page.encode()), 1 / 2, "kB")
    if chromium := next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None):
        os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(folder / "browsers")
        process([sys.executable, "-c", WITH_CHROMIUM, chromium], folder)
        printed(folder, "sample", notebook, repetitions)
        printed(folder, "2,000 entries", evaluators(life_of(2_000)).to_notebook(), repetitions)


def printed(folder: Path, name: str, notebook: nbformat.NotebookNode, repetitions: int) -> None:
    """One report notebook as PDF, as a whole process, beside webpdf."""
    nbformat.write(notebook, folder / "copy.ipynb")
    ours = [*NBCONVERT, "imeworkbook_pdf", "--output", "ours", "copy.ipynb"]
    webpdf = [*NBCONVERT, "webpdf", "--disable-chromium-sandbox", "--output", "theirs", "copy.ipynb"]
    mine, theirs = (whole_process(command, folder, repetitions) for command in (ours, webpdf))
    line(f"PDF beside webpdf, process, {name}", mine, theirs, 1)
    sizes = [(folder / f"{who}.pdf").stat().st_size for who in ("ours", "theirs")]
    line(f"PDF beside webpdf, size, {name}", sizes[0], sizes[1], 3, "kB")


def life_of(entries: int) -> list[Record]:
    """So many entries, all of them stated for the evaluator."""
    return [from_dict({**fields, "audience": "evaluator"}) for fields in rows_of(entries)]


def growth(repetitions: int) -> None:
    """Copies of longer and longer lives, each beside as many times the copy of the shortest."""
    made: dict[str, Callable[[list[Record]], object]] = {
        "HTML": lambda records: evaluators(records).to_html(),
        "PDF": lambda records: evaluators(records).to_pdf(),
    }
    for name, make in made.items():
        first = 0.0
        for entries in ENTRIES:
            again = repetitions if entries > ENTRIES[0] else repetitions + 2
            records = life_of(entries)
            taken, _ = least(lambda made=records: made, make, again)
            first = first or taken
            times = entries // ENTRIES[0]
            if times > 1:
                line(f"{name}, {entries:,} entries beside {times} × {ENTRIES[0]}", taken, first * times, 1)

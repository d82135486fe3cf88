"""Ours beside the peer, in one process run, as ratios: python3 start.py bench [--quick].

What is timed, and what is not:

chart   Ours: records -> timeline -> chronology -> Plotly JSON text. Peer: the same entries as a list of plain
        rows -> pandas frame -> plotly.express.timeline -> JSON text. Both start from objects made anew for each
        repetition, outside the clock; imports are done before. The least of several repetitions, so caches of dates
        and of text widths are warm, as they are when a chart is drawn again.
copy    Ours: the evaluator copy of the sample person as PDF, in a warm process and as a whole process that opens the
        encrypted workbook. Peer: `nbconvert --to html --execute`, as a whole process, of a notebook that draws the
        same entries with plotly.express.timeline and shows the same rows as a table. The least of three.
size    The HTML of the same copy beside the HTML that the peer wrote.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path
from typing import Any, TypeVar

import nbformat
import pandas as pd
import plotly.express as px

from imeworkbook import workbook
from imeworkbook.chronology import chronology
from imeworkbook.records import Entry, Record, from_dict
from imeworkbook.timeline import Timeline, chronicle

T = TypeVar("T")
R = TypeVar("R")
AS_OF = dt.date(2026, 11, 23)
PASSPHRASE = "a passphrase for the benchmark"
SIZES = {50: 1 / 10, 200: 1 / 10, 1_000: 1 / 2, 5_000: 1 / 2}  # rows: the ratio aimed at
NOTEBOOK = [
    "import pandas as pd, plotly.express as px, plotly.io as pio\npio.renderers.default = 'notebook'",
    "rows = pd.read_json('rows.json', convert_dates=['start', 'end'])",
    "px.timeline(rows, x_start='start', x_end='end', y='lane', color='kind', hover_name='label').show()",
    "rows",
]


# --- the rows ---


def dated_sample() -> list[dict[str, Any]]:
    """The sample person's records with their dates read, as plain values."""
    return [record.to_dict() for record in workbook.sample().records()]


def shifted(fields: dict[str, Any], years: int, number: int) -> dict[str, Any]:
    """The same record some years later or earlier, under an id of its own."""

    def later(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: later(item) for key, item in value.items()}
        return re.sub(r"\b(19|20)\d\d\b", lambda year: str(int(year[0]) + years), value) if is_date(value) else value

    def is_date(value: object) -> bool:
        return isinstance(value, str) and re.search(r"\b(19|20)\d\d\b", value) is not None

    dates = {name: later(fields[name]) for name in ("start", "end") if name in fields}
    return {**fields, **dates, "id": f"b-{number}"}


def rows_of(entries: int) -> list[dict[str, Any]]:
    """So many entries in the shapes of the sample person, repeated with dates shifted by up to sixteen years."""
    sample = [fields for fields in dated_sample() if isinstance(from_dict(fields), Entry) and "start" in fields]
    repeated = (
        shifted(fields, -(turn * 3 % 17), turn * len(sample) + place)
        for turn in count()
        for place, fields in enumerate(sample)
    )
    return list(islice(repeated, entries))


def peer_rows(timeline: Timeline) -> list[dict[str, Any]]:
    """The same entries as px.timeline wants them: each a lane, a kind and two plain days."""
    rows = []
    for entry in timeline.entries:
        span = timeline.span(entry)
        assert span is not None
        first, last = span.extent
        lane = getattr(entry, "substance", "") or entry.kind
        start = first or span.starts[1] or last
        rows.append({"label": entry.label, "kind": entry.kind, "lane": lane, "start": start, "end": last or start})
    return rows


# --- what is timed ---


def ours(records: tuple[Record, ...]) -> str:
    """Records to Plotly JSON, our way."""
    return json.dumps(chronology(chronicle(records, as_of=AS_OF)).to_plotly())


def peer(rows: list[dict[str, Any]]) -> str:
    """Rows to Plotly JSON with plotly.express."""
    frame = pd.DataFrame(rows)
    return px.timeline(frame, x_start="start", x_end="end", y="lane", color="kind", hover_name="label").to_json()


def least(make: Callable[[], T], run: Callable[[T], R], repetitions: int) -> tuple[float, R]:
    """The shortest of several runs, in seconds, and what it gave; `make` is not timed."""
    shortest = float("inf")
    for _ in range(repetitions):
        material = make()
        begun = time.perf_counter()
        result = run(material)
        shortest = min(shortest, time.perf_counter() - begun)
    return shortest, result


def process(command: list[str], folder: Path) -> None:
    """One whole process, quiet; raises when it does not succeed."""
    environment = {**os.environ, "IMEWORKBOOK_PASSPHRASE": PASSPHRASE}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


# --- the table ---


def line(name: str, mine: float, theirs: float, aim: float, unit: str = "ms") -> None:
    """One row of the table: ours, the peer's, their ratio, the aim and whether it is met."""
    factor = {"ms": 1e3, "kB": 1e-3}[unit]
    met = "met" if mine <= theirs * aim else "missed"
    times = f"{mine * factor:>10,.1f} {unit} {theirs * factor:>10,.1f} {unit}"
    print(f"{name:<38}{times}   1/{theirs / mine:<6.1f} aim 1/{1 / aim:<4.0f} {met}", flush=True)


def charts(repetitions: int) -> None:
    """Records to Plotly JSON, for each number of rows."""
    for size, aim in SIZES.items():
        fields = rows_of(size)
        rows = peer_rows(chronicle(map(from_dict, fields), as_of=AS_OF))
        again = repetitions if size > 1_000 else repetitions * 3
        mine, _ = least(lambda fields=fields: tuple(map(from_dict, fields)), ours, again)
        theirs, _ = least(lambda rows=rows: [dict(row) for row in rows], peer, again)
        line(f"chart, {size:,} rows to JSON", mine, theirs, aim)


def copies(repetitions: int) -> None:
    """The evaluator copy beside an executed notebook, and the size of both pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = workbook.sample().records()
        made, _ = workbook.create_workbook(folder / "bench.imew", PASSPHRASE)
        with made:
            made.add_all(list(records))
        rows = peer_rows(chronicle(records, "evaluator", AS_OF))
        (folder / "rows.json").write_text(json.dumps(rows, default=str), encoding="utf-8")
        cells = [nbformat.v4.new_code_cell(source) for source in NOTEBOOK]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "peer.ipynb")

        theirs, _ = least(
            lambda: [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", "peer.ipynb"],
            lambda command: process(command, folder),
            repetitions,
        )
        my_command = [sys.executable, "-m", "imeworkbook", "report", "bench.imew", "--for", "evaluator", "--out", "."]
        whole, _ = least(
            lambda: [*my_command, "--format", "pdf"], lambda command: process(command, folder), repetitions
        )
        warm, _ = least(
            workbook.sample, lambda sample: workbook.report(sample, prepared=AS_OF).to_pdf(), repetitions + 1
        )
        process([*my_command, "--format", "html"], folder)

        their_page = folder / "peer.html"
        assert 'class="plotly-graph-div"' in their_page.read_text(encoding="utf-8"), "the peer drew no chart"
        (my_page,) = set(folder.glob("*.html")) - {their_page}
        line("evaluator copy as PDF, whole process", whole, theirs, 1 / 3)
        line("evaluator copy as PDF, warm", warm, theirs, 1 / 3)
        line("evaluator copy as HTML, size", my_page.stat().st_size, their_page.stat().st_size, 1 / 30, "kB")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Ours beside the peer, as ratios.")
    parser.add_argument("--quick", action="store_true", help="one repetition of each")
    quick = parser.parse_args().quick
    print(f"{'':<38}{'ours':>13} {'peer':>13}   ratio")
    charts(1 if quick else 3)
    copies(1 if quick else 3)


if __name__ == "__main__":
    main()

"""What the benchmarks share: rows in the shapes of the sample person, clocks, and one row of the table."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path
from typing import Any, TypeVar

from imeworkbook import workbook
from imeworkbook.records import Entry, from_dict
from imeworkbook.timeline import Timeline

T = TypeVar("T")
R = TypeVar("R")
AS_OF = dt.date(2026, 11, 23)
PASSPHRASE = "a passphrase for the benchmark"


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


# --- clocks ---


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

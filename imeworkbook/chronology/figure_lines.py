"""The lines of the Plotly figure that stand for days: how someone was doing, and monitoring agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from imeworkbook.chronology.figure_sheet import iso
from imeworkbook.chronology.marks import Bracket, Course, FuzzyEdge
from imeworkbook.chronology.style import TONES

_NEAR_PX = 5  # above and below a line, where the pointer finds it

Trace = dict[str, Any]


def courses(marks: Sequence[Course]) -> Iterator[Trace]:
    """A trace for each look that a line of how someone was doing has."""
    look = attrgetter("tone", "certain", "remembered")
    for key, those in groupby(sorted(marks, key=look), key=look):
        yield _course(*key, list(those))


def brackets(marks: Sequence[Bracket]) -> Iterator[Trace]:
    """A trace for each look that a monitoring agreement has."""
    look = attrgetter("tone", "certain")
    for key, those in groupby(sorted(marks, key=look), key=look):
        yield _bracket(*key, list(those))


def around(marks: Sequence[Course | Bracket]) -> Iterator[FuzzyEdge]:
    """Room around lines for the pointer: a line alone is hard to point at."""
    for one in marks:
        yield FuzzyEdge(one.x0, one.x1, one.y - _NEAR_PX, one.y + _NEAR_PX, one.tone, one.entry)


def _course(tone: str, certain: bool, remembered: bool, marks: list[Course]) -> Trace:
    """How someone was doing: a line, with a step from the level before."""
    x: list[str | None] = []
    y: list[float | None] = []
    for one in marks:
        begin = iso(one.x0)
        x += [*([] if one.rise is None else [begin]), begin, iso(one.x1), None]
        y += [*([] if one.rise is None else [one.rise]), one.y, one.y, None]
    line = {"color": TONES[tone].line, "width": 2.2 if remembered else 1, "dash": "solid" if certain else "4px,3px"}
    return {"type": "scatter", "mode": "lines", "name": "course", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _bracket(tone: str, certain: bool, marks: list[Bracket]) -> Trace:
    """Monitoring agreements: a line whose ends turn down to the tests."""
    x: list[str | None] = []
    y: list[float | None] = []
    for one in marks:
        for end, day in zip(one.ends, (one.x0, one.x1), strict=True):
            x += [iso(day), iso(day), None] if end else []
            y += [one.y, one.y + one.drop, None] if end else []
        x += [iso(one.x0), iso(one.x1), None]
        y += [one.y, one.y, None]
    line = {"color": TONES[tone].line, "width": 2, "dash": "solid" if certain else "4px,3px"}
    return {"type": "scatter", "mode": "lines", "name": "agreement", "x": x, "y": y, "line": line, "hoverinfo": "skip"}

"""The chronology as a Plotly figure for the screen, built as plain values without importing plotly.

It reads nothing but the layout. A handful of traces hold all marks of one kind, so that 5,000 entries are as few
traces as five; each mark carries the id of its entry as `customdata`, for clicks.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from imeworkbook.chronology.figure_lines import around, brackets, courses
from imeworkbook.chronology.figure_sheet import iso, plain, sheet
from imeworkbook.chronology.marks import (
    Bracket,
    Cluster,
    Course,
    FuzzyEdge,
    Label,
    Layout,
    Milestone,
    Row,
    Spell,
    Step,
    Without,
)
from imeworkbook.chronology.style import INK, PAPER, SANS, TONES
from imeworkbook.errors import ReportError
from imeworkbook.language import current, say

CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
    "plotlyServerURL": "",
}
_DAY_MS = 86_400_000
_NAMED = 8  # names of the entries that a summary gives to the pointer
_HOVER = "%{hovertext}<extra></extra>"
_SYMBOLS = {
    "moment": "diamond",
    "first": "circle",
    "last": "x-thin",
    "negative": "square",
    "positive": "square",
    "explained": "square-cross",
    "missed": "square-x",
    "other": "square-dot",
}
_SIZES = {"moment": 12, "first": 10, "last": 10}  # of a sign; a result of a test is smaller
_SMALL = 8

Trace = dict[str, Any]
_Block = Spell | Step | FuzzyEdge | Cluster
_Line = Without | Course | Bracket
_Mark = _Block | Milestone | _Line
M = TypeVar("M", Spell | Step, FuzzyEdge, Cluster, Milestone, Without)


def to_plotly(layout: Layout) -> dict[str, Any]:
    """The figure as ``{"data", "layout", "config"}``. Zoom survives a redraw (`uirevision`).

    A legend, for whoever asks for one, has the names of the rows alone.
    """
    of = _Sorted(layout)
    traces = [
        *(_edges(layout, name, edges) for name, edges in of.by_name("possible", of.pointed_at, beside=of.bars)),
        *(_outlines(tone, edges, inferred) for (tone, inferred), edges in of.edges_by_tone),
        *(_bars(layout, name, bars) for name, bars in of.by_name("", of.bars)),
        *(_clusters(layout, *each) for each in of.by_name("several", of.clusters, beside=[*of.bars, *of.edges])),
        *(_lines(layout, *each) for each in of.without_by_name_and_tone),
        *courses(of.courses),
        *brackets(of.brackets),
        _arrows(of.going_on),
        *(_milestones(layout, *each) for each in of.by_name("moments", of.milestones, beside=of.blocks)),
        _texts(layout.labels),
        _ages(layout),
    ]
    rows = {row.name for row in layout.rows}
    data = [{**trace, "showlegend": trace["name"] in rows} for trace in traces if trace]
    return {"data": data, "layout": sheet(layout), "config": dict(CONFIG)}


class _Sorted:
    """The marks of a layout, told apart by kind."""

    def __init__(self, layout: Layout) -> None:
        self._rows = layout.rows
        self.edges = [mark for mark in layout.marks if isinstance(mark, FuzzyEdge)]
        self.bars = [mark for mark in layout.marks if isinstance(mark, Spell | Step)]
        self.clusters = [mark for mark in layout.marks if isinstance(mark, Cluster)]
        self.without = [mark for mark in layout.marks if isinstance(mark, Without)]
        self.milestones = [mark for mark in layout.marks if isinstance(mark, Milestone)]
        self.courses = [mark for mark in layout.marks if isinstance(mark, Course)]
        self.brackets = [mark for mark in layout.marks if isinstance(mark, Bracket)]
        lines: list[_Line] = [*self.without, *self.courses, *self.brackets]
        self.going_on = [mark for mark in (*self.bars, *lines) if mark.goes_on]

    @property
    def pointed_at(self) -> list[FuzzyEdge]:
        """What is possible, and room around each line that stands for days: a line alone is hard to point at."""
        return [*self.edges, *around(self.courses), *around(self.brackets)]

    @property
    def edges_by_tone(self) -> Iterable[tuple[tuple[str, bool], Iterable[FuzzyEdge]]]:
        by = attrgetter("tone", "inferred")
        return groupby(sorted(self.edges, key=by), key=by)

    @property
    def blocks(self) -> list[_Block]:
        return [*self.bars, *self.edges, *self.clusters]

    @property
    def without_by_name_and_tone(self) -> Iterable[tuple[str, list[Without]]]:
        for name, lines in self.by_name("without", self.without, beside=[*self.blocks, *self.milestones]):
            for _, of_tone in groupby(sorted(lines, key=attrgetter("tone")), key=attrgetter("tone")):
                yield name, list(of_tone)

    def by_name(self, name: str, marks: Sequence[M], beside: Sequence[_Mark] = ()) -> Iterable[tuple[str, list[M]]]:
        """The marks under the name of their row; under `name` where that row has one of `beside`, which carries it."""
        rows = [row for row in self._rows if not (name and any(_lies_in(row, mark) for mark in beside))]
        rest = list(marks)
        for row in rows:
            found = [mark for mark in rest if _lies_in(row, mark)]
            rest = [mark for mark in rest if not _lies_in(row, mark)]
            if found:
                yield row.name, found
        if rest:
            yield name, rest


def _lies_in(row: Row, mark: _Mark) -> bool:
    return row.y0 <= (mark.y if isinstance(mark, Milestone | _Line) else (mark.y0 + mark.y1) / 2) < row.y1


def _behind(layout: Layout, marks: Iterable[Any]) -> Trace:
    """What a trace tells of the entries behind its marks: id for clicks, words for the pointer."""
    drawn = [layout.drawn[mark.entry] for mark in marks]
    return {
        "customdata": [entry.id for entry in drawn],
        "hovertext": [plain(entry.words) for entry in drawn],
        "hovertemplate": _HOVER,
    }


def _bars(layout: Layout, name: str, bars: list[Spell | Step]) -> Trace:
    """Certain days of one row: spells, and steps with their pattern."""
    patterns = [TONES[bar.tone].pattern if isinstance(bar, Step) else "" for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [iso(bar.x0) for bar in bars],
        "x": [(bar.x1 - bar.x0) * _DAY_MS for bar in bars],
        "y": [(bar.y0 + bar.y1) / 2 for bar in bars],
        "width": [bar.y1 - bar.y0 for bar in bars],
        "marker": {
            "color": [TONES[bar.tone].fill for bar in bars],
            "line": {"width": 0},
            "pattern": {
                "shape": patterns,
                "size": 7,
                "solidity": 0.22,
                "fgcolor": "#ffffff",
                "fgopacity": 0.5,
                "fillmode": "overlay",
            },
        },
        **_behind(layout, bars),
    }


def _edges(layout: Layout, name: str, edges: list[FuzzyEdge]) -> Trace:
    """Something to point at where the dashes are: bars that cannot be seen."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [iso(edge.x0) for edge in edges],
        "x": [(edge.x1 - edge.x0) * _DAY_MS for edge in edges],
        "y": [(edge.y0 + edge.y1) / 2 for edge in edges],
        "width": [edge.y1 - edge.y0 for edge in edges],
        "marker": {"color": "rgba(255,255,255,0.01)", "line": {"width": 0}},
        **_behind(layout, edges),
    }


def _clusters(layout: Layout, name: str, clusters: list[Cluster]) -> Trace:
    """Several entries as one pale block. It opens no form: a click looks closer at its days."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [iso(block.x0) for block in clusters],
        "x": [(block.x1 - block.x0) * _DAY_MS for block in clusters],
        "y": [(block.y0 + block.y1) / 2 for block in clusters],
        "width": [block.y1 - block.y0 for block in clusters],
        "marker": {
            "color": PAPER,
            "line": {"width": 1.3, "color": [TONES[block.tone].line for block in clusters]},
        },
        "customdata": [{"closer": [block.x0, block.x1]} for block in clusters],
        "hovertext": [_several(layout, block) for block in clusters],
        "hovertemplate": _HOVER,
    }


def _several(layout: Layout, block: Cluster) -> str:
    """How many entries a block stands for, and the names of the first few."""
    names = [plain(layout.drawn[entry].label) for entry in block.entries[:_NAMED]]
    more = ["…"] * (len(block.entries) > _NAMED)
    return "<br>".join([block.words, *names, *more])


def _outlines(tone: str, edges: Iterable[FuzzyEdge], inferred: bool) -> Trace:
    """Dashes around what is possible, dots where it was worked out from other memories; an open side stays open."""
    x: list[str | None] = []
    y: list[float | None] = []
    for edge in edges:
        low, high = iso(edge.x0), iso(edge.x1)
        corners = [(low, edge.y0), (high, edge.y0), (high, edge.y1), (low, edge.y1), (low, edge.y0)]
        if edge.open_left and edge.open_right:
            paths = [corners[:2], corners[2:4]]
        elif edge.open_right:
            paths = [[corners[1], corners[0], corners[3], corners[2]]]
        elif edge.open_left:
            paths = [corners[:4]]
        else:
            paths = [corners]
        for path in paths:
            x += [*(point[0] for point in path), None]
            y += [*(point[1] for point in path), None]
    line = {"color": TONES[tone].line, "width": 1.3, "dash": "1px,3px" if inferred else "4px,3px"}
    return {"type": "scatter", "mode": "lines", "name": "possible", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _lines(layout: Layout, name: str, lines: list[Without]) -> Trace:
    """Stretches without use: a line on the base."""
    behind = _behind(layout, [line for line in lines for _ in range(3)])
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [position for line in lines for position in (iso(line.x0), iso(line.x1), None)],
        "y": [line.y for line in lines for _ in range(3)],
        "line": {"color": TONES[lines[0].tone].line, "width": 2.5},
        **behind,
    }


def _arrows(marks: list[Spell | Step | _Line]) -> Trace:
    """What goes on at the as-of day points on."""
    if not marks:
        return {}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say("chart:chart.goes_on"),
        "x": [iso(mark.x1) for mark in marks],
        "y": [mark.y if isinstance(mark, _Line) else (mark.y0 + mark.y1) / 2 for mark in marks],
        "marker": {
            "symbol": "triangle-right",
            "size": [11 if isinstance(mark, _Line) else 17 for mark in marks],
            "opacity": 1,
            "color": [TONES[mark.tone].fill for mark in marks],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _milestones(layout: Layout, name: str, marks: list[Milestone]) -> Trace:
    """Moments, first and last use, results of tests."""
    filled = [mark.shape == "positive" or (mark.shape == "moment" and mark.certain) for mark in marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [iso(mark.x) for mark in marks],
        "y": [mark.y for mark in marks],
        "marker": {
            "symbol": [_SYMBOLS[mark.shape] for mark in marks],
            "size": [_SIZES.get(mark.shape, _SMALL) for mark in marks],
            "opacity": 1,
            "color": [TONES[mark.tone].fill if full else PAPER for mark, full in zip(marks, filled, strict=True)],
            "line": {"color": [TONES[mark.tone].line for mark in marks], "width": 2},
        },
        "cliponaxis": False,
        **_behind(layout, marks),
    }


_POSITIONS = {"start": "middle right", "middle": "middle center", "end": "middle left"}


def _texts(labels: tuple[Label, ...]) -> Trace:
    """All labels, where the layout put them."""
    if not labels:
        return {}
    return {
        "type": "scatter",
        "mode": "text",
        "name": "labels",
        "x": [iso(label.x) for label in labels],
        "y": [label.y for label in labels],
        "text": [
            ("  " if label.dx > 0 else "") + plain(label.text) + ("  " if label.dx < 0 else "") for label in labels
        ],
        "textposition": [_POSITIONS[label.anchor] for label in labels],
        "textfont": {"color": [label.colour for label in labels], "size": 12},
        "hoverinfo": "skip",
    }


def _ages(layout: Layout) -> Trace:
    """The axis of ages is drawn only when a trace uses it."""
    if not any(tick.age for tick in layout.ticks):
        return {}
    x = [iso(layout.first), iso(layout.last)]
    return {
        "type": "scatter",
        "name": "ages",
        "x": x,
        "y": [0, 0],
        "xaxis": "x2",
        "mode": "markers",
        "marker": {"opacity": 0},
        "hoverinfo": "skip",
    }


def plotly_js() -> Path:
    """The plotly.js file that the installed plotly package brings, found without importing plotly.

    Raises
    ------
    ReportError
        When plotly is not installed whole.
    """
    spec = find_spec("plotly")
    path = Path(spec.origin).parent / "package_data" / "plotly.min.js" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ReportError("report.no_plotly")
    return path


# What HTML forbids even in a script. The library has it in strings alone, where an escape says the same.
_ASTRAL = "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff{_ASTRAL}]")


@cache
def script() -> str:
    """The text of plotly.js as it may stand in a page."""
    text = plotly_js().read_text(encoding="utf-8").replace("</script", "<\\/script")
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def without_ids(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure without the names of records, by which the screen knows what was chosen."""
    traces = [{key: value for key, value in trace.items() if key != "customdata"} for trace in figure["data"]]
    return {**figure, "data": traces}


def to_html(figure: dict[str, Any], alternative: str) -> str:
    """One file with plotly.js inside, which asks no other machine for anything."""
    values = json.dumps(without_ids(figure)).replace("<", "\\u003c")
    story = html.escape(_FORBIDDEN.sub("", alternative))
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
    return (
        f'<!doctype html><html lang="{current().code}"><head><meta charset="utf-8">'
        f"<title>{html.escape(say('chart:chart.title'))}</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>body{{margin:2rem;background:{PAPER};font-family:{SANS};color:{INK}}}</style></head><body>"
        f'<div id="chart" role="img" aria-label="{story}"></div><script>{script()}</script>'
        f"<script>const f={values};Plotly.newPlot('chart',f.data,f.layout,f.config)</script></body></html>"
    )

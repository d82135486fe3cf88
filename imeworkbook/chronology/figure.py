"""The chronology as a Plotly figure for the screen, built as plain values without importing plotly.

It reads nothing but the layout. A handful of traces hold all marks of one kind, so that 5,000 entries are as few
traces as five; each mark carries the id of its entry as `customdata`, for clicks.
"""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

from imeworkbook.chronology.marks import FuzzyEdge, Label, Layout, Milestone, Row, Spell, Step, Without
from imeworkbook.chronology.style import GRID, INK, PAPER, QUIET, RULE, SANS, TONES
from imeworkbook.errors import ReportError

CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
    "plotlyServerURL": "",
}
GUTTER = 150
_DAY_MS = 86_400_000
_HOVER = "%{hovertext}<extra></extra>"
_SYMBOLS = {"moment": "diamond", "first": "circle", "last": "x-thin"}

Trace = dict[str, Any]


def to_plotly(layout: Layout) -> dict[str, Any]:
    """The figure as ``{"data", "layout", "config"}``. Zoom survives a redraw (`uirevision`)."""
    of = _Sorted(layout)
    traces = [
        _edges(layout, of.edges),
        *(_outlines(tone, edges) for tone, edges in of.edges_by_tone),
        _bars(layout, of.bars),
        *(_lines(layout, tone, lines) for tone, lines in of.without_by_tone),
        _arrows(of.going_on),
        _milestones(layout, of.milestones),
        _texts(layout.labels),
        _ages(layout),
    ]
    return {"data": [trace for trace in traces if trace], "layout": _sheet(layout), "config": dict(CONFIG)}


class _Sorted:
    """The marks of a layout, told apart by kind."""

    def __init__(self, layout: Layout) -> None:
        self.edges = [mark for mark in layout.marks if isinstance(mark, FuzzyEdge)]
        self.bars = [mark for mark in layout.marks if isinstance(mark, Spell | Step)]
        self.without = [mark for mark in layout.marks if isinstance(mark, Without)]
        self.milestones = [mark for mark in layout.marks if isinstance(mark, Milestone)]
        self.going_on = [mark for mark in [*self.bars, *self.without] if mark.goes_on]

    @property
    def edges_by_tone(self) -> Iterable[tuple[str, Iterable[FuzzyEdge]]]:
        return groupby(sorted(self.edges, key=lambda edge: edge.tone), key=lambda edge: edge.tone)

    @property
    def without_by_tone(self) -> Iterable[tuple[str, Iterable[Without]]]:
        return groupby(sorted(self.without, key=lambda line: line.tone), key=lambda line: line.tone)


def plain(text: str) -> str:
    """A text that Plotly shows as it was typed: its labels read a few HTML tags and entities."""
    return html.escape(text, quote=False)


@lru_cache(maxsize=16384)
def iso(day: float) -> str:
    """A day of the layout as Plotly reads dates."""
    whole = int(day)
    date = dt.date.fromordinal(max(whole, 1)).isoformat()
    return date if whole == day else f"{date}T{int((day - whole) * 24):02d}:00:00"


def _behind(layout: Layout, marks: Iterable[Any]) -> Trace:
    """What a trace tells of the entries behind its marks: id for clicks, words for the pointer."""
    drawn = [layout.drawn[mark.entry] for mark in marks]
    return {
        "customdata": [entry.id for entry in drawn],
        "hovertext": [plain(entry.words) for entry in drawn],
        "hovertemplate": _HOVER,
    }


def _bars(layout: Layout, bars: list[Spell | Step]) -> Trace:
    """Certain days: spells, and steps with their pattern."""
    if not bars:
        return {}
    patterns = [TONES[bar.tone].pattern if isinstance(bar, Step) else "" for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "certain",
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


def _edges(layout: Layout, edges: list[FuzzyEdge]) -> Trace:
    """Something to point at where the dashes are: bars that cannot be seen."""
    if not edges:
        return {}
    return {
        "type": "bar",
        "orientation": "h",
        "name": "possible",
        "base": [iso(edge.x0) for edge in edges],
        "x": [(edge.x1 - edge.x0) * _DAY_MS for edge in edges],
        "y": [(edge.y0 + edge.y1) / 2 for edge in edges],
        "width": [edge.y1 - edge.y0 for edge in edges],
        "marker": {"color": "rgba(255,255,255,0.01)", "line": {"width": 0}},
        **_behind(layout, edges),
    }


def _outlines(tone: str, edges: Iterable[FuzzyEdge]) -> Trace:
    """Dashes around what is possible; an open side stays open."""
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
    line = {"color": TONES[tone].line, "width": 1.3, "dash": "4px,3px"}
    return {"type": "scatter", "mode": "lines", "name": "possible", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _lines(layout: Layout, tone: str, stretches: Iterable[Without]) -> Trace:
    """Stretches without use: a line on the base."""
    lines = list(stretches)
    behind = _behind(layout, [line for line in lines for _ in range(3)])
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "without",
        "x": [position for line in lines for position in (iso(line.x0), iso(line.x1), None)],
        "y": [line.y for line in lines for _ in range(3)],
        "line": {"color": TONES[tone].line, "width": 2.5},
        **behind,
    }


def _arrows(marks: list[Spell | Step | Without]) -> Trace:
    """What goes on at the as-of day points on."""
    if not marks:
        return {}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "goes on",
        "x": [iso(mark.x1) for mark in marks],
        "y": [mark.y if isinstance(mark, Without) else (mark.y0 + mark.y1) / 2 for mark in marks],
        "marker": {
            "symbol": "triangle-right",
            "size": [11 if isinstance(mark, Without) else 17 for mark in marks],
            "opacity": 1,
            "color": [TONES[mark.tone].fill for mark in marks],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _milestones(layout: Layout, marks: list[Milestone]) -> Trace:
    """Moments, first and last use."""
    if not marks:
        return {}
    filled = [mark.shape == "moment" and mark.certain for mark in marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "moments",
        "x": [iso(mark.x) for mark in marks],
        "y": [mark.y for mark in marks],
        "marker": {
            "symbol": [_SYMBOLS[mark.shape] for mark in marks],
            "size": [12 if mark.shape == "moment" else 10 for mark in marks],
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
        "textfont": {
            "color": [label.colour for label in labels],
            "size": [11 if label.anchor == "middle" else 12 for label in labels],
        },
        "hoverinfo": "skip",
    }


def _ages(layout: Layout) -> Trace:
    """The axis of ages is drawn only when a trace uses it."""
    if not any(tick.age for tick in layout.ticks):
        return {}
    x = [iso(layout.first), iso(layout.last)]
    return {
        "type": "scatter",
        "x": x,
        "y": [0, 0],
        "xaxis": "x2",
        "mode": "markers",
        "marker": {"opacity": 0},
        "hoverinfo": "skip",
    }


def _sheet(layout: Layout) -> dict[str, Any]:
    named = [row for row in layout.rows if row.name]
    between = 1 - (layout.axis[0] + layout.axis[1]) / 2 / layout.height
    time = {
        "type": "date",
        "range": [iso(layout.first), iso(layout.last)],
        "anchor": "free",
        "showline": False,
        "ticks": "",
    }
    sheet: dict[str, Any] = {
        "height": round(layout.height + 24),
        "margin": {"l": GUTTER, "r": 16, "t": 8, "b": 16, "pad": 0},
        "font": {"family": SANS, "size": 12, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "barmode": "overlay",
        "bargap": 0,
        "hovermode": "closest",
        "dragmode": "pan",
        "uirevision": "kept",
        "hoverlabel": {
            "bgcolor": "#ffffff",
            "bordercolor": RULE,
            "align": "left",
            "font": {"family": SANS, "size": 13, "color": INK},
        },
        "xaxis": {
            **time,
            "position": max(0.0, between + 0.003),
            "gridcolor": GRID,
            "side": "bottom",
            "tickfont": {"size": 12, "weight": "bold"},
        },
        "yaxis": {
            "range": [layout.height, 0],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showticklabels": False,
        },
        "shapes": [_rule(layout, y) for y in layout.axis]
        + [_guide(guide.x, layout, guide.tier) for guide in layout.guides]
        + [_base(row.base) for row in named if row.base is not None],
        "annotations": [_heading(heading.text, heading.y, heading.colour) for heading in layout.headings]
        + [_row_name(row) for row in named]
        + [_guide_name(guide.x, guide.text, layout.text * (1.0 + 1.5 * guide.tier)) for guide in layout.guides]
        + [_quiet(layout, row.quiet, row.y0 + layout.text) for row in named if row.quiet]
        + _nothing_yet(layout),
    }
    if any(tick.age for tick in layout.ticks):
        sheet["xaxis2"] = {
            **time,
            "overlaying": "x",
            "matches": "x",
            "side": "top",
            "position": min(1.0, between + 0.004),
            "showgrid": False,
            "tickvals": [iso(tick.x) for tick in layout.ticks],
            "ticktext": [tick.age for tick in layout.ticks],
            "tickfont": {"size": 11, "color": QUIET},
        }
    return sheet


def _two_lines(name: str) -> str:
    words, lines = plain(name).split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 19 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _rule(layout: Layout, y: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": RULE, "width": 1},
        "layer": "below",
    }


def _base(y: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": RULE, "width": 0.6},
        "layer": "below",
    }


def _guide(x: float, layout: Layout, tier: int) -> dict[str, Any]:
    line = {"color": QUIET, "width": 1, "dash": "1px,3px"}
    top = layout.text * (1.9 + 1.5 * tier)
    return {"type": "line", "x0": iso(x), "x1": iso(x), "y0": top, "y1": layout.height, "line": line, "layer": "below"}


def _heading(text: str, y: float, colour: str) -> dict[str, Any]:
    font = {"size": 12, "color": colour, "weight": "bold"}
    return {
        "text": plain(text.upper()),
        "xref": "paper",
        "x": 0,
        "xshift": -GUTTER + 4,
        "y": y,
        "xanchor": "left",
        "showarrow": False,
        "font": font,
    }


def _row_name(row: Row) -> dict[str, Any]:
    y = row.base - 8 if row.base is not None else row.y0 + 12
    place = {"xref": "paper", "x": 0, "xshift": -10, "y": y, "xanchor": "right", "yanchor": "middle", "align": "right"}
    return {"text": _two_lines(row.name), "showarrow": False, **place}


def _guide_name(x: float, text: str, y: float) -> dict[str, Any]:
    return {
        "text": plain(text),
        "x": iso(x),
        "y": y,
        "xanchor": "center",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 11},
    }


def _quiet(layout: Layout, text: str, y: float) -> dict[str, Any]:
    return {
        "text": f"<i>{plain(text)}</i>",
        "xref": "paper",
        "x": 0,
        "xshift": 8,
        "y": y,
        "xanchor": "left",
        "showarrow": False,
        "font": {"color": QUIET},
    }


def _nothing_yet(layout: Layout) -> list[dict[str, Any]]:
    if layout.drawn:
        return []
    text = "Nothing is here yet. What you add in the other chapters appears on this line of years."
    return [
        {
            "text": text,
            "xref": "paper",
            "yref": "paper",
            "x": 0.5,
            "y": 0.98,
            "showarrow": False,
            "font": {"color": QUIET, "size": 14},
        }
    ]


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
        message = "The part that draws charts is missing. Please install imeworkbook again."
        raise ReportError(message)
    return path


def to_html(figure: dict[str, Any], alternative: str) -> str:
    """One file with plotly.js inside, which asks no other machine for anything."""
    values = json.dumps(figure, ensure_ascii=False).replace("<", "\\u003c")
    library = plotly_js().read_text(encoding="utf-8").replace("</script", "<\\/script")
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Two histories</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>body{{margin:2rem;background:{PAPER};font-family:{SANS};color:{INK}}}</style></head><body>"
        f'<div id="chart" role="img" aria-label="{html.escape(alternative)}"></div><script>{library}</script>'
        f"<script>const f={values};Plotly.newPlot('chart',f.data,f.layout,f.config)</script></body></html>"
    )

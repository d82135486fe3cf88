"""The sheet of the Plotly figure: its size, its axes, and what stands around and behind the marks."""

from __future__ import annotations

import datetime as dt
import html
from functools import lru_cache
from typing import Any

from imeworkbook.chronology.crossings import clear
from imeworkbook.chronology.marks import Guide, Layout, Row
from imeworkbook.chronology.metrics import broken
from imeworkbook.chronology.style import GRID, INK, QUIET, RULE, SANS
from imeworkbook.language import say

GUTTER = 150
_NAME_LETTERS = 19


def plain(text: str) -> str:
    """A text that Plotly shows as it was typed: its labels read a few HTML tags and entities."""
    return html.escape(text, quote=False)


@lru_cache(maxsize=16384)
def iso(day: float) -> str:
    """A day of the layout as Plotly reads dates."""
    whole = int(day)
    date = dt.date.fromordinal(max(whole, 1)).isoformat()
    return date if whole == day else f"{date}T{int((day - whole) * 24):02d}:00:00"


def sheet(layout: Layout) -> dict[str, Any]:
    """Plotly's ``layout``: size, axes, rules, names of rows, guide lines and the as-of day."""
    named = [row for row in layout.rows if row.name]
    between = 1 - (layout.axis[0] + layout.axis[1]) / 2 / layout.height
    time = {
        "type": "date",
        "range": [iso(layout.first), iso(layout.last)],
        "anchor": "free",
        "showline": False,
        "ticks": "",
        "tickangle": 0,
    }
    made: dict[str, Any] = {
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
        + [_guide(guide, layout) for guide in layout.guides]
        + [_base(row.base) for row in named if row.base is not None],
        "annotations": [_heading(heading.text, heading.y, heading.colour) for heading in layout.headings]
        + [_row_name(row) for row in named]
        + [_guide_name(guide, layout) for guide in layout.guides]
        + [_quiet(row.quiet, (row.y0 + row.y1) / 2) for row in named if row.quiet]
        + _nothing_yet(layout),
    }
    if any(tick.age for tick in layout.ticks):
        made["xaxis2"] = {
            **time,
            "overlaying": "x",
            "matches": "x",
            "side": "top",
            "position": min(1.0, between + 0.004),
            "showgrid": False,
            "tickvals": [iso(tick.x) for tick in layout.ticks],
            "ticktext": [tick.age for tick in layout.ticks],
            "tickfont": {"size": 12, "color": QUIET},
        }
    return made


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


def _guide(guide: Guide, layout: Layout) -> dict[str, Any]:
    line = {"color": QUIET, "width": 1, "dash": "1px,3px"}
    if guide.chosen:  # the person's own reading, and no finding: no more ink than a landmark
        line = {"color": QUIET, "width": 0.8, "dash": "5px,10px"}
    x = iso(guide.x).replace("T", "_")  # as Plotly reads a date in a path
    path = "".join(f"M{x},{top:.2f}L{x},{base:.2f}" for top, base in clear(guide, layout))
    return {"type": "path", "path": path, "line": line, "layer": "below"}


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
    y, anchor = (row.base - 8, "middle") if row.base is not None else (row.y0 + 3, "top")
    place = {"xref": "paper", "x": 0, "xshift": -10, "y": y, "xanchor": "right", "yanchor": anchor, "align": "right"}
    return {"text": "<br>".join(map(plain, broken(row.name, _NAME_LETTERS))), "showarrow": False, **place}


def _guide_name(guide: Guide, layout: Layout) -> dict[str, Any]:
    name = plain(guide.text)
    return {
        "text": f"<i>{name}</i>" if guide.chosen else name,
        "x": iso(guide.x),
        "y": layout.text * (1.0 + 1.5 * guide.tier),
        "xanchor": "center",
        "yanchor": "middle",
        "showarrow": False,
    }


def _quiet(text: str, y: float) -> dict[str, Any]:
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
    text = say("chart:chart.empty")
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

"""The key under the printed chronology: every sign and every style of line that is on the sheet, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import get_args

from imeworkbook.chronology.canvas import Canvas, cross, diamond, draw_result
from imeworkbook.chronology.marks import (
    UNSTATED,
    WEIGHT_SIGNS,
    Bracket,
    Course,
    FuzzyEdge,
    Layout,
    Milestone,
    Shape,
    Spell,
    Step,
    Without,
)
from imeworkbook.chronology.metrics import smaller, text_width
from imeworkbook.chronology.pens import CONNECTION, COURSE, LANDMARK, NARROWED, POSSIBLE, THIN, TODAY, Pen
from imeworkbook.chronology.style import QUIET
from imeworkbook.language import say

_LINE = 1.5  # of the text size: from one line of the key to the next
_LEVELS = (("1", 1.5), ("4", 3.0), ("12", 8.0), ("20", 13.0), ("30", 19.0))  # days a month, tall in twelfths
_TALLEST = 19.0 / 12

Draw = Callable[[Canvas, float, float, float], None]


@dataclass(frozen=True)
class Sign:
    """One sign by its name: `width` of the sign in text sizes; `draw` takes canvas, x, base line and size."""

    name: str
    width: float
    draw: Draw

    @property
    def words(self) -> str:
        """What stands beside it; nothing where its drawing says it."""
        return "" if self.name == "height" else say(f"chart:key.{self.name}")


def draw_key(canvas: Canvas, y: float, width: float) -> None:
    """Write the key from the base line `y` on, as many lines as it needs."""
    size = canvas.layout.text
    for number, line in enumerate(_lines(canvas.layout, width)):
        x, base = 0.0, y + number * size * _LINE
        for sign in line:
            sign.draw(canvas, x, base, size)
            canvas.text(sign.words, x=x + size * sign.width, y=base, font_size=smaller(size))
            x += _room(sign, size)


def key_height(layout: Layout, width: float) -> float:
    """From the first base line of the key to the end of its last line."""
    return layout.text * _LINE * len(_lines(layout, width))


def _lines(layout: Layout, width: float) -> list[list[Sign]]:
    lines: list[list[Sign]] = [[]]
    taken = 0.0
    for sign in _signs(layout):
        room = _room(sign, layout.text)
        if lines[-1] and taken + room > width:
            lines.append([])
            taken = 0.0
        lines[-1].append(sign)
        taken += room
    return lines


def _room(sign: Sign, size: float) -> float:
    return size * (sign.width + 1.6) + text_width(sign.words, smaller(size))


def _signs(layout: Layout) -> Iterator[Sign]:
    marks, edges = layout.marks, [mark for mark in layout.marks if isinstance(mark, FuzzyEdge)]
    shapes = {mark.shape for mark in marks if isinstance(mark, Milestone)}
    found = {
        "height": any(isinstance(mark, Step) for mark in marks),
        "certain": any(isinstance(mark, Spell | Step) for mark in marks),
        "possible": any(not edge.inferred for edge in edges)
        or any(isinstance(mark, Course | Bracket) and not mark.certain for mark in marks),
        "narrowed": any(edge.inferred for edge in edges),
        **{shape: shape in shapes for shape in get_args(Shape)},
        "agreement": any(isinstance(mark, Bracket) for mark in marks),
        "unstated": any(label.text == UNSTATED and label.anchor == "middle" for label in layout.labels),
        "without": any(isinstance(mark, Without) for mark in marks),
        "doing": any(isinstance(mark, Course) and mark.remembered for mark in marks),
        "forgotten": any(isinstance(mark, Course) and not mark.remembered for mark in marks),
        **{
            name: any(label.text.startswith(f"{sign} ") for label in layout.labels)
            for name, sign in WEIGHT_SIGNS.items()
        },
        "goes_on": any(getattr(mark, "goes_on", False) for mark in marks),
        "landmark": any(not guide.chosen for guide in layout.guides),
        "connection": any(guide.chosen for guide in layout.guides),
        "today": bool(layout.today),
    }
    return (sign for name, sign in _SIGNS.items() if found[name])


def _heights(canvas: Canvas, x: float, y: float, size: float) -> None:
    said = say("chart:key.height")
    canvas.text(said, x=x, y=y, font_size=smaller(size), font_weight="bold")
    x += text_width(said, smaller(size)) * 1.06 + size * 0.8
    for words, height in _LEVELS:
        tall = height * size / 12
        canvas.add("rect", x=x, y=y - tall, width=size * 1.1, height=tall, fill=QUIET)
        canvas.text(words, x=x + size * 1.4, y=y, font_size=smaller(size), fill=QUIET)
        x += size * 3.2


def _box(pen: Pen) -> Draw:
    def draw(canvas: Canvas, x: float, y: float, size: float) -> None:
        box = {"x": x, "y": y - size * 0.9, "width": size * 1.6, "height": size}
        canvas.add("rect", **box, fill="none", stroke=QUIET, **pen)

    return draw


def _solid(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.add("rect", x=x, y=y - size * 0.9, width=size * 1.6, height=size, fill=QUIET)


def _upright(pen: Pen) -> Draw:
    def draw(canvas: Canvas, x: float, y: float, size: float) -> None:
        middle = x + size * 0.4
        canvas.add("path", d=f"M{middle:.2f},{y - size * 1.1:.2f}V{y + size * 0.25:.2f}", fill="none", **pen)

    return draw


def _moment(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.add("path", d=diamond(x + size * 0.5, y - size * 0.4, size * 0.45, size * 0.54), fill=QUIET)


def _first(canvas: Canvas, x: float, y: float, size: float) -> None:
    circle = {"cx": x + size * 0.5, "cy": y - size * 0.4, "r": size * 0.42}
    canvas.add("circle", **circle, fill="#ffffff", stroke=QUIET, stroke_width=1.8)


def _last(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = cross(x + size * 0.5, y - size * 0.4, size * 0.4)
    canvas.add("path", d=path, stroke=QUIET, stroke_width=2, fill="none")


def _unstated(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.text(UNSTATED, x=x, y=y, font_size=size)


def _agreement(canvas: Canvas, x: float, y: float, size: float) -> None:
    down = size * 0.4
    path = f"M{x:.2f},{y - size * 0.2:.2f}v{-down:.2f}h{size * 2:.2f}v{down:.2f}"
    canvas.add("path", d=path, stroke=QUIET, fill="none", **COURSE)


def _result(shape: Shape) -> Draw:
    def draw(canvas: Canvas, x: float, y: float, size: float) -> None:
        draw_result(canvas, shape, (x + size * 0.5, y - size * 0.35), size * 0.6, QUIET)

    return draw


def _without(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.add("line", x1=x, x2=x + size * 2, y1=y - size * 0.35, y2=y - size * 0.35, stroke=QUIET, stroke_width=1.8)


def _doing(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = f"M{x:.2f},{y - size * 0.8:.2f}h{size:.2f}v{size * 0.7:.2f}h{size:.2f}"
    canvas.add("path", d=path, stroke=QUIET, fill="none", **COURSE)


def _forgotten(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.add("path", d=f"M{x:.2f},{y - size * 0.4:.2f}h{size * 2:.2f}", stroke=QUIET, fill="none", **THIN)


def _nothing(canvas: Canvas, x: float, y: float, size: float) -> None:
    """The words have the sign in them."""


def _goes_on(canvas: Canvas, x: float, y: float, size: float) -> None:
    right, down = size * 0.7, size * 0.5
    path = f"M{x:.2f},{y - size * 0.9:.2f}l{right:.2f},{down:.2f}l{-right:.2f},{down:.2f}Z"
    canvas.add("path", d=path, fill=QUIET)


_SIGNS = {
    "height": Sign("height", 27.0, _heights),
    "certain": Sign("certain", 2.1, _solid),
    "possible": Sign("possible", 2.1, _box(POSSIBLE)),
    "narrowed": Sign("narrowed", 2.1, _box(NARROWED)),
    "moment": Sign("moment", 1.4, _moment),
    "first": Sign("first", 1.4, _first),
    "last": Sign("last", 1.4, _last),
    "unstated": Sign("unstated", 0.9, _unstated),
    "agreement": Sign("agreement", 2.5, _agreement),
    "negative": Sign("negative", 1.3, _result("negative")),
    "positive": Sign("positive", 1.3, _result("positive")),
    "explained": Sign("explained", 1.3, _result("explained")),
    "missed": Sign("missed", 1.5, _result("missed")),
    "other": Sign("other", 1.3, _result("other")),
    "without": Sign("without", 2.5, _without),
    "doing": Sign("doing", 2.5, _doing),
    "forgotten": Sign("forgotten", 2.5, _forgotten),
    **{name: Sign(name, 0.0, _nothing) for name in WEIGHT_SIGNS},
    "goes_on": Sign("goes_on", 1.2, _goes_on),
    "landmark": Sign("landmark", 1.2, _upright(LANDMARK)),
    "connection": Sign("connection", 1.2, _upright(CONNECTION)),
    "today": Sign("today", 1.2, _upright(TODAY)),
}

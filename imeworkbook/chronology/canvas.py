"""The sheet of paper that the chronology is drawn on: days and heights to positions, elements to SVG text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from imeworkbook.chronology.marks import Layout, Shape
from imeworkbook.chronology.metrics import smaller

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FULL_TEXT = 10.5  # the text size for which pens are given


class Canvas:
    """Turns days and layout heights into positions on one sheet, and writes elements."""

    def __init__(self, layout: Layout, gutter: float, top: float, part: str = "") -> None:
        self.layout, self.gutter, self.top, self.part = layout, gutter, top, part
        self.pen = layout.text / _FULL_TEXT
        self.out: list[str] = []

    @property
    def small(self) -> float:
        """The size of what is written smaller than the rest."""
        return smaller(self.layout.text)

    def x(self, day: float) -> float:
        """The position of a day."""
        share = (day - self.layout.first) / (self.layout.last - self.layout.first)
        return self.gutter + share * self.layout.plot_width

    def y(self, height: float) -> float:
        """The position of a height of the layout."""
        return self.top + height

    def add(self, name: str, **attributes: float | str) -> None:
        """Write one empty element; an underscore in a name stands for a hyphen. Pens shrink with the text."""
        if "stroke_width" in attributes:
            attributes["stroke_width"] = float(attributes["stroke_width"]) * self.pen
        if "stroke_dasharray" in attributes:
            dashes = str(attributes["stroke_dasharray"]).split()
            attributes["stroke_dasharray"] = " ".join(f"{float(dash) * self.pen:.2f}" for dash in dashes)
        self.out.append(f"<{name} {_attributes(attributes)}/>")

    def text(self, words: str, **attributes: float | str) -> None:
        """Write one line of text."""
        self.out.append(f"<text {_attributes(attributes)}>{plain(words)}</text>")

    def rect(self, x0: float, x1: float, y0: float, y1: float, **attributes: float | str) -> None:
        """Write a rectangle from days and heights."""
        left, right = self.x(x0), self.x(x1)
        self.add("rect", x=left, y=self.y(y0), width=max(right - left, 0.6), height=y1 - y0, **attributes)


def plain(words: str) -> str:
    """Text as XML: marks escaped, characters that XML does not know left out."""
    return escape(_NOT_XML.sub("", words))


def _attributes(attributes: dict[str, float | str]) -> str:
    return " ".join(
        f"{name.replace('_', '-')}={quoteattr(value) if isinstance(value, str) else _number(value)}"
        for name, value in attributes.items()
    )


def _number(value: float) -> str:
    return f'"{round(value, 2):g}"' if abs(value) < 1e5 else f'"{value:.0f}"'


def cross(x: float, y: float, arm: float) -> str:
    """Two strokes across a point, as a path."""
    stroke = f"{2 * arm:.2f}"
    return f"M{x - arm:.2f},{y - arm:.2f}l{stroke},{stroke}m0,-{stroke}l-{stroke},{stroke}"


def draw_result(canvas: Canvas, shape: Shape, at: tuple[float, float], side: float, colour: str) -> None:
    """The sign of a test: a square that is empty, full, in quarters, crossed out, or with a dot in it."""
    x, y = at[0] - side / 2, at[1] - side / 2
    fill = colour if shape == "positive" else "#ffffff"
    canvas.add("rect", x=x, y=y, width=side, height=side, fill=fill, stroke=colour, stroke_width=1.1)
    if shape == "missed":
        canvas.add("path", d=cross(*at, side / 2), stroke=colour, stroke_width=1.1, fill="none")
    elif shape == "explained":
        path = f"M{at[0]:.2f},{y:.2f}v{side:.2f}M{x:.2f},{at[1]:.2f}h{side:.2f}"
        canvas.add("path", d=path, stroke=colour, stroke_width=1.1, fill="none")
    elif shape == "other":
        canvas.add("circle", cx=at[0], cy=at[1], r=side * 0.16, fill=colour)


def diamond(x: float, y: float, across: float, down: float) -> str:
    """A diamond around a point, as a path."""
    a, d = f"{across:.2f}", f"{down:.2f}"
    return f"M{x:.2f},{y - down:.2f}l{a},{d}l-{a},{d}l-{a},-{d}Z"

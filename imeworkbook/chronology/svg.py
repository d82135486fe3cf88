"""The chronology as SVG for paper: text as text, no script, no address, no id of an entry; the same bytes each time.

It reads nothing but the layout, and keeps to what browsers and Typst both draw (SVG 1.1, presentation attributes).
"""

from __future__ import annotations

from collections.abc import Iterable

from imeworkbook.chronology.canvas import Canvas, cross, diamond, draw_result, plain
from imeworkbook.chronology.key import draw_key, key_height
from imeworkbook.chronology.marks import (
    Bracket,
    Cluster,
    Course,
    FuzzyEdge,
    Guide,
    Label,
    Layout,
    Mark,
    Milestone,
    Spell,
    Step,
    Without,
)
from imeworkbook.chronology.metrics import broken, text_width, wrapped
from imeworkbook.chronology.pens import CONNECTION, COURSE, LANDMARK, NARROWED, POSSIBLE, THIN, TODAY
from imeworkbook.chronology.style import GRID, INK, QUIET, RULE, SERIF, TONES, Tone
from imeworkbook.language import say

_PATTERN = 5.0
_NARROWEST_EDGE = (
    0.4  # of the text size: dashes narrower than this are specks; the table beside it has the exact window
)

# Each pattern as a path over a tile of 5 by 5, drawn light on the fill.
_PATTERNS = {
    "/": "M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2",
    "\\": "M-1,4 l2,2 M0,0 l5,5 M4,-1 l2,2",
    "-": "M0,2.5 h5",
    "|": "M2.5,0 v5",
    ".": "M2,2.5 h1.1",
    "x": "M0,0 l5,5 M0,5 l5,-5",
    "+": "M2.5,0 v5 M0,2.5 h5",
}


def to_svg(layout: Layout, *, gutter: float, title: str, subtitle: str, alternative: str, part: str = "") -> str:
    """Draw one sheet. `title` and `subtitle` may be empty; `alternative` says in words what is to be seen.

    `part` tells the patterns of several sheets apart that stand in one document.
    """
    size, width = layout.text, _width(layout, gutter)
    canvas = Canvas(layout, gutter, _top(layout, title, subtitle), part)
    key_y = canvas.top + layout.height + size * 1.6
    undated = _undated(layout, width)
    height = sheet_height(layout, gutter=gutter, title=title, subtitle=subtitle)
    _titles(canvas, title, subtitle)
    _axis(canvas)
    _rows(canvas)
    for mark in layout.marks:
        _draw(canvas, mark)
    for label in layout.labels:
        _label(canvas, label)
    draw_key(canvas, key_y, width)
    beyond = key_y + key_height(layout, width)
    for number, line in enumerate(undated):
        canvas.text(line, x=0, y=beyond + size * (1.1 + 1.5 * number), font_size=size, fill=QUIET)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img" font-family="{SERIF}" fill="{INK}">'
        f"<title>{plain(title or say('chart:chart.title'))}</title><desc>{plain(alternative)}</desc>"
    )
    return head + "<defs>" + "".join(_patterns(layout.marks, part)) + "</defs>" + "".join(canvas.out) + "</svg>"


def sheet_height(layout: Layout, *, gutter: float, title: str, subtitle: str) -> float:
    """The height of the whole sheet: its titles, the layout, the key and what has no date."""
    width = _width(layout, gutter)
    below = key_height(layout, width) + layout.text * (2.3 + 1.5 * len(_undated(layout, width)))
    return _top(layout, title, subtitle) + layout.height + below


def _width(layout: Layout, gutter: float) -> float:
    return gutter + layout.plot_width + layout.text * 0.5


def _top(layout: Layout, title: str, subtitle: str) -> float:
    return layout.text * ((2.6 if title else 0) + (1.7 if subtitle else 0))


def _titles(canvas: Canvas, title: str, subtitle: str) -> None:
    size = canvas.layout.text
    if title:
        canvas.text(title, x=0, y=size * 1.7, font_size=size * 1.8, font_weight="bold")
    if subtitle:
        canvas.text(subtitle, x=0, y=canvas.top - size * 0.6, font_size=size, fill=QUIET)


def _undated(layout: Layout, width: float) -> list[str]:
    """What has no date, over as many lines as it needs."""
    if not layout.undated:
        return []
    return wrapped(say("chart:chart.without_a_date", names="; ".join(layout.undated)), layout.text, width)


def _axis(canvas: Canvas) -> None:
    layout, size = canvas.layout, canvas.layout.text
    right = canvas.gutter + layout.plot_width
    low, high = (canvas.y(edge) for edge in layout.axis)
    bottom = canvas.y(layout.height)
    for tick in layout.ticks:
        x = canvas.x(tick.x)
        canvas.add(
            "path",
            d=f"M{x:.2f},{canvas.y(0):.2f}V{low:.2f}M{x:.2f},{high:.2f}V{bottom:.2f}",
            stroke=GRID,
            stroke_width=0.7,
        )
        middle = (low + high) / 2
        canvas.text(
            tick.year,
            x=x,
            y=middle + size * (1.25 if tick.age else 0.4),
            font_size=size,
            font_weight="bold",
            text_anchor="middle",
        )
        if tick.age:
            canvas.text(tick.age, x=x, y=middle - size * 0.35, font_size=canvas.small, fill=QUIET, text_anchor="middle")
    for y in (low, high):
        canvas.add("line", x1=canvas.gutter, x2=right, y1=y, y2=y, stroke=RULE, stroke_width=0.8)
    for guide in layout.guides:
        _guide(canvas, guide)
    if layout.today:
        x, y = canvas.x(layout.as_of), canvas.y(size * 1.15)
        canvas.add("path", d=f"M{x:.2f},{canvas.y(size * 1.9):.2f}V{bottom:.2f}", **TODAY)
        canvas.text(layout.today, x=right, y=y, font_size=canvas.small, fill=QUIET, text_anchor="end")


def _guide(canvas: Canvas, guide: Guide) -> None:
    """A dotted line at a landmark; a dashed one, its name in italics, at a connection that the person made."""
    size, x = canvas.layout.text, canvas.x(guide.x)
    low, high = (canvas.y(edge) for edge in canvas.layout.axis)
    top, bottom = canvas.y(size * (1.9 + 1.5 * guide.tier)), canvas.y(canvas.layout.height)
    style: dict[str, float | str] = {"font_style": "italic"} if guide.chosen else {}
    canvas.text(guide.text, x=x, y=top - size * 0.75, font_size=canvas.small, text_anchor="middle", **style)
    canvas.add(
        "path",
        d=f"M{x:.2f},{top:.2f}V{low:.2f}M{x:.2f},{high:.2f}V{bottom:.2f}",
        **(CONNECTION if guide.chosen else LANDMARK),
    )


def _rows(canvas: Canvas) -> None:
    size = canvas.layout.text
    for heading in canvas.layout.headings:
        canvas.text(
            heading.text.upper(),
            x=0,
            y=canvas.y(heading.y) + size * 0.35,
            font_size=size,
            font_weight="bold",
            fill=heading.colour,
        )
    for row in canvas.layout.rows:
        y = canvas.y(row.base - size * 0.3 if row.base is not None else row.y0 + size * 1.3)
        lines = broken(row.name)
        for number, line in enumerate(lines, 1 - len(lines) if row.base is not None else 0):
            canvas.text(
                line,
                x=canvas.gutter - size * 0.8,
                y=y + size * 1.1 * number,
                font_size=size,
                text_anchor="end",
            )
        if row.base is not None:
            canvas.add(
                "line",
                x1=canvas.gutter,
                x2=canvas.gutter + canvas.layout.plot_width,
                y1=canvas.y(row.base),
                y2=canvas.y(row.base),
                stroke=RULE,
                stroke_width=0.5,
            )
        if row.quiet:
            canvas.text(row.quiet, x=canvas.gutter + size * 0.5, y=y, font_size=size, font_style="italic", fill=QUIET)


# --- marks, each drawn on purpose ---


def _draw(canvas: Canvas, mark: Mark) -> None:
    tone = TONES[mark.tone]
    match mark:
        case FuzzyEdge():
            _fuzzy_edge(canvas, mark, tone)
        case Spell():
            canvas.rect(mark.x0, mark.x1, mark.y0, mark.y1, rx=1.5, fill=tone.fill)
            if mark.goes_on:
                _arrow(canvas, mark.x1, mark.y0, mark.y1, tone.fill)
        case Step():
            canvas.rect(mark.x0, mark.x1, mark.y0, mark.y1, fill=tone.fill)
            if tone.pattern:
                canvas.rect(mark.x0, mark.x1, mark.y0, mark.y1, fill=f"url(#{canvas.part}{mark.tone})")
            if mark.goes_on:
                _arrow(canvas, mark.x1, mark.y1 - canvas.layout.text, mark.y1, tone.fill)
        case Without():
            y = canvas.y(mark.y)
            canvas.add(
                "line", x1=canvas.x(mark.x0), x2=canvas.x(mark.x1), y1=y, y2=y, stroke=tone.line, stroke_width=1.6
            )
            _cap(canvas, mark.x0, mark.y, tone)
            if mark.goes_on:
                _arrow(canvas, mark.x1, mark.y - canvas.layout.text * 0.4, mark.y + canvas.layout.text * 0.4, tone.line)
            else:
                _cap(canvas, mark.x1, mark.y, tone)
        case Course():
            _course(canvas, mark, tone)
        case Bracket():
            _bracket(canvas, mark, tone)
        case Milestone():
            _milestone(canvas, mark, tone)
        case Cluster():
            canvas.rect(mark.x0, mark.x1, mark.y0, mark.y1, rx=1.5, fill="#ffffff", stroke=tone.line, stroke_width=0.9)


def _fuzzy_edge(canvas: Canvas, mark: FuzzyEdge, tone: Tone) -> None:
    """Dashes around what is possible; an open side stays open."""
    x0, x1, y0, y1 = canvas.x(mark.x0), canvas.x(mark.x1), canvas.y(mark.y0), canvas.y(mark.y1)
    if x1 - x0 < canvas.layout.text * _NARROWEST_EDGE:
        return
    top, bottom = f"M{x0:.2f},{y0:.2f}H{x1:.2f}", f"M{x0:.2f},{y1:.2f}H{x1:.2f}"
    left = "" if mark.open_left else f"M{x0:.2f},{y0:.2f}V{y1:.2f}"
    right = "" if mark.open_right else f"M{x1:.2f},{y0:.2f}V{y1:.2f}"
    canvas.add(
        "path",
        d=top + bottom + left + right,
        fill="none",
        stroke=tone.line,
        **(NARROWED if mark.inferred else POSSIBLE),
    )


def _course(canvas: Canvas, mark: Course, tone: Tone) -> None:
    """A line at its level, with the step from the one before; dashed where only possible."""
    x0, x1, y, size = canvas.x(mark.x0), canvas.x(mark.x1), canvas.y(mark.y), canvas.layout.text
    begin = f"M{x0:.2f},{y:.2f}" if mark.rise is None else f"M{x0:.2f},{canvas.y(mark.rise):.2f}V{y:.2f}"
    dashes = {} if mark.certain else {"stroke_dasharray": POSSIBLE["stroke_dasharray"]}
    pen = {**(COURSE if mark.remembered else THIN), **dashes}
    canvas.add("path", d=f"{begin}H{x1:.2f}", fill="none", stroke=tone.line, **pen)
    if mark.goes_on:
        _arrow(canvas, mark.x1, mark.y - size * 0.35, mark.y + size * 0.35, tone.line)


def _bracket(canvas: Canvas, mark: Bracket, tone: Tone) -> None:
    """A line whose ends turn down to the tests; dashed where only possible."""
    x0, x1, y, size = canvas.x(mark.x0), canvas.x(mark.x1), canvas.y(mark.y), canvas.layout.text
    begin = f"M{x0:.2f},{y + mark.drop:.2f}V{y:.2f}" if mark.ends[0] else f"M{x0:.2f},{y:.2f}"
    end = f"V{y + mark.drop:.2f}" if mark.ends[1] else ""
    pen = {**COURSE, **({} if mark.certain else {"stroke_dasharray": POSSIBLE["stroke_dasharray"]})}
    canvas.add("path", d=f"{begin}H{x1:.2f}{end}", fill="none", stroke=tone.line, **pen)
    if mark.goes_on:
        _arrow(canvas, mark.x1, mark.y - size * 0.35, mark.y + size * 0.35, tone.line)


def _arrow(canvas: Canvas, day: float, y0: float, y1: float, colour: str) -> None:
    x, top, bottom = canvas.x(day), canvas.y(y0), canvas.y(y1)
    tip = x + canvas.layout.text * 0.7
    canvas.add(
        "path",
        d=f"M{x - 0.3:.2f},{top:.2f}L{tip:.2f},{(top + bottom) / 2:.2f}L{x - 0.3:.2f},{bottom:.2f}Z",
        fill=colour,
    )


def _cap(canvas: Canvas, day: float, y: float, tone: Tone) -> None:
    x, middle = canvas.x(day), canvas.y(y)
    canvas.add("line", x1=x, x2=x, y1=middle - 2.5, y2=middle + 2.5, stroke=tone.line, stroke_width=1)


def _milestone(canvas: Canvas, mark: Milestone, tone: Tone) -> None:
    x, y, half = canvas.x(mark.x), canvas.y(mark.y), canvas.layout.text * 0.5
    if mark.shape == "first":
        canvas.add("circle", cx=x, cy=y, r=half * 0.85, fill="#ffffff", stroke=tone.line, stroke_width=1.8)
    elif mark.shape == "last":
        path = cross(x, y, half * 0.8)
        canvas.add(
            "path",
            d=path,
            stroke=tone.line,
            stroke_width=2,
            fill="none",
        )
    elif mark.shape != "moment":
        draw_result(canvas, mark.shape, (x, y), half * 1.1, tone.line)
    else:
        fill = tone.fill if mark.certain else "#ffffff"
        canvas.add(
            "path",
            d=diamond(x, y, half, half * 1.2),
            fill=fill,
            stroke=tone.line,
            stroke_width=1.2,
        )


def _label(canvas: Canvas, label: Label) -> None:
    size = canvas.small if label.anchor == "middle" else canvas.layout.text
    if label.backing:
        half = text_width(label.text, size) / 2 + size * 0.2
        x, y = canvas.x(label.x), canvas.y(label.y)
        fill = TONES[label.backing].fill
        canvas.add("rect", x=x - half, y=y - size * 0.65, width=2 * half, height=size * 1.3, fill=fill)
    elif label.halo:
        width = text_width(label.text, size)
        left = canvas.x(label.x) + label.dx - (width if label.anchor == "end" else 0)
        box = {"x": left - 1, "y": canvas.y(label.y) - size * 0.55, "width": width + 2, "height": size * 1.1}
        canvas.add("rect", **box, fill="#ffffff", fill_opacity=0.8)
    canvas.text(
        label.text,
        x=canvas.x(label.x) + label.dx,
        y=canvas.y(label.y) + size * 0.34,
        font_size=size,
        fill=label.colour,
        text_anchor=label.anchor,
    )


def _patterns(marks: Iterable[Mark], part: str) -> list[str]:
    tones = sorted({mark.tone for mark in marks if isinstance(mark, Step) and TONES[mark.tone].pattern})
    return [
        f'<pattern id="{part}{tone}" width="{_PATTERN:g}" height="{_PATTERN:g}" patternUnits="userSpaceOnUse">'
        f'<path d="{_PATTERNS[TONES[tone].pattern]}" stroke="#ffffff" stroke-opacity="0.55" stroke-width="1" '
        'fill="none"/></pattern>'
        for tone in tones
    ]

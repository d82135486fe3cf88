"""`chronology(timeline)`: one chart, shown on screen or printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from imeworkbook.chronology import figure, svg
from imeworkbook.chronology.layout import Scale, View, lay_out
from imeworkbook.chronology.marks import Layout
from imeworkbook.chronology.metrics import SMALLEST_TEXT
from imeworkbook.chronology.style import PAPER
from imeworkbook.chronology.words import story
from imeworkbook.dates import long_day
from imeworkbook.showing import Bundle, Shows
from imeworkbook.timeline import Timeline

if TYPE_CHECKING:
    from imeworkbook.chronology.plotly_figure import Figure

# Printable area in points, landscape, with margins of 36 points (half an inch) all round.
PAGES = {"letter": (720.0, 540.0), "a4": (769.9, 523.3)}
_GUTTER = 9.5  # text sizes that the names of rows take
_LARGEST_TEXT, _LAST_TEXT, _FINER = 10.5, 5.0, 0.25
_FEWEST_LANES = 2
_MOST_SHEETS = 6
_NO_LIMIT = 10_000


@dataclass(frozen=True)
class Chronology(Shows):
    """Two histories on one axis: training and work above the years, substance use below."""

    timeline: Timeline

    def __repr__(self) -> str:
        return f"<Chronology of {len(self.timeline.entries)} entries>"

    @cached_property
    def layout(self) -> Layout:
        """The layout for the screen, in pixels."""
        return lay_out(self.timeline)

    def to_plotly(self) -> dict[str, Any]:
        """The figure as plain values: ``{"data": …, "layout": …, "config": …}``. Marks carry the id of their entry."""
        return figure.to_plotly(self.layout)

    def figure(self) -> Figure:
        """The same as a `plotly.graph_objects.Figure`, to be styled and written with Plotly's own means.

        It has a paper of its own, so that its words stay readable on a dark page and with a dark template.
        """
        from imeworkbook.chronology.plotly_figure import Figure

        values = self.to_plotly()
        paper = {"paper_bgcolor": PAPER, "plot_bgcolor": PAPER}
        return Figure(data=values["data"], layout=values["layout"] | paper)

    def to_html(self) -> str:
        """One file that can be moved about, with plotly.js inside and no address."""
        return figure.to_html(self.to_plotly(), self.alt_text())

    def to_svg(
        self,
        page: str = "letter",
        *,
        landscape: bool = True,
        title: bool = True,
        width_pt: float | None = None,
        height_pt: float | None = None,
        window: tuple[dt.date, dt.date] | None = None,
    ) -> str:
        """One printed sheet, whatever the length of the life: the text shrinks, to 5 points, until all of it fits.

        Where that is still too large, crowded rows say how many entries there are at a time; training and work,
        treatment and legal events only where nothing else helps. `sheets` takes more room instead.

        Parameters
        ----------
        page
            ``"letter"`` or ``"a4"``; its printable area inside margins of half an inch is filled.
        title
            Whether the sheet has a heading of its own.
        width_pt, height_pt
            Another area, in points.
        window
            The first and the last day in view; the whole life where it is None.
        """
        across, down = PAGES[page] if landscape else PAGES[page][::-1]
        area = (width_pt or across, height_pt or down)
        stretch = f", {window[0].year} to {window[1].year}" if window else ""
        account = f"My own account, as of {long_day(self.timeline.as_of)}."
        heading = (f"Two histories{stretch}", account) if title else ("", "")
        for scale in _scales(area[0]):
            drawn = self._drawn(scale, area[1], window, heading)
            if drawn:
                return drawn
        return self._drawn(scale, None, window, heading)

    def sheets(self, areas: Sequence[tuple[float, float]]) -> tuple[int, list[str]]:
        """Sheets on which no text is below 7 points and nothing is summarised, each as SVG without a heading.

        Parameters
        ----------
        areas
            Widths and heights in points. The whole life is drawn in the first area in which it fits; where it fits
            none, in two or more of the last one, each for a part of the years.

        Returns
        -------
        tuple
            The number of the area, and the sheets. Where six sheets are too few, one, as `to_svg` fits it.
        """
        for number, (width, height) in enumerate(areas):
            if drawn := self._readable(width, height, None):
                return number, [drawn]
        last = len(areas) - 1
        for count in range(2, _MOST_SHEETS + 1):
            windows = enumerate(self._stretches(count), 1)
            parts = [self._readable(*areas[last], window, f"part-{number}-") for number, window in windows]
            if all(parts):
                return last, parts
        return last, [self.to_svg(title=False, width_pt=areas[last][0], height_pt=areas[last][1])]

    def _readable(self, width: float, height: float, window: tuple[dt.date, dt.date] | None, part: str = "") -> str:
        for scale in _readable_scales(width):
            if drawn := self._drawn(scale, height, window, ("", ""), part):
                return drawn
        return ""

    def _stretches(self, count: int) -> list[tuple[dt.date, dt.date]]:
        """The years of the life in `count` parts, each with its first and last day."""
        first, last = (dt.date.fromordinal(int(day)).year for day in (self.layout.first, self.layout.as_of - 1))
        years = max(last - first + 1, count)
        starts = [first + years * part // count for part in range(count + 1)]
        return [(dt.date(begin, 1, 1), dt.date(end - 1, 12, 31)) for begin, end in pairwise(starts)]

    def _drawn(
        self,
        scale: Scale,
        height: float | None,
        window: tuple[dt.date, dt.date] | None,
        heading: tuple[str, str],
        part: str = "",
    ) -> str:
        """One sheet at one scale; empty where it is taller than `height`."""
        gutter = scale.text * _GUTTER
        layout = lay_out(self.timeline, scale, View(window=window))
        title, subtitle = heading
        if height is not None and svg.sheet_height(layout, gutter=gutter, title=title, subtitle=subtitle) > height:
            return ""
        alternative = story(_within(self.timeline, window) if window else self.timeline)
        words = {"title": title, "subtitle": subtitle, "alternative": alternative}
        return svg.to_svg(layout, gutter=gutter, **words, part=part)

    def decades(self, page: str = "letter", *, landscape: bool = True) -> dict[str, str]:
        """A sheet for each decade that the life touches, as SVG by its name ("1990s"), with more room for its names."""
        first, last = (dt.date.fromordinal(int(day)) for day in (self.layout.first, self.layout.as_of - 1))
        starts = range(first.year // 10 * 10, last.year // 10 * 10 + 1, 10)
        windows = {f"{year}s": (dt.date(max(year, 1), 1, 1), dt.date(year + 9, 12, 31)) for year in starts}
        return {name: self.to_svg(page, landscape=landscape, window=days) for name, days in windows.items()}

    def alt_text(self) -> str:
        """What the chart shows, in plain sentences."""
        return story(self.timeline)

    def _static(self) -> Bundle:
        return {"image/svg+xml": self.to_svg()}


def _scale(width: float, text: float, lanes: int, vital: int, *, tight: bool = False) -> Scale:
    return Scale(width - text * (_GUTTER + 0.5), text, text * 2.9, lanes, vital, tight)


def _readable_scales(width: float) -> Iterator[Scale]:
    """Nothing summarised and no text below the smallest that is read with ease, from the largest text down."""
    texts = _sizes(SMALLEST_TEXT)
    yield from (_scale(width, text, _NO_LIMIT, _NO_LIMIT) for text in texts)
    yield from (_scale(width, text, _NO_LIMIT, _NO_LIMIT, tight=True) for text in texts if text <= SMALLEST_TEXT + 1)


def _scales(width: float) -> Iterator[Scale]:
    """From the largest text down; then crowded rows in fewer and fewer lanes, those that matter most last."""
    lanes = Scale.most_lanes
    yield from (_scale(width, text, lanes, _NO_LIMIT) for text in _sizes(_LAST_TEXT))
    yield from (_scale(width, _LAST_TEXT, most, _NO_LIMIT) for most in range(lanes - 1, _FEWEST_LANES - 1, -1))
    yield from (_scale(width, _LAST_TEXT, _FEWEST_LANES, most) for most in range(lanes, _FEWEST_LANES - 1, -1))


def _sizes(smallest: float) -> list[float]:
    return [_LARGEST_TEXT - _FINER * step for step in range(int((_LARGEST_TEXT - smallest) / _FINER) + 1)]


def _within(timeline: Timeline, window: tuple[dt.date, dt.date]) -> Timeline:
    """The timeline with the entries alone that may have touched some days."""
    spans = [(entry, timeline.span(entry)) for entry in timeline.entries]
    seen = tuple(entry for entry, at in spans if at and at.touches(*window))
    return replace(timeline, entries=seen)


def chronology(timeline: Timeline) -> Chronology:
    """The chart of a timeline."""
    return Chronology(timeline)

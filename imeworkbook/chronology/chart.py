"""`chronology(timeline)`: one chart, shown on screen or printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from imeworkbook.chronology import figure, svg
from imeworkbook.chronology.layout import Scale, View, lay_out
from imeworkbook.chronology.marks import Layout
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
_LARGEST_TEXT, _SMALLEST_TEXT, _FINER = 10.5, 5.0, 0.25
_FEWEST_LANES = 2


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
        """One printed sheet, whatever the length of the life: the text shrinks until all of it fits.

        Where the smallest text is still too large, crowded rows say how many entries there are at a time.

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
        width, height = width_pt or across, height_pt or down
        stretch = f", {window[0].year} to {window[1].year}" if window else ""
        account = f"My own account, as of {long_day(self.timeline.as_of)}."
        heading = (f"Two histories{stretch}", account) if title else ("", "")
        text, lanes = _LARGEST_TEXT, Scale.most_lanes
        while True:
            gutter = text * _GUTTER
            scale = Scale(width - gutter - text * 0.5, text, text * 2.9, lanes)
            layout = lay_out(self.timeline, scale, View(window=window))
            needed = svg.sheet_height(layout, gutter=gutter, title=heading[0], subtitle=heading[1])
            if needed <= height or (text <= _SMALLEST_TEXT and lanes <= _FEWEST_LANES):
                break
            text, lanes = (text - _FINER, lanes) if text > _SMALLEST_TEXT else (text, lanes - 1)
        alternative = story(_within(self.timeline, window) if window else self.timeline)
        return svg.to_svg(layout, gutter=gutter, title=heading[0], subtitle=heading[1], alternative=alternative)

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


def _within(timeline: Timeline, window: tuple[dt.date, dt.date]) -> Timeline:
    """The timeline with the entries alone that may have touched some days."""
    spans = [(entry, timeline.span(entry)) for entry in timeline.entries]
    seen = tuple(entry for entry, at in spans if at and at.touches(*window))
    return replace(timeline, entries=seen)


def chronology(timeline: Timeline) -> Chronology:
    """The chart of a timeline."""
    return Chronology(timeline)

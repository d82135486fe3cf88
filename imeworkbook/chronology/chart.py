"""`chronology(timeline)`: one chart, shown on screen or printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from imeworkbook.chronology import figure, svg
from imeworkbook.chronology.around import Around, around
from imeworkbook.chronology.layout import Scale, View, lay_out
from imeworkbook.chronology.marks import Cluster, Layout
from imeworkbook.chronology.scales import GUTTER, numbering, readable, shrinking
from imeworkbook.chronology.style import PAPER
from imeworkbook.chronology.words import story
from imeworkbook.dates import long_day
from imeworkbook.language import say
from imeworkbook.records import Entry
from imeworkbook.showing import Bundle, Shows
from imeworkbook.timeline import Timeline

if TYPE_CHECKING:
    from imeworkbook.chronology.plotly_figure import Figure

# Printable area in points, landscape, with margins of 36 points (half an inch) all round.
PAGES = {"letter": (720.0, 540.0), "a4": (769.9, 523.3)}
_MOST_SHEETS = 6
Area = tuple[float, float]
Window = tuple[dt.date, dt.date] | None


@dataclass(frozen=True)
class Sheets:
    """A chart on one or more sheets.

    Attributes
    ----------
    area
        The number of the area that they fill.
    svgs
        The sheets.
    windows
        The first and the last day that each of them shows; None for the whole life.
    together
        Under the numbers 1, 2 and so on, the entries that stand on the sheet as one block.
    """

    area: int
    svgs: tuple[str, ...]
    windows: tuple[Window, ...]
    together: tuple[tuple[Entry, ...], ...] = ()

    def __repr__(self) -> str:
        return f"<Sheets: {len(self.svgs)}>"


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
        window: Window = None,
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
        heading = _heading(self.timeline, window) if title else ("", "")
        for scale in shrinking(area[0]):
            drawn = self._drawn(scale, area[1], window, heading)
            if drawn:
                return drawn
        return self._drawn(scale, None, window, heading)

    def sheets(self, areas: Sequence[Area], further: Area | None = None) -> Sheets:
        """Sheets on which no text is below 7 points and nothing is summarised, all at one scale, without a heading.

        Where even six sheets are too few, one, in the tallest area: what is summarised there has a number, and the
        text is below 7 points only where that does not suffice.

        Parameters
        ----------
        areas
            Widths and heights in points. The whole life is drawn in the first area in which it fits; where it fits
            none, in two or more of the last one, each for a part of the years.
        further
            The area of each sheet but the first, where it is not the same.
        """
        for number, area in enumerate(areas):
            if drawn := self._readable([area], [None]):
                return Sheets(number, tuple(drawn), (None,))
        last = len(areas) - 1
        for count in range(2, _MOST_SHEETS + 1):
            windows = self._stretches(count)
            rooms = [areas[last], *[further or areas[last]] * (count - 1)]
            if drawn := self._readable(rooms, windows):
                return Sheets(last, tuple(drawn), tuple(windows))
        return self._numbered(areas)

    def _readable(self, areas: Sequence[Area], windows: Sequence[Window]) -> list[str]:
        """A sheet for each area, at the largest scale at which all of them fit; none where they fit at none."""
        scales = readable(min(width for width, _ in areas))
        if not self._all_drawn(scales[-1], areas, windows):
            return []
        return next(drawn for scale in scales if (drawn := self._all_drawn(scale, areas, windows)))

    def _all_drawn(self, scale: Scale, areas: Sequence[Area], windows: Sequence[Window]) -> list[str]:
        drawn: list[str] = []
        for number, ((_, height), window) in enumerate(zip(areas, windows, strict=True), 1):
            drawn.append(self._drawn(scale, height, window, ("", ""), f"part-{number}-" if window else ""))
            if not drawn[-1]:
                return []
        return drawn

    def _numbered(self, areas: Sequence[Area]) -> Sheets:
        number, (width, height) = max(enumerate(areas), key=lambda area: area[1][1])
        *scales, last = numbering(width)
        scale = next((one for one in scales if self._drawn(one, height, None, ("", ""))), last)
        marks = lay_out(self.timeline, scale, View(told=False)).marks
        entries = self.timeline.entries
        together = tuple(tuple(entries[i] for i in mark.entries) for mark in marks if isinstance(mark, Cluster))
        return Sheets(number, (self._drawn(scale, None, None, ("", "")),), (None,), together)

    def _stretches(self, count: int) -> list[tuple[dt.date, dt.date]]:
        """The years of the life in `count` parts with about as many beginnings, each with its first and last day."""
        spans = [at for entry in self.timeline.entries if (at := self.timeline.span(entry))]
        first = dt.date.fromordinal(int(self.layout.first)).year
        known = [day.year for at in spans for day in (*at.starts, *at.ends) if day]
        last = max([*known, self.timeline.as_of.year, first + count - 1])
        begun = sorted(day.year for at in spans if (day := at.starts[0] or at.starts[1])) or [first]
        starts = [first]
        for part in range(1, count):
            year = begun[len(begun) * part // count]
            starts.append(min(max(year, starts[-1] + 1), last - count + 1 + part))
        return [(dt.date(begin, 1, 1), dt.date(end - 1, 12, 31)) for begin, end in pairwise([*starts, last + 1])]

    def _drawn(
        self,
        scale: Scale,
        height: float | None,
        window: Window,
        heading: tuple[str, str],
        part: str = "",
    ) -> str:
        """One sheet at one scale; empty where it is taller than `height`."""
        gutter = scale.text * GUTTER
        layout = lay_out(self.timeline, scale, View(window=window, told=False))
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

    def around(self, milestones: Iterable[Entry | str] | None = None, months: int = 12) -> Around:
        """The months before and after some milestones, each aligned on its day.

        `milestones` are entries or their ids; without them, the usual ones: training, posts, leaves, licence events,
        the end of schooling, losses. `months` are 1 to 60. Raises `ValueError` for others.
        """
        return around(self.timeline, milestones, months)

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


def _heading(timeline: Timeline, window: tuple[dt.date, dt.date] | None) -> tuple[str, str]:
    account = say("chart:chart.account", day=long_day(timeline.as_of))
    if window is None:
        return say("chart:chart.title"), account
    return say("chart:chart.title_of", first=window[0].year, last=window[1].year), account

"""The sheet on which a layout is made: its scale, the days in view, and what has been placed so far."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field

from imeworkbook.chronology.marks import Heading, Label, Mark, Row
from imeworkbook.chronology.metrics import SMALLEST_ON_SCREEN, smaller
from imeworkbook.kinds import told_with
from imeworkbook.records import Entry, Side
from imeworkbook.timeline import Span, Timeline, span

YEAR = 365.25
Item = tuple[int, Entry, Span]
_OPEN_STUB = 30  # pixels or points of dashes for an end that nobody stated


@dataclass(frozen=True)
class Scale:
    """The room a layout may take: the width for time and the text size, in pixels or points.

    `ribbon` is the height of a phase of daily use; a row of more than `most_lanes` lanes is summarised, one of
    training and work, treatment or legal events beyond `most_vital`, and one of a substance beyond `most_bases`.
    `tight` takes air from between the lanes; `numbered` gives each summary a number. `air` is how much of the room
    around lanes, rows and names is kept, from 1, all of it, to 0, where they nearly touch. Nothing is written smaller
    than `smallest`, unless `text` is.
    """

    plot_width: float = 1000
    text: float = 12
    ribbon: float = 46
    most_lanes: int = 12
    most_vital: int = 12
    most_bases: int = 4
    tight: bool = False
    numbered: bool = False
    air: float = 1.0
    smallest: float = SMALLEST_ON_SCREEN

    def space(self, full: float, least: float) -> float:
        """A height in the sheet's unit, from its text sizes where there is room and where there is none."""
        return self.text * (full - (full - least) * (1 - self.air))

    @property
    def small(self) -> float:
        """The size of what is written smaller than the rest."""
        return smaller(self.text, self.smallest)

    @property
    def lane(self) -> float:
        """The height of one lane, with the space beneath it."""
        return self.text * 1.5 if self.tight else self.space(1.7, 1.17)

    @property
    def bar(self) -> float:
        """The height of a bar."""
        return self.text * 1.25 if self.tight else self.space(1.4, 1.1)


@dataclass(frozen=True)
class View:
    """What of a timeline is shown.

    Attributes
    ----------
    fold
        Kinds that are left out: ``life``, ``treatment``, ``health``, ``legal``.
    window
        The first and the last day in view; the whole life where it is None.
    told
        Whether each entry is put into words for the pointer, which paper does not need.
    """

    fold: tuple[str, ...] = ()
    window: tuple[dt.date, dt.date] | None = None
    told: bool = True


@dataclass
class Sheet:
    """What has been placed so far. Lives only while one layout is being made."""

    timeline: Timeline
    scale: Scale
    view: View
    first: float
    last: float
    y: float = 0.0
    rows: list[Row] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def per_day(self) -> float:
        """Pixels or points a day."""
        return self.scale.plot_width / (self.last - self.first)

    @property
    def as_of(self) -> float:
        """The end of the as-of day."""
        return self.timeline.as_of.toordinal() + 1.0

    def within(self, x: float) -> float:
        """A position kept inside the days in view."""
        return min(max(x, self.first), self.last)

    def left(self, day: dt.date | None) -> float:
        """Where a window begins; an open one at the left margin."""
        return self.within(float(day.toordinal())) if day else self.first

    def right(self, day: dt.date | None) -> float:
        """Where a window that ends with `day` ends; an open one today."""
        return self.within(day.toordinal() + 1.0 if day else self.as_of)

    def extent(self, at: Span) -> tuple[float, float]:
        """The days that it may have touched; a stub where no end was stated."""
        low = min(self.left(at.extent[0]), self.last - 1)
        if at.end_stated:
            return low, max(self.right(at.extent[1]), low + 1)
        return low, min(max(self.right(at.starts[1]), low + 1) + _OPEN_STUB / self.per_day, self.last)

    def core(self, at: Span) -> tuple[float, float] | None:
        """The certain days in view; None where there are none."""
        if at.core is None:
            return None
        low, high = self.left(at.core[0]), self.right(at.core[1])
        return (low, high) if low < high else None

    def opens(self, at: Span) -> tuple[bool, bool]:
        """Whether the extent is open on the left and on the right, or reaches out of view."""
        low, high = at.extent
        return (
            low is None or low.toordinal() < self.first,
            not at.end_stated or high is None or high.toordinal() >= self.last,
        )

    def worked_out(self, index: int, side: Side) -> bool:
        """Whether the window of one side of an entry follows from others, and is narrower than what was stated."""
        entry = self.timeline.entries[index]
        return entry.id in self.timeline.narrowed and self.timeline.narrower(entry, side) is not None

    def remainder(self, entry: Entry, at: Span) -> tuple[tuple[float, float], ...]:
        """The days that were stated as possible and that other entries rule out, before and after what is left."""
        if entry.id not in self.timeline.narrowed:
            return ()
        stated = span(entry, self.timeline.as_of)
        if stated is None:
            return ()
        (low, high), (left, right) = self.extent(stated), self.extent(at)
        return tuple(days for days in ((low, left), (right, high)) if days[1] - days[0] >= 1)

    def goes_on(self, at: Span) -> bool:
        """Whether it goes on at the as-of day, and that day is in view."""
        return at.ongoing and self.first < self.as_of <= self.last

    def seen(self, at: Span) -> bool:
        """Whether it may have touched the days in view."""
        return at.touches(dt.date.fromordinal(int(self.first)), dt.date.fromordinal(math.ceil(self.last) - 1))


def tone_of(entry: Entry) -> str:
    """The name of the tone in which an entry is drawn."""
    return told_with(entry).tone(entry)

"""Around each milestone: use and treatment in the months before and after it, one row each, aligned on its day.

It says what was when, and never why. Rows stand in the order of time. Where the day of a milestone is a window, the
days around it are as much less certain; what is not told is not drawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from imeworkbook import vocabulary
from imeworkbook.chronology import figure, svg
from imeworkbook.chronology.aligned import Turn, near, seen_from, turns, usual
from imeworkbook.chronology.figure_sheet import iso
from imeworkbook.chronology.frequency import Range, frequency
from imeworkbook.chronology.marks import Drawn, Guide, Heading, Layout, Row, Tick
from imeworkbook.chronology.metrics import SMALLEST_TEXT
from imeworkbook.chronology.phases import substance_row
from imeworkbook.chronology.rows import interval_row
from imeworkbook.chronology.scales import GUTTER
from imeworkbook.chronology.sheet import Scale, Sheet, View
from imeworkbook.chronology.style import TONES
from imeworkbook.chronology.words import sentence
from imeworkbook.language import current, texts
from imeworkbook.records import Entry, Use
from imeworkbook.showing import Bundle, Shows
from imeworkbook.timeline import Timeline, frame_of

if TYPE_CHECKING:
    import pandas

_MONTH = 365.25 / 12
_DAY_ZERO = dt.date(2000, 1, 1)
_TICKS = {12: 3, 24: 6}
_MOST_MONTHS = 60
_TEXT_PT = 8.5


class _Relative(Sheet):
    """A sheet on which days are counted from a milestone: nothing on it was narrowed, as it is not in its own time."""

    def worked_out(self, index: int, side: str) -> bool:
        return False

    def remainder(self, entry: Entry, at: object) -> tuple[tuple[float, float], ...]:
        return ()

    def goes_on(self, at: object) -> bool:
        return False


@dataclass(frozen=True)
class Months:
    """Days of use a month before and after one milestone, of one substance.

    Attributes
    ----------
    turn, substance
        The milestone, and a term of the vocabulary.
    before, after
        The least and the most, as the dates and levels as stated allow; None where they do not tell it.
    """

    turn: Turn
    substance: str
    before: Range | None
    after: Range | None

    def __repr__(self) -> str:
        return f"<Months of {self.turn.entry.id}>"


@dataclass(frozen=True)
class Around(Shows):
    """The months around some milestones.

    Attributes
    ----------
    timeline
        What it is drawn from, as one reader may see it.
    turns
        The milestones, in order of time.
    undated
        The entries that were chosen, and of which no day is known.
    months
        How many months before and after are shown.
    """

    timeline: Timeline
    turns: tuple[Turn, ...]
    undated: tuple[Entry, ...]
    months: int

    def __repr__(self) -> str:
        return f"<Around {len(self.turns)} milestones>"

    @cached_property
    def table(self) -> tuple[Months, ...]:
        """For each milestone and each substance of which anything is told: days of use a month before and after."""
        length = round(self.months * _MONTH)
        return tuple(one for turn in self.turns for one in _months(self.timeline, turn, length))

    def to_frame(self) -> pandas.DataFrame:
        """One row for each milestone and substance.

        Columns: id, milestone, when (the person's own words), substance (a term of the vocabulary), months, and
        before_least, before_most, after_least, after_most (mean days of use a month, 0 to 31; NA where not stated).
        """
        ranges = ("before_least", "before_most", "after_least", "after_most")
        text, number = ("id", "milestone", "when", "substance"), ("months",)
        types = {**dict.fromkeys(text, "str"), **dict.fromkeys(number, "Int64"), **dict.fromkeys(ranges, "Float64")}
        rows = [
            (one.turn.entry.id, one.turn.label, one.turn.words, one.substance, self.months)
            + (one.before or (None, None))
            + (one.after or (None, None))
            for one in self.table
        ]
        return frame_of(rows, types)

    @cached_property
    def layout(self) -> Layout:
        """The layout for the screen, in pixels. Day 0 of each milestone is drawn at one place."""
        return lay_out(self, Scale())

    def to_plotly(self) -> dict[str, Any]:
        """The figure as plain values, as `Chronology.to_plotly`; its axis counts months from the milestone."""
        made = figure.to_plotly(self.layout)
        ticks = {
            "tickmode": "array",
            "tickvals": [iso(tick.x) for tick in self.layout.ticks],
            "ticktext": [tick.year for tick in self.layout.ticks],
        }
        made["layout"]["xaxis"] |= ticks
        return made

    def to_svg(self, *, width_pt: float = 510.0, title: bool = True) -> str:
        """All rows as one drawing for paper, as high as they need."""
        subtitle = _said("subtitle").format(months=self.months)
        return self._drawn(width_pt, *((_said("title"), subtitle) if title else ("", "")))

    def _drawn(self, width_pt: float, title: str, subtitle: str, part: str = "") -> str:
        return svg.to_svg(
            lay_out(self, _paper(width_pt)),
            gutter=_TEXT_PT * GUTTER,
            title=title,
            subtitle=subtitle,
            alternative=self.alt_text(),
            part=part,
        )

    def sheets(self, width_pt: float, height_pt: float) -> list[str]:
        """Drawings without a heading, each of as many milestones as a sheet of that room (in points) holds."""
        made: list[tuple[Turn, ...]] = []
        for turn in self.turns:
            more = (*made[-1], turn) if made else (turn,)
            if made and self._part(more)._height(width_pt) <= height_pt:
                made[-1] = more
            else:
                made.append((turn,))
        return [self._part(turns)._drawn(width_pt, "", "", f"around-{number}-") for number, turns in enumerate(made, 1)]

    def _part(self, turns: tuple[Turn, ...]) -> Around:
        return replace(self, turns=turns)

    def _height(self, width_pt: float) -> float:
        layout = lay_out(self, _paper(width_pt))
        return svg.sheet_height(layout, gutter=_TEXT_PT * GUTTER, title="", subtitle="")

    def to_html(self) -> str:
        """One file with plotly.js inside and no address."""
        return figure.to_html(self.to_plotly(), self.alt_text())

    def alt_text(self) -> str:
        """All of it in plain sentences, in order of time."""
        said = [_said("story").format(months=self.months)]
        for one in self.table:
            told = {side: in_words(getattr(one, side)) for side in ("before", "after")}
            substance = vocabulary.label("substance", one.substance)
            said.append(_said("line").format(what=one.turn.label, when=one.turn.words, substance=substance, **told))
        return " ".join(said)

    def _static(self) -> Bundle:
        return {"image/svg+xml": self.to_svg()}


def in_words(days: Range | None) -> str:
    """A range of days a month in words, as a copy prints it."""
    if days is None:
        return _said("not_stated")
    low, high = (current().number(round(value, 1)) for value in days)
    return _said("one" if low == high else "range").format(low=low, high=high)


def around(timeline: Timeline, milestones: Iterable[Entry | str] | None = None, months: int = 12) -> Around:
    """The months around some milestones of a timeline.

    Parameters
    ----------
    milestones
        Entries or their ids; where none are given, those of `aligned.usual`.
    months
        How many before and after, 1 to 60.

    Raises
    ------
    ValueError
        When `months` is out of range, or an id is of no entry of this timeline.
    """
    if not 1 <= months <= _MOST_MONTHS:
        message = f"months: from 1 to {_MOST_MONTHS}"
        raise ValueError(message)
    try:
        found, undated = turns(timeline, usual(timeline) if milestones is None else milestones)
    except KeyError:
        message = "milestones: entries of this timeline, or their ids"
        raise ValueError(message) from None
    return Around(timeline, tuple(found), tuple(undated), months)


def _months(timeline: Timeline, turn: Turn, length: int) -> Iterator[Months]:
    low, high = turn.window
    first, last = low - dt.timedelta(length), high + dt.timedelta(length)
    days = range(low.toordinal(), high.toordinal() + 1)
    uses = (entry for _, entry, _ in near(turn, timeline, length) if isinstance(entry, Use))
    there = {use.substance for use in uses if not use.as_prescribed}
    for substance in (one for one in timeline.substances() if one in there):
        told = frequency(timeline, substance, first, last)
        before, after = told.over(length, (day - length for day in days)), told.over(length, days)
        yield Months(turn, substance, before, after)


# --- the drawing ---


def _paper(width_pt: float) -> Scale:
    return Scale(width_pt - _TEXT_PT * (GUTTER + 0.5), _TEXT_PT, _TEXT_PT * 2.4, smallest=SMALLEST_TEXT)


def lay_out(shown: Around, scale: Scale) -> Layout:
    """Place a block of rows for each milestone under one axis of months."""
    days = round(shown.months * _MONTH)
    zero = float(_DAY_ZERO.toordinal())
    blank = Timeline((), as_of=dt.date.max - dt.timedelta(1))
    sheet = _Relative(blank, scale, View(), zero - days, zero + days + 1)
    axis = (scale.text * 1.9, scale.text * 3.7)
    sheet.y = axis[1] + scale.text * 0.4
    for turn in shown.turns:
        _block(sheet, shown.timeline, turn, days)
    step = next((step for months, step in _TICKS.items() if shown.months <= months), 12)
    ticks = [Tick(zero + month * _MONTH, _tick(month)) for month in _steps(shown.months, step)]
    return Layout(
        first=sheet.first,
        last=sheet.last,
        as_of=sheet.last + 1,
        height=sheet.y + scale.text * 0.5,
        histories=sheet.y,
        axis=axis,
        text=scale.text,
        plot_width=scale.plot_width,
        rows=tuple(sheet.rows),
        headings=tuple(sheet.headings),
        ticks=tuple(ticks),
        marks=tuple(sheet.marks),
        labels=tuple(sheet.labels),
        guides=(Guide(zero, _said("zero")),) if shown.turns else (),
        drawn=tuple(Drawn(one.id, one.label, sentence(one, shown.timeline)) for one in shown.timeline.entries),
        undated=tuple(entry.label for entry in shown.undated),
    )


def _block(sheet: _Relative, timeline: Timeline, turn: Turn, days: int) -> None:
    scale, day_zero = sheet.scale, _DAY_ZERO
    sheet.y += scale.text * 0.6
    tone = "work" if turn.entry.kind == "career" else turn.entry.kind
    sheet.headings.append(
        Heading(_said("heading").format(what=turn.label, when=turn.words), sheet.y + scale.text * 0.6, TONES[tone].line)
    )
    sheet.y += scale.text * 1.5
    items = [(index, entry, seen_from(turn, at, day_zero)) for index, entry, at in near(turn, timeline, days)]
    items = [item for item in items if sheet.seen(item[2])]
    drawn = False
    for substance in timeline.substances():
        own = [(n, one, at) for n, one, at in items if isinstance(one, Use) and _is_use(one, substance)]
        if own:
            substance_row(sheet, vocabulary.label("substance", substance), own)
            drawn = True
    treated = [item for item in items if item[1].told_with == "treatment"]
    if treated:
        interval_row(sheet, vocabulary.label("kind", "treatment"), treated)
        drawn = True
    if not drawn:
        sheet.rows.append(Row("", sheet.y, sheet.y + scale.lane, quiet=_said("nothing")))
        sheet.y += scale.lane


def _is_use(use: Use, substance: str) -> bool:
    return use.substance == substance and not use.as_prescribed


def _steps(months: int, step: int) -> Sequence[int]:
    marks = range(0, months + 1, step)
    return sorted({*marks, *(-mark for mark in marks)})


def _tick(month: int) -> str:
    return _said("tick_zero") if month == 0 else f"{month:+d}".replace("-", "\N{MINUS SIGN}")


def _said(key: str) -> str:
    return str(texts("chart")["around"][key])


__all__ = ["Around", "Months", "around", "in_words"]

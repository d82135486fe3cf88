"""The layout: pure geometry, days by lanes, from a timeline to placed marks. The same input gives the same layout.

Rows are packed and labels placed here, once, so that screen and paper agree. Work, then home and life, stand above the
axis of years, substances below it like the other wing of a butterfly, then treatment, health and the legal side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from imeworkbook import vocabulary
from imeworkbook.chronology.axis import birth, guides, ticks
from imeworkbook.chronology.marks import Drawn, Heading, Layout, Row
from imeworkbook.chronology.monitoring import agreement_row
from imeworkbook.chronology.phases import substance_row
from imeworkbook.chronology.rows import interval_row
from imeworkbook.chronology.sheet import YEAR, Item, Scale, Sheet, View
from imeworkbook.chronology.steps import step_row
from imeworkbook.chronology.strip import strip_row
from imeworkbook.chronology.style import QUIET, TONES
from imeworkbook.chronology.words import sentence
from imeworkbook.dates import long_day
from imeworkbook.kinds import Band, Drawing, Kind, in_band, told_with
from imeworkbook.language import say
from imeworkbook.records import Entry, Use
from imeworkbook.timeline import Timeline


def lay_out(timeline: Timeline, scale: Scale | None = None, view: View | None = None) -> Layout:
    """Place everything that `view` shows of `timeline`. Entries without a readable date are named in `undated`."""
    scale, view = scale or Scale(), view or View()
    items: list[Item] = []
    undated = []
    for index, entry in enumerate(timeline.entries):
        if entry.kind in view.fold:
            continue
        at = timeline.span(entry)
        if at is None:
            undated.append(entry.label)
        else:
            items.append((index, entry, at))
    first, last = _window(view.window) if view.window else _days(items, timeline.as_of)
    sheet = Sheet(timeline, scale, view, first, last)
    items = [item for item in items if sheet.seen(item[2])]
    lines = guides(sheet, items)
    names = 1.5 * (1 + max((guide.tier for guide in lines), default=0))
    sheet.y = scale.space(0.8 + names, 0.05 + names)
    _upper(sheet, items)
    axis = (sheet.y, sheet.y + scale.space(3.3, 2.3))
    sheet.y = axis[1]
    _use(sheet, items)
    histories = sheet.y
    _band(sheet, "", QUIET, _rows_of("below", items))
    return Layout(
        first=first,
        last=last,
        as_of=sheet.as_of,
        height=sheet.y + scale.text * 0.5,
        histories=histories,
        axis=axis,
        text=scale.text,
        plot_width=scale.plot_width,
        rows=tuple(sheet.rows),
        headings=tuple(sheet.headings),
        ticks=tuple(ticks(sheet)),
        marks=tuple(sheet.marks),
        labels=tuple(sheet.labels),
        guides=lines,
        drawn=tuple(_drawn(entry, timeline, told=view.told) for entry in timeline.entries),
        undated=tuple(undated),
        birth=birth(timeline),
        today=say("chart:chart.as_of", day=long_day(timeline.as_of)) if first < sheet.as_of <= last else "",
    )


def _drawn(entry: Entry, timeline: Timeline, *, told: bool) -> Drawn:
    return Drawn(entry.id, entry.label, sentence(entry, timeline) if told else "")


def _window(window: tuple[dt.date, dt.date]) -> tuple[float, float]:
    """The days in view, at least one, with a sliver of room for an arrow at the end."""
    first = float(window[0].toordinal())
    return first, max(window[1].toordinal() + 1.0, first + 1.0)


def _days(items: Sequence[Item], as_of: dt.date) -> tuple[float, float]:
    """The first and the last day shown: whole years, with a little room after today for arrows and labels."""
    known = [day for _, _, at in items for window in (at.starts, at.ends) for day in window if day]
    low = min(known, default=as_of - dt.timedelta(days=int(10 * YEAR)))
    high = max([*known, as_of])
    first = dt.date(max(low.year - (low.month < 3), 1), 1, 1)
    last = high.toordinal() + max(200.0, 0.035 * (high.toordinal() - first.toordinal()))
    return float(first.toordinal()), last


# --- bands ---


def _upper(sheet: Sheet, items: Sequence[Item]) -> None:
    work = in_band("work")
    _band(sheet, work[0].label, TONES["work"].line, _rows_of("work", items))
    _band(sheet, "", QUIET, [*_rows_of("life", items), *_rows_of("between", items)])
    if not sheet.rows:
        sheet.y += sheet.scale.lane


def _use(sheet: Sheet, items: Sequence[Item]) -> None:
    timeline, scale = sheet.timeline, sheet.scale
    never = timeline.never()
    use = [(item, item[1].substance) for item in items if isinstance(item[1], Use) and not item[1].as_prescribed]
    if use or never:
        sheet.y += scale.space(0.9, 0.2)
        sheet.headings.append(
            Heading(vocabulary.label("kind", "use"), sheet.y + scale.text * 0.6, TONES["alcohol"].line)
        )
        sheet.y += scale.text * 0.9
    for substance in timeline.substances():
        own = [item for item, key in use if key == substance]
        if own:
            substance_row(sheet, vocabulary.label("substance", substance), own)
    if never:
        names = ", ".join(vocabulary.label("substance", key) for key in never)
        sheet.rows.append(Row(say("chart:chart.never"), sheet.y, sheet.y + scale.lane, quiet=names))
        sheet.y += scale.lane


_Filled = tuple[str, list[Item], Drawing]
_DRAW = {"bars": interval_row, "strip": strip_row, "steps": step_row, "brackets": agreement_row}


def _rows_of(band: Band, items: Sequence[Item]) -> list[_Filled]:
    """The rows of a band that hold something, in order."""
    return [row for kind in in_band(band) for row in _rows(kind, items) if row[1]]


def _rows(kind: Kind, items: Sequence[Item]) -> list[_Filled]:
    """The rows of a kind by type, under their names; one row under the kind's name where it has no other."""
    own = [item for item in items if told_with(item[1]) is kind]
    if not kind.rows:
        return [(kind.label, own, "strip" if kind.signs else "bars")]
    return [
        (
            vocabulary.label("chart_row", row.key),
            [item for item in own if kind.type_of(item[1]) in row.types],
            row.drawn,
        )
        for row in kind.rows
    ]


def _band(sheet: Sheet, name: str, colour: str, filled: Sequence[_Filled]) -> None:
    if not filled:
        return
    sheet.y += sheet.scale.space(0.9, 0.2)
    if name:
        sheet.headings.append(Heading(name, sheet.y + sheet.scale.text * 0.6, colour))
        sheet.y += sheet.scale.space(1.5, 1.2)
    for row_name, items, drawn in filled:
        _DRAW[drawn](sheet, row_name, items)


__all__ = ["Scale", "View", "lay_out"]

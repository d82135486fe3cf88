"""The axis: years, months or days with the age beside them, and guide lines at landmarks and chosen connections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from imeworkbook import vocabulary
from imeworkbook.chronology.marks import Guide, Tick
from imeworkbook.chronology.metrics import fitted, text_width
from imeworkbook.chronology.sheet import YEAR, Item, Sheet
from imeworkbook.dates import Window, full_years
from imeworkbook.kinds import kind_of
from imeworkbook.language import current, say
from imeworkbook.timeline import Timeline

_Tiers = tuple[list[tuple[float, float]], list[tuple[float, float]]]
_A_MONTH = 31
_SHORTEST_MONTH = 28
_LAST_STEP_DAY = 29
_LINE = 3  # pixels or points to the left and right of a guide line that no name may take
_LONGEST_NAME = 16  # text sizes that the name of a chosen connection takes before all others have their place


def guides(sheet: Sheet, items: Sequence[Item]) -> tuple[Guide, ...]:
    """Dotted lines at connections that were chosen and at landmarks whose month is known.

    As many as have room for their names in two lines; the chosen ones come first, and a long name of theirs takes what
    room is left in the end. The name of the as-of day keeps its own place at the right.
    """
    found: list[Guide] = []
    cut: dict[int, str] = {}
    taken: list[list[tuple[float, float]]] = [[], []]
    if sheet.first < sheet.as_of <= sheet.last:
        taken[0].append((sheet.last - sheet.scale.text * 13 / sheet.per_day, sheet.last))
    for x, name, chosen in (*_chosen(sheet, items), *_landmarks(items)):
        text = _within(sheet, x, name) if chosen else name
        half = (text_width(text, sheet.scale.text) / 2 + 5) / sheet.per_day
        low, high, line = x - half, x + half, (x - _LINE / sheet.per_day, x + _LINE / sheet.per_day)
        # The line from a name in the upper place runs through the lower one.
        wanted: tuple[_Tiers, _Tiers] = ([(low, high)], [line]), ([], [(low, high)])
        tier = next((n for n, two in enumerate(wanted) if all(map(_free, two, taken))), None)
        if tier is None or low < sheet.first or high > sheet.last or not text:
            continue
        for row, stretches in zip(taken, wanted[tier], strict=True):
            row += stretches
        if text != name:
            cut[len(found)] = name
        found.append(Guide(x, text, tier, chosen))
    for index, name in cut.items():
        room = _free_room(sheet, found[index].x, taken[found[index].tier])
        found[index] = replace(found[index], text=fitted(name, sheet.scale.text, room))
    return tuple(sorted(found, key=lambda guide: (guide.x, guide.text)))


def _free_room(sheet: Sheet, x: float, taken: list[tuple[float, float]]) -> float:
    """How wide a name that is centred on `x` may be between those beside it; it takes that room."""
    beside = [(low, high) for low, high in taken if not low < x < high]
    left = max([sheet.first, *(high for _, high in beside if high <= x)])
    right = min([sheet.last, *(low for low, _ in beside if low >= x)])
    half = min(x - left, right - x)
    taken.append((x - half, x + half))
    return 2 * half * sheet.per_day - 11


def _within(sheet: Sheet, x: float, name: str) -> str:
    """A name cut so that it stays on the sheet where it is centred on `x`, and leaves room for others."""
    room = 2 * min(x - sheet.first, sheet.last - x) * sheet.per_day - 11
    return fitted(name, sheet.scale.text, min(room, sheet.scale.text * _LONGEST_NAME))


def _free(stretches: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]]) -> bool:
    return all(high <= a or low >= b for low, high in stretches for a, b in taken)


def _landmarks(items: Sequence[Item]) -> Iterator[tuple[float, str, bool]]:
    for _, entry, at in items:
        begin, end = at.starts
        if kind_of(entry).is_landmark(entry) and begin and end and (end - begin).days <= _A_MONTH:
            yield (begin.toordinal() + end.toordinal() + 1) / 2, entry.label, False


def _chosen(sheet: Sheet, items: Sequence[Item]) -> Iterator[tuple[float, str, bool]]:
    """A line where the use of a connection began, where all that it joins is in this timeline."""
    dated = {entry.id: at for _, entry, at in items}
    known = {entry.id for entry in sheet.timeline.entries}
    for number, link in enumerate(sheet.timeline.linked, 1):
        if link.relation == "no link I can see" or not known.issuperset((*link.use, *link.other)):
            continue
        for id in link.use:
            begin, end = dated[id].starts if id in dated else (None, None)
            if begin and end:
                said = link.text or vocabulary.label("relation", link.relation)
                yield (begin.toordinal() + end.toordinal() + 1) / 2, f"{number}. {said}", True


def ticks(sheet: Sheet) -> list[Tick]:
    """Years, months or days that leave each other room, with the age on each."""
    room = sheet.last - sheet.scale.text * 2.2 / sheet.per_day
    need = sheet.scale.text * 5.2 / sheet.per_day
    days = [day for day in _marked_days(sheet, need) if sheet.first <= day.toordinal() <= room]
    return [Tick(float(day.toordinal()), _named(day, need), _age(sheet.timeline, day)) for day in days]


def _marked_days(sheet: Sheet, need: float) -> Iterator[dt.date]:
    """The days of the finest step that still leaves `need` days between two marks."""
    start, end = dt.date.fromordinal(int(sheet.first)), dt.date.fromordinal(int(sheet.last))
    if need > YEAR / 2:
        step = next((years for years in (1, 2, 5, 10, 20, 50) if years * YEAR >= need), 100)
        for year in range(max(-(-start.year // step) * step, 1), end.year + 1, step):
            yield dt.date(year, 1, 1)
    elif need > _A_MONTH / 2:
        step = next((months for months in (1, 3, 6) if months * _SHORTEST_MONTH >= need), 6)
        for month in range(start.year * 12, end.year * 12 + 12, step):
            yield dt.date(month // 12, month % 12 + 1, 1)
    else:
        step = next((days for days in (1, 2, 5, 10, 15) if days >= need), 15)
        for ordinal in range(start.toordinal(), end.toordinal() + 1):
            day = dt.date.fromordinal(ordinal)
            if (day.day - 1) % step == 0 and day.day <= _LAST_STEP_DAY:
                yield day


def _named(day: dt.date, need: float) -> str:
    """A mark by its year, its month or its day, whichever the marks are apart."""
    if need > YEAR / 2:
        return str(day.year)
    if need > _A_MONTH / 2:
        return str(day.year) if day.month == 1 else current().date("short_month", day)
    return current().date("short_day_of_year", day)


def _age(timeline: Timeline, day: dt.date) -> str:
    born: Window = (timeline.born.earliest, timeline.born.latest) if timeline.born else (None, None)
    if born[0] is None or born[1] is None or day < born[1]:
        return ""
    least, most = full_years(born[1], day), full_years(born[0], day)
    return say("chart:chart.age", least=least) if least == most else say("chart:chart.ages", least=least, most=most)


def birth(timeline: Timeline) -> float | None:
    """The day of birth where it is known to the day, so that the screen can tick ages at any zoom."""
    born = timeline.born
    return float(born.earliest.toordinal()) if born and born.earliest and born.earliest == born.latest else None

"""A line that steps up and down: how someone was doing, well at the top and very hard at the bottom, and no number.

A time that is not remembered is a thin line halfway. What is possible is dashed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from imeworkbook import vocabulary
from imeworkbook.chronology.marks import Course, Label, Row
from imeworkbook.chronology.metrics import text_width
from imeworkbook.chronology.sheet import Item, Sheet, tone_of
from imeworkbook.chronology.style import INK
from imeworkbook.kinds import Doing
from imeworkbook.language import say

_LEVELS = {"well": 0.0, "usual": 1.0, "harder": 2.0, "very_hard": 3.0}
_HALFWAY = 1.5
_AIR = (0.4, 0.15, 0.25)  # text sizes above the highest level and below the lowest: roomy, dense, and on tight paper
_STEP = (0.45, 0.27, 0.32)  # text sizes from one level to the next
_WORDED = 0.3  # text sizes: where steps are lower, there is no room for words between them
_NEXT_DAYS = 1.5  # what ends and what begins at most so far apart are joined by an upright stroke


def step_row(sheet: Sheet, name: str, items: Sequence[Item]) -> None:
    """Place the times of one row. Two that overlap are both drawn: neither is the truer one."""
    air, step = (_room(sheet, *sizes) for sizes in (_AIR, _STEP))
    top = sheet.y + air
    heights = [top + step * _LEVELS.get(_went(item), _HALFWAY) for item in items]
    courses = [course for item, y in zip(items, heights, strict=True) for course in _courses(sheet, item, y)]
    sheet.marks += _joined(courses)
    for item, y in zip(items, heights, strict=True) if step >= _WORDED * sheet.scale.text else ():
        _label(sheet, item, y, above=y > top + step)
    height = 2 * air + 3 * step
    sheet.rows.append(Row(name, sheet.y, sheet.y + height))
    sheet.y += height


def _room(sheet: Sheet, full: float, least: float, tight: float) -> float:
    return sheet.scale.text * tight if sheet.scale.tight else sheet.scale.space(full, least)


def _went(item: Item) -> str:
    entry = item[1]
    assert isinstance(entry, Doing)
    return entry.went or ""


def _courses(sheet: Sheet, item: Item, y: float) -> Iterator[Course]:
    """The certain days of a time, and the possible ones before and after them."""
    index, entry, at = item
    tone, remembered = tone_of(entry), _went(item) in _LEVELS
    first, last = sheet.extent(at)
    core = sheet.core(at)
    if core is None:
        yield Course(first, last, y, tone, index, certain=False, remembered=remembered)
        return
    goes_on = sheet.goes_on(at)
    yield Course(*core, y, tone, index, remembered=remembered, goes_on=goes_on)
    for low, high in ((first, core[0]), (core[1], last)):
        if high - low >= 1 and not (at.ongoing and low == core[1]):
            yield Course(low, high, y, tone, index, certain=False, remembered=remembered)


def _joined(courses: Sequence[Course]) -> Iterator[Course]:
    """The same, in order of time; a certain one begins with a step from the certain one that has just ended."""
    certain = sorted((one for one in courses if one.certain), key=lambda one: (one.x0, one.x1))
    rises = {
        after: before.y
        for before, after in pairwise(certain)
        if abs(after.x0 - before.x1) <= _NEXT_DAYS and before.y != after.y
    }
    for one in sorted(courses, key=lambda one: (one.x0, one.x1)):
        yield replace(one, rise=rises.get(one))


def _label(sheet: Sheet, item: Item, y: float, *, above: bool) -> None:
    """The words of a level beside its line, where the time has room for them."""
    _, entry, at = item
    assert isinstance(entry, Doing)
    low, high = sheet.core(at) or sheet.extent(at)
    size, went = sheet.scale.small, entry.went or ""
    words = vocabulary.label("doing", went).lower() if went in _LEVELS else say("chart:doing.not_remembered")
    if text_width(words, size) + 6 <= (high - low) * sheet.per_day:
        beside = y - size * 0.62 if above else y + size * 0.68
        sheet.labels.append(Label((low + high) / 2, beside, words, "middle", INK))

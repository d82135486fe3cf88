"""A strip of small signs, one a moment: results of tests, in which negative, positive and missed are told apart."""

from __future__ import annotations

from collections.abc import Sequence

from imeworkbook.chronology.marks import FuzzyEdge, Milestone, Row
from imeworkbook.chronology.sheet import Item, Sheet, tone_of
from imeworkbook.kinds import Sign, kind_of

_DRAWN_LAST: tuple[Sign, ...] = ("negative", "other", "missed", "positive")
_HEIGHT = 1.7  # text sizes


def strip_row(sheet: Sheet, name: str, items: Sequence[Item]) -> None:
    """Place one sign for each entry, on one line. None is ever summarised; what lies beneath is what tells least."""
    y, half = sheet.y + sheet.scale.text * _HEIGHT / 2, sheet.scale.text * 0.3
    signs: dict[Sign, list[Milestone]] = {sign: [] for sign in _DRAWN_LAST}
    for index, entry, at in items:
        low, high = sheet.extent(at)
        tone, wide = tone_of(entry), (high - low) * sheet.per_day > 2 * half
        if wide or None in at.extent:
            inferred = sheet.worked_out(index, "start")
            sheet.marks.append(FuzzyEdge(low, high, y - half, y + half, tone, index, *sheet.opens(at), inferred))
        kind = kind_of(entry)
        sign = kind.signs.get(kind.type_of(entry) or "", "other")
        signs[sign].append(Milestone((low + high) / 2, y, tone, index, sign, certain=not wide))
    sheet.marks += [mark for marks in signs.values() for mark in marks]
    sheet.rows.append(Row(name, sheet.y, sheet.y + sheet.scale.text * _HEIGHT))
    sheet.y += sheet.scale.text * _HEIGHT

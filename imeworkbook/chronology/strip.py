"""A strip of small signs, one a moment: results of tests, in which negative, positive and missed are told apart."""

from __future__ import annotations

from collections.abc import Sequence

from imeworkbook.chronology.lanes import pack
from imeworkbook.chronology.marks import FuzzyEdge, Milestone, Row
from imeworkbook.chronology.sheet import Item, Sheet, tone_of
from imeworkbook.kinds import Sign, kind_of

_DRAWN_LAST: tuple[Sign, ...] = ("negative", "other", "explained", "missed", "positive")
_HEIGHT, _LINE = 0.6, 0.85  # text sizes: around the strip, and a line of signs
_MOST_LINES = 4


def strip_row(sheet: Sheet, name: str, items: Sequence[Item]) -> None:
    """Place one sign for each entry, on a further line where two would touch; none is ever summarised.

    Beyond the last line signs lie on one another, and beneath is what tells least.
    """
    text, half = sheet.scale.text, sheet.scale.text * 0.3
    middles = [sum(sheet.extent(at)) / 2 for _, _, at in items]
    room = (half + 1) / sheet.per_day
    lines = pack([(middle - room, middle + room) for middle in middles])
    signs: dict[Sign, list[Milestone]] = {sign: [] for sign in _DRAWN_LAST}
    for line, (index, entry, at) in zip(lines, items, strict=True):
        y = sheet.y + text * (_HEIGHT / 2 + _LINE * (min(line, _MOST_LINES - 1) + 0.5))
        low, high = sheet.extent(at)
        tone, wide = tone_of(entry), (high - low) * sheet.per_day > 2 * half
        if wide or None in at.extent:
            inferred = sheet.worked_out(index, "start")
            sheet.marks.append(FuzzyEdge(low, high, y - half, y + half, tone, index, *sheet.opens(at), inferred))
        kind = kind_of(entry)
        sign = kind.signs.get(kind.type_of(entry) or "", "other")
        signs[sign].append(Milestone((low + high) / 2, y, tone, index, sign, certain=not wide))
    sheet.marks += [mark for marks in signs.values() for mark in marks]
    height = text * (_HEIGHT + _LINE * min(max(lines) + 1, _MOST_LINES))
    sheet.rows.append(Row(name, sheet.y, sheet.y + height))
    sheet.y += height

"""A monitoring agreement as what it is: a bracket over the time in which tests could be asked for, with their rhythm.

It stands right above the strip of test results. How often tests were expected is said in words, where it is stated:
no day on which one was due is drawn, as nobody stated any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imeworkbook.chronology.lanes import pack
from imeworkbook.chronology.marks import Bracket, Label, Row
from imeworkbook.chronology.metrics import fitted, text_width
from imeworkbook.chronology.sheet import Item, Sheet, tone_of
from imeworkbook.chronology.style import INK
from imeworkbook.chronology.words import rhythm_words
from imeworkbook.language import say
from imeworkbook.records import Entry

_LABEL, _LINE, _DROP = 0.6, 1.2, 0.3  # text sizes: the middle of the words, the bracket, and how far its ends reach
_LANE = _LINE + _DROP


def agreement_row(sheet: Sheet, name: str, items: Sequence[Item]) -> None:
    """Place the agreements of one row, each with its words above its bracket; on further lines where they touch."""
    text = sheet.scale.text
    labels = [_label(sheet, entry, *sheet.extent(at)) for _, entry, at in items]
    taken = [_occupied(sheet, item, label) for item, label in zip(items, labels, strict=True)]
    lanes = pack(taken)
    for item, label, lane in zip(items, labels, lanes, strict=True):
        top = sheet.y + lane * text * _LANE
        x, words, anchor = label
        sheet.marks += _brackets(sheet, item, top + text * _LINE)
        sheet.labels.append(Label(x, top + text * _LABEL, words, "end" if anchor == "end" else "start", INK))
    height = text * _LANE * (max(lanes) + 1)
    sheet.rows.append(Row(name, sheet.y, sheet.y + height))
    sheet.y += height


def _occupied(sheet: Sheet, item: Item, label: tuple[float, str, str]) -> tuple[float, float]:
    """The days that an agreement takes with its words."""
    (low, high), (x, words, anchor) = sheet.extent(item[2]), label
    wide = (text_width(words, sheet.scale.text) + 6) / sheet.per_day
    return (min(low, x - wide), high) if anchor == "end" else (low, max(high, x + wide))


def _brackets(sheet: Sheet, item: Item, y: float) -> Iterator[Bracket]:
    """The certain days solid, the possible ones dashed; an end turns down where there is one."""
    index, entry, at = item
    drop, tone = sheet.scale.text * _DROP, tone_of(entry)
    first, last = sheet.extent(at)
    (opens, stays_open), core = sheet.opens(at), sheet.core(at)
    if core is None:
        yield Bracket(first, last, y, drop, tone, index, ends=(not opens, not stays_open), certain=False)
        return
    before, after = core[0] - first >= 1, last - core[1] >= 1 and not at.ongoing
    ends = (not (before or opens), not (after or stays_open or at.ongoing))
    yield Bracket(*core, y, drop, tone, index, ends=ends, goes_on=sheet.goes_on(at))
    if before:
        yield Bracket(first, core[0], y, drop, tone, index, ends=(not opens, False), certain=False)
    if after:
        yield Bracket(core[1], last, y, drop, tone, index, ends=(False, not stays_open), certain=False)


def _label(sheet: Sheet, entry: Entry, low: float, high: float) -> tuple[float, str, str]:
    """Where the words of an agreement stand: from its begin on, or up to its end where there is no room for that."""
    text, rhythm = sheet.scale.text, rhythm_words(entry)
    words = say("chart:monitoring.label", what=entry.label, rhythm=rhythm) if rhythm else entry.label
    right, left = (sheet.last - low) * sheet.per_day - 4, (high - sheet.first) * sheet.per_day - 4
    if text_width(words, text) <= right or right >= left:
        return low, fitted(words, text, right), "start"
    return high, fitted(words, text, left), "end"

"""Rows of spells and moments: packed into lanes, each named inside, beside or before its mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imeworkbook.chronology.lanes import groups, pack
from imeworkbook.chronology.marks import Anchor, Cluster, FuzzyEdge, Label, Milestone, Row, Spell
from imeworkbook.chronology.metrics import broken, fitted, text_width
from imeworkbook.chronology.sheet import Item, Sheet, tone_of
from imeworkbook.chronology.style import INK, TONES
from imeworkbook.chronology.words import entries_words, names_of
from imeworkbook.kinds import told_with
from imeworkbook.language import say
from imeworkbook.records import Entry
from imeworkbook.timeline import Span


@dataclass(frozen=True)
class Placed:
    """Where one entry goes in a row: its drawn extent in days, and where its label stands.

    `ruled_out` are days within that extent which were stated as possible and which other entries rule out.
    """

    low: float
    high: float
    core: tuple[float, float] | None
    label: str = ""
    side: str = ""  # "in", "right" or "left"
    ruled_out: tuple[tuple[float, float], ...] = ()


def interval_row(sheet: Sheet, name: str, items: Sequence[Item]) -> None:
    """Place the entries of one row. What would need more lanes than there may be is summarised in the last of them."""
    scale, top = sheet.scale, sheet.y
    places = [_place(sheet, entry, at) for _, entry, at in items]
    taken = [_occupied(sheet, place) for place in places]
    lanes = pack(taken)
    allowed = scale.most_vital if told_with(items[0][1]).vital else scale.most_lanes
    most = max(lanes) + 1
    crowd = [number for number, lane in enumerate(lanes) if most > allowed and lane >= allowed - 1]
    hidden = frozenset(crowd)
    used = min(most, allowed)
    for number, ((index, entry, at), place, lane) in enumerate(zip(items, places, lanes, strict=True)):
        if number not in hidden:
            _draw_interval(sheet, index, entry, at, place, _lane_top(sheet, top, lane))
    for members in groups([taken[number] for number in crowd]):
        _draw_crowd(sheet, [(items[crowd[m]], places[crowd[m]]) for m in members], _lane_top(sheet, top, used - 1))
    lines = len(broken(name))
    sheet.y = top + max(used * scale.lane, scale.text * (0.6 + 1.1 * lines)) + scale.space(0.25, 0.05)
    sheet.rows.append(Row(name, top, sheet.y))


def _lane_top(sheet: Sheet, top: float, lane: int) -> float:
    return top + lane * sheet.scale.lane + (sheet.scale.lane - sheet.scale.bar) / 2


def _draw_crowd(sheet: Sheet, members: Sequence[tuple[Item, Placed]], y0: float) -> None:
    """A single entry as itself, several as one block that says how many they are."""
    if len(members) == 1:
        (index, entry, at), place = members[0]
        _draw_interval(sheet, index, entry, at, place, y0)
        return
    low, high = min(place.low for _, place in members), max(place.high for _, place in members)
    draw_cluster(sheet, low, high, y0, tuple(index for (index, _, _), _ in members), tone_of(members[0][0][1]))


def draw_cluster(sheet: Sheet, low: float, high: float, y0: float, entries: tuple[int, ...], tone: str) -> None:
    """One block for several entries, with their number on it where it has room."""
    y1 = y0 + sheet.scale.bar
    words = entries_words(len(entries))
    texts = [words, str(len(entries))]
    if sheet.scale.numbered:
        number = 1 + sum(isinstance(mark, Cluster) for mark in sheet.marks)
        texts = [
            say("chart:chart.list", number=number, entries=words),
            say("chart:chart.list_alone", number=number),
            str(number),
        ]
    sheet.marks.append(Cluster(low, high, y0, y1, tone, entries[0], entries, words))
    room = (high - low) * sheet.per_day - 4
    fits = [text for text in texts if text_width(text, sheet.scale.small) <= room]
    fits += texts[-1:] if sheet.scale.numbered else []
    sheet.labels += [Label((low + high) / 2, (y0 + y1) / 2, text, "middle", INK) for text in fits[:1]]


def _place(sheet: Sheet, entry: Entry, at: Span) -> Placed:
    low, high = sheet.extent(at)
    core, out = sheet.core(at), sheet.remainder(entry, at)
    half = sheet.scale.bar / 2 / sheet.per_day
    if at.point:
        middle = (low + high) / 2
        low, high = sheet.within(min(low, middle - half)), sheet.within(max(high, middle + half))
    low, high = min(low, *(days[0] for days in out), low), max(high, *(days[1] for days in out), high)
    if core and not at.point:
        inside = (core[1] - core[0]) * sheet.per_day - 12
        for label in names_of(entry):
            if text_width(label, sheet.scale.text) <= inside:
                return Placed(low, high, core, label, "in", out)
    right, left = (sheet.last - high) * sheet.per_day - 8, (low - sheet.first) * sheet.per_day - 8
    sides = [("right", right), ("left", left)]
    for label in names_of(entry):
        width = text_width(label, sheet.scale.text)
        for side, room in sides:
            if width <= room:
                return Placed(low, high, core, label, side, out)
    side, room = max(sides, key=lambda one: one[1])
    label = fitted(names_of(entry)[0], sheet.scale.text, room)
    return Placed(low, high, core, label, side if label else "", out)


def _occupied(sheet: Sheet, place: Placed) -> tuple[float, float]:
    """The days that an entry takes in its lane, its label and a little air included."""
    width = (text_width(place.label, sheet.scale.text) + 14) / sheet.per_day
    air = 3 / sheet.per_day
    return (
        place.low - (width if place.side == "left" else air),
        place.high + (width if place.side == "right" else air),
    )


def _draw_interval(sheet: Sheet, index: int, entry: Entry, at: Span, place: Placed, y0: float) -> None:
    y1, tone = y0 + sheet.scale.bar, tone_of(entry)
    if at.point:
        _draw_moment(sheet, index, at, place, (y0 + y1) / 2, tone)
    else:
        edges(sheet, index, at, place, y0, y1, tone)
        if place.core:
            sheet.marks.append(Spell(*place.core, y0, y1, tone, index, sheet.goes_on(at)))
    if place.label:
        sheet.labels.append(_label(sheet, place, (y0 + y1) / 2, tone))


def _label(sheet: Sheet, place: Placed, y: float, tone: str) -> Label:
    if place.side == "in" and place.core:
        return Label(place.core[0], y, place.label, "start", TONES[tone].text, 6)
    x, anchor, dx = (place.high, "start", 6.0) if place.side == "right" else (place.low, "end", -6.0)
    side: Anchor = "start" if anchor == "start" else "end"
    return Label(x, y, place.label, side, INK, dx, halo=True)


def _draw_moment(sheet: Sheet, index: int, at: Span, place: Placed, y: float, tone: str) -> None:
    low, high = sheet.extent(at)
    wide = (high - low) * sheet.per_day > sheet.scale.bar
    half = sheet.scale.bar / 2
    if wide or None in at.extent:
        worked_out = sheet.worked_out(index, "start")
        sheet.marks.append(
            FuzzyEdge(low, high, y - half * 0.55, y + half * 0.55, tone, index, *sheet.opens(at), worked_out)
        )
    _draw_ruled_out(sheet, index, place, y - half, y + half, tone)
    sheet.marks.append(Milestone((low + high) / 2, y, tone, index, certain=not wide))


def _draw_ruled_out(sheet: Sheet, index: int, place: Placed, y0: float, y1: float, tone: str) -> None:
    """What was stated as possible stays in sight, as a low line of dashes."""
    middle, half = (y0 + y1) / 2, (y1 - y0) / 8
    for low, high in place.ruled_out:
        sheet.marks.append(FuzzyEdge(low, high, middle - half, middle + half, tone, index))


def edges(sheet: Sheet, index: int, at: Span, place: Placed, y0: float, y1: float, tone: str) -> None:
    """The possible extent before and after the certain days; all of it where no day is certain."""
    open_left, open_right = sheet.opens(at)
    begins, ends = sheet.worked_out(index, "start"), sheet.worked_out(index, "end")
    _draw_ruled_out(sheet, index, place, y0, y1, tone)
    first, last = sheet.extent(at)
    if place.core is None:
        edge = FuzzyEdge(first, last, y0, y1, tone, index, open_left, open_right, begins or ends)
        sheet.marks.append(edge)
        return
    for low, high, opens, worked_out in (
        (first, place.core[0], (open_left, False), begins),
        (place.core[1], last, (False, open_right), ends),
    ):
        if high - low >= 1 and not (at.ongoing and low == place.core[1]):
            sheet.marks.append(FuzzyEdge(low, high, y0, y1, tone, index, *opens, worked_out))

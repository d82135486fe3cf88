"""Rows of substances: phases as steps whose height is days a month, first and last use on the base line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from imeworkbook import vocabulary
from imeworkbook.chronology.lanes import groups, pack
from imeworkbook.chronology.marks import UNSTATED, FuzzyEdge, Label, Milestone, Row, Step, Without
from imeworkbook.chronology.metrics import text_width
from imeworkbook.chronology.rows import Placed, draw_cluster, edges
from imeworkbook.chronology.sheet import Item, Sheet, tone_of
from imeworkbook.chronology.style import INK, QUIET, TONES
from imeworkbook.chronology.words import brief, how_often
from imeworkbook.language import say
from imeworkbook.records import Use
from imeworkbook.timeline import Span

MOST_DAYS = vocabulary.MOST_DAYS_A_MONTH


def substance_row(sheet: Sheet, name: str, items: Sequence[Item]) -> None:
    """Place the phases and events of one substance. Phases that overlap stand on base lines beneath each other."""
    scale, top = sheet.scale, sheet.y
    phases = [item for item in items if not item[2].point]
    spans = [Placed(*sheet.extent(at), sheet.core(at), ruled_out=sheet.remainder(entry, at)) for _, entry, at in phases]
    taken = [place.core or _likely(sheet, at) for place, (_, _, at) in zip(spans, phases, strict=True)]
    lanes = pack(taken)
    most = min(scale.most_lanes, scale.most_bases)
    needed = max(lanes, default=0) + 1
    crowd = [number for number, lane in enumerate(lanes) if needed > most and lane >= most - 1]
    hidden = frozenset(crowd)
    lane_height = scale.ribbon + scale.space(1.35, 1.15)
    bases = [top + lane_height * (lane + 1) for lane in range(min(needed, most))]
    for number, ((index, entry, at), place, lane) in enumerate(zip(phases, spans, lanes, strict=True)):
        assert isinstance(entry, Use)
        if number not in hidden:
            _draw_phase(sheet, index, entry, at, place, taken[number], bases[lane])
    for members in groups([taken[number] for number in crowd]):
        _draw_crowd(sheet, [(phases[crowd[m]], taken[crowd[m]]) for m in members], bases[-1])
    _use_events(sheet, [item for item in items if item[2].point], bases[0])
    sheet.y = bases[-1] + (scale.space(1.75, 1.55) if len(phases) < len(items) else scale.space(0.9, 0.35))
    sheet.rows.append(Row(name, top, sheet.y, base=bases[0]))


def _draw_crowd(sheet: Sheet, members: Sequence[tuple[Item, tuple[float, float]]], base: float) -> None:
    low, high = min(days[0] for _, days in members), max(days[1] for _, days in members)
    high = max(high, low + 1)
    tone = tone_of(members[0][0][1])
    draw_cluster(sheet, low, high, base - sheet.scale.bar, tuple(index for (index, _, _), _ in members), tone)


def _likely(sheet: Sheet, at: Span) -> tuple[float, float]:
    """Where a phase without certain days is packed: from the middle of its start's window to that of its end's."""
    low, high = sheet.extent(at)
    begin = (low + sheet.right(at.starts[1])) / 2
    end = (max(sheet.left(at.ends[0]), low) + high) / 2 if at.ends[0] else high
    return begin, max(begin, end)


def _draw_phase(
    sheet: Sheet, index: int, entry: Use, at: Span, place: Placed, packed: tuple[float, float], base: float
) -> None:
    """Draw one phase on its base line. Its label keeps to the days that no other phase of the lane takes."""
    tone, days = tone_of(entry), entry.days_a_month
    span = place.core or (place.low, place.high)
    if days == 0:
        sheet.marks.append(Without(*span, base, tone, index, sheet.goes_on(at)))
        longest = (_said("longest_without"),) if entry.stands_out == "longest_without" else ()
        named = (_said("named_without", name=entry.name),) if entry.name else ()
        _label_phase(
            sheet, packed, base - sheet.scale.text * 0.8, (*longest, *named, entry.name or _said("without")), QUIET
        )
        return
    height = max(2.5, sheet.scale.ribbon * (12.0 if days is None else days) / MOST_DAYS)
    top = base - height
    edges(sheet, index, at, place if days is not None else replace(place, core=None), top, base, tone)
    if place.core and days is not None:
        sheet.marks.append(Step(*place.core, top, base, tone, index, days, sheet.goes_on(at)))
    inside = height > sheet.scale.text * 1.7
    filled = inside and place.core is not None and days is not None
    y = top + sheet.scale.text * 0.95 if inside else top - sheet.scale.text * 0.75
    texts = _phase_labels(entry)
    known = _label_phase(sheet, packed, y, texts, TONES[tone].text if filled else INK, backing=tone if filled else "")
    if days is None and not known:
        sheet.labels.append(Label((packed[0] + packed[1]) / 2, y, UNSTATED, "middle", INK))


def _phase_labels(entry: Use) -> tuple[str, ...]:
    """What a phase may be called, the fullest first: how often, the usual amount, the most on one occasion."""
    often = brief(entry)
    heaviest = _said("heaviest") if entry.stands_out == "heaviest" else ""
    own = ", ".join(part for part in (heaviest, entry.name, often) if part)
    amounts = [entry.amount, _said("most", amount=entry.most) if entry.most else ""]
    full = [", ".join(part for part in (own, *amounts[:count]) if part) for count in (2, 1)]
    return (*full, own, often, how_often(entry))


def _label_phase(
    sheet: Sheet, span: tuple[float, float], y: float, texts: Sequence[str], colour: str, backing: str = ""
) -> bool:
    """Write the fullest text that the span has room for; whether there was one."""
    room = (span[1] - span[0]) * sheet.per_day - 6
    for text in texts:
        if text_width(text, sheet.scale.small) <= room:
            sheet.labels.append(Label((span[0] + span[1]) / 2, y, text, "middle", colour, backing=backing))
            return True
    return False


_LABELLED_EVENTS = {"first_use", "last_use", "first_weekly", "first_daily"}


def _use_events(sheet: Sheet, items: Sequence[Item], base: float) -> None:
    """First use, last use and the like on the base line, labelled beneath where there is room."""
    scale, taken = sheet.scale, -1e9
    for index, entry, at in sorted(items, key=lambda item: sum(sheet.extent(item[2]))):
        assert isinstance(entry, Use)
        low, high = sheet.extent(at)
        tone, middle = tone_of(entry), (low + high) / 2
        if (high - low) * sheet.per_day > scale.text:
            sheet.marks.append(
                FuzzyEdge(low, high, base - scale.text * 0.3, base + scale.text * 0.3, tone, index, *sheet.opens(at))
            )
        shape = {"first_use": "first", "last_use": "last"}.get(entry.event or "", "moment")
        sheet.marks.append(Milestone(middle, base, tone, index, shape))  # type: ignore[arg-type]
        text = _said(entry.event) if entry.event in _LABELLED_EVENTS else ""
        half = text_width(text, scale.text) / 2 / sheet.per_day
        at_x = min(max(middle, sheet.first + half), sheet.last - half)
        if text and at_x - half > taken:
            sheet.labels.append(Label(at_x, base + scale.space(1.1, 0.95), text, "middle", INK))
            taken = at_x + half + 4 / sheet.per_day


def _said(key: str, **facts: object) -> str:
    return say(f"chart:phase.{key}", **facts)

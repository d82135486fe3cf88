"""The layout: pure geometry, days by lanes, from a timeline to placed marks. The same input gives the same layout.

Rows are packed and labels placed here, once, so that screen and paper agree. Work and life stand above the axis of
years, substances below it like the other wing of a butterfly, then treatment, health and the legal side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from imeworkbook import vocabulary
from imeworkbook.chronology.lanes import pack
from imeworkbook.chronology.marks import (
    Anchor,
    Drawn,
    FuzzyEdge,
    Guide,
    Heading,
    Label,
    Layout,
    Mark,
    Milestone,
    Row,
    Spell,
    Step,
    Tick,
    Without,
)
from imeworkbook.chronology.metrics import fitted, text_width
from imeworkbook.chronology.style import INK, QUIET, TONES
from imeworkbook.chronology.words import sentence, what
from imeworkbook.dates import full_years
from imeworkbook.records import Career, Entry, Life, Treatment, Use
from imeworkbook.timeline import Span, Timeline, Window

MOST_DAYS = vocabulary.MOST_DAYS_A_MONTH
YEAR = 365.25
Item = tuple[int, Entry, Span]


@dataclass(frozen=True)
class Scale:
    """The room a layout may take: the width for time and the text size, in pixels or points."""

    plot_width: float = 1000
    text: float = 12
    ribbon: float = 46

    @property
    def lane(self) -> float:
        """The height of one lane, with the space beneath it."""
        return self.text * 1.7

    @property
    def bar(self) -> float:
        """The height of a bar."""
        return self.text * 1.4


@dataclass
class _Sheet:
    """What has been placed so far. Lives only while one layout is being made."""

    timeline: Timeline
    scale: Scale
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
        return self.timeline.as_of.toordinal() + 1.0

    def left(self, day: dt.date | None) -> float:
        """Where a window begins; an open one at the left margin."""
        return float(day.toordinal()) if day else self.first

    def right(self, day: dt.date | None) -> float:
        """Where a window that ends with `day` ends; an open one today."""
        return min(day.toordinal() + 1.0, self.last) if day else self.as_of


def lay_out(timeline: Timeline, scale: Scale | None = None) -> Layout:
    """Place everything that `timeline` holds. Entries without a readable date are named in `undated`."""
    scale = scale or Scale()
    items: list[Item] = []
    undated = []
    for index, entry in enumerate(timeline.entries):
        at = timeline.span(entry)
        if at is None:
            undated.append(entry.label)
        else:
            items.append((index, entry, at))
    first, last = _days(items, timeline.as_of)
    sheet = _Sheet(timeline, scale, first, last)
    guides = _guides(sheet, items)
    sheet.y = scale.text * (0.8 + 1.5 * (1 + max((guide.tier for guide in guides), default=-1)))
    _upper(sheet, items)
    axis = (sheet.y, sheet.y + scale.text * 3.3)
    sheet.y = axis[1]
    _lower(sheet, items)
    return Layout(
        first=first,
        last=last,
        as_of=sheet.as_of,
        height=sheet.y + scale.text * 0.5,
        axis=axis,
        text=scale.text,
        plot_width=scale.plot_width,
        rows=tuple(sheet.rows),
        headings=tuple(sheet.headings),
        ticks=tuple(_ticks(sheet)),
        marks=tuple(sheet.marks),
        labels=tuple(sheet.labels),
        guides=guides,
        drawn=tuple(Drawn(entry.id, entry.label, sentence(entry, timeline)) for entry in timeline.entries),
        undated=tuple(undated),
        birth=_birth(timeline),
    )


def _days(items: Sequence[Item], as_of: dt.date) -> tuple[float, float]:
    """The first and the last day shown: whole years, with a little room after today for arrows and labels."""
    known = [day for _, _, at in items for window in (at.starts, at.ends) for day in window if day]
    low = min(known, default=as_of - dt.timedelta(days=int(10 * YEAR)))
    high = max([*known, as_of])
    first = dt.date(max(low.year - (low.month < 3), 1), 1, 1)
    last = high.toordinal() + max(200.0, 0.035 * (high.toordinal() - first.toordinal()))
    return float(first.toordinal()), last


# --- bands ---

_WORK_ROWS: tuple[tuple[str, frozenset[str | None]], ...] = (
    ("Schooling", frozenset({"schooling"})),
    ("Training", frozenset({"training"})),
    ("Positions", frozenset({"position", "locum", None})),
    ("Leave, licence", frozenset({"leave", "out_of_work", "licence"})),
)


def _upper(sheet: _Sheet, items: Sequence[Item]) -> None:
    career = [(item, item[1].type) for item in items if isinstance(item[1], Career)]
    work = [(name, [item for item, type in career if type in types]) for name, types in _WORK_ROWS]
    _band(sheet, vocabulary.label("kind", "career"), TONES["work"].line, work)
    life = [item for item in items if isinstance(item[1], Life)]
    _band(sheet, "", TONES["life"].line, [("Home and life", life)])
    if not sheet.rows:
        sheet.y += sheet.scale.lane


def _lower(sheet: _Sheet, items: Sequence[Item]) -> None:
    timeline, scale = sheet.timeline, sheet.scale
    never = timeline.never()
    if timeline.use or never:
        sheet.y += scale.text * 0.9
        sheet.headings.append(
            Heading(vocabulary.label("kind", "use"), sheet.y + scale.text * 0.6, TONES["alcohol"].line)
        )
        sheet.y += scale.text * 0.9
    use = [(item, item[1].substance) for item in items if isinstance(item[1], Use)]
    for substance in timeline.substances():
        own = [item for item, key in use if key == substance]
        if own:
            _substance_row(sheet, vocabulary.label("substance", substance), own)
    if never:
        names = ", ".join(vocabulary.label("substance", key) for key in never)
        sheet.rows.append(Row("Never", sheet.y, sheet.y + scale.lane, quiet=names))
        sheet.y += scale.lane
    others = [
        (vocabulary.label("kind", kind), [item for item in items if item[1].kind == kind])
        for kind in ("treatment", "health", "legal")
    ]
    _band(sheet, "", QUIET, others)


def _band(sheet: _Sheet, name: str, colour: str, rows: Sequence[tuple[str, list[Item]]]) -> None:
    filled = [row for row in rows if row[1]]
    if not filled:
        return
    sheet.y += sheet.scale.text * 0.9
    if name:
        sheet.headings.append(Heading(name, sheet.y + sheet.scale.text * 0.6, colour))
        sheet.y += sheet.scale.text * 1.5
    for row_name, items in filled:
        _interval_row(sheet, row_name, items)


# --- rows of spells and moments ---


def _tone(entry: Entry) -> str:
    if isinstance(entry, Career):
        return {"leave": "leave", "out_of_work": "leave", "locum": "work-part", "licence": "licence"}.get(
            entry.type or "", "work"
        )
    return entry.substance or "other" if isinstance(entry, Use) else entry.kind


@dataclass(frozen=True)
class _Place:
    """Where one entry goes in a row: its drawn extent in days, and where its label stands."""

    low: float
    high: float
    core: tuple[float, float] | None
    label: str
    side: str  # "in", "right", "left" or ""


def _interval_row(sheet: _Sheet, name: str, items: list[Item]) -> None:
    scale = sheet.scale
    places = [_place(sheet, entry, at) for _, entry, at in items]
    lanes = pack([_occupied(sheet, place) for place in places])
    top = sheet.y
    for (index, entry, at), place, lane in zip(items, places, lanes, strict=True):
        y0 = top + lane * scale.lane + (scale.lane - scale.bar) / 2
        _draw_interval(sheet, index, entry, at, place, y0)
    sheet.y = top + (max(lanes) + 1) * scale.lane + scale.text * 0.25
    sheet.rows.append(Row(name, top, sheet.y))


def _place(sheet: _Sheet, entry: Entry, at: Span) -> _Place:
    low, high = _extent(sheet, at)
    core = (sheet.left(at.core[0]), sheet.right(at.core[1])) if at.core else None
    half = sheet.scale.bar / 2 / sheet.per_day
    if at.point:
        middle = (low + high) / 2
        low, high = min(low, middle - half), max(high, middle + half)
    if core and not at.point:
        inside = (core[1] - core[0]) * sheet.per_day - 12
        for label in (entry.label, entry.title):
            if label and text_width(label, sheet.scale.text) <= inside:
                return _Place(low, high, core, label, "in")
    room = (sheet.last - high) * sheet.per_day - 8
    if text_width(entry.label, sheet.scale.text) <= room:
        return _Place(low, high, core, entry.label, "right")
    left = (low - sheet.first) * sheet.per_day - 8
    side, space = ("left", left) if left > room else ("right", room)
    label = fitted(entry.label, sheet.scale.text, space)
    return _Place(low, high, core, label, side if label else "")


def _occupied(sheet: _Sheet, place: _Place) -> tuple[float, float]:
    """The days that an entry takes in its lane, its label and a little air included."""
    width = (text_width(place.label, sheet.scale.text) + 14) / sheet.per_day
    air = 3 / sheet.per_day
    return (
        place.low - (width if place.side == "left" else air),
        place.high + (width if place.side == "right" else air),
    )


_OPEN_STUB = 30  # pixels or points of dashes for an end that nobody stated


def _extent(sheet: _Sheet, at: Span) -> tuple[float, float]:
    low = sheet.left(at.extent[0])
    if at.end_stated:
        return low, max(sheet.right(at.extent[1]), low + 1)
    begun = sheet.right(at.starts[1])
    return low, min(begun + _OPEN_STUB / sheet.per_day, sheet.last)


def _draw_interval(sheet: _Sheet, index: int, entry: Entry, at: Span, place: _Place, y0: float) -> None:
    y1, tone = y0 + sheet.scale.bar, _tone(entry)
    if at.point:
        _draw_moment(sheet, index, at, place, (y0 + y1) / 2, tone)
    else:
        _edges(sheet, index, at, place, y0, y1, tone)
        if place.core:
            sheet.marks.append(Spell(*place.core, y0, y1, tone, index, at.ongoing))
    if place.label:
        sheet.labels.append(_label(sheet, place, (y0 + y1) / 2, tone))


def _label(sheet: _Sheet, place: _Place, y: float, tone: str) -> Label:
    if place.side == "in" and place.core:
        return Label(place.core[0], y, place.label, "start", TONES[tone].text, 6)
    x, anchor, dx = (place.high, "start", 6.0) if place.side == "right" else (place.low, "end", -6.0)
    side: Anchor = "start" if anchor == "start" else "end"
    return Label(x, y, place.label, side, INK, dx)


def _draw_moment(sheet: _Sheet, index: int, at: Span, place: _Place, y: float, tone: str) -> None:
    low, high = _extent(sheet, at)
    wide = (high - low) * sheet.per_day > sheet.scale.bar
    half = sheet.scale.bar / 2
    if wide or None in at.extent:
        opens = (at.extent[0] is None, at.extent[1] is None)
        sheet.marks.append(FuzzyEdge(low, high, y - half * 0.55, y + half * 0.55, tone, index, *opens))
    sheet.marks.append(Milestone((low + high) / 2, y, tone, index, certain=not wide))


def _edges(sheet: _Sheet, index: int, at: Span, place: _Place, y0: float, y1: float, tone: str) -> None:
    """The possible extent before and after the certain days; all of it where no day is certain."""
    open_left, open_right = at.extent[0] is None, not at.end_stated or at.extent[1] is None
    if place.core is None:
        sheet.marks.append(FuzzyEdge(place.low, place.high, y0, y1, tone, index, open_left, open_right))
        return
    for low, high, opens in (
        (place.low, place.core[0], (open_left, False)),
        (place.core[1], place.high, (False, open_right)),
    ):
        if high - low >= 1 and not (at.ongoing and low == place.core[1]):
            sheet.marks.append(FuzzyEdge(low, high, y0, y1, tone, index, *opens))


# --- rows of substances ---


def _substance_row(sheet: _Sheet, name: str, items: list[Item]) -> None:
    scale = sheet.scale
    phases = [item for item in items if not item[2].point]
    spans = [_place_phase(sheet, at) for _, _, at in phases]
    lanes = pack([place.core or _likely(sheet, at) for place, (_, _, at) in zip(spans, phases, strict=True)])
    top = sheet.y
    lane_height = scale.ribbon + scale.text * 1.35
    bases = [top + lane_height * (lane + 1) for lane in range(max(lanes, default=0) + 1)]
    for (index, entry, at), place, lane in zip(phases, spans, lanes, strict=True):
        assert isinstance(entry, Use)
        _draw_phase(sheet, index, entry, at, place, bases[lane])
    _use_events(sheet, [item for item in items if item[2].point], bases[0])
    sheet.y = bases[-1] + scale.text * (1.75 if len(phases) < len(items) else 0.9)
    sheet.rows.append(Row(name, top, sheet.y, base=bases[0]))


def _place_phase(sheet: _Sheet, at: Span) -> _Place:
    low, high = _extent(sheet, at)
    core = (sheet.left(at.core[0]), sheet.right(at.core[1])) if at.core else None
    return _Place(low, high, core, "", "")


def _likely(sheet: _Sheet, at: Span) -> tuple[float, float]:
    """Where a phase without certain days is packed: from the middle of its start's window to that of its end's."""
    low, high = _extent(sheet, at)
    begin = (low + sheet.right(at.starts[1])) / 2
    end = (max(sheet.left(at.ends[0]), low) + high) / 2 if at.ends[0] else high
    return begin, max(begin, end)


def _draw_phase(sheet: _Sheet, index: int, entry: Use, at: Span, place: _Place, base: float) -> None:
    tone, days = _tone(entry), entry.days_a_month
    span = place.core or (place.low, place.high)
    if days == 0:
        sheet.marks.append(Without(*span, base, tone, index, at.ongoing))
        _label_phase(sheet, span, base - sheet.scale.text * 0.8, ("without",), QUIET)
        return
    height = max(2.5, sheet.scale.ribbon * (12.0 if days is None else days) / MOST_DAYS)
    top = base - height
    _edges(
        sheet, index, at, place if days is not None else _Place(place.low, place.high, None, "", ""), top, base, tone
    )
    if place.core and days is not None:
        sheet.marks.append(Step(*place.core, top, base, tone, index, days, at.ongoing))
    inside = height > sheet.scale.text * 1.7 and place.core is not None and days is not None
    y = top + sheet.scale.text * 0.95 if inside else top - sheet.scale.text * 0.75
    texts = _phase_labels(entry)
    _label_phase(sheet, span, y, texts, TONES[tone].text if inside else INK, backing=tone if inside else "")


def _phase_labels(entry: Use) -> tuple[str, ...]:
    """What a phase may be called, the fullest first: how often, the usual amount, the most on one occasion."""
    often = what(entry).removeprefix(f"{entry.label}, ")
    own = f"{entry.name}, {often}" if entry.name else often
    amounts = [entry.amount, f"most: {entry.most}" if entry.most else ""]
    full = [", ".join(part for part in (own, *amounts[:count]) if part) for count in (2, 1)]
    return (*full, own, often)


def _label_phase(
    sheet: _Sheet, span: tuple[float, float], y: float, texts: Sequence[str], colour: str, backing: str = ""
) -> None:
    room = (span[1] - span[0]) * sheet.per_day - 6
    for text in texts:
        if text_width(text, sheet.scale.text * 0.92) <= room:
            sheet.labels.append(Label((span[0] + span[1]) / 2, y, text, "middle", colour, backing=backing))
            return


_EVENT_LABELS = {"first_use": "first", "last_use": "last", "first_weekly": "weekly", "first_daily": "daily"}


def _use_events(sheet: _Sheet, items: list[Item], base: float) -> None:
    """First use, last use and the like on the base line, labelled beneath where there is room."""
    scale, taken = sheet.scale, -1e9
    for index, entry, at in sorted(items, key=lambda item: sum(_extent(sheet, item[2]))):
        assert isinstance(entry, Use)
        low, high = _extent(sheet, at)
        tone, middle = _tone(entry), (low + high) / 2
        if (high - low) * sheet.per_day > scale.text:
            opens = (at.extent[0] is None, at.extent[1] is None)
            sheet.marks.append(
                FuzzyEdge(low, high, base - scale.text * 0.3, base + scale.text * 0.3, tone, index, *opens)
            )
        shape = {"first_use": "first", "last_use": "last"}.get(entry.event or "", "moment")
        sheet.marks.append(Milestone(middle, base, tone, index, shape))  # type: ignore[arg-type]
        text = _EVENT_LABELS.get(entry.event or "", "")
        half = text_width(text, scale.text) / 2 / sheet.per_day
        at_x = min(max(middle, sheet.first + half), sheet.last - half)
        if text and at_x - half > taken:
            sheet.labels.append(Label(at_x, base + scale.text * 1.1, text, "middle", INK))
            taken = at_x + half + 4 / sheet.per_day


# --- guides and ticks ---


def _is_landmark(entry: Entry) -> bool:
    """What other memories lean on: licence events, life events, the start of a marriage or of residential treatment."""
    if isinstance(entry, Life):
        return entry.point or entry.area == "partner"
    if isinstance(entry, Treatment):
        return entry.type == "residential"
    return isinstance(entry, Career) and entry.type == "licence"


def _guides(sheet: _Sheet, items: Sequence[Item]) -> tuple[Guide, ...]:
    """Dotted lines at landmarks whose month is known, as many as have room for their names in two lines."""
    guides: list[Guide] = []
    ends = [-1e9, -1e9]
    for _, entry, at in items:
        begin, end = at.starts
        if not _is_landmark(entry) or begin is None or end is None or (end - begin).days > 31:
            continue
        x = (begin.toordinal() + end.toordinal() + 1) / 2
        half = text_width(entry.label, sheet.scale.text) / 2 / sheet.per_day
        tier = next((number for number, taken in enumerate(ends) if x - half > taken), None)
        if tier is None or x - half < sheet.first or x + half > sheet.last:
            continue
        ends[tier] = x + half + 10 / sheet.per_day
        guides.append(Guide(x, entry.label, tier))
    return tuple(guides)


def _ticks(sheet: _Sheet) -> list[Tick]:
    """Years that leave each other room, with the age at the start of each."""
    need = sheet.scale.text * 5.2 / sheet.per_day / YEAR
    step = next((years for years in (1, 2, 5, 10, 20, 50) if years >= need), 100)
    start, end = dt.date.fromordinal(int(sheet.first)).year, dt.date.fromordinal(int(sheet.last)).year
    years = [year for year in range(-(-start // step) * step, end + 1, step) if year > 0]
    room = sheet.last - sheet.scale.text * 2.2 / sheet.per_day
    years = [year for year in years if dt.date(year, 1, 1).toordinal() <= room]
    return [
        Tick(float(dt.date(year, 1, 1).toordinal()), str(year), _age(sheet.timeline, dt.date(year, 1, 1)))
        for year in years
    ]


def _age(timeline: Timeline, day: dt.date) -> str:
    born: Window = (timeline.born.earliest, timeline.born.latest) if timeline.born else (None, None)
    if born[0] is None or born[1] is None or day < born[1]:
        return ""
    least, most = full_years(born[1], day), full_years(born[0], day)
    return f"age {least}" if least == most else f"age {least}–{most}"


def _birth(timeline: Timeline) -> float | None:
    """The day of birth where it is known to the day, so that the screen can tick ages at any zoom."""
    born = timeline.born
    return float(born.earliest.toordinal()) if born and born.earliest and born.earliest == born.latest else None


__all__ = ["Scale", "lay_out"]

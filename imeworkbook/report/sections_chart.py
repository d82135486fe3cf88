"""The chart in a copy, among its other sections or as a document of its own, and how to read both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imeworkbook import vocabulary
from imeworkbook.chronology import chronology as chart_of
from imeworkbook.chronology.around import Around, Months, in_words
from imeworkbook.chronology.chart import Area, Sheets, Window
from imeworkbook.chronology.metrics import wrapped
from imeworkbook.chronology.words import what
from imeworkbook.records import Consequence, Setting
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.blocks import Block, Chart, Paragraph, Section, Table
from imeworkbook.report.direction import apart
from imeworkbook.report.sections import column_names, head, question, section
from imeworkbook.report.source import Source
from imeworkbook.report.wording import period, words

# The room on the first page below what stands before the chart, in points: width and height.
CHART_AREA = {"letter": (510.0, 450.0), "a4": (493.0, 500.0)}
PAGE_AREA = {"letter": (510.0, 640.0), "a4": (493.0, 690.0)}  # of a page of its own, under a heading
_TEXT_AREA = {"letter": (510.0, 704.0), "a4": (493.0, 753.0)}  # of a whole page, upright
_TEXT_AREA_SIDEWAYS = {"letter": (690.0, 524.0), "a4": (740.0, 507.0)}
_TITLE_ROOM = 31.0
_COPY_TEXT = 10.0
_LINE_ROOM, _LINE = 17.0, 16.5  # what a line of the person's own takes in a copy: around it, and a line of its text
_AROUND = 3.4  # text sizes around the chart of a document of its own
_MOST_NAMED = 4
_LONGEST_STORY = 7_000  # characters, of up to four bytes each


@dataclass(frozen=True)
class Alone:
    """The chart as a document: its sections, how its paper lies and how large its text is, in points."""

    sections: tuple[Section, ...]
    landscape: bool
    text_pt: float


# How the paper may lie for a chart alone, and the size of the text on it. Several pages stand upright.
_WAYS = ((True, 9.0), (False, 8.5), (False, 9.0))


def is_drawn(source: Source) -> bool:
    """Whether there is anything to draw."""
    return bool(source.timeline.entries or source.timeline.never())


def reading(source: Source) -> Section:
    """How to read what stands in this copy, and that it may not be complete."""
    text, timeline = words("text"), source.timeline
    out = Arrangement.of(source.of_kind(Setting), source.audience).left_out
    nothing = [] if timeline.entries or timeline.answers else [Paragraph(text["nothing_yet"])]
    dated = (*timeline.entries, *source.of_kind(Consequence))
    dates = text["reading_dates"] if dated else ""
    chart = text["reading_chart"] if is_drawn(source) and "chronology" not in out else ""
    texts = [dates, f"{chart} {text['reading_all']}".strip(), source.citing.explained(timeline.entries)]
    return section("reading", *nothing, *(Paragraph(text, "small") for text in texts if text))


def chronology(source: Source) -> Section | None:
    """Both histories, with the head of the document on one page or on pages of their own."""
    if not is_drawn(source):
        return None
    lines = Arrangement.of(source.of_kind(Setting), source.audience).lines
    besides, beside_it = at_odds(source), lines.get("chronology", "")
    width, height = CHART_AREA[source.paper]
    page_width, page_height = PAGE_AREA[source.paper]
    on_page = _lines_room((beside_it, *(one.text for one in besides)), width)
    height -= on_page + _lines_room((lines.get("head", ""), question(source)), width)
    chart = chart_of(source.timeline)
    sheets = chart.sheets([(width, height), (page_width, page_height - on_page)], PAGE_AREA[source.paper])
    room = ("here", "page")[sheets.area]
    charts = _charts(sheets, chart.alt_text(), room)
    heading = words("heading")["chronology" if len(charts) == 1 else "chronology_pages"]
    return Section("chronology", heading, (*charts, *besides, *_lists(sheets, words("text")["lists"])))


def _lines_room(texts: Sequence[str], width: float) -> float:
    """What these texts take on paper with the space around them, in points; an empty one takes nothing."""
    return sum(_LINE_ROOM + _LINE * len(wrapped(text, _COPY_TEXT, width)) for text in texts if text)


def at_odds(source: Source) -> tuple[Paragraph, ...]:
    """One line that names what of a chart does not go together; nothing where all of it does."""
    names = list(dict.fromkeys(apart(what(one)) for one in source.timeline.entries if one.id in source.conflicts))
    if not names:
        return ()
    more = [words("short")["more"].format(n=len(names) - _MOST_NAMED)] if len(names) > _MOST_NAMED else []
    line = str(words("conflict")["drawn"]).format(names="; ".join(names[:_MOST_NAMED] + more))
    return (Paragraph(line, "small"),)


def around(source: Source) -> Section | None:
    """The months around each milestone, drawn, where the person adds that to this copy."""
    shown = _around(source, "around")
    if shown is None:
        return None
    note = Paragraph(words("text")["never_why"], "small")
    drawn = shown.sheets(*PAGE_AREA[source.paper])
    return section("around", note, *(Chart(svg, words("text")["around_alt"], "page") for svg in drawn))


def around_months(source: Source) -> Section | None:
    """Days of use a month around each milestone as a table, where the person adds that to this copy."""
    shown = _around(source, "around_months")
    if shown is None:
        return None
    rows = tuple(
        (apart(one.turn.words), apart(one.turn.label), vocabulary.label("substance", one.substance), *_days(one))
        for one in shown.table
    )
    table = Table(column_names("when what substance before after"), rows, (1.0, 1.6, 1.0, 1.1, 1.1))
    return section("around_months", Paragraph(words("text")["around"], "small"), table)


def _around(source: Source, key: str) -> Around | None:
    if key in Arrangement.of(source.of_kind(Setting), source.audience).left_out:
        return None
    shown = chart_of(source.timeline).around()
    return shown if shown.table else None


def _days(one: Months) -> tuple[str, str]:
    return in_words(one.before), in_words(one.after)


def has_around(source: Source) -> bool:
    """Whether there is a milestone around which anything could be told."""
    return bool(source.timeline.use and source.timeline.career)


def alone(source: Source) -> Alone:
    """Both histories on a page of their own, on several where one could not be read, with whose they are."""
    text, above, besides = words("text"), head(source).blocks, at_odds(source)
    if not is_drawn(source):
        notes = Paragraph(text["reading_all"], "small")
        return Alone((Section("one-page", "", (*above, Paragraph(text["nothing_yet"]), notes)),), *_WAYS[0])
    notes = Paragraph(text["reading_one_page"], "small")
    chart = chart_of(source.timeline)
    sheets = chart.sheets([_room(source, way, (*above, *besides, notes)) for way in _WAYS], PAGE_AREA[source.paper])
    first, *further = _charts(sheets, chart.alt_text(), "page")
    parts = [Paragraph(_parts(sheets.windows), "small")] if further else []
    here = Chart(first.svg, first.alternative)
    pages = [
        Section(f"one-page-{n}", words("heading")["one_page_further"].format(n=n, years=one.caption), (_bare(one),))
        for n, one in enumerate(further, 2)
    ]
    listed = [Section("one-page-lists", text["lists"], (table,)) for table in _lists(sheets)]
    made = (Section("one-page", "", (*above, *parts, here, *besides, notes)), *pages, *listed)
    return Alone(made, *_WAYS[sheets.area])


def _room(source: Source, way: tuple[bool, float], texts: Sequence[Block]) -> Area:
    """The room for the chart on a page with a title and these texts, in points."""
    landscape, size = way
    width, height = (_TEXT_AREA_SIDEWAYS if landscape else _TEXT_AREA)[source.paper]
    lines = sum(len(wrapped(text.plain(), size, width)) + 0.5 for text in texts)
    return width, height - _TITLE_ROOM - size * (_AROUND + 1.3 * lines)


def _charts(sheets: Sheets, story: str, room: str) -> tuple[Chart, ...]:
    """A chart for each sheet. The first one tells the whole story."""
    told = [_short(story), *(words("text")["chart_further"] for _ in sheets.svgs[1:])]
    drawn = zip(sheets.svgs, told, sheets.windows, strict=True)
    return tuple(Chart(svg, alternative, room, _years(window)) for svg, alternative, window in drawn)


def _bare(chart: Chart) -> Chart:
    return Chart(chart.svg, chart.alternative, chart.room)


def _years(window: Window) -> str:
    """The years of one sheet of several; empty where there is but one."""
    return _from_to(*window) if window else ""


def _from_to(first: dt.date, last: dt.date) -> str:
    if first.year == last.year:
        return str(first.year)
    return str(words("text")["years"]).format(first=first.year, last=last.year)


def _parts(windows: Sequence[Window]) -> str:
    """Which years stand on which page."""
    here, *others = map(_years, windows)
    pages = [str(words("text")["years_on"]).format(years=years, n=n) for n, years in enumerate(others, 2)]
    return str(words("text")["on_pages"]).format(count=len(windows), here=here, others="; ".join(pages))


def _lists(sheets: Sheets, caption: str = "") -> Iterator[Table]:
    """A table of each entry of the numbered blocks, under its number; none where there is no such block."""
    rows = tuple(
        (str(number) if not place else "", period(entry), apart(what(entry)))
        for number, entries in enumerate(sheets.together, 1)
        for place, entry in enumerate(entries)
    )
    if rows:
        yield Table(column_names("list when what"), rows, (0.4, 1.6, 3.0), caption)


def _short(story: str) -> str:
    """The story, ended behind a sentence where it grows too long to be heard; PDF/A has no text above 32,767 bytes."""
    if len(story) <= _LONGEST_STORY:
        return story
    told, _, _ = story[:_LONGEST_STORY].rpartition(". ")
    return f"{told}. {words('text')['more_told']}"

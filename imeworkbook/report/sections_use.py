"""Substance use on paper: what was stated of each substance, then its changes in pattern.

Each cell is one statement or "not stated here". Nothing is worked out from the rows that are left: no last use from the
last phase, no heaviest time from the highest row, no time without from the gap between two.
"""

from __future__ import annotations

from collections.abc import Sequence

from imeworkbook import vocabulary
from imeworkbook.amounts import printed
from imeworkbook.asked import Standing, told
from imeworkbook.records import Use
from imeworkbook.report.blocks import Block, Paragraph, Section, Table
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.sections import column_names, section
from imeworkbook.report.source import Source
from imeworkbook.report.wording import date, details, how_often, in_a_word, narrowed, not_stated, when, words
from imeworkbook.timeline import Timeline

_EVENTS = ("first_use", "first_weekly", "first_daily", "last_use")
_COLUMNS = (*_EVENTS, "route")
_MORE = (
    "route", "prescribed", "setting", "combined_with", "withdrawal", "overdose", "blackouts", "cravings", "notes",
)  # fmt: skip


def substances(source: Source) -> Section | None:
    """First, weekly, daily and last use and routes of each substance, as stated or answered; then whole classes."""
    timeline = source.timeline
    blocks: list[Block] = []
    answered = {substance: told(source.records, "use", substance) for substance in vocabulary.terms("substance")}
    known = [key for key in answered if answered[key] or key in timeline.substances()]
    rows = tuple(_summary(source, key, answered[key]) for key in known)
    if rows:
        columns = column_names("substance first_use first_weekly first_daily last_use route")
        blocks.append(Table(columns, rows, (1.2, 1.2, 1, 1, 1.1, 0.9)))
    for substance, answers in answered.items():
        if said := in_a_word(one for one in answers if one.question.key not in _COLUMNS):
            label = vocabulary.label("substance", substance)
            blocks.append(Paragraph(said, "item", f"{label}, {words('text')['also_asked'].lower()}"))
    for state, said in words("classes").items():
        if classes := timeline.answered(state):
            names = ", ".join(vocabulary.label("substance", key) for key in classes)
            blocks.append(Paragraph(f"{said}: {names}."))
    return section("substances", *blocks) if blocks else None


def _summary(source: Source, substance: str, answered: Sequence[Standing]) -> tuple[str, ...]:
    entries = [entry for entry in source.timeline.use if entry.substance == substance]
    cells = {
        event: "\n".join(_dated(entry, source.timeline) for entry in entries if entry.event == event)
        for event in _EVENTS
    }
    cells["route"] = "\n".join(
        dict.fromkeys(vocabulary.label("route", entry.route) for entry in entries if entry.route)
    )
    in_words = {one.question.key: one.words for one in answered}
    cells = {key: cell or in_words.get(key) or not_stated() for key, cell in cells.items()}
    return vocabulary.label("substance", substance), *cells.values()


def _dated(entry: Use, timeline: Timeline) -> str:
    named = apart(date(entry.start)) + (f" ({apart(entry.name)})" if entry.name else "")
    return "\n".join(part for part in (named, *narrowed(entry, timeline), details(entry)) if part)


def patterns(source: Source) -> Section | None:
    """A table for each substance: from when to when, how often, how much, what changed and why."""
    columns, widths = column_names("when often amount most why"), (1.25, 1, 1, 1, 1.9)
    blocks = []
    for substance in source.timeline.substances():
        of_it = (entry for entry in source.timeline.use if entry.substance == substance)
        rows = tuple(_pattern(entry, source.timeline) for entry in of_it if not _said_in_summary(entry))
        if rows:
            blocks.append(Table(columns, rows, widths, vocabulary.label("substance", substance)))
    return section("patterns", *blocks) if blocks else None


def _said_in_summary(entry: Use) -> bool:
    """Whether the summary holds all that this entry says: an event with its date, its name and its route."""
    fields = ("title", "frequency", "amount", "most", "reason", *_MORE[1:])
    return entry.point and entry.event in _EVENTS and not any(getattr(entry, field) for field in fields)


def _pattern(entry: Use, timeline: Timeline) -> tuple[str, ...]:
    nothing = "–" if entry.days_a_month == 0 else "" if entry.event in _EVENTS else not_stated()
    stands_out = vocabulary.label("stands_out", entry.stands_out) if entry.stands_out else ""
    why = "\n".join(part for part in (stands_out, entry.reason, details(entry, *_MORE)) if part)
    amount, most = (printed(said, entry.substance or "") or nothing for said in (entry.amount, entry.most))
    return when(entry, timeline), _often(entry), amount, most, why


def _often(entry: Use) -> str:
    event = vocabulary.label("use_event", entry.event) if entry.event in _EVENTS else ""
    called = beside(", ", (event, entry.title, entry.name))
    often = "" if event and entry.frequency is None else how_often(entry)
    return beside(": ", (called, often))

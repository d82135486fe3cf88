"""The sections of copies, each made from a source. A section with nothing to say is None and leaves no trace.

Here are the head and the tables of entries; `sections_chart`, `sections_use` and `sections_talk` hold others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from imeworkbook.asked import told
from imeworkbook.chronology.words import what
from imeworkbook.dates import long_day
from imeworkbook.kinds import Kind, kind_of
from imeworkbook.language import colon, labelled
from imeworkbook.records import Appointment, Entry
from imeworkbook.report.blocks import Block, Paragraph, Section, Table
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.source import Source
from imeworkbook.report.wording import date, dated, details, in_a_word, narrowed, period, words

Maker = Callable[[Source], Section | None]

_ALWAYS = 2  # columns that a table has, though nothing stands in them


def section(key: str, *blocks: Block) -> Section:
    """A section under its printed heading."""
    return Section(key, words("heading")[key], blocks)


def table(key: str, columns: str, widths: tuple[float, ...], rows: Sequence[tuple[str, ...]]) -> Section | None:
    """A section of one table with these columns (keys, separated by spaces); None without rows.

    A further column in which nothing stands is left out.
    """
    kept = [place for place in range(len(widths)) if place < _ALWAYS or any(row[place] for row in rows)]
    names = column_names(columns)
    cells = tuple(tuple(row[place] for place in kept) for row in rows)
    made = Table(tuple(names[place] for place in kept), cells, tuple(widths[place] for place in kept))
    return section(key, made) if rows else None


def column_names(keys: str) -> tuple[str, ...]:
    """The printed names of columns."""
    names = words("column")
    return tuple(names[key] for key in keys.split())


def with_asked(kind: str, maker: Maker, key: str = "") -> Maker:
    """The section of `maker` with what was answered in a word below it: none, or not remembered."""

    def make(source: Source) -> Section | None:
        made, said = maker(source), in_a_word(told(source.records, kind))
        if not said:
            return made
        below = Paragraph(said, "item", str(words("text")["also_asked"]))
        return section(key or kind, *(made.blocks if made else ()), below)

    return make


def head(source: Source) -> Section:
    """Whose account this is, when it was prepared, and the question that the evaluator is asked."""
    text, profile = words("text"), source.profile
    who = profile.name or profile.initials
    lines = [
        text["own_account"] + (colon() + _ended(who) if who else "."),
        labelled(text["profession"], _ended(profile.profession)) if profile.profession else "",
        labelled(text["born"], f"{date(profile.born)}.") if profile.born else "",
        f"{text['prepared']} {long_day(source.prepared)}.",
    ]
    lead = Paragraph(" ".join(line for line in lines if line), "lead")
    asked = question(source)
    return Section("head", "", (lead, Paragraph(asked, "item", text["question"])) if asked else (lead,))


def question(source: Source) -> str:
    """What the evaluator is asked to answer, as far as that is stated for this reader."""
    return next((one.question for one in source.of_kind(Appointment)), "")


def _ended(text: str) -> str:
    """The text with a full stop, unless it ends in one, as initials do."""
    return apart(text) + ("" if text.endswith(".") else ".")


def career(source: Source) -> Section | None:
    """Training and work, in order."""
    rows = [
        (
            when(entry, source),
            _what(entry),
            beside(", ", (entry.organisation, entry.place)),
            sourced(entry, source, detailed(entry, source, *kind_of(entry).printed)),
        )
        for entry in source.timeline.career
    ]
    return table("career", "when what where details", (1.3, 1.4, 1.2, 1.9), rows)


def entry_row(entry: Entry, source: Source) -> tuple[str, ...]:
    """When an entry was, what it was, and the fields that its kind prints."""
    return when(entry, source), _what(entry), sourced(entry, source, detailed(entry, source, *kind_of(entry).printed))


def entries_of(kind: Kind, row: Callable[[Entry, Source], tuple[str, ...]] = entry_row) -> Maker:
    """A maker for a table of the entries that are told with one kind."""

    def make(source: Source) -> Section | None:
        rows = [row(entry, source) for entry in source.timeline.told_with(kind.name)]
        return table(kind.name, "when what details", (1.3, 1.5, 2.2), rows)

    return make


def when(entry: Entry, source: Source) -> str:
    """When an entry was, as stated; below it what other dates make narrower, and what it does not go together with."""
    return "\n".join((source.citing.marked(entry, period(entry)), *beneath(entry, source)))


def beneath(entry: Entry, source: Source) -> Iterator[str]:
    """The lines below a date: what other dates make narrower, and what it does not go together with."""
    yield from narrowed(entry, source.timeline)
    if entry.id in source.conflicts:
        yield conflict(source.conflicts[entry.id])


def conflict(others: Iterable[Entry | str]) -> str:
    """That something cannot be right together with these others, as they stand in this copy."""
    return str(words("period")["conflict"]).format(others="; ".join(map(_other, others)))


def _other(one: Entry | str) -> str:
    return str(words("conflict")[one]) if isinstance(one, str) else dated(what(one), one)


def sourced(entry: Entry, source: Source, *told: str) -> str:
    """What is told of an entry, a line each, and below it the records that it cites."""
    return "\n".join(line for line in (*told, *source.citing.beside(entry)) if line)


def detailed(entry: Entry, source: Source, *fields: str) -> str:
    """The stated ones of these fields of an entry, and where it comes from unless that is cited beside it."""
    return details(entry, *fields, cited=source.citing.cites(entry))


def _what(entry: Entry) -> str:
    kind = kind_of(entry)
    if kind.signs:
        return entry.label
    return _titled(kind.type_label(entry), entry.title)


def _titled(type_name: str, title: str) -> str:
    return title if type_name.lower() in title.lower() else beside(colon(), (type_name, title))

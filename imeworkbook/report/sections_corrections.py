"""Corrections: what the report of the examination says otherwise, to talk through with a clinician or a lawyer.

A list for the person, and for the clinician where it is stated for them. No copy for an evaluator has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from imeworkbook.dates import long_day
from imeworkbook.records import Correction, Document
from imeworkbook.report.blocks import Block, Paragraph, Section, Table
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.sections import section, table
from imeworkbook.report.source import Source
from imeworkbook.report.wording import dated, details, words

COLUMNS = "number page report correction rests_on state"
WIDTHS = (0.35, 0.6, 1.9, 1.9, 1.7, 1.1)
KINDS = ("fact", "judgement")


def in_order(found: Iterable[Correction]) -> list[Correction]:
    """By the pages of the report, those without a page last; facts before judgements."""
    return sorted(found, key=lambda one: (KINDS.index(one.about), not one.page, _numbers(one.page)))


def _numbers(page: str) -> tuple[int, ...]:
    """The numbers in the words for a page: "p. 12, line 3" comes after "9 to 10"."""
    return tuple(map(int, re.findall(r"\d+", page)))


def corrections(source: Source) -> Section | None:
    """The list as this reader sees it, with what it is for."""
    said, told = words("corrections"), tables(source)
    named = [replace(told[kind], caption=said[kind]) for kind in told]
    return section("corrections", *(Paragraph(text, "small") for text in preamble()), *named) if told else None


def preamble() -> tuple[str, ...]:
    """What the list is for, and whom to ask first."""
    said = words("corrections")
    return said["purpose"], said["first"]


def tables(source: Source) -> dict[str, Table]:
    """A table of facts and one of judgements, numbered through; none of which there is nothing."""
    rows: dict[str, list[tuple[str, ...]]] = {kind: [] for kind in KINDS}
    for number, one in enumerate(in_order(source.of_kind(Correction)), 1):
        rows[one.about].append(_row(number, one, source))
    made = {kind: table("corrections", COLUMNS, WIDTHS, rows[kind]) for kind in KINDS}
    return {kind: drawn for kind, part in made.items() if part and isinstance(drawn := part.blocks[0], Table)}


def _row(number: int, one: Correction, source: Source) -> tuple[str, ...]:
    said = words("corrections")
    states = ((words("text")["talked"], one.talked_on), (said["raised"], one.raised_on))
    return (
        str(number),
        one.page,
        one.report,
        "\n".join(part for part in (one.text, details(one, "notes")) if part),
        "\n".join((*_concerned(one, source), *_rests_on(one, source))),
        "\n".join(f"{said_of} {long_day(day)}" for said_of, day in states if day),
    )


def _concerned(one: Correction, source: Source) -> Iterator[str]:
    """The entries that it concerns, as far as this reader may see them, with their dates."""
    there = {entry.id: entry for entry in source.timeline.entries}
    yield from (dated(there[id].label, there[id]) for id in dict.fromkeys(one.entries) if id in there)


def _rests_on(one: Correction, source: Source) -> Iterator[str]:
    """The records that it rests on under the numbers that this reader has, with what each says."""
    said, numbers = words("cited"), _numbered(source)
    for cited in (cited for cited in dict.fromkeys(one.citations) if cited.record in numbers):
        place = said["at" if cited.place else "record"].format(n=numbers[cited.record], place=apart(cited.place))
        yield said["says"].format(record=place, says=apart(cited.says)) if cited.says else place


def _numbered(source: Source) -> dict[str, int]:
    """The number of each record; none where this copy leaves the list of records out."""
    return {} if "documents" in source.citing.left_out else dict(source.citing.numbers)


def records_cited(source: Source) -> list[Block]:
    """The records that the list rests on, a line each under its number, with who has it."""
    cited = {cited.record for one in source.of_kind(Correction) for cited in one.citations} & _numbered(source).keys()
    found = (record for record in source.of_kind(Document) if record.id in cited)
    return [Paragraph(beside("; ", (source.citing.numbered(one), one.holder)), "item") for one in found]

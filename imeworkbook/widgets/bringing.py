"""Bringing in files, from the first look to what was confirmed: for the card and for the command line.

It knows no widgets. It holds what was read in memory, and lets go of it when it is put away; nothing is kept before
`keep`, and that in one step of undo.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from imeworkbook.errors import DateError, ImeworkbookError, InvalidRecord, Problem
from imeworkbook.importers import Choices, Proposals, Proposed, read
from imeworkbook.importers.beside import Offer, offers
from imeworkbook.importers.taking import Decision, documents, entry_of, kept
from imeworkbook.importers.wording import said
from imeworkbook.records import Document, Entry, Record
from imeworkbook.widgets import quick
from imeworkbook.widgets.rows import entry_when
from imeworkbook.workbook import Workbook

Source = Path | str | bytes


class Bringing:
    """Some files over one workbook."""

    def __init__(self, workbook: Workbook, today: dt.date | None = None) -> None:
        self.workbook = workbook
        self.today = today or dt.date.today()
        self.files: list[Proposals] = []
        self.offers: tuple[Offer, ...] = ()
        self._taken: dict[str, str] = {}  # the mark of what was taken, and the entry that it became

    def __repr__(self) -> str:
        return f"<Bringing of {len(self.files)} files>"

    def choices(self, **said_of_it: Any) -> Choices:  # noqa: ANN401 - the fields of `Choices`
        """What is said of a file, with the workbook's own habit of dates where nothing else was said."""
        habit = {"day first": True, "month first": False}.get(self.workbook.setting("date order"))
        return Choices(**{"day_first": habit, "today": self.today, **said_of_it})

    def take_in(self, source: Source, choices: Choices | None = None) -> Proposals:
        """Look at one more file. Raises `CannotImport` where it cannot be read."""
        return self.take(read(source, choices or self.choices()))

    def take(self, read_of_it: Proposals) -> Proposals:
        """Look at what was read of one more file."""
        found = self._whose(self._with_lines(read_of_it))
        self.files.append(found)
        self.look()
        return found

    def look(self) -> None:
        """Hold what was read against the workbook as it is now."""
        entries = {record.id: record for record in self.workbook.records() if isinstance(record, Entry)}
        found = offers(self.files, entries.values())
        self.offers = tuple(self._as_taken(one, entries) for one in found)

    def _as_taken(self, offer: Offer, entries: Mapping[str, Entry]) -> Offer:
        """An offer that was taken already, however it was changed first, is there already."""
        taken = entries.get(self._taken.get(offer.row.mark, ""))
        return replace(offer, standing="same", other=taken) if taken else offer

    def put_away(self) -> None:
        """Let go of all that was read."""
        self.files, self.offers = [], ()

    def _whose(self, found: Proposals) -> Proposals:
        """Say where the date of birth in a file is not the person's own."""
        own = self.workbook.profile.born
        born = own.date if own else None
        if not found.born or born is None or _may_be(found.born, born.earliest, born.latest):
            return found
        asks = Problem("", "importers:look.other_person")
        rows = tuple(row.looked_at(asks) for row in found.rows)
        return replace(found, rows=rows, notices=(*found.notices, said("notice", "other_person")))

    def _with_lines(self, found: Proposals) -> Proposals:
        """The lines of a CV as the table of training and work reads them; a line without a date is passed over."""
        if not found.lines:
            return found
        lines, left = quick.pasted("\n".join(found.lines))
        dated = [line for line in lines if line.start or line.end]
        rows = tuple(self._of_line(line, number) for number, line in enumerate(dated, 1))
        without = len(left) + len(lines) - len(dated)
        passed = {**found.passed_over, **({said("words", "without_date"): without} if without else {})}
        return replace(found, rows=rows, passed_over=passed)

    def _of_line(self, line: quick.Line, number: int) -> Proposed:
        text = line.source or f"{line.what} {line.where}"
        place = said("words", "line", number=number)
        try:
            entry = quick.entry_of(line, self.workbook)
        except (DateError, InvalidRecord):
            looks = (Problem("start", "importers:look.no_date"),)
            return Proposed(
                "career", {"title": line.what, "organisation": line.where}, place=place, quote=text, looks=looks
            )
        fields = {name: getattr(entry, name) for name in ("title", "organisation", "type", "ongoing", "point")}
        start, end = (when.with_(basis="document") if when else None for when in (entry.start, entry.end))
        asks = Problem("", "importers:look.from_text")
        return Proposed("career", fields, start, end, place, text, name=entry.label, looks=(asks,))

    def lines(self) -> Iterator[str]:
        """All of it in lines of text: each offer under its number, and what is set apart with its reason."""
        for number, one in enumerate(self.offers, 1):
            yield said("words", "numbered", n=number, when=one.row.when or "–", title=one.row.title)
            if one.standing == "same":
                yield said("words", "asked", question=said("words", "same"))
            if one.other and one.standing == "near":
                yield said("words", "beside_mine", label=one.other.label, when=entry_when(one.other))
            for also, _ in one.places[1:]:
                yield said("words", "asked", question=said("words", "twice", what=self.files[also].document["what"]))
            yield from (said("words", "asked", question=str(problem)) for problem in one.asks)
        for file in self.files:
            yield from (said("words", "apart_line", what=one.what, reason=one.reason) for one in file.apart)
            if file.passed_over:
                yield said("words", "passed", list=passed(file))
            yield from file.notices
            for number, person in enumerate(file.people, 1):
                yield said("words", "person", n=number, label=person.label)

    # --- confirming ---

    def trouble(self, number: int, decision: Decision) -> str:
        """Why an offer cannot be taken so, in one sentence; empty where it can."""
        try:
            self._read([entry_of(self.offers[number], decision, documents(self.files, (), self.today))])
        except ImeworkbookError as error:
            return str(error)
        return ""

    def _read(self, records: Iterable[Record]) -> list[Record]:
        return [self.workbook.reader.read(record) for record in records]

    def without_a_question(self) -> list[int]:
        """The offers that may be taken as they are: nothing to look at, nothing alike, not there already."""
        plain = (number for number, one in enumerate(self.offers) if one.standing == "new" and not one.asks)
        return [number for number in plain if not self.trouble(number, Decision())]

    def keep(self, decisions: Mapping[int, Decision]) -> Counter[str]:
        """Keep what was confirmed, in one step of undo; gives how many lines came from which file.

        Raises
        ------
        InvalidRecord, DateNotUnderstood, AmbiguousDate
            When one of them cannot be kept as it is; nothing was kept.
        """
        chosen = [(self.offers[number], decision) for number, decision in sorted(decisions.items())]
        known = cast("tuple[Document, ...]", self.workbook.records("document"))
        records = kept(chosen, self.files, known, self.today)
        if records:
            there = {record.id for record in self.workbook.records()}
            self.workbook.add_all(records)
            fresh = [one.id for one in records if isinstance(one, Entry) and one.id not in there]
            news = [one.row.mark for one, decision in chosen if decision.how == "new" or one.other is None]
            self._taken |= dict(zip(news, fresh, strict=True))
        counted = Counter(self.files[offer.places[0][0]].document["what"] for offer, _ in chosen)
        self.look()
        return counted


def passed(file: Proposals) -> str:
    """What was not read, with how often it stands there."""
    return ", ".join(said("words", "passed_one", n=n, what=what) for what, n in file.passed_over.items())


def _may_be(born: str, earliest: dt.date | None, latest: dt.date | None) -> bool:
    from imeworkbook.dates import FuzzyDate

    date = FuzzyDate.parse(born)
    return not (
        (date.earliest and latest and date.earliest > latest) or (date.latest and earliest and date.latest < earliest)
    )

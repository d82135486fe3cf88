"""Records with their numbers, and what a copy prints of them beside the entries that cite them.

The numbers count the records that the reader of the copy may see, so that none tells of another one. Where the list of
records is left out of a copy, nothing in it refers to that list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from imeworkbook.recall.agreement import Agreement, agreement, names_its_side, side_of
from imeworkbook.records import Audience, Citation, Document, Entry, Record, Setting, Side
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.direction import apart
from imeworkbook.report.told import sections_of
from imeworkbook.report.wording import date, dated, words

_NOT_MEMORY = frozenset({"document", "told"})


@dataclass(frozen=True)
class Citing:
    """What one copy says of its records.

    Attributes
    ----------
    numbers
        The number of each record, by its id, in the order of the checklist.
    entries
        The entries beside which this copy prints a citation, in order of time.
    left_out
        The keys of the sections that this copy leaves out.
    as_of
        The day on which this copy is made.
    """

    numbers: Mapping[str, int]
    entries: tuple[Entry, ...]
    left_out: frozenset[str]
    as_of: dt.date

    @classmethod
    def of(cls, records: Iterable[Record], entries: Iterable[Entry], audience: Audience, as_of: dt.date) -> Citing:
        """From the records and the entries, in order, that the reader may see."""
        seen = tuple(records)
        left_out = Arrangement.of((one for one in seen if isinstance(one, Setting)), audience).left_out
        numbers = {one.id: number for number, one in enumerate((one for one in seen if isinstance(one, Document)), 1)}
        listed = numbers if "documents" not in left_out else {}
        cite = (entry for entry in entries if any(one.record in listed for one in entry.citations))
        return cls(numbers, tuple(entry for entry in cite if not sections_of(entry) <= left_out), left_out, as_of)

    def numbered(self, document: Document) -> str:
        """A record under its number."""
        return str(words("cited")["named"]).format(n=self.numbers[document.id], what=apart(document.what))

    def citing(self, document: Document) -> str:
        """The entries that cite a record, a line each."""
        cite = (entry for entry in self.entries if any(one.record == document.id for one in entry.citations))
        return "\n".join(dict.fromkeys(dated(entry.label, entry) for entry in cite))

    def beside(self, entry: Entry) -> Iterator[str]:
        """What stands beside an entry: the records that say the same in one line, then a line for each other one.

        Only where a record cannot mean the date of the entry is that marked, with both dates.
        """
        cited = [(one, self._agreement(one, entry)) for one in self._cited(entry)]
        if alike := "; ".join(dict.fromkeys(self._place(one) for one, how in cited if how == "same")):
            yield alike
        yield from dict.fromkeys(self._saying(one, entry, how) for one, how in cited if how != "same")

    def listed(self, entry: Entry) -> list[dict[str, str | int]]:
        """What an entry cites, as plain data: the number of the record, the place, what it says and of which side."""
        return [
            {
                "record": self.numbers[one.record],
                "place": one.place,
                "says": one.says,
                "side": side_of(one, entry) if one.says else "",
            }
            for one in self._cited(entry)
        ]

    def cites(self, entry: Entry) -> bool:
        """Whether a record stands beside an entry in this copy."""
        return any(self._cited(entry))

    def marked(self, entry: Entry, when: str) -> str:
        """When an entry was, with a mark where it rests on memory alone in a copy that cites records."""
        return str(words("cited")["memory"]).format(when=apart(when)) if self._from_memory(entry) else when

    def explained(self, entries: Iterable[Entry]) -> str:
        """How to read the numbers and the marks that stand beside these entries; empty in a copy that cites nothing."""
        if not self.entries:
            return ""
        said, told = words("cited"), [entry for entry in entries if not sections_of(entry) <= self.left_out]
        parts = [said["how"]]
        if any(map(self._from_memory, told)):
            parts.append(said["how_memory"])
        if any(self._agreement(one, entry) == "differs" for entry in told for one in self._cited(entry)):
            parts.append(said["how_differs"])
        return " ".join(parts)

    def _cited(self, entry: Entry) -> Iterator[Citation]:
        if self.entries and "documents" not in self.left_out:
            yield from (one for one in entry.citations if one.record in self.numbers)

    def _place(self, one: Citation) -> str:
        form = str(words("cited")["at" if one.place else "record"])
        return form.format(n=self.numbers[one.record], place=apart(one.place))

    def _agreement(self, one: Citation, entry: Entry) -> Agreement:
        return agreement(one, entry, self.as_of)

    def _saying(self, one: Citation, entry: Entry, how: Agreement) -> str:
        """What a record says in its words and of which side, and what stands here where that differs."""
        said, side = words("cited"), side_of(one, entry)
        says = apart(one.says)
        if how != "unread" and not entry.point and not (names_its_side(one, "start") or names_its_side(one, "end")):
            says = str(said[side]).format(says=says)
        form = str(said[_form(entry, side) if how == "differs" else "says"])
        when = date(entry.start if side == "start" else entry.end)
        return form.format(record=self._place(one), says=says, when=apart(when))

    def _from_memory(self, entry: Entry) -> bool:
        rests_on = {entry.source, *(when.basis for when in (entry.start, entry.end) if when)}
        return bool(self.entries) and not rests_on & _NOT_MEMORY and not self.cites(entry)


def _form(entry: Entry, side: Side) -> str:
    """The key of the words for a date that differs: as remembered, or as stated; of what goes on, without a date."""
    when = entry.start if side == "start" else entry.end
    remembered = entry.source == "memory" and not (when and when.basis in _NOT_MEMORY)
    return ("remembered" if remembered else "stated") + ("" if when else "_on")

"""The date fields of an edit session: what was typed, how it reads, what it leans on. It knows no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from imeworkbook.dates import FuzzyDate, Hemisphere
from imeworkbook.errors import AmbiguousDate, AmbiguousLandmark, DateError, DateNotUnderstood, ImeworkbookError
from imeworkbook.language import labelled
from imeworkbook.recall.reader import goes_on
from imeworkbook.recall.taken import nearest
from imeworkbook.recall.ties import BIRTH, remembered
from imeworkbook.records import Entry, Record, Side, Tie, When, may_see
from imeworkbook.widgets.words import words
from imeworkbook.workbook import Workbook

Value = str | bool
Fields = Mapping[str, Value]


@dataclass(frozen=True)
class Choice:
    """One of two readings of the same words; `key` is its EDTF text, or the id of the landmark that is meant.

    Where the words were not read, the part of them that can be: `key` is that part.
    """

    key: str
    label: str
    part: Literal["edtf", "landmark", "words"] = "edtf"


@dataclass(frozen=True)
class Lean:
    """What one date leans on, and what other entries make of it.

    Attributes
    ----------
    names
        What it leans on, by its labels.
    kept_back
        Those of them that a reader of this entry does not see, so that the date is kept back too.
    alone
        Whether the person lets the date stand by itself; it then leans on nothing.
    why
        How other dates make it narrower, and why; empty where they do not.
    """

    names: tuple[str, ...] = ()
    kept_back: tuple[str, ...] = ()
    alone: bool = False
    why: str = ""

    def __repr__(self) -> str:
        return "<Lean>"


@dataclass(frozen=True)
class Read:
    """How the words of a field read: in plain words, or as a problem, with the readings to choose from."""

    words: str = ""
    problem: str = ""
    choices: tuple[Choice, ...] = ()

    def __repr__(self) -> str:
        return "<Read>"


@dataclass(frozen=True)
class Dated:
    """One date field of the form over the record of that id; `record` is its kept version, if there is one."""

    workbook: Workbook
    id: str
    record: Record | None
    field: str

    def __repr__(self) -> str:
        return f"<Dated {self.field}>"

    def when(self, fields: Fields) -> When | None:
        """The date as it stands in the form.

        Raises
        ------
        DateNotUnderstood, AmbiguousDate
        """
        phrase = str(fields[self.field]).strip()
        if not phrase:
            return None
        known = self._known(fields)
        date, ties = (None, ()) if says_still(self.field, fields) else self._date(fields)
        alone = self._alone(fields)
        return When(
            phrase=phrase,
            edtf=date.edtf if date else None,
            mark=date.mark if date else "",
            hemisphere=known.hemisphere if known else self._hemisphere(),
            basis=fields.get(f"{self.field}_basis") or (known.basis if known else "estimate"),
            earliest=self.day(f"{self.field}_earliest", fields),
            latest=self.day(f"{self.field}_latest", fields),
            ties=() if alone else ties,
            stands_alone=alone,
        )

    def read(self, fields: Fields) -> Read:
        """How it reads, or what needs a look."""
        if says_still(self.field, fields):
            return Read(words("form", "goes_on"))
        try:
            date, _ = self._date(fields)
        except AmbiguousLandmark as error:
            fits = zip(error.candidates, error.readings, strict=True)
            offered = [Choice(one.id, labelled(one.words[0], _offer(date)), "landmark") for one, date in fits]
            return Read(problem=str(error), choices=tuple(offered))
        except AmbiguousDate as error:
            offered = [Choice(date.edtf + date.mark, _offer(date)) for date in error.readings]
            return Read(problem=words("form", "two_readings") if offered else str(error), choices=tuple(offered))
        except DateNotUnderstood as error:
            return self._refused(error, str(fields[self.field]))
        except ImeworkbookError as error:
            return Read(problem=str(error))
        return Read(words("form", "read_as").format(window=date.window_words()))

    def _refused(self, error: DateNotUnderstood, typed: str) -> Read:
        """What was not understood, in the person's own words, and the nearest of these that can be read."""
        said = str(error)
        if error.missed:
            key = "not_after" if error.understood else "not_at_all"
            told = words("form", key).format(understood=error.understood, missed=error.missed)
            said = f"{told} {said}"
        text = nearest(typed, lambda part: self.workbook.read_date(part, apart_from=self.id)) if error.missed else ""
        if not text:
            return Read(problem=said)
        window = self.workbook.read_date(text, apart_from=self.id).date.window_words()
        return Read(
            problem=said, choices=(Choice(text, words("form", "nearest").format(phrase=text, window=window), "words"),)
        )

    def day(self, name: str, fields: Fields) -> Any:  # noqa: ANN401 - a day or None
        """A limit that was set by hand: the first or the last day of what was typed into the field `name`."""
        typed = str(fields.get(name) or "").strip()
        if not typed:
            return None
        date = self.workbook.read_date(typed).date
        return date.latest if name.endswith("latest") else date.earliest

    def _date(self, fields: Fields) -> tuple[FuzzyDate, tuple[Tie, ...]]:
        known, chosen = self._known(fields), str(fields[f"{self.field}_edtf"])
        if chosen:
            return self._chosen(chosen, fields)
        if known and (date := known.as_read):
            return date, known.ties
        typed, meant = str(fields[self.field]).strip(), str(fields[f"{self.field}_landmark"])
        reading = self.workbook.read_date(typed, apart_from=self.id, meant=meant)
        return reading.date, reading.ties

    def _chosen(self, chosen: str, fields: Fields) -> tuple[FuzzyDate, tuple[Tie, ...]]:
        """The reading that was chosen among several, with what it leans on."""
        typed, meant = str(fields[self.field]).strip(), str(fields[f"{self.field}_landmark"])
        try:
            self.workbook.read_date(typed, apart_from=self.id, meant=meant)
        except AmbiguousDate as error:
            for date, ties in zip(error.readings, error.ties, strict=True):
                if date.edtf + date.mark == chosen:
                    return date, ties
        except DateError:
            pass
        bare, known = chosen.rstrip("~?%"), self._known(fields)
        hemisphere = known.hemisphere if known else self._hemisphere()
        return FuzzyDate.parse(bare, mark=chosen.removeprefix(bare), hemisphere=hemisphere), ()

    def _known(self, fields: Fields) -> When | None:
        """The date that the record already has, as long as its words stand unchanged."""
        when = getattr(self.record, self.field, None)
        if not isinstance(when, When) or not when.edtf or when.phrase.strip() != str(fields[self.field]).strip():
            return None
        return None if when.stands_alone and not self._alone(fields) else when

    def _alone(self, fields: Fields) -> bool:
        return bool(fields[f"{self.field}_alone"])

    def _hemisphere(self) -> Hemisphere:
        return "south" if self.workbook.setting("hemisphere") == "south" else "north"


def says_still(field: str, fields: Fields) -> bool:
    """Whether the words for an end say that it goes on."""
    return field == "end" and goes_on(str(fields[field]))


def _offer(date: FuzzyDate) -> str:
    return f"{date} ({date.window_words()})"


# --- beside all other records ---


def beside_others(workbook: Workbook, record: Record) -> tuple[dict[str, Lean], str]:
    """How each date of a record goes together with the others, and what cannot be right with them, in one sentence."""
    dates = ((field, when) for field, when in remembered(record) if when.ties or when.stands_alone)
    leans = {field: _lean(workbook, record, when) for field, when in dates}
    if not isinstance(record, Entry) or not (leans or workbook.records("statement")):
        return leans, ""
    timeline = workbook.timeline_with(record)
    sides: tuple[Side, ...] = ("start", "end")
    for side in sides:
        if sentence := timeline.why(record, side):
            leans[side] = replace(leans.get(side, Lean()), why=sentence)
    clashes = (said for said, ids in timeline.contradictions() if record.id in ids)
    return leans, next(clashes, "")


def in_time(record: Record) -> tuple[object, ...]:
    """All of a record that `beside_others` looks at, but for its id: unless this changes, the answer does not."""
    entry = (record.label, record.ongoing, record.point) if isinstance(record, Entry) else ()
    return record.kind, record.audience, *remembered(record), *entry


def _lean(workbook: Workbook, record: Record, when: When) -> Lean:
    leant = {tie.landmark: workbook.store.get(tie.landmark) for tie in when.ties}
    names = {id: _name(other) for id, other in leant.items()}
    unseen = [id for id, other in leant.items() if other is None or not may_see(record.audience, other.audience)]
    shown = record.audience != "private"
    return Lean(tuple(names.values()), tuple(names[id] for id in unseen if shown), when.stands_alone)


def _name(record: Record | None) -> str:
    if isinstance(record, Entry):
        return words("common", "quoted").format(name=record.label)
    return words("form", "birth" if record is not None and record.id == BIRTH else "gone")


def nothing_chosen(date: str) -> dict[str, Value]:
    """The parts of a date field in which a choice stands, as they are where the words were just typed."""
    return {f"{date}_edtf": "", f"{date}_landmark": "", f"{date}_alone": False}

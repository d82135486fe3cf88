"""Every record that a workbook holds: the kinds of entries, and what stands beside the timeline."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from imeworkbook import vocabulary
from imeworkbook.errors import BrokenRule, InvalidRecord, Problem
from imeworkbook.kinds import ENTRIES, Career, Doing, Health, Legal, Life, TestResult, Treatment, Use
from imeworkbook.kinds.test_result import from_treatment
from imeworkbook.values import (
    AUDIENCES,
    LINE,
    TEXT,
    Audience,
    Author,
    Basis,
    Citation,
    Entry,
    Line,
    Record,
    Remembered,
    Side,
    Source,
    Text,
    Tie,
    Value,
    When,
    may_see,
    new_id,
    term,
)


class Day(Value):
    """What is said of one substance on one calendar day. A day that is not said anything of has no `Day`.

    `amount` counts in the unit of its `Days`, and stands only where there was use.
    """

    on: dt.date
    state: Literal["used", "none", "dont_remember", "prefer_not"]
    amount: Annotated[float | None, Field(gt=0, le=1000, allow_inf_nan=False)] = None

    @model_validator(mode="after")
    def _amount_of_use(self) -> Self:
        if self.amount is not None and self.state != "used":
            raise BrokenRule("record.amount_of_use")
        return self


class Days(Record):
    """Recent weeks of one substance, day by day; in order, each day once. `unit` says what amounts count in."""

    kind: ClassVar[str] = "days"

    substance: Annotated[str | None, term("substance")]
    unit: Line = ""
    days: tuple[Day, ...] = ()

    @field_validator("days")
    @classmethod
    def _each_once(cls, days: tuple[Day, ...]) -> tuple[Day, ...]:
        if len({day.on for day in days}) < len(days):
            raise BrokenRule("record.each_day_once")
        return tuple(sorted(days, key=lambda day: day.on))

    @property
    def label(self) -> str:
        """The substance."""
        return vocabulary.label("substance", self.substance or "")


class DayMark(Record):
    """What stood out on a recent day, whatever was used on it: a birthday, a shift, pay day."""

    kind: ClassVar[str] = "day-mark"

    on: dt.date
    text: Line = ""


class Profile(Record):
    """Whose account this is."""

    kind: ClassVar[str] = "profile"

    id: str = "profile"
    name: Line = ""
    initials: Line = ""
    born: Remembered = None
    profession: Line = ""


class Setting(Record):
    """One choice about how the workbook behaves; `id` is the setting's name."""

    kind: ClassVar[str] = "setting"

    value: Line = ""


class Appointment(Record):
    """The examination itself: a day, a time of that day in `time_zone` (an IANA name), and how to get there.

    `photo` is a small portrait of the evaluator as base64 of a JPEG: by phone it helps to see a face. `question` is
    what the evaluator is asked; `audience` says who may see that, and nothing else of it leaves the workbook.
    """

    kind: ClassVar[str] = "appointment"

    id: str = "appointment"
    day: dt.date | None = None
    time: dt.time | None = None
    time_zone: Line = ""
    format: Literal["in person", "video", "phone"] | None = None
    asked_by: Line = ""
    question: Line = ""
    evaluator: Line = ""
    place: Line = ""
    travel_minutes: Annotated[int | None, Field(ge=0, le=2880)] = None
    parking_minutes: Annotated[int | None, Field(ge=0, le=600)] = None
    spare_minutes: Annotated[int | None, Field(ge=0, le=1440)] = None
    photo: Text = ""


class Consequence(Record):
    """Something that use led to or went along with, as the person sees it; `none` says that there was none to see."""

    kind: ClassVar[str] = "consequence"

    domain: Annotated[str | None, term("consequence_domain")] = None
    when: Remembered = None
    text: Text = ""
    none: bool = False
    record_exists: Line = ""


class Connection(Record):
    """What the person sees between entries: many to many, in their own words."""

    kind: ClassVar[str] = "connection"

    use: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    relation: Literal["before", "during", "after", "no link I can see", "unsure"] = "unsure"
    text: Text = ""
    how_sure: Line = ""
    dismissed: bool = False


class Answer(Record):
    """An answer to one question. Given, never, don't remember, prefer not to say and not asked yet are five things."""

    kind: ClassVar[str] = "answer"

    question: Line
    state: Literal["given", "never", "dont_remember", "prefer_not", "not_asked"] = "not_asked"
    text: Text = ""


class Note(Record):
    """A thought of the person's or, told apart by `author`, of the clinician's."""

    kind: ClassVar[str] = "note"

    about: str = ""
    text: Text = ""


class Document(Record):
    """A medical record that exists somewhere, and where the request for it stands."""

    kind: ClassVar[str] = "document"

    what: Line
    holder: Line = ""
    covers: Line = ""
    state: Literal["to ask", "asked", "arrived"] = "to ask"
    asked_on: dt.date | None = None
    arrived_on: dt.date | None = None
    release_signed: bool = False
    who_chases: Line = ""


class Contact(Record):
    """Someone who supports, treats, or may be asked."""

    kind: ClassVar[str] = "contact"

    name: Line
    role: Annotated[str | None, term("support_role")] = None
    phone: Line = ""
    consent: Literal["yes", "no", "not asked"] = "not asked"
    knows: Text = ""
    ask: Text = ""


class CheckIn(Record):
    """How a sitting felt, 0 to 10, at its start or its end."""

    kind: ClassVar[str] = "check-in"

    at: dt.datetime
    level: Annotated[int, Field(ge=0, le=10)]
    moment: Literal["start", "end"] = "start"


class Plan(Record):
    """One line of a plan, for the day or for the time after it."""

    kind: ClassVar[str] = "plan"

    part: Literal["day", "aftercare"]
    heading: Line = ""
    text: Text = ""
    done: bool = False


Relation = Literal["before", "over before", "already", "during", "after", "same time"]


class Statement(Record):
    """An ordering between two entries, as remembered, where no date need be known.

    Attributes
    ----------
    first, second
        The ids of the entries.
    relation
        How `first` stands to `second`: it began before that began (``before``), had ended before that began (``over
        before``), was already going on when that began (``already``), began while that went on (``during``), began
        after that began (``after``), or began within two months of it (``same time``).
    text
        The person's own words for it.
    """

    kind: ClassVar[str] = "statement"

    first: str
    relation: Relation
    second: str
    text: Line = ""


class Correction(Record):
    """Something in the report of the examination that is not right, to talk through with a clinician or a lawyer.

    It is the person's own; they may show it to their clinician. It is in no copy for an evaluator. `talked_on` is the
    day on which it was talked through.

    Attributes
    ----------
    page
        Where in the report, as its pages are numbered.
    report
        What the report says there.
    text
        What the person remembers, or what a record says, in their own words.
    about
        Whether it is a matter of fact, such as a date, a name or a dose, or of judgement, which is for talking.
    entries
        The ids of the entries that it concerns. One that is not there is kept, and prints nothing.
    citations
        The records that it rests on, each with what it says.
    raised_on
        The day on which it was raised with whoever ordered the report.
    """

    kind: ClassVar[str] = "correction"
    audiences: ClassVar[tuple[Audience, ...]] = ("private", "clinician")

    page: Line = ""
    report: Text = ""
    text: Text = ""
    about: Literal["fact", "judgement"] = "fact"
    entries: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    raised_on: dt.date | None = None

    @property
    def label(self) -> str:
        """What a list calls it: what the report says, or else what the person says."""
        return " ".join((self.report or self.text or self.notes or self.page).split())


_BESIDE: tuple[type[Record], ...] = (
    Profile, Setting, Appointment, Consequence, Connection, Answer, Note, Document, Contact, CheckIn, Plan, Statement,
    Days, DayMark, Correction,
)  # fmt: skip
KINDS: dict[str, type[Record]] = {
    **{name: kind.model for name, kind in ENTRIES.items()},
    **{model.kind: model for model in _BESIDE},
}
ENTRY_KINDS: tuple[str, ...] = tuple(ENTRIES)


def as_now(data: dict[str, Any]) -> dict[str, Any]:
    """A record's fields as this version keeps them, whichever version they come from."""
    if data.get("kind") == Treatment.kind and data.get("type") == "test_result":
        return from_treatment(data)
    return data


def from_dict(data: dict[str, Any]) -> Record:
    """A record from `Record.to_dict`'s form.

    Raises
    ------
    InvalidRecord
        When the kind is unknown or a rule is broken.
    """
    data = as_now(data)
    model = KINDS.get(str(data.get("kind")))
    if model is None:
        raise InvalidRecord((Problem("kind", "record.one_of", {"terms": ", ".join(KINDS)}),))
    return model(**{name: value for name, value in data.items() if name != "kind"})


__all__ = [
    "AUDIENCES", "ENTRY_KINDS", "KINDS", "LINE", "TEXT", "Answer", "Appointment", "Audience",
    "Author", "Basis", "Career", "CheckIn", "Citation", "Connection", "Consequence", "Contact", "Correction", "Day",
    "DayMark",
    "Days", "Document", "Doing", "Entry", "Health", "Legal", "Life", "Line", "Note", "Plan", "Profile", "Record",
    "Relation", "Remembered", "Setting", "Side", "Source", "Statement",
    "TestResult", "Text", "Tie", "Treatment", "Use", "Value", "When",
    "from_dict", "may_see", "new_id", "term",
]  # fmt: skip

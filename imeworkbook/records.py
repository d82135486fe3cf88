"""What a person can say: the records of a workbook, as plain frozen values.

Records know the rules of a single statement and nothing else: no grammar of dates (the workbook reads words when a
record is added), no other record, no disk. A broken rule raises `InvalidRecord`, which names fields and rules and
never a value; `repr` shows the kind and the id only.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from imeworkbook import vocabulary
from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import DateError, ImeworkbookError, InvalidRecord, Problem

LINE = 300
TEXT = 20_000
END_AFTER_START = "the end comes after the start"

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LINE)]
Text = Annotated[str, StringConstraints(max_length=TEXT)]
Audience = Literal["private", "clinician", "evaluator"]
Source = Literal["memory", "document", "told"]
Basis = Literal["estimate", "document", "landmark", "told"]
Author = Literal["me", "clinician"]
AUDIENCES: tuple[Audience, ...] = ("private", "clinician", "evaluator")


def may_see(reader: Audience, audience: Audience) -> bool:
    """Whether what was stated for `audience` belongs in the copy of `reader` (evaluator ⊆ clinician ⊆ private)."""
    return AUDIENCES.index(audience) >= AUDIENCES.index(reader)


def new_id() -> str:
    """A random name for a record. It stays with the person: it appears in no copy for anyone else."""
    return uuid.uuid4().hex


class Value(BaseModel):
    """A frozen value that keeps what it holds out of `repr` and of error messages."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, ser_json_temporal="iso8601")

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - whatever a caller passes is checked against the fields
        try:
            super().__init__(**fields)
        except ValidationError as error:
            problems = tuple(_problem(detail) for detail in error.errors(include_input=False, include_url=False))
        else:
            return
        raise InvalidRecord(problems)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def with_(self, **changes: Any) -> Self:  # noqa: ANN401 - checked like the fields of a new one
        """A copy with some fields changed, checked like a new one."""
        return type(self)(**{**{name: getattr(self, name) for name in type(self).model_fields}, **changes})


def _problem(detail: Any) -> Problem:  # noqa: ANN401 - pydantic's ErrorDetails
    field = str(detail["loc"][0]) if detail["loc"] else ""
    context = detail.get("ctx", {})
    match detail["type"]:
        case "string_too_long":
            rule = f"at most {context['max_length']} characters; a longer text has its place in the notes"
        case "literal_error":
            rule = "one of " + str(context["expected"]).replace("'", "")
        case "missing":
            rule = "this is needed"
        case "extra_forbidden":
            rule = "there is no such field"
        case "bool_parsing" | "bool_type":
            rule = "true or false"
        case "float_parsing" | "int_parsing" | "float_type" | "int_type" | "int_from_float":
            rule = "a number"
        case "greater_than_equal":
            rule = f"at least {context['ge']:g}"
        case "less_than_equal":
            rule = f"at most {context['le']:g}"
        case "value_error":
            rule = str(context["error"])
        case _:
            rule = str(detail["msg"])
    return Problem(field, rule)


Side = Literal["start", "end"]


@dataclass(frozen=True)
class Tie:
    """A date that lies `low` to `high` days after one side of a landmark; None where that is open.

    Attributes
    ----------
    landmark
        The id of the record that is leant on: an entry, or the profile for an age.
    side
        Which side of it: ``"start"`` or ``"end"``; a single moment, and a birth, has a start.
    low, high
        Days after that side, both included; negative before it.
    """

    landmark: str
    side: Side
    low: int | None
    high: int | None


class When(Value):
    """A date as a person remembers it: their own words, and the date that these came to.

    Attributes
    ----------
    phrase
        The person's own words, never altered.
    edtf
        The reading in EDTF as others read it, or None while the words have not been read (a draft; records know no
        grammar).
    mark
        What the EDTF leaves out of how sure it is: ``~`` about, ``?`` not sure, ``%`` both, of a season or a window.
    earliest, latest
        Both ends set by hand. They stand before the ends of `edtf`.
    basis
        What the date rests on.
    hemisphere
        Where seasons are read: plain EDTF 21-24 take it.
    ties
        What the words lean on in the workbook. The reading moves when that is corrected.
    stands_alone
        Whether the person confirmed the reading by itself, so that it may be shown without what the words lean on.
    """

    phrase: Line
    edtf: str | None = None
    mark: Literal["", "~", "?", "%"] = ""
    earliest: dt.date | None = None
    latest: dt.date | None = None
    basis: Basis = "estimate"
    hemisphere: Literal["north", "south"] = "north"
    ties: tuple[Tie, ...] = ()
    stands_alone: bool = False

    @model_validator(mode="before")
    @classmethod
    def _as_others_read_it(cls, given: Any) -> Any:  # noqa: ANN401 - whatever a caller passes
        """Take EDTF with its marks in the text, too, as earlier versions kept it; what is no text the fields refuse."""
        match {"mark": "", "hemisphere": "north", **given} if isinstance(given, dict) else given:
            case {"edtf": str(edtf), "mark": str(mark), "hemisphere": ("north" | "south") as hemisphere}:
                try:
                    date = FuzzyDate.parse(edtf, mark=mark, hemisphere=hemisphere)
                except DateError:
                    return given
                return {**given, "edtf": date.edtf, "mark": date.mark}
        return given

    @field_validator("edtf")
    @classmethod
    def _reads(cls, edtf: str | None) -> str | None:
        if edtf is not None:
            try:
                FuzzyDate.parse(edtf)
            except DateError:
                message = "an EDTF date such as 2009, 2009-05 or 2009~"
                raise ValueError(message) from None
        return edtf

    @model_validator(mode="after")
    def _ends_in_order(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            message = "the earliest day comes before the latest"
            raise ValueError(message)
        return self

    @property
    def as_read(self) -> FuzzyDate | None:
        """The date that the words came to, without ends set by hand; None while they have not been read."""
        return FuzzyDate.parse(self.edtf, mark=self.mark, hemisphere=self.hemisphere) if self.edtf else None

    @property
    def date(self) -> FuzzyDate | None:
        """The date these words came to, with the ends set by hand; None while they have not been read."""
        date = self.as_read
        if date is None:
            return None
        if self.earliest is None and self.latest is None:
            return date
        return date.with_ends(self.earliest or date.earliest, self.latest or date.latest)


def _as_when(value: object) -> object:
    """Words, EDTF text, a calendar day or a `FuzzyDate` as a `When`; words stay words until the workbook reads them."""
    if isinstance(value, FuzzyDate):
        return When(phrase=str(value), edtf=value.edtf, mark=value.mark)
    if isinstance(value, dt.date):
        return When(phrase=value.isoformat(), edtf=value.isoformat())
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            date = FuzzyDate.parse(value.strip())
            return When(phrase=value, edtf=date.edtf, mark=date.mark)
        except DateError:
            return When(phrase=value)
        except ImeworkbookError as error:
            raise ValueError(str(error)) from None
    return value


Remembered = Annotated[When | None, BeforeValidator(_as_when)]


class Record(Value):
    """What all records share: a name, who may see it, where it comes from."""

    kind: ClassVar[str] = "record"
    audiences: ClassVar[tuple[Audience, ...]] = AUDIENCES
    """For whom a record of this kind may be stated."""

    id: str = Field(default_factory=new_id)
    audience: Audience = "private"
    source: Source = "memory"
    author: Author = "me"
    talk: bool = False
    talked_on: dt.date | None = None
    notes: Text = ""

    @field_validator("audience")
    @classmethod
    def _may_be_for(cls, audience: Audience) -> Audience:
        if audience not in cls.audiences:
            raise ValueError("one of " + ", ".join(cls.audiences))
        return audience

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    __str__ = __repr__

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON values, with its kind; `from_dict` is the way back."""
        return {"kind": self.kind, **self.model_dump(mode="json")}


def term(name: str) -> BeforeValidator:
    """A check that a value is a term of the vocabulary's list `name` (an empty value means none chosen)."""

    def check(value: object) -> object:
        if value not in (None, "") and value not in vocabulary.terms(name):
            raise ValueError("one of " + ", ".join(vocabulary.terms(name)))
        return value or None

    return BeforeValidator(check)


class Citation(Value):
    """Where a record of the checklist says what an entry says.

    Attributes
    ----------
    record
        The id of a `Document`. One that is not there is kept, and prints nothing.
    place
        Where in the record: a page, a section, a date.
    says
        The date that the record gives, in its own words, which may say the same as the entry in other ones; empty where
        nothing else is to be told.
    side
        Which date of the entry that is: of its ``"start"`` or its ``"end"``; None for the one that it has, or the
        start (see `Entry.side_of`).
    """

    record: str
    place: Line = ""
    says: Line = ""
    side: Annotated[Side | None, BeforeValidator(lambda value: value or None)] = None


class Entry(Record):
    """One thing on the timeline: a point (milestone) or a spell (start and end).

    `start` and `end` take a `FuzzyDate`, EDTF text or plain words. A spell without an end is `ongoing`, or its end is
    not stated; a point has no end.
    """

    title: Line = ""
    start: Remembered = None
    end: Remembered = None
    ongoing: bool = False
    point: bool = False
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.point and (self.end or self.ongoing):
            message = "a single moment has one date; leave the end empty"
            raise ValueError(message)
        if self.ongoing and self.end:
            message = "either it goes on, or it has an end"
            raise ValueError(message)
        if self.out_of_order and not any(when.ties for when in (self.start, self.end) if when):
            raise ValueError(END_AFTER_START)
        return self

    @property
    def out_of_order(self) -> bool:
        """Whether its end cannot come after its start. A date that moved with its landmark may have come to that."""
        start, end = (when.date if when else None for when in (self.start, self.end))
        return bool(start and end and start.earliest and end.latest and start.earliest > end.latest)

    def side_of(self, one: Citation) -> Side:
        """Which of its dates a record speaks of. A moment has a start alone."""
        if self.point:
            return "start"
        return one.side or ("end" if self.end and not self.start else "start")

    @property
    def label(self) -> str:
        """What a chart or a list calls this entry."""
        return self.title or vocabulary.label("kind", self.kind)

    @property
    def told_with(self) -> str:
        """The kind that charts and copies tell it with: its own, but for a medicine taken as prescribed."""
        return self.kind


class Career(Entry):
    """Schooling, training, a post, a leave, a time out of work, a licence event."""

    kind: ClassVar[str] = "career"

    type: Annotated[str | None, term("career_type")] = "position"
    organisation: Line = ""
    place: Line = ""
    specialty: Line = ""
    full_time_percent: Annotated[float | None, Field(ge=0, le=150)] = None
    nights: Line = ""
    reason_for_ending: Text = ""
    controlled_drugs: Line = ""
    restrictions: Text = ""
    monitoring: Text = ""
    return_to_work: Text = ""

    @property
    def label(self) -> str:
        """The title with the organisation, where one is stated."""
        return ", ".join(part for part in (self.title, self.organisation) if part) or vocabulary.label(
            "career_type", self.type or ""
        )


class Use(Entry):
    """A phase of similar use of one substance, or a single event such as first use.

    `frequency` is a level (none, occasional, weekly, several, most_days, daily) or a number of days a month, 0 to 31.
    A phase with frequency none is a period without use; `reason` then says what it rested on. `stands_out` is said by
    the person, and never worked out from the phases that happen to be written down. `tolerance`, `control` (more or
    longer than meant) and `cut_down` (attempts to use less or stop) are told in their own words; nothing counts them.
    """

    kind: ClassVar[str] = "use"

    substance: Annotated[str | None, term("substance")] = None
    name: Line = ""
    prescribed: Annotated[str | None, term("prescribed")] = None
    event: Annotated[str | None, term("use_event")] = "phase"
    frequency: str | float | None = None
    stands_out: Annotated[str | None, term("stands_out")] = None
    amount: Line = ""
    most: Line = ""
    route: Annotated[str | None, term("route")] = None
    setting: Line = ""
    reason: Text = ""
    combined_with: Line = ""
    tolerance: Text = ""
    control: Text = ""
    cut_down: Text = ""
    withdrawal: Text = ""
    overdose: Text = ""
    blackouts: Text = ""
    cravings: Text = ""

    @field_validator("substance")
    @classmethod
    def _named(cls, substance: str | None) -> str:
        if substance is None:
            raise ValueError("one of " + ", ".join(vocabulary.terms("substance")))
        return substance

    @field_validator("frequency", mode="before")
    @classmethod
    def _frequency(cls, frequency: str | float | None) -> str | float | None:
        if frequency in (None, ""):
            return None
        days = vocabulary.days_a_month(frequency)
        return frequency if frequency in vocabulary.frequency_levels() else days

    @model_validator(mode="before")
    @classmethod
    def _event_is_a_point(cls, fields: Any) -> Any:  # noqa: ANN401 - raw fields, before they are checked
        if isinstance(fields, dict) and fields.get("event", "phase") not in ("phase", None, ""):
            return {"point": True, **fields}
        return fields

    @property
    def days_a_month(self) -> float | None:
        """Days of use a month, 0 to 31; None where not stated."""
        return None if self.frequency is None else vocabulary.days_a_month(self.frequency)

    @property
    def as_prescribed(self) -> bool:
        """Whether this is a medicine taken as prescribed, or the time after it: neither use nor a time without."""
        return self.prescribed == "as_prescribed"

    def may_be(self, other: Use) -> bool:
        """Whether both may speak of one drug: of one class, and not under two names that differ.

        A name that stands whole in the other is no other name ("codeine", "Tylenol with codeine"). What has no name may
        be any drug of its class.
        """
        names = [set(use.name.casefold().split()) for use in (self, other)]
        return self.substance == other.substance and (names[0] <= names[1] or names[1] <= names[0])

    @property
    def told_with(self) -> str:
        """Treatment for a medicine taken as prescribed, which is never told as use."""
        return "treatment" if self.as_prescribed else self.kind

    @property
    def label(self) -> str:
        """The substance, in the person's own name for it where there is one."""
        return self.title or self.name or vocabulary.label("substance", self.substance or "")


class Treatment(Entry):
    """Treatment, recovery, mutual help, monitoring, test results held."""

    kind: ClassVar[str] = "treatment"

    type: Annotated[str | None, term("treatment_type")] = None
    provider: Line = ""
    completed: Annotated[Literal["yes", "no", "going on"] | None, BeforeValidator(lambda value: value or None)] = None
    medication: Line = ""
    result: Text = ""

    @property
    def label(self) -> str:
        """The title, or the type of treatment."""
        return self.title or vocabulary.label("treatment_type", self.type or "other")


class Health(Entry):
    """Physical and mental health, and medication."""

    kind: ClassVar[str] = "health"

    area: Annotated[str | None, term("health_area")] = None
    medication: Line = ""


class Life(Entry):
    """Homes, partners, children, deaths, and what else stands out in a life."""

    kind: ClassVar[str] = "life"

    area: Annotated[str | None, term("life_area")] = None
    place: Line = ""


class Legal(Entry):
    """Regulators, courts, police, insurers."""

    kind: ClassVar[str] = "legal"

    area: Annotated[str | None, term("legal_area")] = None
    outcome: Text = ""


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
            message = "an amount belongs to a day of use"
            raise ValueError(message)
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
            message = "each day once"
            raise ValueError(message)
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


KINDS: dict[str, type[Record]] = {
    model.kind: model
    for model in (
        Career, Use, Treatment, Health, Life, Legal, Profile, Setting, Appointment, Consequence, Connection, Answer,
        Note, Document, Contact, CheckIn, Plan, Statement, Days, DayMark, Correction,
    )
}  # fmt: skip
ENTRY_KINDS: tuple[str, ...] = tuple(kind for kind, model in KINDS.items() if issubclass(model, Entry))


def from_dict(data: dict[str, Any]) -> Record:
    """A record from `Record.to_dict`'s form.

    Raises
    ------
    InvalidRecord
        When the kind is unknown or a rule is broken.
    """
    model = KINDS.get(str(data.get("kind")))
    if model is None:
        raise InvalidRecord((Problem("kind", "one of " + ", ".join(KINDS)),))
    return model(**{name: value for name, value in data.items() if name != "kind"})

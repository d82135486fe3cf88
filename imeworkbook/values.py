"""What all records share: frozen values, remembered dates, who may see what, and what every entry on the timeline has.

Records know the rules of a single statement and nothing else: no grammar of dates (the workbook reads words when a
record is added), no other record, no disk. A broken rule raises `InvalidRecord`, which names fields and rules and
never a value; `repr` shows the kind and the id only.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property
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
from imeworkbook.errors import BrokenRule, DateError, ImeworkbookError, InvalidRecord, Problem

LINE = 300
TEXT = 20_000

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
            return Problem(field, "record.too_long", {"most": context["max_length"]})
        case "literal_error":
            return Problem(field, "record.one_of", {"terms": str(context["expected"]).replace("'", "")})
        case "missing":
            return Problem(field, "record.missing")
        case "extra_forbidden":
            return Problem(field, "record.no_such_field")
        case "bool_parsing" | "bool_type":
            return Problem(field, "record.true_or_false")
        case "float_parsing" | "int_parsing" | "float_type" | "int_type" | "int_from_float":
            return Problem(field, "record.number")
        case "greater_than_equal":
            return Problem(field, "record.at_least", {"least": f"{context['ge']:g}"})
        case "less_than_equal":
            return Problem(field, "record.at_most", {"most": f"{context['le']:g}"})
        case "value_error":
            error = context["error"]
            if isinstance(error, BrokenRule):
                return Problem(field, error.code, error.facts)
    return Problem(field, "record.otherwise")


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
                raise BrokenRule("record.edtf") from None
        return edtf

    @model_validator(mode="after")
    def _ends_in_order(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise BrokenRule("record.earliest_first")
        return self

    @property
    def as_read(self) -> FuzzyDate | None:
        """The date that the words came to, without ends set by hand; None while they have not been read."""
        return FuzzyDate.parse(self.edtf, mark=self.mark, hemisphere=self.hemisphere) if self.edtf else None

    @cached_property
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
            raise BrokenRule(error.code, **error.facts) from None
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
            raise BrokenRule("record.one_of", terms=", ".join(cls.audiences))
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
            raise BrokenRule("record.one_of", terms=", ".join(vocabulary.terms(name)))
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
    not stated; a point has no end. `quote` holds what a record says in its own words, where the entry was brought in
    from one: a quotation, which no copy prints.
    """

    title: Line = ""
    start: Remembered = None
    end: Remembered = None
    ongoing: bool = False
    point: bool = False
    citations: tuple[Citation, ...] = ()
    quote: Text = ""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.point and (self.end or self.ongoing):
            raise BrokenRule("record.one_date")
        if self.ongoing and self.end:
            raise BrokenRule("record.still_or_end")
        if self.out_of_order and not any(when.ties for when in (self.start, self.end) if when):
            raise BrokenRule("record.end_after_start")
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

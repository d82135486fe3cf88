"""Substance use: phases of similar use, and single events such as first use."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import field_validator, model_validator

from imeworkbook import vocabulary
from imeworkbook.errors import BrokenRule
from imeworkbook.kinds.kind import Kind
from imeworkbook.values import Entry, Line, Text, term


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
            raise BrokenRule("record.one_of", terms=", ".join(vocabulary.terms("substance")))
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
        names = [set(re.findall(r"\w+", use.name.casefold())) for use in (self, other)]
        return self.substance == other.substance and (names[0] <= names[1] or names[1] <= names[0])

    @property
    def told_with(self) -> str:
        """Treatment for a medicine taken as prescribed, which is never told as use."""
        return "treatment" if self.as_prescribed else self.kind

    @property
    def label(self) -> str:
        """The substance, in the person's own name for it where there is one."""
        return self.title or self.name or vocabulary.label("substance", self.substance or "")


KIND = Kind(
    model=Use,
    typed="substance",
    terms="substance",
    spell=True,
    named=("name",),
    band="use",
    tones={None: "other", **{term: term for term in vocabulary.terms("substance")}},
    vital=True,
    foldable=False,
    printed=(
        "route", "prescribed", "setting", "combined_with", "tolerance", "control", "cut_down", "withdrawal",
        "overdose", "blackouts", "cravings", "notes",
    ),
)  # fmt: skip

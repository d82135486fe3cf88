"""Treatment, recovery, mutual help and monitoring."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from imeworkbook import vocabulary
from imeworkbook.kinds.kind import ChartRow, Kind
from imeworkbook.values import Entry, Line, Text, term


class Treatment(Entry):
    """Treatment, recovery, mutual help, monitoring.

    `rhythm` is how often tests were expected, in words, and `tests_a_month` the same as a number, 0 to 31.
    """

    kind: ClassVar[str] = "treatment"

    type: Annotated[str | None, term("treatment_type")] = None
    provider: Line = ""
    completed: Annotated[Literal["yes", "no", "going on"] | None, BeforeValidator(lambda value: value or None)] = None
    medication: Line = ""
    rhythm: Line = ""
    tests_a_month: Annotated[float | None, Field(ge=0, le=31)] = None
    result: Text = ""

    @property
    def label(self) -> str:
        """The title, or the type of treatment."""
        return self.title or vocabulary.label("treatment_type", self.type or "other")


def _is_landmark(entry: Entry) -> bool:
    return isinstance(entry, Treatment) and entry.type == "residential"


KIND = Kind(
    model=Treatment,
    typed="type",
    terms="treatment_type",
    spell=True,
    named=("provider",),
    band="below",
    rows=(
        ChartRow("treatment", None, *(term for term in vocabulary.terms("treatment_type") if term != "monitoring")),
        ChartRow("monitoring", "monitoring", drawn="brackets"),
    ),
    tones={None: "treatment"},
    vital=True,
    foldable=True,
    is_landmark=_is_landmark,
    printed=("provider", "completed", "rhythm", "tests_a_month", "medication", "result", "notes"),
)

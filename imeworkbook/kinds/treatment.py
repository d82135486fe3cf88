"""Treatment, recovery, mutual help and monitoring."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from imeworkbook import vocabulary
from imeworkbook.kinds.kind import Kind
from imeworkbook.values import Entry, Line, Text, term


class Treatment(Entry):
    """Treatment, recovery, mutual help, monitoring."""

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


def _is_landmark(entry: Entry) -> bool:
    return isinstance(entry, Treatment) and entry.type == "residential"


KIND = Kind(
    model=Treatment,
    typed="type",
    terms="treatment_type",
    spell=True,
    named=("provider",),
    band="below",
    tones={None: "treatment"},
    vital=True,
    foldable=True,
    is_landmark=_is_landmark,
    printed=("provider", "completed", "medication", "result", "notes"),
)

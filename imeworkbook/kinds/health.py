"""Physical and mental health, and medication."""

from __future__ import annotations

from typing import Annotated, ClassVar

from imeworkbook.kinds.kind import Kind
from imeworkbook.values import Entry, Line, term


class Health(Entry):
    """Physical and mental health, and medication."""

    kind: ClassVar[str] = "health"

    area: Annotated[str | None, term("health_area")] = None
    medication: Line = ""


KIND = Kind(
    model=Health,
    typed="area",
    terms="health_area",
    spell=False,
    band="below",
    tones={None: "health"},
    vital=False,
    foldable=True,
    printed=("medication", "notes"),
)

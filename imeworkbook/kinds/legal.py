"""Regulators, courts, police, insurers."""

from __future__ import annotations

from typing import Annotated, ClassVar

from imeworkbook.kinds.kind import Kind
from imeworkbook.values import Entry, Text, term


class Legal(Entry):
    """Regulators, courts, police, insurers."""

    kind: ClassVar[str] = "legal"

    area: Annotated[str | None, term("legal_area")] = None
    outcome: Text = ""


KIND = Kind(
    model=Legal,
    typed="area",
    terms="legal_area",
    spell=False,
    band="below",
    tones={None: "legal"},
    vital=True,
    foldable=True,
    printed=("outcome", "notes"),
)

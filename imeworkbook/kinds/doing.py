"""How someone was doing, at work and in life outside work, from one time to another, by their own account."""

from __future__ import annotations

from typing import Annotated, ClassVar

from imeworkbook import vocabulary
from imeworkbook.kinds.kind import ChartRow, Kind
from imeworkbook.language import say
from imeworkbook.values import Entry, Line, term


class Doing(Entry):
    """A time that went well, as usual, harder than usual or very hard, or of which that is not remembered.

    It measures nothing, and nothing is counted from it. `beside` is the id of the post or the phase of use beside which
    it was asked for; its dates are its own from then on.
    """

    kind: ClassVar[str] = "doing"

    part: Annotated[str | None, term("doing_part")] = None
    went: Annotated[str | None, term("doing")] = None
    said: Line = ""
    beside: str = ""

    @property
    def label(self) -> str:
        """The title, or which part of life it was with how that went."""
        part = vocabulary.label("doing_part", self.part or "") or vocabulary.label("kind", self.kind)
        went = vocabulary.label("doing", self.went or "")
        return self.title or (say("chart:doing.label", part=part, went=went.lower()) if went else part)


KIND = Kind(
    model=Doing,
    typed="part",
    terms="doing_part",
    spell=True,
    leant_on=False,
    band="between",
    rows=(
        ChartRow("doing_work", "work", drawn="steps"),
        ChartRow("doing_life", "life", None, drawn="steps"),
    ),
    tones={None: "life", "work": "work"},
    vital=False,
    foldable=True,
    printed=("said", "notes"),
)

"""Training and work: schooling, training, posts, leave, time out of work, licence events."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from imeworkbook import vocabulary
from imeworkbook.kinds.kind import ChartRow, Kind
from imeworkbook.values import Entry, Line, Text, term


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


def _is_landmark(entry: Entry) -> bool:
    return isinstance(entry, Career) and entry.type == "licence"


KIND = Kind(
    model=Career,
    typed="type",
    terms="career_type",
    spell=True,
    named=("organisation", "place", "specialty"),
    leads_up=True,
    band="work",
    rows=(
        ChartRow("schooling", "schooling"),
        ChartRow("training", "training"),
        ChartRow("positions", "position", "locum", None),
        ChartRow("leave_licence", "leave", "out_of_work", "licence"),
    ),
    tones={None: "work", "leave": "leave", "out_of_work": "leave", "locum": "work-part", "licence": "licence"},
    vital=True,
    foldable=False,
    is_landmark=_is_landmark,
    printed=(
        "specialty", "full_time_percent", "nights", "controlled_drugs", "restrictions", "monitoring", "return_to_work",
        "reason_for_ending", "notes",
    ),
)  # fmt: skip

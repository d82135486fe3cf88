"""Homes, partners, children, deaths, and what else stands out in a life."""

from __future__ import annotations

from typing import Annotated, ClassVar

from imeworkbook.kinds.kind import Kind
from imeworkbook.values import Entry, Line, term


class Life(Entry):
    """Homes, partners, children, deaths, and what else stands out in a life.

    `weighed` is whether it carried someone or weighed on them, in their own view. It is asked of nothing by itself,
    ranks nothing and is never added up.
    """

    kind: ClassVar[str] = "life"

    area: Annotated[str | None, term("life_area")] = None
    place: Line = ""
    weighed: Annotated[str | None, term("weight")] = None


def _is_landmark(entry: Entry) -> bool:
    return isinstance(entry, Life) and (entry.point or entry.area == "partner")


KIND = Kind(
    model=Life,
    typed="area",
    terms="life_area",
    spell=False,
    named=("place",),
    band="life",
    tones={None: "life"},
    vital=False,
    foldable=True,
    is_landmark=_is_landmark,
    printed=("place", "weighed", "notes"),
)

"""What ties a remembered date to a landmark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Side = Literal["start", "end"]


@dataclass(frozen=True)
class Tie:
    """A date that lies `low` to `high` days after one side of a landmark; None where that is open.

    Attributes
    ----------
    landmark
        The id of the entry that is leant on.
    side
        Which side of it: ``"start"`` or ``"end"``; a single moment has a start.
    low, high
        Days after that side, both included; negative before it.
    """

    landmark: str
    side: Side
    low: int | None
    high: int | None


def merged(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Give one tie for each side of each landmark, as narrow as all of them together."""
    found: dict[tuple[str, Side], Tie] = {}
    for tie in ties:
        other = found.get((tie.landmark, tie.side), tie)
        lows = [low for low in (tie.low, other.low) if low is not None]
        highs = [high for high in (tie.high, other.high) if high is not None]
        found[tie.landmark, tie.side] = Tie(tie.landmark, tie.side, max(lows, default=None), min(highs, default=None))
    return tuple(found.values())

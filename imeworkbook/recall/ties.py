"""What ties a remembered date to a landmark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imeworkbook.records import Consequence, Entry, Record, Side, Tie, When

BIRTH = "profile"
"""The id of what ages lean on."""


def merged(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Give one tie for each side of each landmark, as narrow as all of them together."""
    found: dict[tuple[str, Side], Tie] = {}
    for tie in ties:
        other = found.get((tie.landmark, tie.side), tie)
        lows = [low for low in (tie.low, other.low) if low is not None]
        highs = [high for high in (tie.high, other.high) if high is not None]
        found[tie.landmark, tie.side] = Tie(tie.landmark, tie.side, max(lows, default=None), min(highs, default=None))
    return tuple(found.values())


def remembered(record: Record) -> Iterator[tuple[str, When]]:
    """Give each remembered date of a record with the name of its field."""
    names = ("start", "end") if isinstance(record, Entry) else ("when",) if isinstance(record, Consequence) else ()
    for name in names:
        when = getattr(record, name)
        if when is not None:
            yield name, when


def leans_on(record: Record) -> frozenset[str]:
    """Give the ids of what the dates of a record lean on."""
    return frozenset(tie.landmark for _, when in remembered(record) for tie in when.ties)

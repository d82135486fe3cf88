"""A life as a network: what ties and orderings say beyond the dates themselves, and where they contradict each other.

Every entry that leans on another, or is ordered with one, gives two points, its start and its end. What the person said
stays as it is; windows that follow are kept beside it, with the statements that they follow from (`network`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from imeworkbook.dates import Window
from imeworkbook.recall.anchors import AROUND
from imeworkbook.recall.network import REFERENCE, Constraint, Solution, solve
from imeworkbook.recall.ties import leans_on, remembered
from imeworkbook.records import Entry, Side, Statement

Said = tuple[str, Side | None]
"""What was said: the start or the end of an entry by its id, or (with None) an ordering by its own."""


@dataclass(frozen=True)
class Narrowing:
    """What follows for the starts and the ends of some entries.

    Attributes
    ----------
    contradictions
        Statements that cannot all be right, each set without one that it could spare.
    """

    _solution: Solution
    _points: Mapping[tuple[str, Side], str]
    contradictions: tuple[tuple[Said, ...], ...] = ()

    def __repr__(self) -> str:
        return f"<Narrowing of {len(self._points)} points>"

    def window(self, entry: str, side: Side) -> Window | None:
        """The days that an entry may have begun or ended on, by all that was said; None where it leans on nothing."""
        point = self._points.get((entry, side))
        if point is None:
            return None
        low, high = self._solution.windows.get(point, (None, None))
        return _day(low), _day(high)

    def because(self, entry: str, side: Side, *, latest: bool) -> tuple[Said, ...]:
        """What the latest (or the earliest) day of a window follows from, the nearest first."""
        point = self._points.get((entry, side))
        return tuple(map(_said, self._solution.reason(point, latest=latest))) if point else ()


def narrow(entries: Iterable[Entry], statements: Iterable[Statement], as_of: dt.date) -> Narrowing:
    """Work out what follows from the ties of `entries` and the orderings among them, as known on the day `as_of`.

    What leans on, or orders, an entry that is not among them says nothing here.
    """
    there = {entry.id: entry for entry in entries}
    orderings = [one for one in statements if one.first in there and one.second in there]
    leaning = {id for entry in there.values() for id in leans_on(entry) & there.keys()}
    concerned = leaning | {id for one in orderings for id in (one.first, one.second)}
    concerned |= {entry.id for entry in there.values() if leans_on(entry) & there.keys()}
    chosen = [entry for id, entry in there.items() if id in concerned]
    points = {(entry.id, side): _point(entry, side) for entry in chosen for side in _SIDES}
    constraints = [one for entry in chosen for one in _of_entry(entry, as_of)]
    constraints += [one for entry in chosen for one in _of_ties(entry, there)]
    constraints += [one for said in orderings for one in _of_ordering(said, there)]
    solution = solve(constraints)
    return Narrowing(solution, points, tuple(tuple(map(_said, each)) for each in solution.contradictions))


_SIDES: Sequence[Side] = ("start", "end")


def _point(entry: Entry, side: Side) -> str:
    """The name of a point, which is that of the statement about it too; a single moment has one."""
    return f"{entry.id}/{'start' if entry.point else side}"


def _said(name: str) -> Said:
    id, slash, side = name.rpartition("/")
    if not slash:
        return side, None
    return id, "end" if side == "end" else "start"


def _of_entry(entry: Entry, as_of: dt.date) -> Iterator[Constraint]:
    """Its own dates, and that no end comes before its start."""
    start, end = (_point(entry, side) for side in _SIDES)
    for side, when in remembered(entry):
        date = when.date
        if date:
            point = end if side == "end" else start
            yield Constraint(REFERENCE, point, _number(date.earliest), _number(date.latest), point)
    if entry.ongoing:
        yield Constraint(REFERENCE, end, as_of.toordinal(), None, end)
    if start != end:
        yield Constraint(start, end, 0, None)


def _of_ties(entry: Entry, there: Mapping[str, Entry]) -> Iterator[Constraint]:
    for side, when in remembered(entry):
        point = _point(entry, "end" if side == "end" else "start")
        for tie in when.ties:
            if tie.landmark in there and (tie.low, tie.high) != (None, None):
                yield Constraint(_point(there[tie.landmark], tie.side), point, tie.low, tie.high, point)


def _of_ordering(said: Statement, there: Mapping[str, Entry]) -> Iterator[Constraint]:
    """What an ordering says of days; `Statement` has the meaning of each.

    Of two things of one day, one may have come before the other: days alone do not contradict that.
    """
    (begin, over), (other, other_over) = (
        tuple(_point(there[id], side) for side in _SIDES) for id in (said.first, said.second)
    )
    match said.relation:
        case "before":
            yield Constraint(begin, other, 0, None, said.id)
        case "over before":
            yield Constraint(over, other, 0, None, said.id)
        case "already":
            yield Constraint(begin, other, 0, None, said.id)
            yield Constraint(other, over, 0, None, said.id)
        case "during":
            yield Constraint(other, begin, 0, None, said.id)
            yield Constraint(begin, other_over, 0, None, said.id)
        case "after":
            yield Constraint(other, begin, 0, None, said.id)
        case "same time":
            yield Constraint(other, begin, -AROUND, AROUND, said.id)


def _number(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _day(number: int | None) -> dt.date | None:
    return dt.date.fromordinal(min(max(number, 1), dt.date.max.toordinal())) if number is not None else None

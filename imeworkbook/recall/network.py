"""A simple temporal network: what can be said of days that lean on one another.

Every start and every end is a point; a constraint says that one point lies so many days after another. The windows that
follow are shortest paths from and to one point of reference (Dechter, Meiri & Pearl 1991, "Temporal constraint
networks", Artificial Intelligence 49). All is in whole days; the network knows ids and numbers, never a word.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

REFERENCE = ""
Bounds = tuple[int | None, int | None]
_Edge = tuple[str, str, int, str]  # from, to, most days that `to` lies after `from`, statement


@dataclass(frozen=True, slots=True)
class Constraint:
    """`second` lies `low` to `high` days after `first`; None where that side is open.

    Attributes
    ----------
    first, second
        Names of points; ``""`` is the point of reference, so that the bounds are days themselves.
    statement
        The id of what the person said, or ``""`` for what cannot be otherwise: no end comes before its start.
    """

    first: str
    second: str
    low: int | None
    high: int | None
    statement: str = ""


@dataclass(frozen=True)
class Solution:
    """What follows from the constraints.

    Attributes
    ----------
    windows
        The earliest and the latest day of each point; None where open.
    contradictions
        Sets of statements that cannot all be right. Each is minimal: without any one of its statements, the others can
        be. To give windows all the same, the statement of each that came last was left out.
    """

    windows: Mapping[str, Bounds]
    contradictions: tuple[tuple[str, ...], ...] = ()
    _because: Mapping[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        return f"<Solution of {len(self.windows)} points, {len(self.contradictions)} contradictions>"

    def reason(self, point: str, *, latest: bool) -> tuple[str, ...]:
        """The statements, in the order of the chain, that the latest (or the earliest) day of a point follows from."""
        return self._because.get((point, latest), ())


def solve(constraints: Iterable[Constraint]) -> Solution:
    """The tightest windows of all points, why each is so, and what contradicts itself."""
    active = list(constraints)
    points = {point for one in active for point in (one.first, one.second)} - {REFERENCE}
    contradictions = []
    while (conflict := _conflict(active)) is not None:
        minimal = _minimal(active, conflict)
        contradictions.append(minimal)
        order = {one.statement: place for place, one in enumerate(active)}
        left_out = max(minimal, key=lambda statement: order[statement])
        active = [one for one in active if one.statement != left_out]
    latest, by_latest, _ = _shortest(_edges(active))
    earliest, by_earliest, _ = _shortest(_reversed(_edges(active)))
    windows = {point: (_negative(earliest.get(point)), latest.get(point)) for point in points}
    because = {(point, True): _chain(by_latest, point) for point in points if point in latest}
    because |= {(point, False): _chain(by_earliest, point) for point in points if point in earliest}
    return Solution(windows, tuple(contradictions), because)


def consistent(constraints: Iterable[Constraint]) -> bool:
    """Whether there are days for all points that satisfy every constraint."""
    return _conflict(list(constraints)) is None


def _negative(distance: int | None) -> int | None:
    return None if distance is None else -distance


def _edges(constraints: Iterable[Constraint]) -> list[_Edge]:
    edges = []
    for one in constraints:
        if one.high is not None:
            edges.append((one.first, one.second, one.high, one.statement))
        if one.low is not None:
            edges.append((one.second, one.first, -one.low, one.statement))
    return edges


def _reversed(edges: Iterable[_Edge]) -> list[_Edge]:
    return [(end, start, days, statement) for start, end, days, statement in edges]


_Shortest = tuple[dict[str, int], dict[str, _Edge], list[_Edge] | None]


def _shortest(edges: Sequence[_Edge], *, everywhere: bool = False) -> _Shortest:
    """Distances from the reference, the last edge to each point, and a cycle that gets ever shorter, if there is one.

    Bellman and Ford with a queue. `everywhere` begins at all points at once, which finds every such cycle.
    """
    leaving: dict[str, list[_Edge]] = {REFERENCE: []}
    for edge in edges:
        leaving.setdefault(edge[0], []).append(edge)
        leaving.setdefault(edge[1], [])
    distance = dict.fromkeys(leaving if everywhere else (REFERENCE,), 0)
    by: dict[str, _Edge] = {}
    steps = dict.fromkeys(leaving, 0)
    queue, waiting = deque(distance), set(distance)
    while queue:
        point = queue.popleft()
        waiting.discard(point)
        for edge in leaving[point]:
            _, end, days, _ = edge
            far = distance[point] + days
            if end in distance and far >= distance[end]:
                continue
            distance[end], by[end], steps[end] = far, edge, steps[point] + 1
            if steps[end] >= len(leaving) and (cycle := _cycle(by, end)):
                return distance, by, cycle
            if end not in waiting:
                waiting.add(end)
                queue.append(end)
    return distance, by, None


def _cycle(by: Mapping[str, _Edge], point: str) -> list[_Edge]:
    """The cycle that the way back from a point runs into; empty where it runs into none."""
    seen: dict[str, int] = {}
    back: list[_Edge] = []
    while point in by and point not in seen:
        seen[point] = len(back)
        back.append(by[point])
        point = by[point][0]
    return back[seen[point] :] if point in seen else []


def _chain(by: Mapping[str, _Edge], point: str) -> tuple[str, ...]:
    statements: dict[str, None] = {}
    while point != REFERENCE:
        start, _, _, statement = by[point]
        if statement:
            statements[statement] = None
        point = start
    return tuple(statements)


def _conflict(constraints: Sequence[Constraint]) -> set[str] | None:
    """The statements of one contradiction; None where there is none."""
    _, _, cycle = _shortest(_edges(constraints), everywhere=True)
    return None if cycle is None else {statement for _, _, _, statement in cycle if statement}


def _minimal(constraints: Sequence[Constraint], conflict: set[str]) -> tuple[str, ...]:
    """The conflict without the statements that it does not need, in the order in which they were made."""
    kept = [statement for statement in dict.fromkeys(one.statement for one in constraints) if statement in conflict]
    for statement in list(kept):
        fewer = {*kept, ""} - {statement}
        if not consistent(one for one in constraints if one.statement in fewer):
            kept.remove(statement)
    return tuple(kept)

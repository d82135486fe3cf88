"""What a copy is made from: plain records, already limited to one reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from imeworkbook.recall.release import held, released
from imeworkbook.records import Audience, Entry, Profile, Record, may_see
from imeworkbook.report.citing import Citing
from imeworkbook.review import contradictions
from imeworkbook.timeline import Timeline, chronicle

PAPERS = ("letter", "a4")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Source:
    """The records that one reader may see, as they are on the day `prepared`.

    Nothing that is stated for someone else is in here, so nothing printed from it can lean on that.
    """

    timeline: Timeline
    records: tuple[Record, ...]
    audience: Audience
    prepared: dt.date
    paper: str = "letter"

    @classmethod
    def of(cls, records: Iterable[Record], audience: Audience, prepared: dt.date, paper: str = "letter") -> Source:
        """Leave out what is not stated for this reader, then put the rest in order."""
        seen = tuple(record for record in records if may_see(audience, record.audience))
        withheld = frozenset(id for id, _ in held(seen)) if audience != "private" else frozenset()
        seen = seen if audience == "private" else released(seen)
        paper = paper if paper in PAPERS else "letter"
        return cls(chronicle(seen, audience, prepared), seen, audience, prepared, paper, withheld)

    withheld: frozenset[str] = frozenset()
    """The ids of the records of which this reader is not told a date: for its absence, nobody's memory stands."""

    @cached_property
    def conflicts(self) -> Mapping[str, tuple[Entry | str, ...]]:
        """Under the id of each entry, the others with which it cannot be right as they stand in this copy.

        What is no entry, a date of birth or a recent day, stands there as the name of the check that found it.
        """
        there = {entry.id: entry for entry in self.timeline.entries}
        found: dict[str, dict[str, Entry | str]] = {}
        for one in contradictions(self.timeline):
            for id in one.entries:
                rest = (other for other in one.entries if other != id and other in there)
                others: dict[str, Entry | str] = {other: there[other] for other in rest}
                found.setdefault(id, {}).update(others or {one.check: one.check})
        return {id: tuple(others.values()) for id, others in found.items()}

    @property
    def profile(self) -> Profile:
        """Whose account it is, as far as that is stated for this reader."""
        return next((record for record in self.records if isinstance(record, Profile)), Profile())

    @cached_property
    def citing(self) -> Citing:
        """The numbers of the records, and which entries cite them."""
        return Citing.of(self.records, self.timeline.entries, self.audience, self.prepared)

    def of_kind(self, model: type[R]) -> tuple[R, ...]:
        """The records of one kind, in the order in which they were added."""
        return tuple(record for record in self.records if isinstance(record, model))

"""One state of a workbook, read once: its records, and what is worked out from them when it is first asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

from imeworkbook import connections as lined_up
from imeworkbook.connections import LinedUp
from imeworkbook.errors import DateError
from imeworkbook.recall import Recollection
from imeworkbook.recall.landmarks import Landmark, landmarks_among
from imeworkbook.recall.reader import Reader
from imeworkbook.records import Audience, Record
from imeworkbook.review import Finding, findings
from imeworkbook.timeline import Timeline, chronicle


@dataclass(frozen=True, repr=False)
class History(Timeline):
    """A timeline as notebooks and scripts hold it, with what follows from it for its reader."""

    @classmethod
    def told(cls, timeline: Timeline) -> History:
        """The same timeline."""
        return cls(**{field.name: getattr(timeline, field.name) for field in fields(timeline)})

    def connections(self) -> tuple[LinedUp, ...]:
        """What lined up with what, the certain first; what the person sees in it stands in `linked`."""
        return lined_up.connections(self)

    def findings(self) -> tuple[Finding, ...]:
        """What could be looked at again, each as a gentle question."""
        return findings(self)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The records after one change, as they are on one day. Nothing in it ever changes, so all who look share it.

    Attributes
    ----------
    records
        All of them, in the order in which they were added.
    as_of
        The day on which they are read.
    """

    records: tuple[Record, ...]
    as_of: dt.date
    _timelines: dict[Audience, History] = field(default_factory=dict)
    _dates: dict[tuple[str, str, str], Recollection | DateError] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Snapshot of {len(self.records)} records>"

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The records by their id."""
        return {record.id: record for record in self.records}

    def timeline(self, audience: Audience = "private") -> History:
        """The two histories as one reader may see them; its narrowing is worked out once, too."""
        if audience not in self._timelines:
            self._timelines[audience] = History.told(chronicle(self.records, audience, self.as_of))
        return self._timelines[audience]

    @cached_property
    def landmarks(self) -> tuple[Landmark, ...]:
        """The entries that a date may lean on."""
        return tuple(landmarks_among(self.records))

    @property
    def reader(self) -> Reader:
        """What reads words into dates with the settings, the date of birth and the entries of this state."""
        return Reader(lambda: self.records, self.by_id.get, lambda: self.landmarks)

    def read_date(self, words: str, *, apart_from: str = "", meant: str = "") -> Recollection:
        """What some words come to; the same words are read once. Arguments and errors are those of `Reader.date`."""
        asked = (words, apart_from, meant)
        if asked not in self._dates:
            try:
                self._dates[asked] = self.reader.date(words, apart_from=apart_from, meant=meant)
            except DateError as error:
                self._dates[asked] = _anew(error)
        found = self._dates[asked]
        if isinstance(found, DateError):
            raise _anew(found)
        return found

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What could be looked at again."""
        return findings(self.timeline())

    @cached_property
    def connections(self) -> tuple[LinedUp, ...]:
        """What lined up with what."""
        return tuple(lined_up.connections(self.timeline()))


def _anew(error: DateError) -> DateError:
    """The same error as if it had never been raised: without the frames, and what they hold, that it passed."""
    twin = type(error).__new__(type(error), *error.args)
    vars(twin).update(vars(error))
    return twin

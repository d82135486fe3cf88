"""What of remembered dates and citations one reader may be told: none that leans on something stated for someone else.

A date worked out from a landmark gives the landmark away, and so do its words. It is shown to a reader who sees
everything that it leans on, directly and through others; to anyone else only where the person let it stand by itself,
and then in plain words of its own. A citation is shown to a reader who sees the record that it cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall.context import within
from imeworkbook.recall.ties import remembered
from imeworkbook.records import Citation, Document, Entry, Profile, Record, Tie, When

Place = tuple[str, str]
"""The id of a record, and the name of a date field of it."""


def released(seen: Iterable[Record]) -> tuple[Record, ...]:
    """The records that a reader sees, without dates that lean on anything else, and citations of anything else."""
    records = tuple(seen)
    kept_back = set(held(records))
    documents = {record.id for record in records if isinstance(record, Document)}
    return tuple(_without(record, kept_back, documents) for record in records)


def held(seen: Iterable[Record]) -> tuple[Place, ...]:
    """The dates of the records that a reader sees which this reader is not told."""
    there = {record.id: record for record in seen}
    dates = {(id, name): when for id, record in there.items() for name, when in remembered(record)}
    waiting = {place: when for place, when in dates.items() if when.ties and not by_itself(when)}
    free = True
    while free:
        free = False
        for place, when in list(waiting.items()):
            if all(_told(tie, there, waiting) for tie in when.ties):
                del waiting[place]
                free = True
    return tuple(waiting)


def by_itself(when: When) -> bool:
    """Whether a date was confirmed by itself: said so, or with both its ends set by hand."""
    return when.stands_alone or (when.earliest is not None and when.latest is not None)


def _told(tie: Tie, there: Mapping[str, Record], waiting: Mapping[Place, When]) -> bool:
    """Whether the reader sees what a date leans on, with its own date."""
    landmark = there.get(tie.landmark)
    if landmark is None or (isinstance(landmark, Profile) and landmark.born is None):
        return False
    sides = ("start", "end") if (tie.low, tie.high) == (None, None) else (tie.side,)
    return not any((tie.landmark, side) in waiting for side in sides)


def _without(record: Record, kept_back: set[Place], documents: set[str]) -> Record:
    changes: dict[str, When | tuple[Citation, ...] | None] = {
        name: shown for name, shown in _shown(record, kept_back) if shown != getattr(record, name)
    }
    if isinstance(record, Entry):
        if record.out_of_order:
            changes["end"] = None
        if not documents.issuperset(one.record for one in record.citations):
            changes["citations"] = tuple(one for one in record.citations if one.record in documents)
    return record.with_(**changes) if changes else record


def _shown(record: Record, kept_back: set[Place]) -> Iterator[tuple[str, When | None]]:
    for name, when in remembered(record):
        if (record.id, name) in kept_back:
            yield name, None
        elif when.stands_alone or (when.ties and by_itself(when)):
            yield name, in_plain_words(when)


def in_plain_words(when: When) -> When:
    """The same date without the person's own words for it, and without what these lean on."""
    date = when.date
    if date is None:
        return when
    if when.earliest is not None or when.latest is not None:
        date = within(date.earliest, date.latest)
    date = FuzzyDate.parse(date.edtf, mark=date.mark, hemisphere=when.hemisphere)
    return When(phrase=str(date), edtf=date.edtf, mark=date.mark, basis=when.basis, hemisphere=when.hemisphere)

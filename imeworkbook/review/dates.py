"""Checks of dates, whatever they are the dates of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from imeworkbook.records import Entry, Use
from imeworkbook.review.finding import Finding, ask
from imeworkbook.review.windows import surely_apart, surely_before
from imeworkbook.timeline import Timeline

_MANY = 4
_YEAR_ONLY, _FULL_DAY = 4, 10  # the length of an EDTF year, and of an EDTF day


def before_birth(timeline: Timeline) -> Iterator[Finding]:
    """Something that certainly began before the date of birth."""
    born = timeline.born
    for entry in timeline.entries:
        at = timeline.span(entry)
        if born and at and surely_before(at.starts, (born.earliest, born.latest)):
            yield ask("before_birth", [entry], "impossible", about=born.edtf)


def in_the_future(timeline: Timeline) -> Iterator[Finding]:
    """Something that certainly begins after the day on which the timeline is read."""
    for entry in timeline.entries:
        at = timeline.span(entry)
        if at and at.starts[0] and at.starts[0] > timeline.as_of:
            yield ask("in_the_future", [entry])


def too_exact(timeline: Timeline) -> Iterator[Finding]:
    """Many first days of January, or many round years, stated without "about"."""
    said = [(entry, when.edtf) for entry in timeline.entries if (when := entry.start) and when.edtf]
    january = [entry for entry, edtf in said if edtf.endswith("-01-01") and len(edtf) == _FULL_DAY]
    if len(january) >= _MANY:
        yield ask("many_januaries", january, n=len(january))
    years = [(entry, edtf) for entry, edtf in said if len(edtf) == _YEAR_ONLY and edtf.isdecimal()]
    round_years = [entry for entry, edtf in years if edtf[-1] in "05"]
    if len(round_years) >= _MANY and 2 * len(round_years) > len(years):
        yield ask("many_round_years", round_years, n=len(round_years))


def two_dates(timeline: Timeline) -> Iterator[Finding]:
    """One landmark written down twice, with dates that cannot both be right; or a document's date against memory."""
    named: dict[tuple[str, str], list[Entry]] = {}
    for entry in timeline.entries:
        if entry.title and not isinstance(entry, Use):
            named.setdefault((entry.kind, " ".join(entry.title.casefold().split())), []).append(entry)
    for same in named.values():
        for one, other in combinations(same, 2):
            document = _from_document(one) != _from_document(other)
            if not document and not (one.point and other.point):
                continue
            first, second = timeline.span(one), timeline.span(other)
            if first and second and surely_apart(first.starts, second.starts):
                yield ask("document_or_memory" if document else "two_dates", [one, other])


def _from_document(entry: Entry) -> bool:
    return entry.source == "document" or (entry.start is not None and entry.start.basis == "document")


def without_a_date(timeline: Timeline) -> Iterator[Finding]:
    """An entry that has no place on the line of time yet."""
    for entry in timeline.entries:
        if timeline.span(entry) is None:
            yield ask("without_a_date", [entry], blank=True)

"""Checks of dates that lean on one another, and of orderings."""

from __future__ import annotations

from collections.abc import Iterator

from imeworkbook.recall.ties import BIRTH, leans_on
from imeworkbook.review.finding import Finding, ask
from imeworkbook.timeline import Timeline


def contradictions(timeline: Timeline) -> Iterator[Finding]:
    """Dates and orderings that cannot all be right, each set without one that it could spare."""
    entries = {entry.id: entry for entry in timeline.entries}
    related = {one.id: (one.first, one.second) for one in timeline.statements}
    for statements, ids in timeline.contradictions():
        orderings = [id for id in ids if id not in entries]
        sides = (side for id in orderings for side in related.get(id, ()))  # of which no date need be among the set
        about = [entries[id] for id in dict.fromkeys((*ids, *sides)) if id in entries]
        yield ask(
            "contradiction", about, "impossible", about="|".join(orderings), orderings=orderings, statements=statements
        )


def landmark_gone(timeline: Timeline) -> Iterator[Finding]:
    """A date that leans on an entry which was removed."""
    there = {entry.id for entry in timeline.entries} | {BIRTH}
    for entry in timeline.entries:
        if timeline.audience == "private" and leans_on(entry) - there:
            yield ask("landmark_gone", [entry], about="|".join(sorted(leans_on(entry) - there)))

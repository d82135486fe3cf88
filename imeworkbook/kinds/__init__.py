"""The kinds of entries on the timeline, one file each, in the order in which every list of them goes.

A kind is added by its file and a line in `ENTRIES`. Whatever a room needs to know of it stands in its `Kind`, which
cannot be made without; the words for it are in `data/`, and a test reads each of them.
"""

from __future__ import annotations

from imeworkbook.kinds import career, doing, health, legal, life, test_result, treatment, use
from imeworkbook.kinds.career import Career
from imeworkbook.kinds.doing import Doing
from imeworkbook.kinds.health import Health
from imeworkbook.kinds.kind import BANDS, Band, ChartRow, Drawing, Kind, Sign
from imeworkbook.kinds.legal import Legal
from imeworkbook.kinds.life import Life
from imeworkbook.kinds.test_result import TestResult
from imeworkbook.kinds.treatment import Treatment
from imeworkbook.kinds.use import Use
from imeworkbook.values import Entry

ENTRIES: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        career.KIND,
        use.KIND,
        treatment.KIND,
        test_result.KIND,
        health.KIND,
        life.KIND,
        doing.KIND,
        legal.KIND,
    )
}
"""Every kind by its name, in order."""


def kind_of(entry: Entry) -> Kind:
    """The kind of an entry."""
    return ENTRIES[entry.kind]


def told_with(entry: Entry) -> Kind:
    """The kind that charts and copies tell an entry with: its own, but for a medicine taken as prescribed."""
    return ENTRIES[entry.told_with]


def in_band(band: Band) -> tuple[Kind, ...]:
    """The kinds that stand in one band of the chart, in order."""
    return tuple(kind for kind in ENTRIES.values() if kind.band == band)


__all__ = [
    "BANDS",
    "ENTRIES",
    "Band",
    "Career",
    "ChartRow",
    "Doing",
    "Drawing",
    "Health",
    "Kind",
    "Legal",
    "Life",
    "Sign",
    "TestResult",
    "Treatment",
    "Use",
    "in_band",
    "kind_of",
    "told_with",
]

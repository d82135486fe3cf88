"""Cards over a workbook that somebody opened in a notebook of their own."""

from __future__ import annotations

import math
import weakref
from pathlib import Path

from imeworkbook.kinds import ENTRIES
from imeworkbook.store import EncryptedStore
from imeworkbook.widgets._kit import Card
from imeworkbook.widgets.sitting import Sitting, keep_ticking
from imeworkbook.widgets.views import NewEntry
from imeworkbook.widgets.views_chart import ChartCard
from imeworkbook.widgets.views_substances import Substances
from imeworkbook.workbook import Workbook

KINDS = (*ENTRIES, "consequence", "document", "contact", "correction")
_IN_MEMORY = Path("workbook in memory.imew")
_sittings: weakref.WeakSet[Sitting] = weakref.WeakSet()  # as long as there is a card


def form(workbook: Workbook, kind: str) -> Card:
    """A card with the form for one kind of entry, such as ``"career"``, ``"use"`` or ``"health"``.

    What is typed there is kept in the workbook, and nowhere in the notebook.

    Raises
    ------
    ValueError
        When there is no form for such a kind.
    """
    sitting = _over(workbook)
    if kind == "use":
        return sitting.card("use", lambda: Substances(sitting, lead=True))
    if kind not in KINDS:
        message = f"There is a form for each of these: {', '.join(KINDS)}."
        raise ValueError(message)
    return sitting.card(kind, lambda: NewEntry(sitting, kind, lead=True))


def chart(workbook: Workbook) -> Card:
    """A card with the two histories on one axis; an entry opens below it, to be changed."""
    sitting = _over(workbook)
    return sitting.card("chart", lambda: ChartCard(sitting, lead=True))


def _over(workbook: Workbook) -> Sitting:
    """The sitting that the cards over this workbook share. Whoever opened the workbook closes it."""
    found = next((sitting for sitting in _sittings if sitting.workbook is workbook), None)
    if found:
        return found
    store = workbook.store
    sitting = Sitting(store.path if isinstance(store, EncryptedStore) else _IN_MEMORY, idle_seconds=math.inf)
    sitting.take_up(workbook)
    keep_ticking(sitting)
    _sittings.add(sitting)
    return sitting

"""Every card of the chapters, over a workbook of one's own."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from imeworkbook.widgets import pages
from imeworkbook.widgets import sitting as sitting_module
from imeworkbook.widgets._kit import Card
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.workbook import sample

CARDS = [one for one in vars(pages).values() if inspect.isfunction(one) and one.__annotations__["return"] == "Card"]


def cards(folder: Path, monkeypatch: pytest.MonkeyPatch, state: str) -> Iterator[Card]:
    """Each card of the chapters, over no workbook or over the sample person's."""
    sitting = Sitting(folder / f"{state}.imew")
    monkeypatch.setattr(sitting_module._here, "sitting", sitting, raising=False)
    if state == "sample":
        sitting._opened(sample(), is_sample=True)
    yield from (make() for make in CARDS)


def opened(card: Card) -> Iterator[None]:
    """Open what there is to open in a card, one after the other, as its page would ask for it."""
    yield
    row = (card.face.get("rows") or card.face.get("lines") or [{}])[0]
    id = (row.get("entries") or [row])[0].get("id") or card.sitting.open.records("use")[0].id
    prompt = card.face["topics"][0]["prompts"][0]["key"] if "topics" in card.face else ""
    about = {"id": id, "key": row.get("key", ""), "prompt": prompt}
    for name in ("open", "history", "size", "table", "phase", "undo"):
        card._take(card, {"do": name, **about, "plot_width": 900, "shown": True}, [])
        yield

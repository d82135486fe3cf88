"""What files say, held against one another and against what is in the workbook: new, there already, or alike.

Two rows are one where they have one name and their days may be the same; the more exact one is offered, with both
places. What is only alike is asked about, and nothing of the person's is touched here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import Problem
from imeworkbook.importers.found import Proposals, Proposed
from imeworkbook.language import once_a_language
from imeworkbook.records import Entry, When

Standing = Literal["new", "same", "near"]
_APART = dt.timedelta(days=400)
_ALIKE = 0.5


@dataclass(frozen=True)
class Offer:
    """One row to be confirmed.

    Attributes
    ----------
    row
        What it could become.
    places
        In which files it stands, by their number, and where there.
    standing
        Whether it is new, in the workbook already, or like something there or in another file.
    other
        The entry of the workbook that it is the same as, or like; None where there is none.
    """

    row: Proposed
    places: tuple[tuple[int, str], ...]
    standing: Standing = "new"
    other: Entry | None = None

    def __repr__(self) -> str:
        return f"<Offer, {self.standing}>"

    @property
    def asks(self) -> tuple[Problem, ...]:
        """What has to be looked at before it is taken: nothing where ``--yes`` may take it."""
        near = (Problem("", "importers:look.near"),) if self.standing == "near" else ()
        return (*self.row.looks, *near)


def offers(files: Sequence[Proposals], entries: Iterable[Entry]) -> tuple[Offer, ...]:
    """The rows of some files, each thing once, and how they stand to these entries of the workbook."""
    there: dict[str, _There] = {}
    for entry in entries:
        there.setdefault(entry.kind, _There()).add(entry)
    nothing = _There()
    return tuple(there.get(one.row.kind, nothing).held_against(one) for one in _merged(files))


def _merged(files: Sequence[Proposals]) -> Iterator[Offer]:
    kept: list[Offer] = []
    by_name: dict[object, list[int]] = {}
    by_kind: dict[str, list[int]] = {}
    for number, file in enumerate(files):
        before = len(kept)
        for row in file.rows:
            places = tuple((number, place) for place in [row.place])
            name = (row.kind, words_of(row))
            same = next((at for at in by_name.get(name, ()) if at < before and _may_be_one(kept[at].row, row)), None)
            if same is not None:
                kept[same] = _both(kept[same], row, number)
                continue
            near = any(_alike(kept[at].row, row) for at in by_kind.get(row.kind, ()) if at < before)
            by_name.setdefault(name, []).append(len(kept))
            by_kind.setdefault(row.kind, []).append(len(kept))
            kept.append(Offer(row, places, "near" if near else "new"))
    return iter(kept)


def _both(one: Offer, row: Proposed, number: int) -> Offer:
    """Two rows that are one: the more exact dates, both quotations, both places."""
    quote = "\n".join(dict.fromkeys([*one.row.quote.splitlines(), *row.quote.splitlines()]))
    start, end = _more_exact(one.row.start, row.start), _more_exact(one.row.end, row.end)
    more = {name: value for name, value in {**row.fields, **one.row.fields}.items() if value not in (None, "")}
    if end:
        more.pop("ongoing", None)
    told = replace(
        one.row,
        merged=one.row.mark,
        fields=more,
        start=start,
        end=None if more.get("point") else end,
        quote=quote,
        sensitive=one.row.sensitive or row.sensitive,
        looks=one.row.looks if one.row.looks and row.looks else (),
    )
    return replace(one, row=told, places=(*one.places, (number, row.place)))


class _There:
    """The entries of one kind that are in the workbook, found by what they say and when."""

    def __init__(self) -> None:
        self._entries: list[tuple[Entry, frozenset[str]]] = []
        self._told: dict[object, Entry] = {}

    def add(self, entry: Entry) -> None:
        words, days = words_of(entry), _days(entry)
        self._entries.append((entry, words))
        self._told.setdefault((words, days), entry)
        if entry.quote:
            self._told.setdefault((entry.quote, days), entry)

    def held_against(self, one: Offer) -> Offer:
        """The same offer, with the entry that it is the same as, or like."""
        words, days = words_of(one.row), _days(one.row)
        if same := self._told.get((one.row.quote, days)) or self._told.get((words, days)):
            return replace(one, standing="same", other=same)
        alike = (entry for entry, mine in self._entries if not mine.isdisjoint(words) and _alike(entry, one.row))
        near = next(alike, None)
        return replace(one, standing="near", other=near) if near else one


# --- how alike two things are ---


@partial(once_a_language, most=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) > 1)


def words_of(one: Entry | Proposed) -> frozenset[str]:
    """The words by which something is told from others: of what has a plain title, those of the record."""
    if isinstance(one, Entry):
        typed = " ".join(str(getattr(one, name, "") or "") for name in ("title", "organisation"))
        return _words(one.quote if one.quote and one.kind != "career" else typed)
    if one.kind == "career":
        return _words(one.title)
    return _words(one.quote or one.title)


def _alike(one: Entry | Proposed, row: Proposed) -> bool:
    """Whether both may speak of one thing: words in common, and days that are not far apart."""
    mine, theirs = words_of(one), words_of(row)
    common = len(mine & theirs)
    if not common or common < _ALIKE * min(len(mine), len(theirs)):
        return False
    far = dt.timedelta(0) if isinstance(one, Entry) and one.quote else _APART
    return _near(one.start, row.start, far) and _near(one.end, row.end, far)


def _may_be_one(one: Proposed, row: Proposed) -> bool:
    """Whether the days of two rows of one name may be the same: each window within the other."""
    return all(_within(a, b) or _within(b, a) for a, b in ((one.start, row.start), (one.end, row.end)))


def _within(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    a, b = one.date, other.date
    if a is None or b is None:
        return one.phrase == other.phrase
    return _first(b) <= _first(a) and _last(a) <= _last(b)


def _near(one: When | None, other: When | None, far: dt.timedelta) -> bool:
    a, b = (when.date if when else None for when in (one, other))
    if a is None or b is None:
        return True
    late, early = max(_first(a), _first(b)), min(_last(a), _last(b))
    return late <= early or late - early <= far


def _days(one: Entry | Proposed) -> tuple[str | None, ...]:
    return tuple(when.edtf if when else None for when in (one.start, one.end))


def _more_exact(one: When | None, other: When | None) -> When | None:
    """The one that leaves fewer days open; the first where both leave as many."""
    known = [when for when in (one, other) if when]
    return min(known, key=_open_days, default=None)


def _open_days(when: When) -> int:
    return (_last(when.date) - _first(when.date)).days if when.date else dt.date.max.toordinal()


def _first(date: FuzzyDate) -> dt.date:
    return date.earliest or dt.date.min


def _last(date: FuzzyDate) -> dt.date:
    return date.latest or dt.date.max

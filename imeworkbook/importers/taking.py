"""Records of what was confirmed: each is private, from a document, and cites the record that its file is.

Where a record and an entry of the person's speak of one thing, the entry cites the record with what that says; only
where the person chose so do its dates become those of the record. Its earlier version stays in its history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from imeworkbook.importers.beside import Offer
from imeworkbook.importers.found import Proposals
from imeworkbook.kinds import ENTRIES
from imeworkbook.records import LINE, Citation, Document, Entry, Record, Side, When

How = Literal["new", "mine", "theirs", "both"]
HOWS: tuple[How, ...] = ("new", "mine", "theirs", "both")


@dataclass(frozen=True)
class Decision:
    """What the person said of one offer.

    Attributes
    ----------
    how
        ``new``: an entry of its own. Beside an entry that is like it: ``mine`` keeps that as it is, and cites the
        record; ``theirs`` takes the dates of the record; ``both`` keeps it, cites the record, and marks it to be talked
        about.
    mended
        What was typed instead of the title, the start or the end.
    """

    how: How = "new"
    mended: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Decision, {self.how}>"


def documents(files: Iterable[Proposals], known: Iterable[Document], today: dt.date) -> list[Document]:
    """A record of the checklist for each file; one that stands there already is not made twice."""
    there = {(one.what, one.holder, one.covers): one for one in known if one.source == "document"}
    made = []
    for file in files:
        said = {name: value[:LINE] for name, value in file.document.items()}
        fresh = Document(state="arrived", arrived_on=today, source="document", **said)
        made.append(there.get((fresh.what, fresh.holder, fresh.covers), fresh))
    return made


def entry_of(offer: Offer, decision: Decision, records: Sequence[Document]) -> Entry:
    """The entry that an offer becomes, or the person's own as it stands beside it.

    Raises
    ------
    InvalidRecord
        When a field breaks a rule.
    """
    if decision.how == "new" or offer.other is None:
        return _entry(offer, decision, records)
    return _beside(offer.other, offer, decision, records)


def _entry(offer: Offer, decision: Decision, records: Sequence[Document]) -> Entry:
    row = offer.row
    dates = {side: _mended(when, decision.mended.get(side)) for side, when in _sides(offer)}
    fields = dict(row.fields)
    if title := decision.mended.get("title", "").strip():
        fields["title"] = title[:LINE]
    if dates["end"] is not None:
        fields |= {"ongoing": False, "point": False} if row.kind != "test" else {}
    cited = tuple(Citation(record=records[number].id, place=place[:LINE]) for number, place in offer.places)
    model = ENTRIES[row.kind].model
    return model(**fields, **dates, source="document", citations=cited, quote=row.quote)


def _sides(offer: Offer) -> tuple[tuple[str, When | None], ...]:
    return ("start", offer.row.start), ("end", offer.row.end)


def _mended(when: When | None, typed: str | None) -> When | None:
    """A date as it stands, or as it was typed instead; nothing typed takes it away."""
    if typed is None or (when and typed.strip() == when.phrase):
        return when
    return When(phrase=typed.strip()[:LINE], basis="document") if typed.strip() else None


def _beside(mine: Entry, offer: Offer, decision: Decision, records: Sequence[Document]) -> Entry:
    """An entry of the person's with what the record says beside it."""
    citations = [*mine.citations]
    for number, place in offer.places:
        for one in _saying(records[number].id, place, offer):
            if one not in citations:
                citations.append(one)
    quote = "\n".join(dict.fromkeys([*mine.quote.splitlines(), *offer.row.quote.splitlines()]))
    changes: dict[str, object] = {"citations": tuple(citations), "quote": quote}
    if decision.how == "both":
        changes["talk"] = True
    if decision.how == "theirs":
        changes |= {side: when for side, when in _sides(offer) if when and not (mine.point and side == "end")}
        if "end" in changes:
            changes["ongoing"] = False
    return mine.with_(**changes)


def _saying(record: str, place: str, offer: Offer) -> list[Citation]:
    sides: list[tuple[Side, When | None]] = [("start", offer.row.start), ("end", offer.row.end)]
    said = [(side, when) for side, when in sides if when]
    if not said:
        return [Citation(record=record, place=place[:LINE])]
    return [Citation(record=record, place=place[:LINE], says=when.phrase, side=side) for side, when in said]


def kept(
    chosen: Iterable[tuple[Offer, Decision]],
    files: Sequence[Proposals],
    known: Iterable[Document],
    today: dt.date,
) -> list[Record]:
    """All records that some choices come to, with those of the checklist that they cite. Raises as `entry_of` does."""
    records = documents(files, known, today)
    entries: dict[str, Entry] = {}
    for offer, decision in chosen:
        standing = offer if offer.other is None else _again(offer, entries)
        entry = entry_of(standing, decision, records)
        entries[entry.id] = entry
    cited = {one.record for entry in entries.values() for one in entry.citations}
    there = {one.id for one in known}
    return [*(one for one in records if one.id in cited and one.id not in there), *entries.values()]


def _again(offer: Offer, entries: Mapping[str, Entry]) -> Offer:
    """The same offer beside the entry as an earlier choice left it."""
    assert offer.other is not None
    return Offer(offer.row, offer.places, offer.standing, entries.get(offer.other.id, offer.other))

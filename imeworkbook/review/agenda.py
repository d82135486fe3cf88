"""The agenda of a sitting with a clinician: what is flagged, what does not go together, is blank, or lined up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Literal

from imeworkbook.connections import LinedUp
from imeworkbook.records import Record
from imeworkbook.review import PREFIX
from imeworkbook.review.finding import Finding

About = Literal["flag", "contradiction", "blank", "connection"]


@dataclass(frozen=True)
class AgendaItem:
    """One thing to talk about.

    Attributes
    ----------
    about
        Whether it was flagged, does not go together, is not there yet, or lined up and was not looked at.
    key
        The id of the record, or the key of the finding or of the connection.
    text
        What is said of it; empty for a record, which has a name of its own.
    record, finding
        What it is made from; None where it is made from something else.
    talked_on
        The day on which it was talked through; None while it was not.
    """

    about: About
    key: str
    text: str = ""
    record: Record | None = None
    finding: Finding | None = None
    talked_on: dt.date | None = None

    def __repr__(self) -> str:
        return f"<AgendaItem {self.about}>"


def agenda(
    records: Iterable[Record],
    findings: Iterable[Finding],
    connections: Iterable[LinedUp],
    looked_at: Container[str] = frozenset(),
) -> tuple[AgendaItem, ...]:
    """What there is to talk about, what was flagged first; `looked_at` holds the keys of connections already seen.

    What was talked through stays, with its day.
    """
    flags = [record for record in records if record.talk or record.talked_on]
    known = {record.id for record in flags}
    found = [one for one in findings if PREFIX + one.key not in known]
    lined_up = [one for one in connections if one.key not in looked_at]
    return (
        *(AgendaItem("flag", record.id, record=record, talked_on=record.talked_on) for record in flags),
        *(AgendaItem("contradiction", one.key, one.question, finding=one) for one in found if not one.blank),
        *(AgendaItem("blank", one.key, one.question, finding=one) for one in found if one.blank),
        *(AgendaItem("connection", one.key, one.sentence) for one in lined_up),
    )

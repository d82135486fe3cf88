"""What is in a copy and what stays out, record by record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from imeworkbook.asked import question_of
from imeworkbook.kinds import ENTRIES
from imeworkbook.records import Answer, Audience, Contact, Entry, Record, may_see
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.candour import label_of
from imeworkbook.report.told import in_own_words
from imeworkbook.review import is_about_a_finding

# The section in which records of a kind are told; an entry stands in the chart besides.
_SECTIONS = {
    **{kind: kind for kind in ENTRIES},
    "appointment": "head",  # the question alone
    "use": "substances",
    "days": "days",
    "consequence": "consequences",
    "connection": "connections",
    "contact": "people",
    "document": "documents",
    "correction": "corrections",
    "note": "notes",
}
_NOT_FOR_THE_EVALUATOR = frozenset({"corrections", "notes", "talk"})
Reason = Literal["", "audience", "section", "consent"]


@dataclass(frozen=True)
class Place:
    """Where a record stands in a copy: its section, and why it stays out, if it does."""

    record: Record
    section: str
    reason: Reason

    def __repr__(self) -> str:
        return f"<Place {self.section}>"


def places(records: Iterable[Record], audience: Audience, arrangement: Arrangement) -> list[Place]:
    """Each record that a copy for `audience` could tell, in the order in which they were added."""
    hidden = _NOT_FOR_THE_EVALUATOR if audience == "evaluator" else frozenset[str]()
    found = ((record, section) for record in records if (section := _section_of(record, audience)) and label_of(record))
    told = [(record, section) for record, section in found if section not in hidden]
    return [Place(record, section, _reason(record, section, audience, arrangement)) for record, section in told]


def _section_of(record: Record, audience: Audience) -> str:
    if isinstance(record, Answer):
        if is_about_a_finding(record):
            return "talk" if record.talk else ""
        if record.state != "prefer_not":
            if usual := question_of(record):
                return _SECTIONS[usual.group]
            if record.question.startswith("use:"):
                return "substances" if record.state != "not_asked" else ""
        return "answers" if in_own_words(record, audience) else ""
    return _SECTIONS.get(record.kind, "")


def _reason(record: Record, section: str, audience: Audience, arrangement: Arrangement) -> Reason:
    if not may_see(audience, record.audience):
        return "audience"
    if isinstance(record, Contact) and audience != "private" and record.consent != "yes":
        return "consent"
    told_in = {section, "chronology"} if isinstance(record, Entry) else {section}
    told_in |= {"patterns"} if record.kind == "use" else set()
    return "section" if told_in <= arrangement.left_out else ""

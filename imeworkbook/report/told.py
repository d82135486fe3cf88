"""Where a copy tells an entry in words, and which answers it tells."""

from __future__ import annotations

from imeworkbook import prompts
from imeworkbook.kinds import ENTRIES
from imeworkbook.records import Answer, Audience, Entry, Use

EVENTS = ("first_use", "first_weekly", "first_daily", "last_use")
MORE = ENTRIES["use"].printed


def sections_of(entry: Entry) -> frozenset[str]:
    """The keys of the sections whose tables have a row, or a cell, of this entry."""
    if not isinstance(entry, Use) or entry.as_prescribed:
        return frozenset({entry.told_with})
    if said_in_summary(entry):
        return frozenset({"substances"})
    return frozenset({"substances", "patterns"} if entry.event in EVENTS else {"patterns"})


def said_in_summary(entry: Use) -> bool:
    """Whether the summary holds all that this entry says: an event with its date, its name and its route."""
    fields = ("title", "frequency", "amount", "most", "reason", *MORE[1:])
    return entry.point and entry.event in EVENTS and not any(getattr(entry, field) for field in fields)


def in_own_words(answer: Answer, reader: Audience) -> bool:
    """Whether the copy of a reader who may see it tells this answer under the person's own words.

    An evaluator is told what was answered to a prompt, and not that one prefers not to say, or set a prompt aside.
    """
    prompted = prompts.asked(answer.question) is not None
    if prompted and answer.state in ("never", "dont_remember"):
        return True
    if reader == "evaluator":
        return prompted and answer.state == "given" and bool(answer.text.strip())
    return bool(answer.text) or answer.state not in ("not_asked", "never")

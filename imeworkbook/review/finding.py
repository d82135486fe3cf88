"""What a gentle check gives: a question, the entries that it is about, and a key to remember an answer by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from imeworkbook.language import texts
from imeworkbook.records import Entry, When

Kind = Literal["impossible", "to ask"]
_DIGITS = 20


@dataclass(frozen=True)
class Finding:
    """One thing to look at again.

    Attributes
    ----------
    key
        The same for as long as the entries concerned say the same, so that "this is right as it is" is remembered. It
        holds nothing that was typed.
    check
        The name of the check in `data/en/review.toml`.
    question
        What is asked, in plain words.
    entries
        The ids of the entries concerned; empty where it concerns something that is not there.
    kind
        ``impossible`` where the dates as they stand rule each other out, ``to ask`` otherwise.
    blank
        Whether it asks about something that is not there: what is stated for others may fill it.
    orderings
        The ids of the orderings concerned, any of which may be taken back.
    """

    key: str
    check: str
    question: str
    entries: tuple[str, ...]
    kind: Kind = "to ask"
    blank: bool = False
    orderings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Finding {self.check}>"


def ask(
    check: str,
    entries: Sequence[Entry],
    kind: Kind = "to ask",
    *,
    blank: bool = False,
    about: str = "",
    orderings: Sequence[str] = (),
    **words: object,
) -> Finding:
    """The finding of one check; `about` tells findings apart that concern the same entries."""
    names = {f"entry{number}": entry.label for number, entry in enumerate(entries, 1)}
    question = str(texts("review")["question"][check]).format(**names, **words)
    said = sorted(f"{entry.id}={_date(entry.start)}/{_date(entry.end)}" for entry in entries)
    digest = hashlib.sha256("|".join((about, *said)).encode()).hexdigest()[:_DIGITS]
    sentence = question[0].upper() + question[1:]
    return Finding(
        f"{check}:{digest}", check, sentence, tuple(entry.id for entry in entries), kind, blank, tuple(orderings)
    )


def _date(when: When | None) -> str:
    return f"{when.edtf}{when.mark}" if when and when.edtf else ""

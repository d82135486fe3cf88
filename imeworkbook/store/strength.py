"""Honest advice on the strength of a passphrase (zxcvbn: Wheeler, USENIX Security 2016)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from imeworkbook.errors import InvalidRecord, Problem

SHORTEST_PASSPHRASE = 8
_LONGEST_LOOKED_AT = 72  # zxcvbn grows slow on long input; beyond this length strength is not in doubt
_WORDS = (
    "Easy to guess. Four or five words that do not belong together are stronger.",
    "Easy to guess. Four or five words that do not belong together are stronger.",
    "A patient person with a computer could guess this. One or two more words would help.",
    "Good. Hard to guess.",
    "Strong. Very hard to guess.",
)
_TOO_SHORT = f"Please choose a passphrase of {SHORTEST_PASSPHRASE} characters or more."
_FIRST_TRIED = (
    "This passphrase is one of the first that anyone would try. Please choose another: four or five words that do not "
    "belong together are strong."
)


@dataclass(frozen=True)
class Advice:
    """What to tell about a passphrase: one sentence, whether it is advised against, and zxcvbn's score (0 to 4).

    `refused` is the sentence for one that is not taken at all; empty for all others.
    """

    words: str
    weak: bool
    too_short: bool = False
    score: int = 0
    refused: str = ""


def advice(passphrase: str) -> Advice:
    """Tell how hard a passphrase is to guess."""
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        words = f"Please use {SHORTEST_PASSPHRASE} characters or more."
        return Advice(words, weak=True, too_short=True, refused=_TOO_SHORT)
    from zxcvbn import zxcvbn

    score = int(zxcvbn(passphrase[:_LONGEST_LOOKED_AT])["score"])
    return Advice(_WORDS[score], weak=score < 3, score=score, refused="" if score else _FIRST_TRIED)


def refuse_guessable(passphrase: str) -> None:
    """Make sure that a passphrase is none of the first thousand guesses.

    Raises
    ------
    InvalidRecord
        When it has fewer than 8 characters, or zxcvbn needs fewer than 1,000 guesses for it.
    """
    refused = advice(passphrase).refused
    if refused:
        raise InvalidRecord((Problem("", refused),))

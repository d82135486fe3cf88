"""Honest advice on the strength of a passphrase (zxcvbn: Wheeler, USENIX Security 2016)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from imeworkbook.errors import InvalidRecord, Problem
from imeworkbook.language import say

SHORTEST_PASSPHRASE = 8
_LONGEST_LOOKED_AT = 72  # zxcvbn grows slow on long input; beyond this length strength is not in doubt


@dataclass(frozen=True)
class Advice:
    """What to tell about a passphrase: one sentence, whether it is advised against, and zxcvbn's score (0 to 4).

    `refused` is the code of the sentence for one that is not taken at all; empty for all others.
    """

    words: str
    weak: bool
    too_short: bool = False
    score: int = 0
    refused: str = ""


def advice(passphrase: str) -> Advice:
    """Tell how hard a passphrase is to guess."""
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        words = say("passphrase.short", shortest=SHORTEST_PASSPHRASE)
        return Advice(words, weak=True, too_short=True, refused="passphrase.too_short")
    from zxcvbn import zxcvbn

    score = int(zxcvbn(passphrase[:_LONGEST_LOOKED_AT])["score"])
    words = say(f"passphrase.strength_{score}")
    return Advice(words, weak=score < 3, score=score, refused="" if score else "passphrase.first_tried")


def refuse_guessable(passphrase: str) -> None:
    """Make sure that a passphrase is none of the first thousand guesses.

    Raises
    ------
    InvalidRecord
        When it has fewer than 8 characters, or zxcvbn needs fewer than 1,000 guesses for it.
    """
    refused = advice(passphrase).refused
    if refused:
        raise InvalidRecord((Problem("", refused, {"shortest": SHORTEST_PASSPHRASE}),))

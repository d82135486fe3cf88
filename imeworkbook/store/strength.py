"""Honest advice on the strength of a passphrase (zxcvbn: Wheeler, USENIX Security 2016)."""

from __future__ import annotations

from dataclasses import dataclass

from imeworkbook.store.keys import SHORTEST_PASSPHRASE

_LONGEST_LOOKED_AT = 72  # zxcvbn grows slow on long input; beyond this length strength is not in doubt
_WORDS = (
    "Easy to guess. Four or five words that do not belong together are stronger.",
    "Easy to guess. Four or five words that do not belong together are stronger.",
    "A patient person with a computer could guess this. One or two more words would help.",
    "Good. Hard to guess.",
    "Strong. Very hard to guess.",
)


@dataclass(frozen=True)
class Advice:
    """What to tell about a passphrase: one sentence, whether it is advised against, and zxcvbn's score (0 to 4)."""

    words: str
    weak: bool
    too_short: bool = False
    score: int = 0


def advice(passphrase: str) -> Advice:
    """Tell how hard a passphrase is to guess."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return Advice(f"Please use {SHORTEST_PASSPHRASE} characters or more.", weak=True, too_short=True)
    from zxcvbn import zxcvbn

    score = int(zxcvbn(passphrase[:_LONGEST_LOOKED_AT])["score"])
    return Advice(_WORDS[score], weak=score < 3, score=score)

"""Phrases built from parts with their meaning, worked out apart from the reader (`oracle.py`)."""

from __future__ import annotations

from collections import Counter

from imeworkbook.errors import AmbiguousDate, DateError
from imeworkbook.recall import remember
from tests.recall import oracle

PHRASES = 20_000


def came_to(text, landmarks):
    """What the reader makes of a phrase: its window, or that it asks or refuses."""
    try:
        found = remember(text, today=oracle.TODAY, landmarks=landmarks, country="CA")
    except AmbiguousDate:
        return oracle.ASK
    except DateError:
        return oracle.REFUSE
    return found.earliest or oracle.FIRST, found.latest or oracle.LAST


def judged(meaning, came):
    if meaning.verdict or isinstance(came, str):
        return "right" if came == meaning.verdict else f"{came} where it should be {meaning.verdict or 'read'}"
    if came[0] > meaning.core[0] or came[1] < meaning.core[1]:
        return "leaves out days that are meant"
    if came[0] < meaning.bound[0] or came[1] > meaning.bound[1]:
        return "reaches beyond what is meant"
    return "right"


def test_every_window_holds_what_is_meant_and_nothing_far_from_it():
    landmarks = oracle.landmarks()
    built = oracle.phrases(PHRASES)
    found = {text: judged(meaning, came_to(text, landmarks)) for text, meaning in built.items()}
    wrong = [(text, how) for text, how in found.items() if how != "right"]
    assert wrong == []
    kinds = Counter(meaning.verdict or "read" for meaning in built.values())
    assert len(built) == PHRASES
    assert kinds["read"] > PHRASES * 0.8
    assert kinds[oracle.ASK] > 500
    assert kinds[oracle.REFUSE] > 100


def test_the_oracle_knows_a_wrong_window_from_a_right_one():
    built = oracle.phrases(2_000, seed=7)
    text, meaning = next((text, one) for text, one in built.items() if not one.verdict and one.core[0] > oracle.FIRST)
    later = oracle.plus(meaning.core[0], 1), oracle.LAST
    assert judged(meaning, later) == "leaves out days that are meant"
    assert judged(meaning, (oracle.FIRST, oracle.LAST)) != "right" or meaning.bound == (oracle.FIRST, oracle.LAST), text
    assert judged(meaning, oracle.ASK) != "right"

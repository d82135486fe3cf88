"""The best next question halves what is still possible, as far as any can."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.recall.questions import best_landmark

LIFE = dt.date(1980, 1, 1), dt.date(2026, 1, 1)
DAYS = st.dates(*LIFE)
WINDOWS = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


def year(number: int) -> tuple[dt.date, dt.date]:
    return dt.date(number, 1, 1), dt.date(number, 12, 31)


def test_the_landmark_in_the_middle_is_asked_about():
    window = dt.date(2000, 1, 1), dt.date(2010, 1, 1)
    assert best_landmark(window, {"early": year(2001), "middle": year(2004), "late": year(2009)}, LIFE) == "middle"
    assert best_landmark(window, {"early": year(2001), "middle": year(2004)}, LIFE, {"middle"}) is None


def test_an_open_window_ends_with_the_life():
    assert best_landmark((None, None), {"late": year(2024), "middle": year(2003)}, LIFE) == "middle"


def test_nothing_is_asked_that_would_not_help():
    window = dt.date(2000, 1, 1), dt.date(2010, 1, 1)
    outside = {"before": year(1990), "after": year(2020), "as wide": window, "open": (None, dt.date(2005, 1, 1))}
    assert best_landmark(window, outside, LIFE) is None


@given(WINDOWS, st.dictionaries(st.sampled_from("abcdef"), WINDOWS))
def test_either_answer_leaves_less(window, landmarks):
    best = best_landmark(window, landmarks, LIFE)
    if best is not None:
        low, high = window
        first, last = landmarks[best]
        assert (min(high, last) - low).days < (high - low).days
        assert (high - max(low, first)).days < (high - low).days

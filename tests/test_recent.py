"""Recent weeks: which days are asked about, what a repeated week gives, and an honest range of days a month."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.errors import InvalidRecord
from imeworkbook.recent import LENGTHS, Tally, monday_of, repeated, tally, weeks, window
from imeworkbook.records import Day, Days, from_dict
from tests.strategies import DAYS, recent_days

TODAY = dt.date(2026, 11, 23)
MARKED = recent_days(st.sampled_from(window(TODAY, 28)))


def known(days: list[Day]) -> dict[dt.date, Day]:
    return {day.on: day for day in days}


@given(DAYS, st.sampled_from(LENGTHS))
def test_the_window_is_whole_days_up_to_yesterday(today, length):
    days = window(today, length)
    assert (len(days), days[-1]) == (length, today - dt.timedelta(days=1))
    assert all(late - early == dt.timedelta(days=1) for early, late in pairwise(days))


@given(DAYS, st.sampled_from(LENGTHS))
def test_rows_run_from_monday_to_sunday_and_hold_each_day_once(today, length):
    days = window(today, length)
    rows = weeks(days)
    assert [day for row in rows for day in row if day] == list(days)
    assert all(day is None or day.weekday() == place for row in rows for place, day in enumerate(row))
    assert all(len(row) == 7 for row in rows)


@given(MARKED, st.sampled_from(window(TODAY, 28)))
def test_a_repeated_week_changes_nothing_that_was_said(days, on):
    said, all_days = known(days), window(TODAY, 28)
    given_days = repeated(said, monday_of(on), all_days)
    assert not given_days.keys() & said.keys()
    assert given_days.keys() <= set(all_days)
    for day in given_days.values():
        [like] = [one for one in days if monday_of(one.on) == monday_of(on) and one.on.weekday() == day.on.weekday()]
        assert (day.state, day.amount) == (like.state, like.amount)


@given(MARKED, st.sampled_from(LENGTHS))
def test_the_range_holds_whatever_the_open_days_were(days, length):
    found = tally(known(days), window(TODAY, length))
    assert found.used + found.without + found.open == length
    assert 0 <= found.least_a_month <= found.most_a_month <= 30
    for hidden in range(found.open + 1):
        truth = 30 * (found.used + hidden) / length
        assert found.least_a_month <= truth <= found.most_a_month
    if found.days_a_month is not None:
        assert found.least_a_month <= found.days_a_month <= found.most_a_month


@given(MARKED)
def test_what_is_not_known_is_never_a_day_without(days):
    found = tally(known(days), window(TODAY, 28))
    unknown = [day for day in days if day.state in ("dont_remember", "prefer_not")]
    assert found.open == 28 - len(days) + len(unknown)


@pytest.mark.parametrize(
    ("used", "without", "range_", "days"),
    [(14, 0, (30, 30), 30), (0, 14, (0, 0), 0), (6, 6, (12, 18), 15), (3, 3, (6, 24), None), (2, 5, (4, 20), 9)],
)
def test_days_a_month_by_hand(used, without, range_, days):
    found = Tally(length=14, used=used, without=without)
    assert (found.least_a_month, found.most_a_month) == range_
    assert found.days_a_month == days


def test_amounts_speak_of_days_of_use_in_the_window_only():
    days = window(TODAY, 14)
    said = [Day(on=on, state="used", amount=amount) for on, amount in zip(days, (2, 3, 8, None), strict=False)]
    far = Day(on=days[0] - dt.timedelta(days=1), state="used", amount=40)
    found = tally(known([*said, far]), days)
    assert (found.usual, found.most, found.used) == (3, 8, 4)
    assert (Tally(14, 0, 14).usual, Tally(14, 0, 14).most) == (None, None)


def test_days_are_in_order_each_once_and_come_back_from_json():
    late, early = (Day(on=dt.date(2026, 11, day), state="none") for day in (20, 12))
    record = Days(substance="alcohol", days=(late, early))
    assert [day.on.day for day in record.days] == [12, 20]
    assert from_dict(record.to_dict()) == record
    with pytest.raises(InvalidRecord, match="each day once"):
        Days(substance="alcohol", days=(late, late))
    assert "2026" not in repr(late) + repr(record)


@pytest.mark.parametrize(("state", "amount"), [("none", 2), ("used", 0), ("used", -1), ("used", 1001), ("maybe", None)])
def test_a_day_says_one_thing(state, amount):
    with pytest.raises(InvalidRecord):
        Day(on=TODAY, state=state, amount=amount)

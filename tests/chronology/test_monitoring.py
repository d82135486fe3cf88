"""A monitoring agreement, as drawn: a bracket right above the results of tests, with its rhythm in words."""

from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook.chronology import chronology
from imeworkbook.chronology.layout import lay_out
from imeworkbook.chronology.marks import Bracket, Layout, Spell
from imeworkbook.errors import InvalidRecord
from imeworkbook.records import TestResult, Treatment
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.timeline import chronicle

AS_OF = dt.date(2026, 12, 1)
MISSED = TestResult(id="missed", result="missed", start="2018-03-05")


def agreement(start: str = "2016-10-01", end: str = "2021-10-01", **more: object) -> Treatment:
    return Treatment(type="monitoring", title="Agreement", start=start, end=end or None, ongoing=not end, **more)


def drawn(*records: object) -> tuple[Layout, list[Bracket]]:
    layout = lay_out(chronicle(records, as_of=AS_OF))
    return layout, sorted((one for one in layout.marks if isinstance(one, Bracket)), key=lambda one: one.x0)


def test_it_is_a_bracket_right_above_the_tests_and_no_bar() -> None:
    layout, [one] = drawn(agreement(), MISSED, Treatment(title="Group", start="2016", end="2018"))
    rows = [row.name for row in layout.rows]
    assert rows[-2:] == ["Monitoring", "Test results"]
    assert one.ends == (True, True) and one.certain
    assert one.y + one.drop <= layout.rows[-1].y0
    assert {layout.drawn[mark.entry].label for mark in layout.marks if isinstance(mark, Spell)} == {"Group"}


def test_possible_days_are_dashed_and_an_end_that_is_open_turns_nowhere() -> None:
    _, parts = drawn(agreement("[2016..2017]", "[2020..2021]"))
    assert [(one.certain, one.ends) for one in parts] == [
        (False, (True, False)), (True, (False, False)), (False, (False, True))
    ]  # fmt: skip
    _, [going_on] = drawn(agreement(end=""))
    assert going_on.goes_on and going_on.ends == (True, False)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rhythm": "about twice a month"}, "tests expected: about twice a month"),
        ({"tests_a_month": 2}, "tests expected: 2 a month"),
        ({"rhythm": "at random", "tests_a_month": 2}, "tests expected: at random"),
        ({}, ""),
    ],
)
def test_its_rhythm_is_said_where_it_is_stated(fields: dict[str, object], words: str) -> None:
    chart = chronology(chronicle([agreement(**fields)], as_of=AS_OF))
    hover = chart.layout.drawn[0].words
    on_the_chart = words.replace("tests expected", "Agreement, tests")
    assert (
        (on_the_chart in chart.to_svg() and words in hover.lower()) if words else "tests" not in chart.to_svg() + hover
    )


def test_it_has_its_place_in_the_key_and_each_part_of_it_can_be_chosen() -> None:
    chart = chronology(chronicle([agreement("[2016..2017]"), MISSED], as_of=AS_OF))
    assert "monitoring agreement" in chart.to_svg()
    figure = chart.to_plotly()["data"]
    assert {trace["line"]["dash"] for trace in figure if trace["name"] == "agreement"} == {"solid", "4px,3px"}
    assert chart.timeline.entries[0].id in {id for trace in figure for id in trace.get("customdata", [])}
    assert "monitoring agreement" not in chronology(chronicle([MISSED])).to_svg()


def test_two_agreements_at_one_time_stand_on_lines_of_their_own() -> None:
    _, [one, other] = drawn(agreement(), agreement("2017-01-01", "2018-01-01"))
    assert one.y != other.y


def test_a_copy_prints_the_rhythm() -> None:
    given = agreement(rhythm="about twice a month", tests_a_month=2, audience="evaluator")
    copy = copy_of(Source.of([given], "evaluator", AS_OF))
    [section] = [one for one in copy.sections if one.key == "treatment"]
    assert "How often tests were expected: about twice a month" in section.plain()
    assert "Tests a month, as a number: 2" in section.plain()


@pytest.mark.parametrize("tests", [-1, 32])
def test_no_more_tests_a_month_than_days(tests: float) -> None:
    with pytest.raises(InvalidRecord):
        agreement(tests_a_month=tests)

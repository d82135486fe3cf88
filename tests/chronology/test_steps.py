"""How someone was doing, as drawn: a line that steps, certain and possible apart, between the two histories."""

from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook import vocabulary
from imeworkbook.chronology import chronology
from imeworkbook.chronology.layout import lay_out
from imeworkbook.chronology.marks import Course, Layout
from imeworkbook.records import Career, Doing, Use, may_see
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.timeline import chronicle

AS_OF = dt.date(2026, 12, 1)


def work(went: str, start: str, end: str = "", **more: object) -> Doing:
    return Doing(id=went, part="work", went=went, start=start, end=end or None, ongoing=not end, **more)


def drawn(*records: object) -> tuple[Layout, dict[str, list[Course]]]:
    layout = lay_out(chronicle(records, as_of=AS_OF))
    courses: dict[str, list[Course]] = {}
    for mark in layout.marks:
        if isinstance(mark, Course):
            courses.setdefault(layout.drawn[mark.entry].id, []).append(mark)
    return layout, courses


def test_well_stands_highest_and_very_hard_lowest_and_each_steps_from_the_one_before() -> None:
    levels = ("well", "usual", "harder", "very_hard")
    _, courses = drawn(*(work(went, f"{2001 + n}-01-01", f"{2001 + n}-12-31") for n, went in enumerate(levels)))
    heights = [courses[went][0].y for went in levels]
    assert heights == sorted(set(heights))
    assert [courses[went][0].rise for went in levels] == [None, *heights[:-1]]


def test_it_stands_between_the_two_histories_work_and_life_apart() -> None:
    post = Career(title="Post", start="2004", end="2010")
    use = Use(substance="alcohol", frequency="weekly", start="2004", end="2010")
    life = Doing(part="life", went="well", start="2005", end="2006")
    layout, _ = drawn(post, use, life, work("harder", "2005", "2006"))
    rows = {row.name: row for row in layout.rows}
    places = [rows[name].y0 for name in ("Positions", "How work was", "How life was")]
    assert places == sorted(places)
    assert places[-1] < layout.axis[0] < rows["Alcohol"].y0


def test_what_is_possible_is_dashed_and_what_is_not_remembered_is_thin() -> None:
    _, courses = drawn(work("harder", "[2004..2006]", "2010"), work("dont_remember", "2012-01-01", "2013-01-01"))
    assert [(one.certain, one.remembered) for one in sorted(courses["harder"], key=lambda one: one.x0)] == [
        (False, True), (True, True), (False, True)
    ]  # fmt: skip
    assert [one.remembered for one in courses["dont_remember"]] == [False]
    assert not any(one.rise for one in courses["dont_remember"])
    lines = [one["line"] for one in chronology(chronicle([work("harder", "[2004..2006]", "2010")])).to_plotly()["data"]
             if one["name"] == "course"]  # fmt: skip
    assert {line["dash"] for line in lines} == {"solid", "4px,3px"}


def test_its_words_are_on_the_chart_in_its_key_and_in_its_story() -> None:
    chart = chronology(chronicle([work("very_hard", "2004", "2012", said="Nights.")], as_of=AS_OF))
    svg = chart.to_svg()
    for words in ("How work was", "very hard", "how I was doing: high is well"):
        assert words in svg
    assert "how I was doing: not remembered" not in svg
    assert "Work: very hard, from 2004 to 2012" in chart.alt_text()
    told = [text for one in chart.to_plotly()["data"] for text in one.get("hovertext", [])]
    assert any("Work: very hard" in text and "Nights." in text for text in told)


def test_no_line_is_red() -> None:
    _, courses = drawn(work("very_hard", "2004", "2012"), Doing(part="life", went="very_hard", start="2004"))
    assert {one.tone for found in courses.values() for one in found} == {"work", "life"}


@pytest.mark.parametrize("reader", ["private", "clinician", "evaluator"])
def test_a_copy_tells_it_to_those_it_is_for(reader: str) -> None:
    told = {audience: work("harder", "2004", "2006", said=f"said to {audience}").with_(id=audience, audience=audience)
            for audience in ("private", "clinician", "evaluator")}  # fmt: skip
    copy = copy_of(Source.of(list(told.values()), reader, AS_OF))
    text = "".join(section.plain() for section in copy.sections if section.key == "doing")
    for audience in told:
        assert (f"said to {audience}" in text) == may_see(reader, audience)


def test_only_the_person_sees_it_unless_it_is_said_otherwise() -> None:
    assert Doing(part="work", went="well", start="2004").audience == "private"
    assert copy_of(Source.of([work("well", "2004", "2006")], "evaluator", AS_OF)).to_html().count("Going well") == 0


def test_every_level_is_drawn() -> None:
    for went in vocabulary.terms("doing"):
        assert drawn(work(went, "2004", "2006"))[1][went]

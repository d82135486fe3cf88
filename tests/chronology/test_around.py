"""Around each milestone: aligned on its day, as uncertain as both dates together, and told only where it is stated."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.chronology import chronology
from imeworkbook.chronology.aligned import Turn, seen_from
from imeworkbook.chronology.around import in_words
from imeworkbook.chronology.frequency import frequency
from imeworkbook.chronology.marks import FuzzyEdge, Milestone, Spell, Step
from imeworkbook.records import Answer, Career, Entry, Life, Treatment, Use
from imeworkbook.timeline import Span, chronicle

TODAY = dt.date(2026, 12, 1)
ZERO = dt.date(2000, 1, 1).toordinal()
POST = Career(id="post", title="Nurse", start="2010-06-01", end="2014-05-31")


def drinking(start: str, end: str | None = None, often: float | str | None = 4, **more: object) -> Use:
    return Use(**{"substance": "alcohol", "frequency": often, "start": start, "end": end, **more})


def around(*records: Entry | Answer, months: int = 12, milestones: list[str] | None = None):
    return chronology(chronicle([*records], as_of=TODAY)).around(milestones, months)


def ranges(*records: Entry | Answer, **options: int) -> tuple[object, object]:
    [one] = around(*records, milestones=["post"], **options).table
    return one.before, one.after


# --- days of use a month ---


def test_the_range_follows_from_the_levels_as_stated() -> None:
    before, after = ranges(POST, drinking("2005-01-01", "2010-05-31", 4), drinking("2010-06-01", "2015-01-01", 12))
    assert before == pytest.approx((4, 4)) and after == pytest.approx((12, 12))


def test_a_day_of_which_nothing_is_told_leaves_the_whole_stretch_open() -> None:
    assert ranges(POST, drinking("2009-07-01", "2010-05-31"), drinking("2010-06-01", "2015-01-01"))[0] is None
    assert ranges(POST, drinking("2005-01-01", "2011-05-30"))[1] is None
    assert ranges(POST, drinking("2005-01-01", "2010-05-31", None), drinking("2010-06-01", "2015-01-01"))[0] is None


def test_first_and_last_use_say_that_there_was_none_before_and_after() -> None:
    first = Use(id="f", substance="alcohol", event="first_use", start="2010-06-01")
    before, after = ranges(POST, first, drinking("2010-06-01", "2011-05-31", 30))
    assert before == (0, 0) and after == pytest.approx((30, 30))
    last = Use(id="l", substance="alcohol", event="last_use", start="2010-05-31")
    assert ranges(POST, last, drinking("2005-01-01", "2010-05-31", 30))[1] == (0, 0)


def test_two_drugs_of_one_class_are_no_first_and_last_of_each_other() -> None:
    codeine = Use(id="c", substance="opioids", name="Codeine", event="last_use", start="2010-05-31")
    heroin = Use(id="h", substance="opioids", name="Heroin", frequency=30, start="2010-01-01", end="2010-06-30")
    [one] = around(POST, codeine, heroin, milestones=["post"]).table
    assert one.after is None


def test_what_goes_on_is_told_no_further_than_the_day_of_reading() -> None:
    post = POST.with_(start="2026-06-01", end=None, ongoing=True)
    before, after = ranges(post, drinking("2020", None, 4, ongoing=True))
    assert before == pytest.approx((4, 4)) and after is None


def test_a_medicine_taken_as_prescribed_is_told_as_treatment_alone() -> None:
    taken = drinking("2005-01-01", "2015-01-01", 30, substance="opioids", prescribed="as_prescribed")
    shown = around(POST, taken, milestones=["post"])
    assert shown.table == ()
    assert [row.name for row in shown.layout.rows] == ["Treatment and recovery"]


DAYS = st.dates(dt.date(2008, 1, 1), dt.date(2013, 12, 31))


@st.composite
def windows(draw: st.DrawFn) -> tuple[dt.date, dt.date]:
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return first, last


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[tuple[dt.date, dt.date], float]]:
    """Phases that follow one another: the windows of their beginnings, in order, and their levels."""
    cuts = sorted(draw(st.lists(DAYS, min_size=2, max_size=6, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [(pair, draw(st.sampled_from([0.0, 1.0, 4.0, 12.0, 30.0]))) for pair in pairs]


def day_before(window: tuple[dt.date, dt.date]) -> str:
    first, last = (day - dt.timedelta(1) for day in window)
    return f"[{first}..{last}]"


@given(lives(), windows(), st.data())
def test_whatever_days_are_chosen_the_mean_lies_in_the_range(life, milestone, data) -> None:
    """An oracle that is not ours: choose one day in each window, and count the days by hand."""
    bounds = [window for window, _ in life]
    phases = []
    for at, (window, level) in enumerate(life):
        start = f"[{window[0]}..{window[1]}]"
        end = day_before(bounds[at + 1]) if at + 1 < len(life) else None
        phases.append(drinking(start, end, level, id=f"p{at}", ongoing=end is None))
    before_all = drinking("1990-01-01", day_before(bounds[0]), 20, id="first")
    post = Career(id="post", start=f"[{milestone[0]}..{milestone[1]}]", point=True, type="licence")
    shown = around(post, before_all, *phases, milestones=["post"])
    if not shown.table:
        return
    [one] = shown.table
    chosen = [data.draw(st.dates(*window)) for window in bounds]
    day = data.draw(st.dates(*milestone))
    levels = [20.0, *(level for _, level in life)]
    length = round(12 * 365.25 / 12)
    for said, begin in ((one.before, day - dt.timedelta(length)), (one.after, day)):
        assert said is not None
        used = [levels[sum(cut <= begin + dt.timedelta(n) for cut in chosen)] for n in range(length)]
        assert said[0] - 1e-9 <= sum(used) / length <= said[1] + 1e-9


@given(windows(), windows(), st.data())
def test_seen_from_a_milestone_each_bound_holds_for_every_choice_of_days(milestone, window, data) -> None:
    turn = Turn(POST, "start", milestone)
    at = seen_from(turn, Span(window, window, point=True), dt.date(2000, 1, 1))
    moved = data.draw(st.dates(*window)) - data.draw(st.dates(*milestone))
    assert at.starts[0] <= dt.date(2000, 1, 1) + moved <= at.starts[1]
    spread = (window[1] - window[0]) + (milestone[1] - milestone[0])
    assert at.starts[1] - at.starts[0] == spread


def test_frequency_without_any_phase_tells_nothing() -> None:
    told = frequency(chronicle([POST], as_of=TODAY), "alcohol", dt.date(2010, 1, 1), dt.date(2010, 12, 31))
    assert set(told.days) == {None}
    never = chronicle([POST, Answer(question="use:alcohol", state="never")], as_of=TODAY)
    assert set(frequency(never, "alcohol", dt.date(2010, 1, 1), dt.date(2010, 1, 31)).days) == {(0.0, 0.0)}


# --- which milestones, and how they are drawn ---


def test_the_usual_milestones_stand_in_order_of_time_and_what_has_no_day_is_named() -> None:
    school = Career(id="s", type="schooling", title="School", start="1990", end="2000-06")
    loss = Life(id="d", area="death", title="My father died", start="2005", point=True)
    home = Life(id="h", area="home", title="Moved", start="2003", point=True)
    undated = Career(id="u", title="Locum")
    shown = around(POST, loss, school, home, undated)
    assert [turn.entry.id for turn in shown.turns] == ["s", "d", "post"]
    assert shown.turns[0].words == "June 2000"
    assert [entry.id for entry in shown.undated] == ["u"]
    assert "Locum" in shown.to_svg()


def test_chosen_ones_may_be_any_entries() -> None:
    stay = Treatment(id="t", type="residential", title="Stay", start="2012-03", end="2012-05")
    shown = around(POST, stay, milestones=["t", "t"])
    assert [turn.entry.id for turn in shown.turns] == ["t"]


@pytest.mark.parametrize("wrong", [{"months": 0}, {"months": 61}, {"milestones": ["nobody"]}])
def test_what_cannot_be_shown_is_refused_in_one_sentence(wrong) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        around(POST, **wrong)


def test_use_is_drawn_where_it_lies_around_the_day() -> None:
    use = drinking("2010-01-01", "2010-12-31", 30)
    stay = Treatment(title="Clinic", start="2010-09-01", end="2010-10-31")
    layout = around(POST, use, stay, milestones=["post"]).layout
    [step] = [mark for mark in layout.marks if isinstance(mark, Step)]
    assert (step.x0 - ZERO, step.x1 - ZERO) == (-151, 214)
    [spell] = [mark for mark in layout.marks if isinstance(mark, Spell)]
    assert spell.x0 - ZERO == 92
    assert not any(isinstance(mark, FuzzyEdge) for mark in layout.marks)
    vague = around(POST.with_(start="2010"), use, milestones=["post"]).layout
    edges = [mark for mark in vague.marks if isinstance(mark, FuzzyEdge)]
    assert edges and not any(isinstance(mark, Milestone) for mark in vague.marks)


def test_the_same_bytes_each_time_and_no_id_on_paper() -> None:
    shown = around(POST, drinking("2005", "2015"))
    assert shown.to_svg() == around(POST, drinking("2005", "2015")).to_svg()
    assert "post" not in shown.to_svg().replace("positions", "")
    assert repr(shown) == "<Around 1 milestones>"


def test_a_page_of_its_own_names_no_record() -> None:
    use = drinking("2005", "2015", id="record-1234")
    chart = chronology(chronicle([POST, use], as_of=TODAY))
    for page in (chart.to_html(), chart.around().to_html()):
        assert "record-1234" not in page and "customdata" not in page.rpartition("<script>")[2]
    assert "record-1234" in str(chart.to_plotly())


def test_sheets_hold_as_many_as_fit_and_lose_none() -> None:
    posts = [Career(id=f"c{year}", title=f"Post {year}", start=f"{year}-03-01") for year in range(1990, 2020)]
    shown = around(*posts, drinking("1980", "2020"))
    sheets = shown.sheets(510, 640)
    assert 3 < len(sheets) < 30
    assert [sum(f"POST {year}," in sheet for sheet in sheets) for year in range(1990, 2020)] == [1] * 30


def test_in_words_it_never_says_why() -> None:
    shown = around(POST, drinking("2005-01-01", "2010-05-31", 4), drinking("2010-06-01", "2015-01-01", 12))
    told = shown.alt_text()
    assert "Alcohol, before: 4 days a month; after: 12 days a month." in told and "never why" in told
    assert in_words(None) == "not stated here" and in_words((0.5, 4)) == "0.5 to 4 days a month"


def test_the_frame_has_a_row_for_each_milestone_and_substance() -> None:
    frame = around(POST, drinking("2009-07-01", "2015-01-01")).to_frame()
    assert list(frame.columns) == [
        "id", "milestone", "when", "substance", "months", "before_least", "before_most", "after_least", "after_most",
    ]  # fmt: skip
    [row] = frame.to_dict("records")
    assert row["substance"] == "alcohol" and frame["before_least"].isna().all()
    assert row["after_most"] == pytest.approx(4)
    assert around(POST).to_frame().empty


def test_plotly_counts_months_from_the_milestone() -> None:
    made = around(POST, drinking("2005", "2015")).to_plotly()
    assert made["config"]["showSendToCloud"] is False
    assert (
        made["layout"]["xaxis"]["ticktext"][0] == "\N{MINUS SIGN}12"
        and "0 months" in made["layout"]["xaxis"]["ticktext"]
    )

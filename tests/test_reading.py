"""What was true on a day: said with its certainty, for every day that an entry may have touched, and for no other."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.dates import FuzzyDate, full_years
from imeworkbook.reading import AROUND_DAYS, Fact, facts, read, reading
from imeworkbook.records import Answer, Career, Life, Profile, Treatment, Use
from imeworkbook.timeline import Timeline, chronicle
from imeworkbook.workbook import sample
from tests.strategies import DAYS

AS_OF = dt.date(2026, 11, 23)
DATES = DAYS.map(dt.date.isoformat) | st.sampled_from(
    ["2009~", "1998-05?", "2003-21", "199X", "[..2004]", "[2005..]", "[2001..2011]"]
)


def of(*records: object) -> Timeline:
    return chronicle(records, as_of=AS_OF)


def lines(timeline: Timeline, day: dt.date, part: str, around: int = 0) -> list[tuple[str, bool]]:
    return [(one.text, one.certain) for one in reading(timeline, day, around).said if one.part == part]


@st.composite
def posts(draw: st.DrawFn) -> Career:
    start, end = draw(st.none() | DATES), draw(st.none() | DATES)
    ongoing = end is None and draw(st.booleans())
    if start and end:
        first, last = (FuzzyDate.parse(text) for text in (start, end))
        if first.earliest and last.latest and first.earliest > last.latest:
            start, end = end, start
    return Career(title="Post", start=start, end=end, ongoing=ongoing)


# --- spells ---


@given(posts(), DAYS)
@settings(max_examples=300)
def test_a_spell_is_said_of_the_days_it_may_have_touched_and_is_certain_of_those_it_covers(post, day):
    timeline = of(post)
    span = timeline.span(post)
    said = [one for one in lines(timeline, day, "career") if "Post" in one[0]]
    if span is None:
        assert said == []
        return
    first, last = span.extent
    possible = (first is None or first <= day) and (not span.end_stated or last is None or day <= last)
    assert len(said) == possible
    certain = span.core is not None and span.core[0] <= day <= span.core[1]
    assert [one for one in said if one[1]] == ([("Post", True)] if certain else [])
    assert all(text.startswith("perhaps") for text, sure in said if not sure)


@given(st.lists(posts(), max_size=4), DAYS)
@settings(max_examples=150)
def test_that_nothing_is_stated_is_said_only_of_days_that_nothing_can_have_touched(entries, day):
    said = lines(of(*entries), day, "career")
    alone = said == [("nothing is stated for this time", True)]
    assert alone or not any("nothing is stated" in text for text, _ in said)
    assert all(fact.first <= fact.last for fact in facts(of(*entries)) if fact.first and fact.last)
    if entries and not said:
        assert day > AS_OF or all(of(post).span(post) is None for post in entries)


def test_a_spell_is_perhaps_already_then_certainly_then_perhaps_still():
    timeline = of(Career(title="Locum", start="2009", end="2012-05"))
    assert [lines(timeline, dt.date(year, 5, 7), "career") for year in (2009, 2010, 2012)] == [
        [("perhaps already Locum", False)],
        [("Locum", True)],
        [("perhaps still Locum", False)],
    ]


def test_an_end_or_a_start_that_nobody_stated_is_named():
    no_end = of(Career(title="Post", start="2009"))
    assert lines(no_end, dt.date(2015, 1, 1), "career") == [("perhaps still Post; its end is not stated", False)]
    no_start = of(Career(title="Post", end="2009"))
    assert lines(no_start, dt.date(1995, 1, 1), "career") == [("perhaps already Post; its start is not stated", False)]


def test_what_goes_on_is_said_up_to_the_day_of_the_account():
    timeline = of(Treatment(title="Group", start="2016-05-01", ongoing=True))
    assert lines(timeline, AS_OF, "treatment") == [("Group", True)]
    assert lines(timeline, AS_OF + dt.timedelta(days=1), "treatment") == []


# --- moments ---


def test_a_moment_is_said_around_its_day_and_perhaps_where_its_window_is_wider():
    timeline = of(Life(title="Wedding", start="2008-06-14", point=True), Life(title="Move", start="2008", point=True))
    near = dt.date(2008, 6, 14) + dt.timedelta(days=AROUND_DAYS)
    assert lines(timeline, near, "life", AROUND_DAYS) == [
        ("perhaps about now: Move (2008)", False),
        ("Wedding (14 June 2008)", True),
    ]
    assert [text for text, _ in lines(timeline, near + dt.timedelta(days=1), "life", AROUND_DAYS)] == [
        "perhaps about now: Move (2008)"
    ]
    assert lines(timeline, dt.date(2010, 1, 1), "life", AROUND_DAYS) == []


# --- substances ---


def test_each_substance_is_said_with_its_level_and_unknown_never_looks_like_without():
    timeline = of(
        Use(substance="alcohol", event="first_use", start="1995-06-01"),
        Use(substance="alcohol", frequency="weekly", start="2001-01-01", end="2005-01-01", amount="two glasses"),
        Use(substance="alcohol", start="2006-01-01", end="2007-01-01"),
        Use(substance="alcohol", frequency="none", start="2008-01-01", end="2009-01-01"),
        Use(substance="alcohol", event="last_use", start="2010-01-01"),
        Answer(question="use:cannabis", state="never"),
    )
    assert [
        lines(timeline, dt.date(year, 6, 15), "use")[0][0] for year in (1990, 1999, 2002, 2006, 2008, 2009, 2012)
    ] == [
        "before first use",
        "nothing is stated for this time",
        "weekly; usual amount: two glasses",
        "used, how often is not stated",
        "without use",
        "nothing is stated for this time",
        "after last use (1 January 2010)",
    ]
    assert [one.label for one in reading(timeline, dt.date(1990, 1, 1)).said] == ["Alcohol", "Never used"]


def test_what_is_stated_for_one_reader_is_said_to_no_other():
    records = [
        Career(title="Post", start="2009-01-01", end="2010-01-01", audience="evaluator"),
        Use(substance="alcohol", frequency="daily", start="2009-01-01", end="2010-01-01"),
        Answer(question="use:opioids", state="never"),
        Profile(born="1979-03-14"),
    ]
    seen = reading(chronicle(records, "evaluator", AS_OF), dt.date(2009, 6, 1))
    assert seen.sentences() == ("1 June 2009.", "Training and work: Post.")


# --- ages ---


@given(DATES, DAYS)
@settings(max_examples=150)
def test_the_age_names_every_age_that_is_possible_and_no_other(born, day):
    timeline = of(Profile(born=born))
    age = reading(timeline, day).age
    date = FuzzyDate.parse(born)
    if date.earliest is None or date.latest is None or (day < date.latest and day <= AS_OF):
        assert age == ""
    elif day > AS_OF:
        assert age == "after 23 November 2026, the day of this account"
    else:
        least, most = full_years(date.latest, day), full_years(date.earliest, day)
        joined = " or " if most - least == 1 else " to "
        assert age == f"age {least}" + f"{joined}{most}" * (most > least)


# --- the whole ---


def test_sentences_tell_a_day_of_the_sample_person():
    told = reading(sample().timeline(as_of=AS_OF), dt.date(2012, 11, 10)).sentences()
    assert told[0] == "10 November 2012, age 33."
    assert "Training and work: Staff pharmacist, St. Example Hospital." in told
    assert "Home and life: Father died (4 November 2012)." in told
    assert all(sentence.endswith(".") for sentence in told)


def test_facts_are_plain_values_that_leave_out_what_is_empty_and_their_repr_tells_nothing():
    fact = Fact("life", "Home and life", "Wedding", first=dt.date(1970, 1, 1), certain=False)
    assert fact.to_dict() == {
        "part": "life",
        "label": "Home and life",
        "text": "Wedding",
        "first": 719163,
        "perhaps": True,
    }
    seen = read([fact], dt.date(1980, 1, 1))
    assert "Wedding" not in repr(fact) + repr(seen) + repr(seen.said)


def test_the_input_order_does_not_matter():
    records = list(sample().records())
    days = [dt.date(year, 7, 1) for year in range(1985, 2027)]
    forth, back = (facts(chronicle(order, as_of=AS_OF)) for order in (records, records[::-1]))
    assert [read(forth, day) for day in days] == [read(back, day) for day in days]

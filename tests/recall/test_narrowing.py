"""Windows that follow from ties and orderings, held to a search over days; reasons and contradictions in words."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.recall.narrowing import Narrowing, narrow
from imeworkbook.recall.reasons import why
from imeworkbook.records import Career, Entry, Life, Statement, Tie, Use, When
from tests.strategies import RELATIONS

AS_OF = dt.date(2026, 11, 23)
DAY_ONE = dt.date(2001, 1, 1)
DAYS = 5  # of the little calendar in which every possibility is tried
NEAR = 61


def day(number: int) -> dt.date:
    return DAY_ONE + dt.timedelta(days=number)


def moment(id: str, first: int, last: int, *ties: Tie) -> Entry:
    return Life(id=id, title=id, start=When(phrase=id, edtf=f"[{day(first)}..{day(last)}]", ties=ties), point=True)


def spell(id: str, starts: tuple[int, int], ends: tuple[int, int]) -> Entry:
    return Career(
        id=id, title=id, start=f"[{day(starts[0])}..{day(starts[1])}]", end=f"[{day(ends[0])}..{day(ends[1])}]"
    )


# --- every possibility, tried ---

HOLDS = {
    "before": lambda a, b: a[0] <= b[0],
    "over before": lambda a, b: a[1] <= b[0],
    "already": lambda a, b: a[0] <= b[0] <= a[1],
    "during": lambda a, b: b[0] <= a[0] <= b[1],
    "after": lambda a, b: a[0] >= b[0],
    "same time": lambda a, b: abs(a[0] - b[0]) <= NEAR,
}


def choices(entry: Entry) -> list[tuple[int, int]]:
    def numbers(when: When) -> range:
        return range((when.date.earliest - DAY_ONE).days, (when.date.latest - DAY_ONE).days + 1)

    if entry.point:
        return [(number, number) for number in numbers(entry.start)]
    return [pair for pair in product(numbers(entry.start), numbers(entry.end)) if pair[0] <= pair[1]]


def tried(entries: list[Entry], orderings: list[Statement]) -> list[dict[str, tuple[int, int]]]:
    """Every life of this calendar in which all that was said holds."""
    lives = [dict(zip([entry.id for entry in entries], days, strict=True)) for days in product(*map(choices, entries))]
    return [life for life in lives if all(HOLDS[one.relation](life[one.first], life[one.second]) for one in orderings)]


pairs = st.tuples(st.integers(0, DAYS), st.integers(0, DAYS)).map(lambda two: (min(two), max(two)))
entries_of = st.tuples(
    st.builds(lambda window: moment("a", *window), pairs),
    st.builds(lambda one, other: spell("b", min(one, other), max(one, other)), pairs, pairs),
    st.builds(lambda one, other: spell("c", min(one, other), max(one, other)), pairs, pairs),
).map(list)
orderings_of = st.lists(
    st.builds(
        lambda ids, relation, number: Statement(id=f"s{number}", first=ids[0], relation=relation, second=ids[1]),
        st.permutations(["a", "b", "c"]),
        st.sampled_from(RELATIONS),
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.id,
)


@settings(max_examples=300)
@given(entries_of, orderings_of)
def test_windows_hold_just_the_days_of_some_life_in_which_everything_is_right(entries, orderings):
    narrowing, lives = narrow(entries, orderings, AS_OF), tried(entries, orderings)
    assert bool(narrowing.contradictions) == (not lives)
    for entry in entries if lives else []:
        for place, side in enumerate(("start", "end")):
            window = narrowing.window(entry.id, side)
            if window is not None:
                days = [life[entry.id][place] for life in lives]
                assert window == (day(min(days)), day(max(days)))


# --- by hand ---


def test_a_tie_to_something_that_is_not_there_says_nothing():
    alone = moment("a", 0, 9, Tie("gone", "start", 1, 2))
    assert narrow([alone], [], AS_OF).window("a", "start") in (None, (day(0), day(9)))


def test_what_leans_on_a_landmark_narrows_with_it():
    landmark, leaning = moment("a", 0, 9), moment("b", 0, 19, Tie("a", "start", 1, 2))
    before = Statement(id="s", first="a", relation="before", second="c")
    narrowing = narrow([landmark, leaning, moment("c", 5, 5)], [before], AS_OF)
    assert narrowing.window("b", "start") == (day(1), day(7))
    assert narrowing.because("b", "start", latest=True) == (("b", "start"), ("s", None), ("c", "start"))


def test_an_open_tie_only_says_what_is_leant_on():
    leaning = moment("b", 3, 4, Tie("a", "start", None, None))
    assert narrow([moment("a", 0, 9), leaning], [], AS_OF).window("b", "start") == (day(3), day(4))


def test_what_goes_on_ends_no_earlier_than_today():
    going_on = Use(id="u", substance="alcohol", start="2001", ongoing=True)
    over = Statement(id="s", first="u", relation="over before", second="a")
    (contradiction,) = narrow([going_on, moment("a", 0, 9)], [over], AS_OF).contradictions
    assert set(contradiction) == {("u", "end"), ("s", None), ("a", "start")}


def test_an_entry_without_any_date_gets_a_window():
    undated = Life(id="u", title="u", point=True)
    said = [
        Statement(id="s", first="u", relation="after", second="a"),
        Statement(id="t", first="u", relation="before", second="b"),
    ]
    assert narrow([undated, moment("a", 2, 3), moment("b", 7, 8)], said, AS_OF).window("u", "start") == (day(2), day(8))


def test_a_contradiction_names_no_more_than_it_needs():
    said = [Statement(id="s", first="b", relation="before", second="a")]
    said += [Statement(id="t", first="c", relation="before", second="a")]
    entries = [moment("a", 0, 1), moment("b", 5, 6), moment("c", 0, 1)]
    assert narrow(entries, said, AS_OF).contradictions == ((("a", "start"), ("b", "start"), ("s", None)),)


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("before", "the beginning of “Residency” came before “Wedding”"),
        ("over before", "the end of “Residency” came before “Wedding”"),
        ("already", "“Residency” was already going on at “Wedding”"),
        ("during", "the beginning of “Residency” came during “Wedding”"),
        ("after", "the beginning of “Residency” came after “Wedding”"),
        ("same time", "the beginning of “Residency” came within two months of “Wedding”"),
    ],
)
def test_a_window_is_explained_in_the_words_of_what_was_said(relation, words):
    wedding = Life(id="w", title="Wedding", start="August 2008", point=True)
    residency = Career(id="r", title="Residency", start="about 2008", end="2012")
    orderings = [Statement(id="s", first="r", relation=relation, second="w")]
    sentence = why(
        (None, dt.date(2008, 8, 30)), [("s", None), ("w", "start")], {"w": wedding, "r": residency}, orderings
    )
    assert sentence == f"On or before 30 Aug 2008, because {words}, and “Wedding” is remembered as “August 2008”."


def test_no_text_shows_in_its_repr():
    assert repr(narrow([moment("a", 0, 1)], [], AS_OF)) == "<Narrowing of 0 points>"
    assert isinstance(narrow([], [], AS_OF), Narrowing)


def test_what_came_before_may_have_been_on_the_same_day():
    entries = [moment("first", 2, 2), moment("second", 2, 2)]
    for relation in ("before", "over before", "after"):
        said = Statement(first="first", second="second", relation=relation)
        assert narrow(entries, [said], AS_OF).contradictions == ()
    eve = moment("eve", 2, 2, Tie("second", "start", -1, -1))
    assert len(narrow([eve, entries[1]], [], AS_OF).contradictions) == 1


def test_a_date_that_a_script_gave_is_told_in_words():
    entries = [moment("first", 0, 4), Life(id="second", title="Move", start="2001-01-02", point=True)]
    said = Statement(first="first", second="second", relation="before")
    found = narrow(entries, [said], AS_OF)
    told = why(
        found.window("first", "start"), found.because("first", "start", latest=True), {e.id: e for e in entries}, [said]
    )
    assert "2 January 2001" in told and "2001-01-02" not in told

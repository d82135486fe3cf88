"""What lined up with what: the relations by brute force over days, the sentences by hand."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.connections import apart_days, connections, during, overlap_days, precedes, use_changes, work_changes
from imeworkbook.language import texts
from imeworkbook.records import AUDIENCES, Career, Use, When, may_see
from imeworkbook.timeline import Span, chronicle
from imeworkbook.workbook import sample_records

AS_OF = dt.date(2026, 11, 23)
FIRST = dt.date(2004, 1, 1)


def when(edtf):
    return When(phrase=edtf, edtf=edtf)


def of(*records, audience="private"):
    return chronicle(records, audience, AS_OF)


def said(*records):
    return {one.sentence: one.certainty for one in connections(of(*records))}


NURSE = Career(id="nurse", title="Nurse", start=when("2004"), end=when("2010-06"))


@pytest.mark.parametrize(
    ("use", "sentence", "certainty"),
    [
        ({"event": "first_use", "point": True, "start": "2006"}, "First use of alcohol was during Nurse.", "certainly"),
        (
            {"event": "first_use", "point": True, "start": "2004"},
            "First use of alcohol was possibly during Nurse.",
            "possibly",
        ),
        (
            {"event": "last_use", "point": True, "start": "2010-09"},
            "Last use of alcohol was 2 to 4 months after the end of Nurse.",
            "certainly",
        ),
        (
            {"event": "first_weekly", "point": True, "start": "2003-12"},
            "First weekly use of alcohol was possibly up to 13 months before the start of Nurse.",
            None,
        ),
        (
            {"frequency": "weekly", "start": "2005", "end": "2008"},
            "The start of alcohol (weekly) was during Nurse.",
            "certainly",
        ),
        (
            {"frequency": "daily", "start": "1999", "end": "2007"},
            "Alcohol (daily) and Nurse went along together for 2 to 4 years.",
            "certainly",
        ),
    ],
)
def test_one_change_beside_one_post(use, sentence, certainty):
    fields = {name: when(value) if name in ("start", "end") else value for name, value in use.items()}
    found = said(NURSE, Use(id="u", substance="alcohol", **fields))
    assert found.get(sentence) == certainty, found


def test_each_phase_is_told_against_the_one_before_it():
    levels = [
        ("weekly", "2001", "2003"),
        ("daily", "2004", "2006"),
        ("weekly", "2007", "2008"),
        ("none", "2009", "2011"),
        ("weekly", "2012", "2013"),
    ]
    phases = [
        Use(substance="alcohol", frequency=often, start=when(start), end=when(end)) for often, start, end in levels
    ]
    assert [change.kind for change in use_changes(of(*phases))] == ["start", "up", "down", "stop", "return"]


def test_a_phase_of_unknown_frequency_changes_nothing_that_could_be_told():
    phases = [
        Use(substance="alcohol", start=when("2001"), end=when("2003")),
        Use(substance="alcohol", frequency="daily", start=when("2004")),
    ]
    assert [change.kind for change in use_changes(of(*phases))] == ["start"]


def test_changes_of_work_are_told_apart():
    career = [
        Career(title="a", type="position", start=when("2001"), end=when("2003")),
        Career(title="b", type="leave", start=when("2004"), ongoing=True),
        Career(title="c", type="licence", start=when("2005"), point=True),
        Career(title="d", type="out_of_work", start=when("2006")),
    ]
    assert [(one.entry.title, one.kind) for one in work_changes(of(*career))] == [
        ("a", "start"), ("a", "end"), ("b", "leave"), ("c", "licence"), ("d", "loss"),
    ]  # fmt: skip


# --- the relations, over every choice of days ---

offsets = st.integers(0, 9)
windows = st.tuples(offsets, offsets).map(sorted).map(lambda pair: tuple(FIRST + dt.timedelta(day) for day in pair))
spans = st.tuples(windows, windows).filter(lambda pair: pair[0][0] <= pair[1][1]).map(lambda pair: Span(*pair))


def days(window):
    return [window[0] + dt.timedelta(day) for day in range((window[1] - window[0]).days + 1)]


def spells(span):
    return [(a, b) for a, b in product(days(span.starts), days(span.ends)) if a <= b]


def verdict(holds):
    return "certainly" if all(holds) else "possibly" if any(holds) else None


@given(windows, windows)
def test_before_is_what_every_choice_of_days_says(one, other):
    assert precedes(one, other) == verdict([a < b for a, b in product(days(one), days(other))])


@given(windows, spans)
def test_during_is_never_more_certain_than_every_choice_of_days(moment, spell):
    choices = [a <= day <= b for day, (a, b) in product(days(moment), spells(spell))]
    found = during(moment, spell)
    if found == "certainly":
        assert all(choices)
    assert (found is None) is (not any(choices))


@given(windows, windows)
def test_a_distance_lies_between_its_bounds(one, other):
    least, most = apart_days(one, other)
    distances = [(b - a).days for a, b in product(days(one), days(other)) if b >= a]
    assert all(least <= distance <= most for distance in distances)


@settings(max_examples=50)
@given(spans, spans)
def test_shared_days_lie_between_their_bounds(one, other):
    shared = [max(0, (min(b, d) - max(a, c)).days + 1) for (a, b), (c, d) in product(spells(one), spells(other))]
    bounds = overlap_days(one, other)
    assert (bounds is None) is (max(shared) == 0)
    if bounds:
        assert bounds[0] <= min(shared)
        assert bounds[1] == max(shared)


def test_an_open_bound_makes_nothing_certain():
    open_span = Span((FIRST, FIRST), (None, None), end_stated=False)
    later = (FIRST + dt.timedelta(500), FIRST + dt.timedelta(500))
    assert during(later, open_span) == "possibly"
    assert during((None, FIRST), open_span) == "possibly"
    assert apart_days((None, FIRST), later) is None
    assert overlap_days(open_span, open_span) is None
    assert precedes((None, FIRST), later) == "certainly"


# --- the whole ---


def test_every_connection_of_a_reader_comes_from_what_that_reader_may_see():
    records = sample_records()
    for reader in AUDIENCES:
        seen = [record for record in records if may_see(reader, record.audience)]
        assert connections(chronicle(records, reader, AS_OF)) == connections(chronicle(seen, "private", AS_OF))


def test_keys_are_unique_and_stay_when_something_else_is_edited():
    before = connections(of(*sample_records()))
    assert len({one.key for one in before}) == len(before)
    after = connections(of(*sample_records(), Career(title="Another", start=when("1990"), end=when("1991"))))
    assert {one.key for one in before} <= {one.key for one in after}


def test_no_sentence_says_that_one_thing_caused_another():
    sentences = [one.sentence.lower() for one in connections(of(*sample_records()))]
    assert sentences
    because = ("because", "due to", "caused", "led to", "therefore", "as a result")
    assert [text for text in sentences if any(word in text for word in because)] == []
    assert all(text.endswith(".") and "()" not in text and "{" not in text for text in sentences)
    assert not any(word in str(texts("connections")).lower() for word in because)


def test_nothing_to_say_is_no_connection():
    assert connections(of()) == ()
    assert connections(of(NURSE)) == ()
    assert "Nurse" not in repr(connections(of(NURSE, Use(substance="alcohol", frequency=4, start=when("2006")))))

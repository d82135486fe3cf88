"""What lined up with what: the relations by brute force over days, the sentences by hand."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.connections import (
    DOZEN,
    LinedUp,
    apart_days,
    connections,
    during,
    overlap_days,
    precedes,
    ranked,
    stand_out,
    use_changes,
    work_changes,
)
from imeworkbook.language import texts
from imeworkbook.records import AUDIENCES, Career, Use, When, may_see
from imeworkbook.timeline import Span, chronicle
from imeworkbook.workbook import sample, sample_records

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


# --- which of them stand out ---

SAMPLE = sample().records()  # with their dates read
IN_TIME = [str(number) for number in range(8)]


@st.composite
def lined_up(draw):
    form, id = draw(st.sampled_from(["before", "after", "post", "overlap"])), draw(st.uuids()).hex
    return LinedUp(
        key=f"{form}:start:{id}",
        use=draw(st.sampled_from(IN_TIME)),
        other=draw(st.sampled_from(IN_TIME)),
        relation="during",
        certainty=draw(st.sampled_from(["certainly", "possibly"])),
        sentence="",
        form=form,
        days=draw(st.integers(0, 4000) | st.just(float("inf"))),
        marked=draw(st.booleans()),
        theme=draw(st.sampled_from(["training", "positions", "schooling"])),
    )


LINED_UP = st.lists(lined_up(), max_size=30, unique_by=lambda one: one.key)


@given(LINED_UP)
def test_what_is_marked_is_first_then_what_touches_a_milestone_then_what_is_certain_and_close(found):
    order = ranked(found, IN_TIME)
    places = [(not one.marked, one.form == "overlap", one.certainty == "possibly", one.days) for one in order]
    assert places == sorted(places)
    assert sorted(order, key=id) == sorted(found, key=id)


@given(LINED_UP, lined_up(), st.randoms())
def test_one_more_leaves_the_order_of_the_others_as_it_was(found, more, random):
    shuffled = [*found, more]
    random.shuffle(shuffled)
    assert [one for one in ranked(shuffled, IN_TIME) if one is not more] == list(ranked(found, IN_TIME))


def test_marking_an_entry_brings_it_forward_and_no_other_back():
    records = [record.with_(talk=False, **_unmarked(record)) for record in SAMPLE if hasattr(record, "talk")]
    before = connections(of(*records))
    last = before[-1].use
    after = connections(of(*[record.with_(talk=True) if record.id == last else record for record in records]))
    assert {one.use for one in after[: sum(one.marked for one in after)]} == {last}
    assert [one.key for one in after if one.use != last] == [one.key for one in before if one.use != last]


def _unmarked(record):
    return {"stands_out": None} if isinstance(record, Use) else {}


def test_how_much_was_used_or_whether_it_grew_changes_no_order():
    other = {1: 30, 4: 20, 12: 12, 20: 4, 30: 1}

    def turned(record):
        days = record.days_a_month if isinstance(record, Use) else None
        return record.with_(frequency=other[days]) if days in other else record

    def order(records):
        return [(one.use, one.other, one.form) for one in connections(of(*records))]

    records = [record.with_(frequency=record.days_a_month) if isinstance(record, Use) else record
               for record in SAMPLE]  # fmt: skip
    assert order([turned(record) for record in records]) == order(records)
    assert sum(turned(record) != record for record in records) > 5


@given(LINED_UP)
def test_a_dozen_stands_out_and_each_theme_has_its_share(found):
    order = ranked(found, IN_TIME)
    themes = stand_out(order)
    shown = [one for theme in themes for one in theme.shown]
    assert len(shown) == min(DOZEN, len(found))
    assert sum(theme.more for theme in themes) == len(found) - len(shown)
    for theme in themes:
        own = [one for one in order if one.theme == theme.key]
        assert list(theme.shown) == own[: len(theme.shown)]
        assert len(theme.shown) >= min(len(own), DOZEN // len(themes))
        more = next(one for one in stand_out(order, {theme.key: 1}) if one.key == theme.key)
        assert len(more.shown) == min(len(theme.shown) + 6, len(own))
    assert not order or themes[0].shown[0] == order[0]


def test_trivial_overlaps_of_long_spells_come_last():
    order = [one for one in connections(of(*SAMPLE)) if not one.marked]
    forms = [one.form == "overlap" for one in order]
    assert forms == sorted(forms) and True in forms and False in forms
    assert "First use of alcohol was during High school, Sample Valley Secondary." not in {
        one.sentence for theme in stand_out(connections(of(*SAMPLE))) for one in theme.shown
    }

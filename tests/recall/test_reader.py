"""Dates that move with what they lean on, and what a reader who sees less of it is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import DateNotUnderstood, InvalidRecord, NoSuchRecord
from imeworkbook.recall.release import held, in_plain_words, released
from imeworkbook.recall.ties import BIRTH, leans_on, remembered
from imeworkbook.records import Career, Consequence, Life, Profile, Record, Tie, Use, When, may_see
from imeworkbook.workbook import Workbook
from tests.strategies import leaning_workbooks


@pytest.fixture
def workbook():
    with Workbook.in_memory() as workbook:
        yield workbook


@pytest.fixture
def wedding(workbook):
    return workbook.add(Life(title="Wedding", start="August 2008", point=True))


def start(workbook: Workbook, record: Record) -> str:
    return workbook.get(record.id).start.edtf


# --- moving ---


def test_a_corrected_landmark_moves_what_leans_on_it_in_one_step(workbook, wedding):
    leaning = workbook.add(Use(substance="alcohol", start="a year after the wedding"))
    further = workbook.add(Career(title="Locum in Leeds", start="May 2012", end="two years after the wedding"))
    before, ended = leaning.start.edtf, further.end.edtf
    workbook.edit(wedding.id, start="August 2011")
    moved = FuzzyDate.parse(start(workbook, leaning)).earliest - FuzzyDate.parse(before).earliest
    assert moved == dt.date(2011, 8, 1) - dt.date(2008, 8, 1)
    assert workbook.get(further.id).end.edtf > ended
    assert workbook.get(leaning.id).start.phrase == "a year after the wedding"
    workbook.undo()
    assert (start(workbook, leaning), start(workbook, wedding)) == (before, "2008-08")
    assert workbook.get(further.id).end.edtf == ended


def test_what_leans_on_what_leans_on_it_moves_too(workbook, wedding):
    move = workbook.add(Life(title="Move to Leeds", start="a year after the wedding", point=True))
    drinking = workbook.add(Use(substance="alcohol", start="the year after the move to Leeds"))
    before = start(workbook, drinking)
    workbook.edit(wedding.id, start="August 2001")
    assert start(workbook, drinking) < before
    assert leans_on(workbook.get(drinking.id)) == {move.id}


def test_ages_move_with_the_date_of_birth(workbook):
    workbook.add(Profile(born="1979-03-14"))
    first = workbook.add(Use(substance="alcohol", event="first_use", start="when I was 16"))
    assert leans_on(first) == {BIRTH}
    workbook.edit(BIRTH, born="1981-03-14")
    assert workbook.get(first.id).start.date.earliest.isoformat() == "1997-03-14"


def test_a_consequence_moves_as_an_entry_does(workbook, wedding):
    quarrel = workbook.add(Consequence(domain="family", when="a year after the wedding"))
    before = quarrel.when.edtf
    workbook.edit(wedding.id, start="August 2011")
    assert workbook.get(quarrel.id).when.edtf > before


def test_days_move_where_the_words_no_longer_fit_the_new_name(workbook, wedding):
    leaning = workbook.add(Use(substance="alcohol", start="a year after the wedding"))
    workbook.edit(wedding.id, title="The day with Alex", start="August 2011")
    moved = workbook.get(leaning.id).start
    (tie,) = moved.ties
    assert moved.date.earliest == dt.date(2011, 8, 1) + dt.timedelta(days=tie.low)
    assert moved.date.latest == dt.date(2011, 8, 31) + dt.timedelta(days=tie.high)


def test_a_landmark_that_goes_leaves_the_last_known_date(workbook, wedding):
    leaning = workbook.add(Use(substance="alcohol", start="a year after the wedding"))
    workbook.edit(wedding.id, start="August 2011")
    before = start(workbook, leaning)
    workbook.remove(wedding.id)
    assert start(workbook, leaning) == before
    assert workbook.timeline().span(workbook.get(leaning.id)) is not None


def test_a_landmark_that_loses_its_date_leaves_the_last_known_one(workbook, wedding):
    leaning = workbook.add(Use(substance="alcohol", start="a year after the wedding"))
    before = leaning.start.edtf
    workbook.edit(wedding.id, start=None)
    assert start(workbook, leaning) == before


def test_a_date_that_was_said_otherwise_meanwhile_stays(workbook, wedding):
    leaning = workbook.add(Use(substance="alcohol", start="a year after the wedding"))
    workbook.edit(leaning.id, start="May 2010")
    workbook.edit(wedding.id, start="August 2015")
    assert start(workbook, leaning) == "2010-05"


def test_two_that_lean_on_each_other_come_to_rest(workbook, wedding):
    move = workbook.add(Life(title="Move to Leeds", start="a year after the wedding", point=True))
    workbook.edit(wedding.id, start="a year before the move to Leeds")
    before = start(workbook, move)
    workbook.edit(move.id, start="May 2001")
    assert start(workbook, wedding) < before


def test_what_moved_behind_its_own_end_is_kept_and_asked_about(workbook, wedding):
    leaning = workbook.add(Career(title="Locum", start="a year after the wedding", end="2010"))
    workbook.edit(wedding.id, start="August 2015")
    moved = workbook.get(leaning.id)
    assert moved.out_of_order
    assert not workbook.timeline().span(moved).end_stated
    assert workbook.timeline().contradictions()


def test_several_new_records_may_lean_on_one_another_in_any_order(workbook):
    drinking = Use(substance="alcohol", start="when I was 20", end="the summer before the wedding")
    workbook.add_all([drinking, Life(title="Wedding", start="2008", point=True), Profile(born="1979")])
    kept = workbook.get(drinking.id)
    assert (kept.start.date.earliest.year, kept.end.date.latest.year) == (1999, 2008)


def test_several_new_records_are_refused_together(workbook):
    with pytest.raises(DateNotUnderstood):
        workbook.add_all([Life(title="Wedding", start="2008"), Life(title="Move", start="after the flood of nowhere")])
    assert workbook.records() == ()


# --- orderings ---


def test_entries_are_ordered_from_python(workbook, wedding):
    job = workbook.add(Career(title="Job", start="about 2008"))
    workbook.relate(job, "before", wedding.id, "I wore the badge at the party")
    timeline = workbook.timeline()
    assert timeline.span(workbook.get(job.id)).starts[1].isoformat() == "2008-08-31"
    assert timeline.narrowed == {job.id}
    assert workbook.get(job.id).start.edtf == "2008~"


def test_an_ordering_needs_two_entries_that_are_there(workbook, wedding):
    with pytest.raises(NoSuchRecord):
        workbook.relate(wedding, "before", "nobody")
    with pytest.raises(InvalidRecord):
        workbook.relate(wedding, "before", wedding)
    assert workbook.records("statement") == ()


def test_an_ordering_that_nobody_else_may_see_narrows_nothing_for_them(workbook):
    wedding = workbook.add(Life(title="Wedding", start="August 2008", point=True, audience="evaluator"))
    job = workbook.add(Career(title="Job", start="about 2008", audience="evaluator"))
    workbook.relate(job, "before", wedding)
    assert workbook.timeline("evaluator").narrowed == frozenset()
    assert workbook.timeline("private").narrowed == {job.id}


# --- who is told ---


def leaning_on_the_wedding(**more: object) -> Career:
    when = When(phrase="a year after the wedding", edtf="2009-08", ties=(Tie("w", "start", 300, 400),), **more)
    return Career(id="c", title="Locum", start=when, end="2012", audience="evaluator")


def test_a_date_is_held_back_with_what_it_leans_on():
    (shown,) = released([leaning_on_the_wedding()])
    assert (shown.start, shown.end.edtf) == (None, "2012")


def test_a_date_is_told_with_what_it_leans_on():
    seen = [leaning_on_the_wedding(), Life(id="w", start="2008", audience="evaluator")]
    assert released(seen) == tuple(seen)


def test_a_date_is_held_back_with_what_that_leans_on():
    wedding = Life(id="w", audience="evaluator", start=When(phrase="x", edtf="2008", ties=(Tie("z", "start", 0, 9),)))
    assert held([leaning_on_the_wedding(), wedding]) == (("c", "start"), ("w", "start"))


@pytest.mark.parametrize("by_itself", [{"stands_alone": True}, {"earliest": "2009-08-01", "latest": "2009-08-31"}])
def test_a_date_that_stands_by_itself_is_told_in_plain_words(by_itself):
    (shown,) = released([leaning_on_the_wedding(**by_itself)])
    assert (shown.start.phrase, shown.start.edtf, shown.start.ties) == ("August 2009", "2009-08", ())


def test_an_age_is_held_back_with_the_date_of_birth():
    first = Use(substance="alcohol", start=When(phrase="at 16", edtf="1995", ties=(Tie(BIRTH, "start", None, None),)))
    assert held([first]) == ((first.id, "start"),)
    assert held([first, Profile()]) == ((first.id, "start"),)
    assert held([first, Profile(born="1979")]) == ()


def test_plain_words_are_those_of_the_date():
    assert in_plain_words(When(phrase="at Sam's, drunk", edtf="2009~")).phrase == "about 2009"


@settings(max_examples=150)
@given(leaning_workbooks())
def test_what_is_told_leans_on_nothing_that_is_not(records):
    seen = [record for record in records if may_see("evaluator", record.audience)]
    told = released(seen)
    ids = {record.id for record in told}
    for record in told:
        for _, when in remembered(record):
            assert {tie.landmark for tie in when.ties} <= ids
    assert released(told) == told

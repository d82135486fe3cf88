"""What a clinician's copy says first: what is flagged, what does not go together, and whose notes are whose."""

from __future__ import annotations

import pytest

from imeworkbook import vocabulary
from imeworkbook.records import AUDIENCES, Answer, Career, Note, Profile, Record
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.candour import label_of
from imeworkbook.report.contents import places
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.review import findings, flagged, settled
from imeworkbook.timeline import chronicle

from .conftest import PREPARED

NURSE = Career(title="Nurse", start="2001", end="2005", audience="clinician")
LECTURER = Career(title="Lecturer", start="2003", end="2009", audience="clinician")
TIMELINE = chronicle([NURSE, LECTURER], as_of=PREPARED)
[TOGETHER] = [one for one in findings(TIMELINE) if one.check == "two_full_posts"]


def page(records: list[Record], make=copy_of, audience="clinician") -> str:
    return make(Source.of(records, audience, PREPARED)).to_html()


def test_what_does_not_go_together_is_a_question_in_the_clinicians_copy_and_never_in_the_evaluators():
    assert TOGETHER.question in page([NURSE, LECTURER])
    assert TOGETHER.question in page([NURSE, LECTURER], copy_of, "private")
    seen_by_all = [record.with_(audience="evaluator") for record in (NURSE, LECTURER)]
    assert TOGETHER.question not in page(seen_by_all, copy_of, "evaluator")


def test_what_is_right_as_it_is_is_not_asked_on_paper():
    printed = page([NURSE, LECTURER, settled(TOGETHER, TIMELINE)])
    assert TOGETHER.question not in printed
    assert "check:" not in printed


def test_what_is_flagged_stands_once_with_the_day_on_which_it_was_talked_through():
    answer = flagged(TOGETHER, TIMELINE).with_(talked_on="2026-05-03")
    printed = page([NURSE, LECTURER, answer])
    assert printed.count(TOGETHER.question) == 1
    assert "talked through on 3 May 2026" in printed
    assert "check:" not in printed


def test_what_may_be_there_for_the_person_alone_is_not_called_missing():
    early = NURSE.with_(end="2001")
    between = Career(title="Locum", start="2002", end="2002")
    assert "gap_in_work" in [one.check for one in findings(chronicle([early, LECTURER], as_of=PREPARED))]
    assert page([early, LECTURER, between]) == page([early, LECTURER])
    assert "gap" not in page([early, LECTURER])


def test_notes_say_whose_they_are():
    mine = Note(text="I slept badly.", audience="clinician")
    theirs = Note(text="Ask about sleep.", audience="clinician", author="clinician")
    printed = page([Profile(name="A"), mine, theirs])
    assert "Clinician’s note" in printed
    assert "My note" in printed
    assert page([mine, theirs.with_(audience="private")]).count("Ask about sleep.") == 0


@pytest.mark.parametrize("audience", ["private", "clinician", "evaluator"])
def test_the_list_of_contents_holds_a_flag_and_no_settled_finding(audience):
    answers = [settled(TOGETHER, TIMELINE), flagged(TOGETHER, TIMELINE).with_(id="check:flag")]
    found = places(answers, audience, Arrangement())
    assert [place.section for place in found] == ([] if audience == "evaluator" else ["talk"])


def test_an_answer_is_called_by_what_was_asked():
    assert label_of(flagged(TOGETHER, TIMELINE)) == TOGETHER.question
    assert label_of(Answer(question="reflect:no-such-prompt")) == "reflect:no-such-prompt"
    assert label_of(Answer(question="use:alcohol")) == "Alcohol"


@pytest.mark.parametrize("state", vocabulary.terms("answer_state"))
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_list_of_contents_holds_an_answer_to_a_prompt_where_the_copy_does(audience, state):
    text = "I forget names." if state in ("given", "not_asked") else ""
    answer = Answer(question="reflect:thinking", state=state, text=text, audience="evaluator")
    printed = "In my own words" in page([answer], copy_of, audience)
    assert [place.section for place in places([answer], audience, Arrangement())] == ["answers"] * printed
    assert printed == (state in ("given", "never", "dont_remember") or audience != "evaluator")

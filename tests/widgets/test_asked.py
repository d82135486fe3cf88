"""What is usually asked: five different answers to each question, on the card, on paper and in the gentle checks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_side import Page

from imeworkbook.asked import GROUPS, STATES, question_of, questions, standings
from imeworkbook.asked import told as told_by
from imeworkbook.records import KINDS, Answer, Career, Consequence, Treatment, Use
from imeworkbook.report.candour import doubts, label_of
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.review import findings
from imeworkbook.review.blanks import blanks
from imeworkbook.timeline import chronicle
from imeworkbook.widgets import pages
from imeworkbook.widgets.views_asked import Asked
from imeworkbook.widgets.views_substances import Substances

TODAY = dt.date(2026, 11, 23)
EVERY = [one for group in GROUPS for one in questions(group, "alcohol" if group == "use" else "")]


def asked(group: str, key: str, substance: str = ""):
    return next(one for one in questions(group, substance) if one.key == key)


def states(records, group, substance=""):
    return {one.question.key: one.state for one in standings(records, group, substance)}


@pytest.mark.parametrize("question", EVERY, ids=lambda one: one.id)
def test_a_question_is_about_a_field_that_there_is(question):
    assert question.field in KINDS[question.group].model_fields
    assert question_of(Answer(question=question.id)) == question


def test_given_never_not_remembered_not_said_and_not_asked_are_five_things():
    records = [
        Use(substance="alcohol", event="first_use", start="1995"),
        *(
            Answer(question=f"asked:use:alcohol:{key}", state=state)
            for key, state in [("first_weekly", "dont_remember"), ("first_daily", "never"), ("overdose", "prefer_not")]
        ),
    ]
    found = states(records, "use", "alcohol")
    keys = ("first_use", "first_daily", "first_weekly", "overdose", "last_use")
    assert [found[key] for key in keys] == ["given", "never", "dont_remember", "prefer_not", "not_asked"]
    assert set(states(records, "use", "cannabis").values()) == {"not_asked"}


@given(st.sampled_from(EVERY), st.sampled_from(STATES))
def test_an_entry_stands_before_an_answer_in_a_word(question, state):
    answer = Answer(question=question.id, state=state)
    fields = {question.field: question.value or "a few words"}
    if question.group == "use":
        fields["substance"] = "alcohol"
    if question.field == "route":
        fields["route"] = "oral"
    entry = KINDS[question.group](**fields)
    assert states([answer], question.group, question.substance)[question.key] == state
    assert states([answer, entry], question.group, question.substance)[question.key] == "given"


@pytest.fixture
def treatment(opened):
    return Page(Asked(opened, ("treatment",)))


def row(page, key):
    return next(one for one in page.card.face["asked"]["rows"] if one["id"].endswith(f":{key}"))


def test_an_answer_in_a_word_is_kept_changed_and_taken_back(treatment, opened):
    question = "asked:treatment:residential"
    treatment.say("asked", question=question, state="never")
    [kept] = opened.open.records()
    assert (kept.question, kept.state, kept.audience) == (question, "never", "private")
    treatment.say("asked", question=question, state="prefer_not")
    assert [one.state for one in opened.open.records()] == ["prefer_not"]
    treatment.say("asked", question=question, state="not_asked")
    assert opened.open.records() == ()
    opened.undo()
    assert row(treatment, "residential")["state"] == "prefer_not"


def test_what_is_written_down_counts_by_itself(treatment, opened):
    opened.open.add(Treatment(type="residential", start="March 2016", end="May 2016"))
    assert row(treatment, "residential")["given"] == "Written down: March 2016 – May 2016"
    assert row(treatment, "outpatient")["given"] == ""


def test_what_is_no_answer_to_a_question_is_passed_over(opened):
    page = Page(Substances(opened))
    page.say("asked", question="asked:use:alcohol:first_use", state="never")
    page.say("asked", question="asked:use:alcohol:nothing", state="never")
    page.say("asked", question="asked:use:alcohol:last_use", state="maybe")
    assert opened.open.records() == ()


def test_each_substance_has_answers_of_its_own_and_one_choice_of_who_sees_them(opened):
    page = Page(Substances(opened))
    page.say("asked", question="asked:use:alcohol:overdose", state="never")
    page.say("asked_audience", audience="evaluator")
    page.say("asked", question="asked:use:alcohol:withdrawal", state="prefer_not")
    assert {one.audience for one in opened.open.records()} == {"evaluator"}
    page.say("pick", substance="cannabis")
    assert page.card.face["asked"]["audience"] == "private"
    assert row(page, "overdose")["state"] == "not_asked"
    page.say("pick", substance="alcohol")
    assert page.card.face["asked"]["audience"] == "evaluator"


def test_a_question_is_written_down_in_the_form_beside_what_is_typed(opened):
    page = Page(Substances(opened))
    page.say("type", session=page.form["session"], fields={"start": "1999", "amount": "two beers"})
    page.say(
        "write", question="asked:use:alcohol:first_daily", session=page.form["session"], fields=page.form["values"]
    )
    values = page.form["values"]
    assert (values["event"], values["start"], values["amount"]) == ("first_daily", "1999", "two beers")
    page.keep(**values)
    assert row(page, "first_daily")["given"] == "Written down: 1999"


def test_none_of_a_part_of_life_is_the_same_on_the_card_and_on_the_form(opened):
    page = Page(pages.asked_consequences())
    page.say("asked", question="asked:consequence:work", state="never")
    [one] = opened.open.records()
    assert (one.kind, one.domain, one.none) == ("consequence", "work", True)
    assert row(page, "work")["state"] == "never"
    page.say("asked", question="asked:consequence:work", state="dont_remember")
    assert [one.kind for one in opened.open.records()] == ["answer"]
    opened.open.add(Consequence(domain="money", none=True))
    assert row(page, "money")["state"] == "never"
    page.say("asked", question="asked:consequence:money", state="not_asked")
    assert row(page, "money")["state"] == "not_asked"


def told(records, audience="evaluator"):
    maker = {"evaluator": copy_of, "clinician": copy_of}[audience]
    return "\n".join(section.plain() for section in maker(Source.of(records, audience, TODAY)).sections)


def test_a_copy_tells_the_answers_that_are_stated_for_its_reader():
    shown = [
        Answer(question="asked:use:alcohol:first_daily", state="never", audience="evaluator"),
        Answer(question="asked:use:alcohol:withdrawal", state="dont_remember", audience="evaluator"),
        Answer(question="asked:treatment:residential", state="never", audience="evaluator"),
        Answer(question="asked:legal:police", state="prefer_not", audience="clinician"),
    ]
    text = told(shown)
    assert "Withdrawal: I don’t remember" in text
    assert "Residential treatment: none" in text
    assert "Police" not in text
    assert "Police" not in told([shown[-1].with_(audience="evaluator")])
    assert "Police | I prefer not to say" in told(shown, "clinician").replace("\t", " | ")
    assert "Alcohol: Withdrawal: I don’t remember." in text
    [summary] = [line for line in text.splitlines() if line.startswith("Alcohol") and "Never" in line]
    assert summary.count("Never") == 1


def test_the_answer_of_another_reader_leaves_no_trace():
    entry = Use(substance="alcohol", event="first_use", start="1995", audience="evaluator")
    hidden = Answer(question="asked:use:cannabis:overdose", state="prefer_not")
    assert told([entry, hidden]) == told([entry])


def test_never_beside_an_entry_is_asked_about():
    entry = Career(title="Leave", type="leave", start="2012", audience="private")
    answer = Answer(question="asked:career:leave", state="never", audience="evaluator")
    found = [one for one in findings(chronicle([entry, answer])) if one.check == "answer_and_entry"]
    assert [one.question for one in found] == [
        "You answered “None” to “Leave”, and there is an entry for it. Which is as you remember it?"
    ]
    assert [one for one in findings(chronicle([answer])) if one.check == "answer_and_entry"] == []
    assert [one.about for one in doubts([entry, answer], "evaluator", TODAY)] == ["never"]


def test_a_question_answered_in_a_word_is_not_open_any_more():
    use = Use(substance="alcohol", frequency="weekly", start="2001")

    def open_questions(*more):
        return dict(blanks([use, *more], chronicle([use, *more])))

    assert open_questions()["first_use"] == ("Alcohol",)
    unsure = Answer(question="asked:use:alcohol:first_use", state="dont_remember")
    assert "first_use" not in open_questions(unsure)
    assert "treatment" in open_questions(unsure)
    assert "treatment" not in open_questions(Answer(question="asked:treatment:residential", state="never"))


def test_its_name_is_what_a_list_calls_it_and_its_repr_shows_nothing():
    answer = Answer(question="asked:use:alcohol:overdose", state="prefer_not")
    assert label_of(answer) == "Alcohol: Overdose"
    assert "prefer_not" in repr(standings([answer], "use", "alcohol")[-1])
    assert told_by([answer], "use", "alcohol") == ()

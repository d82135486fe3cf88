"""Where you are, and what went along with use: the kernel's side of both cards."""

from __future__ import annotations

import pytest
from page_side import Page

from imeworkbook.language import texts
from imeworkbook.records import Answer, Career, Treatment, Use
from imeworkbook.review.blanks import blanks
from imeworkbook.timeline import chronicle
from imeworkbook.widgets import pages
from imeworkbook.workbook import sample


def open_questions(*records):
    return dict(blanks(records, chronicle(records)))


def test_every_question_has_words_and_a_chapter():
    content = texts("progress")
    chapters = {row["key"] for row in texts("chapters")["chapter"]}
    assert set(open_questions(Use(substance="alcohol", event="first_weekly"))) == {ask["key"] for ask in content["ask"]}
    assert {row["chapter"] for row in content["ask"]} | {row["key"] for row in content["chapter"]} <= chapters


def test_an_answer_of_any_kind_closes_a_question():
    assert "Stimulants" in open_questions()["classes"]
    never = Answer(question="use:stimulants", state="never")
    unsure = Answer(question="use:cannabis", state="dont_remember")
    assert not {"Stimulants", "Cannabis"} & set(open_questions(never, unsure)["classes"])
    assert "treatment" not in open_questions(Treatment(type="counselling"))
    assert "training" not in open_questions(Career(type="training"))


def test_what_goes_on_has_no_last_use():
    phase = Use(substance="alcohol", frequency="weekly", start="2009", ongoing=True)
    assert "last_use" not in open_questions(phase)
    assert open_questions(phase.with_(ongoing=False))["last_use"] == ("Alcohol",)
    assert "last_use" in open_questions(Use(substance="alcohol", frequency="none", start="2009", ongoing=True))


def test_nothing_is_counted_or_scored(opened):
    face = Page(pages.where_you_are()).card.face
    assert not any(row["has"] for row in face["chapters"])
    assert not any(sign.isdigit() for row in face["asks"] for sign in row["text"])
    opened.open.add(Career(title="Nurse", start="2009"))
    assert [row["key"] for row in pages.where_you_are().face["chapters"] if row["has"]] == [
        "landmarks",
        "work-and-training",
    ]


def test_the_sample_person_has_little_left_open():
    workbook = sample()
    assert {"training", "work", "treatment", "records", "people", "consequences"}.isdisjoint(
        dict(blanks(workbook.records(), workbook.timeline()))
    )


@pytest.fixture
def consequence(opened):
    return Page(pages.consequence())


def test_what_went_along_with_use_is_kept_and_listed(consequence, opened):
    consequence.keep(domain="family", when="about 2012", text="We argued about the nights.")
    [kept] = opened.open.records("consequence")
    assert (kept.domain, kept.when.edtf, kept.audience) == ("family", "2012~", "private")
    [row] = Page(pages.consequences()).card.face["rows"]
    assert (row["label"], row["when"], row["detail"]) == ("Family", "about 2012", "We argued about the nights.")


def test_none_that_i_can_see_is_an_answer(consequence, opened):
    consequence.keep(domain="work", none=True)
    assert opened.open.records("consequence")[0].none
    [row] = Page(pages.consequences()).card.face["rows"]
    assert row["detail"] == "none that I can see"

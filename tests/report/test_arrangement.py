"""A copy is laid out as its reader's settings say, and as no other reader's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.records import Audience, Career, Life, Record, Setting
from imeworkbook.report.arrangement import KEPT, Arrangement, moved, name_of
from imeworkbook.report.blocks import Section
from imeworkbook.report.documents import Document, copy_of, one_page, outline
from imeworkbook.report.source import Source

from .conftest import PREPARED
from .reading import opened, page_text, pdf_text

WORK = Career(id="work", title="Ward nurse", start="2009", audience="evaluator")
HOME = Life(id="home", title="Moved north", start="2011", audience="evaluator")
KEYS = ["head", "short", "reading", "chronology", "career", "life"]
SHUFFLED = st.permutations(KEYS[1:]).map(lambda keys: ["head", *keys])


def layout(audience: Audience = "evaluator", **said: str) -> list[Record]:
    return [
        Setting(id=name_of(audience, what.replace("_", ":")), value=value, audience=audience)
        for what, value in said.items()
    ]


def made(*records: Record, audience: Audience = "evaluator") -> Document:
    return copy_of(Source.of([WORK, HOME, *records], audience, PREPARED))


def keys(document: Document) -> list[str]:
    return [section.key for section in document.sections]


def test_a_section_can_be_left_out() -> None:
    document = made(*layout(out="life"))
    assert keys(document) == ["head", "short", "reading", "chronology", "career"]


def test_whose_it_is_and_that_it_may_not_be_complete_stay() -> None:
    assert keys(made(*layout(out="head short reading chronology career life"))) == ["head", "reading"]


def test_sections_stand_in_the_chosen_order_below_the_head() -> None:
    assert keys(made(*layout(order="life head career"))) == ["head", "short", "reading", "chronology", "life", "career"]


def test_a_new_section_stands_behind_the_one_before_it() -> None:
    assert keys(made(*layout(order="head career reading chronology"))) == [
        "head", "short", "career", "life", "reading", "chronology",
    ]  # fmt: skip


def test_a_line_of_ones_own_stands_at_the_head_of_its_section_as_typed() -> None:
    document = made(*layout(line_career="*Agency* work is <not> listed."), *layout(line_head="Second version."))
    career = next(section for section in document.sections if section.key == "career")
    assert career.blocks[0].plain() == "*Agency* work is <not> listed."
    assert document.sections[0].blocks[-1].plain() == "Second version."
    assert "*Agency* work is <not> listed." in pdf_text(document.to_pdf())


@pytest.mark.parametrize("audience", ["clinician", "private"])
def test_the_layout_of_another_copy_changes_nothing(audience: Audience) -> None:
    other = layout(audience, out="career life", order="life career", line_career="canary")
    assert made(*other) == made()


def test_the_chart_stays_on_the_first_page_below_lines_of_ones_own() -> None:
    lines = layout(line_head="A line. " * 30, line_chronology="Another line. " * 20)
    text = pdf_text(made(*lines).to_pdf()).split("\f")
    assert "certain" in text[0] and "Training" in text[0]


def test_the_outline_shows_what_is_left_out_too_and_draws_nothing() -> None:
    sections = outline(Source.of([WORK, HOME, *layout(out="life")], "evaluator", PREPARED))
    assert [section.key for section in sections] == KEYS
    assert next(section for section in sections if section.key == "chronology").blocks == ()


def test_the_chronology_alone_takes_one_page_on_its_side() -> None:
    document = one_page(Source.of([WORK, HOME], "evaluator", PREPARED))
    read = opened(document.to_pdf())
    assert len(read.pages) == 1
    assert int(read.pages[0].mediabox[2]) == 792
    assert "landscape" in document.to_html()
    assert "may not be complete" in page_text(document.to_html())
    assert document.file_name == "both-histories-2026-11-23"


def test_one_page_of_an_empty_workbook_says_so() -> None:
    assert "Nothing is stated" in page_text(one_page(Source.of([], "evaluator", PREPARED)).to_html())


@settings(max_examples=100)
@given(SHUFFLED, st.sets(st.sampled_from(KEYS)), st.lists(st.sampled_from([*KEYS, "gone"]), unique=True))
def test_every_layout_keeps_each_section_once(present: list[str], out: set[str], order: list[str]) -> None:
    sections = [Section(key, key, ()) for key in present]
    arrangement = Arrangement(frozenset(out), tuple(order))
    arranged = [section.key for section in arrangement.arranged(sections)]
    assert sorted(arranged) == sorted(present)
    assert arranged[0] == "head"
    chosen = [key for key in order if key != "head" and key in present]
    assert [key for key in arranged if key in chosen] == chosen


@settings(max_examples=100)
@given(SHUFFLED, st.sampled_from(KEYS), st.integers(-6, 6))
def test_a_move_keeps_the_others_in_order(order: list[str], key: str, steps: int) -> None:
    after = moved(order, key, steps)
    assert sorted(after) == sorted(order)
    assert [one for one in after if one != key] == [one for one in order if one != key]
    assert after.index(key) >= 1


def test_what_every_copy_keeps() -> None:
    assert {"head", "reading"} == KEPT

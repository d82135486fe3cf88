"""Text that runs from the right beside text that runs from the left."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.records import Career, Contact, Note, Profile
from imeworkbook.report.direction import ISOLATE, POP, apart, balanced, beside
from imeworkbook.report.documents import copy_of
from imeworkbook.report.sheets import aftercare_card
from imeworkbook.report.source import Source

from .conftest import PREPARED
from .reading import page_text, pdf_text, read_page

MARKED = st.text(alphabet=[ISOLATE, POP, "a", "ש", "\n", " "], max_size=12)


def test_only_what_runs_from_the_right_is_set_apart() -> None:
    assert apart("Ward 3, Zoë, 看護師") == "Ward 3, Zoë, 看護師"
    assert apart("רות") == f"{ISOLATE}רות{POP}"
    assert beside(" · ", ("Sam", "", "555 0100")) == "Sam · 555 0100"
    assert beside(" · ", ("שרה", "+972 2 555")) == f"{ISOLATE}שרה{POP} · {ISOLATE}+972 2 555{POP}"


@settings(max_examples=60)
@given(MARKED)
def test_a_typed_isolate_reaches_no_further_than_its_text(text: str) -> None:
    made = balanced(text)
    depths = [made[:end].count(ISOLATE) - made[:end].count(POP) for end in range(len(made) + 1)]
    assert min(depths) == depths[-1] == 0
    assert balanced(made) == made
    assert made.replace(ISOLATE, "").replace(POP, "") == text.replace(ISOLATE, "").replace(POP, "")


def test_a_telephone_number_beside_a_name_keeps_its_order() -> None:
    card = aftercare_card(Source.of([Contact(name="שרה לוי", phone="+972 2 555")], "private", PREPARED))
    assert f"{ISOLATE}+972 2 555{POP}" in page_text(card.to_html())
    assert "+972 2 555" in pdf_text(card.to_pdf())


def test_a_copy_from_left_to_right_has_no_marks_of_direction() -> None:
    records = [Profile(name="Zoë", audience="evaluator"), Career(title="Nurse", start="2009", audience="evaluator")]
    assert not {ISOLATE, POP} & set(copy_of(Source.of(records, "evaluator", PREPARED)).to_html())


def test_each_cell_and_paragraph_finds_its_own_direction() -> None:
    page = copy_of(Source.of([Note(text="שלום")], "private", PREPARED)).to_html()
    typed = [attributes for tag, attributes in read_page(page).tags if tag in ("p", "td", "caption", "h2")]
    assert typed
    assert {attributes.get("dir") for attributes in typed} == {"auto"}


def test_initials_end_a_sentence_once() -> None:
    page = copy_of(Source.of([Profile(initials="A. B.")], "private", PREPARED)).to_html()
    assert "prepared by me: A. B. Prepared on" in page

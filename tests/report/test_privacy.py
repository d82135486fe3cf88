"""A copy is the same with and without what is not stated for its reader; what is stated comes out as typed."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.records import AUDIENCES, KINDS, Audience, Entry, Profile, Record, may_see
from imeworkbook.records import Document as MedicalRecord
from imeworkbook.report.blocks import printable
from imeworkbook.report.data import as_text
from imeworkbook.report.documents import (
    DOCUMENTS,
    TYPES,
    Document,
    Made,
    copy_of,
)
from imeworkbook.report.sheets import request_letter
from imeworkbook.report.source import Source
from tests.strategies import HOSTILE, full_records, leaning_workbooks

from .conftest import PREPARED
from .reading import page_text, pdf_text, read_page, squeezed

COPIES = {"evaluator": copy_of, "clinician": copy_of, "private": copy_of}
WORKBOOKS = st.lists(st.sampled_from(sorted(KINDS)).flatmap(full_records), max_size=8, unique_by=lambda one: one.id)

# The fields of evaluator copies, by kind. Every other text of a record stays in the workbook.
PRINTED = {
    "career": "title organisation place specialty nights reason_for_ending controlled_drugs restrictions monitoring "
    "return_to_work notes",
    "use": "title name amount most setting reason combined_with tolerance control cut_down "
    "withdrawal overdose blackouts cravings notes",
    "treatment": "title provider rhythm medication result notes",
    "test": "title looked_for level asked_by agreement notes",
    "health": "title medication notes",
    "life": "title place notes",
    "doing": "title said notes",
    "legal": "title outcome notes",
    "profile": "name initials profession",
    "appointment": "question",
    "consequence": "text record_exists notes",
    "connection": "text how_sure",
    "document": "what holder covers notes",
    "contact": "name knows notes",
    "days": "unit",
}


def copy_of(records: list[Record], audience: Audience) -> Document:
    return COPIES[audience](Source.of(records, audience, PREPARED))


def whole(document: Document) -> tuple[str, str]:
    """All that HTML and PDF are made from: the page, and the notebook with the sections' own form."""
    return document.to_html(), json.dumps(document.to_notebook(), sort_keys=True)


def filled(kind: str, texts: dict[str, str], audience: Audience) -> Record:
    """A record of one kind with these texts in its fields."""
    fields: dict[str, object] = {"id": "one", "audience": audience, **texts}
    model = KINDS[kind]
    needed = {"use": {"substance": "alcohol"}, "contact": {"name": "-", "consent": "yes"}, "document": {"what": "-"}}
    needed |= {"check-in": {"at": "2026-11-01T10:00", "level": 4}, "plan": {"part": "day"}}
    needed |= {"statement": {"first": "a", "relation": "before", "second": "b"}, "answer": {"question": "-"}}
    needed |= {"days": {"substance": "alcohol", "days": [{"on": "2026-11-20", "state": "used", "amount": 3}]}}
    needed |= {"day-mark": {"on": "2026-11-20"}}
    when = {"start": "2009-05-14"} if issubclass(model, Entry) else {}
    return model(**{**needed.get(kind, {}), **when, **fields})


def text_fields(kind: str) -> list[str]:
    fields = KINDS[kind].model_fields.items()
    return [name for name, field in fields if field.annotation is str and name != "id"]


@settings(max_examples=60)
@given(WORKBOOKS, st.sampled_from(AUDIENCES))
def test_what_is_outside_the_audience_leaves_no_trace(records: list[Record], audience: Audience) -> None:
    seen = [record for record in records if may_see(audience, record.audience)]
    assert whole(copy_of(records, audience)) == whole(copy_of(seen, audience))


@settings(max_examples=60)
@given(leaning_workbooks(), st.sampled_from(AUDIENCES))
def test_no_date_leans_on_what_is_outside_the_audience(records: list[Record], audience: Audience) -> None:
    seen = [record for record in records if may_see(audience, record.audience)]
    assert whole(copy_of(records, audience)) == whole(copy_of(seen, audience))


@pytest.mark.filterwarnings("ignore::imeworkbook.errors.MissingSigns")
@settings(max_examples=8)
@given(WORKBOOKS | leaning_workbooks(), st.sampled_from(AUDIENCES), st.sampled_from(sorted(DOCUMENTS)))
def test_not_in_any_document_in_any_format(records: list[Record], audience: Audience, made: Made) -> None:
    seen = [record for record in records if may_see(audience, record.audience)]
    whole_book, seen_alone = (DOCUMENTS[made](Source.of(some, audience, PREPARED)) for some in (records, seen))
    for format in TYPES:
        assert whole_book.name_in(format) == seen_alone.name_in(format)
        assert whole_book.in_format(format) == seen_alone.in_format(format), format
    assert whole_book.preview().pages == seen_alone.preview().pages
    assert repr(whole_book) == repr(seen_alone)


@settings(max_examples=10)
@given(WORKBOOKS)
def test_a_letter_for_records_knows_whose_it_is_and_what_is_asked_for(records: list[Record]) -> None:
    profile, asked = Profile(name="Robin Example", born="1979-03-14"), MedicalRecord(what="Notes", holder="Clinic")
    rest = [record for record in records if record.kind != "profile"]
    letters = [request_letter(Source.of(some, "private", PREPARED), asked) for some in ([profile], [profile, *rest])]
    assert letters[0].to_pdf() == letters[1].to_pdf()
    assert letters[0].to_html() == letters[1].to_html()


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("audience", ["private", "clinician"])
def test_no_field_of_what_is_kept_back_is_in_the_evaluator_copy(kind: str, audience: Audience) -> None:
    texts = {name: f"canary-{number}-canary" for number, name in enumerate(text_fields(kind))}
    document = copy_of([filled(kind, texts, audience)], "evaluator")
    assert "canary" not in "".join(whole(document))
    assert "canary" not in document.to_pdf().decode("latin-1") + pdf_text(document.to_pdf())


@pytest.mark.parametrize("kind", sorted(kind for kind, model in KINDS.items() if "evaluator" in model.audiences))
def test_evaluator_copies_print_these_fields_and_no_others(kind: str) -> None:
    texts = {name: f"canary{number}canary" for number, name in enumerate(text_fields(kind))}
    text = page_text(copy_of([filled(kind, texts, "evaluator")], "evaluator").to_html())
    printed = {name for name, canary in texts.items() if canary in text}
    expected = set(PRINTED.get(kind, "").split())
    assert printed == expected - ({"initials"} if kind == "profile" else set())


@pytest.mark.parametrize("kind", sorted(PRINTED))
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_markup_comes_out_as_typed_on_the_page(kind: str, hostile: str) -> None:
    texts = dict.fromkeys(PRINTED[kind].split(), hostile)
    page = copy_of([filled(kind, texts, "evaluator")], "evaluator").to_html()
    read = read_page(page)
    found = "\n".join(read.words)
    assert found.count(printable(hostile).strip()) >= len(texts) - (kind == "profile")
    assert not {"script", "b", "a", "img", "label"} & {tag for tag, _ in read.tags}


@pytest.mark.parametrize("hostile", HOSTILE[:3], ids=range(3))
def test_markup_comes_out_as_typed_in_the_pdf(hostile: str) -> None:
    records = [filled(kind, dict.fromkeys(PRINTED[kind].split(), hostile), "evaluator") for kind in PRINTED]
    pdf = copy_of([record.with_(id=str(n)) for n, record in enumerate(records)], "evaluator").to_pdf()
    found = squeezed(pdf_text(pdf))
    # Narrow cells break words over lines that stand beside other cells: every piece of it is there.
    assert all(word in found for word in hostile.split() if len(word) < 8)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_markup_comes_out_as_typed_as_data(hostile: str) -> None:
    entries = [kind for kind in PRINTED if issubclass(KINDS[kind], Entry)]
    records = [filled(kind, {"title": hostile}, "evaluator").with_(id=kind) for kind in entries]
    document = copy_of(records, "evaluator")
    rows = list(csv.DictReader(io.StringIO(document.in_format("csv").decode("utf-8-sig"), newline="")))
    labels = [row["label"] for row in json.loads(document.in_format("json"))]
    assert len(labels) == len(entries)
    assert all(hostile.strip() in label for label in labels)
    assert [row["label"] for row in rows] == [as_text(label) for label in labels]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_markup_stays_text_on_the_page_that_moves(hostile: str) -> None:
    records = [filled(kind, dict.fromkeys(PRINTED[kind].split(), hostile), "evaluator") for kind in PRINTED]
    page = copy_of([record.with_(id=str(n)) for n, record in enumerate(records)], "evaluator").to_interactive_html()
    read = read_page(page)
    tags = [tag for tag, _ in read.tags]
    assert tags.count("script") == 2
    assert not {"b", "a", "img", "label"} & set(tags)
    assert printable(hostile).strip() in "\n".join(read.words)
    figure = page[page.rindex("const figure = ") :]
    assert "<script" not in figure
    assert figure.count("</script>") == 1


@pytest.mark.filterwarnings("ignore::imeworkbook.errors.MissingSigns")
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_keeps_a_pdf_from_being_made(hostile: str) -> None:
    records = [filled(kind, dict.fromkeys(text_fields(kind), hostile), "private") for kind in sorted(KINDS)]
    pdf = copy_of([record.with_(id=str(n)) for n, record in enumerate(records)], "private").to_pdf()
    assert pdf.startswith(b"%PDF-")

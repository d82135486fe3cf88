"""Citing records in the form of an entry: what is typed is kept as a draft, and comes back as it was kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.records import ENTRY_KINDS, KINDS, Citation, Document, Life, Use
from imeworkbook.widgets.cited import as_rows, from_rows
from imeworkbook.widgets.editor import Editor
from imeworkbook.widgets.form_part import FormPart
from imeworkbook.widgets.forms import form_for
from imeworkbook.widgets.messages import tidy
from imeworkbook.workbook import Workbook
from tests.strategies import CITATIONS, JSON

SUMMARY = Document(id="summary", what="Discharge summary", holder="Example Lodge")
CITED = Citation(record="summary", place="p. 3", says="March 2016")


def row(record: str = "", place: str = "", says: str = "", side: str = "") -> dict[str, str]:
    return {"record": record, "place": place, "says": says, "side": side}


@pytest.fixture
def workbook():
    with Workbook.in_memory() as one:
        one.add(SUMMARY)
        yield one


@given(CITATIONS)
def test_citations_come_back_from_the_rows_of_a_form(citations):
    readable = tuple(one.with_(place=tidy(one.place), says=tidy(one.says)) for one in citations)
    assert from_rows(as_rows(citations)) == readable


def test_rows_are_written_as_a_page_writes_them():
    assert as_rows([CITED]) == '[{"record":"summary","place":"p. 3","says":"March 2016","side":""}]'
    assert as_rows([]) == ""


@given(JSON.map(lambda one: json.dumps([one, row("summary", "p. 1")])) | st.text(max_size=30))
def test_whatever_a_page_sends_is_read_or_passed_over(sent):
    with Workbook.in_memory() as workbook:
        editor = Editor(workbook, "life")
        editor.set("citations", sent)
        kept = editor.commit()
        assert (kept is None) == bool(editor.problems)


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_each_kind_of_entry_cites_below_where_it_comes_from(workbook, kind):
    field = form_for(kind).field("citations")
    assert field["more"] and form_for(kind).keys.index("citations") == form_for(kind).keys.index("source") + 1
    needed = {"substance": "alcohol"} if kind == "use" else {}
    first = Editor(workbook, kind, defaults=needed)
    first.set_all({"title": "Something", "citations": as_rows([CITED])})
    kept = first.commit()
    assert kept.citations == (CITED,)
    again = Editor(workbook, kind, workbook.get(kept.id))
    assert again.fields["citations"] == as_rows([CITED]) and not again.changed
    again.set("citations", json.dumps([row("summary", "p. 3", "March 2016"), row("summary", " p. 9 "), row()]))
    assert again.commit().citations == (CITED, Citation(record="summary", place="p. 9"))
    last = Editor(workbook, kind, workbook.get(kept.id))
    last.set("citations", "")
    assert last.commit().citations == ()
    assert [type(version.record) for version in workbook.history(kept.id)] == [KINDS[kind]] * 3


def test_a_row_says_which_date_the_record_gives(workbook):
    editor = Editor(workbook, "life")
    typed = json.dumps([row("summary", "", "May 2016", "end"), row(side="end")])
    editor.set_all({"title": "Moved", "citations": typed})
    kept = editor.commit()
    assert kept.citations == (Citation(record="summary", says="May 2016", side="end"),)
    assert Editor(workbook, "life", kept).fields["citations"] == as_rows(kept.citations)
    assert from_rows(json.dumps([row("summary", side="the middle")])) == (Citation(record="summary"),)


def test_half_a_citation_is_a_draft_and_asked_about_in_a_sentence(workbook):
    typed = json.dumps([row(place="p. 3")])
    editor = Editor(workbook, "life")
    editor.set("citations", typed)
    assert editor.problems == {"citations": "Please choose which record this is, or take that line away."}
    assert editor.commit() is None and workbook.records("life") == ()
    again = Editor(workbook, "life")
    assert again.resumed and again.fields["citations"] == typed
    again.set("citations", json.dumps([row("summary", "x" * 301)]))
    assert "300" in again.problems["citations"] and again.commit() is None
    again.set("citations", json.dumps([row("summary", "p. 3")]))
    assert again.commit().citations == (Citation(record="summary", place="p. 3"),)
    assert workbook.draft("new:life") is None


def test_a_record_that_was_removed_stays_cited_when_the_entry_is_changed(workbook):
    entry = workbook.add(Life(title="Moved", citations=[CITED]))
    workbook.remove(SUMMARY.id)
    editor = Editor(workbook, "life", entry)
    editor.set("title", "Moved again")
    assert editor.commit().citations == (CITED,)


def test_another_form_of_an_entry_leaves_its_citations(workbook):
    entry = workbook.add(Use(substance="alcohol", citations=[CITED]))
    assert workbook.add(entry.with_(amount="two glasses")).citations == (CITED,)


def test_the_form_offers_the_records_of_the_checklist_by_name(opened):
    part = FormPart(opened, lambda: None)
    part.open("life")
    assert part.face()["records"] == []
    opened.open.add(SUMMARY)
    assert part.face()["records"] == [["summary", "Discharge summary"]]
    for document in (SUMMARY.with_(id="other", holder="Elsewhere"), Document(id="notes", what="Notes")):
        opened.open.add(document)
    assert part.face()["records"] == [
        ["summary", "Discharge summary (Example Lodge)"],
        ["other", "Discharge summary (Elsewhere)"],
        ["notes", "Notes"],
    ]
    part.open("document")
    assert part.face()["records"] == []

"""Spreadsheets, Word and PDF: cells as days and words, lines in order, and nothing but text."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import typst
from docx import Document
from openpyxl import Workbook as Book
from openpyxl.utils.datetime import MAC_EPOCH, to_excel
from pypdf import PdfReader, PdfWriter

import imeworkbook as ime
from imeworkbook.errors import CannotImport
from imeworkbook.importers import office, read
from imeworkbook.widgets.bringing import Bringing
from tests.importers.reading import TODAY, looks, proposals

LINES = ["Robin Example", "Staff pharmacist, St. Mary’s Pharmacy, Sep 2009 – Mar 2014"]


def saved(made) -> bytes:
    out = io.BytesIO()
    made.save(out) if hasattr(made, "save") else made.write(out)
    return out.getvalue()


def sheet(*rows, epoch=None) -> bytes:
    book = Book()
    if epoch:
        book.epoch = epoch
    for row in rows:
        book.active.append(row)
    return saved(book)


def word() -> bytes:
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("Tutor", "Evening School", "2016"), strict=True):
        cell.text = text
    return saved(document)


def pdf(text: str = "Robin Example\n\nStaff pharmacist, St. Mary’s Pharmacy, Sep 2009 – Mar 2014") -> bytes:
    return typst.compile(text.encode())


def test_a_spreadsheet_gives_its_days_as_days():
    days = (dt.datetime(2009, 9, 1), dt.date(2014, 3, 31))
    found = proposals(
        sheet(
            (None, None), ("Role", "Employer", "From", "To"), ("Staff", "Mary", *days), ("Tutor", "School", 2016, None)
        )
    )
    assert [(row.title, row.when) for row in found] == [
        ("Staff, Mary", "1 September 2009 – 31 March 2014"),
        ("Tutor, School", "2016 – ?"),
    ]


@pytest.mark.parametrize("epoch", [None, MAC_EPOCH])
def test_a_day_that_is_a_bare_number_counts_from_the_files_own_first_day_and_is_asked(epoch):
    number = int(to_excel(dt.date(2009, 9, 1), epoch) if epoch else to_excel(dt.date(2009, 9, 1)))
    [row] = proposals(sheet(("Role", "Employer", "From"), ("Staff", "Mary", number), epoch=epoch))
    assert (row.start.edtf, looks(row)) == ("2009-09-01", ["start"])


def test_a_formula_is_what_it_came_to_and_never_run():
    [row] = proposals(sheet(("Role", "Employer", "From"), ("Staff", '=HYPERLINK("x","Mary")', "2009")))
    assert row.title == "Staff"


@pytest.mark.parametrize("make", [word, pdf], ids=["Word", "PDF"])
def test_a_document_gives_the_lines_of_a_cv(make):
    found = proposals(make())
    assert found.lines[:2] == tuple(LINES)
    with ime.Workbook.in_memory() as workbook:
        bringing = Bringing(workbook, TODAY)
        bringing.take_in(make())
        first = bringing.offers[0]
        assert (first.row.title, first.row.when) == (
            "Staff pharmacist, St. Mary’s Pharmacy",
            "September 2009 – March 2014",
        )
        assert first.asks


def test_a_table_in_a_word_document_gives_a_line_a_row():
    assert proposals(word()).lines[2] == "Tutor\tEvening School\t2016"


def test_a_pdf_with_a_password_or_of_pictures_says_so():
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    locked.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(CannotImport, match="has a password"):
        read(saved(locked))
    with pytest.raises(CannotImport, match="only pictures"):
        read(pdf(""))


@pytest.mark.parametrize(
    "make", [word, pdf, lambda: sheet(("Role", "From"), ("Staff", "2009"))], ids=["Word", "PDF", "sheet"]
)
def test_a_document_that_is_cut_off_is_refused(make):
    content = make()
    with pytest.raises(CannotImport, match="cut off or broken"):
        read(content[: len(content) // 2])


def test_without_the_library_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(office, "find_spec", lambda name: None)
    for content in (word(), pdf()):
        with pytest.raises(CannotImport, match=r"pip install imeworkbook\[importers\]"):
            read(content)

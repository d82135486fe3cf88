"""Files of office programs: the cells of a spreadsheet, the lines of a Word or PDF document. Text alone is taken."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from imeworkbook.errors import CannotImport
from imeworkbook.importers.given import MOST_BYTES, Given, refuse
from imeworkbook.importers.table import MOST_ROWS, as_cells

MOST_PAGES = 200
MOST_LINES = 5_000
_EXTRA = "importers"


def _needs(module: str) -> None:
    if find_spec(module) is None:
        refuse("not_installed", extra=_EXTRA)


def cells(given: Given) -> list[list[str]]:
    """The cells of the first sheet in which something stands; formulas as what they came to.

    Raises
    ------
    CannotImport
        When it cannot be read, or openpyxl is not there.
    """
    _needs("openpyxl")
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import MAC_EPOCH

    try:
        book = load_workbook(io.BytesIO(given.content()), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = []
                for row in sheet.iter_rows(values_only=True, max_col=60):
                    if any(cell not in (None, "") for cell in row):
                        rows.append(row)
                    if len(rows) > MOST_ROWS:
                        refuse("many_rows", most=MOST_ROWS)
                if rows:
                    return as_cells(rows, since_1904=book.epoch == MAC_EPOCH)
        finally:
            book.close()
    except CannotImport:
        raise
    except Exception:  # whatever a library makes of a broken file
        refuse("cut_off")
    refuse("empty")


def counts_from_1904(given: Given) -> bool:
    """Whether days that are numbers in this spreadsheet count from 1904."""
    _needs("openpyxl")
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import MAC_EPOCH

    try:
        book = load_workbook(io.BytesIO(given.content()), read_only=True)
    except Exception:
        return False
    try:
        return bool(book.epoch == MAC_EPOCH)
    finally:
        book.close()


def lines_of_word(given: Given) -> list[str]:
    """The lines of a Word document: paragraphs and rows of tables, in order. Raises as `cells` does."""
    _needs("docx")
    from docx import Document

    try:
        document = Document(io.BytesIO(given.content()))
        return list(_bounded(_of_word(document)))
    except CannotImport:
        raise
    except Exception:
        refuse("cut_off")


def _of_word(document: Any) -> Iterator[str]:  # noqa: ANN401 - python-docx's own classes
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield "\t".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
        else:
            yield from part.text.splitlines()


def lines_of_pdf(given: Given) -> list[str]:
    """The lines of text of a PDF. Raises as `cells` does, and where pages are pictures, or a password is asked."""
    _needs("pypdf")
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would repeat parts of the file
    try:
        reader = PdfReader(io.BytesIO(given.content()))
        if reader.is_encrypted and not reader.decrypt(""):
            refuse("password")
        pages = (page.extract_text() for page, _ in zip(reader.pages, range(MOST_PAGES), strict=False))
        found = list(_bounded(line for page in pages for line in page.splitlines()))
    except CannotImport:
        raise
    except Exception:
        refuse("cut_off")
    if not found:
        refuse("pictures")
    return found


def _bounded(lines: Iterator[str]) -> Iterator[str]:
    """Lines in which something stands, no more than a CV can have."""
    letters = 0
    told = (one for line in lines if (one := re.sub(r"[^\S\t]+", " ", line).strip()))
    for number, line in enumerate(told):
        letters += len(line)
        if number >= MOST_LINES or letters > MOST_BYTES // 10:
            return
        yield line

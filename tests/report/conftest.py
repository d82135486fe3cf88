from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook.report.documents import Document
from imeworkbook.workbook import report, sample

PREPARED = dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def copy() -> Document:
    """The evaluator copy of the sample person."""
    return report(sample(), "evaluator", prepared=PREPARED)


@pytest.fixture(scope="session")
def page(copy: Document) -> str:
    return copy.to_html()


@pytest.fixture(scope="session")
def pdf(copy: Document) -> bytes:
    return copy.to_pdf()

"""The Nu HTML checker, which others trust, has nothing to say about a copy, plain or interactive."""

from __future__ import annotations

import pytest

from imeworkbook.workbook import report, sample
from tests import readers

from .conftest import PREPARED


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies")
    for reader in ("private", "clinician", "evaluator"):
        copy = report(sample(), reader, prepared=PREPARED)
        (folder / f"{reader}.html").write_bytes(copy.to_html().encode())
        (folder / f"{reader}-interactive.html").write_bytes(copy.to_interactive_html().encode())
    return sorted(folder.iterdir())


def test_it_finds_nothing(files):
    assert len(files) == 6
    assert readers.findings_in_html(*files) == []


def test_it_would_find_a_fault(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><section><p>x</section>", encoding="utf-8")
    assert len(readers.findings_in_html(page)) == 1

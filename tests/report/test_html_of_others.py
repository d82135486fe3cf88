"""The Nu HTML checker, which others trust, has nothing to say about a copy, plain or interactive."""

from __future__ import annotations

import pytest

from imeworkbook.chronology import chronology
from imeworkbook.records import Life
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.timeline import chronicle
from imeworkbook.workbook import report, sample
from tests.node import readers

from .conftest import PREPARED


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies")
    for reader in ("private", "clinician", "evaluator"):
        copy = report(sample(), reader, prepared=PREPARED)
        (folder / f"{reader}.html").write_bytes(copy.to_html().encode())
        (folder / f"{reader}-interactive.html").write_bytes(copy.to_interactive_html().encode())
    chart = sample().timeline()
    (folder / "chart.html").write_text(chronology(chart).to_html(), encoding="utf-8")
    odd = Life(title="odd \x1b\x00 \U0010ffff \ufdd0", start="2009", audience="evaluator")
    copy = copy_of(Source.of([odd], "evaluator", PREPARED))
    (folder / "odd.html").write_text(copy.to_html(), encoding="utf-8")
    (folder / "odd-chart.html").write_text(chronology(chronicle([odd])).to_html(), encoding="utf-8")
    return sorted(folder.iterdir())


def test_it_finds_nothing(files):
    assert len(files) == 9
    assert readers.findings_in_html(*files) == []


def test_it_would_find_a_fault(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><section><p>x</section>", encoding="utf-8")
    assert len(readers.findings_in_html(page)) == 1

"""Two independent checkers of accessible PDF over the copies; what one of them finds and is left so has its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import outloud
import pdfua
import pytest

from imeworkbook.records import Audience, Career, Life, Use
from imeworkbook.report.documents import copy_of, one_page
from imeworkbook.report.source import Source
from imeworkbook.workbook import report, sample

from .conftest import PREPARED

LEFT_SO = {
    # The head of a table, repeated on each further page, is an artifact on purpose: a reader by ear hears it once.
    "TAG-002": "prose are marked /Artifact",
    # The chart has a grid of years and no rows of cells: it is a figure, told in its alternative text.
    "TBL-014": "a ruled grid",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("checked")
    readers: tuple[Audience, ...] = ("private", "clinician", "evaluator")
    copies = {reader: report(sample(), reader, prepared=PREPARED) for reader in readers}
    copies["one page"] = report(sample(), "evaluator", prepared=PREPARED, document="one page")
    copies["empty"] = copy_of(Source.of((), "evaluator", PREPARED))
    life = [Life(id=str(n), title=f"Home {n}", start=f"{1970 + n % 50}", audience="evaluator") for n in range(80)]
    work = [Career(id=f"c{n}", title=f"Post {n}", start=f"{1980 + n}", audience="evaluator") for n in range(40)]
    use = [Use(id="u", substance="alcohol", start="2009", ongoing=True, audience="evaluator")]
    copies["long"] = copy_of(Source.of([*life, *work, *use], "evaluator", PREPARED))
    at_once = [Career(id=f"{n}", title=f"Post {n}", start="2009", end="2010", audience="evaluator") for n in range(60)]
    copies["listed"] = one_page(Source.of([*sample().records(), *at_once], "evaluator", PREPARED))
    copies["listed in a copy"] = copy_of(Source.of([*sample().records(), *at_once], "evaluator", PREPARED))
    for name, copy in copies.items():
        (folder / f"{name}.pdf").write_bytes(copy.to_pdf())
    return sorted(folder.iterdir())


def test_pdfua_finds_nothing(files: list[Path]) -> None:
    for file in files:
        checked: Any = pdfua.validate(str(file))
        assert [(file.name, str(one)) for one in checked.findings] == []


def test_outloud_finds_nothing_but_what_is_left_so_for_a_reason(files: list[Path]) -> None:
    found = [(one.rule, one.message) for file in files for one in outloud.check(str(file)).findings]
    assert [(rule, said) for rule, said in found if LEFT_SO.get(rule, "\0") not in said] == []
    assert {rule for rule, _ in found} == LEFT_SO.keys()

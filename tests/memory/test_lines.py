"""Lines as people write them down, with what a careful reader takes them for (`lines.txt`)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from imeworkbook.kinds import ENTRIES
from imeworkbook.language import Language, speaking
from imeworkbook.memory import propose
from imeworkbook.records import Career, Life, Profile, Treatment
from imeworkbook.workbook import Workbook

FILE = Path(__file__).with_name("lines.txt")
_TYPE = {name: kind.typed for name, kind in ENTRIES.items()}
ROWS = [
    tuple(cell.strip() for cell in line.split(" | "))
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def workbook():
    with Workbook.in_memory() as workbook:
        workbook.set("date order", "day first")
        workbook.add(Profile(born="1979-03-14"))
        workbook.add(Career(title="Med school", type="schooling", start="2001-09", end="2005-05"))
        workbook.add(Career(title="Residency", type="training", start="2005-07", end="2009-06"))
        workbook.add(Life(title="Wedding", area="partner", start="2008-10", point=True))
        workbook.add(Life(title="Dad died", area="death", start="2012-01-08", point=True))
        workbook.add(Treatment(title="Rehab", type="residential", start="2014-05-12", end="2014-07-20"))
        yield workbook


IN_FRENCH = [
    tuple(cell.strip() for cell in line.split(" | "))
    for line in FILE.with_name("lines_fr.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def french():
    with Workbook.in_memory() as workbook:
        with speaking(Language("fr-CA")):
            workbook.set("date order", "day first")
            workbook.add(Profile(born="1979-03-14"))
            workbook.add(Career(title="Résidence", type="training", start="2005-07", end="2009-06"))
            workbook.add(Life(title="Mariage", area="partner", start="2008-10", point=True))
            workbook.add(Treatment(title="Cure", type="residential", start="2014-05-12", end="2014-07-20"))
        yield workbook


@pytest.mark.parametrize("row", IN_FRENCH, ids=[row[0] for row in IN_FRENCH])
def test_a_line_in_french_becomes_what_it_says(row, french):
    with speaking(Language("fr-CA")):
        assert verdict(row[1:], told(row[0], french)) == "right"


def told(line, workbook):
    """The fields of a proposal, in the order of the table."""
    found = propose(line, workbook.read_date)
    said = found.fields
    event = said.get("event", "phase")
    how = (said.get("frequency") if event == "phase" else event) if found.kind == "use" else None
    end = "still" if said.get("ongoing") else said.get("end")
    told = (found.kind, said.get(_TYPE[found.kind]), how, said.get("amount"), said.get("start"), end)
    return tuple(one or "-" for one in told)


def verdict(expected, found):
    """Right; asked, where something is left open; wrong, where something is said that is not so."""
    if found == expected or (expected[0] != "use" and expected[1] == "-" and found[0] == expected[0]):
        return "right"
    pairs = list(zip(expected, found, strict=True))
    return "asked" if all(now in (wanted, "-") for wanted, now in pairs) else "wrong"


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_line_becomes_what_it_says_or_leaves_it_open(row, workbook):
    assert verdict(row[1:], told(row[0], workbook)) in ("right", "asked")


def test_nearly_all_lines_are_wholly_right(workbook):
    counts = Counter(verdict(row[1:], told(row[0], workbook)) for row in ROWS)
    assert len(ROWS) >= 100
    assert counts["right"] >= len(ROWS) - 4


@pytest.mark.parametrize(
    ("line", "title"), [("tested clean", "Tested negative"), ("a clean urine, May", "A negative urine")]
)
def test_a_word_that_shames_is_read_and_never_shown_as_ours(line, title, workbook):
    fields = propose(line, workbook.read_date).fields
    assert fields["title"].startswith(title)
    assert fields["notes"] == line

"""The question that an evaluator is asked, at the head of a copy for whom it is stated, and nothing else of the day."""

from __future__ import annotations

import subprocess

import pytest

from imeworkbook.records import Appointment, Audience, Career, Contact, Record
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.blocks import Chart
from imeworkbook.report.candour import doubts
from imeworkbook.report.contents import places
from imeworkbook.report.documents import DOCUMENTS, Document, Made, copy_of
from imeworkbook.report.source import PAPERS, Source

from .conftest import PREPARED
from .reading import page_text

QUESTION = "Whether, and how, it is safe to work."
ASKED = Appointment(
    day="2026-12-14", time="10:30", asked_by="Example college", question=QUESTION, place="1 Sample Street",
    evaluator="Dr. Body", audience="evaluator", notes="Ring twice.",
)  # fmt: skip
WORK = Career(title="Nurse", start="2009", ongoing=True, audience="evaluator")


def source(*records: Record, audience: Audience = "evaluator", paper: str = "letter") -> Source:
    return Source.of(records, audience, PREPARED, paper)


@pytest.mark.parametrize("made", sorted(DOCUMENTS))
@pytest.mark.parametrize(
    ("stated", "reader", "printed"),
    [
        ("evaluator", "evaluator", True),
        ("clinician", "evaluator", False),
        ("private", "evaluator", False),
        ("clinician", "clinician", True),
        ("private", "clinician", False),
        ("private", "private", True),
    ],
)
def test_it_stands_at_the_head_where_it_is_stated_for_that_reader(
    stated: Audience, reader: Audience, printed: bool, made: Made
) -> None:
    document = DOCUMENTS[made](source(ASKED.with_(audience=stated), WORK, audience=reader))
    assert (f"The question asked: {QUESTION}" in " ".join(document.sections[0].plain().split())) is printed
    text = " ".join(page_text(document.to_html()).split())
    assert text.count(QUESTION) == printed


@pytest.mark.parametrize("reader", ["evaluator", "clinician"])
def test_nothing_else_of_the_appointment_leaves_the_workbook(reader: Audience) -> None:
    told = copy_of(source(ASKED, WORK, audience=reader))
    without = copy_of(source(ASKED.with_(asked_by="", place="", evaluator="", notes="", day=None, time=None), WORK,
                             audience=reader))  # fmt: skip
    assert told == without
    nothing_asked = copy_of(source(ASKED.with_(question=""), WORK, audience=reader))
    assert nothing_asked == copy_of(source(WORK, audience=reader))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("question", [QUESTION, "word " * 59 + "end", "W" * 300])
def test_it_and_the_chart_share_the_first_page(question: str, paper: str) -> None:
    document = copy_of(source(ASKED.with_(question=question), WORK, paper=paper))
    first = first_page(document)
    assert rooms(document) == ["here"]
    assert "".join(question.split()) in "".join(first.split())
    assert "Nurse" in first.rpartition("Both histories on one page")[2]


def test_the_chart_leaves_room_for_it() -> None:
    """As many rows as the first page just holds without it; with it, the chart takes a page of its own."""
    work = [Career(title=f"Post {number}", start="2009", end="2020", audience="evaluator") for number in range(34)]
    assert rooms(copy_of(source(*work))) == ["here"]
    assert rooms(copy_of(source(ASKED, *work))) == ["page"]


def rooms(document: Document) -> list[str]:
    return [block.room for one in document.sections for block in one.blocks if isinstance(block, Chart)]


def first_page(document: Document) -> str:
    command = ["pdftotext", "-layout", "-l", "1", "-", "-"]
    return subprocess.run(command, input=document.to_pdf(), capture_output=True, check=True).stdout.decode()


def test_the_list_of_what_is_in_a_copy_names_it_and_can_keep_it_back() -> None:
    [place] = places([ASKED], "evaluator", Arrangement(left_out=frozenset({"appointment"})))
    assert (place.section, place.reason) == ("head", "")
    [kept_back] = places([ASKED.with_(audience="private")], "evaluator", Arrangement())
    assert kept_back.reason == "audience"
    assert places([ASKED.with_(question="")], "evaluator", Arrangement()) == []


def test_a_name_in_it_that_is_kept_back_is_looked_at_again() -> None:
    sam = Contact(name="Sam Sample")
    asked = ASKED.with_(question="Whether Sam Sample may be asked.", place="At Sam Sample’s")
    assert [doubt.name for doubt in doubts([asked, sam], "evaluator", PREPARED)] == ["Sam Sample"]
    beside_it = ASKED.with_(place="At Sam Sample’s")
    assert doubts([beside_it, sam], "evaluator", PREPARED) == []

"""The five lines at the head of a copy: what is stated further on, and nothing worked out."""

from __future__ import annotations

from imeworkbook.records import Career, Contact, Document, Record, Setting, Treatment, Use
from imeworkbook.report.arrangement import name_of
from imeworkbook.report.documents import Document as Copy
from imeworkbook.report.documents import evaluator_copy
from imeworkbook.report.source import Source

from .conftest import PREPARED


def lines(*records: Record) -> dict[str, str]:
    seen = [record.with_(audience="evaluator") for record in records]
    made = evaluator_copy(Source.of(seen, "evaluator", PREPARED))
    found = next((section for section in made.sections if section.key == "short"), None)
    return {block.label: block.text for block in found.blocks} if found else {}


def test_the_sample_in_five_lines(copy: Copy) -> None:
    found = next(section for section in copy.sections if section.key == "short")
    assert len(found.blocks) == 5
    assert "Last use: Alcohol: 20 July 2018; Cannabis: possibly 2002; Opioids: 30 January 2016" in found.plain()


def test_what_goes_on_and_what_can_be_checked() -> None:
    assert lines(
        Career(id="1", title="Nurse", start="2009", ongoing=True),
        Career(id="2", title="Locum", start="2001", end="2003"),
        Use(id="3", substance="alcohol", event="last_use", start="2018-07-20"),
        Use(id="4", substance="alcohol", frequency="none", start="2018-07-21", ongoing=True),
        Treatment(id="5", title="Peer group", ongoing=True),
        Document(id="6", what="Notes"),
        Contact(id="7", name="Sam", consent="yes"),
        Contact(id="8", name="Alex", consent="no"),
    ) == {
        "Training and work, now": "Nurse, since 2009",
        "Last use": "Alcohol: 20 July 2018",
        "Without use, now": "Alcohol, since 21 July 2018",
        "Treatment and support, now": "Peer group",
        "To check this with": "1 record; 1 person who may be asked",
    }


def test_nothing_is_taken_for_the_last_use_but_what_is_stated_as_that() -> None:
    phase = Use(id="1", substance="alcohol", frequency="daily", start="2009", end="2012")
    assert lines(phase)["Last use"] == "Alcohol: not stated here"
    assert set(lines(phase).values()) == {"Alcohol: not stated here", "not stated here"}
    twice = [Use(id=f"{year}", substance="alcohol", event="last_use", start=f"{year}") for year in (2012, 2018)]
    assert lines(*twice)["Last use"] == "Alcohol: stated more than once, see below"


def test_many_things_that_go_on_are_not_all_named() -> None:
    posts = [Career(id=str(n), title=f"Post {n}", ongoing=True, start=str(2001 + n)) for n in range(5)]
    assert lines(*posts)["Training and work, now"].endswith("Post 2, since 2003; and 2 more below")


def test_what_is_left_out_has_no_line() -> None:
    work = Career(id="1", title="Nurse", start="2009", ongoing=True)
    left_out = Setting(id=name_of("evaluator", "out"), value="career people")
    found = lines(work, left_out)
    assert "Training and work, now" not in found
    assert "To check this with" in found
    everything = left_out.with_(value="career substances patterns treatment documents people")
    assert lines(work, everything) == {}


def test_a_copy_in_which_nothing_is_stated_has_no_lines() -> None:
    assert lines() == {}

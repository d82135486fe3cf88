"""The chronology as a document of its own: nothing in it too small to read, and nothing summarised without a list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from imeworkbook import vocabulary
from imeworkbook.records import Career, Day, Days, Life, Record, Setting, Treatment, Use
from imeworkbook.report.arrangement import name_of
from imeworkbook.report.documents import copy_of, one_page
from imeworkbook.report.source import Source
from imeworkbook.workbook import sample
from tests.chronology.cases import many

from .conftest import PREPARED
from .reading import opened, page_text, pdf_text, smallest_text, squeezed

SUMMARY = re.compile(r"\d+ entries|list \d+:")


def stated(records: list[Record]) -> list[Record]:
    return [record.with_(audience="evaluator") for record in records]


def posts_at_once() -> list[Record]:
    return [Career(id=f"p{n:02}", title=f"Post {n:02}.", start="2009-03", end="2009-06") for n in range(60)]


def treatments_at_once() -> list[Record]:
    return [Treatment(id=f"t{n:02}", title=f"Care {n:02}.", start="2016-02", end="2019") for n in range(60)]


def every_substance() -> list[Record]:
    terms = list(vocabulary.terms("substance"))
    return [
        Use(id=f"u{n:02}", substance=terms[n % len(terms)], frequency="daily", start=f"{2000 + n % 7}", end="2012")
        for n in range(60)
    ]


def a_long_question() -> list[Record]:
    asked = "Whether, how and under which terms it is safe to go back to work. " * 4
    return [one.with_(question=asked) if one.kind == "appointment" else one for one in sample().records()]


LIVES: dict[str, Callable[[], list[Record]]] = {
    "sample": lambda: list(sample().records()),
    "sample, all of it": lambda: stated(list(sample().records())),
    "a long question": a_long_question,
    "sixty of all kinds": lambda: stated(many(60)),
    "sixty posts at once": lambda: stated(posts_at_once()),
    "sixty treatments at once": lambda: stated(treatments_at_once()),
    "every substance": lambda: stated(every_substance()),
}


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("life", LIVES)
def test_no_text_is_below_seven_points_and_what_is_summarised_is_listed(life: str, paper: str) -> None:
    document = one_page(Source.of(LIVES[life](), "evaluator", PREPARED, paper))
    pdf = document.to_pdf()
    text = squeezed(pdf_text(pdf))
    assert smallest_text(pdf) >= 7
    assert len(opened(pdf).pages) <= 4
    assert document.timeline is not None
    assert [entry.title for entry in document.timeline.entries if squeezed(entry.title) not in text] == []
    if SUMMARY.search(pdf_text(pdf)):
        assert "Onthechartasoneblock" in text


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_sample_person_has_nothing_summarised(paper: str) -> None:
    text = pdf_text(one_page(Source.of(LIVES["sample"](), "evaluator", PREPARED, paper)).to_pdf())
    assert not SUMMARY.search(text)


def test_a_short_life_takes_one_page() -> None:
    life = [Life(id=str(n), title=f"Home {n}", start=f"{1970 + n}", audience="evaluator") for n in range(2)]
    document = one_page(Source.of(life, "evaluator", PREPARED))
    assert document.title == "Both histories on one page"
    assert len(opened(document.to_pdf()).pages) == 1


def test_a_further_page_says_which_years_it_holds_and_the_first_one_too() -> None:
    document = one_page(Source.of(LIVES["sample"](), "evaluator", PREPARED))
    first, second = pdf_text(document.to_pdf()).split("\f")[:-1]
    assert document.title == "Both histories"
    assert "one page" not in page_text(document.to_html())
    assert "On 2 pages, so that all of it can be read: 1993 to 2013 here; 2014 to 2026 on page 2." in first
    assert second.lstrip().startswith("Both histories, page 2: 2014 to 2026")
    assert "My drinking grew" in first


def test_a_block_on_the_chart_has_a_number_and_each_of_its_entries_stands_under_it() -> None:
    document = one_page(Source.of(stated(posts_at_once()), "evaluator", PREPARED))
    (rows,) = (block.rows for part in document.sections for block in part.blocks if block.type == "table")
    assert rows[0][0] == "1"
    svg = next(block.svg for part in document.sections for block in part.blocks if block.type == "chart")
    drawn = re.findall(r"<text[^>]*>([^<]*)<", svg)
    assert "1" in drawn
    assert all((f"Post {n:02}." in drawn) != any(f"Post {n:02}." in row[2] for row in rows) for n in range(60))


def test_a_whole_copy_lists_them_below_its_chart() -> None:
    copy = copy_of(Source.of(stated(posts_at_once()), "evaluator", PREPARED))
    part = next(part for part in copy.sections if part.key == "chronology")
    assert [block.type for block in part.blocks] == ["chart", "table"]
    pdf = copy.to_pdf()
    assert smallest_text(pdf) >= 7
    assert "On the chart as one block" in pdf_text(pdf)


def test_what_stands_under_a_caption_is_told_with_its_section_on_each_further_page() -> None:
    pages = pdf_text(copy_of(Source.of(stated(every_substance()), "evaluator", PREPARED)).to_pdf()).split("\f")
    begun = next(number for number, page in enumerate(pages) if "Changes in pattern" in page)
    after = [page for page in pages[begun + 1 :] if "daily (30 days a month)" in page]
    assert len(after) > 1
    assert all(re.match(r"\s*Changes in pattern(: [\w, ]+)?, continued", page) for page in after)
    assert all(page.count("continued") == 1 for page in after)


def test_a_further_page_of_a_chart_in_a_copy_says_of_what_and_of_which_years() -> None:
    pages = pdf_text(copy_of(Source.of(stated(list(sample().records())), "evaluator", PREPARED)).to_pdf())
    assert re.search(r"Both histories\s+1993 to 2013", pages)
    assert "\fBoth histories, continued: 2014 to 2026" in pages


@pytest.mark.parametrize("posts", range(20, 44, 2))
def test_no_heading_stands_alone_at_the_foot_of_a_page(posts: int) -> None:
    """What goes before the tables of recent days is moved with the first of them."""
    last = PREPARED - dt.timedelta(days=1)
    said = [Day(on=last - dt.timedelta(days=back), state="used", amount=2) for back in range(27, -1, -1)]
    recent = Days(id="days", substance="alcohol", days=said, unit="glasses", audience="evaluator")
    phases = [Use(id=f"u{n:02}", substance="alcohol", start=f"{1960 + n}", end=f"{1961 + n}") for n in range(posts)]
    out = Setting(id=name_of("evaluator", "out"), value="chronology", audience="evaluator")
    made = copy_of(Source.of([*stated(phases), recent, out], "evaluator", PREPARED)).to_pdf()
    (page,) = [page for page in pdf_text(made).split("\f") if "Recent days" in page and "Each day as" in page]
    assert "Week of" in page and "26 October 2026" in page

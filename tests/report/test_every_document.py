"""What holds for every document of the sample person: the copies, the one page, the papers for one's own hand."""

from __future__ import annotations

import getpass
import re
import socket
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from imeworkbook.records import Correction
from imeworkbook.records import Document as MedicalRecord
from imeworkbook.report import sheets
from imeworkbook.report.documents import Document, copy_of, one_page
from imeworkbook.report.source import Source
from imeworkbook.workbook import sample
from tests.axe import serious
from tests.browser import chromium

from .conftest import PREPARED
from .markup import faults
from .reading import opened, page_text, pdf_text, read_page, squeezed, structure

RUNS_OR_LEADS_OUT = {
    "/JS",
    "/JavaScript",
    "/URI",
    "/AA",
    "/OpenAction",
    "/EmbeddedFiles",
    "/AcroForm",
    "/Thumb",
    "/GoToR",
}
EVERY_RULE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))]);
}"""


def made(paper: str = "letter") -> dict[str, Document]:
    records = sample().records()
    with_list = (*records, *CORRECTIONS)
    mine = Source.of(records, "private", PREPARED, paper)
    asked = next(record for record in records if isinstance(record, MedicalRecord))
    return {
        "evaluator": copy_of(Source.of(records, "evaluator", PREPARED, paper)),
        "clinician": copy_of(Source.of(with_list, "clinician", PREPARED, paper)),
        "mine": copy_of(mine),
        "one page": one_page(Source.of(records, "evaluator", PREPARED, paper)),
        "day": sheets.day_sheet(mine),
        "afterwards": sheets.aftercare_card(mine, "CA"),
        "letter": sheets.request_letter(mine, asked),
        "blank": sheets.blank_timeline(mine),
        "corrections": sheets.correction_sheet(Source.of(with_list, "private", PREPARED, paper)),
    }


MOST_SHEETS = {"one page": 2, "day": 1, "afterwards": 1, "letter": 1, "blank": 1, "corrections": 1}
NAMES = ("evaluator", "clinician", "mine", "one page", "day", "afterwards", "letter", "blank", "corrections")
CORRECTIONS = (
    Correction(id="c1", page="4", report="Dismissed in 2012.", text="I left in 2014.", audience="clinician"),
    Correction(id="c2", page="19", report="Insight is limited.", about="judgement", talked_on="2026-11-20"),
)


@cache
def every() -> dict[str, Document]:
    return made()


@pytest.fixture(scope="module", params=NAMES)
def document(request: pytest.FixtureRequest) -> Document:
    return every()[request.param]


@pytest.fixture(scope="module")
def paper(document: Document) -> bytes:
    return document.to_pdf()


def streams(pdf: pikepdf.Pdf) -> bytes:
    """All that the file holds, unpacked."""
    return b"".join(
        one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Length1" not in one
    )


def test_its_pages_keep_the_rules_of_html(document: Document) -> None:
    assert faults(document.to_html()) == []
    assert faults(document.to_interactive_html()) == []


def test_it_is_tagged_titled_and_keeps_both_standards(document: Document, paper: bytes) -> None:
    read = opened(paper)
    assert (str(read.Root.Lang), bool(read.Root.MarkInfo.Marked)) == ("en", True)
    assert str(read.docinfo.Title) == document.title
    assert bool(read.Root.ViewerPreferences.DisplayDocTitle)
    metadata = read.open_metadata()
    assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")


def test_every_table_has_a_header_cell_for_each_column(document: Document, paper: bytes) -> None:
    names = [str(element.S) for element in structure(opened(paper))]
    tables = [block for section in document.sections for block in section.blocks if block.type == "table"]
    assert names.count("/Table") == len(tables)
    assert names.count("/TH") == sum(len(table.columns) for table in tables)
    assert names.count("/TD") == sum(len(table.columns) * len(table.rows) for table in tables)


def test_nothing_in_it_runs_or_leads_out(paper: bytes) -> None:
    objects = [one for one in opened(paper).objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
    assert not RUNS_OR_LEADS_OUT & {key for one in objects for key in one.keys()}  # noqa: SIM118 - no mapping


def test_nothing_in_it_knows_this_machine(document: Document, paper: bytes) -> None:
    read = opened(paper)
    assert set(read.docinfo.keys()) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert {str(value)[2:10] for key, value in read.docinfo.items() if key.endswith("Date")} == {"20261123"}
    everything = paper + streams(read) + document.to_html().encode()
    own = [str(Path.home()), str(Path(__file__).parents[2]), f"/{getpass.getuser()}/", socket.gethostname(), "Typst"]
    assert not [word for word in own if len(word) > 4 and word.encode() in everything]


def test_page_and_paper_say_the_same(document: Document, paper: bytes) -> None:
    on_paper = squeezed(pdf_text(paper))
    words = re.findall(
        r"[A-Za-z]{9,}", "\n".join(section.plain() for section in document.sections if not drawn(section))
    )
    page = page_text(document.to_html())
    assert [word for word in dict.fromkeys(words) if word not in page] == []
    assert (
        len([word for word in set(words) if word not in on_paper]) <= len(set(words)) // 20
    )  # words cut at a line's end


def drawn(section: object) -> bool:
    return any(block.type == "chart" for block in section.blocks)  # type: ignore[attr-defined]


def test_it_names_no_address_and_runs_nothing(document: Document) -> None:
    page = document.to_html()
    tags = {tag for tag, _ in read_page(page).tags}
    assert not tags & {"script", "link", "iframe", "img", "object", "embed", "form", "a", "base", "image"}
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)", page)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_gives_the_same_bytes(name: str) -> None:
    first, again = made("a4")[name], made("a4")[name]
    assert first.to_pdf() == again.to_pdf()
    assert first.to_html() == again.to_html()


@pytest.mark.browser
def test_every_page_opens_without_findings_and_prints_on_as_many_sheets(tmp_path: Path) -> None:
    with chromium() as visit:
        for name, document in every().items():
            (path,) = document.write(tmp_path / name, ["html"])
            visit.page.goto(path.as_uri())
            serious(visit.page, "main")
            assert visit.page.evaluate(EVERY_RULE) == [], name
            printed = opened(visit.page.pdf(prefer_css_page_size=True))
            assert len(printed.pages) <= MOST_SHEETS.get(name, 9), name
        assert [url for url in visit.requests if not url.startswith("file:")] == []
        assert visit.errors == []

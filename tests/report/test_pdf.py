"""PDFs read back with independent readers: pdftotext (poppler) and pikepdf (qpdf)."""

from __future__ import annotations

import datetime as dt
import re
import warnings

import pikepdf
import pytest

from imeworkbook.errors import MissingSigns, ReportError
from imeworkbook.records import Career, Days, Life, Note, Profile, Record, Setting, TestResult, Use
from imeworkbook.report import pdf as pdf_module
from imeworkbook.report.arrangement import name_of
from imeworkbook.report.blocks import Chart, Paragraph, Section, Table
from imeworkbook.report.documents import Document, copy_of, one_page
from imeworkbook.report.pdf import drawing, has_every_sign, page
from imeworkbook.report.source import Source
from imeworkbook.workbook import report, sample

from .conftest import PREPARED
from .reading import opened, pdf_text, smallest_text, squeezed, structure

SVG = "http://www.w3.org/2000/svg"


def test_both_standards_are_claimed(pdf: bytes) -> None:
    metadata = opened(pdf).Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_language_title_and_tags(pdf: bytes, copy: Document) -> None:
    root = opened(pdf).Root
    assert str(root.Lang) == "en"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(opened(pdf).docinfo.Title) == copy.title


def test_tables_have_header_cells_and_the_chart_its_story(pdf: bytes, copy: Document) -> None:
    elements = structure(opened(pdf))
    names = [str(element.S) for element in elements]
    assert names.count("/Table") == sum(block.type == "table" for part in copy.sections for block in part.blocks)
    assert names.count("/TH") >= 3 * names.count("/Table")
    assert names.count("/H1") == 1
    stories = [str(element.Alt) for element in elements if str(element.S) == "/Figure" and "/Alt" in element]
    chart = next(block for part in copy.sections for block in part.blocks if block.type == "chart")
    assert [squeezed(story) for story in stories] == [squeezed(chart.alternative)]


def test_bookmarks_are_the_headings(pdf: bytes, copy: Document) -> None:
    with opened(pdf).open_outline() as outline:
        found = [outline.root[0].title, *(item.title for item in outline.root[0].children)]
    assert found == [copy.title, *(part.heading for part in copy.sections if part.heading)]


def test_every_font_is_embedded(pdf: bytes) -> None:
    fonts = [each for each in opened(pdf).objects if isinstance(each, pikepdf.Dictionary) and "/FontName" in each]
    assert fonts
    assert all(any(f"/FontFile{n}" in font for n in ("", "2", "3")) for font in fonts)


def test_nothing_runs_and_nothing_leads_out(pdf: bytes) -> None:
    keys = {
        key
        for each in opened(pdf).objects
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)
        for key in each.keys()  # noqa: SIM118 - a pikepdf object is no mapping
    }
    assert not keys & {"/JS", "/JavaScript", "/URI", "/AA", "/OpenAction", "/EmbeddedFiles", "/AcroForm", "/Thumb"}


def test_metadata_holds_the_title_and_the_day_and_nothing_else(pdf: bytes, copy: Document) -> None:
    read = opened(pdf)
    info = {key: str(value).strip() for key, value in read.docinfo.items()}
    assert set(info) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert info["/Creator"] == "workbook"
    assert {value[2:10] for key, value in info.items() if key.endswith("Date")} == {"20261123"}
    assert b"Typst" not in pdf
    assert "Robin" not in read.Root.Metadata.read_bytes().decode()


def test_text_is_text_in_order(pdf: bytes) -> None:
    text = pdf_text(pdf)
    order = ["Substance use, training and work: my own account", "Robin Example", "How to read this", "Never used:",
             "Changes in pattern", "What went along with it", "Staff pharmacist", "Treatment, recovery",
             "Records"]  # fmt: skip
    places = [text.rindex(words) for words in order]
    assert places == sorted(places)
    assert "R. E." in text
    assert "Page 1 of 5" in text


def test_the_sample_takes_one_to_five_pages(pdf: bytes) -> None:
    assert 1 <= len(opened(pdf).pages) <= 5


def test_the_same_copy_gives_the_same_bytes(pdf: bytes) -> None:
    assert report(sample(), "evaluator", prepared=PREPARED).to_pdf() == pdf


def test_another_day_gives_another_date() -> None:
    other = copy_of(Source.of((), "evaluator", dt.date(2026, 12, 1))).to_pdf()
    assert "20261201" in str(opened(other).docinfo.CreationDate)


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595)])
def test_paper(paper: str, width: int) -> None:
    document = copy_of(Source.of((), "private", PREPARED, paper))
    assert int(opened(document.to_pdf()).pages[0].mediabox[2]) == width


def test_a_long_life_repeats_its_headers_on_every_page() -> None:
    life = [
        Career(id=str(n), title=f"Post {n}", organisation="Hospital", start=f"{1980 + n % 45}~", audience="evaluator")
        for n in range(300)
    ]
    text = pdf_text(copy_of(Source.of(life, "evaluator", PREPARED)).to_pdf())
    pages = [page for page in text.split("\f") if "Position: Post" in page]
    assert len(pages) > 3
    assert all(page.lstrip().startswith("Training and work, continued") for page in pages[1:])
    assert pages[-1].count("Position: Post") > 1
    assert all(squeezed("When What Where") in squeezed(page) for page in pages)
    assert all(f"Post {n}" in text for n in range(300))


def test_the_chronology_of_a_long_life_takes_as_many_pages_as_it_needs() -> None:
    life = [Life(id=str(n), title=f"Home {n}", start=f"{1970 + n % 50}", audience="evaluator") for n in range(300)]
    made = one_page(Source.of(life, "evaluator", PREPARED)).to_pdf()
    assert 1 < len(opened(made).pages) <= 6
    assert smallest_text(made) >= 7
    text = pdf_text(made)
    assert all(f"Home {n}" in text for n in range(300))


def test_the_chart_stands_under_its_heading_in_a_long_life_too() -> None:
    life = [Life(id=str(n), title=f"Home {n}", start=f"{1970 + n % 50}", audience="evaluator") for n in range(300)]
    pages = pdf_text(copy_of(Source.of(life, "evaluator", PREPARED)).to_pdf()).split("\f")
    first = next(number for number, page in enumerate(pages) if "Both histories" in page)
    last = next(number for number, page in enumerate(pages) if "as of 23 November 2026" in page)
    drawn = pages[first : last + 1]
    assert len(drawn) > 1 and "When" not in "".join(drawn).split()
    assert all(re.search(rf"Home {n}\b", " ".join(drawn)) for n in range(300))


def test_a_chart_takes_a_page_where_it_could_not_be_read_beside_text(pdf: bytes) -> None:
    """Measured in the PDF: no text of a copy is under 7 points, and nothing in its chart is summarised."""
    assert smallest_text(pdf) >= 7
    assert not re.search(r"\d+ entries", pdf_text(pdf))
    assert "Both histories on one page" in pdf_text(pdf).split("\f")[1]


def short_life(*more: Record) -> list[Record]:
    """A few substances and two drugs of one class: a chart that fits below the text if it is drawn smaller."""
    return [
        Career(title="Physician", start="2001", ongoing=True, audience="evaluator"),
        Use(substance="alcohol", frequency="none", start="2020-01", ongoing=True, audience="evaluator"),
        Use(substance="alcohol", event="last_use", start="2019-12-20", audience="evaluator"),
        Use(substance="alcohol", frequency="weekly", start="2021-05", end="2021-08", audience="evaluator"),
        Use(substance="cannabis", frequency="occasional", start="2010", end="2012", audience="evaluator"),
        Use(substance="opioids", name="Heroin", frequency="none", start="2018", ongoing=True, audience="evaluator"),
        Use(substance="opioids", name="Codeine", frequency="several", start="2022", end="2023", audience="evaluator"),
        Use(substance="opioids", name="Heroin", event="last_use", start="2017-12", audience="evaluator"),
        TestResult(specimen="urine", result="positive", start="2022-06-03", audience="evaluator"),
        *more,
    ]


def test_a_chart_is_drawn_no_smaller_than_it_can_be_read() -> None:
    made = copy_of(Source.of(short_life(), "evaluator", PREPARED)).to_pdf()
    assert smallest_text(made) >= 7


def test_what_is_said_below_a_small_table_stands_on_its_page() -> None:
    days = [{"on": f"2026-11-{day:02}", "state": "used" if day in (14, 20) else "none"} for day in range(9, 23)]
    recent = Days(substance="alcohol", days=days, audience="evaluator")
    pages = pdf_text(copy_of(Source.of(short_life(recent), "evaluator", PREPARED)).to_pdf()).split("\f")
    table = next(page for page in pages if "16 November 2026" in page)
    assert "Alcohol, last use (20 December 2019)" in table.split("16 November 2026")[1]


def test_text_of_a_section_that_begins_a_page_says_of_which_section_it_is() -> None:
    alone = []
    for rows in range(50, 57):
        table = Table(("When", "What"), tuple((str(1950 + n), "a post") for n in range(rows)), (1, 2))
        made = page({"title": "A copy"}, [Section("work", "Training and work", (table, Paragraph("Also asked.")))])
        alone += [sheet for sheet in pdf_text(made).split("\f")[1:] if "asked" in sheet and "a post" not in sheet]
    assert alone
    assert all(re.match(r"\s*Training and work, continued\s+Also asked\.", sheet) for sheet in alone)


def test_a_drawing_taller_than_its_page_is_drawn_smaller_under_its_heading() -> None:
    tall = (
        f'<svg xmlns="{SVG}" viewBox="0 0 100 900"><text x="9" y="20">top</text><text x="9" y="890">foot</text></svg>'
    )
    made = page({"title": "A copy"}, [Section("tall", "Both histories", (Chart(tall, "A tall drawing."),))])
    (sheet,) = pdf_text(made).split("\f")[:-1]
    assert [word for word in sheet.split() if word in ("histories", "top", "foot")] == ["histories", "top", "foot"]


def test_a_life_of_very_many_entries_keeps_the_standards() -> None:
    title = "Медсестра в отделении " * 6
    life = [Life(id=str(n), title=f"{title} {n}", start=f"{1970 + n % 50}", audience="evaluator") for n in range(300)]
    document = copy_of(Source.of(life, "evaluator", PREPARED))
    (story,) = (block.alternative for part in document.sections for block in part.blocks if block.type == "chart")
    assert len(story) < 7_100
    assert story.endswith(". There is more; the tables tell it.")
    assert has_every_sign(document.to_pdf())


@pytest.mark.parametrize("rows", range(36, 43))
def test_no_row_of_a_table_stands_alone_on_a_page(rows: int) -> None:
    life = [Career(id=f"{n:03}", title=f"Post {n:03}", start=f"{1950 + n}", audience="evaluator") for n in range(rows)]
    layout = Setting(id=name_of("evaluator", "out"), value="chronology", audience="evaluator")
    pages = pdf_text(copy_of(Source.of([*life, layout], "evaluator", PREPARED)).to_pdf()).split("\f")
    held = [page.count("Position: Post") for page in pages]
    assert sum(held) == rows
    assert 1 not in held


def test_rows_that_were_kept_together_are_rows_like_the_others(pdf: bytes) -> None:
    names = [str(element.S) for element in structure(opened(pdf))]
    assert "/TBody" in names
    assert "/TFoot" not in names


def test_long_texts_and_words_stay_on_the_page() -> None:
    records = [
        Note(text="word " * 2000),
        Life(title="W" * 300, start="2009", notes="n" * 9000),
        Use(substance="alcohol", start="2009", reason="https://example.invalid/" + "x" * 400),
    ]
    text = pdf_text(copy_of(Source.of(records, "private", PREPARED)).to_pdf())
    assert text.count("word") == 2000
    assert squeezed(text).count("n") >= 9000
    assert "\u200b" not in text
    assert "\u00ad" not in text


def test_text_in_two_directions() -> None:
    pdf = copy_of(Source.of([Note(text="שלום (2004), عالم")], "private", PREPARED)).to_pdf()
    text = pdf_text(pdf)
    assert "שלום" in text
    assert "2004" in text


def test_running_head_is_the_name_where_there_are_no_initials() -> None:
    pdf = copy_of(Source.of([Profile(name="Robin Example")], "private", PREPARED)).to_pdf()
    assert pdf_text(pdf).count("Robin Example") == 2


def test_a_drawing_alone() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>'
    made = drawing([svg], "A square.", "a4", "pdf")
    assert [str(element.Alt) for element in structure(opened(made)) if "/Alt" in element] == ["A square."]
    assert drawing([svg], "A square.", "a4", "png").startswith(b"\x89PNG")


def test_an_error_of_the_typesetter_is_one_sentence_without_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_template", lambda name: b"#panic(sys.inputs.document)")
    with pytest.raises(ReportError) as caught:
        copy_of(Source.of([Note(text="a secret")], "private", PREPARED)).to_pdf()
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    with pytest.raises(ReportError, match="could not be drawn"):
        drawing([""], "", "a4", "pdf")


def test_a_script_hears_of_a_character_without_a_sign(pdf: bytes) -> None:
    odd = copy_of(Source.of([Life(title="odd \U000f0000", audience="evaluator")], "evaluator", PREPARED))
    with pytest.warns(MissingSigns, match="print as empty boxes") as heard:
        odd.to_pdf()
    assert "odd" not in str(heard[0].message)
    with warnings.catch_warnings():
        warnings.simplefilter("error", MissingSigns)
        assert report(sample(), "evaluator", prepared=PREPARED).to_pdf() == pdf
        with pytest.raises(MissingSigns):
            odd.to_pdf()

"""The exporters as nbconvert knows them: by name, over notebooks from a file."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbconvert.nbconvertapp import NbConvertApp
from nbconvert.utils.exceptions import ConversionException
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from imeworkbook.report.documents import Document
from imeworkbook.report.notebook import SECTION_MIME
from imeworkbook.resources import folder

from .reading import opened, page_text, pdf_text, read_page, squeezed


def convert(path: Path, exporter: str) -> Path:
    """What ``jupyter nbconvert --to exporter path`` writes."""
    NbConvertApp.clear_instance()
    app = NbConvertApp.instance()
    app.initialize(["--to", exporter, "--log-level", "ERROR", str(path)])
    app.start()
    NbConvertApp.clear_instance()
    return path.with_suffix(get_exporter(exporter)().file_extension)


def page_of(notebook: nbformat.NotebookNode) -> str:
    return str(get_exporter("imeworkbook_html")().from_notebook_node(notebook)[0])


@pytest.fixture
def saved(copy: Document, tmp_path: Path) -> Path:
    path = tmp_path / "copy.ipynb"
    nbformat.write(copy.to_notebook(), path)
    return path


def test_a_saved_report_notebook_gives_the_same_page(saved: Path, page: str) -> None:
    assert convert(saved, "imeworkbook_html").read_bytes() == page.encode()


def test_a_saved_report_notebook_gives_the_same_pdf(saved: Path, pdf: bytes) -> None:
    assert convert(saved, "imeworkbook_pdf").read_bytes() == pdf


def test_a_report_notebook_is_valid_and_holds_no_code(copy: Document) -> None:
    notebook = copy.to_notebook()
    nbformat.validate(notebook)
    assert {cell.source for cell in notebook.cells} == {""}
    bundle = notebook.cells[0].outputs[0].data
    assert set(bundle) == {"text/html", "text/plain", SECTION_MIME}


def test_a_report_notebook_has_no_ids_of_chance(copy: Document) -> None:
    assert json.dumps(copy.to_notebook()) == json.dumps(copy.to_notebook())


def widget_notebook() -> nbformat.NotebookNode:
    view = {"text/plain": "Form(value='a secret')", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    return new_notebook(
        cells=[
            new_markdown_cell(
                "Words before.\n\n# Substance use\n\nTake your *time*. A [link](http://example.invalid)."
            ),
            new_code_cell("pages.form()", outputs=[new_output("display_data", data=view)]),
            new_markdown_cell("## Later\n\n- one\n- two\n\n<script>alert(1)</script>"),
        ],
        metadata={"widgets": {"state": {"value": "a secret"}}},
    )


def test_a_chapter_gives_its_prose_and_a_word_for_each_card() -> None:
    page = page_of(widget_notebook())
    text = squeezed(page_text(page))
    for words in (
        "Words before.",
        "Substance use",
        "Take your time. A link.",
        "Later",
        "one",
        "only a screen can show",
    ):
        assert squeezed(words) in text
    for unwanted in ("secret", "pages.form", "alert", "model_id", "<script"):
        assert unwanted not in page
    pdf = get_exporter("imeworkbook_pdf")().from_notebook_node(widget_notebook())[0]
    assert "Take your time. A link (http://example.invalid)." in pdf_text(pdf)
    assert "secret" not in pdf_text(pdf)


def test_prose_as_pdf_is_tagged_without_a_date() -> None:
    pdf = opened(get_exporter("imeworkbook_pdf")().from_notebook_node(widget_notebook())[0])
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes().decode()
    assert "/CreationDate" not in pdf.docinfo


CHAPTERS = {path.stem for path in folder("notebooks").glob("*.ipynb")}


@pytest.mark.parametrize("chapter", sorted(CHAPTERS - {"copies"}))
def test_chapters_give_their_prose(chapter: str) -> None:
    notebook = nbformat.read(folder("notebooks") / f"{chapter}.ipynb", as_version=4)
    page = page_of(notebook)
    assert [tag for tag, _ in read_page(page).tags].count("h1") == 1
    assert "import" not in page_text(page)


def test_the_copies_need_an_open_workbook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_runtime_dir", lambda *_, **__: str(tmp_path))
    notebook = nbformat.read(folder("notebooks") / "copies.ipynb", as_version=4)
    with pytest.raises(ConversionException, match="no workbook is open"):
        page_of(notebook)


NOTHING = {
    "empty": [],
    "no output": [new_code_cell(" ")],
    "no words": [new_markdown_cell("<script>1</script>")],
}


@pytest.mark.parametrize("cells", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("exporter", ["imeworkbook_html", "imeworkbook_pdf"])
def test_a_notebook_nothing_can_be_made_of_gets_one_sentence(cells: list[nbformat.NotebookNode], exporter: str) -> None:
    with pytest.raises(ConversionException, match="nothing to print in this notebook"):
        get_exporter(exporter)().from_notebook_node(new_notebook(cells=cells))


BROKEN = [
    7,
    [],
    {"key": "k", "heading": "h", "blocks": [{"type": "film"}]},
    {"key": "k", "heading": "h", "blocks": [{"type": "table", "columns": [], "rows": [["a"]], "widths": []}]},
    {"key": "k", "heading": "h", "blocks": [{"type": "table", "columns": ["a"], "rows": [["a", "b"]], "widths": [1]}]},
    {"key": "k", "heading": "h", "blocks": [{"type": "table", "columns": ["a"], "rows": [[1]], "widths": ["x"]}]},
    {"key": "k", "heading": "h", "blocks": [{"type": "table", "columns": ["a"], "rows": [["b"]], "widths": [0]}]},
    {"key": "k", "heading": "h", "blocks": [{"type": "paragraph", "text": 7}]},
    {"key": "k", "heading": "h", "blocks": [{"type": "paragraph", "text": "t", "more": 1}]},
    {"key": "k", "heading": "h", "blocks": [{"type": "chart", "svg": None, "alternative": "a"}]},
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("exporter", ["imeworkbook_html", "imeworkbook_pdf"])
def test_a_section_of_another_form_gets_one_sentence(data: object, exporter: str) -> None:
    cell = new_code_cell(outputs=[new_output("display_data", data={SECTION_MIME: data})])
    with pytest.raises(ConversionException, match="Please make the copy again"):
        get_exporter(exporter)().from_notebook_node(new_notebook(cells=[cell]))


def test_markup_in_a_section_from_elsewhere_stays_text() -> None:
    paragraph = {"type": "paragraph", "text": "<b>x</b>", "role": '"><i>'}
    data = {"key": '"><script>', "heading": "<script>", "blocks": [paragraph]}
    cell = new_code_cell(outputs=[new_output("display_data", data={SECTION_MIME: data})])
    page = page_of(new_notebook(cells=[cell], metadata={"imeworkbook": {"title": "</title><script>", "paper": "}<b>"}}))
    assert not {"script", "b", "i"} & {tag for tag, _ in read_page(page).tags}


def test_a_head_of_another_form_is_passed_over() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("# Hello")], metadata={"imeworkbook": ["no", "head"]})
    assert "<title>Hello</title>" in page_of(notebook)

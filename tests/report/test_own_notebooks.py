"""A notebook of one's own: everything in it that paper can hold is in the copy, and nothing else gets there."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import zlib
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from imeworkbook.report.documents import Document
from imeworkbook.report.notebook import to_notebook

from .markup import faults
from .reading import opened, page_text, pdf_text, read_page, squeezed, structure

FORMATS = ["imeworkbook_html", "imeworkbook_pdf"]
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" width="9" '
    'height="9"><style>*{fill:red}</style><script>alert(1)</script><image href="http://far.invalid/x.png"/>'
    '<g style="fill: url(http://far.invalid)" onclick="alert(2)"><path id="p" d="M0 0h9v9z"/></g>'
    '<use xlink:href="#p" transform="scale(.5)"/></svg>'
)


def png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x80\x20\x20" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PNG = b64encode(png()).decode()


def shown(**data: str) -> nbformat.NotebookNode:
    kinds = {"html": "text/html", "plain": "text/plain", "latex": "text/latex", "markdown": "text/markdown",
             "png": "image/png", "svg": "image/svg+xml", "script": "application/javascript"}  # fmt: skip
    return new_output("display_data", data={kinds[kind]: value for kind, value in data.items()})


def code(source: str, *outputs: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return new_code_cell(source, outputs=list(outputs))


def html_of(*cells: nbformat.NotebookNode, path: Path | None = None) -> str:
    resources: dict[str, Any] = {"metadata": {"name": "own", **({"path": str(path)} if path else {})}}
    return str(get_exporter("imeworkbook_html")().from_notebook_node(new_notebook(cells=cells), resources)[0])


def pdf_of(*cells: nbformat.NotebookNode) -> bytes:
    return bytes(get_exporter("imeworkbook_pdf")().from_notebook_node(new_notebook(cells=cells))[0])


def body(page: str) -> str:
    return page.partition("<main>")[2]


WHY = new_output("error", ename="E", evalue="why", traceback=["\x1b[1mE\x1b[0m: why"])
ALIGNED = "\\begin{align}\na_1 * b_1 * c\n\\end{align}"
WORDS = {
    "emphasis": (new_markdown_cell("A *little* **loud** `code`"), "<strong>loud</strong>"),
    "link": (new_markdown_cell("[here](https://example.org/a?b=1&c=2)"), 'href="https://example.org/a?b=1&amp;c=2"'),
    "table": (new_markdown_cell("| day | note |\n|--|--|\n| Mon | **fine** |"), "<strong>fine</strong></td>"),
    "list": (new_markdown_cell("- one\n  - two\n- [x] three"), "☑ three"),
    "quote": (new_markdown_cell("> so it was"), "<blockquote"),
    "formula": (new_markdown_cell("As $e^{i\\pi}$ says"), r"<code>$e^{i\pi}$</code>"),
    "display": (new_markdown_cell("$$\na_1 &= b \\\\\n$$"), "a_1 &amp;= b \\\\</pre>"),
    "environment": (new_markdown_cell(ALIGNED), f"{ALIGNED}</pre>"),
    "raw html": (new_markdown_cell("<b>loud</b> <table><tr><td>in</td></tr></table>"), "<td"),
    "code": (code("for i in <b>:\n    go()"), "<code>for i in &lt;b&gt;:\n    go()</code>"),
    "printed": (code("1", new_output("stream", text="\x1b[31mred\x1b[0m\n10%\r100%")), "red\n100%</pre>"),
    "error": (code("1", WHY), "E: why</pre>"),
    "plain": (code("1", shown(plain="'two'")), "two"),
    "latex": (code("1", shown(latex="$x_1$", plain="x")), "$x_1$</pre>"),
    "markdown": (code("1", shown(markdown="*md*", plain="x")), "<em>md</em>"),
    "raw": (new_raw_cell("as it is"), "as it is</pre>"),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), WORDS.values(), ids=WORDS)
def test_what_is_written_is_in_both(cell: nbformat.NotebookNode, expected: str) -> None:
    page = html_of(cell)
    assert expected in page
    assert faults(page) == []
    in_pdf = re.sub("[•‣]", "", squeezed(pdf_text(pdf_of(cell))))
    assert squeezed(page_text(body(page))).removeprefix("own") in in_pdf


def test_a_link_leads_on_in_the_pdf_and_only_to_an_address() -> None:
    cell = new_markdown_cell("[a](https://example.org/) [b](javascript:alert(1)) <a href='data:text/html,x'>c</a>")
    assert re.findall(r'href="([^"]*)"', html_of(cell)) == ["https://example.org/"]
    pdf = opened(pdf_of(cell))
    assert [str(note.A.URI) for note in pdf.pages[0].Annots] == ["https://example.org/"]


FRAME = (
    '<style>td{}</style><table class="dataframe"><thead><tr><th></th><th colspan="2">A</th></tr></thead>'
    '<tbody><tr><th rowspan="2">0</th><td>1</td><td onclick="alert(1)">2</td></tr><tr><td>3</td><td>&lt;4&gt;</td>'
    "</tr></tbody></table>"
)


def test_a_table_of_an_output_is_whole_and_square() -> None:
    cell = code("df", shown(html=FRAME, plain="df"))
    page = html_of(cell)
    assert "onclick" not in page
    assert not re.search("<th[^>]*></th>", page)
    rows = re.findall(r"<tr>.*?</tr>", body(page))
    assert [re.sub(r"<[^>]*>", "|", row).replace("||", "|") for row in rows] == ["||A||", "|0|1|2|", "||3|&lt;4&gt;|"]
    assert faults(page) == []
    tags = [str(element.S) for element in structure(opened(pdf_of(cell)))]
    assert tags.count("/TR") == 3
    assert tags.count("/TH") == 3


@pytest.mark.parametrize("across", [12, 30])
def test_the_columns_of_a_wide_table_stay_apart_on_paper(across: int) -> None:
    row = "".join(f"<td>{number}.1234567890123</td>" for number in range(across))
    pdf = pdf_of(code("", shown(html=f"<table><tr>{row}</tr></table>")))
    command = ["pdftotext", "-bbox", "-", "-"]
    boxes = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" [^>]*>(\S*[.\d]{2,})</word>', boxes)
    ends: dict[str, float] = {}
    for left, line, right, _ in words:
        assert float(left) > ends.get(line, 0)
        ends[line] = float(right)
    assert len(words) >= across
    assert max(ends.values()) < 612 - 50


@pytest.mark.parametrize(
    "cell",
    [
        new_markdown_cell("![red](attachment:a.png)", attachments={"a.png": {"image/png": PNG}}),
        new_markdown_cell(f"![red](data:image/png;base64,{PNG})"),
        new_markdown_cell(f'<img src="data:image/png;base64,{PNG}" alt="red">'),
        new_markdown_cell("![red](sub/my%20red.png)"),
        code("", shown(png=PNG, plain="red")),
    ],
    ids=["attachment", "address", "tag", "beside", "output"],
)
def test_a_picture_is_in_the_page_itself(cell: nbformat.NotebookNode, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "my red.png").write_bytes(png())
    assert f'<img src="data:image/png;base64,{PNG}" alt="red">' in html_of(cell, path=tmp_path)


@pytest.mark.parametrize(
    "address",
    ["https://far.invalid/a.png", "../out.png", "link.png", "missing.png", "words.txt", "//far.invalid/a.png",
     "file:///etc/passwd", "attachment:none", "data:image/png;base64,AAAA", "/etc/hostname", "a%00b.png"],
)  # fmt: skip
def test_a_picture_that_is_not_beside_the_notebook_is_said(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    (folder / "words.txt").write_text("a secret", encoding="utf-8")
    page = html_of(new_markdown_cell(f"![my scan]({address})"), path=folder)
    assert "<img" not in page
    assert "A picture that is not in this copy: my scan" in page
    assert "secret" not in page


@pytest.mark.parametrize("damage", ["cut", "a wrong byte", "no size"])
def test_a_damaged_picture_is_left_out_of_a_pdf_and_the_rest_is_printed(damage: str, tmp_path: Path) -> None:
    whole, none = png(), SVG.replace('width="9" height="9"', 'width="0" height="0"')
    broken = {"cut": whole[:50], "a wrong byte": whole[:45] + b"\0" + whole[46:], "no size": none.encode()}
    (tmp_path / "broken.png").write_bytes(broken[damage])
    (tmp_path / "good.png").write_bytes(whole)
    cell = new_markdown_cell("Before\n\n![my scan](broken.png)\n\n![other](good.png)\n\nafter")
    exporter = get_exporter("imeworkbook_pdf")()
    made, _ = exporter.from_notebook_node(
        new_notebook(cells=[cell]), {"metadata": {"name": "own", "path": str(tmp_path)}}
    )
    text = squeezed(pdf_text(made))
    assert squeezed("A picture that is not in this copy: my scan") in text
    assert squeezed("Before") in text and squeezed("after") in text and squeezed("copy: other") not in text


@pytest.mark.parametrize(
    "cell", [code("", shown(svg=SVG)), code("", shown(html=f"<div>{SVG}</div>"))], ids=["svg", "html"]
)
def test_a_drawing_keeps_its_shapes_and_leads_nowhere(cell: nbformat.NotebookNode) -> None:
    found = re.search(r"data:image/svg\+xml;base64,([^\"]+)", html_of(cell))
    assert found
    drawing = b64decode(found[1]).decode()
    assert "viewBox" in drawing
    assert "#p" in drawing
    for unwanted in ("script", "invalid", "onclick", "alert"):
        assert unwanted not in drawing
    assert pdf_of(cell).startswith(b"%PDF")


ONLY_ON_SCREEN = {
    "script": shown(script="alert(1)"),
    "frame": shown(html='<iframe src="https://far.invalid"></iframe>'),
    "unknown": new_output("display_data", data={"application/vnd.plotly.v1+json": {"data": []}}),
    "widget": new_output(
        "display_data",
        data={"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "Form('far.invalid')"},
    ),
}


@pytest.mark.parametrize("output", ONLY_ON_SCREEN.values(), ids=ONLY_ON_SCREEN)
def test_what_paper_cannot_hold_is_said(output: nbformat.NotebookNode) -> None:
    page = html_of(code("", output))
    assert "only a screen can show" in page
    assert "invalid" not in page
    assert "alert" not in page


def test_what_a_page_cannot_draw_is_shown_in_its_next_form() -> None:
    assert "in words</pre>" in html_of(code("", shown(html="<div><script>x</script></div>", plain="in words")))
    assert "in words</pre>" in html_of(code("", shown(png="no picture!", plain="in words")))


def test_levels_of_headings_leave_none_out() -> None:
    cell = new_markdown_cell("# One\n\n#### Two\n\n###### Three\n\n## Four\n\n##### Five")
    assert [tag for tag, _ in read_page(html_of(cell)).tags if re.fullmatch("h[1-6]", tag)] == [
        "h1",
        "h2",
        "h3",
        "h2",
        "h3",
    ]
    assert "<pdfuaid:part>1</pdfuaid:part>" in opened(pdf_of(cell)).Root.Metadata.read_bytes().decode()


def test_a_report_keeps_its_own_form_beside_cells_of_ones_own(copy: Document) -> None:
    report = to_notebook(copy)
    page = html_of(new_markdown_cell("# Mine\n\nbefore"), *report.cells, new_markdown_cell("after"))
    assert "before" in page
    assert "after" in page
    assert all(section.heading in page for section in copy.sections)
    assert "<figure class" in page


def test_a_copy_that_a_cell_shows_is_in_the_page(copy: Document) -> None:
    shown = copy.show(save=True)._repr_mimebundle_()
    page = html_of(code("ime.report(workbook)", new_output("display_data", data=shown)))
    assert all(section.heading in page_text(page) for section in copy.sections)
    assert "Staff pharmacist" in page
    assert faults(page) == []


def test_cells_are_run_where_that_is_asked_for() -> None:
    exporter = get_exporter("imeworkbook_html")()
    exporter.register_preprocessor("nbconvert.preprocessors.ClearOutputPreprocessor", enabled=True)
    notebook = new_notebook(cells=[code("1", shown(plain="gone"))])
    assert "gone" not in exporter.from_notebook_node(notebook)[0]


TAGS = [
    "p", "div", "b", "em", "code", "pre", "a href='https://example.org/'", "table", "thead", "tr", "td colspan=2", "th",
    "td rowspan=3", "caption", "ul", "ol", "li", "dl", "dt", "blockquote", "h1", "h2", "h4", "hr", "br", "del", "sup",
    f"img src='data:image/png;base64,{PNG}'", "img src=x", "iframe", "input type=checkbox", "script", "style",
]  # fmt: skip
WORDS_OF_SOUP = [
    "word ", "a & b <c", "\n\n", "مرحبا ", "x" * 60, "\x00\x0b", "$x$ ", "* a\n", "|a|b|\n|-|-|\n|1|2|\n", "# H\n",
]  # fmt: skip
SOUP = st.lists(
    st.sampled_from([*WORDS_OF_SOUP, *(f"<{tag}>" for tag in TAGS), *(f"</{tag.split()[0]}>" for tag in TAGS)]),
    max_size=40,
).map("".join)


@settings(max_examples=100)
@given(soup=SOUP, make=st.sampled_from([new_markdown_cell, lambda soup: code("", shown(html=soup))]))
def test_any_soup_becomes_a_page_and_a_pdf_that_keep_the_rules(soup: str, make: Any) -> None:
    heading = new_markdown_cell("# Soup")
    assert faults(html_of(heading, make(soup))) == []
    assert b"<pdfuaid:part>" in pdf_of(heading, make(soup))


# --- what it cannot take ---

BROKEN = {
    "no notebook": "not json",
    "other json": "[1, 2]",
    "no cells": '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    "nothing": json.dumps(new_notebook()),
    "broken output": json.dumps(new_notebook(cells=[code("1", shown(plain="1"))])).replace('"data"', '"date"'),
    "deep": json.dumps(new_notebook(cells=[code("1", shown(html="<div>" * 5000 + "x"))])),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_taken_is_one_line(text: str, format: str, tmp_path: Path) -> None:
    path = tmp_path / "own.ipynb"
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "nbconvert", "--to", format, "--log-level", "ERROR", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("[NbConvertApp] ERROR | ")
    assert [each.name for each in tmp_path.iterdir()] == ["own.ipynb"]

"""The page: one file that runs nothing, asks for nothing and can be read by everyone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from imeworkbook.report.documents import Document
from imeworkbook.report.drawing import checked
from imeworkbook.workbook import report, sample
from tests.browser import find_chromium

from .conftest import PREPARED
from .reading import opened, pdf_text, read_page

SVG = "http://www.w3.org/2000/svg"


def test_nothing_runs_and_nothing_is_asked_for(page: str) -> None:
    read = read_page(page)
    names = {tag for tag, _ in read.tags}
    assert not names & {"script", "link", "iframe", "img", "object", "embed", "form", "a", "base", "image"}
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_policy_forbids_everything_but_its_own_style(page: str) -> None:
    policy = next(a for tag, a in read_page(page).tags if a.get("http-equiv") == "Content-Security-Policy")["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_it_says_its_language_its_title_and_what_each_header_heads(page: str, copy: Document) -> None:
    tags = read_page(page).tags
    assert dict(tags)["html"] == {"lang": "en"}
    assert f"<title>{copy.title}</title>" in page
    headers = [attributes for tag, attributes in tags if tag == "th"]
    assert headers
    assert {attributes["scope"] for attributes in headers} == {"col", "row"}


def test_the_chart_is_a_drawing_with_its_story(page: str, copy: Document) -> None:
    drawing = next(attributes for tag, attributes in read_page(page).tags if tag == "svg")
    assert drawing["role"] == "img"
    chart = next(block for part in copy.sections for block in part.blocks if block.type == "chart")
    assert "<desc>" in page
    assert chart.alternative[:60] in " ".join(read_page(page).words)


def test_no_name_of_a_record_is_in_it(page: str) -> None:
    assert not [record.id for record in sample().records() if record.id not in ("profile",) and record.id in page]


def test_the_same_copy_gives_the_same_page(page: str) -> None:
    assert report(sample(), "evaluator", prepared=PREPARED).to_html() == page


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<rect OnClick="alert(1)"/>',
        '<image href="http://example.invalid/x.png"/>',
        '<a href="http://example.invalid"><text>x</text></a>',
        '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>',
        '<rect fill="url(http://example.invalid/#p)"/>',
        '<rect fill="url(#p) URL(http://example.invalid/#p)"/>',
        '<rect style="fill:url(http://example.invalid/#p)"/>',
        "<style>@import 'http://example.invalid/x.css'</style>",
        "<g><script/></g>",
        "<!-- http://example.invalid -->",
        "<?xml-stylesheet href='http://example.invalid'?>",
    ],
)
def test_a_drawing_from_elsewhere_keeps_only_shapes_and_text(inside: str) -> None:
    kept = checked(f'<svg xmlns="{SVG}">{inside}<text fill="url(#ours)">x</text></svg>')
    assert "example.invalid" not in kept
    assert "alert" not in kept
    assert "script" not in kept
    assert '<text fill="url(#ours)">x</text>' in kept


@pytest.mark.parametrize("other", ["", "<svg", "<svg/>", f'<html xmlns="{SVG}"/>', "\ud800"])
def test_what_is_no_drawing_is_left_out(other: str) -> None:
    assert checked(other) == ""


@pytest.mark.browser
def test_it_prints_on_paper_and_asks_for_nothing(copy: Document, tmp_path: Path) -> None:
    (path,) = copy.write(tmp_path, ["html"])
    asked: list[str] = []
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        view = browser.new_page(java_script_enabled=False)
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        view.goto(path.as_uri())
        paper = view.pdf(prefer_css_page_size=True)
        browser.close()
    assert asked == [path.as_uri()]
    assert said == []
    assert 3 <= len(opened(paper).pages) <= 6
    assert "Staff pharmacist" in pdf_text(paper)
    first, second = pdf_text(paper).split("\f")[:2]
    assert "In short" in first and "Never used" in first
    assert "SUBSTANCE USE" in second

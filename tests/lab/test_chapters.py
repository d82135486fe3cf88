"""The shipped chapters as the server and the page know them."""

from __future__ import annotations

import json
import re

import pytest
from tornado.web import HTTPError

from imeworkbook.lab.chapters import chapter_path, chapters, code_of, opening_words, parts
from imeworkbook.lab.contents import ChapterContents, NoCheckpoints
from imeworkbook.lab.page import page_data

FILES = [chapter.file for chapter in chapters()]


@pytest.fixture
def contents():
    return ChapterContents()


def test_lists_the_chapters_and_nothing_else(contents):
    listed = contents.get("")["content"]
    assert [model["name"] for model in listed] == FILES
    assert not any(model["writable"] for model in listed)


def test_chapters_of_one_part_stand_together_in_the_order_of_the_parts():
    order = [part["key"] for part in parts()]
    places = [order.index(chapter.part) for chapter in chapters()]
    assert places == sorted(places)


@pytest.mark.parametrize("file", FILES)
def test_code_arrives_byte_for_byte_and_trusted(contents, file):
    notebook = contents.get(file)["content"]
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert tuple(cell["source"] for cell in cells) == code_of(file)
    assert all(cell["metadata"]["trusted"] for cell in cells)


@pytest.mark.parametrize("path", ["../pyproject.toml", "/etc/passwd", "nothing.ipynb", "welcome.ipynb/x"])
def test_no_other_file_can_be_had(contents, path):
    assert not contents.file_exists(path)
    with pytest.raises(HTTPError) as refusal:
        contents.get(path)
    assert refusal.value.status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.save({"type": "notebook", "content": {}}, FILES[0]),
        lambda c: c.delete_file(FILES[0]),
        lambda c: c.rename_file(FILES[0], "other.ipynb"),
        lambda c: c.new({"type": "notebook"}, "other.ipynb"),
        lambda c: c.copy(FILES[0], "other.ipynb"),
        lambda c: c.create_checkpoint(FILES[0]),
    ],
)
def test_every_change_is_refused(contents, change):
    before = chapter_path(FILES[0]).read_bytes()
    with pytest.raises(HTTPError) as refusal:
        change(contents)
    assert refusal.value.status_code == 403
    assert chapter_path(FILES[0]).read_bytes() == before


def test_keeps_no_checkpoints(contents):
    assert isinstance(contents.checkpoints, NoCheckpoints)
    assert contents.list_checkpoints(FILES[0]) == []


@pytest.mark.parametrize("file", FILES)
def test_opening_words_are_headings_and_paragraphs_only(file):
    """The page shows them before JupyterLab does, and knows no other Markdown."""
    words = opening_words(file)
    assert words.startswith("# ")
    assert not re.search(r"[*_`\[\]<>|]|^\s*(-|\d+\.)\s", words, re.MULTILINE)


def test_page_data_is_json_and_keeps_the_order():
    data = json.loads(json.dumps(page_data()))
    assert [chapter["path"] for chapter in data["chapters"]] == FILES
    assert data["chapters"][0]["opening"][0] == {"tag": "h1", "text": "Welcome"}


def test_every_support_line_says_where_it_comes_from_and_when_somebody_rang():
    countries = {country["code"]: country for country in page_data()["support"]["country"]}
    assert set(countries) == {"CA", "US", "GB", "IE", "AU", "NZ", "FR"}
    for country in countries.values():
        assert country["emergency"]
        assert country["line"]
        for line in country["line"]:
            assert line["name"] and line["what"] and line["source"]
            assert re.fullmatch(r"(\d{4}-\d{2})?", line.get("checked", ""))
            assert re.fullmatch(r"[\d -]+", line["phone"])


def test_the_numbers_are_those_of_their_sources():
    numbers = {c["code"]: [line["phone"] for line in c["line"]] for c in page_data()["support"]["country"]}
    assert numbers == {
        "CA": ["9-8-8", "1-800-851-6606", "1-866-435-7362", "1-844-931-0007", "514-397-0888"],
        "US": ["988", "1-800-662-4357"],
        "GB": ["116 123", "0300 0303 300"],
        "IE": ["116 123"],
        "AU": ["13 11 14", "1800 667 877", "1300 374 377"],
        "NZ": ["1737"],
        "FR": ["3114", "0 800 23 13 13"],
    }

from __future__ import annotations

import json
from statistics import median

import pytest

from imeworkbook.language import texts
from imeworkbook.resources import folder

CHAPTERS = texts("chapters")["chapter"]


def cells(chapter, kind):
    book = json.loads((folder("notebooks") / chapter["file"]).read_text(encoding="utf-8"))
    return [cell for cell in book["cells"] if cell["cell_type"] == kind]


def test_every_notebook_is_a_chapter():
    assert {path.name for path in folder("notebooks").glob("*.ipynb")} == {chapter["file"] for chapter in CHAPTERS}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter["key"])
def test_a_chapter_opens_with_prose_and_holds_no_output(chapter):
    book = json.loads((folder("notebooks") / chapter["file"]).read_text(encoding="utf-8"))
    assert book["cells"][0]["cell_type"] == "markdown"
    assert set(book["metadata"]) == {"kernelspec", "language_info"}
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(chapter, "code"))
    assert all(cell["metadata"] == {} for cell in book["cells"])
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter["key"])
def test_a_chapter_says_first_what_it_asks_and_that_anything_may_be_skipped(chapter):
    said = "".join(cells(chapter, "markdown")[0]["source"])
    assert any(word in said for word in ("skip", "Skip", "so is a blank", "Nothing is needed", "It asks you nothing"))
    assert len(said.split()) < 60


def test_code_cells_are_one_line():
    lengths = [len("".join(cell["source"]).splitlines()) for chapter in CHAPTERS for cell in cells(chapter, "code")]
    assert median(lengths) == 1 and max(lengths) <= 3

"""The words that people read: plain enough for a twelve-year-old, without promises, and all of them in `data/`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyphen
import pytest

from imeworkbook.resources import folder

GRADE_AT_TWELVE = 7.0
LONGEST_SENTENCE = 34
NOT_PROSE = {"sample.toml", "vocabulary.toml", "support.toml", "dates-en.toml", "public-landmarks.toml"}
CONTENT = sorted(path for path in folder("data").rglob("*.*") if path.suffix in (".toml", ".md"))
READ = [path for path in CONTENT if path.name not in NOT_PROSE]
CHAPTERS = sorted(folder("notebooks").glob("*.ipynb"))
PROMISE = re.compile(
    r"\bguarantee|\byou will (pass|win|keep your)|\bnothing can happen\b|\b(cannot|can't) go wrong", re.I
)


def texts(path: Path) -> list[str]:
    """What a person reads of one file: whole sentences, without keys, short labels and sources."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        return ["".join(cell["source"]) for cell in json.loads(content)["cells"] if cell["cell_type"] == "markdown"]
    if path.suffix == ".md":
        return [content.rpartition("\n---\n")[2]]
    return [text for text in _strings(tomllib.loads(content)) if re.search(r"[.?!]$", text) and len(text.split()) > 3]


def _strings(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if key not in ("source", "pattern"):
            yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence. A line of a list counts as one."""
    parts = re.split(r"(?<=[.!?:])\s+|\n\s*[-*#]*\s*", text)
    return [words for part in parts if len(words := re.findall(r"[^\W\d_’']+(?:[’'][^\W\d_]+)?", part)) >= 3]


@cache
def syllables(word: str) -> int:
    """The larger of two counts, so that neither a rare hyphenation nor a silent letter makes a text look easier."""
    runs = len(re.findall(r"[aeiouy]+", word.lower()))
    if word.lower().endswith("e") and not word.lower().endswith("le") and runs > 1:
        runs -= 1
    return max(1, runs, len(pyphen.Pyphen(lang="en_US").inserted(word).split("-")))


def grade(texts: list[str]) -> float:
    """The Flesch–Kincaid grade level (Kincaid et al. 1975): 7 is what a child of twelve reads."""
    read = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in read for word in sentence]
    return 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


PROSE = [path for path in (*READ, *CHAPTERS) if any(sentences(text) for text in texts(path))]


def test_the_measure_tells_plain_from_hard():
    assert grade(["The cat sat on the mat. It was warm there."]) < 2
    hard = "Notwithstanding the aforementioned considerations, practitioners undergoing evaluation should anticipate"
    assert grade([f"{hard} comprehensive collateral information gathering procedures."]) > 15


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_a_person_of_twelve_can_read_it(path):
    read = texts(path)
    assert grade(read) <= GRADE_AT_TWELVE
    long = [" ".join(words) for text in read for words in sentences(text) if len(words) > LONGEST_SENTENCE]
    assert long == []


@pytest.mark.parametrize("path", [*CONTENT, *CHAPTERS], ids=lambda path: path.name)
def test_no_promise_about_the_outcome(path):
    assert PROMISE.findall(path.read_text(encoding="utf-8")) == []


def test_the_page_holds_no_words_of_its_own():
    """A capital letter and a second word inside quotes of the page's scripts would be a sentence outside `data/`."""
    import imeworkbook

    scripts = Path(imeworkbook.__file__).parent.rglob("*.js")
    sentence = re.compile(r"""["'`]([A-Z][a-z]+ [a-z]+[^"'`]*)["'`]""")
    found = {
        f"{path.name}: {words}"
        for path in scripts
        if path.name != "remoteEntry.js"
        for words in sentence.findall(re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S))
    }
    assert found == set()

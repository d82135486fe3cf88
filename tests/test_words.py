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
EASE_AT_TWELVE = 70.0
LONGEST_SENTENCE = 34
NOT_PROSE = {"sample.toml", "vocabulary.toml", "countries.toml", "dates.toml", "public-landmarks.toml"}
NOT_PROSE |= {"hub.toml"}  # for those who run a server
CONTENT = sorted(path for path in folder("data").rglob("*.*") if path.suffix in (".toml", ".md"))
READ = [path for path in CONTENT if path.name not in NOT_PROSE]
CHAPTERS = sorted(folder("notebooks").glob("*.ipynb"))
PROMISE = re.compile(
    r"\bguarantee|\byou will (pass|win|keep your)|\bnothing can happen\b|\b(cannot|can't) go wrong"
    r"|\bgaranti|\bvous (réussirez|garderez votre)|\brien ne peut arriver\b",
    re.I,
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


@cache
def french_syllables(word: str) -> int:
    """Groups of vowels, without a last e that is not heard."""
    vowels = "aeiouyàâäéèêëîïôöùûüœæ"
    runs = len(re.findall(f"[{vowels}]+", word.lower()))
    return max(1, runs - bool(runs > 1 and re.search(f"[^{vowels}](e|es|ent)$", word.lower())))


def ease(texts: list[str]) -> float:
    """Flesch's reading ease as fitted to French (Kandel and Moles 1958): from 70 on, a child of twelve reads it."""
    read = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in read for word in sentence]
    return 207 - 1.015 * len(words) / len(read) - 73.6 * sum(map(french_syllables, words)) / len(words)


def language_of(path: Path) -> str:
    """The folder of `data/` in which it stands; `en` for the notebooks."""
    return path.relative_to(folder("data")).parts[0] if path.is_relative_to(folder("data")) else "en"


PROSE = [path for path in (*READ, *CHAPTERS) if any(sentences(text) for text in texts(path))]


def test_the_measure_tells_plain_from_hard():
    assert grade(["The cat sat on the mat. It was warm there."]) < 2
    hard = "Notwithstanding the aforementioned considerations, practitioners undergoing evaluation should anticipate"
    assert ease(["Le chat est sur le lit. Il fait chaud ici."]) > 100
    assert ease(["Nonobstant les considérations susmentionnées, l’accompagnement pluridisciplinaire s’imposera."]) < 20
    assert grade([f"{hard} comprehensive collateral information gathering procedures."]) > 15


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_a_person_of_twelve_can_read_it(path):
    read = texts(path)
    if language_of(path) == "fr":
        assert ease(read) >= EASE_AT_TWELVE
    elif language_of(path) != "fr-FR":  # what differs in France is a sentence here and there
        assert grade(read) <= GRADE_AT_TWELVE
    long = [" ".join(words) for text in read for words in sentences(text) if len(words) > LONGEST_SENTENCE]
    assert long == []


@pytest.mark.parametrize("path", [*CONTENT, *CHAPTERS], ids=lambda path: path.name)
def test_no_promise_about_the_outcome(path):
    assert PROMISE.findall(path.read_text(encoding="utf-8")) == []


# What a question on a form is called on paper, where an answer stands without the question.
ASKED_ON_THE_FORM = {
    ("appointment", "asked_by"),
    ("appointment", "format"),
    ("appointment_day", "format"),
    ("appointment_day", "time_zone"),
    ("appointment_day", "place"),
    ("appointment_day", "evaluator"),
    ("career", "place"),  # stands in a column of places
    ("contact", "consent"),
    ("consequence", "record_exists"),
}
COLUMNS_OF_SEVERAL_KINDS = {"author", "domain", "name", "question", "role", "what", "when"}
# A question about the present, which any of several entries answers.
ASKED_OF_NOW = {("health", "medication")}
NO_LONGER = r"Blackouts\b|Reason for ending|Not asked yet|Who asks again"


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((folder("data") / "en" / name).read_text(encoding="utf-8"))


def _labels() -> dict[tuple[str, str], str]:
    """What each field is called on its form."""
    return {
        (form, field["key"]): field["label"] for form, said in _toml("forms.toml").items() for field in said["field"]
    }


def test_a_field_has_one_name_on_its_form_and_on_paper():
    paper = _toml("report.toml")
    found = {
        (place, label, printed)
        for place, label in _labels().items()
        for printed in (paper["column"].get(place[1]), paper["detail"].get(place[1]))
        if printed not in (None, label) and place not in ASKED_ON_THE_FORM and place[1] not in COLUMNS_OF_SEVERAL_KINDS
    }
    assert found == set()


def test_a_usual_question_has_the_name_of_its_field_or_of_its_term():
    labels, terms = _labels(), _toml("vocabulary.toml")
    named = {key: label for list in ("use_event", "stands_out") for key, label in terms[list].items()}
    asked = {
        (group, row["key"], row["field"]): row["label"]
        for group, said in _toml("asked.toml").items()
        for row in said.get("question", [])
        if "key" in row and (group, row["field"]) not in ASKED_OF_NOW
    }
    assert {
        (place, label)
        for place, label in asked.items()
        if not label.startswith(named.get(place[1], labels[place[0], place[2]]))
    } == set()


def test_the_chart_and_the_tables_call_a_milestone_what_its_form_does():
    events = _toml("vocabulary.toml")["use_event"]
    columns, key = _toml("report.toml")["column"], _toml("words.toml")["chart"]
    assert {name: columns[name] for name in columns if name in events} == {
        name: label for name, label in events.items() if name != "phase"
    }
    assert (key["key_first"], key["key_last"]) == (events["first_use"].lower(), events["last_use"].lower())


def test_a_question_without_an_answer_is_called_one_thing():
    asked = _toml("asked.toml")["words"]["not_asked"]
    assert _toml("vocabulary.toml")["answer_state"]["not_asked"] == asked == "Not answered yet"


@pytest.mark.parametrize("path", [*CONTENT, *CHAPTERS], ids=lambda path: path.name)
def test_a_second_name_for_one_thing_does_not_come_back(path):
    assert re.findall(NO_LONGER, path.read_text(encoding="utf-8")) == []


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

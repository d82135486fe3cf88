"""Words come from the language alone: in one that nobody speaks, no English word is left on a copy or a chart."""

from __future__ import annotations

import ast
import datetime as dt
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import imeworkbook
from imeworkbook import language
from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import CannotSave
from imeworkbook.language import ENGLISH, Language, say
from imeworkbook.workbook import report, sample
from tests.pseudo import Pseudo, bracketed, outside

PACKAGE = Path(imeworkbook.__file__).parent
CODE = re.compile(r"(?:[a-z_-]+:)?[a-z_]+(?:\.[a-z_0-9]+)+")
WORD = re.compile(r"[^\W\d_]{2,}")
SAY_BY_CODE = {"say", "Saying", "BrokenRule", "Problem"}


@pytest.fixture(scope="module")
def workbook():
    return sample()


@pytest.fixture(scope="module")
def own(workbook) -> set[str]:
    """The words of the sample person, which stand on a copy as they are."""
    found: set[str] = set()

    def note(value: object) -> None:
        if isinstance(value, str):
            found.update(word.lower() for word in WORD.findall(value))
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
            note(one)

    for record in workbook.records():
        note(record.to_dict())
    return found


def left(markup: str, own: set[str]) -> list[str]:
    text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", " ", markup, flags=re.DOTALL)))
    return [word for word in outside(text) if not any(one.startswith(word.lower()) for one in own)]  # or cut short


@pytest.mark.parametrize("audience", ["evaluator", "clinician", "private"])
def test_no_english_word_is_left_on_a_copy(workbook, own, audience):
    with language.speaking(Pseudo()):
        copy = report(workbook, audience).to_html()
    assert left(copy, own) == []
    assert copy.count("⟦") > 100


def test_no_english_word_is_left_on_the_chart(workbook, own):
    with language.speaking(Pseudo()):
        chart = imeworkbook.chronology(workbook.timeline())
        drawn, told = chart.to_svg(), chart.alt_text()
    assert left(drawn, own) == [] and left(told, own) == []
    assert "⟦" in drawn and "⟦" in told


def test_a_word_left_in_the_code_is_found():
    assert list(outside(f"{bracketed('Age {least}')} and {bracketed('more')}")) == ["and"]


def test_english_is_spoken_again_after_a_copy_in_another_language():
    with language.speaking(Pseudo()):
        assert say("store.locked").startswith("⟦")
    assert say("store.locked").startswith("The workbook is locked.")


def test_an_error_is_worded_where_it_is_read():
    error = CannotSave("store.no_room")
    assert str(error).startswith("There is no room left")
    with language.speaking(Pseudo()):
        assert str(error).startswith("⟦")


def test_a_date_is_said_in_the_language_that_is_spoken_then():
    date = FuzzyDate.parse("2003-22")
    assert str(date) == "summer 2003"
    with language.speaking(Pseudo()):
        assert str(date) != "summer 2003" and "2003" in str(date)
    assert str(date) == "summer 2003"


def test_what_a_language_does_not_have_it_takes_from_english_text_by_text(tmp_path, monkeypatch):
    real = language.data_path
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "cli.toml").write_text('[said]\nadded = "Ajouté."\n', encoding="utf-8")
    (folder / "forms.toml").write_text('[[use.field]]\nkey = "end"\nlabel = "Jusqu’à"\n', encoding="utf-8")
    monkeypatch.setattr(
        language, "data_path", lambda *parts: tmp_path.joinpath(*parts) if parts[0] == "xx" else real(*parts)
    )
    monkeypatch.setattr("imeworkbook.resources.data_path", language.data_path)
    other = Language("xx")
    assert other.texts("cli")["said"]["added"] == "Ajouté."
    assert other.texts("cli")["said"]["whole"] == ENGLISH.texts("cli")["said"]["whole"]
    fields = {field["key"]: field for field in other.texts("forms")["use"]["field"]}
    english = {field["key"]: field for field in ENGLISH.texts("forms")["use"]["field"]}
    assert list(fields) == list(english)
    assert fields["end"] == {**english["end"], "label": "Jusqu’à"}
    assert other.texts("report") == ENGLISH.texts("report")


def test_dates_numbers_and_lists_are_written_as_the_language_does():
    day, french = dt.date(2004, 5, 14), Language("fr-CA")
    assert (ENGLISH.date("day", day), french.date("day", day)) == ("14 May 2004", "14 mai 2004")
    assert (ENGLISH.number(1.5), french.number(1.5)) == ("1.5", "1,5")
    assert french.listed(["a", "b", "c"]) == "a, b et c"
    assert (ENGLISH.plural(0), french.plural(0)) == ("other", "one")


# --- the code ---


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def test_every_code_has_its_sentence():
    errors = {name for name in vars(imeworkbook.errors) if name[0].isupper()} | SAY_BY_CODE
    codes = {
        (place, argument.value)
        for place, call in calls()
        if call.func.id in errors
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and CODE.fullmatch(argument.value)
    }
    assert len(codes) > 120
    for place, code in codes:
        part, _, path = code.rpartition(":")
        found = ENGLISH.texts(part or "errors")
        for key in path.split("."):
            assert key in found, f"{place}: {code}"
            found = found[key]
        assert isinstance(found, str), place


def test_no_error_is_raised_with_words_in_the_code():
    """An error of ours takes a code; what only who writes code can see (`ValueError`, `TypeError`) may say it here."""
    errors = {name for name in vars(imeworkbook.errors) if name[0].isupper()}
    wrong = [
        place
        for place, call in calls()
        if call.func.id in errors | {"BrokenRule"} and call.args
        for argument in call.args[:1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and " " in argument.value
    ]
    assert wrong == []

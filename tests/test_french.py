"""French, whole: every text has its own, and no word of our English is left on a copy, a chart, a sheet or a card."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import imeworkbook
from imeworkbook.cli.commands import COMMANDS
from imeworkbook.cli.usage import parser
from imeworkbook.language import ENGLISH, Language, speaking
from imeworkbook.records import Document, Profile, When
from imeworkbook.report.sheets import aftercare_card, blank_timeline, day_sheet
from imeworkbook.report.source import Source
from imeworkbook.resources import folder
from imeworkbook.widgets._kit import KitWidget
from imeworkbook.workbook import Workbook, report, sample
from tests.cards import cards, opened
from tests.pseudo import EVERYWHERE, STRUCTURE

FRENCH = Language("fr-CA")
PARTS = sorted(path.stem for path in folder("data").joinpath("en").glob("*.toml"))
# The grammar of dates and lines, how dates are written, and the sample person's own words.
READ = {"dates", "calendar", "cv", "sample", "treatment-medicines", "language", "hub"}
SAID = [part for part in PARTS if part not in READ]
READ_WITHIN = {"importers": ("linkedin", "columns", "words_of_files", "result", "specimen", "section")}
SAID_WITHIN = {"memory": ("said",), "amounts": ("words",), "drinks": ("words",)}
SAME = {"countries", "expect"}  # where names of lines and sources stay as they are
WORD = re.compile(r"[^\W\d_]{3,}(?:[’'][^\W\d_]+)?")
PLACE = re.compile(r"\{(\w+)")


def said(part: str, language: Language) -> dict[str, str]:
    """The texts of a part that a person reads, by where they stand."""
    found: dict[str, str] = {}
    structure = STRUCTURE.get(part, set()) | EVERYWHERE | {"value", "defaults", "options", "sides", "top", "point"}

    def walk(value: Any, path: str, name: str) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                walk(one, f"{path}.{key}", key)
        elif isinstance(value, list):
            for number, one in enumerate(value):
                walk(one, f"{path}.{one.get('key', number) if isinstance(one, dict) else number}", name)
        elif isinstance(value, str) and name not in structure and WORD.search(PLACE.sub("", value)):
            found[path] = value

    for name, one in language.texts(part).items():
        if name in READ_WITHIN.get(part, ()) or name not in SAID_WITHIN.get(part, (name,)):
            continue
        walk(one, name, name)
    return found


@pytest.mark.parametrize("part", SAID)
def test_every_text_has_its_own_in_french(part):
    english, french = said(part, ENGLISH), said(part, FRENCH)
    left = {path for path, text in french.items() if english.get(path) == text and len(WORD.findall(text)) > 1}
    assert part in SAME or left <= {"row.page", "welcome.language"}


@pytest.mark.parametrize("part", SAID)
@pytest.mark.parametrize("code", ["fr-CA", "fr-FR"])
def test_every_text_is_filled_with_the_same(part, code):
    english, french = said(part, ENGLISH), said(part, Language(code))
    for path, text in french.items():
        assert set(PLACE.findall(text)) == set(PLACE.findall(english.get(path, text))), path


def test_prompts_and_prose_are_all_there():
    english, french = (language.files("prompts", "*.md") for language in (ENGLISH, FRENCH))
    assert {name for name, path in french.items() if path.parent.parent.name != "fr"} == set()
    assert english.keys() == french.keys()


# --- what is made ---


@cache
def only_english() -> frozenset[str]:
    """The words of our English that no French text of ours has."""
    words = [
        {word.lower() for part in SAID for text in said(part, one).values() for word in WORD.findall(text)}
        for one in (ENGLISH, FRENCH)
    ]
    return frozenset(words[0] - words[1])


@pytest.fixture(scope="module")
def workbook():
    return sample()


@pytest.fixture(scope="module")
def own(workbook) -> set[str]:
    """The words of the sample person, which stand as they are."""
    return {word.lower() for record in workbook.records() for word in WORD.findall(str(record.to_dict()))}


def left(text: str, own: set[str]) -> set[str]:
    plain = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", " ", text, flags=re.DOTALL)))
    return {word for word in map(str.lower, WORD.findall(plain)) if word in only_english() and word not in own}


def test_an_english_word_would_be_found():
    assert {"whether", "remember"} <= left("<p>Whether I remember</p>", set())


@pytest.mark.parametrize("audience", ["evaluator", "clinician", "private"])
def test_no_english_word_is_left_on_a_copy(workbook, own, audience):
    copy = report(workbook, audience, language="fr-CA").to_html()
    assert left(copy, own) == set()
    assert "Consommation de substances" in copy and '<html lang="fr-CA">' in copy


def test_no_english_word_is_left_on_a_chart_or_a_sheet(workbook, own):
    source = Source.of(workbook.records(), "private", imeworkbook.records.dt.date(2026, 12, 1))
    with speaking(FRENCH):
        chart = imeworkbook.chronology(workbook.timeline())
        made = [chart.to_svg(), chart.alt_text(), *(make(source).to_html() for make in (day_sheet, blank_timeline))]
        card = aftercare_card(source).to_html()
    for one in made:
        assert left(one, own) == set()
    assert "relu" in card and "Please do not stop alcohol" in card


def test_no_english_word_is_left_in_the_help_of_the_command_line():
    with speaking(FRENCH):
        helped = parser().format_help()
    ours = [
        line for line in helped.splitlines() if "show " not in line and not line.startswith(("usage", " " * 10 + "{"))
    ]
    assert left("\n".join(ours), {*COMMANDS, "command", "options", "import"}) == set()


def texts_of(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from texts_of(one, key)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one, name)
    elif isinstance(value, str):
        yield value


def test_no_card_shows_an_english_text(tmp_path, monkeypatch, workbook):
    monkeypatch.setattr(KitWidget, "send", lambda *_, **__: None)
    french = {text for part in SAID for text in said(part, FRENCH).values()}
    english = {text for part in SAID if part not in SAME for text in said(part, ENGLISH).values()}
    own = {text for record in workbook.records() for text in texts_of(record.to_dict())}
    shown: set[str] = set()
    with speaking(FRENCH):
        for state in ("none", "sample"):
            for card in cards(tmp_path, monkeypatch, state):
                for _ in opened(card) if state == "sample" else [None]:
                    shown.update(texts_of(card.face))
    keys = set(ENGLISH.texts("report")["value"])  # that a form keeps, and that read the same in English
    reviewed = set(ENGLISH.texts("aftercare")["words"]["safety"])  # beneath the French ones, until they are reviewed
    assert {text for text in shown & (english - french) - reviewed - own - keys if " " in text} == set()
    assert len(shown & french) > 800


def test_what_a_form_holds_as_a_word_is_french_on_a_copy_and_names_have_their_own_colon():
    with Workbook.in_memory() as wb:
        born = When(phrase="mai 1979", edtf="1979-05")
        wb.add(Profile(name="Camille Exemple", profession="pharmacienne", born=born, audience="evaluator"))
        wb.add(
            imeworkbook.Treatment(
                title="Séjour", type="residential", start="2016", completed="yes", audience="evaluator"
            )
        )
        wb.add(Document(what="Lettre", state="arrived", audience="evaluator"))
        copy = report(wb, language="fr-CA")
    text = html.unescape(re.sub(r"<[^>]+>", " ", copy.to_html()))
    assert "Mené à la fin prévue\u00a0: oui" in text and "arrivé" in text
    assert "Profession\u00a0: pharmacienne" in text
    assert re.findall(r"\w: ", re.sub(r"<style.*?</style>", "", copy.to_html(), flags=re.DOTALL)) == []

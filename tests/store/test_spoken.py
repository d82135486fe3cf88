"""Which language a person chose: kept beside the workbook, by any process found, refused where it is none of ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imeworkbook import language, resources
from imeworkbook.errors import CannotSave, UnknownLanguage
from imeworkbook.language import ENGLISH, Language, current, speak, speaking
from imeworkbook.store.spoken import choose, chosen, language_of, languages, speak_as_chosen
from imeworkbook.workbook import report, sample

TEN_TEXTS = """
[common]
kept = "Bewaard."
days_a_month = "{days} dagen per maand"

[form]
more = "Meer"
clear = "Leeg het formulier"
cancel = "Sluiten"
leans = "Het leunt op {names}."

[gate]
passphrase = "Wachtzin"
unlock = "Mijn werkboek openen"

[welcome]
begin = "Beginnen"
open = "Openen"
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A data folder of one's own with Dutch as a third language, of which ten texts are there."""
    data = tmp_path / "data"
    shutil.copytree(resources.folder("data"), data)
    (data / "nl").mkdir()
    (data / "nl" / "words.toml").write_text(TEN_TEXTS, encoding="utf-8")
    offered = data / "languages.toml"
    offered.write_text(f'{offered.read_text()}\n[[language]]\ncode = "nl"\nname = "Nederlands"\n', encoding="utf-8")
    monkeypatch.setattr(resources, "folder", tmp_path.joinpath)
    monkeypatch.setenv("IMEWORKBOOK_FILE", str(tmp_path / "mine" / "w.imew"))
    monkeypatch.delenv("IMEWORKBOOK_LANGUAGE", raising=False)
    resources.read_toml.cache_clear()
    yield tmp_path / "mine" / "language"
    speak(ENGLISH)
    resources.read_toml.cache_clear()
    language._texts.cache_clear()


def test_english_is_spoken_until_another_is_chosen():
    assert chosen() == ENGLISH


def test_what_was_chosen_is_spoken_here_and_at_the_next_start(place):
    choose("nl")
    assert current() == Language("nl")
    speak(ENGLISH)
    speak_as_chosen()
    assert current() == Language("nl")
    assert place.read_bytes() == b"nl\n"


def test_the_environment_goes_before_what_was_kept_until_one_chooses(monkeypatch):
    choose("nl")
    monkeypatch.setenv("IMEWORKBOOK_LANGUAGE", "en")
    assert chosen() == ENGLISH
    choose("nl")
    assert chosen() == Language("nl")


@pytest.mark.parametrize("kept", [b"", b"xx", b"../nl", b"\xff\xfe", b"nl" * 10_000])
def test_a_file_that_names_none_of_ours_leaves_english(place, kept):
    place.parent.mkdir()
    place.write_bytes(kept)
    assert chosen() == ENGLISH


@pytest.mark.parametrize("code", ["", "xx", "EN", "../en", "de", "nl-"])
def test_a_language_that_is_none_of_ours_is_refused(place, code):
    for ask in (language_of, choose, lambda code: report(sample(), language=code or "xx")):
        with pytest.raises(UnknownLanguage, match=r"There are: en.*nl"):
            ask(code)
    assert not place.exists()


def test_a_language_alone_is_the_first_of_its_countries(monkeypatch):
    monkeypatch.setattr("imeworkbook.store.spoken.languages", lambda: {"en": "", "fr-CA": "", "fr-FR": ""})
    assert language_of("fr") == Language("fr-CA")
    assert language_of("fr-FR") == Language("fr-FR")


def test_a_choice_that_cannot_be_kept_is_said(place):
    place.mkdir(parents=True)
    with pytest.raises(CannotSave, match="could not be kept"):
        choose("nl")


def test_a_third_language_of_ten_texts_rests_on_english_text_by_text():
    dutch, english = Language("nl").texts("words"), ENGLISH.texts("words")
    changed = [
        (group, key)
        for group, said in english.items()
        for key in said
        if isinstance(said, dict) and dutch[group][key] != said[key]
    ]
    assert len(changed) == 10
    assert dutch["form"]["new"] == english["form"]["new"]
    for part in ("report", "chart", "errors", "forms"):
        assert Language("nl").texts(part) == ENGLISH.texts(part)


def test_a_copy_has_its_own_language():
    with speaking(ENGLISH):
        copy = report(sample(), language="nl")
    made = copy.to_html()
    assert '<html lang="nl">' in made and "Substance use" in made
    assert '<html lang="en">' in report(sample()).to_html()


def test_each_language_is_offered_by_its_own_name():
    assert languages()["en"] == "English" and languages()["nl"] == "Nederlands"


def test_a_language_that_was_chosen_without_its_country_is_spoken_at_the_next_start(place, monkeypatch):
    monkeypatch.setattr("imeworkbook.store.spoken.languages", lambda: {"en": "", "fr-CA": "", "fr-FR": ""})
    choose("fr")
    assert chosen() == Language("fr-CA")
    assert place.read_bytes() == b"fr-CA\n"

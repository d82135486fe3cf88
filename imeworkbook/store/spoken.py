"""Which language a person chose. It is asked for before a workbook is open, so it stands in a small file beside it."""

from __future__ import annotations

import os
from pathlib import Path

from imeworkbook.errors import CannotSave, UnknownLanguage
from imeworkbook.language import ENGLISH, Language, speak
from imeworkbook.resources import read_toml
from imeworkbook.store.disk import make_folder
from imeworkbook.store.places import default_path


def languages() -> dict[str, str]:
    """The languages that can be chosen (`data/languages.toml`): by code, each by its own name."""
    return {row["code"]: row["name"] for row in read_toml("languages.toml")["language"]}


def language_of(code: str) -> Language:
    """The language of a code; where only countries have it (``"fr"``), that of the first of them.

    Raises
    ------
    UnknownLanguage
        Where it is none of `languages`.
    """
    for known in languages():
        if code in (known, known.split("-")[0]):
            return Language(known)
    raise UnknownLanguage("language.unknown", code=code, known=", ".join(languages()))


def chosen() -> Language:
    """The language that was chosen last, `IMEWORKBOOK_LANGUAGE` before all; English where none was, or none we know."""
    code = os.environ.get("IMEWORKBOOK_LANGUAGE") or _kept()
    return Language(code) if code in languages() else ENGLISH


def choose(code: str) -> None:
    """Speak a language from now on, in this process and in those that begin or ask later.

    Raises
    ------
    UnknownLanguage, CannotSave
    """
    language = language_of(code)
    os.environ.pop("IMEWORKBOOK_LANGUAGE", None)
    try:
        make_folder(_place().parent)
        _place().write_text(f"{language.code}\n", encoding="ascii")
    except OSError as error:
        raise CannotSave("language.not_kept") from error
    speak(language)


def speak_as_chosen() -> None:
    """Speak the language that was chosen last, be it by another process."""
    speak(chosen())


def _place() -> Path:
    return default_path().parent / "language"


def _kept() -> str:
    try:
        return _place().read_text(encoding="ascii").strip()[:20]
    except (OSError, UnicodeError):
        return ""

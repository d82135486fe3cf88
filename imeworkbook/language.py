"""One language: its words, and how it writes dates, numbers, counts and lists.

All words that a person reads stand in `data/<language>/`, one file a part of the program; how dates, numbers and
plurals are written comes from the Unicode Common Locale Data Repository (CLDR), by way of Babel. What a language does
not have it takes, text by text, from the one that it rests on, and in the end from English.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper, cache, lru_cache, wraps
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, cast

from babel import Locale, dates, lists, numbers

from imeworkbook.hosting import Host, host
from imeworkbook.resources import data_path, read_toml
from imeworkbook.typeset import Joins, typeset

Texts = Mapping[str, Any]
"""The texts of one part: strings, lists and tables by key, as in its TOML file."""


@dataclass(frozen=True)
class Language:
    """A language that the workbook speaks, such as ``Language("en")`` or ``Language("fr-CA")``.

    Attributes
    ----------
    code
        Its tag of BCP 47, as `lang` in a page has it; where it names a territory it rests on the language alone.
    """

    code: str

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders under `data/` that its words come from: what it rests on first."""
        return tuple(dict.fromkeys(("en", self.code.split("-")[0], self.code)))

    @property
    def territory(self) -> str:
        """The country that its tag names, by two letters; empty where it names none."""
        return self.code.partition("-")[2]

    def texts(self, part: str) -> dict[str, Any]:
        """All texts of one part, such as ``"report"``. The result is shared: do not change it."""
        return _texts(self.folders, part)

    def files(self, folder: str, pattern: str) -> dict[str, Path]:
        """The files of a folder of texts by name, each in the language itself where it has one of that name."""
        found = [path for one in self.folders for path in sorted(data_path(one, folder).glob(pattern))]
        return {path.stem: path for path in found}

    def date(self, form: str, day: dt.date) -> str:
        """A day in one of the language's forms (`data/<language>/language.toml`): ``"day"`` is "14 May 2004"."""
        forms = self.texts("language")["date"]
        pattern = forms[form]
        if day.day == 1 and "first" in forms:
            pattern = _THE_DAY.sub(f"'{forms['first']}'", pattern)
        return _dated(self.code, pattern, day)

    def time(self, time: dt.time | dt.datetime) -> str:
        """A time of day: "10:30"."""
        return dates.format_time(time, self.texts("language")["date"]["time"], locale=self._locale)

    def number(self, value: float) -> str:
        """A number with the language's own decimal sign, and no more digits than it has."""
        return numbers.format_decimal(value, locale=self._locale, group_separator=False)

    def plural(self, count: float) -> str:
        """The CLDR plural category of a count: ``"one"``, ``"other"`` and, in some languages, more."""
        return self._locale.plural_form(count)

    def listed(self, names: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Several names in one sentence, such as "a, b and c"; with `style` ``"or"``, "a, b or c"."""
        return lists.format_list(list(names), style=style, locale=self._locale)

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)


P = ParamSpec("P")
R = TypeVar("R")

ENGLISH = Language("en")

_THE_DAY = re.compile(r"\bd\b(?=(?:[^']*'[^']*')*[^']*$)")  # outside quotes

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)
_own = ENGLISH
_bounded: list[_lru_cache_wrapper[Any]] = []


def current() -> Language:
    """The language that is spoken here: of a copy while it is made (`speaking`), else that of the program."""
    return _spoken.get() or _own


def speak(language: Language) -> None:
    """Speak a language from now on, wherever no other is asked for."""
    global _own
    _own = language


@contextmanager
def speaking(language: Language) -> Iterator[Language]:
    """Speak a language within a block: a copy has its own."""
    token = _spoken.set(language)
    try:
        yield language
    finally:
        _spoken.reset(token)


def say(code: str, /, **facts: object) -> str:
    """The sentence of a code: the group and the name of a text in `errors.toml`, or in another file before a colon.

    ``"store.locked"``, ``"cli:whole"``; `facts` fill the words in braces.
    """
    part, _, path = code.rpartition(":")
    found: Any = texts(part or "errors")
    for key in path.split("."):
        found = found[key]
    text: str = found
    return text.format(**facts)


def colon() -> str:
    """What stands between a name and what is said of it."""
    sign: str = texts("words")["common"]["colon"]
    return sign


def labelled(name: str, value: str) -> str:
    """A name and what is said of it: "Born: May 1979"."""
    return f"{name}{colon()}{value}"


@dataclass(frozen=True)
class Saying:
    """A sentence that is worded where it is read: a code, and what goes into it."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return say(self.code, **self.facts)


def texts(part: str) -> dict[str, Any]:
    """All texts of one part in the language that is spoken. The result is shared: do not change it.

    On a server, what `hosted.toml` holds under the name of the part takes the place of what would be said of a computer
    of one's own.
    """
    here = host()
    return current().texts(part) if here is None else _hosted(current(), here, part)


@cache
def _hosted(language: Language, here: Host, part: str) -> dict[str, Any]:
    hosted = language.texts("hosted")
    said = {"{run_by}": here.run_by, "{backups}": here.backups or hosted["no_backups"]}
    return _over(language.texts(part), _filled(hosted.get(part, {}), said))


def _filled(words: Any, said: Mapping[str, str]) -> Any:  # noqa: ANN401 - a text, or lists and tables of texts
    def fill(text: str) -> str:
        for mark, value in said.items():
            text = text.replace(mark, value)
        return text

    return _each_text(words, fill)


def once_a_language(function: Callable[P, R], most: int | None = None) -> Callable[P, R]:
    """Like `functools.cache`, with an answer for each language; at most `most` answers are kept.

    Answers that hold a person's words are let go of with `forget_answers`.
    """

    def answer(_: Language, *args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    cached = lru_cache(maxsize=most)(answer)
    kept = cast("Callable[Concatenate[Language, P], R]", cached)

    @wraps(function)
    def of_the_language(*args: P.args, **kwargs: P.kwargs) -> R:
        return kept(current(), *args, **kwargs)

    if most is not None:
        _bounded.append(cached)
    return of_the_language


def forget_answers() -> None:
    """Let go of the answers about a person's own words, of which `once_a_language` keeps a bounded number."""
    for kept in _bounded:
        kept.cache_clear()


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code, sep="-")


@lru_cache(maxsize=16384)
def _dated(code: str, pattern: str, day: dt.date) -> str:
    if isinstance(day, dt.datetime):
        return dates.format_datetime(day, pattern, locale=_locale(code))
    return dates.format_date(day, pattern, locale=_locale(code))


@cache
def _texts(folders: tuple[str, ...], part: str) -> dict[str, Any]:
    found = [read_toml(f"{part}.toml", folder) for folder in folders if data_path(folder, f"{part}.toml").is_file()]
    whole: dict[str, Any] = {}
    for one in found:
        whole = _over(whole, one)
    setting = {} if part == "language" else _texts(folders, "language").get("setting", {})
    if not setting or part in setting["unset"]:
        return whole
    spaces, joins = setting["spaces"], Joins(**setting["joins"])

    def set_text(text: str) -> str:
        return typeset(text, spaces, joins)

    return {
        key: one if f"{part}.{key}" in setting["unset"] else _each_text(one, set_text) for key, one in whole.items()
    }


def _each_text(words: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - a text, or lists and tables of texts
    if isinstance(words, dict):
        return {key: _each_text(one, change) for key, one in words.items()}
    if isinstance(words, list):
        return [_each_text(one, change) for one in words]
    return change(words) if isinstance(words, str) else words


def _over(base: dict[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """What is said in `words`, and beneath it what `base` has; the rows of a list go by their `key`."""
    whole = dict(base)
    for key, said in words.items():
        beneath = base.get(key)
        if isinstance(beneath, dict) and isinstance(said, dict):
            whole[key] = _over(beneath, said)
        elif _is_keyed(beneath) and _is_keyed(said):
            rows = {row["key"]: row for row in said}
            whole[key] = [_over(row, rows.get(row["key"], {})) for row in cast("list[dict[str, Any]]", beneath)]
        else:
            whole[key] = said
    return whole


def _is_keyed(rows: object) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) and "key" in row for row in rows)

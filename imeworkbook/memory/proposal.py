"""Add a memory: what one line could become. Nothing here keeps anything; the person confirms or changes it first.

"summer after second year, started taking leftover oxycodone" → a time ("summer after second year"), a kind (substance
use), a substance (opioids). The words that speak of each live in `data/en/memory.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from imeworkbook.kinds import ENTRIES
from imeworkbook.language import once_a_language, texts
from imeworkbook.memory.when import TimeFound, find_time
from imeworkbook.recall import Recollection
from imeworkbook.recall.words import alternatives

Read = Callable[[str], Recollection]
_KINDS = {"use_strong": "use", "of_others": "life"}
_FEW = 3
"""Words beside the time below which these alone do not tell the kind, so that those of the time are asked too."""

_TITLE = 120
_EDGES = " \t,;:.-–—"


@dataclass(frozen=True)
class Proposal:
    """What a line could become.

    Attributes
    ----------
    line
        The person's own words, never altered.
    kind
        The kind of entry; ``"life"`` where no word tells.
    phrase
        The words about the time; empty where there are none.
    read
        Whether those words were read as a date.
    fields
        Fields of such an entry, as a form takes them: dates in the person's own words.
    """

    line: str
    kind: str
    phrase: str
    read: bool
    fields: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<Proposal of a {self.kind} entry>"


def propose(line: str, read: Read, kind: str | None = None) -> Proposal:
    """What `line` could become; `read` reads a date as the workbook does, and `kind` is what the person chose instead.

    The words about the time are looked for first and left out of what tells the kind: in "after the wedding, first job"
    the job counts. Words that are no date yet stay in the notes with the whole line.
    """
    told, over = _and_over(line) if kind in (None, "use") else (line, "")
    found = find_time(told, read)
    if over:
        found = replace(found, end=found.end or find_time(over, read).start, ongoing=False)
    rest, whole = _as_read(found.rest or told), _as_read(told)
    kind = kind or _kind(rest) or (_kind(whole) if len(rest.split()) < _FEW else "") or "life"
    fields: dict[str, Any] = {"notes": line.strip()}
    fields |= _use_fields(rest, whole) if kind == "use" else _plain_fields(kind, rest, whole)
    if ENTRIES[kind].signs and (found.end or found.ongoing):
        return Proposal(line, kind, found.phrase, read=False, fields=fields)  # one moment has no such time
    fields |= _when_fields(found, point=fields.get("event", "phase") != "phase")
    return Proposal(line, kind, found.phrase, bool(found.start or found.end), fields)


def _and_over(line: str) -> tuple[str, str]:
    """What a line tells of use, and its later words that it was over then: "…, stopped when we married".

    The whole line and nothing where it has no such words, or tells of no use before them. "Nothing after" tells only
    since when there was none, and so no time when it was over.
    """
    match = _over().search(line.replace("’", "'"))
    told = line[: match.start()] if match else ""
    if match is None or _kind(told) != "use" or _first("frequency", told) == "none":
        return line, ""
    return told, line[match.end() :] if match["over"] else ""


@once_a_language
def _over() -> re.Pattern[str]:
    said = texts("memory")["over"]
    before, over, none, after = (alternatives(said[name]) for name in ("before", "words", "none", "after"))
    return re.compile(
        rf"[ ,;.–—-]+(?:{before} ){{0,3}}(?:(?P<over>{over})|{none})(?= {after}\b| \d|\W*$)",
        re.IGNORECASE,
    )


@once_a_language
def _never() -> re.Pattern[str]:
    said = texts("memory")["never"]
    return re.compile(rf"\b{alternatives(said['before'])} {alternatives(said['words'])}\b")


def _of_use(text: str) -> str:
    """A text without what else it says was over: "quit my job"."""
    return _of_something_else().sub("", text)


@once_a_language
def _of_something_else() -> re.Pattern[str]:
    said = texts("memory")["over"]
    return re.compile(rf"\b{alternatives(said['words'])} {alternatives(said['of_something_else'])}\b", re.IGNORECASE)


def _as_read(text: str) -> str:
    """A text with what is said of a test in the words that a laboratory has for it."""
    for pattern, put in _said_of_tests():
        text = pattern.sub(put, text)
    return text


@once_a_language
def _said_of_tests() -> tuple[tuple[re.Pattern[str], str], ...]:
    said = texts("memory")["said_of_tests"]
    return tuple((re.compile(rf"\b{pattern}\b", re.IGNORECASE), put) for pattern, put in said.items())


def _kind(text: str) -> str:
    """Use where a substance is named, unless the line tells of treatment, of the law, or of a test and no use."""
    told = _first_of("kind", ("treatment", "legal", "use_strong", "test"), text)
    if _first("substance", text) and told in ("", "use_strong"):
        return "use"
    key = _first("kind", text)
    return _KINDS.get(key, key)


def _use_fields(rest: str, line: str) -> dict[str, Any]:
    substance = _first("substance", rest) or _first("substance", line)
    never = bool(_never().search(line.lower()))
    event = "phase" if never else _first("event", line) or _first_of_it(substance, line) or "phase"
    fields = {"substance": substance, "event": event}
    if event == "phase":
        often = next(filter(None, (_first("frequency", _of_use(text)) for text in (rest, line))), "")
        fields["frequency"] = ("" if often else "none") if never else often
        fields["amount"] = "" if fields["frequency"] == "none" else _amount(line)
    return {name: value for name, value in fields.items() if value}


def _first_of_it(substance: str, line: str) -> str:
    """First use, where "first" stands right before a word for the substance."""
    if not substance:
        return ""
    pattern = _lists("substance")[substance].pattern.removeprefix(r"\b")
    return "first_use" if re.search(rf"\b{texts('memory')['line']['first']} (?:\w+ )?{pattern}", line.lower()) else ""


def _amount(line: str) -> str:
    """How much, in the person's own words: "half a bottle of wine", "up to 20 mg"."""
    match = _amounts().search(line)
    return match[0] if match else ""


@once_a_language
def _amounts() -> re.Pattern[str]:
    said = texts("memory")["amount"]
    number = (
        rf"(?:\d+(?:[.,]\d+)?(?:(?: ?- ?|{said['joins']})\d+)?|{alternatives(said['numbers'])}(?:{said['or']}\w+)?)"
    )
    of = said["of"]
    return re.compile(
        rf"(?<![\w-])(?:{alternatives(said['before'])} )?{number} ?{alternatives(said['measures'])}(?![\w-]){of}",
        re.IGNORECASE,
    )


def _plain_fields(kind: str, rest: str, line: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": _title(rest)}
    lists = ENTRIES[kind].recalled or {ENTRIES[kind].typed: f"type.{kind}"}
    found = {field: _first(name, rest) or _first(name, line) for field, name in lists.items()}
    return fields | {field: key for field, key in found.items() if key}


def _when_fields(found: TimeFound, *, point: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if found.start:
        fields["start"] = found.start
    if found.end and not point:
        fields["end"] = found.end
    if found.ongoing and not point and not found.end:
        fields["ongoing"] = True
    return fields


def _title(rest: str) -> str:
    """What is left beside the time, as a short name: the first clause, with a capital letter."""
    text = rest.strip(_EDGES)
    while (shorter := _loose().sub("", text).strip(_EDGES)) != text:
        text = shorter
    text = text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0] + " …"
    return text[:1].upper() + text[1:]


@once_a_language
def _loose() -> re.Pattern[str]:
    """Small words that no name begins or ends with."""
    return re.compile(texts("memory")["line"]["loose"], re.IGNORECASE)


# --- the lists of words ---


def _first(name: str, text: str) -> str:
    """The key of the first list under `name` that has a word of `text`; empty where none has."""
    return _first_of(name, None, text)


def _first_of(name: str, keys: tuple[str, ...] | None, text: str) -> str:
    plain = re.sub(r"\bused to\b", "", text.lower().replace("’", "'"))
    lists = _lists(name)
    return next((key for key in keys or lists if lists[key].search(plain)), "")


@once_a_language
def _lists(name: str) -> dict[str, re.Pattern[str]]:
    content: Any = texts("memory")
    for part in name.split("."):
        content = content[part]
    return {key: _pattern(tuple(words)) for key, words in content.items()}


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    stems = [word.removesuffix("*") for word in words if word.endswith("*")]
    whole = [word for word in words if not word.endswith("*")]
    parts = [rf"{alternatives(whole)}s?\b"] if whole else []
    parts += [rf"{alternatives(stems)}\w*"] if stems else []
    return re.compile(rf"\b(?:{'|'.join(parts)})")

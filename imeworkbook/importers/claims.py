"""What a health record claims, as rows: each says that it stands in the record, and nothing that it does not say.

Every format of health records comes through here, so that one rule holds for all: a diagnosis is a quotation, a score
is not taken, an order is an order and no medicine taken, and a statement is no phase of use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from imeworkbook.errors import Problem
from imeworkbook.importers.days import unread
from imeworkbook.importers.found import Gathering, Proposed
from imeworkbook.importers.wording import as_title, content, first_of, is_charged, said
from imeworkbook.records import LINE, When

Topic = Literal["tobacco", "alcohol", "drugs", "occupation"]
How = Literal["ordered", "dispensed", "noted", "given"]

# LOINC, and of SNOMED CT what social histories use (loinc.org and the C-CDA and US Core guides, read in 2026-11).
TOPICS: dict[str, Topic] = {
    "72166-2": "tobacco", "11367-0": "tobacco", "39240-7": "tobacco", "88031-0": "tobacco", "229819007": "tobacco",
    "11331-6": "alcohol", "74013-4": "alcohol", "160573003": "alcohol",
    "11342-3": "drugs", "11343-1": "drugs", "74204-9": "drugs", "363908000": "drugs",
    "11341-5": "occupation", "14679004": "occupation",
}  # fmt: skip
SNAPSHOT = "72166-2"
"""A smoking status as it is on the day on which it is written down, whatever form its time has."""
QUESTIONNAIRES = frozenset({
    "68518-0", "68519-8", "68520-6", "72109-2", "72110-0", "75624-7", "75626-2", "82666-9", "82667-7",
    "44249-1", "44261-6", "55757-9", "55758-7", "69737-5", "70274-6",
})  # fmt: skip
_A_NUMBER = re.compile(r"[<>≤≥=~ ]*\d[\d.,]*(?:\s*\D.*)?")


@dataclass(frozen=True)
class Time:
    """When something was, as a record gives it. `moment` says that it is one moment even where an end stands."""

    start: When | None = None
    end: When | None = None
    goes_on: bool = False
    moment: bool = False

    def fields(self) -> dict[str, object]:
        """Whether it is a single moment, or goes on."""
        same_day = self.end is not None and self.start is not None and self.start.edtf == self.end.edtf
        if self.moment or same_day:
            return {"point": True}
        return {"ongoing": True} if self.goes_on and self.end is None else {}


def _row(
    found: Gathering,
    kind: str,
    fields: Mapping[str, object],
    at: Time,
    *,
    place: str,
    quote: str,
    name: str,
    asks: tuple[Problem, ...] = (),
    statement: bool = False,
) -> None:
    fields = {**fields, **at.fields()}
    end = None if fields.get("point") else at.end
    looks = tuple(
        Problem(side, "importers:look.no_date") for side, when in (("start", at.start), ("end", end)) if unread(when)
    )
    if at.start is None and end is None and not asks:
        looks = (Problem("start", "importers:look.without_date"),)
    found.rows.append(
        Proposed(kind, fields, at.start, end, place[:LINE], quote, is_charged(quote), name, (*looks, *asks), statement)
    )


def visit(found: Gathering, words: str, at: Time, *, place: str, provider: str = "", reason: str = "") -> None:
    """A visit or a stay."""
    if _is_not_so(found, "visit", words, place):
        return
    fields = {"title": as_title(words, "visit"), "provider": _label(provider)}
    quote = _lines(words, reason, _only_quoted(provider))
    _row(found, "treatment", fields, at, place=place, quote=quote, name=f"visit {words} {provider}")
    if reason:  # why somebody came is a diagnosis, whatever it says
        found.rows[-1] = found.rows[-1].as_sensitive()


def procedure(found: Gathering, words: str, at: Time, *, place: str, provider: str = "") -> None:
    """Something that was done."""
    if _is_not_so(found, "procedure", words, place):
        return
    fields = {"title": as_title(words, "procedure"), "provider": _label(provider)}
    _row(found, "treatment", fields, at, place=place, quote=_lines(words, _only_quoted(provider)), name=words)


def medicine(found: Gathering, how: How, name: str, at: Time, *, place: str, dose: str = "", more: str = "") -> None:
    """A medicine as a record has it: ordered, handed out, given, or noted. None of these says more than that."""
    name = name or said("title", "medicine")
    fields = {
        "type": "medication",
        "title": said("title", f"{how}_of", name=_label(name) or said("title", "medicine"))[:LINE],
        "medication": _label(", ".join(filter(None, [name, dose]))),
    }
    moment = at if how == "noted" else Time(at.start, moment=True)
    _row(found, "treatment", fields, moment, place=place, quote=_lines(name, dose, more), name=f"{how} {name}")


def condition(found: Gathering, words: str, at: Time, *, place: str, more: str = "") -> None:
    """A condition that a record names: always a quotation, under a plain title."""
    if _is_not_so(found, "condition", words, place):
        return
    title = {"title": said("title", "condition")}
    _row(found, "health", title, at, place=place, quote=_lines(words, more), name=f"condition {words}")
    found.rows[-1] = found.rows[-1].as_sensitive()


def statement(
    found: Gathering, topic: Topic, words: str, at: Time, *, place: str, about: str = "", snapshot: bool = False
) -> None:
    """What a record says of smoking, alcohol, drugs or work on one day, or for the time that it gives itself.

    A time without an end is told as its first day: "none, from 1973" claims no fifty years. `about` is what the record
    calls it.
    """
    if _is_not_so(found, topic, words, place, *(() if topic == "occupation" else ("relative",))):
        return
    at = Time(at.start or at.end, moment=True) if snapshot else at
    since = said("words", "since", day=at.start.phrase) if at.start and not at.end and not at.moment else ""
    at = at if at.end or not at.start else Time(at.start, moment=True)
    if topic == "occupation":
        asks = (Problem("start", "importers:look.only_recorded"),)
        recorded = said("words", "recorded", day=at.start.phrase) if at.start else ""
        fields = {"title": as_title(words, "post"), "type": "position"}
        _row(found, "career", fields, Time(), place=place, quote=_lines(words, recorded), name=words, asks=asks)
        return
    recorded = since or (said("words", "recorded", day=at.start.phrase) if at.start and at.moment else "")
    fields = {"title": said("title", topic)}
    quote = " · ".join(filter(None, [f"{about}: {words}" if about else words, recorded]))
    _row(
        found, "health", fields, at, place=place, quote=quote, name=f"{topic} {words}",
        statement=at.moment and not since,
    )  # fmt: skip
    found.rows[-1] = found.rows[-1].as_sensitive()


def questionnaire(found: Gathering, words: str, at: Time, *, place: str) -> None:
    """That a questionnaire was filled in; never what it came to."""
    day = Time(at.start, moment=True)
    bare = re.sub(content("words_of_files")["score_of"], "", words, flags=re.IGNORECASE).strip(" .,:;-")
    fields = {"title": said("title", "questionnaire")}
    _row(found, "health", fields, day, place=place, quote=bare, name="questionnaire")


def is_questionnaire(codes: frozenset[str], words: str) -> bool:
    """Whether this is a questionnaire, an answer in one, or its total."""
    return bool(codes & QUESTIONNAIRES) or first_of("questionnaire", words)


def is_toxicology(words: str) -> bool:
    """Whether a laboratory looked for a substance."""
    return first_of("toxicology", words)


def test(found: Gathering, words: str, value: str, at: Time, *, place: str, asked_by: str = "") -> None:
    """The result of one test for a substance, as it was reported. A screening test stays one."""
    specimen = next((name for name, terms in content("specimen").items() if _has(terms, words)), None)
    result = next((name for name, terms in content("result").items() if _has(terms, value)), None)
    screening = first_of("screening", f"{words} {value}")
    fields: dict[str, object] = {
        "looked_for": "" if is_charged(words) else words[:LINE],
        "specimen": specimen,
        "screening" if screening else "result": result,
        "level": value[:LINE] if result is None and _A_NUMBER.fullmatch(value) else "",
        "asked_by": _label(asked_by),
    }
    day = Time(at.start, moment=True)
    quote = _lines(words, value, _only_quoted(asked_by))
    _row(found, "test", fields, day, place=place, quote=quote, name=f"{words} {value}")


def _is_not_so(found: Gathering, what: str, words: str, place: str, *more: str) -> bool:
    """Set apart what the words themselves deny, tell of somebody else, or do not know; gives whether they do."""
    said_so = next((key for key in ("family", *more, "negated", "unknown") if first_of(f"said_{key}", words)), "")
    if said_so:
        found.set_apart(what, "family" if said_so == "relative" else said_so, place=place, quote=words)
    return bool(said_so)


def _label(words: str) -> str:
    """Words of a file in a field that is shown; nothing where they are only to be quoted."""
    return "" if is_charged(words) else words[:LINE]


def _only_quoted(words: str) -> str:
    return words if is_charged(words) else ""


def _has(terms: list[str], text: str) -> bool:
    return any(re.search(rf"\b{re.escape(term)}\b", text, re.IGNORECASE) for term in terms)


def _lines(*parts: str) -> str:
    return "\n".join(dict.fromkeys(part for part in parts if part))

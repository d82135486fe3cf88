"""What an evaluator would likely ask that has no answer yet, and which chapters have something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from imeworkbook import vocabulary
from imeworkbook.asked import PREFIX
from imeworkbook.records import Answer, Record, Use
from imeworkbook.timeline import Timeline

Blank = tuple[str, tuple[str, ...]]
"""The key of a question in `data/en/progress.toml`, and the names of the substances that it concerns."""

_LEARNING = ("schooling", "training")
_KINDS = {
    "consequences": "consequence",
    "treatment": "treatment",
    "health": "health",
    "home": "life",
    "connections": "connection",
    "records": "document",
    "people": "contact",
}


def blanks(records: Sequence[Record], timeline: Timeline) -> tuple[Blank, ...]:
    """The questions that have no answer yet. "Never" and "I don't remember" are answers."""
    return tuple(_blanks(records, timeline))


def _blanks(records: Sequence[Record], timeline: Timeline) -> Iterator[Blank]:
    if not any(entry.type in _LEARNING for entry in timeline.career):
        yield "training", ()
    if not any(entry.type not in _LEARNING for entry in timeline.career):
        yield "work", ()
    used = timeline.substances()
    said = {answer.question for answer in timeline.answers if answer.state != "not_asked"}
    stopped = [term for term in used if not _goes_on(timeline.use, term)]
    named = [
        (
            "classes",
            [
                term
                for term in vocabulary.terms("substance")
                if f"use:{term}" not in said and term not in {*used, "other"}
            ],
        ),
        ("first_use", _without(timeline.use, used, "first_use", said)),
        ("last_use", _without(timeline.use, stopped, "last_use", said)),
        ("pattern", _without(timeline.use, used, "phase", said)),
    ]
    for key, terms in named:
        if terms:
            yield key, tuple(vocabulary.label("substance", term) for term in terms)
    there = {record.kind for record in records}
    for key, kind in _KINDS.items():
        if any(usual.startswith(f"{PREFIX}{kind}:") for usual in said):
            continue
        if kind not in there and not (key in ("consequences", "connections") and not used):
            yield key, ()


def _without(entries: Iterable[Use], used: Iterable[str], event: str, said: Collection[str]) -> list[str]:
    """The substances of which nothing of the kind `event` is written down or answered in a word."""
    known = {entry.substance for entry in entries if (entry.event or "phase") == event}
    return [term for term in used if term not in known and f"{PREFIX}use:{term}:{event}" not in said]


def _goes_on(entries: Iterable[Use], substance: str) -> bool:
    return any(entry.substance == substance and entry.ongoing and entry.days_a_month != 0 for entry in entries)


def has_something(records: Iterable[Record], kinds: Collection[str], answers: str = "") -> bool:
    """Whether anything of these kinds is written down, or an answer to a question that begins with `answers`."""
    return any(
        record.kind in kinds or (bool(answers) and isinstance(record, Answer) and record.question.startswith(answers))
        for record in records
    )

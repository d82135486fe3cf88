"""What a person may want to look at again before a copy leaves: names and statements that do not go together.

Shown on the screen alone, to the person alone. Nothing of it is part of a copy.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from imeworkbook import prompts, vocabulary
from imeworkbook.asked import question_of
from imeworkbook.language import colon, texts
from imeworkbook.recall.agreement import agreement
from imeworkbook.recall.release import held, in_plain_words, released
from imeworkbook.records import (
    Answer,
    Appointment,
    Audience,
    Consequence,
    Contact,
    Correction,
    Days,
    Document,
    Entry,
    Profile,
    Record,
    Use,
    When,
    may_see,
)
from imeworkbook.review import PREFIX, contradictions, is_about_a_finding, settled_in
from imeworkbook.timeline import chronicle, span

_NAMES = ("title", "organisation", "name", "provider", "medication", "holder", "what")
_KEYS = frozenset({"id", "about", "question", "quote"})
_SHORTEST_NAME = 4
_ONLY_MINE = frozenset({"setting", "check-in", "plan", "statement", "profile"})

About = Literal[
    "named", "never", "earlier", "later", "without", "none_seen", "leans", "gone", "together", "differs"
]  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """A printed record that does not go together with a kept-back one. Its `repr` names neither.

    Attributes
    ----------
    about
        What there is to ask.
    printed, kept_back
        The two records. Of a date that leans on what is no longer there (``gone``), both are its own; of two that are
        printed and cannot both be right (``together``), neither is kept back.
    name
        The name that stands in a printed text; of a date that is left out, how it would read by itself; of what does
        not go together, the question; the date that a kept-back medical record gives.
    field
        The date that is left out, because of what it leans on.
    """

    about: About
    printed: Record
    kept_back: Record
    name: str = ""
    field: str = ""

    def __repr__(self) -> str:
        return f"<Doubt {self.about}>"


def doubts(records: Iterable[Record], audience: Audience, as_of: dt.date) -> list[Doubt]:
    """What is printed for `audience` and cannot all be right; what is kept back and contradicts or is named in it."""
    records = list(records)
    everything = [record for record in records if record.kind not in _ONLY_MINE or isinstance(record, Profile)]
    seen = [record for record in everything if may_see(audience, record.audience)]
    kept_back = [record for record in everything if not may_see(audience, record.audience)]
    if audience == "private":
        return []
    printed = list(released(seen))
    return [
        *_not_together(records, audience, as_of),
        *_contradictions(printed, kept_back, as_of),
        *_differing(seen, kept_back, as_of),
        *_left_out(seen, {record.id: record for record in everything}),
        *_named(printed, kept_back),
    ]


def question(doubt: Doubt, named: Callable[[Record], str]) -> str:
    """What is asked, in plain words; `named` says what a record is called."""
    said: Mapping[str, Any] = texts("words")
    kept_back = said["form"]["birth"] if isinstance(doubt.kept_back, Profile) else named(doubt.kept_back)
    words = {"label": named(doubt.printed), "kept_back": kept_back, "name": doubt.name}
    return str(said["copies"][f"doubt_{doubt.about}"]).format(**words)


def _not_together(records: list[Record], audience: Audience, as_of: dt.date) -> Iterator[Doubt]:
    """What of the printed entries cannot all be right, unless it was said to be right as it is."""
    timeline, settled = chronicle(records, audience, as_of), settled_in(records)
    there = {entry.id: entry for entry in timeline.entries}
    for one in contradictions(timeline):
        if one.entries and PREFIX + one.key not in settled:
            yield Doubt("together", there[one.entries[-1]], there[one.entries[0]], one.question)


# --- dates that lean on something else ---


def _left_out(seen: list[Record], everything: dict[str, Record]) -> Iterator[Doubt]:
    """Each date that this reader is not told, with the first of what it leans on."""
    there = {record.id: record for record in seen}
    for id, field in held(seen):
        record, when = there[id], getattr(there[id], field)
        leant = [everything[tie.landmark] for tie in when.ties if tie.landmark in everything]
        words = in_plain_words(when).phrase
        yield Doubt("leans" if leant else "gone", record, leant[0] if leant else record, words, field)


# --- named in a text ---


def _named(printed: list[Record], kept_back: list[Record]) -> Iterator[Doubt]:
    """A kept-back name as whole words in a printed text, unless a printed record has that name too."""
    known = {name.casefold() for record in printed for name in _names_of(record)}
    owners = {
        name.casefold(): (name, record)
        for record in kept_back
        for name in _names_of(record)
        if len(name) >= _SHORTEST_NAME and name.casefold() not in known
    }
    if not owners:
        return
    longest_first = sorted(owners, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for record in printed:
        found = dict.fromkeys(name for text in _texts_of(record) for name in pattern.findall(text.casefold()))
        for name in found:
            yield Doubt("named", record, owners[name][1], owners[name][0])


def _names_of(record: Record) -> Iterator[str]:
    """What a record is called: its own names, and its substance."""
    for field in _NAMES:
        if field in type(record).model_fields and (name := str(getattr(record, field)).strip()):
            yield name
    if isinstance(record, Use):
        yield vocabulary.label("substance", record.substance or "")


def _texts_of(record: Record) -> Iterator[str]:
    """What was typed: texts and the words of dates, and no term of the vocabulary; of the appointment its question."""
    if isinstance(record, Appointment):
        yield record.question
        return
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if isinstance(value, When):
            yield value.phrase
        elif field.annotation is str and name not in _KEYS:
            yield value
    if isinstance(record, Entry | Correction):
        yield from (text for one in record.citations for text in (one.place, one.says))


# --- contradictions, only where the bounds of the dates make them so ---


def _contradictions(printed: list[Record], kept_back: list[Record], as_of: dt.date) -> Iterator[Doubt]:
    used = [record for record in kept_back if isinstance(record, Use) and record.days_a_month != 0]
    recent = [record for record in kept_back if isinstance(record, Days) and _days_of_use(record)]
    for record in printed:
        match record:
            case Answer(state="never"):
                substance, usual = record.question.removeprefix("use:"), question_of(record)
                yield from (Doubt("never", record, use) for use in used if use.substance == substance)
                yield from (Doubt("never", record, days) for days in recent if days.substance == substance)
                yield from (Doubt("never", record, one) for one in kept_back if usual and usual.is_given_by(one))
            case Use():
                of_it = [use for use in used if use.may_be(record) and not use.as_prescribed]
                yield from (Doubt(about, record, use) for use in of_it if (about := _clash(record, use, as_of)))
                days_of_it = (one for one in recent if one.substance == record.substance)
                yield from (
                    Doubt(about, record, one) for one in days_of_it if (about := _clash_of_days(record, one, as_of))
                )
            case Consequence(none=True):
                others = [one for one in kept_back if isinstance(one, Consequence) and not one.none]
                yield from (Doubt("none_seen", record, one) for one in others if one.domain == record.domain)


def _differing(seen: list[Record], kept_back: list[Record], as_of: dt.date) -> Iterator[Doubt]:
    """Each entry of which a kept-back medical record gives another date, or says what cannot be read as one."""
    documents = {record.id: record for record in kept_back if isinstance(record, Document)}
    for entry in (record for record in seen if isinstance(record, Entry)):
        for one in entry.citations:
            if one.record in documents and agreement(one, entry, as_of) in ("differs", "unread"):
                yield Doubt("differs", entry, documents[one.record], one.says)


def _clash(stated: Use, use: Use, as_of: dt.date) -> About | None:
    """How a kept-back use contradicts a printed statement, where that is certain."""
    said, other = span(stated, as_of), span(use, as_of)
    if said is None or other is None:
        return None
    earliest, latest = said.extent
    if stated.event == "last_use" and latest and _certainly_after(other.starts[0], other.ends[0], latest):
        return "later"
    if stated.event == "first_use" and earliest and other.starts[1] and other.starts[1] < earliest:
        return "earlier"
    core, inside = said.core, other.core
    if stated.days_a_month == 0 and core and inside and inside[0] <= core[1] and core[0] <= inside[1]:
        return "without"
    return None


def _clash_of_days(stated: Use, days: Days, as_of: dt.date) -> About | None:
    """How kept-back recent days contradict a printed statement."""
    said, used = span(stated, as_of), _days_of_use(days)
    if said is None or stated.as_prescribed:
        return None
    if stated.event == "last_use" and said.starts[1] and max(used) > said.starts[1]:
        return "later"
    core = said.core if stated.days_a_month == 0 else None
    return "without" if core and any(core[0] <= on <= core[1] for on in used) else None


def _days_of_use(days: Days) -> list[dt.date]:
    return [day.on for day in days.days if day.state == "used"]


def _certainly_after(start: dt.date | None, end: dt.date | None, day: dt.date) -> bool:
    """Whether some of a spell certainly lies after `day`: it began or ended no earlier than after it."""
    return any(bound is not None and bound > day for bound in (start, end))


def _asked(answer: Answer) -> str:
    """The question that was answered; of a finding that is kept to talk about, what it asks."""
    if is_about_a_finding(answer):
        return answer.text
    if usual := question_of(answer):
        return usual.name
    prompt = prompts.asked(answer.question)
    return prompt.title if prompt else answer.question


def label_of(record: Record) -> str:
    """What the person's own screen calls a record, whatever its kind."""
    match record:
        case Use():
            parts = (vocabulary.label("substance", record.substance or ""), record.title or record.name)
            return colon().join(part for part in parts if part)
        case Entry():
            return record.label
        case Answer():
            substance = record.question.removeprefix("use:")
            return vocabulary.terms("substance").get(substance) or _asked(record)
        case Appointment():
            return record.question
        case Days():
            return record.label if record.days else ""
        case Contact():
            return record.name
        case Document():
            return record.what
        case Consequence():
            return record.text.strip() or vocabulary.label("consequence_domain", record.domain or "")
        case Correction():
            return record.label
        case Profile():
            return record.name or record.initials
        case _:
            return str(getattr(record, "text", "")).strip() or record.notes.strip()

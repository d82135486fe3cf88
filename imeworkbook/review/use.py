"""Checks of substance use: the order of firsts, phases against them, times without, and what is not said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import combinations

from imeworkbook import vocabulary
from imeworkbook.asked import question_of
from imeworkbook.dates import long_day
from imeworkbook.records import Use
from imeworkbook.review.finding import Finding, Kind, ask
from imeworkbook.review.windows import (
    GAP_DAYS,
    certain_end,
    certain_gaps,
    last_ended,
    surely_apart,
    surely_before,
    surely_shared_days,
)
from imeworkbook.timeline import Span, Timeline

_ORDER = ("first_use", "first_weekly", "first_daily", "last_use")
_REGULAR = ("first_weekly", "first_daily")
_QUESTION = "use:"
_LONGER_DAYS = 31


def _label(substance: str | None) -> str:
    return vocabulary.label("substance", substance or "").lower()


def _event(entry: Use) -> str:
    return vocabulary.label("use_event", entry.event or "").lower()


def _events(timeline: Timeline, substance: str, *names: str) -> list[tuple[Use, Span]]:
    """The events of one substance with these names that have a date."""
    return [
        (entry, at)
        for entry in timeline.use
        if _is_told(entry, substance) and entry.point and entry.event in names and (at := timeline.span(entry))
    ]


def _is_told(entry: Use, substance: str) -> bool:
    """Whether an entry says something of the use of a substance: a medicine taken as prescribed does not."""
    return entry.substance == substance and not entry.as_prescribed


def _phases(timeline: Timeline, substance: str) -> list[tuple[Use, Span]]:
    return [
        (entry, at)
        for entry in timeline.use
        if _is_told(entry, substance) and not entry.point and (at := timeline.span(entry))
    ]


def _is_use_of(phase: Use, other: Use) -> bool:
    """Whether a phase says that there was use of what may be the same drug."""
    return bool(phase.days_a_month) and phase.may_be(other)


def _kind(said: Use, other: Use) -> Kind:
    """How sure it is that a statement rules out the other: one of a named drug leaves use without a name open."""
    return "to ask" if said.name and not other.name else "impossible"


def order_of_firsts(timeline: Timeline) -> Iterator[Finding]:
    """First use, first weekly, first daily, last use come in that order."""
    for substance in timeline.substances():
        for early, late in combinations(_ORDER, 2):
            for one, here in _events(timeline, substance, early):
                for other, there in _events(timeline, substance, late):
                    if one.may_be(other) and surely_before(there.starts, here.starts):
                        yield ask(
                            "order_of_firsts",
                            [one, other],
                            _kind(*((other, one) if late == "last_use" else (one, other))),
                            substance=_label(substance),
                            event1=_event(one),
                            event2=_event(other),
                        )


def two_firsts(timeline: Timeline) -> Iterator[Finding]:
    """One event that can be there once only, with two dates that cannot both be right."""
    for substance in timeline.substances():
        for name in _ORDER:
            for (one, here), (other, there) in combinations(_events(timeline, substance, name), 2):
                if one.may_be(other) and surely_apart(here.starts, there.starts):
                    yield ask("two_firsts", [one, other], substance=_label(substance), event1=_event(one))


def phase_before_first_use(timeline: Timeline) -> Iterator[Finding]:
    """A phase of use that certainly began before the first use."""
    for substance in timeline.substances():
        for first, here in _events(timeline, substance, "first_use"):
            for phase, there in _phases(timeline, substance):
                if _is_use_of(phase, first) and surely_before(there.starts, here.starts):
                    yield ask(
                        "phase_before_first_use", [first, phase], _kind(first, phase), substance=_label(substance)
                    )


def use_after_last_use(timeline: Timeline) -> Iterator[Finding]:
    """A phase of use that certainly went on after the last use."""
    for substance in timeline.substances():
        for last, here in _events(timeline, substance, "last_use"):
            for phase, there in _phases(timeline, substance):
                if _is_use_of(phase, last) and surely_before(here.starts, certain_end(there)):
                    yield ask("use_after_last_use", [last, phase], _kind(last, phase), substance=_label(substance))


def last_use_and_phases(timeline: Timeline) -> Iterator[Finding]:
    """A last use that certainly comes long after the last phase of use, or that a time without began before."""
    for substance in timeline.substances():
        phases = _phases(timeline, substance)
        for last, here in _events(timeline, substance, "last_use"):
            ended = last_ended([(phase, at) for phase, at in phases if _is_use_of(phase, last)])
            if ended and here.starts[0] and (here.starts[0] - ended[1]).days > GAP_DAYS:
                yield ask("last_use_and_last_phase", [last, ended[0]], substance=_label(substance))
            for without, there in phases:
                until_now = without.days_a_month == 0 and without.ongoing and without.may_be(last)
                if until_now and surely_before(there.starts, here.starts):
                    kind = _kind(without, last)
                    yield ask("last_use_and_time_without", [last, without], kind, substance=_label(substance))


def regular_use_without_a_phase(timeline: Timeline) -> Iterator[Finding]:
    """First weekly or daily use certainly long before the first phase, or without any phase."""
    for substance in timeline.substances():
        regular = _events(timeline, substance, *_REGULAR)
        if not regular:
            continue
        first, here = regular[0]
        starts = [at.starts[0] for _, at in _phases(timeline, substance)]
        if not starts:
            yield ask("no_phase_yet", [first], blank=True, substance=_label(substance), event1=_event(first))
        elif all(starts) and here.starts[1]:
            begun = min(start for start in starts if start)
            if (begun - here.starts[1]).days > GAP_DAYS:
                yield ask("before_first_phase", [first], blank=True, substance=_label(substance), event1=_event(first))


def gaps_in_use(timeline: Timeline) -> Iterator[Finding]:
    """Between two phases of one substance, and from the last one to today: a stretch about which nothing is said."""
    for substance in timeline.substances():
        phases = _phases(timeline, substance)
        for one, other in certain_gaps(phases):
            yield ask("gap_in_use", [one, other], blank=True, substance=_label(substance))
        last = last_ended(phases)
        told = any(entry.event == "last_use" for entry in timeline.use if entry.substance == substance)
        if last and not told and (timeline.as_of - last[1]).days > GAP_DAYS:
            yield ask("after_last_phase", [last[0]], blank=True, substance=_label(substance))


def times_without(timeline: Timeline) -> Iterator[Finding]:
    """A time without that a phase of use certainly falls into; and a longest one that another certainly outlasts."""
    for substance in timeline.substances():
        phases = _phases(timeline, substance)
        without = [(phase, at) for phase, at in phases if phase.days_a_month == 0]
        for free, here in without:
            for phase, there in phases:
                if _is_use_of(phase, free) and surely_shared_days(here, there):
                    yield ask("use_in_time_without", [free, phase], _kind(free, phase), substance=_label(substance))
            for other, there in without:
                named = free.stands_out == "longest_without" and other is not free and other.may_be(free)
                if named and _outlasts(there, here):
                    yield ask("longer_time_without", [free, other], substance=_label(substance))


def days_and_statements(timeline: Timeline) -> Iterator[Finding]:
    """A recent day of use that certainly falls into a time without, or lies after the last use."""
    for said in timeline.days:
        used = [day.on for day in said.days if day.state == "used"]
        for entry, at in _phases(timeline, said.substance or ""):
            inside = [on for on in used if at.core and at.core[0] <= on <= at.core[1]]
            if entry.days_a_month == 0 and inside:
                yield _of_days("days_in_time_without", entry, inside)
        for entry, at in _events(timeline, said.substance or "", "last_use"):
            after = [on for on in used if at.starts[1] and on > at.starts[1]]
            if after:
                yield _of_days("days_after_last_use", entry, after)


def _of_days(check: str, entry: Use, days: list[dt.date]) -> Finding:
    about = f"days {len(days)} {max(days)}"
    kind: Kind = "to ask" if entry.name else "impossible"
    return ask(check, [entry], kind, about=about, substance=_label(entry.substance), day=long_day(max(days)))


def _outlasts(one: Span, other: Span) -> bool:
    """Whether one spell is certainly longer than the longest that another can be, by more than a month."""
    first, last = other.extent
    if one.core is None or first is None or last is None or not other.end_stated:
        return False
    return (one.core[1] - one.core[0]).days > (last - first).days + _LONGER_DAYS


def never_but_there(timeline: Timeline) -> Iterator[Finding]:
    """A class answered with "never" that has an entry or a day of use, or that is named together with another."""
    for substance in sorted({answer.question for answer in timeline.answers if answer.state == "never"}):
        key = substance.removeprefix(_QUESTION)
        if key not in vocabulary.terms("substance"):
            continue
        entries = [entry for entry in timeline.use if entry.substance == key and entry.days_a_month != 0]
        if entries:
            yield ask("never_but_there", entries[:1], about=key, substance=_label(key))
            continue
        days = [day.on for one in timeline.days if one.substance == key for day in one.days if day.state == "used"]
        if days:
            yield ask("never_but_days", [], about=f"{key} {len(days)} {max(days)}", substance=_label(key))
            continue
        named = [entry for entry in timeline.use if _names(entry.combined_with, key)]
        if named:
            yield ask("never_but_named", named[:1], about=key, substance=_label(key))


def answer_and_entry(timeline: Timeline) -> Iterator[Finding]:
    """A question that was answered with never or none, and that an entry gives."""
    for answer in timeline.answers:
        question = question_of(answer)
        if question is None or answer.state != "never":
            continue
        given = [entry for entry in timeline.entries if question.is_given_by(entry)]
        if given:
            name, said = question.name, question.never
            yield ask("answer_and_entry", given[:1], about=question.id, question=name, answer=said)


def _names(text: str, substance: str) -> bool:
    """Whether a text names a class by its label or one of the words of it."""
    words = [word for word in re.split(r"[^\w]+", _label(substance)) if len(word) > 3]
    return any(re.search(rf"\b{re.escape(word.removesuffix('s'))}s?\b", text.casefold()) for word in words)


def not_answered(timeline: Timeline) -> Iterator[Finding]:
    """The classes about which nothing is said, once something is said about another."""
    said = {answer.question.removeprefix(_QUESTION) for answer in timeline.answers if answer.state != "not_asked"}
    terms = vocabulary.terms("substance")
    present = (said & terms.keys()) | set(timeline.substances()) | {one.substance for one in timeline.days}
    open_ = [label.lower() for term, label in terms.items() if term not in present and term != "other"]
    if present and open_:
        yield ask("not_answered", [], blank=True, substance="; ".join(open_))

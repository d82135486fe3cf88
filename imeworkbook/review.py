"""Gentle checks: what a reader might ask about, worded as a question in the person's own terms.

Nothing here is an error. Dates are windows, so something is called impossible only where no choice of days inside the
windows allows it. A finding is for the person and their clinician; no copy for an evaluator is ever made from one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from imeworkbook import vocabulary
from imeworkbook.connections import overlap_days, precedes
from imeworkbook.records import Answer, Entry, Record, Treatment, Use
from imeworkbook.resources import read_toml
from imeworkbook.timeline import Span, Timeline, Window

Kind = Literal["impossible", "to ask"]
SETTLED = "check:"
GAP_DAYS = 92
_TOGETHER_DAYS = 31
_FULL_TIME_PERCENT = 80
_MANY = 4
_ORDER = ("first_use", "first_weekly", "first_daily", "last_use")


@dataclass(frozen=True)
class Finding:
    """One thing to look at again.

    Attributes
    ----------
    key
        The same for as long as the entries concerned say the same, so that "this is right as it is" is remembered.
    check
        The name of the check in `data/review-en.toml`.
    question
        What is asked, in plain words.
    entries
        The ids of the entries concerned; empty where it concerns something that is not there.
    kind
        ``impossible`` where the dates as they stand rule each other out, ``to ask`` otherwise.
    """

    key: str
    check: str
    question: str
    entries: tuple[str, ...]
    kind: Kind

    def __repr__(self) -> str:
        return f"<Finding {self.check}>"


def findings(timeline: Timeline) -> tuple[Finding, ...]:
    """What could be looked at again, what is impossible first; without what was said to be right as it is."""
    settled = {
        answer.question.removeprefix(SETTLED) for answer in timeline.answers if answer.question.startswith(SETTLED)
    }
    found = {one.key: one for check in _CHECKS for one in check(timeline) if one.key not in settled}
    return tuple(sorted(found.values(), key=lambda one: (one.kind != "impossible", list(found).index(one.key))))


def settled(key: str) -> Answer:
    """The answer that remembers that a finding is right as it is."""
    return Answer(id=f"{SETTLED}{key}", question=f"{SETTLED}{key}", state="given")


def is_settling(record: Record) -> bool:
    """Whether a record only remembers that a finding is right as it is."""
    return isinstance(record, Answer) and record.question.startswith(SETTLED)


def _finding(
    check: str, entries: Sequence[Entry], kind: Kind = "to ask", *, about: str = "", **words: object
) -> Finding:
    names = {f"entry{number}": entry.label for number, entry in enumerate(entries, 1)}
    question = str(read_toml("review-en.toml")["question"][check]).format(**names, **words)
    ids = tuple(entry.id for entry in entries)
    dates = "|".join(
        f"{entry.start.edtf if entry.start else ''}/{entry.end.edtf if entry.end else ''}" for entry in entries
    )
    return Finding(":".join((check, *sorted(ids), about, dates)), check, question, ids, kind)


# --- dates of one entry ---


def _before_birth(timeline: Timeline) -> Iterator[Finding]:
    born = timeline.born
    for entry in timeline.entries:
        at = timeline.span(entry)
        if born and at and precedes(at.starts, (born.earliest, born.latest)) == "certainly":
            yield _finding("before_birth", [entry], "impossible")


def _in_the_future(timeline: Timeline) -> Iterator[Finding]:
    for entry in timeline.entries:
        at = timeline.span(entry)
        if at and at.starts[0] and at.starts[0] > timeline.as_of:
            yield _finding("in_the_future", [entry])


def _too_exact(timeline: Timeline) -> Iterator[Finding]:
    """Many first days of January, or many round years, stated without "about"."""
    said = [(entry, when.edtf) for entry in timeline.entries if (when := entry.start) and when.edtf]
    january = [entry for entry, edtf in said if edtf.endswith("-01-01") and len(edtf) == 10]
    round_years = [entry for entry, edtf in said if len(edtf) == 4 and edtf[3] in "05"]
    if len(january) >= _MANY:
        yield _finding("many_januaries", january, about=str(len(january)), n=len(january))
    plain_years = [entry for entry, edtf in said if len(edtf) == 4]
    if len(round_years) >= _MANY and 2 * len(round_years) > len(plain_years):
        yield _finding("many_round_years", round_years, about=str(len(round_years)), n=len(round_years))


def _two_dates(timeline: Timeline) -> Iterator[Finding]:
    """One thing written down twice with dates that cannot both be right."""
    named: dict[tuple[str, str], list[Entry]] = {}
    for entry in timeline.entries:
        if entry.title and not isinstance(entry, Use):
            named.setdefault((entry.kind, entry.title.casefold()), []).append(entry)
    for same in named.values():
        for one, other in combinations(same, 2):
            if one.point and other.point and _apart(timeline, one, other):
                documents = {one.source, other.source} >= {"document", "memory"}
                yield _finding("document_or_memory" if documents else "two_dates", [one, other])


def _apart(timeline: Timeline, one: Entry, other: Entry) -> bool:
    first, second = timeline.span(one), timeline.span(other)
    if first is None or second is None:
        return False
    return "certainly" in (precedes(first.starts, second.starts), precedes(second.starts, first.starts))


# --- substance use ---


def _order_of_firsts(timeline: Timeline) -> Iterator[Finding]:
    """First use, first weekly, first daily, last use: in that order."""
    for substance in timeline.substances():
        events = {entry.event: entry for entry in timeline.use if entry.substance == substance and entry.point}
        present = [events[name] for name in _ORDER if name in events]
        for one, other in combinations(present, 2):
            early, late = timeline.span(one), timeline.span(other)
            if early and late and precedes(late.starts, early.starts) == "certainly":
                yield _finding("order_of_firsts", [one, other], "impossible", **_events(one, other))


def _events(*entries: Use) -> dict[str, str]:
    names = [vocabulary.label("use_event", entry.event or "").lower() for entry in entries]
    substance = vocabulary.label("substance", entries[0].substance or "").lower()
    return {"substance": substance} | {f"event{number}": name for number, name in enumerate(names, 1)}


def _phase_before_first_use(timeline: Timeline) -> Iterator[Finding]:
    for first in timeline.use:
        here = timeline.span(first)
        if not first.point or first.event != "first_use" or here is None:
            continue
        for phase in _phases(timeline, first.substance):
            there = timeline.span(phase)
            if phase.days_a_month and there and precedes(there.starts, here.starts) == "certainly":
                yield _finding("phase_before_first_use", [first, phase], "impossible", **_events(first))


def _use_after_last_use(timeline: Timeline) -> Iterator[Finding]:
    for last in timeline.use:
        here = timeline.span(last)
        if not last.point or last.event != "last_use" or here is None:
            continue
        for phase in _phases(timeline, last.substance):
            there = timeline.span(phase)
            if phase.days_a_month and there and precedes(here.starts, _certain_end(there)) == "certainly":
                yield _finding("use_after_last_use", [last, phase], "impossible", **_events(last))


def _certain_end(span: Span) -> Window:
    """When a spell ended, or was certainly still going on."""
    return span.ends if span.end_stated else (span.starts[0], None)


def _phases(timeline: Timeline, substance: str | None) -> list[Use]:
    return [entry for entry in timeline.use if entry.substance == substance and not entry.point]


def _gaps_in_use(timeline: Timeline) -> Iterator[Finding]:
    """Between two phases of one substance, and from the last one to today: a stretch about which nothing is said."""
    for substance in timeline.substances():
        phases = [(phase, at) for phase in _phases(timeline, substance) if (at := timeline.span(phase))]
        for one, other in _with_certain_gap(phases):
            yield _finding("gap_in_use", [one, other], substance=vocabulary.label("substance", substance).lower())
        if phases and (end := max((at.ends[1] for _, at in phases if at.ends[1]), default=None)):
            told = any(entry.event == "last_use" for entry in timeline.use if entry.substance == substance)
            open_end = any(not at.end_stated for _, at in phases)
            if not told and not open_end and (timeline.as_of - end).days > GAP_DAYS:
                last = max(phases, key=lambda pair: pair[1].ends[1] or dt.date.min)[0]
                yield _finding("after_last_phase", [last], substance=vocabulary.label("substance", substance).lower())


def _with_certain_gap(spells: Sequence[tuple[Entry, Span]]) -> Iterator[tuple[Entry, Entry]]:
    """Neighbours in time with certainly more than three months between them that no other spell can fill."""
    for (one, here), (other, there) in combinations(sorted(spells, key=lambda pair: _begins(pair[1])), 2):
        end, start = here.ends[1], there.starts[0]
        if end is None or start is None or not here.end_stated or (start - end).days <= GAP_DAYS:
            continue
        between = [at for entry, at in spells if entry not in (one, other) and _may_touch(at, end, start)]
        if not between:
            yield one, other


def _begins(span: Span) -> dt.date:
    return span.starts[0] or span.starts[1] or dt.date.min


def _may_touch(span: Span, first: dt.date, last: dt.date) -> bool:
    low = span.starts[0] or dt.date.min
    high = span.ends[1] or dt.date.max
    return low < last and high > first


def _never_but_there(timeline: Timeline) -> Iterator[Finding]:
    for answer in timeline.answers:
        substance = answer.question.removeprefix("use:")
        entries = [entry for entry in timeline.use if entry.substance == substance and entry.days_a_month != 0]
        if answer.state == "never" and entries:
            label = vocabulary.label("substance", substance).lower()
            yield _finding("never_but_there", entries[:1], about=substance, substance=label)


def _not_answered(timeline: Timeline) -> Iterator[Finding]:
    answered = {answer.question.removeprefix("use:") for answer in timeline.answers if answer.state != "not_asked"}
    for substance, label in vocabulary.terms("substance").items():
        if substance not in answered and substance not in timeline.substances() and substance != "other":
            yield _finding("not_answered", [], about=substance, substance=label.lower())


def _without_a_date(timeline: Timeline) -> Iterator[Finding]:
    for entry in timeline.entries:
        if timeline.span(entry) is None:
            yield _finding("without_a_date", [entry])


# --- work ---


def _role_before_training(timeline: Timeline) -> Iterator[Finding]:
    """A post that certainly came before any schooling or training had begun."""
    learned = [
        at for entry in timeline.career if entry.type in ("schooling", "training") and (at := timeline.span(entry))
    ]
    for post in timeline.career:
        at = timeline.span(post)
        if (
            post.type == "position"
            and at
            and learned
            and all(precedes(at.starts, one.starts) == "certainly" for one in learned)
        ):
            yield _finding("role_before_training", [post])


def _two_full_posts(timeline: Timeline) -> Iterator[Finding]:
    posts = [
        (entry, at)
        for entry in timeline.career
        if entry.type == "position"
        and (entry.full_time_percent or 100) >= _FULL_TIME_PERCENT
        and (at := timeline.span(entry))
    ]
    for (one, here), (other, there) in combinations(posts, 2):
        shared = overlap_days(here, there)
        if shared and shared[0] > _TOGETHER_DAYS:
            yield _finding("two_full_posts", [one, other])


def _gaps_in_work(timeline: Timeline) -> Iterator[Finding]:
    spells = [(entry, at) for entry in timeline.career if not entry.point and (at := timeline.span(entry))]
    for one, other in _with_certain_gap(spells):
        yield _finding("gap_in_work", [one, other])


def _treatment_without_leave(timeline: Timeline) -> Iterator[Finding]:
    """A stay in residential treatment while a post goes on, without a leave."""
    leaves = [
        at for entry in timeline.career if entry.type in ("leave", "out_of_work") and (at := timeline.span(entry))
    ]
    for stay in timeline.of("treatment"):
        here = timeline.span(stay)
        if not isinstance(stay, Treatment) or stay.type != "residential" or here is None or stay.point:
            continue
        if any(overlap_days(here, leave) or _may_meet(here, leave) for leave in leaves):
            continue
        for post in timeline.career:
            at = timeline.span(post)
            shared = overlap_days(here, at) if at and post.type == "position" else None
            if shared and shared[0]:
                yield _finding("treatment_without_leave", [stay, post])


def _may_meet(one: Span, other: Span) -> bool:
    return _may_touch(other, _begins(one), one.ends[1] or dt.date.max)


Check = Callable[[Timeline], Iterable[Finding]]
_CHECKS: tuple[Check, ...] = (
    _before_birth,
    _order_of_firsts,
    _phase_before_first_use,
    _use_after_last_use,
    _never_but_there,
    _in_the_future,
    _two_dates,
    _role_before_training,
    _two_full_posts,
    _treatment_without_leave,
    _gaps_in_use,
    _gaps_in_work,
    _too_exact,
    _without_a_date,
    _not_answered,
)

__all__ = ["Finding", "findings", "is_settling", "settled"]

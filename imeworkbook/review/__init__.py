"""Gentle checks: what a reader might ask about, worded as a question in the person's own terms.

Nothing here is an error. Dates are windows, so something is called impossible only where no choice of days inside the
windows allows it, and where it cannot be told nothing is asked. Two rules are held where they are typed and cannot be
found here: an end comes after its start, and a month has no more than 31 days of use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from imeworkbook.records import Answer, Audience, Record, may_see
from imeworkbook.review import amounts, dates, leaning, use, work
from imeworkbook.review.finding import Finding, Kind
from imeworkbook.timeline import Timeline

PREFIX = "check:"
Check = Callable[[Timeline], Iterable[Finding]]
CHECKS: tuple[Check, ...] = (
    leaning.contradictions,
    dates.before_birth,
    use.order_of_firsts,
    use.phase_before_first_use,
    use.use_after_last_use,
    use.times_without,
    use.last_use_and_phases,
    use.days_and_statements,
    use.never_but_there,
    use.answer_and_entry,
    use.two_firsts,
    dates.two_dates,
    work.role_before_training,
    work.two_full_posts,
    amounts.drinks_and_grams,
    dates.in_the_future,
    dates.too_exact,
    work.treatment_without_leave,
    use.regular_use_without_a_phase,
    use.gaps_in_use,
    work.gaps_in_work,
    leaning.landmark_gone,
    dates.without_a_date,
    use.not_answered,
)


def findings(timeline: Timeline) -> tuple[Finding, ...]:
    """What could be looked at again, what is impossible first; without what was said to be right as it is."""
    right = settled_in(timeline.answers)
    found = {one.key: one for check in CHECKS for one in check(timeline) if PREFIX + one.key not in right}
    return tuple(sorted(found.values(), key=lambda one: one.kind != "impossible"))


def settled_in(records: Iterable[Record]) -> frozenset[str]:
    """The questions of these records that were said to be right as they are."""
    answers = (record for record in records if isinstance(record, Answer) and is_about_a_finding(record))
    return frozenset(answer.question for answer in answers if answer.state == "given")


def contradictions(timeline: Timeline) -> tuple[Finding, ...]:
    """What of a timeline cannot all be right, also where it was said to be right as it is."""
    answers = tuple(answer for answer in timeline.answers if not is_about_a_finding(answer))
    return tuple(one for one in findings(replace(timeline, answers=answers)) if one.kind == "impossible")


def settled(finding: Finding, timeline: Timeline) -> Answer:
    """The answer that remembers that a finding is right as it is."""
    return _answer(finding, timeline).with_(state="given")


def flagged(finding: Finding, timeline: Timeline) -> Answer:
    """The answer that keeps a finding, as it is worded now, to be talked about."""
    return _answer(finding, timeline).with_(text=finding.question, talk=True)


def _answer(finding: Finding, timeline: Timeline) -> Answer:
    """An answer for the clinician where each entry concerned is; otherwise the person's alone. Never for others."""
    shown = [entry.audience for entry in timeline.entries if entry.id in finding.entries]
    audience: Audience = "clinician" if shown and all(may_see("clinician", one) for one in shown) else "private"
    return Answer(id=PREFIX + finding.key, question=PREFIX + finding.key, audience=audience)


def is_about_a_finding(record: Record) -> bool:
    """Whether a record only remembers what was said of a finding."""
    return isinstance(record, Answer) and record.question.startswith(PREFIX)


__all__ = [
    "CHECKS",
    "PREFIX",
    "Finding",
    "Kind",
    "contradictions",
    "findings",
    "flagged",
    "is_about_a_finding",
    "settled",
    "settled_in",
]

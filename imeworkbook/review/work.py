"""Checks of training and work, and of treatment beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from imeworkbook.records import Career, Treatment
from imeworkbook.review.finding import Finding, ask
from imeworkbook.review.windows import GAP_DAYS, certain_gaps, last_ended, may_meet, surely_before, surely_shared_days
from imeworkbook.timeline import Span, Timeline

_HANDING_OVER_DAYS = 31
_FULL_TIME_PERCENT = 80
_LEARNING = ("schooling", "training")


def _spells(timeline: Timeline, *types: str) -> list[tuple[Career, Span]]:
    """The spells of these types (of all types where none is named) that have a place in time."""
    return [
        (entry, at)
        for entry in timeline.career
        if (not types or entry.type in types) and not entry.point and (at := timeline.span(entry))
    ]


def role_before_training(timeline: Timeline) -> Iterator[Finding]:
    """A post that certainly came before all schooling and training, or before the training in the same specialty."""
    learned = [
        (entry, at) for entry in timeline.career if entry.type in _LEARNING and (at := timeline.span(entry)) is not None
    ]
    for post, at in _spells(timeline, "position", "locum"):
        specialty = post.specialty.casefold()
        same = [pair for pair in learned if specialty and pair[0].specialty.casefold() == specialty]
        needed = same or learned
        if needed and all(surely_before(at.starts, there.starts) for _, there in needed):
            yield ask("role_before_training", [post, min(needed, key=lambda pair: timeline.entries.index(pair[0]))[0]])


def two_full_posts(timeline: Timeline) -> Iterator[Finding]:
    """Two posts, each close to full time, that certainly went on together for longer than a month of handing over."""
    posts = [(post, at) for post, at in _spells(timeline, "position") if _share(post) >= _FULL_TIME_PERCENT]
    for (one, here), (other, there) in combinations(posts, 2):
        if surely_shared_days(here, there) > _HANDING_OVER_DAYS:
            yield ask("two_full_posts", [one, other])


def _share(post: Career) -> float:
    """The share of full time in percent; where it is not stated, all of it."""
    return 100.0 if post.full_time_percent is None else post.full_time_percent


def gaps_in_work(timeline: Timeline) -> Iterator[Finding]:
    """A stretch between two spells of training and work, or from the last one to today, about which nothing is said."""
    spells = _spells(timeline)
    for one, other in certain_gaps(spells):
        yield ask("gap_in_work", [one, other], blank=True)
    last = last_ended(spells)
    if last and (timeline.as_of - last[1]).days > GAP_DAYS:
        yield ask("after_last_work", [last[0]], blank=True)


def treatment_without_leave(timeline: Timeline) -> Iterator[Finding]:
    """A stay in residential treatment while a post certainly went on, without a leave that may have covered it."""
    leaves = [at for _, at in _spells(timeline, "leave", "out_of_work")]
    for stay in timeline.of("treatment"):
        here = timeline.span(stay)
        if not isinstance(stay, Treatment) or stay.type != "residential" or here is None or stay.point:
            continue
        if any(may_meet(here, leave) for leave in leaves):
            continue
        for post, at in _spells(timeline, "position"):
            if surely_shared_days(here, at):
                yield ask("treatment_without_leave", [stay, post], blank=True)

"""The grammar of remembered dates: a few rules, each for one family of phrases, that read shorter texts inside them.

Every rule takes the normalised text and gives a date, or None when the text is not of its family. A rule that holds
another date inside ("before …", "two weeks after …") has that shorter text read by the whole grammar, so that hedge,
part, unit, ordinal, count, anchor, direction and side are each read in one place and stand together in any way. The
rules are tried rank by rank; all of one rank are tried, and where two of them come to different days the person is
asked. Each text that is read is counted, so that the work is bounded for any text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall import (
    absolute,
    ages,
    anchors,
    bounds,
    choices,
    hedges,
    leaning,
    parts,
    recurring,
    relative,
    units,
    weekdays,
)
from imeworkbook.recall.context import Context, Part, Reading, Rule, Unread, one_of
from imeworkbook.recall.patterns import whole
from imeworkbook.recall.words import words

Rank = tuple[Rule, ...]


def read(text: str, context: Context) -> Reading:
    """Read normalised text as one date.

    Raises
    ------
    DateNotUnderstood, AmbiguousDate
    """
    return _by_ranks(text, context, RANKS, _named_alone)


def _named_alone(text: str, context: Context) -> Reading:
    """A landmark by its name and nothing else; what is none is no date."""
    try:
        return anchors.landmark(text, context)
    except Unread:
        raise Unread(words()["refusals"]["plain"]) from None


def read_inside(text: str, context: Context) -> Reading:
    """Read a text inside a longer phrase, where an age or a landmark may stand alone."""
    if text in context.missed:
        raise copy(context.missed[text])
    try:
        return _by_ranks(text, context, (*RANKS, (ages.age_within,)), anchors.landmark)
    except Unread as error:
        context.missed[text] = copy(error)  # without its traceback, which would hold the context in a circle
        raise


def _by_ranks(
    text: str, context: Context, ranks: Sequence[Rank], otherwise: Callable[[str, Context], Reading] | None
) -> Reading:
    context.steps.take()
    text = text.strip(" ,.;")
    missed: Unread | None = None
    taken, before = context.taken, len(context.taken)
    for rank in ranks:
        found = []
        for rule in rank:
            try:
                made = rule(text, context)
            except Unread as error:
                missed = missed or copy(error)
                made = None
            if made is not None:
                found.append((made if isinstance(made, Reading) else Reading(made), _part(rule, text, taken, before)))
            elif len(taken) > before:
                del taken[before:]
        if found:
            return _agreed(found, taken)
    if otherwise is None or missed is not None:
        raise copy(missed) if missed else Unread(words()["refusals"]["plain"])
    return _agreed([(otherwise(text, context), _part(otherwise, text, taken, before))], taken)


def _part(rule: Rule, text: str, taken: list[Part], before: int) -> Part:
    """What the words of a text gave, with those of the shorter texts in it that were taken since then."""
    part = Part(_GIVES.get(rule, "date"), text, tuple(taken[before:]))
    del taken[before:]
    return part


def _agreed(found: Sequence[tuple[Reading, Part]], taken: list[Part]) -> Reading:
    reading = found[0][0] if len(found) == 1 else one_of("beside", (reading for reading, _ in found))
    taken.append(next(part for each, part in found if each is reading))
    return reading


def _filled(text: str, context: Context) -> Reading | None:
    """Words that add nothing: in, on, during, the."""
    match = whole("filler", text)
    return context.read(match["rest"]) if match else None


RANKS: tuple[Rank, ...] = (
    (absolute.year_alone,),
    (absolute.numeric,),
    (absolute.named_month,),
    (absolute.academic_year,),
    (weekdays.weekends_ago,),
    (weekdays.weeks_ago,),
    (ages.age,),
    (ages.on_birthday,),
    (ages.grade,),
    (relative.from_today,),
    (choices.both,),
    (hedges.hedged,),
    *((rule,) for rule in leaning.RULES),
    (weekdays.checked,),
    (absolute.season,),
    (choices.spell,),
    (bounds.bound_after,),
    (bounds.bound,),
    (choices.either,),
    (absolute.half_or_quarter,),
    (absolute.decade,),
    (parts.share,),
    (parts.part,),
    *((rule,) for rule in weekdays.RULES),
    (recurring.named_day,),
    (recurring.beside,),
    (_filled,),
    (recurring.of,),
    (units.nth_unit, units.several_units),
    (units.school_year_alone,),
    (anchors.anniversary,),
    (units.fraction,),
    (units.unit_beside,),
    (units.unit_of,),
    (anchors.age_of_another,),
    (anchors.at_landmark,),
)
"""Ranks of one rule for those that stand before all that follow."""

_GIVES: dict[Callable[[str, Context], FuzzyDate | Reading | None], str] = {
    ages.age: "age",
    ages.on_birthday: "age",
    ages.grade: "age",
    ages.age_within: "age",
    _named_alone: "landmark",
    hedges.hedged: "sureness",
    bounds.bound: "side",
    bounds.bound_after: "side",
    parts.part: "part",
    parts.share: "part",
    leaning.moved: "distance",
    leaning.stretch: "distance",
    leaning.within_of: "distance",
    leaning.into: "distance",
    leaning.close_to: "distance",
    units.several_units: "part",
    units.unit_beside: "distance",
    units.nth_unit: "part",
    units.fraction: "part",
    anchors.landmark: "landmark",
    _filled: "",
}
"""What the words that a rule takes give; the others give the date itself."""

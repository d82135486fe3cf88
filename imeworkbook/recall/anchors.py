"""What stands in the workbook, or in public memory: the wedding, when I left St. X, my second rotation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousLandmark
from imeworkbook.language import once_a_language
from imeworkbook.recall.absolute import ordinal
from imeworkbook.recall.context import Context, Reading, ask, later_by, offset, one_of, refuse_as, within
from imeworkbook.recall.landmarks import PUBLIC, Landmark, concepts, every, fitting, tokens
from imeworkbook.recall.patterns import after, whole
from imeworkbook.recall.public import public_landmarks
from imeworkbook.recall.spans import MONTHS
from imeworkbook.recall.spells import spell_of
from imeworkbook.recall.words import alternatives, key_of, words
from imeworkbook.records import Side, Tie

AROUND = 61
"""Days that "around" something may mean before and after it: two months."""

_MOST_ANNIVERSARIES = 8


def at_landmark(text: str, context: Context) -> Reading | None:
    """When I graduated, while I was at St. X, when the pandemic began."""
    rest = after("when", text)
    return landmark(rest, context) if rest else None


def landmark(text: str, context: Context) -> Reading:
    """Read words that name a landmark, and which side of it: "I left St. X", "the wedding", "my second rotation".

    Raises
    ------
    AmbiguousLandmark
        Where they fit more than one.
    DateNotUnderstood
        Where they fit none, or the side that they name has no date.
    """
    side = _side(text)
    found = _named(text, context)
    if not found:
        refuse_as("unknown")
    if len(found) > 1:
        raise AmbiguousLandmark("dates:questions.landmark", found)
    if found[0].kind != PUBLIC:
        context.leant.add(found[0].id)
    reading = reading_of(found[0], None if side and _happened_itself(found[0], text) else side)
    if reading.event and whole("state", text):
        ask("beside", (reading, Reading(within(reading.date.earliest, None), _from_then(reading.ties))))
    return reading


def _named(text: str, context: Context) -> tuple[Landmark, ...]:
    """The landmarks that some words name; of several of the person's own, the second where that is said."""
    wanted = concepts((text,)) - _side_words()
    found = fitting(wanted, context.landmarks) if wanted else ()
    match = whole("nth_landmark", text)
    if match is not None and len(found) != 1:
        several = own(match["rest"], context)
        place = len(several) - 1 if match["final"] else ordinal(match["nth"]) - 1
        if len(several) > 1 and place < len(several):
            return (several[place],)
    return found or (_public(wanted, context) if wanted else ())


def _public(wanted: frozenset[str], context: Context) -> tuple[Landmark, ...]:
    """The public landmarks that some words mean: not by a place alone, nor by what all lives have."""
    found = fitting(wanted, public_landmarks(context.country))
    common = _of_any_life()
    if wanted & frozenset(words()["of_all"]) or (wanted & common and any(not one.isdigit() for one in wanted - common)):
        return found
    return tuple(each for each in found if any(concepts((name,)) == wanted for name in each.words))


@once_a_language
def _of_any_life() -> frozenset[str]:
    return concepts(tuple(words()["synonyms"])) - frozenset(words()["of_all"]) | frozenset(words()["too_common"])


def own(text: str, context: Context) -> tuple[Landmark, ...]:
    """What stands in the workbook by some words, in the order of time; none where one has no date."""
    wanted = concepts((text,)) - _side_words()
    found = every(wanted, context.landmarks) if wanted else ()
    if any(each.start is None or each.start.earliest is None for each in found):
        return ()
    return tuple(sorted(found, key=lambda each: each.start.sort_key if each.start else (0, 0, "")))


def _from_then(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(replace(tie, high=None) for tie in ties)


def age_of_another(text: str, context: Context) -> Reading | None:
    """When my daughter was two, when our son turned ten, when she was a baby: from a birth in the workbook."""
    match = whole("age_of_another", text)
    if match is None:
        return None
    born = landmark(words()["birth_of"].format(rest=match["rest"]), context)
    low, high = words()["ages_of_others"][match["named"]] if match["named"] else (int(match["age"]), int(match["age"]))
    birth, unit = born.side("start"), key_of("units", match["unit"] or words()["units"]["year"][0])
    begin, over = (_aged(birth, unit, number) for number in (low, high + 1))
    return begin if match["turned"] else spell_of(begin, offset(over, -1, -1))


def _aged(birth: Reading, unit: str, number: int) -> Reading:
    if unit in MONTHS:
        return later_by(birth, MONTHS[unit] * number)
    return offset(birth, 7 * number, 7 * number)


def anniversary(text: str, context: Context) -> Reading | None:
    """On our first anniversary, the tenth anniversary of the move; asks which where it is not said."""
    match = whole("anniversary", text)
    if match is None:
        return None
    event = context.read(match["rest"] or words()["anniversary_of"])
    first = event.date.earliest
    if not event.event or first is None:
        refuse_as("undated")
    if match["nth"]:
        return later_by(event, 12 * ordinal(match["nth"]))
    passed = min(_MOST_ANNIVERSARIES, context.today.year - first.year)
    readings = [later_by(event, 12 * number) for number in range(1, passed + 1)]
    return one_of("beside", readings) if readings else refuse_as("to_come")


def reading_of(landmark: Landmark, side: Side | None) -> Reading:
    """A landmark as a reading: one of its sides, or the whole of it.

    A single moment is its own beginning. Of a spell, the whole is read as "at some time during it".
    """
    begin, finish = (_event(landmark, name) for name in ("start", "end"))
    if side == "start" or (landmark.end is None and side is None):
        return _as_meant(begin, landmark.meant) if begin else refuse_as("undated")
    if side == "end":
        if finish is None or finish.date.latest is None:
            refuse_as("no_end")
        return finish
    if begin is None or finish is None:
        refuse_as("undated")
    study = bool(concepts(landmark.words) & frozenset(words()["studies"]))
    whole_of_it = replace(spell_of(begin, finish), begin=begin, finish=finish, study=study)
    return replace(whole_of_it, loose=_around(spell_of(begin, finish)))


def _event(landmark: Landmark, side: Side) -> Reading | None:
    date = landmark.start if side == "start" else landmark.end
    if date is None or (date.earliest is None and date.latest is None):
        return None
    ties = () if landmark.kind == PUBLIC else (Tie(landmark.id, side, 0, 0),)
    reading = Reading(date, ties, event=True, leads_up=landmark.leads_up)
    return replace(reading, loose=_around(reading))


def _as_meant(begin: Reading, meant: FuzzyDate | None) -> Reading:
    """The same with the days that its name stands for; before and after it are told from its own."""
    if meant is None:
        return begin
    wider = replace(begin, date=meant, edge=begin)
    return replace(wider, loose=_around(wider))


def _around(reading: Reading) -> Reading:
    """Around an event or a spell: two months more on both sides."""
    return replace(offset(reading, -AROUND, AROUND), event=reading.event)


def _side(text: str) -> Side | None:
    for name in ("end", "start"):
        if _sides()[name].search(text):
            return "end" if name == "end" else "start"
    return None


def _happened_itself(landmark: Landmark, text: str) -> bool:
    """Whether a single moment is named for what happened: "Left St. X" when they say that they left."""
    return (
        landmark.end is None
        and landmark.kind != PUBLIC
        and bool(
            {word for word in tokens(text) if word in _side_words() or word in words()["synonyms"]}
            & set(tokens(" ".join(landmark.words).lower()))
        )
    )


@once_a_language
def _sides() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b{alternatives(forms)}\b") for name, forms in words()["sides"].items()}


@once_a_language
def _side_words() -> frozenset[str]:
    forms = [form for forms in words()["sides"].values() for form in forms]
    return frozenset(word for form in forms for word in form.split()) - frozenset(words()["synonyms"])

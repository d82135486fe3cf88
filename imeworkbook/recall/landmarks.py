"""What memories are tied to, and how the words of a phrase find it.

A landmark fits when every word that matters of the phrase is among its own words, or among those that they imply: a
wedding is a marriage, schooling ends with a graduation. The lists of both are the language's, in `data/`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from imeworkbook.dates import FuzzyDate
from imeworkbook.kinds import kind_of
from imeworkbook.language import once_a_language
from imeworkbook.recall.words import alternatives, normalise, words
from imeworkbook.records import Entry, Record

PUBLIC = "public"
_WAYS: tuple[tuple[str, ...] | None, ...] = (None, (), ("implied",), ("implied", "implied_too"))
_TOKEN = re.compile(r"[^\W_][\w']*")


@dataclass(frozen=True)
class Landmark:
    """Something with a date that other memories lean on.

    Attributes
    ----------
    id
        The entry's id; that of a public landmark begins with ``public:``.
    kind
        The entry's kind, or `PUBLIC`.
    words
        What it goes by, its label first: title, place, type and area.
    start, end
        When it began and ended. A single moment has a start alone; the end of a spell that goes on, or whose end is
        not said, is a window without a last day.
    leads_up
        Whether the time before it can be spoken of as leading up to it.
    meant
        What people mean who name its beginning, where that is more than its days: the weeks in which a pandemic began.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    leads_up: bool = False
    meant: FuzzyDate | None = None

    def __repr__(self) -> str:
        return f"<Landmark {self.id}>"


def landmark_of(entry: Entry) -> Landmark:
    """Give an entry as a landmark, with the labels of its terms among its words."""
    kind = kind_of(entry)
    names = [entry.label, *(getattr(entry, name) for name in kind.named)]
    names += [kind.type_label(entry)]
    start, end = (when.date if when else None for when in (entry.start, entry.end))
    goes_on = entry.ongoing or (kind.spell and not entry.point)
    if end is None and start and start.earliest and goes_on:
        end = FuzzyDate.parse(f"[{start.earliest}..]")
    return Landmark(entry.id, entry.kind, tuple(name for name in names if name), start, end, kind.leads_up)


def landmarks_among(records: Iterable[Record]) -> Iterator[Landmark]:
    """The entries that a date may lean on: those of a kind that is, with a start."""
    for record in records:
        if isinstance(record, Entry) and record.start and kind_of(record).leant_on:
            yield landmark_of(record)


Named = str | dt.date | FuzzyDate
Given = Iterable[Landmark | Entry] | Mapping[str, Named | tuple[Named | None, Named | None]]
"""Entries, landmarks, or dates by name: EDTF text, a day, or the two sides of a spell."""


def landmarks_of(given: Given) -> tuple[Landmark, ...]:
    """Give whatever dates may lean on as landmarks; one that was given by its name has that for its id.

    Raises
    ------
    DateNotUnderstood
        When a date by name is not EDTF.
    """
    if not isinstance(given, Mapping):
        return tuple(landmark_of(one) if isinstance(one, Entry) else one for one in given)
    return tuple(
        Landmark(name, "", (name,), *(map(_date, dates) if isinstance(dates, tuple) else (_date(dates),)))
        for name, dates in given.items()
    )


def _date(given: Named | None) -> FuzzyDate | None:
    if given is None or isinstance(given, FuzzyDate):
        return given
    return FuzzyDate.of_day(given) if isinstance(given, dt.date) else FuzzyDate.parse(given)


def fitting(wanted: frozenset[str], landmarks: Iterable[Landmark]) -> tuple[Landmark, ...]:
    """Give the landmarks that these words fit.

    A name stands before the rest of its words, these before what they imply, and a whole name before a part of one.
    Only what is the person's own implies anything: stay-at-home orders are no home that someone moved to.
    """
    found: list[Landmark] = []
    known = tuple(landmarks)
    for ways in _WAYS:
        found = found or [each for each in known if wanted <= _goes_by(each, ways)]
    for word in wanted & words()["prefers"].keys():
        found = [each for each in found if words()["prefers"][word] in concepts(each.words)] or found
    if len(found) > 1:
        found = [each for each in found if concepts(each.words[:1]) == wanted] or found
    return tuple(found)


def every(wanted: frozenset[str], landmarks: Iterable[Landmark]) -> tuple[Landmark, ...]:
    """Give all the landmarks that these words fit, by name or by what their words imply: all the jobs."""
    return tuple(each for each in landmarks if wanted <= _goes_by(each, ("implied",)))


def _goes_by(landmark: Landmark, ways: tuple[str, ...] | None) -> frozenset[str]:
    """The words of its name; or all of its words, with what they imply by some of the language's tables."""
    if ways is None:
        return concepts(landmark.words[:1])
    own = concepts(landmark.words)
    tables = ways if landmark.kind != PUBLIC else ()
    return own.union(*(words()[table].get(name, ()) for table in tables for name in own))


@partial(once_a_language, most=4096)
def concepts(texts: Sequence[str]) -> frozenset[str]:
    """Give the words that matter of some texts, each in the form that stands for all its synonyms."""
    return frozenset(word for text in texts for word in tokens(normalise(text)) if word not in _small())


def tokens(text: str) -> list[str]:
    """Give the words of a normalised text, synonyms as one and without an ending for many or for whose it is."""
    return [_stem(word) for word in _TOKEN.findall(_joined(text))]


def _joined(text: str) -> str:
    pattern, names = _synonyms()
    return pattern.sub(lambda match: names[match[0]], text)


def _stem(word: str) -> str:
    word = word.rstrip("'").removesuffix("'s")
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


@once_a_language
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {form: name for name, forms in words()["synonyms"].items() for form in forms}
    return re.compile(rf"\b{alternatives(names)}\b"), names


@once_a_language
def _small() -> frozenset[str]:
    small = frozenset(words()["small_words"])
    return small | frozenset(map(_stem, small))

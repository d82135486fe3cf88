"""`remember`: words in, a recollection out."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NoReturn

from imeworkbook.dates import FuzzyDate, Hemisphere
from imeworkbook.errors import AmbiguousDate, AmbiguousLandmark, DateError, DateNotUnderstood
from imeworkbook.language import ENGLISH, Language, current, speaking
from imeworkbook.recall.context import Context, Reading, Unread, is_month_end, refuse, refuse_as, within
from imeworkbook.recall.grammar import read, read_inside
from imeworkbook.recall.landmarks import Given
from imeworkbook.recall.taken import Taken, leads_to_landmark, missed, taken
from imeworkbook.recall.ties import merged
from imeworkbook.recall.words import normalise, words
from imeworkbook.records import Tie
from imeworkbook.showing import Bundle, Shows

_MOST_READINGS = 8
LONGEST = 300
"""Characters that a phrase may have."""


@dataclass(frozen=True)
class Recollection(Shows):
    """A date as a person remembers it.

    Attributes
    ----------
    phrase
        Their own words.
    date
        What the words came to.
    explanation
        One sentence that says how they were read.
    ties
        What the date leans on in the workbook, so that it moves with it: none for a date by itself or one that leans
        on today or a public landmark. An age leans on `BIRTH`. Both bounds of a tie are open where the words name a
        landmark and no number of days.
    words
        Which words of the phrase gave what: ``phrase[one.start : one.end]`` gave ``one.gives``. Words that add nothing
        are left out, and EDTF text is one date.
    """

    phrase: str
    date: FuzzyDate
    explanation: str
    ties: tuple[Tie, ...] = ()
    words: tuple[Taken, ...] = ()

    @property
    def edtf(self) -> str:
        """The date in EDTF."""
        return self.date.edtf

    @property
    def earliest(self) -> dt.date | None:
        """The first possible day; None where open."""
        return self.date.earliest

    @property
    def latest(self) -> dt.date | None:
        """The last possible day; None where open."""
        return self.date.latest

    @property
    def mark(self) -> str:
        """How sure it is: ``~`` about, ``?`` not sure, ``%`` both, empty where neither was said."""
        return self.date.qualifier

    @property
    def days(self) -> int | None:
        """How many days it may be; None where it is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def __repr__(self) -> str:
        return "<Recollection>"

    def __str__(self) -> str:
        """Their own words and the days that these may mean: "summer 2003: 1 June to 31 August 2003"."""
        return f"{self.phrase.strip() or self.edtf}: {_window(self.date, by_month=False)}"

    def _static(self) -> Bundle:
        return {"text/html": f"<p>{html.escape(str(self))}</p>"}


def remember(
    phrase: str,
    *,
    born: str | FuzzyDate | None = None,
    today: dt.date | None = None,
    hemisphere: Hemisphere = "north",
    day_first: bool | None = None,
    country: str | None = None,
    landmarks: Given = (),
    language: str | None = None,
) -> Recollection:
    """Read what a person says about one date.

    The words are read by a grammar whose rules hold shorter texts, each read by the whole grammar: how sure (about, I
    think), which side (before, since), how far (two years after), which part (early, second year of), and at last a
    date, an age, a day of the calendar or a landmark. What is counted is rounded as people round it (`recall.spans`).
    Where two rules come to different days, both are asked; what is not wholly understood is refused, never guessed.

    EDTF text is taken as it is. English is read where it is absolute or approximate ("May 2004", "about 2009", "early
    2004", "before 1999", "March or April 2013"), an age ("when I was 16", "on my 30th birthday"), relative to today
    ("three months ago", "last summer"), a calendar day ("Thanksgiving 2010"), or where it leans on something else
    ("two years after I graduated", "second year of residency", "the Christmas before Dad died").

    Parameters
    ----------
    born
        Date of birth (EDTF), which ages need.
    today
        The day on which it is said; two-digit years are read as the latest that is not after it.
    hemisphere
        Where seasons are read.
    day_first
        Whether 05/06/2007 is the 5th of June; None asks, by raising `AmbiguousDate`.
    country
        Two letters (ISO 3166-1), for days that fall differently by country and for public landmarks.
    landmarks
        What the phrase may lean on: entries, or dates by name, as ``{"residency": ("2005-07", "2009-06")}``. They are
        asked for only when a phrase needs them.
    language
        The language of the words and of the explanation, such as ``"fr"`` or ``"fr-CA"``; that which is spoken
        (`imeworkbook.language`) where it is not given, as it is of the sentence of an error. What another language
        does not know is read in English.

    Raises
    ------
    DateNotUnderstood
        When the words cannot be read as one date. The message holds an example that would work; `understood` and
        `missed` tell the words that were read, and those that were not.
    AmbiguousDate
        When two readings fit; both are in its `readings`.
    AmbiguousLandmark
        When two landmarks fit; they are in its `candidates`. Reading again with one of them alone settles it.
    """
    if language is not None:
        with speaking(Language(language)):
            return remember(
                phrase, born=born, today=today, hemisphere=hemisphere, day_first=day_first, country=country,
                landmarks=landmarks,
            )  # fmt: skip
    today = today or dt.date.today()
    country = country or current().territory or None
    born = FuzzyDate.parse(born) if isinstance(born, str) else born
    context = Context(born, today, hemisphere, day_first, country, landmarks, read_inside)
    if len(phrase) > LONGEST:
        refuse_as("long")
    text = normalise(phrase)
    if not text:
        refuse()
    try:
        date = _edtf(phrase.strip(), hemisphere)
        reading = Reading(date) if date else _read(text, context)
    except AmbiguousLandmark as error:
        _ask(text, context, error)
    except Unread as error:
        found = _in_english(phrase, context) if current() != ENGLISH else None
        return found or _say_what_was_missed(phrase, context, error)
    except (OverflowError, ValueError) as error:
        if isinstance(error, DateError):
            raise
        _refuse_quietly()
    gave = taken(phrase, context.taken) if not date else (Taken("date", 0, len(phrase)),)
    ties = _ties(reading, context)
    return Recollection(phrase, reading.date, _explanation(phrase, reading.date, ties, context), ties, gave)


def _in_english(phrase: str, context: Context) -> Recollection | None:
    """What another language does not know and English does: what was written before the language was chosen."""
    try:
        with speaking(ENGLISH):
            found = remember(
                phrase,
                born=context.born,
                today=context.today,
                hemisphere=context.hemisphere,
                day_first=context.day_first,
                country=context.country,
                landmarks=context.landmarks,
            )
    except AmbiguousDate as error:
        raise error from None
    except DateError:
        return None
    return replace(found, explanation=_explanation(phrase, found.date, found.ties, context))


def _say_what_was_missed(phrase: str, context: Context, error: Unread) -> NoReturn:
    understood, unread = missed(phrase, context)
    leans = leads_to_landmark(understood)
    raise _refusal(error.code if leans else "dates:refusals.plain", understood, unread) from None


def _refusal(code: str, understood: str, unread: str) -> DateNotUnderstood:
    """A refusal that no frame on its way holds: its traceback would hold that frame, and so all that was read."""
    refusal = DateNotUnderstood(code)
    refusal.understood, refusal.missed = understood, unread
    return refusal


def _ties(reading: Reading, context: Context) -> tuple[Tie, ...]:
    tied = {tie.landmark for tie in reading.ties}
    return merged((*reading.ties, *(Tie(id, "start", None, None) for id in sorted(context.leant - tied))))


def _refuse_quietly() -> NoReturn:
    """Refuse without the library's own error behind it, which may hold what was typed."""
    try:
        refuse()
    except DateNotUnderstood as refusal:
        raise refusal from None


def _ask(text: str, context: Context, error: AmbiguousLandmark) -> NoReturn:
    """Ask which landmark is meant, with what the words come to for each; those that come to no date are left out."""
    found = set(error.candidates)
    others = tuple(landmark for landmark in context.landmarks if landmark not in found)
    read_as = {each: _reading_with(text, context.only((*others, each))) for each in error.candidates}
    known = {each: date for each, date in read_as.items() if date is not None}
    if not known:
        raise DateNotUnderstood("dates:refusals.undated") from None
    raise AmbiguousLandmark(error.code, tuple(known), tuple(known.values()), **error.facts) from None


def _read(text: str, context: Context) -> Reading:
    try:
        return read(text, context)
    except AmbiguousLandmark:
        raise
    except AmbiguousDate as error:
        return _ask_which(text, context, error)


def _ask_which(text: str, context: Context, error: AmbiguousDate) -> Reading:
    """Ask which date is meant, with what all of the words come to for each; nothing to ask where that is the same."""
    found: dict[FuzzyDate, tuple[Reading, Context]] = {}
    refused: list[DateError] = []
    for reading, settled in islice(_each_reading(text, context, error, refused), _MOST_READINGS):
        found.setdefault(reading.date, (reading, settled))
    if not found:
        raise refused[0] from None
    if len(found) == 1:
        [(reading, settled)] = found.values()
        context.taken[:] = settled.taken
        context.leant.update(settled.leant)
        return reading
    ties = tuple(_ties(reading, settled) for reading, settled in found.values())
    raise AmbiguousDate(error.code, tuple(found), ties, **error.facts) from None


def _each_reading(
    text: str, context: Context, error: AmbiguousDate, refused: list[DateError]
) -> Iterator[tuple[Reading, Context]]:
    """What all of the words come to, for each reading of the part of them that has more; why where to nothing."""
    for reading in error.found:
        settled = context.choosing(error.within, reading)
        try:
            yield (read(text, settled) if error.within else reading), settled
        except AmbiguousLandmark:
            raise
        except AmbiguousDate as further:
            yield from _each_reading(text, settled, further, refused)
        except DateError as refusal:
            refused.append(refusal)


def _reading_with(text: str, context: Context) -> FuzzyDate | None:
    try:
        return read(text, context).date
    except AmbiguousLandmark:
        return None
    except AmbiguousDate as error:  # which is asked when the landmark is settled
        found = [reading.date for reading, _ in islice(_each_reading(text, context, error, []), _MOST_READINGS)]
        return _spanned(found) if found else None
    except (DateError, OverflowError, ValueError):
        return None


def _spanned(dates: Sequence[FuzzyDate]) -> FuzzyDate:
    """All the days that one of some dates may be."""
    earliest, latest = [date.earliest for date in dates], [date.latest for date in dates]
    first = None if None in earliest else min(filter(None, earliest))
    return within(first, None if None in latest else max(filter(None, latest)))


def _edtf(text: str, hemisphere: Hemisphere) -> FuzzyDate | None:
    try:
        return FuzzyDate.parse(text, hemisphere=hemisphere)
    except DateNotUnderstood:
        if re.fullmatch(r"\d{4}-(?:0\d|1[0-2]|\d\d-)\d*", text):
            raise
        return None


# --- explaining ---


def _explanation(phrase: str, date: FuzzyDate, ties: Iterable[Tie], context: Context) -> str:
    """How the words were read: “early 2004” read as January to April 2004, EDTF 2004-37."""
    said = words()["explanation"]
    sentence = str(said["read_as"]).format(phrase=phrase.strip(), window=window_words(date), edtf=date.edtf)
    tied = {tie.landmark for tie in ties}
    names = [landmark.words[0] for landmark in (context.landmarks if tied else ()) if landmark.id in tied]
    if not names:
        return sentence
    return str(said["tied"]).format(sentence=sentence, landmark=str(said["and"]).join(names))


def window_words(date: FuzzyDate) -> str:
    """Give a window in words, by months where it begins and ends with one: "January to April 2004", "14 May 2004"."""
    first, last = date.earliest, date.latest
    return _window(date, (first is None or first.day == 1) and (last is None or is_month_end(last)))


def _window(date: FuzzyDate, by_month: bool) -> str:
    said, first, last = words()["explanation"], date.earliest, date.latest
    if first is None or last is None:
        name = "until" if first is None else "from"
        return str(said[name]).format(first=_point(first, by_month), last=_point(last, by_month))
    if first == last or (by_month and (first.year, first.month) == (last.year, last.month)):
        return _point(last, by_month)
    begin = _point(first, by_month)
    if first.year == last.year:
        begin = current().date("month_alone" if by_month else "day_of_year", first)
    return str(said["to"]).format(first=begin, last=_point(last, by_month))


def _point(day: dt.date | None, by_month: bool) -> str:
    if day is None:
        return ""
    return current().date("month" if by_month else "day", day)

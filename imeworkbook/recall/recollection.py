"""`remember`: words in, a recollection out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from imeworkbook.dates import EXAMPLE, FuzzyDate, Hemisphere
from imeworkbook.errors import AmbiguousDate, DateError, DateNotUnderstood
from imeworkbook.recall.context import Context
from imeworkbook.recall.grammar import read
from imeworkbook.recall.words import normalise

LONGEST = 300


@dataclass(frozen=True)
class Recollection:
    """A date as a person remembers it.

    Attributes
    ----------
    phrase
        Their own words.
    date
        What the words came to.
    explanation
        One sentence that says how they were read.
    """

    phrase: str
    date: FuzzyDate
    explanation: str

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

    def __repr__(self) -> str:
        return "<Recollection>"


def remember(
    phrase: str,
    *,
    born: str | FuzzyDate | None = None,
    today: dt.date | None = None,
    hemisphere: Hemisphere = "north",
    day_first: bool | None = None,
) -> Recollection:
    """Read what a person says about one date.

    EDTF text is taken as it is. English is read where it is absolute or approximate ("May 2004", "about 2009", "early
    2004", "before 1999", "March or April 2013") or an age ("when I was 16").

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

    Raises
    ------
    DateNotUnderstood
        When the words cannot be read as one date. The message holds an example that would work.
    AmbiguousDate
        When two readings fit; both are in its `readings`.
    """
    today = today or dt.date.today()
    context = Context(FuzzyDate.parse(born) if isinstance(born, str) else born, today, hemisphere, day_first)
    text = normalise(phrase)
    if not text or len(text) > LONGEST:
        message = f"Please write {EXAMPLE}."
        raise DateNotUnderstood(message)
    try:
        date = _edtf(phrase.strip(), hemisphere) or read(text, context)
    except AmbiguousDate:
        raise
    except (OverflowError, ValueError) as error:
        if isinstance(error, DateError):
            raise
        message = f"Please write {EXAMPLE}."
        raise DateNotUnderstood(message) from None
    return Recollection(phrase, date, f"“{phrase.strip()}” read as {date.window_words()}")


def _edtf(text: str, hemisphere: Hemisphere) -> FuzzyDate | None:
    try:
        return FuzzyDate.parse(text, hemisphere=hemisphere)
    except DateNotUnderstood:
        if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text):
            raise
        return None

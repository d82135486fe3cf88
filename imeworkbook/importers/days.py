"""The dates of records as they stand there: partial ones stay partial, and a time keeps the day of its own zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousDate, DateError, Problem
from imeworkbook.recall import remember
from imeworkbook.records import LINE, When

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?", re.DOTALL)
_HL7 = re.compile(r"(\d{4})(\d\d)?(\d\d)?\d*(?:\.\d+)?(?:[+-]\d{4})?")


def iso(text: object) -> When | None:
    """``2009``, ``2009-05``, ``2009-05-03`` or a moment of such a day, as JSON and XML write them; None for nothing.

    What is no such date keeps its words, and has no EDTF.
    """
    return _of(text, _ISO)


def hl7(text: object) -> When | None:
    """``2009``, ``200905``, ``20090503`` or a moment of such a day, as HL7 writes them; None for nothing."""
    return _of(text, _HL7)


def _of(text: object, form: re.Pattern[str]) -> When | None:
    words = text.strip() if isinstance(text, str) else str(text) if isinstance(text, int) else ""
    if not words:
        return None
    parts = form.fullmatch(words)
    known = [part for part in parts.groups() if part] if parts else []
    while known and set(known[-1]) == {"0"}:  # "2009-00-00": the month was not known
        known.pop()
    return of_edtf("-".join(known)) or When(phrase=words[:LINE], basis="document")


@lru_cache(maxsize=4096)
def of_edtf(edtf: str) -> When | None:
    """A date in EDTF; None where it is none."""
    try:
        date = FuzzyDate.parse(edtf)
    except DateError:
        return None
    return When(phrase=str(date), edtf=date.edtf, mark=date.mark, basis="document")


def of_day(day: dt.date) -> When:
    """A calendar day."""
    return When(phrase=str(FuzzyDate.parse(day.isoformat())), edtf=day.isoformat(), basis="document")


class Words:
    """Reads dates in words, as people write them in tables; `day_first` says what 05/06/2007 means, None asks."""

    def __init__(self, *, day_first: bool | None = None, today: dt.date | None = None) -> None:
        self._day_first = day_first
        self._today = today
        self.asked = False

    def read(self, words: str, name: str, look: Callable[[Problem], None]) -> When | None:
        """The date of a field; what it needs is told to `look`."""
        words = " ".join(words.split())
        if not words:
            return None
        try:
            date = remember(words[:LINE], day_first=self._day_first, today=self._today).date
        except AmbiguousDate as error:
            self.asked = self.asked or "/" in words or "." in words or "-" in words
            two = " / ".join(str(date) for date in error.readings[:2])
            look(Problem(name, "importers:look.two_ways", {"question": error, "readings": two}))
        except DateError:
            look(Problem(name, "importers:look.no_date"))
        else:
            return When(phrase=words, edtf=date.edtf, mark=date.mark, basis="document")
        return When(phrase=words[:LINE], basis="document")


def unread(when: When | None) -> bool:
    """Whether words stand where a date should."""
    return when is not None and when.edtf is None

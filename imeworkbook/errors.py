"""Every error of this package, drawn once.

    ImeworkbookError
    ├── DateError
    │   ├── DateNotUnderstood      the words could not be read as a date
    │   └── AmbiguousDate          two readings fit; both are offered
    │       └── AmbiguousLandmark  the words fit more than one thing in the workbook
    ├── InvalidRecord              a record breaks a rule; says which field and which rule
    ├── StoreError
    │   ├── NotAWorkbook           the file is something else
    │   ├── WrongKey               passphrase or recovery code does not open it
    │   ├── DamagedWorkbook        the file was cut short or altered
    │   ├── NewerWorkbook          made by a later version; left untouched
    │   ├── WorkbookExists         there is one already where a new one was asked for
    │   ├── WorkbookMissing        there is none where one was asked for
    │   ├── WorkbookLocked         closed, or busy for too long in another window
    │   ├── CannotSave             read-only folder, full disk; nothing was changed
    │   └── NoSuchRecord           the id names nothing that is there
    ├── ReportError                a copy could not be made
    └── LaunchError                the workbook could not be opened in the browser

A message names the field, what was expected and what to do. It never repeats what the person typed: messages end up in
logs, screenshots and bug reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class ImeworkbookError(Exception):
    """The base of every error that this package raises on purpose."""


class DateError(ImeworkbookError):
    """Words or EDTF text that do not come to one date."""


class DateNotUnderstood(DateError):
    """The words could not be read as a date. The message carries an example that would work.

    Attributes
    ----------
    understood, missed
        The words that were read, and those after them that were not: for the page where they were typed. Like all
        that a person types they are no part of the message.
    """

    understood = ""
    missed = ""


class AmbiguousDate(DateError):
    """The words have more than one reading; nothing was guessed.

    Attributes
    ----------
    readings
        The possible dates, as `FuzzyDate` objects, in the order in which they should be offered.
    ties
        What each of them leans on in the workbook, in the same order.
    within
        The part of the words that has these readings, while they are being read; empty where it is all of them.
    found
        The readings with all that they lean on, while the words are being read.
    """

    found: tuple[Any, ...] = ()

    def __init__(self, message: str, readings: tuple[Any, ...] = (), ties: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.readings = readings
        self.ties = ties or ((),) * len(readings)
        self.within = ""


class AmbiguousLandmark(AmbiguousDate):
    """The words lean on something, and more than one thing in the workbook goes by them; nothing was guessed.

    Attributes
    ----------
    candidates
        The `Landmark` objects that fit.
    readings
        What the words come to with each of them, in the same order.
    """

    def __init__(self, message: str, candidates: tuple[Any, ...], readings: tuple[Any, ...] = ()) -> None:
        super().__init__(message, readings)
        self.candidates = candidates


class MissingSigns(UserWarning):
    """Some characters have no sign in any font of this computer, and print as empty boxes.

    A script refuses such a PDF by ``warnings.simplefilter("error", MissingSigns)``.
    """

    SENTENCE = (
        "Some characters have no sign in any font on this computer and print as empty boxes; the web page is whole."
    )


@dataclass(frozen=True)
class Problem:
    """One broken rule: which field, and what is expected there. Never the value."""

    field: str
    rule: str

    def __str__(self) -> str:
        return f"{self.field}: {self.rule}" if self.field else self.rule


class InvalidRecord(ImeworkbookError):
    """A record breaks one or more rules.

    Attributes
    ----------
    problems
        One `Problem` for each broken rule.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class StoreError(ImeworkbookError):
    """The workbook file could not be read or written."""


class NotAWorkbook(StoreError):
    """The file is something other than a workbook."""


class WrongKey(StoreError):
    """The passphrase or the recovery code does not open this workbook."""


class DamagedWorkbook(StoreError):
    """The file was cut short or altered; a backup can be brought back."""


class NewerWorkbook(StoreError):
    """The file was made by a later version of imeworkbook; it was left untouched."""


class WorkbookExists(StoreError):
    """There is already a file where a new workbook was asked for; it was left untouched."""


class WorkbookMissing(StoreError):
    """There is no workbook at this place."""


class WorkbookLocked(StoreError):
    """The workbook is locked, or another window kept it busy for too long."""


class CannotSave(StoreError):
    """The place cannot be written to: read-only, full, or gone. Nothing was changed."""


class NoSuchRecord(StoreError):
    """The id names nothing that is there."""


class ReportError(ImeworkbookError):
    """A copy could not be made."""


class LaunchError(ImeworkbookError):
    """The workbook could not be opened in the browser."""

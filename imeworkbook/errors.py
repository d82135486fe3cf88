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
    ├── CannotImport               a file that was given could not be read; nothing of it was kept
    └── LaunchError                the workbook could not be opened in the browser

An error carries a code and what goes into its sentence; `str()` gives the sentence in the language that is spoken then.
It names the field, what was expected and what to do. It never repeats what the person typed: messages end up in logs,
screenshots and bug reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Any

from imeworkbook.language import say


class ImeworkbookError(Exception):
    """The base of every error that this package raises on purpose: a code, worded where it is read.

    Attributes
    ----------
    code
        Which sentence of the language says it, such as ``"store.locked"`` (`imeworkbook.language.say`).
    facts
        What goes into that sentence: a count, the name of a file; never what a person typed.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def __str__(self) -> str:
        return say(self.code, **self.facts)


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

    def __init__(
        self, code: str, /, readings: tuple[Any, ...] = (), ties: tuple[Any, ...] = (), **facts: object
    ) -> None:
        super().__init__(code, **facts)
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

    def __init__(
        self, code: str, /, candidates: tuple[Any, ...], readings: tuple[Any, ...] = (), **facts: object
    ) -> None:
        super().__init__(code, readings, (), **facts)
        self.candidates = candidates


class MissingSigns(UserWarning):
    """Some characters have no sign in any font of this computer, and print as empty boxes.

    A script refuses such a PDF by ``warnings.simplefilter("error", MissingSigns)``.
    """


@dataclass(frozen=True)
class Problem:
    """One broken rule: which field, and by a code and facts like an error's what is expected there. Never the value."""

    field: str
    code: str
    facts: Mapping[str, object] = kept(default_factory=dict, compare=False)

    @property
    def rule(self) -> str:
        """What is expected, in words."""
        return say(self.code, **self.facts)

    def __str__(self) -> str:
        return f"{self.field}: {self.rule}" if self.field else self.rule


class BrokenRule(ValueError):
    """A rule that what is checked breaks, for pydantic to find; `InvalidRecord` says it of its field."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def __str__(self) -> str:
        return say(self.code, **self.facts)


class InvalidRecord(ImeworkbookError):
    """A record breaks one or more rules.

    Attributes
    ----------
    problems
        One `Problem` for each broken rule.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("record.problems")
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


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


class CannotImport(ImeworkbookError):
    """A file that was given could not be read. Nothing of it was kept."""


class UnknownLanguage(ImeworkbookError):
    """The language asked for is none that the workbook speaks."""


class LaunchError(ImeworkbookError):
    """The workbook could not be opened in the browser."""

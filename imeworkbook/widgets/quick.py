"""Training and work as a table: what stands in its lines, how their dates read, and the entries they become.

It knows no widgets. A line that was pasted is split at tabs, or else by the dates that are found in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from imeworkbook.errors import AmbiguousDate, ImeworkbookError, InvalidRecord
from imeworkbook.memory import propose
from imeworkbook.memory.when import find_time
from imeworkbook.recall.reader import STILL
from imeworkbook.records import Career
from imeworkbook.review.windows import certain_gaps
from imeworkbook.timeline import Timeline, date_words
from imeworkbook.widgets.words import words
from imeworkbook.workbook import Workbook

CELLS = ("what", "where", "start", "end")
_BULLET = re.compile(r"^[\s•*·–—-]+")
_APART = re.compile(r"\s*(?:\t|\||;)\s*")
_COMMA = re.compile(r"\s*,\s*|\s+at\s+|\s+@\s+")


@dataclass(frozen=True)
class Line:
    """One line of the table, as typed."""

    what: str = ""
    where: str = ""
    start: str = ""
    end: str = ""

    def __repr__(self) -> str:
        return "<Line>"

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Line:
        """A line from JSON values; what it does not know is passed over."""
        return cls(**{name: str(fields.get(name) or "") for name in CELLS})

    @property
    def empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(getattr(self, name).strip() for name in CELLS)

    def to_dict(self) -> dict[str, str]:
        """The line as JSON values."""
        return {name: getattr(self, name) for name in CELLS}


def entry_of(line: Line, workbook: Workbook) -> Career:
    """The entry that a line becomes, with its dates read.

    Raises
    ------
    DateNotUnderstood, AmbiguousDate, InvalidRecord
    """
    goes_on = line.end.strip().lower() in STILL
    named = propose(f"{line.what} {line.where}", workbook.read_date, Career.kind).fields.get("type", "position")
    point = named == "licence" and not line.end.strip()
    entry = Career(
        title=line.what,
        organisation=line.where,
        type=named,
        start=line.start or None,
        end=None if goes_on else line.end or None,
        ongoing=goes_on,
        point=point,
    )
    return workbook.reader.read(entry)


def checked(line: Line, workbook: Workbook) -> tuple[dict[str, str], dict[str, str]]:
    """How the dates of a line read, and for each field that needs a look one sentence."""
    readings: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name in ("start", "end"):
        typed = getattr(line, name).strip()
        if not typed:
            continue
        if name == "end" and typed.lower() in STILL:
            readings[name] = words("form", "goes_on")
            continue
        try:
            readings[name] = words("form", "read_as").format(window=workbook.read_date(typed).date.window_words())
        except AmbiguousDate as error:
            two = " / ".join(date.window_words() for date in error.readings)
            problems[name] = f"{error} {two}".strip()
        except ImeworkbookError as error:
            problems[name] = str(error)
    if not problems and line.what.strip():
        try:
            entry_of(line, workbook)
        except InvalidRecord:
            problems["end"] = words("form", "end_after_start")
    return readings, problems


def ready(lines: Sequence[Line], workbook: Workbook) -> tuple[list[Career], list[Line]]:
    """The entries of the lines that can be kept, and the lines that stay."""
    entries, stay = [], []
    for line in lines:
        if line.empty:
            continue
        if not line.what.strip() or checked(line, workbook)[1]:
            stay.append(line)
        else:
            entries.append(entry_of(line, workbook))
    return entries, stay


def pasted(text: str, workbook: Workbook) -> list[Line]:
    """The lines of a pasted text: by tabs where there are any, else by the dates and commas in each."""
    return [_split(_BULLET.sub("", line).strip(), workbook) for line in text.splitlines() if re.search(r"\w", line)]


def _split(text: str, workbook: Workbook) -> Line:
    cells = _APART.split(text)
    if len(cells) > 1:
        what, where, start, end = (*cells, "", "", "", "")[:4]
        whole = Line(what, where, start, end)
        if len(cells) <= len(CELLS) and not checked(whole, workbook)[1]:
            return whole
        text = ", ".join(cell for cell in cells if cell)
    found = find_time(text, workbook.read_date)
    rest = found.rest.strip(" ,()–—-:") if found.start or found.end else text
    what, *others = _COMMA.split(rest, maxsplit=1)
    line = Line(what, ", ".join(others), found.start, found.end)
    return replace(line, end="still") if found.ongoing and not found.end else line


def gaps(timeline: Timeline) -> Iterator[tuple[str, str, Line]]:
    """Between which entries nothing is said, and a line that would say it."""
    spells = [(entry, at) for entry in timeline.career if not entry.point and (at := timeline.span(entry))]
    for one, other in certain_gaps(spells):
        yield one.label, other.label, Line(start=date_words(one.end), end=date_words(other.start))

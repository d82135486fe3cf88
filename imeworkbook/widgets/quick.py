"""Training and work as a table: what stands in its lines, how their dates read, and the entries they become.

It knows no widgets. What a pasted CV holds is read by `memory.cv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from imeworkbook import vocabulary
from imeworkbook.errors import AmbiguousDate, ImeworkbookError, InvalidRecord
from imeworkbook.memory import propose
from imeworkbook.memory.cv import read_cv
from imeworkbook.recall.reader import goes_on
from imeworkbook.recall.words import words as words_read
from imeworkbook.records import Career
from imeworkbook.review.windows import certain_gaps
from imeworkbook.timeline import Timeline, date_words
from imeworkbook.widgets.words import words
from imeworkbook.workbook import Workbook

CELLS = ("what", "where", "start", "end")
_BESIDE = ("type", "source")
"""What a line carries besides its cells: the type of a CV's heading, and the words that were pasted for it."""


@dataclass(frozen=True)
class Line:
    """One line of the table, as typed; of a pasted one its type where a heading told it, and what was pasted."""

    what: str = ""
    where: str = ""
    start: str = ""
    end: str = ""
    type: str = ""
    source: str = ""

    def __repr__(self) -> str:
        return "<Line>"

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Line:
        """A line from JSON values; what it does not know is passed over."""
        return cls(**{name: str(fields.get(name) or "") for name in (*CELLS, *_BESIDE)})

    @property
    def empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(getattr(self, name).strip() for name in CELLS)

    def to_dict(self) -> dict[str, str]:
        """The line as JSON values."""
        return {name: getattr(self, name) for name in (*CELLS, *_BESIDE)}


def entry_of(line: Line, workbook: Workbook) -> Career:
    """The entry that a line becomes, with its dates read.

    Raises
    ------
    DateNotUnderstood, AmbiguousDate, InvalidRecord
    """
    ongoing = goes_on(line.end)
    named = type_of(line, workbook)
    point = named == "licence" and not line.end.strip()
    entry = Career(
        title=line.what,
        organisation=line.where,
        type=named,
        start=line.start or None,
        end=None if ongoing else line.end or None,
        ongoing=ongoing,
        point=point,
    )
    return workbook.reader.read(entry)


def type_of(line: Line, workbook: Workbook) -> str:
    """What kind of work or study a line names: by the heading it stood under, or else by its words."""
    if line.type in vocabulary.terms("career_type"):
        return line.type
    words_of = f"{line.what} {line.where}"
    return str(propose(words_of, workbook.read_date, Career.kind).fields.get("type", "position"))


def checked(line: Line, workbook: Workbook) -> tuple[dict[str, str], dict[str, str]]:
    """How the dates of a line read, and for each field that needs a look one sentence."""
    readings: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name in ("start", "end"):
        typed = getattr(line, name).strip()
        if not typed:
            continue
        if name == "end" and goes_on(typed):
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


def pasted(text: str) -> tuple[list[Line], list[str]]:
    """The lines that a pasted text becomes, and its lines that became none; where no dates are found, each is one."""
    posts, left = read_cv(text)
    if not posts:
        bare = [_bare(line) for line in left]
        return [line for line in bare if not line.empty], [line.source for line in bare if line.empty]
    still = words_read()["goes_on"][0]
    return [
        Line(post.what, post.where, post.start, still if post.ongoing else post.end, post.type, post.source)
        for post in posts
    ], list(left)


def _bare(text: str) -> Line:
    what, where, start, end = (*re.split(r"\s*(?:\t|\|)\s*", text, maxsplit=3), "", "", "")[:4]
    return Line(what, where, start, end, source=text)


def gaps(timeline: Timeline) -> Iterator[tuple[str, str, Line]]:
    """Between which entries nothing is said, and a line that would say it."""
    spells = [(entry, at) for entry in timeline.career if not entry.point and (at := timeline.span(entry))]
    for one, other in certain_gaps(spells):
        yield one.label, other.label, Line(start=date_words(one.end), end=date_words(other.start))

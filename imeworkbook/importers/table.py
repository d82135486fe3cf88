"""Tables: LinkedIn's, a pharmacy's, or one's own. Rows of text cells with a header, whatever they came from."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from imeworkbook import vocabulary
from imeworkbook.errors import Problem
from imeworkbook.importers import career
from imeworkbook.importers.days import Words, of_day
from imeworkbook.importers.found import AsRead, Gathering, Proposed
from imeworkbook.importers.given import refuse
from imeworkbook.importers.stopping import may_go_on
from imeworkbook.importers.wording import as_title, content, is_charged, said
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import once_a_language
from imeworkbook.records import LINE, When

Rows = Sequence[Sequence[str]]
MOST_ROWS = 20_000
_SERIAL = re.compile(r"[1-5]\d{4}(?:\.\d+)?")
_FIRST_DAY = dt.date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was
_FIRST_DAY_1904 = dt.date(1904, 1, 1)


@dataclass(frozen=True)
class Choices:
    """What the person says of a file whose rows do not say it themselves.

    Attributes
    ----------
    kind
        The kind of entry that a row becomes; empty takes what a column says, else training and work.
    columns
        Which column is what, by its number; what is not named is guessed.
    day_first
        Whether 05/06/2007 is the 5th of June; None asks.
    since_1904
        Whether days that are numbers count from 1904.
    today
        The day of reading.
    person
        Whose rows are wanted where a file is about several people: the key of one of them.
    """

    kind: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    day_first: bool | None = None
    since_1904: bool = False
    today: dt.date | None = None
    person: str = ""

    def __repr__(self) -> str:
        return "<Choices>"


def rows_of(text: str) -> list[list[str]]:
    """The cells of text that is separated by commas, tabs or semicolons; quoted cells may hold line breaks.

    Where a quote is opened and never closed, quotes are signs like any other: no row disappears in a cell.

    Raises
    ------
    CannotImport
        When there are too many rows, or a cell is too large.
    """
    bare = [re.sub(r'"[^"]*"', "", line) for line in text[:20_000].splitlines()[:10]]
    mark = max("\t;,", key=lambda one: max((line.count(one) for line in bare), default=0))
    try:
        found = []
        quoting: Literal[0, 3] = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
        for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark, quoting=quoting):
            may_go_on()
            if any(cell.strip() for cell in row):
                found.append([cell.strip() for cell in row])
            if len(found) > MOST_ROWS:
                refuse("many_rows", most=MOST_ROWS)
    except csv.Error:
        refuse("cut_off")
    return found


# --- which table it is ---


def header_of(rows: Rows) -> int | None:
    """The row that heads a table: the first of ten that names two columns; None where none does.

    LinkedIn puts notes above some of its headers.
    """
    for number, row in enumerate(rows[:10]):
        if len(row) > 1 and (len(guessed(row)) >= 2 or linkedin(row)):
            return number
    return None


def linkedin(header: Sequence[str]) -> str:
    """Which of LinkedIn's tables has this header; empty for none."""
    names = {cell.casefold() for cell in header}
    tables: Mapping[str, list[str]] = content("linkedin")
    return next((name for name, wanted in tables.items() if names >= set(wanted)), "")


def is_pharmacy(header: Sequence[str]) -> bool:
    """Whether this is a list of what a pharmacy handed out."""
    return {"medicine", "dispensed"} <= guessed(header).keys()


@once_a_language
def _names() -> dict[str, str]:
    return {name: column for column, names in content("columns").items() for name in names}


def guessed(header: Sequence[str]) -> dict[str, int]:
    """Which column is what, by the words in its header; each at most once."""
    found: dict[str, int] = {}
    for number, cell in enumerate(header):
        plain = " ".join(re.sub(r"[^a-z ]+", " ", cell.casefold()).split())
        column = _names().get(plain)
        if column and column not in found:
            found[column] = number
    return found


def read(rows: Rows, found: Gathering, choices: Choices) -> None:
    """Take a table, whichever it is.

    Raises
    ------
    CannotImport
        When no row names its columns.
    """
    head = header_of(rows)
    if head is None:
        refuse("no_header")
    header, body = rows[head], rows[head + 1 :]
    words = Words(day_first=choices.day_first, today=choices.today)
    lines = _Lines(header, body, head + 2, words, choices, found)
    if which := linkedin(header):
        found.format, found.document["what"] = "linkedin", said("document", "linkedin")
        _LINKEDIN[which](lines)
    elif is_pharmacy(header):
        found.format, found.document["what"] = "pharmacy", said("document", "pharmacy")
        _pharmacy(lines)
    else:
        _own(lines)
    if words.asked:
        found.notice("day_first")
    if found.format in ("table", "pharmacy"):
        found.table = AsRead(tuple(header), lines.columns, choices.kind or "career", words.asked)


class _Lines:
    """The rows of one table, cell by cell, with what needs a look in the row that is read just now."""

    def __init__(
        self, header: Sequence[str], body: Rows, first: int, words: Words, choices: Choices, found: Gathering
    ) -> None:
        self.header = [cell.casefold() for cell in header]
        self.columns = {**guessed(header), **choices.columns}
        self.found = found
        self.choices = choices
        self._body, self._first, self._words = body, first, words
        self.looks: list[Problem] = []
        self.number = 0
        self._row: Sequence[str] = ()

    def __iter__(self) -> Iterator[int]:
        for number, row in enumerate(self._body, self._first):
            may_go_on()
            self._row, self.looks, self.number = row, [], number
            yield number

    def cell(self, name: str, column: int | None = None) -> str:
        """The cell under a column of ours, or of LinkedIn's."""
        at = self.columns.get(name) if column is None else column
        return self._row[at] if at is not None and 0 <= at < len(self._row) else ""

    def titled(self, name: str) -> str:
        """The cell under this title, as LinkedIn writes it."""
        return self.cell("", self.header.index(name)) if name in self.header else ""

    def date(self, words: str, side: str) -> When | None:
        """A date in words, or a spreadsheet's day as a number, which is asked."""
        if _SERIAL.fullmatch(words):
            first = _FIRST_DAY_1904 if self.choices.since_1904 else _FIRST_DAY
            when = of_day(first + dt.timedelta(days=int(float(words))))
            self.looks.append(Problem(side, "importers:look.serial", {"day": when.phrase}))
            return when
        return self._words.read(words, side, self.looks.append)

    def span(self, start: str, end: str) -> tuple[When | None, When | None, bool]:
        """From, until, and whether the row itself says that it goes on."""
        goes_on = end.casefold() in content("words_of_files")["still"]
        return self.date(start, "start"), None if goes_on else self.date(end, "end"), goes_on


# --- LinkedIn ---


def _positions(lines: _Lines) -> None:
    for number in lines:
        start, end, goes_on = lines.span(lines.titled("started on"), lines.titled("finished on"))
        career.offer(
            lines.found, title=lines.titled("title"), organisation=lines.titled("company name"),
            place=lines.titled("location"), start=start, end=end, ongoing=goes_on, looks=tuple(lines.looks),
            stands=("Positions", number),
        )  # fmt: skip


def _education(lines: _Lines) -> None:
    for number in lines:
        start, end, goes_on = lines.span(lines.titled("start date"), lines.titled("end date"))
        career.offer(
            lines.found, title=lines.titled("degree name"), organisation=lines.titled("school name"), type="schooling",
            start=start, end=end, ongoing=goes_on, looks=tuple(lines.looks), stands=("Education", number),
        )  # fmt: skip


def _certifications(lines: _Lines) -> None:
    for number in lines:
        start, end, _ = lines.span(lines.titled("started on"), lines.titled("finished on"))
        career.offer(
            lines.found, title=lines.titled("name"), organisation=lines.titled("authority"), type="licence", point=True,
            start=start, end=end, looks=tuple(lines.looks), stands=("Certifications", number),
        )  # fmt: skip


_LINKEDIN = {"positions": _positions, "education": _education, "certifications": _certifications}


# --- a pharmacy's list ---


def _pharmacy(lines: _Lines) -> None:
    for number in lines:
        medicine = lines.cell("medicine")
        when = lines.date(lines.cell("dispensed"), "start")
        if not medicine:
            lines.found.set_apart("without_name", "empty", place=said("words", "row", number=number))
            continue
        more = [(key, lines.cell(key)) for key in ("amount", "supply", "status")]
        told = [medicine, *(said("words", key, what=cell) for key, cell in more if cell)]
        if lines.cell("status").casefold() in content("words_of_files")["not_given"]:
            lines.found.set_apart(
                "dispensed", "not_given", place=said("words", "row", number=number), quote="\n".join(told)
            )
            continue
        fields = {
            "type": "medication",
            "title": said("title", "dispensed_of", name=_medicine(medicine))[:LINE],
            "provider": lines.cell("pharmacy")[:LINE],
            "medication": "" if is_charged(medicine) else ", ".join(told)[:LINE],
            "point": True,
        }
        lines.found.rows.append(
            Proposed(
                "treatment",
                fields,
                when,
                None,
                said("words", "row", number=number),
                "\n".join(told),
                name=medicine,
                looks=tuple(lines.looks),
            )
        )


def _medicine(name: str) -> str:
    """A medicine as it may be shown: what it is for, in charged words, is only quoted."""
    return said("title", "medicine") if is_charged(name) else name


# --- one's own ---


def _own(lines: _Lines) -> None:
    for number in lines:
        kind, looks = _kind(lines)
        start, end, goes_on = lines.span(lines.cell("start") or lines.cell("date"), lines.cell("end"))
        point = not lines.cell("start") and bool(lines.cell("date")) and not end
        fields = _fields(kind, lines)
        if not any(value for name, value in fields.items() if name != "type"):
            lines.found.set_apart("without_name", "empty", place=said("words", "row", number=number))
            continue
        if point:
            fields["point"] = True
        elif goes_on:
            fields["ongoing"] = True
        quote = "\n".join(cell for cell in lines._row if cell)
        named = "|".join(str(value) for value in fields.values() if value)
        lines.found.rows.append(
            Proposed(
                kind,
                fields,
                start,
                end,
                said("words", "row", number=number),
                quote,
                is_charged(quote),
                named,
                (*looks, *lines.looks),
            )
        )


def _kind(lines: _Lines) -> tuple[str, list[Problem]]:
    typed = lines.cell("kind").casefold()
    known = {name: name for name in ENTRIES} | {kind.label.casefold(): name for name, kind in ENTRIES.items()}
    if typed in known:
        return known[typed], []
    return lines.choices.kind or "career", []


def _fields(kind: str, lines: _Lines) -> dict[str, object]:
    """The fields of such an entry that the columns give; a title that may hurt becomes a quotation."""
    model = ENTRIES[kind].model.model_fields
    title, where, place = (lines.cell(name)[:LINE] for name in ("what", "where", "place"))
    fields: dict[str, object] = {"title": title if kind == "career" or not title else as_title(title, "plain")}
    for name in ("organisation", "provider"):
        if name in model:
            fields[name] = where
    if "place" in model:
        fields["place"] = place
    if "medication" in model and lines.cell("medicine"):
        fields["medication"] = lines.cell("medicine")[:LINE]
        fields["title"] = fields["title"] or lines.cell("medicine")[:LINE]
    if "type" in model:
        fields["type"] = _term(ENTRIES[kind].terms, lines.cell("type"))
    if kind == "career" and not fields["type"]:
        fields["type"] = "position"
    if kind == "use":
        named = lines.cell("substance") or lines.cell("what")
        fields |= {
            "title": "",
            "substance": _term("substance", named),
            "frequency": _term("frequency", lines.cell("frequency")),
        }
        if not fields["substance"]:
            lines.looks.append(Problem("substance", "importers:look.substance"))
    return fields


def _term(name: str, typed: str) -> str | None:
    known = {key.casefold(): key for key in vocabulary.terms(name)}
    known |= {label.casefold(): key for key, label in vocabulary.terms(name).items()}
    return known.get(typed.casefold())


def as_cells(rows: Iterable[Iterable[object]], *, since_1904: bool) -> list[list[str]]:
    """The cells of a spreadsheet as text: days as days, and whole numbers without their point."""
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()

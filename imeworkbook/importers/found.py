"""What a file says, before anything of it is kept: proposals, what is set apart with the reason, what needs a look."""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from imeworkbook import vocabulary
from imeworkbook.errors import Problem
from imeworkbook.importers.wording import said
from imeworkbook.records import When
from imeworkbook.showing import Bundle, Shows


@dataclass(frozen=True)
class Proposed:
    """One entry that a row of a file could become.

    Attributes
    ----------
    kind
        The kind of entry.
    fields
        Fields of such an entry besides its dates. No title holds a diagnosis or a word that shames.
    start, end
        The dates as the file gives them: partial ones stay partial. One that could not be read has no EDTF.
    place
        Where in the file it stands.
    quote
        The file's own words: a quotation, and nothing else.
    sensitive
        Whether the quotation holds a diagnosis or a word that may hurt, so that a line stands before it opens.
    name
        What tells it from other things: of what has a plain title, the words of the file.
    looks
        What needs a look before it can be taken, as a field and the reason.
    statement
        Whether it says that something was stated on a day: said again on another day, it is the same statement.
    merged
        The `mark` that it had before a row of another file came to it.
    """

    kind: str
    fields: Mapping[str, Any]
    start: When | None = None
    end: When | None = None
    place: str = ""
    quote: str = ""
    sensitive: bool = False
    name: str = ""
    looks: tuple[Problem, ...] = ()
    statement: bool = False
    merged: str = ""

    def __repr__(self) -> str:
        return f"<Proposal of a {self.kind} entry>"

    @property
    def title(self) -> str:
        """What a list calls it."""
        parts = [str(self.fields.get(part) or "") for part in ("title", "organisation", "looked_for")]
        return ", ".join(part for part in parts if part) or vocabulary.label("kind", self.kind)

    @property
    def when(self) -> str:
        """Its dates, as a person reads them; empty where the file gives none."""
        start, end = (_said(when) for when in (self.start, self.end))
        end = said("words", "goes_on") if self.fields.get("ongoing") else end
        if self.fields.get("point") or not (start or end):
            return start
        return " – ".join(part or "?" for part in (start, end))

    @property
    def mark(self) -> str:
        """What tells it again when its file is read once more; it says nothing of what stands there."""
        if self.merged:
            return self.merged
        dates = [when.phrase if when else "" for when in (self.start, self.end)]
        told = [self.kind, self.name, self.place, self.quote, *dates, str(self.fields.get("title"))]
        return hashlib.sha256("\0".join(told).encode()).hexdigest()[:20]

    def as_sensitive(self) -> Proposed:
        """The same with a quotation that does not open without a line before it."""
        return replace(self, sensitive=True)

    def looked_at(self, *problems: Problem) -> Proposed:
        """The same with more that needs a look."""
        return replace(self, looks=(*self.looks, *problems))


def _said(when: When | None) -> str:
    return "" if when is None else str(when.date or when.phrase)


@dataclass(frozen=True)
class Apart:
    """A row that is not offered: what it is, in plain words, and the reason. `quote` holds the file's own words."""

    what: str
    reason: str
    place: str = ""
    quote: str = ""

    def __repr__(self) -> str:
        return "<Apart>"


@dataclass(frozen=True)
class Person:
    """One of several people in a file: what the file knows them by, and what it calls them."""

    key: str
    label: str

    def __repr__(self) -> str:
        return "<Person>"


@dataclass(frozen=True)
class Proposals(Shows):
    """What one file says. Nothing of it is kept.

    Attributes
    ----------
    format
        The name of the format, as in `data/en/importers.toml`.
    document
        What the checklist of records calls it, and who holds it; the name of the file is no part of it.
    rows
        What could become an entry, in the order of the file.
    apart
        What is not offered, with the reason.
    passed_over
        What this does not read, with how often it stands there.
    notices
        What there is to say of the file as a whole.
    born
        The date of birth in the file (EDTF); empty where none stands there.
    lines
        The lines of a CV that is plain text. They are read where a pasted CV is.
    table
        How a table of one's own was read; None for every other format.
    people
        Those it is about, where they are several and it was not said whose rows are wanted: then it has no rows.
    """

    format: str
    document: Mapping[str, str]
    rows: tuple[Proposed, ...] = ()
    apart: tuple[Apart, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    born: str = ""
    lines: tuple[str, ...] = ()
    table: AsRead | None = None
    people: tuple[Person, ...] = ()

    def __repr__(self) -> str:
        return f"<Proposals: {len(self.rows)} rows, {len(self.apart)} set apart>"

    def __iter__(self) -> Iterator[Proposed]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _static(self) -> Bundle:
        rows = [(one.when, one.title, "; ".join(map(str, one.looks))) for one in self.rows]
        rows += [("", f"{one.what} – {one.reason}", "") for one in self.apart]
        cells = ["<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
        notices = "".join(f"<p>{html.escape(one)}</p>" for one in (said("words", "nothing_kept"), *self.notices))
        return {"text/html": f"{notices}<table>{''.join(cells)}</table>"}


@dataclass(frozen=True)
class AsRead:
    """How a table of one's own was read: its header, and which column was taken for what."""

    header: tuple[str, ...]
    columns: Mapping[str, int]
    kind: str
    asks_day_first: bool = False

    def __repr__(self) -> str:
        return f"<AsRead of {len(self.header)} columns>"


class Gathering:
    """What a reader of one format puts together while it goes through a file."""

    def __init__(self, format: str) -> None:
        self.format = format
        self.document: dict[str, str] = {"what": said("document", format)}
        self.rows: list[Proposed] = []
        self.apart: list[Apart] = []
        self.passed_over: Counter[str] = Counter()
        self.notices: list[str] = []
        self.whom: dict[str, str] = {}  # of whom it is, where it must be asked
        self.born = ""
        self.lines: list[str] = []
        self.table: AsRead | None = None

    def set_apart(self, what: str, reason: str, *, place: str = "", quote: str = "") -> None:
        """Note a row that is not offered; `what` and `reason` are keys of the words."""
        self.apart.append(Apart(said("title", what), said("apart", reason), place, quote))

    def notice(self, key: str, **parts: object) -> None:
        """Say something of the file as a whole, once."""
        sentence = said("notice", key).format(**parts)
        if sentence not in self.notices:
            self.notices.append(sentence)

    def done(self) -> Proposals:
        """What was found, with the same statement of several days told once."""
        if self.whom:
            people = tuple(Person(key, label) for key, label in self.whom.items())
            return Proposals(self.format, self.document, notices=(said("notice", "several_people"),), people=people)
        rows = tuple(_once(self.rows))
        apart = {(one.what, one.reason, one.quote or one.place): one for one in reversed(self.apart)}
        return Proposals(
            self.format,
            self.document,
            rows,
            tuple(reversed(apart.values())),
            dict(self.passed_over),
            tuple(self.notices),
            self.born,
            tuple(self.lines),
            self.table,
        )


def _once(rows: Iterable[Proposed]) -> Iterator[Proposed]:
    """Each row once; where a file says the same twice, the first stands and names the other places."""
    kept: dict[object, Proposed] = {}
    for number, row in enumerate(rows):
        key = (_key(row), row.looks) if row.name else number
        first = kept.get(key)
        if first is None:
            kept[key] = row
        elif first != row:
            quotes = dict.fromkeys([*first.quote.splitlines(), *row.quote.splitlines()])
            places = dict.fromkeys([*first.place.split("; "), *row.place.split("; ")])
            earlier = min(first, row, key=lambda one: one.start.edtf or "9" if one.start else "9")
            kept[key] = replace(earlier, quote="\n".join(quotes), place=_short("; ".join(filter(None, places))))
    return iter(kept.values())


def _key(row: Proposed) -> object:
    if row.statement:
        return row.name.casefold()
    return row.kind, row.name.casefold(), tuple(when and when.edtf for when in (row.start, row.end))


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"

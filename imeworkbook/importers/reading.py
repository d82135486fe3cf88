"""Which format a file has, by what stands in it, and the reader that takes it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import Problem
from imeworkbook.importers import apple, archive, calendar, ccda, fhir, json_resume, office, orcid, table
from imeworkbook.importers.found import Gathering, Proposals, Proposed
from imeworkbook.importers.given import MOST_BYTES, Given, decoded, encoding_of, refuse
from imeworkbook.importers.table import Choices
from imeworkbook.importers.tolerant import parsed
from imeworkbook.importers.wording import said

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ZIP, _PDF, _OLE, _GZIP = b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"
_ROOT = re.compile(r"<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)")
_PARTS_OF_A_DOCUMENT = {"section", "entry", "component", "structuredBody", "observation", "act", "encounter", "text"}
_STREAMED = 30  # how many lines tell one resource a line from a document over several lines


def read(source: Path | str | bytes, choices: Choices | None = None) -> Proposals:
    """What a file says, as proposals. Nothing is kept, and nothing in it is run or fetched.

    Parameters
    ----------
    source
        Where the file is, or its bytes.
    choices
        What the person says of it, where the file does not say it itself.

    Raises
    ------
    CannotImport
        With one sentence, when it cannot be read.
    """
    given = Given.of(source)
    choices = choices or Choices()
    found = Gathering("")
    head = given.head()
    if head.startswith(_ZIP):
        _packed(given, found, choices)
    elif head.startswith(_PDF):
        _begin(found, "pdf")
        found.lines = office.lines_of_pdf(given)
    elif head.startswith(_OLE):
        refuse("old_office")
    elif head.startswith(_GZIP):
        refuse("unpack")
    else:
        _text(given, found, choices)
    return _possible(found.done(), choices)


def _begin(found: Gathering, format: str) -> None:
    found.format = format
    found.document["what"] = said("document", format)


# --- packed files ---


def _packed(given: Given, found: Gathering, choices: Choices) -> None:
    with archive.opened(given) as packed:
        match archive.office(packed):
            case "word":
                _begin(found, "word")
                found.lines = office.lines_of_word(given)
            case "sheet":
                _begin(found, "table")
                since_1904 = choices.since_1904 or office.counts_from_1904(given)
                table.read(office.cells(given), found, replace(choices, since_1904=since_1904))
            case _:
                _begin(found, "zip")
                archive.read(packed, found, lambda part, inside: _part(part, inside, choices), choices.person)


def _part(given: Given, found: Gathering, choices: Choices) -> None:
    """A part of a packed file: a table in it is taken only where it is one that is known."""
    if given.ending == ".csv":
        rows = table.rows_of(given.text()[0])
        head = table.header_of(rows)
        if head is None or not table.linkedin(rows[head]):
            refuse("unknown")
    _text(given, found, choices)


# --- text ---


def _text(given: Given, found: Gathering, choices: Choices) -> None:
    head = given.head()
    encoding = encoding_of(head) or "utf-8"
    start = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if not start:
        refuse("empty")
    if start.startswith("<"):
        _markup(given, start, found, choices.person)
    elif start.startswith(("{", "[")):
        _json(given, start, found, choices.person)
    else:
        text, guessed = given.text()
        _plain(text, found, choices)
        if guessed:
            found.notice("encoding")


def _json(given: Given, start: str, found: Gathering, person: str) -> None:
    lines = start.splitlines()
    if given.ending == ".ndjson" or (len(lines) > 1 and all(_is_whole(line) for line in lines[: _STREAMED - 1][:-1])):
        _begin(found, "fhir")
        fhir.read_lines(given, found, person)
        return
    value = parsed(given.text()[0])
    first = value[0] if isinstance(value, list) and value else value
    if fhir.is_one(first):
        _begin(found, "fhir")
        fhir.read(value, found, person)
    elif orcid.is_one(value):
        _begin(found, "orcid")
        orcid.read(value, found)
    elif json_resume.is_one(value):
        _begin(found, "json_resume")
        json_resume.read(value, found)
    else:
        refuse("unknown_json")


def _is_whole(line: str) -> bool:
    return line.startswith("{") and line.rstrip().endswith("}")


def _markup(given: Given, start: str, found: Gathering, person: str) -> None:
    root = _ROOT.search(re.sub(r"<[?!][^>]*>", "", start))
    name = root[2] if root else ""
    if f"<{apple.ROOT}" in start or name == apple.ROOT:
        _begin(found, "apple")
        apple.read(given, found, inside=False)
        return
    if name.casefold() == "html" or "<html" in start.casefold():
        refuse("web_page")
    if name in _PARTS_OF_A_DOCUMENT:
        refuse("fragment")
    element = _parsed_xml(given)
    if ccda.is_one(element):
        _begin(found, "ccda")
        ccda.read(element, found)
    elif orcid.NAMESPACE in element.tag:
        _begin(found, "orcid")
        orcid.read(_as_json(element, lambda one: {_name(one): orcid.of_xml(one)}), found)
    elif fhir.NAMESPACE in element.tag:
        _begin(found, "fhir")
        fhir.read(_as_json(element, fhir.of_xml), found, person)
    else:
        refuse("unknown")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _as_json(element: Element, of_xml: Callable[[Element], Any]) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return of_xml(element)
    except RecursionError:
        refuse("deep")


def _parsed_xml(given: Given) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    content = given.content()
    try:
        element: Element = fromstring(content, forbid_dtd=False)
    except DefusedXmlException:
        refuse("entities")
    except ParseError as error:
        if "prefix" in str(error):
            refuse("fragment")
        refuse("cut_off")
    except (ValueError, LookupError):
        refuse("cut_off")
    return element


def _plain(text: str, found: Gathering, choices: Choices) -> None:
    if calendar.is_one(text):
        _begin(found, "calendar")
        calendar.read(text, found, choices)
        return
    if text.lstrip("\ufeff \t\r\n")[:6].upper() == "BEGIN:":
        refuse("fragment")
    rows = table.rows_of(text)
    if table.header_of(rows) is not None:
        _begin(found, "table")
        table.read(rows, found, choices)
    elif len(rows) > 1 and min(map(len, rows)) > 1 and len({len(row) for row in rows}) == 1:
        refuse("no_header")
    else:
        _begin(found, "text")
        found.lines = [line.strip() for line in text.splitlines() if line.strip()][: office.MOST_LINES]


# --- what cannot be ---


def _possible(proposals: Proposals, choices: Choices) -> Proposals:
    """The same, where each row with a day before the birth in the file, or one that has not come, says so."""
    today = choices.today or dt.date.today()
    born = FuzzyDate.parse(proposals.born).earliest if proposals.born else None
    return replace(proposals, rows=tuple(_checked(row, born, today) for row in proposals.rows))


def _checked(row: Proposed, born: dt.date | None, today: dt.date) -> Proposed:
    for side, when in (("start", row.start), ("end", row.end)):
        date = when.date if when else None
        if date is None:
            continue
        if date.earliest and date.earliest > today:
            row = row.looked_at(Problem(side, "importers:look.in_the_future"))
        elif born and date.latest and date.latest < born:
            row = row.looked_at(Problem(side, "importers:look.before_birth"))
    start, end = (when.date if when else None for when in (row.start, row.end))
    if start and end and start.earliest and end.latest and start.earliest > end.latest:
        row = row.looked_at(Problem("end", "importers:look.end_first"))
    return row


__all__ = ["MOST_BYTES", "Choices", "decoded", "read"]

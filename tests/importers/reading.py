"""The hand-made files of these tests, of invented people, and what is read of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from imeworkbook.importers import Choices, Proposals, Proposed, read

FILES = Path(__file__).parent / "files"
TODAY = dt.date(2026, 11, 23)


def proposals(source: str | bytes, **choices: object) -> Proposals:
    """What a file of these tests, or some bytes, come to on one day."""
    given = FILES / source if isinstance(source, str) else source
    return read(given, Choices(today=TODAY, **choices))  # type: ignore[arg-type]


def told(row: Proposed) -> tuple[str, str, str]:
    """The kind of a row, what it is, and when."""
    return row.kind, row.title, row.when


def looks(row: Proposed) -> list[str]:
    """The fields of a row that need a look."""
    return [one.field for one in row.looks]


def reasons(found: Proposals) -> list[tuple[str, str]]:
    """What is set apart: the words of the file, and the reason."""
    return [(one.quote.splitlines()[0] if one.quote else "", one.reason) for one in found.apart]

"""The timeline of a copy as plain data: CSV for a spreadsheet, JSON for a program.

A copy for somebody else has the columns of `Timeline.to_frame` but for two, which are the workbook's own: the names of
records, and for whom each was stated.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from imeworkbook.report.citing import Citing
from imeworkbook.timeline import Timeline

if TYPE_CHECKING:
    import pandas

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
_TYPED = ["label", "start", "end", "citations"]
_OWN = ["id", "audience"]
TEXT_MARK = "\u200b"
_MAY_END_A_CELL = re.compile(r"[;\t\n]|\r\n?")


def to_csv(timeline: Timeline, citing: Citing | None = None) -> str:
    """One row an entry; days as ISO dates, empty where open or not stated; then what it cites, as the copy prints it.

    What was typed is text to every spreadsheet (see `as_text`); days and numbers are days and numbers.
    """
    frame = _columns(timeline)
    frame["citations"] = ["; ".join(citing.beside(entry)) if citing else "" for entry in timeline]
    typed = {name: frame[name].map(as_text) for name in _TYPED}
    text: str = frame.assign(**typed).to_csv(
        index=False, date_format="%Y-%m-%d", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC
    )
    return _BYTE_ORDER_MARK + text


def as_text(typed: str) -> str:
    """Typed words as a cell that no spreadsheet runs as a formula or takes for a number or a day.

    A zero-width space (U+200B) stands before them. It is not shown, and as it is no white space in Unicode, no
    import trims it, as some trim spaces and tabs; an apostrophe would be shown, as CSV has no hidden one. The mark
    stands after each semicolon, tab and line break as well, where a spreadsheet with other separators begins a cell.
    Seen in LibreOffice 7.4: no formula with any separators, no words turned into a day or a number, the same once
    saved again.

    To have the words back, take away the first mark and the one behind each semicolon, tab and line break.
    """
    return typed and TEXT_MARK + _MAY_END_A_CELL.sub(rf"\g<0>{TEXT_MARK}", typed)


def to_json(timeline: Timeline, citing: Citing | None = None) -> str:
    """The same rows as a list of objects; null where open or not stated. What an entry cites is a list of objects."""
    frame = _columns(timeline)
    cited: list[Any] = [citing.listed(entry) if citing else [] for entry in timeline]
    frame["citations"] = cited
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in frame.select_dtypes("datetime").columns}
    text: str = frame.assign(**days).to_json(orient="records", indent=1, force_ascii=False)
    return text


def _columns(timeline: Timeline) -> pandas.DataFrame:
    frame = timeline.to_frame()
    return frame if timeline.audience == "private" else frame.drop(columns=_OWN)

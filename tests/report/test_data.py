"""The timeline as CSV: what was typed is text to every spreadsheet, and comes back as it was."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given

from imeworkbook.records import Career, Use, When
from imeworkbook.report.data import to_csv
from imeworkbook.timeline import Timeline, chronicle
from tests.strategies import FOR_A_SPREADSHEET

MARK = "\u200b"
RUNS = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
TAKEN_FOR_SOMETHING_ELSE = [
    "=1+1",
    "-5 mg",
    "+1 555",
    "@home",
    "＝1+1",
    " =1",
    "May 2009",
    "1/2",
    "007",
    "1e5",
    "TRUE",
    "'s",
]


def timeline(*typed: str) -> Timeline:
    return chronicle([Career(title=text, start=When(phrase=text), end=When(phrase=text)) for text in typed])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def typed(cell: str) -> str:
    """The words of a cell, as the docstring of `as_text` gives them back."""
    return re.sub(rf"(\r\n|[;\t\r\n]){MARK}", r"\1", cell[1:])


@given(text=FOR_A_SPREADSHEET)
@example(text="a;=1+1")
@example(text=f";{MARK}{MARK}=\r\n{MARK}=1")
def test_what_was_typed_comes_back(text: str) -> None:
    written = timeline(text)
    [kept], [row] = written.to_frame().to_dict("records"), rows(to_csv(written))
    assert [typed(row[name]) for name in ("label", "start", "end")] == [kept["label"], kept["start"], kept["end"]]


@given(text=FOR_A_SPREADSHEET)
@example(text='a";=1+1')
@example(text="x\r\n=1+1")
def test_no_cell_runs_wherever_a_spreadsheet_cuts(text: str) -> None:
    whole = to_csv(timeline(text))
    cells = [cell for row in csv.reader(io.StringIO(whole, newline="")) for cell in row]
    pieces = re.split(r"[;\t\r\n]", whole)  # with another separator than ours, quotes hold nothing together
    assert [part for part in (*cells, *pieces) if RUNS.match(part.strip(' "'))] == []


@pytest.mark.parametrize("text", TAKEN_FOR_SOMETHING_ELSE)
def test_words_that_look_like_something_else_stay_words(text: str) -> None:
    [row] = rows(to_csv(timeline(text)))
    assert row["label"] == row["start"] == row["end"] == MARK + text.strip()


def test_what_is_ours_stays_a_number_or_a_day() -> None:
    written = chronicle([Use(substance="alcohol", frequency=2.5, start="2009-05-14", end="2012")])
    [row] = rows(to_csv(written))
    assert (row["earliest_start"], row["latest_end"], row["days_a_month"]) == ("2009-05-14", "2012-12-31", "2.5")
    assert (row["kind"], row["audience"], row["ongoing"], row["age_from"]) == ("use", "private", "False", "")


def test_what_was_not_said_stays_empty() -> None:
    [row] = rows(to_csv(chronicle([Career(title="Nurse")])))
    assert (row["start"], row["end"]) == ("", "")

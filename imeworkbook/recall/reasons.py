"""Why a window is as it is, and what contradicts what, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from imeworkbook.dates import FuzzyDate, Window
from imeworkbook.errors import DateError
from imeworkbook.language import texts
from imeworkbook.recall.context import within
from imeworkbook.recall.narrowing import Said
from imeworkbook.records import Entry, Side, Statement, When


def window_of(window: Window) -> str:
    """A window in words: "between 1 Jan and 31 Aug 2008", "on or before 31 Dec 1998"."""
    return within(*window).window_words()


def why(window: Window, reasons: Iterable[Said], entries: Mapping[str, Entry], orderings: Iterable[Statement]) -> str:
    """One sentence: the window, and what makes it so narrow."""
    known = {one.id: one for one in orderings}
    told = [told_of(said, entries, known) for said in reasons]
    words = _words("why")
    return words["because"].format(window=_capital(window_of(window)), reasons=words["and"].join(told))


def together(statements: Iterable[Said], entries: Mapping[str, Entry], orderings: Iterable[Statement]) -> str:
    """Several statements as the person made them, one after the other."""
    known = {one.id: one for one in orderings}
    return _words("contradiction")["and"].join(told_of(said, entries, known) for said in statements)


def told_of(said: Said, entries: Mapping[str, Entry], orderings: Mapping[str, Statement]) -> str:
    """One statement as the person made it."""
    id, side = said
    if side is None:
        return sentence(orderings[id], entries)
    entry = entries[id]
    when = entry.end if side == "end" else entry.start
    if when is None:
        return _words("said")["goes_on"].format(label=entry.label)
    return _dated(entry, side, when)


def sentence(said: Statement, entries: Mapping[str, Entry]) -> str:
    """An ordering as a sentence: the beginning of “Residency” came before “Wedding”."""
    first, second = entries[said.first], entries[said.second]
    return _words("sentence")[said.relation].format(
        first=first.label,
        second=second.label,
        begin=side_of(first, "start"),
        over=side_of(first, "end"),
        other=side_of(second, "start"),
    )


def side_of(entry: Entry, side: Side) -> str:
    """The beginning or the end of an entry by its name; a single moment by its name alone."""
    return _words("side")["point" if entry.point else side].format(label=entry.label)


def _dated(entry: Entry, side: Side, when: When) -> str:
    words, name = _words("said"), side_of(entry, side)
    if when.date and (when.earliest or when.latest):
        return words["by_hand"].format(side=name, window=when.date.window_words())
    return words["date"].format(side=name, phrase=_in_words(when))


def _in_words(when: When) -> str:
    """A date as the person put it; one that a script or a file gave as EDTF is said in words: "March 2014"."""
    told = when.phrase.strip()
    try:
        return str(FuzzyDate.parse(told, hemisphere=when.hemisphere))
    except DateError:
        return told


def _words(group: str) -> dict[str, str]:
    words: dict[str, str] = texts("orderings")[group]
    return words


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]

"""Substance use on paper: what was stated of each substance, then its changes in pattern.

Each cell is one statement; a column in which nothing is stated is not there. Nothing is worked out from the rows that
are left: no heaviest time from the highest row, no time without from the gap between two. "Not stated here" stands
where a reader would else take silence for an answer: beside the last use of others, and for how often.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from imeworkbook import vocabulary
from imeworkbook.amounts import printed
from imeworkbook.asked import Standing, told
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import colon, labelled
from imeworkbook.records import Entry, Use
from imeworkbook.report.blocks import Block, Paragraph, Section, Table
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.sections import beneath, column_names, detailed, entries_of, entry_row, section, sourced, when
from imeworkbook.report.source import Source
from imeworkbook.report.told import EVENTS, MORE, said_in_summary
from imeworkbook.report.wording import date, how_often, in_a_word, not_stated, words

_COLUMNS = (*EVENTS, "route")
_WIDTHS = {"first_use": 1.2, "first_weekly": 1.0, "first_daily": 1.0, "last_use": 1.1, "route": 0.9}
_PATTERN = {"when": 1.25, "often": 1.0, "amount": 1.0, "most": 1.0, "why": 1.9}


def substances(source: Source) -> Section | None:
    """First, weekly, daily and last use and routes of each substance, as stated or answered; then whole classes."""
    timeline = source.timeline
    blocks: list[Block] = []
    answered = {substance: told(source.records, "use", substance) for substance in vocabulary.terms("substance")}
    used = {entry.substance for entry in timeline.use if not entry.as_prescribed}
    known = [key for key in answered if answered[key] or key in used]
    rows = [_summary(source, key, answered[key]) for key in known]
    stated = [key for key in _COLUMNS if any(row[key] for row in rows)]
    if stated:
        columns = column_names(" ".join(("substance", *stated)))
        named = zip((vocabulary.label("substance", key) for key in known), rows, strict=True)
        cells = tuple((name, *_cells(row, stated)) for name, row in named)
        blocks.append(Table(columns, cells, (1.2, *(_WIDTHS[key] for key in stated))))
    for substance, answers in answered.items():
        if said := in_a_word(one for one in answers if one.question.key not in _COLUMNS):
            label = vocabulary.label("substance", substance)
            blocks.append(Paragraph(said, "item", f"{label}, {words('text')['also_asked'].lower()}"))
    for state, said in words("classes").items():
        if classes := timeline.answered(state):
            names = ", ".join(vocabulary.label("substance", key) for key in classes)
            blocks.append(Paragraph(labelled(said, f"{names}.")))
    return section("substances", *blocks) if blocks else None


def _summary(source: Source, substance: str, answered: Sequence[Standing]) -> dict[str, str]:
    """What is stated of a substance, by column; empty where nothing is."""
    entries = [entry for entry in source.timeline.use if entry.substance == substance and not entry.as_prescribed]
    cells = {event: "\n".join(_dated(entry, source) for entry in entries if entry.event == event) for event in EVENTS}
    cells["route"] = "\n".join(
        dict.fromkeys(vocabulary.label("route", entry.route) for entry in entries if entry.route)
    )
    in_words = {one.question.key: one.words for one in answered}
    if "last_use" not in in_words:
        cells["last_use"] = "\n".join(filter(None, (cells["last_use"], *_lasting(entries))))
    return {key: cell or in_words.get(key, "") for key, cell in cells.items()}


def _cells(row: dict[str, str], stated: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[key] or (not_stated() if key == "last_use" else "") for key in stated)


def drugs(uses: Sequence[Use]) -> list[list[Use]]:
    """The uses of one class by the drug that they name, in order; what has no name by itself, or with the only drug."""
    found: list[list[Use]] = []
    unnamed = []
    for use in uses:
        if not use.name:
            unnamed.append(use)
        elif alike := next((of_one for of_one in found if of_one[0].may_be(use)), None):
            alike.append(use)
        else:
            found.append([use])
    if len(found) == 1:
        return [[use for use in uses if use in found[0] or use in unnamed]]
    return [*found, unnamed] if unnamed else found


def named(what: str, of_one: Iterable[Use]) -> str:
    """What is said, with the name of the drug that it is said of."""
    name = next((use.name for use in of_one if use.name), "")
    return f"{what} ({apart(name)})" if name else what


def without_last_use(uses: Sequence[Use]) -> Iterator[list[Use]]:
    """The drugs of one class of which no last use is stated, by their name or for the class."""
    stated = [use for use in uses if use.event == "last_use"]
    if not any(not use.name for use in stated):
        yield from (of_one for of_one in drugs(uses) if not any(use in stated for use in of_one))


def _lasting(uses: Sequence[Use]) -> Iterator[str]:
    """That use goes on, or where the last stated time of it ends, of each drug without a last use."""
    said = words("text")
    for of_one in without_last_use(uses):
        if any(goes_on(use) for use in of_one):
            yield named(str(said["use_goes_on"]), of_one)
        elif ends := last_end(of_one):
            yield named(str(said["time_ends"]).format(end=ends), of_one)


def is_use(use: Use) -> bool:
    """Whether this is use: not a time without, and not what is taken as prescribed."""
    return use.days_a_month != 0 and not use.as_prescribed


def goes_on(use: Use) -> bool:
    """Whether this is use of which the person says that it still goes on."""
    return use.ongoing and is_use(use)


def last_end(uses: Sequence[Use]) -> str:
    """The end of the time of use after which none can be; empty where that cannot be told from what is stated."""
    used = [use for use in uses if is_use(use)]
    ends = [use.start if use.point else use.end for use in used]
    days = [end.date if end else None for end in ends]
    if not days or any(day is None or day.latest is None for day in days):
        return ""
    known = [(day, use) for day, use in zip(days, used, strict=True) if day]
    last, use = max(known, key=lambda one: (one[0].latest or dt.date.max, one[0].earliest or dt.date.min, one[1].point))
    if use.point or any((day.earliest or dt.date.min) > (last.earliest or dt.date.min) for day, _ in known):
        return ""
    return apart(date(use.end))


def _dated(entry: Use, source: Source) -> str:
    named = apart(date(entry.start)) + (f" ({apart(entry.name)})" if entry.name else "")
    marked = source.citing.marked(entry, named)
    return sourced(entry, source, marked, *beneath(entry, source), detailed(entry, source))


def _treated(entry: Entry, source: Source) -> tuple[str, ...]:
    """A row of the table of treatment, in which a medicine taken as prescribed has how often and how much."""
    if not isinstance(entry, Use):
        return entry_row(entry, source)
    stated = entry.point or entry.frequency is not None
    taken = detailed(entry, source, *(field for field in MORE if field != "prescribed"))
    often = _often(entry.with_(name="", title=""), words("taken")) if stated else ""  # which the column before has
    told = (often, _amounts(entry), _standing_out(entry), entry.reason, taken)
    named = _substance(entry)
    return (
        when(entry, source),
        named if entry.days_a_month == 0 else as_prescribed(named),
        sourced(entry, source, *told),
    )


def as_prescribed(what: str) -> str:
    """What is taken, with the words that it is taken as prescribed."""
    return str(words("short")["prescribed"]).format(what=what)


def _substance(entry: Use) -> str:
    substance = vocabulary.label("substance", entry.substance or "")
    return beside(colon(), (substance, beside(", ", (entry.title, entry.name))))


def _standing_out(entry: Use) -> str:
    return vocabulary.label("stands_out", entry.stands_out) if entry.stands_out else ""


def _amounts(entry: Use) -> str:
    names, substance = words("detail"), entry.substance or ""
    said = {key: printed(str(getattr(entry, key)), substance) for key in ("amount", "most")}
    return " · ".join(labelled(names[key], apart(amount)) for key, amount in said.items() if amount)


def patterns(source: Source) -> Section | None:
    """A table for each substance: from when to when, how often, how much, what changed and why."""
    blocks = []
    for substance in source.timeline.substances():
        of_it = (use for use in source.timeline.use if use.substance == substance and not use.as_prescribed)
        rows = [_pattern(entry, source) for entry in of_it if not said_in_summary(entry)]
        stated = [key for at, key in enumerate(_PATTERN) if any(row[at].strip("–") for row in rows)]
        if rows:
            places = [list(_PATTERN).index(key) for key in stated]
            cells = tuple(tuple(row[at] for at in places) for row in rows)
            widths = tuple(_PATTERN[key] for key in stated)
            label = vocabulary.label("substance", substance)
            blocks.append(Table(column_names(" ".join(stated)), cells, widths, label))
    return section("patterns", *blocks) if blocks else None


def _pattern(entry: Use, source: Source) -> tuple[str, ...]:
    nothing = "–" if entry.days_a_month == 0 else ""
    why = sourced(entry, source, _standing_out(entry), entry.reason, detailed(entry, source, *MORE))
    amount, most = (printed(said, entry.substance or "") or nothing for said in (entry.amount, entry.most))
    return when(entry, source), _often(entry, vocabulary.terms("use_event")), amount, most, why


def _often(entry: Use, events: Mapping[str, str]) -> str:
    event = events[entry.event] if entry.event in EVENTS else ""
    called = beside(", ", (event, entry.title, entry.name))
    often = "" if event and entry.frequency is None else how_often(entry)
    return beside(colon(), (called, often))


treatment = entries_of(ENTRIES["treatment"], _treated)

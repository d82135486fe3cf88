"""The copy in five lines, to be read in half a minute. Each repeats what is stated further on, and adds nothing up.

Where something is stated more than once, the line says so and leaves the choice to the reader: no latest, longest or
heaviest is picked from what is left.
"""

from __future__ import annotations

from collections.abc import Iterable

from imeworkbook import vocabulary
from imeworkbook.records import Contact, Document, Entry, Setting, Use
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.blocks import Paragraph, Section
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.sections import section
from imeworkbook.report.source import Source
from imeworkbook.report.wording import date, not_stated, words

_MOST = 3


def in_short(source: Source) -> Section | None:
    """What goes on, last use and time without as stated, who and what can be asked; None where nothing is stated.

    A section that is left out has no line here either.
    """
    timeline, said = source.timeline, words("short")
    if not (timeline.entries or timeline.never()):
        return None
    lines = {
        "career": _listed(_going_on(entry) for entry in timeline.career if entry.ongoing),
        "substances": _last_use(source),
        "patterns": _listed(_without(entry) for entry in timeline.use if entry.ongoing and entry.days_a_month == 0),
        "treatment": _listed(_going_on(entry) for entry in timeline.of("treatment") if entry.ongoing),
        "documents": _counted("record", len(source.of_kind(Document))),
        "people": _counted("person", sum(one.consent == "yes" for one in source.of_kind(Contact))),
    }
    left_out = Arrangement.of(source.of_kind(Setting), source.audience).left_out
    told = {key: line for key, line in lines.items() if key not in left_out}
    to_ask = beside("; ", (told.pop(key, "") for key in ("documents", "people")))
    if not left_out >= {"documents", "people"}:
        told["ask"] = to_ask
    made = [Paragraph(line or not_stated(), "item", said[key]) for key, line in told.items()]
    return section("short", *made) if made else None


def _listed(lines: Iterable[str]) -> str:
    """The lines in one; where there are many, the first of them and how many more."""
    said = list(dict.fromkeys(lines))
    more = [words("short")["more"].format(n=len(said) - _MOST)] if len(said) > _MOST else []
    return "; ".join(said[:_MOST] + more)


def _going_on(entry: Entry) -> str:
    form = words("short")["since" if entry.start else "goes_on"]
    return str(form).format(what=apart(entry.label), start=apart(date(entry.start)))


def _without(use: Use) -> str:
    form = words("short")["since" if use.start else "goes_on"]
    return str(form).format(what=vocabulary.label("substance", use.substance or ""), start=apart(date(use.start)))


def _last_use(source: Source) -> str:
    return "; ".join(_last_of(source, substance) for substance in source.timeline.substances())


def _last_of(source: Source, substance: str) -> str:
    """The day of last use as stated, once; that it stands below where it is stated more than once."""
    stated = [use for use in source.timeline.use if use.substance == substance and use.event == "last_use"]
    said = date(stated[0].start) if len(stated) == 1 else words("short")["several"] if stated else not_stated()
    return beside(": ", (vocabulary.label("substance", substance), said))


def _counted(name: str, number: int) -> str:
    if not number:
        return ""
    form = words("short")[f"one_{name}" if number == 1 else f"many_{name}"]
    return str(form).format(n=number)

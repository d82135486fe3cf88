"""The copy in a few lines, to be read in half a minute: the present first. Each repeats what is stated further on.

Where something is stated more than once, the line says so and leaves the choice to the reader: no latest, longest or
heaviest is picked from what is left. A line that would state nothing is not there, and one sentence names what the copy
leaves open. An open end is not taken for "still".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imeworkbook import vocabulary
from imeworkbook.amounts import printed
from imeworkbook.language import colon, texts
from imeworkbook.records import Contact, Document, Entry, Setting, Use
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.blocks import Paragraph, Section
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.sections import section
from imeworkbook.report.sections_use import (
    as_prescribed,
    drugs,
    goes_on,
    is_use,
    last_end,
    named,
    without_last_use,
)
from imeworkbook.report.source import Source
from imeworkbook.report.wording import date, how_long, how_often, lower, words

_MOST = 3
_SECTION_OF = {"use_now": "patterns", "ask": "documents"}


def in_short(source: Source) -> Section | None:
    """What goes on, last use and time without as stated, who and what can be asked; None where nothing is stated.

    A section that is left out has no line here either.
    """
    timeline, said = source.timeline, words("short")
    if not (timeline.entries or timeline.never()):
        return None
    arranged = Arrangement.of(source.of_kind(Setting), source.audience)
    left_out = arranged.left_out
    lines = {
        "use_now": _all(_marked(_used(use), use, source) for use in timeline.use if goes_on(use)),
        "substances": _all(line for key in timeline.substances() for line in _last_of(source, key)),
        "patterns": _all(_marked(_without(source, use), use, source) for use in timeline.use if _is_without(use)),
        "treatment": _listed(_treated(source)),
        "career": _listed(_going_on(entry.label, entry) for entry in timeline.career if entry.ongoing),
        "ask": beside("; ", _to_ask(source, left_out)),
    }
    shown = [key for key in lines if _SECTION_OF.get(key, key) not in left_out]
    if "documents" in left_out and "people" not in left_out:
        shown.append("ask")
    open_topics = [topic for key in shown for topic in _open(source, key, lines[key])]
    first = [Paragraph(said["open"].format(topics="; ".join(open_topics)))] if open_topics else []
    made = [Paragraph(lines[key], "item", said[key]) for key in shown if lines[key]]
    return section("short", *first, *made) if shown else None


def _all(lines: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(lines))


def _marked(line: str, use: Use, source: Source) -> str:
    """A line with the mark that it cannot be right together with something else that is printed."""
    return str(words("conflict")["short"]).format(line=line) if use.id in source.conflicts else line


def _listed(lines: Iterable[str]) -> str:
    """The lines in one; where there are many, the first of them and how many more."""
    said = list(dict.fromkeys(lines))
    more = [words("short")["more"].format(n=len(said) - _MOST)] if len(said) > _MOST else []
    return "; ".join(said[:_MOST] + more)


def _going_on(what: str, entry: Entry) -> str:
    form = words("short")["since" if entry.start else "goes_on"]
    return str(form).format(what=apart(what), start=apart(date(entry.start)))


def _substance(key: str | None) -> str:
    return vocabulary.label("substance", key or "")


def _used(use: Use) -> str:
    """A substance with how often, since when and how much, as far as that is stated."""
    often = "" if use.frequency is None else lower(how_often(use))
    amount = printed(use.amount, use.substance or "")
    usual = str(words("short")["usually"]).format(amount=apart(amount)) if amount else ""
    return beside(", ", (_going_on(beside(", ", (_drug(use), often)), use), usual))


def _drug(use: Use) -> str:
    return named(_substance(use.substance), [use])


def _treated(source: Source) -> Iterator[str]:
    """Treatment and support that goes on, then what is taken as prescribed."""
    for entry in source.timeline.of("treatment"):
        if entry.ongoing:
            yield _going_on(entry.label, entry)
    for use in source.timeline.use:
        if use.as_prescribed and use.ongoing and use.days_a_month != 0:
            yield as_prescribed(_going_on(use.label, use))


def _is_without(use: Use) -> bool:
    return use.ongoing and use.days_a_month == 0 and not use.as_prescribed


def _without(source: Source, use: Use) -> str:
    """A time without that goes on, how long it is on the day of the copy, and treatment for it that runs alongside."""
    said, since = words("short"), _going_on(_drug(use), use)
    length = how_long(use.start.date, source.prepared) if use.start and use.start.date else ""
    lasting = str(said["lasting"]).format(since=since, length=length) if length else since
    beside_it = "; ".join(_going_on(entry.label, entry) for entry in _alongside(source, use.substance or ""))
    return str(said["alongside"]).format(without=lasting, treatment=beside_it) if beside_it else lasting


def _alongside(source: Source, substance: str) -> Iterator[Entry]:
    """Treatment for the use of a substance that goes on, by the name of the medicine."""
    names = texts("treatment-medicines").get(substance, [])
    for entry in source.timeline.entries:
        taken = entry.told_with in ("treatment", "health")
        told = f"{entry.title} {getattr(entry, 'medication', '')} {getattr(entry, 'name', '')}".lower()
        if taken and entry.ongoing and any(name in told for name in names):
            yield entry


def _last_of(source: Source, substance: str) -> Iterator[str]:
    """The last use of each drug as stated; else where the last stated time of use ends, if one is certainly the last.

    That it stands below where it is stated more than once; nothing where use goes on, or nothing is stated.
    """
    said, label = words("short"), _substance(substance)
    of_it = [use for use in source.timeline.use if use.substance == substance and not use.as_prescribed]
    for of_one in drugs(of_it):
        stated = [use for use in of_one if use.event == "last_use"]
        if len(stated) == 1:
            yield _marked(beside(colon(), (named(label, stated), date(stated[0].start))), stated[0], source)
        elif stated:
            yield beside(colon(), (named(label, stated), str(said["several"])))
    for of_one in without_last_use(of_it):
        if ends := last_end(of_one):
            yield beside(colon(), (named(label, of_one), str(words("text")["time_ends"]).format(end=ends)))


def _to_ask(source: Source, left_out: frozenset[str]) -> tuple[str, ...]:
    records = 0 if "documents" in left_out else len(source.of_kind(Document))
    people = 0 if "people" in left_out else sum(one.consent == "yes" for one in source.of_kind(Contact))
    return _counted("record", records), _counted("person", people)


def _counted(name: str, number: int) -> str:
    if not number:
        return ""
    form = words("short")[f"one_{name}" if number == 1 else f"many_{name}"]
    return str(form).format(n=number)


def _open(source: Source, key: str, line: str) -> Iterator[str]:
    """What a line does not say, by name."""
    topics = words("short")["topic"]
    if key == "substances" and source.timeline.use:
        used = [use for use in source.timeline.use if is_use(use)]
        going_on = {use.substance for use in used if use.ongoing}
        for substance in dict.fromkeys(str(use.substance) for use in used):
            if substance not in going_on and not any(_last_of(source, substance)):
                yield str(topics["last_use"]).format(substance=lower(_substance(substance)))
    elif not line and key in topics:
        yield str(topics[key])

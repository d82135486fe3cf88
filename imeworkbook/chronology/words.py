"""What a chart says in words: a sentence for each entry, and the story of the whole for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from imeworkbook import vocabulary
from imeworkbook.kinds import ENTRIES
from imeworkbook.recall.reasons import window_of
from imeworkbook.records import Entry, Side, Use
from imeworkbook.timeline import Timeline, date_words


def sentence(entry: Entry, timeline: Timeline) -> str:
    """One entry in plain words: what, when in the person's own words with what they came to, the age."""
    parts = [what(entry), time_words(entry)]
    if isinstance(entry, Use):
        parts += [vocabulary.label("stands_out", entry.stands_out)] if entry.stands_out else []
        parts += [f"Usual amount: {entry.amount}" * bool(entry.amount), f"most: {entry.most}" * bool(entry.most)]
    parts += _narrowed_words(entry, timeline)
    parts.append(_age_words(entry, timeline))
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."


def what(entry: Entry) -> str:
    """What an entry is, with the event or how often where it is of use."""
    if not isinstance(entry, Use):
        return entry.label
    return f"{entry.label}, {brief(entry)}"


def name_of(entry: Entry) -> str:
    """What an entry is called in a row; a medicine taken as prescribed, which stands with treatment, says so."""
    if not isinstance(entry, Use):
        return entry.label
    return f"{entry.label}, {how_often(entry) if entry.days_a_month == 0 else 'as prescribed'}"


def time_words(entry: Entry) -> str:
    """When it was: "from 2009 to May 2012", "since 2016, goes on"."""
    start, end = date_words(entry.start), date_words(entry.end)
    if entry.point:
        return start or "date not stated"
    if entry.ongoing:
        return f"since {start}, goes on" if start else "goes on"
    if start and end:
        return f"from {start} to {end}"
    if start:
        return f"from {start}; its end is not stated"
    return f"until {end}; its start is not stated" if end else "date not stated"


def entries_words(number: int) -> str:
    """How many entries a block on the chart stands for: "12 entries"."""
    return f"{number} entries"


def _narrowed_words(entry: Entry, timeline: Timeline) -> Iterator[str]:
    sides: tuple[Side, ...] = ("start", "end")
    for side in sides if entry.id in timeline.narrowed else ():
        if window := timeline.narrower(entry, side):
            yield f"{'' if entry.point else side + ', '}by other dates: {window_of(window)}"


def _age_words(entry: Entry, timeline: Timeline) -> str:
    when = entry.start or entry.end
    if when is None or when.date is None:
        return ""
    least, most = timeline.age(when.date)
    if least is None or most is None:
        return ""
    return f"age {least}" if least == most else f"age {least} to {most}"


def story(timeline: Timeline) -> str:
    """Tell what the chart shows, in plain sentences, in order of time."""
    if not timeline.entries:
        return "A chart of two histories. Nothing is stated yet."
    parts = ["A chart of two histories on one axis of years: training and work above, substance use below."]
    work = [f"{entry.label}, {time_words(entry)}" for entry in timeline.career]
    if work:
        parts.append("Training and work: " + "; ".join(work) + ".")
    for substance in timeline.substances():
        phases = [entry for entry in timeline.use if entry.substance == substance and not entry.as_prescribed]
        said = [f"{brief(entry)}, {time_words(entry)}" for entry in phases]
        parts += [f"{vocabulary.label('substance', substance)}: " + "; ".join(said) + "."] if said else []
    if timeline.never():
        parts.append("Never: " + ", ".join(vocabulary.label("substance", key) for key in timeline.never()) + ".")
    for kind in ENTRIES.values():
        said = [f"{what(entry)}, {time_words(entry)}" for entry in timeline.told_with(kind.name)]
        if said and kind.band not in ("work", "use"):
            parts.append(f"{kind.label}: " + "; ".join(said) + ".")
    return " ".join(parts)


def brief(entry: Use) -> str:
    """An event, or how often; use as prescribed is told apart."""
    apart = ", as prescribed" if entry.as_prescribed and entry.days_a_month != 0 else ""
    if entry.point:
        return vocabulary.label("use_event", entry.event or "").lower() + apart
    return how_often(entry) + apart


def how_often(entry: Use) -> str:
    """How often, in a word or two."""
    if entry.days_a_month is None:
        return "how often is not stated"
    return vocabulary.frequency_words(entry.days_a_month)

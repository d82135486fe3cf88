"""What a chart says in words: a sentence for each entry, and the story of the whole for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from imeworkbook import vocabulary
from imeworkbook.chronology.marks import WEIGHT_SIGNS
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import current, say
from imeworkbook.recall.reasons import window_of
from imeworkbook.records import Doing, Entry, Life, Side, Treatment, Use
from imeworkbook.timeline import Timeline, date_words


def sentence(entry: Entry, timeline: Timeline) -> str:
    """One entry in plain words: what, when in the person's own words with what they came to, the age."""
    parts = [what(entry), time_words(entry)]
    if isinstance(entry, Use):
        parts += [vocabulary.label("stands_out", entry.stands_out)] if entry.stands_out else []
        parts += [_said("usual", amount=entry.amount)] if entry.amount else []
        parts += [_said("most", amount=entry.most)] if entry.most else []
    parts += more_of(entry)
    parts += _narrowed_words(entry, timeline)
    parts.append(_age_words(entry, timeline))
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."


def more_of(entry: Entry) -> list[str]:
    """What else sentence and table say of an entry: a line of its own, whether it carried or weighed, a rhythm."""
    if isinstance(entry, Doing):
        return [entry.said.rstrip(".")] if entry.said else []
    if isinstance(entry, Life) and entry.weighed not in (None, "prefer_not"):
        return [vocabulary.label("weight", entry.weighed)]
    rhythm = rhythm_words(entry)
    return [say("chart:monitoring.rhythm", rhythm=rhythm)] if rhythm else []


def rhythm_words(entry: Entry) -> str:
    """How often tests were expected, in the person's own words or as a number a month; empty where it is not stated."""
    if not isinstance(entry, Treatment):
        return ""
    if entry.rhythm or entry.tests_a_month is None:
        return entry.rhythm.rstrip(".")
    return say("chart:monitoring.a_month", number=current().number(entry.tests_a_month))


def what(entry: Entry) -> str:
    """What an entry is, with the event or how often where it is of use."""
    if not isinstance(entry, Use):
        return entry.label
    return _said("what", name=entry.label, often=brief(entry))


def names_of(entry: Entry) -> list[str]:
    """What an entry may be called in a row, the fullest first; before it a sign of whether it carried or weighed."""
    sign = WEIGHT_SIGNS.get(entry.weighed or "", "") if isinstance(entry, Life) else ""
    return [f"{sign} {name}".strip() for name in (_name_of(entry), entry.title) if name]


def _name_of(entry: Entry) -> str:
    """A medicine taken as prescribed, which stands with treatment, says so."""
    if not isinstance(entry, Use):
        return entry.label
    often = how_often(entry) if entry.days_a_month == 0 else _said("as_prescribed")
    return _said("what", name=entry.label, often=often)


def time_words(entry: Entry) -> str:
    """When it was: "from 2009 to May 2012", "since 2016, goes on"."""
    start, end = date_words(entry.start), date_words(entry.end)
    if entry.point:
        return start or _said("undated")
    if entry.ongoing:
        return _said("since", start=start) if start else _said("ongoing")
    if start and end:
        return _said("from_to", start=start, end=end)
    if start:
        return _said("from", start=start)
    return _said("until", end=end) if end else _said("undated")


def entries_words(number: int) -> str:
    """How many entries a block on the chart stands for: "12 entries"."""
    return say(f"chart:chart.entries_{current().plural(number)}", count=number)


def _narrowed_words(entry: Entry, timeline: Timeline) -> Iterator[str]:
    sides: tuple[Side, ...] = ("start", "end")
    for side in sides if entry.id in timeline.narrowed else ():
        if window := timeline.narrower(entry, side):
            yield _said("narrowed" if entry.point else f"narrowed_{side}", window=window_of(window))


def _age_words(entry: Entry, timeline: Timeline) -> str:
    when = entry.start or entry.end
    if when is None or when.date is None:
        return ""
    least, most = timeline.age(when.date)
    if least is None or most is None:
        return ""
    return _said("age", least=least) if least == most else _said("ages", least=least, most=most)


def story(timeline: Timeline) -> str:
    """Tell what the chart shows, in plain sentences, in order of time."""
    if not timeline.entries:
        return say("chart:story.empty")
    parts = [say("chart:story.begin")]
    work = [_said("what", name=entry.label, often=time_words(entry)) for entry in timeline.career]
    if work:
        parts.append(say("chart:story.work", list="; ".join(work)))
    for substance in timeline.substances():
        phases = [entry for entry in timeline.use if entry.substance == substance and not entry.as_prescribed]
        said = [_said("what", name=brief(entry), often=time_words(entry)) for entry in phases]
        parts += [_line(vocabulary.label("substance", substance), said)] if said else []
    if timeline.never():
        names = [vocabulary.label("substance", key) for key in timeline.never()]
        parts.append(say("chart:story.never", list=", ".join(names)))
    for kind in ENTRIES.values():
        said = [_said("what", name=what(entry), often=time_words(entry)) for entry in timeline.told_with(kind.name)]
        if said and kind.band not in ("work", "use"):
            parts.append(_line(kind.label, said))
    return " ".join(parts)


def brief(entry: Use) -> str:
    """An event, or how often; use as prescribed is told apart."""
    said = vocabulary.label("use_event", entry.event or "").lower() if entry.point else how_often(entry)
    if entry.as_prescribed and entry.days_a_month != 0:
        return _said("what", name=said, often=_said("as_prescribed"))
    return said


def how_often(entry: Use) -> str:
    """How often, in a word or two."""
    if entry.days_a_month is None:
        return _said("no_frequency")
    return vocabulary.frequency_words(entry.days_a_month)


def _line(name: str, said: list[str]) -> str:
    return say("chart:story.line", name=name, list="; ".join(said))


def _said(key: str, **facts: object) -> str:
    return say(f"chart:sentence.{key}", **facts)

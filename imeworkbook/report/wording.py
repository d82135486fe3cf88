"""How records are worded on paper. Only what is stated is said; an absent value reads "not stated here"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from imeworkbook import vocabulary
from imeworkbook.asked import Standing
from imeworkbook.dates import FuzzyDate, long_day
from imeworkbook.dayplan import checklist
from imeworkbook.language import colon, current, labelled, texts
from imeworkbook.recall.reasons import window_of
from imeworkbook.records import Entry, Plan, Record, Side, Use, When
from imeworkbook.report.direction import apart, beside
from imeworkbook.timeline import Timeline, date_words


def words(group: str) -> dict[str, Any]:
    """The printed words of one group, from `data/en/report.toml`."""
    group_words: dict[str, Any] = texts("report")[group]
    return group_words


def date(when: When | None) -> str:
    """A date as the person remembers it, with the days that it may mean where the words do not say them."""
    unread = when.phrase.strip() if when else ""
    return date_words(when) or unread or not_stated()


def not_stated() -> str:
    """What stands where nothing was said."""
    return str(words("text")["not_stated"])


def narrowed(entry: Entry, timeline: Timeline) -> Iterator[str]:
    """A line for each side of an entry that other entries of this copy make narrower."""
    sides: tuple[Side, ...] = ("start", "end")
    for side in sides:
        window = timeline.narrower(entry, side)
        if window:
            form = words("period")["narrowed_point" if entry.point else f"narrowed_{side}"]
            yield str(form).format(window=window_of(window))


def period(entry: Entry) -> str:
    """When an entry was, as stated: a moment, or from when to when."""
    if entry.point:
        return date(entry.start)
    known = ("start" if entry.start else "") + ("ongoing" if entry.ongoing else "end" if entry.end else "")
    form: str = words("period").get(known, "")
    return form.format(start=apart(date(entry.start)), end=apart(date(entry.end))) if form else not_stated()


def dated(name: str, entry: Entry) -> str:
    """A name of an entry and when that was, as far as it is stated: the name alone where no date is."""
    if not (entry.start or entry.end or entry.ongoing):
        return name
    when = period(entry) if entry.end or entry.ongoing else date(entry.start)
    return str(words("period")["dated"]).format(what=apart(name), when=apart(when))


def how_long(since: FuzzyDate, day: dt.date) -> str:
    """The time from a date to a day in whole years and months, in days where it is less than two months.

    Both bounds where the date leaves it open; empty where it is open to one side, or lies after the day.
    """
    if since.earliest is None or since.latest is None or since.latest > day:
        return ""
    least, most = (_length(begun, day) for begun in (since.latest, since.earliest))
    return least if least == most else str(words("period")["between"]).format(least=least, most=most)


def _length(begun: dt.date, day: dt.date) -> str:
    counted = words("period")["counted"]
    months = (day.year - begun.year) * 12 + day.month - begun.month - (day.day < begun.day)
    parts = {"year": months // 12, "month": months % 12} if months >= _FEWEST_MONTHS else {"day": (day - begun).days}
    said = [counted[f"one_{part}" if n == 1 else f"many_{part}"].format(n=n) for part, n in parts.items() if n]
    return str(counted["and"]).join(said) or str(counted["many_day"]).format(n=0)


def how_often(entry: Use) -> str:
    """How often, in words with the days a month that they stand for."""
    days = entry.days_a_month
    if days is None:
        return not_stated()
    level = vocabulary.frequency_words(days)
    if days == 0 or level[0].isdigit():
        return level
    return str(words("period")["one_day" if days == 1 else "days"]).format(level=level, days=current().number(days))


def plan_line(plan: Plan) -> str:
    """One line of a plan under its printed name; empty where nothing was said."""
    if plan.part == "day":
        shipped = {f"day:{item.key}": item.text for item in checklist(None)}
        text = shipped.get(plan.id, plan.text)
        return f"{text} ({words('text')['ticked']})" if text and plan.done else text
    if not (plan.heading or plan.text):
        return ""
    names = {f"aftercare:{part['key']}": str(part["label"]) for part in texts("aftercare")["part"]}
    return beside(colon(), (names.get(plan.id, plan.heading), plan.text))


_FEWEST_MONTHS = 2
_TERMS = {"route": "route", "prescribed": "prescribed", "screening": "test_result", "weighed": "weight"}
_KEYS = ("completed", "consent", "dilute", "agreement", "state")  # which hold a word of their form
_UNTOLD = (None, "", False, "prefer_not")


def in_a_word(standings: Iterable[Standing]) -> str:
    """Questions that were answered in a word, each with that word."""
    return "; ".join(labelled(one.question.label, lower(one.words)) for one in standings)


def lower(text: str) -> str:
    """The text with a small first letter, unless it begins with "I"."""
    return text if text.startswith("I ") else text[:1].lower() + text[1:]


def details(record: Record, *fields: str, cited: bool = False) -> str:
    """The stated ones of these fields, each with its name; then where the statement comes from.

    Where a document is `cited` beside it, that says so already.
    """
    names = words("detail")
    stated = ((field, getattr(record, field)) for field in fields)
    lines = [labelled(names[field], apart(_shown(field, value))) for field, value in stated if value not in _UNTOLD]
    if record.source == "told" or (record.source == "document" and not cited):
        lines.append(str(words("text")["from_document" if record.source == "document" else "told"]))
    return " · ".join(lines)


def _shown(field: str, value: object) -> str:
    if field in _TERMS:
        return vocabulary.label(_TERMS[field], str(value))
    if field in _KEYS and isinstance(value, str):
        return said_of(value)
    if isinstance(value, float):
        return current().number(value)
    if isinstance(value, dt.date):
        return long_day(value)
    return str(words("text")["yes"]) if value is True else str(value)


def said_of(key: str) -> str:
    """What a form's answer in a word is called on paper."""
    return str(words("value").get(key, key))

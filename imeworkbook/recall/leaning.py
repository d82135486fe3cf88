"""So long before or after something: two years after I graduated, within a year of the wedding."""

from __future__ import annotations

from dataclasses import replace

from imeworkbook.recall.context import Context, Reading, Rule, later_by, offset, refuse_as
from imeworkbook.recall.patterns import whole
from imeworkbook.recall.spans import Span, calendar_months, most_of, span_of
from imeworkbook.recall.spells import not_after, spell_of
from imeworkbook.recall.words import words


def moved(text: str, context: Context) -> Reading | None:
    """Two years after I graduated, a few weeks before the wedding, shortly after Christmas 2009."""
    match = whole("moved", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    groups = match.groupdict()
    direction = 1 if match["later"] else -1
    if (groups.get("exactly") or groups.get("to_the_day")) and (months := calendar_months(match)):
        return later_by(_base(inner, direction, None), direction * months)
    span = Span(*words()["soon"][match["soon"]]) if groups.get("soon") else span_of(match)
    return _further(_base(inner, direction, span), span, direction)


def stretch(text: str, context: Context) -> Reading | None:
    """The six months before rehab, in the two years after residency: all of them, up to what they lean on."""
    match = whole("stretch", text)
    if match is None:
        return None
    inner, later = context.read(match["rest"]), match["later"] is not None
    event = inner.itself or inner.side("end" if later else "start")
    direction = 1 if later else -1
    if months := calendar_months(match):
        far = later_by(event, direction * months)
    else:
        unit, most = most_of(match)
        days = direction * Span.of(unit, most)
        far = offset(event, days, days)
    near = offset(event, direction, direction)
    return spell_of(near, far) if later else spell_of(far, near)


def _base(inner: Reading, direction: int, span: Span | None) -> Reading:
    """From where time is counted: a day itself, an edge, a side of a spell or of a stretch longer than what is counted.

    Two years after 2004 are two years after some day of it, two weeks after summer 2013 are counted from its end.
    """
    if inner.itself or inner.edge:
        return inner.itself or inner.edge or inner
    if direction > 0:
        over = inner.finish if inner.finish and inner.finish.date.latest else inner.begin
    else:
        over = inner.begin
    if over or inner.event or span is None:
        return over or inner
    first, last = inner.date.earliest, inner.date.latest
    if first and last and span.high is not None and span.high < (last - first).days:
        return inner.side("end" if direction > 0 else "start")
    return inner


def close_to(text: str, context: Context) -> Reading | None:
    """Leading up to the wedding, in the run-up to exams, straight out of residency."""
    match = whole("close_to", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    if match["before"]:
        return _further(inner.side("start"), Span(*words()["close_before"][match["before"]]), -1)
    return _further(inner.side("end"), Span(*words()["close_after"][match["after"]]), 1)


def within_of(text: str, context: Context) -> Reading | None:
    """Within a year of the wedding: on either side of it, and no more than that."""
    match = whole("within_of", text)
    if match is None:
        return None
    inner, span = context.read(match["rest"]), span_of(match)
    if span.high is None:
        refuse_as("open")
    loose = offset(inner, -2 * span.high, 2 * span.high)
    if months := calendar_months(match):
        both = spell_of(later_by(inner.side("start"), -months), later_by(inner.side("end"), months))
        return replace(both, begin=None, finish=None, event=True, loose=loose)
    unit, most = most_of(match)
    days = Span.of(unit, most)
    return replace(offset(inner, -days, days), loose=loose)


def into(text: str, context: Context) -> Reading | None:
    """Three months into my job at St. X: counted from its beginning, and not after its end."""
    match = whole("into", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    return not_after(_further(inner.side("start"), span_of(match), 1), inner.finish)


def _further(base: Reading, span: Span, direction: int) -> Reading:
    def by(span: Span) -> Reading:
        if direction > 0:
            return offset(base, span.low, span.high)
        return offset(base, None if span.high is None else -span.high, -span.low)

    return replace(by(span), loose=by(span.loosened()))


RULES: tuple[Rule, ...] = (within_of, stretch, moved, close_to, into)
"""Tried before all that splits a text in two: "2 or 3 years before 2004"."""

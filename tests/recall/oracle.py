"""Phrases built from parts together with their meaning, worked out by plain calendar arithmetic and not by the reader.

A meaning says which days a window has to hold (the core) and beyond which it must not reach (the bound); or that the
words fit two times, or none. Nothing here is imported from the reader but what the landmarks are given as.
"""

from __future__ import annotations

import calendar
import datetime as dt
import random
from dataclasses import dataclass, field, replace

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall import Landmark

TODAY = dt.date(2026, 11, 23)
FIRST, LAST = dt.date.min, dt.date.max
ASK, REFUSE = "ask", "refuse"


@dataclass(frozen=True)
class Meaning:
    """What some words mean.

    `core` are days that the window holds, `bound` those that it stays within; the first or the last day of the
    calendar where an end is open. An `event` happened on one day of these; of a spell, `begin` and `finish` are its
    sides. `verdict` is `ASK` or `REFUSE` where the words are to be asked about or refused. `plain` is a year or a
    month, `leads` what people get ready for, `middle` the middle of what it is `of`.
    """

    core: tuple[dt.date, dt.date] = (FIRST, LAST)
    bound: tuple[dt.date, dt.date] = (FIRST, LAST)
    event: bool = False
    begin: Meaning | None = None
    finish: Meaning | None = None
    verdict: str = ""
    leads: bool = False
    open: bool = False
    middle: bool = False
    of: Meaning | None = None

    def side(self, end):
        own = self.finish if end else self.begin
        if own is not None or self.event:
            return own or self
        at = -1 if end else 0
        days = sorted((self.core[at], self.bound[at]))
        return Meaning((self.core[at],) * 2, tuple(days), event=True)


def refused(_=None):
    return Meaning(verdict=REFUSE)


def stretch(first, last, **more):
    return Meaning((first, last), (first, last), **more)


def day(text):
    return dt.date.fromisoformat(text)


def plus(date, days):
    return dt.date.fromordinal(min(max(date.toordinal() + days, 1), LAST.toordinal()))


def months_on(date, months):
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def end_of_month(year, month):
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def moved(meaning, low, high, spare):
    """An event moved by `low` to `high` days, with some to spare beyond."""
    (first, last), (least, most) = meaning.core, meaning.bound
    return Meaning(
        (plus(first, low), plus(last, high)), (plus(least, low - spare), plus(most, high + spare)), event=True
    )


# --- landmarks: exact, vague, open, missing ---


def exact(text):
    return Meaning((day(text),) * 2, (day(text),) * 2, event=True)


def within(first, last):
    return Meaning((day(first), day(last)), (day(first), day(last)), event=True)


def spell(begin, finish):
    return Meaning(
        (begin.core[0], finish.core[1]), (begin.bound[0], finish.bound[1]),
        begin=replace(begin, leads=True), finish=replace(finish, leads=True), leads=True,
    )  # fmt: skip


SPELLS = {
    "residency": ("2005-07-01", "2009-06-30", spell(exact("2005-07-01"), exact("2009-06-30"))),
    "my fellowship": (
        "2009-09", "2011-08",
        spell(within("2009-09-01", "2009-09-30"), within("2011-08-01", "2011-08-31")),
    ),
    "my job at Lakeside": (
        "2012", "2016",
        spell(within("2012-01-01", "2012-12-31"), within("2016-01-01", "2016-12-31")),
    ),
}  # fmt: skip
OPEN = {
    "my job at Harbour": ("2018-03-05", spell(exact("2018-03-05"), Meaning((FIRST, LAST), (FIRST, LAST), event=True)))
}
EVENTS = {
    "the wedding": ("2008-09-13", exact("2008-09-13")),
    "Dad's death": ("2013-02-10", exact("2013-02-10")),
    "the move": ("2010-04", within("2010-04-01", "2010-04-30")),
    "the divorce": ("2017", within("2017-01-01", "2017-12-31")),
}
CLAUSES = {"we moved": "the move", "Dad died": "Dad's death", "I got married": "the wedding"}
MISSING = ("the bankruptcy", "my time in Borneo", "the sabbatical")
TWICE = "the surgery"
NAMES = {
    "the wedding": "Wedding", "Dad's death": "Dad died", "the move": "Move to Denver", "the divorce": "Divorce",
    "residency": "Residency", "my fellowship": "Fellowship", "my job at Lakeside": "Nurse, Lakeside Clinic, job",
    "my job at Harbour": "Nurse, Harbour Clinic, job",
}  # fmt: skip


def landmarks(names=NAMES, twice="Surgery"):
    made = [Landmark(name, "life", (names[name],), FuzzyDate.parse(text)) for name, (text, _) in EVENTS.items()]
    for name, (begin, finish, _) in SPELLS.items():
        made.append(
            Landmark(name, "career", (names[name],), FuzzyDate.parse(begin), FuzzyDate.parse(finish), leads_up=True)
        )
    for name, (begin, _) in OPEN.items():
        text = f"[{begin}..]"
        made.append(
            Landmark(name, "career", (names[name],), FuzzyDate.parse(begin), FuzzyDate.parse(text), leads_up=True)
        )
    both = (Landmark(text, "health", (twice,), FuzzyDate.parse(text)) for text in ("2003-05-02", "2014-10-20"))
    return (*made, *both)


# --- the parts of a phrase ---

MONTH_OF_SEASON = {"spring": 3, "summer": 6, "autumn": 9}
UNITS = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}


@dataclass(frozen=True)
class Words:
    """The words of one language from which phrases are built; a form has ``{}`` for what stands inside it."""

    months: tuple[str, ...] = tuple(calendar.month_name[1:])
    weekdays: tuple[str, ...] = tuple(calendar.day_name)
    seasons: dict[str, str] = field(default_factory=lambda: {"spring": "spring", "summer": "summer", "autumn": "fall"})
    season_beside: dict[str, str] = field(
        default_factory=lambda: {"spring": "the spring", "summer": "the summer", "autumn": "the fall"}
    )
    counts: dict[str, int] = field(
        default_factory=lambda: {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
    )
    unit_forms: dict[str, tuple[str, str]] = field(default_factory=lambda: {unit: (unit, f"{unit}s") for unit in UNITS})
    unit_beside: dict[str, str] = field(default_factory=lambda: {unit: f"the {unit}" for unit in UNITS})
    weekday_beside: str = "the {}"
    ordinals: dict[str, int] = field(default_factory=lambda: {"first": 1, "second": 2, "third": 3, "fourth": 4})
    names: dict[str, str] = field(default_factory=lambda: {name: name for name in (*SPELLS, *OPEN, *EVENTS)})
    clauses: dict[str, str] = field(default_factory=lambda: CLAUSES)
    missing: tuple[str, ...] = MISSING
    twice: str = TWICE
    month_of_year: tuple[str, ...] = ("{} {}", "{} of {}")
    day_forms: tuple[str, ...] = ("{d} {m} {y}", "{m} {d}, {y}", "the {d}th of {m} {y}")
    season_of_year: tuple[str, ...] = ("{} {}", "the {} of {}")
    winter: str = "winter {}"
    plain: tuple[str, ...] = ("in {}", "during {}", "sometime in {}", "at some point in {}")
    when: tuple[str, ...] = ("when {}", "the day {}", "the time {}")
    doubt: tuple[str, ...] = ("I think {}", "maybe {}", "I want to say {}", "{}, I think", "{}, if memory serves")
    about: str = "about {}"
    opened: tuple[str, str] = ("I started {}", "I left {}")
    verbs: tuple[tuple[str, int], ...] = (
        ("I started {}", 0), ("I began {}", 0), ("I finished {}", 1), ("I left {}", 1), ("starting {}", 0),
    )  # fmt: skip
    parts: tuple[tuple[tuple[str, ...], int, int], ...] = (
        (("early {}", "early in {}"), 0, 1), (("mid {}",), 1, 2), (("late {}", "late in {}"), 2, 3),
        (("mid-to-late {}",), 1, 3),
    )  # fmt: skip
    edges: tuple[tuple[str, ...], tuple[str, ...]] = (
        ("the start of {}", "the beginning of {}"), ("the end of {}", "the very end of {}"),
    )  # fmt: skip
    nth_month: str = "the {} month of {}"
    nth_year: tuple[str, ...] = (
        "{word} year of {name}", "my {word} year of {name}", "PGY-{number}", "year {number} of {name}",
    )  # fmt: skip
    after: tuple[str, ...] = ("after", "following")
    before: tuple[str, ...] = ("before", "prior to")
    sides: tuple[tuple[str, int], ...] = (
        ("before", -1), ("after", 1), ("by", -2), ("until", -2), ("since", 2), ("prior to", -1),
    )  # fmt: skip
    between: str = "between {} and {}"
    either: str = "{} or {} {}"

    def joined(self, text):
        """A phrase as it is said, where its parts run together."""
        return text


class Builder:
    """Builds phrases at random, the same for the same seed."""

    def __init__(self, seed, words=None):
        self.any = random.Random(seed)
        self.say = words or Words()

    def pick(self, options):
        return self.any.choice(list(options))

    # --- what can stand at the end of a phrase ---

    def calendar(self):
        year = self.any.randint(1985, 2022)
        kind = self.any.randrange(6)
        if kind == 0:
            return str(year), stretch(dt.date(year, 1, 1), dt.date(year, 12, 31))
        month = self.any.randint(1, 12)
        if kind in (1, 2):
            text = self.pick(self.say.month_of_year).format(self.say.months[month - 1], year)
            return text, stretch(dt.date(year, month, 1), end_of_month(year, month))
        date = dt.date(year, month, self.any.randint(1, 28))
        if kind == 3:
            form = self.pick(self.say.day_forms)
            return form.format(d=date.day, m=self.say.months[month - 1], y=year), exact(date.isoformat())
        if kind == 4:
            name = self.pick(MONTH_OF_SEASON)
            first = MONTH_OF_SEASON[name]
            text = self.pick(self.say.season_of_year).format(self.say.seasons[name], year)
            return text, stretch(dt.date(year, first, 1), end_of_month(year, first + 2))
        return self.asked(year)

    def asked(self, year):
        """What fits two times by itself."""
        if self.any.random() < 0.5:
            return self.say.winter.format(year), Meaning(verdict=ASK)
        low, high = self.any.sample(range(1, 13), 2)
        return f"{low:02d}/{high:02d}/{year}", Meaning(verdict=ASK)

    def anchor(self):
        kind = self.any.random()
        if kind < 0.45:
            return self.calendar()
        if kind < 0.68:
            name = self.pick(EVENTS)
            return self.say.names[name], EVENTS[name][1]
        if kind < 0.92:
            name = self.pick(SPELLS)
            return self.say.names[name], SPELLS[name][2]
        if kind < 0.95:
            return self.pick(self.say.missing), refused()
        return self.say.twice, Meaning(verdict=ASK)

    def event(self):
        """Something that happened: a moment, or a side of a spell."""
        kind = self.any.random()
        if kind < 0.5:
            name = self.pick(EVENTS)
            return self.say.names[name], EVENTS[name][1]
        if kind < 0.55:
            name, form = self.pick(OPEN), self.pick(self.say.opened)
            began = form == self.say.opened[0]
            return form.format(self.say.names[name]), OPEN[name][1].begin if began else refused()
        name = self.pick(SPELLS)
        form, end = self.pick(self.say.verbs)
        return form.format(self.say.names[name]), SPELLS[name][2].side(end)

    # --- what holds a shorter phrase ---

    def phrase(self, depth=2):
        """A phrase and its meaning."""
        makers = (
            self.plain, self.hedged, self.part, self.edge, self.nth, self.counted, self.sided, self.between,
            self.either, self.season_beside, self.unit_beside, self.weekday_beside, self.clause,
        )  # fmt: skip
        return self.any.choice(makers)(depth)

    def inner(self, depth):
        """What stands behind a word that holds another: an anchor, or a phrase that names some time."""
        if depth <= 0 or self.any.random() < 0.5:
            return self.anchor()
        return self.any.choice((self.edge, self.nth, self.part, self.season_beside))(depth - 1)

    def plain(self, depth):
        text, meaning = self.anchor()
        if "/" in text:
            return text, meaning
        return self.pick(self.say.plain).format(text), meaning

    def clause(self, depth):
        text = self.pick(self.say.clauses)
        return self.pick(self.say.when).format(text), EVENTS[self.say.clauses[text]][1]

    def hedged(self, depth):
        text, meaning = self.any.choice((self.plain, self.counted, self.season_beside, self.nth))(depth - 1)
        if self.any.random() < 0.5:
            return self.pick(self.say.doubt).format(text), meaning
        if meaning.verdict:
            return self.say.about.format(text), meaning
        (first, last), (least, most) = meaning.core, meaning.bound
        spare = 400 if (last - first).days > 60 else 95
        spare = max(spare, (most - least).days // 2 + 95)
        return self.say.about.format(text), replace(
            meaning, bound=(plus(least, -spare), plus(most, spare)), begin=None, finish=None
        )

    def part(self, depth):
        forms, low, high = self.pick(self.say.parts)
        kind = self.any.random()
        if kind < 0.6:
            text, meaning = self.calendar()
            while meaning.verdict or meaning.event:
                text, meaning = self.calendar()
        else:
            key = self.pick(SPELLS)
            text, meaning = self.say.names[key], SPELLS[key][2]
        first, last = meaning.core
        days = (last - first).days
        third = days / 3
        core = plus(first, int(third * low + third / 3)), plus(first, int(third * high - third / 3))
        spare = int(days * 0.18) + 1
        bound = plus(first, int(third * low) - spare), plus(first, int(third * high) + spare)
        vague = meaning.begin is not None
        limits = (max(bound[0], meaning.bound[0]), min(bound[1], meaning.bound[1]))
        made = Meaning(core, meaning.bound if vague else limits, middle=(low, high) == (1, 2), of=meaning)
        return self.pick(forms).format(text), made

    def edge(self, depth):
        name = self.pick(SPELLS)
        text, meaning = (self.say.names[name], SPELLS[name][2]) if self.any.random() < 0.6 else (None, None)
        if text is None:
            text, meaning = self.calendar()
            while meaning.verdict or meaning.event:
                text, meaning = self.calendar()
        end = self.any.randrange(2)
        form = self.pick(self.say.edges[end])
        side = meaning.side(end)
        days = (meaning.core[1] - meaning.core[0]).days
        reach = min(days * 0.45 + 1, 200) if meaning.begin else days * 0.48 + 1
        least, most = side.bound
        if end:
            made = Meaning(side.core, (plus(least, -int(reach)), most))
        else:
            made = Meaning(side.core, (least, plus(most, int(reach))))
        return form.format(text), replace(made, begin=replace(side, leads=True), finish=replace(side, leads=True))

    def nth(self, depth):
        word, number = self.pick(self.say.ordinals.items())
        name = self.say.names["residency"]
        begin = months_on(day("2005-07-01"), 12 * (number - 1))
        finish = plus(months_on(begin, 12), -1)
        if self.any.random() < 0.3:
            year = self.any.randint(1985, 2022)
            first = dt.date(year, number, 1)
            return self.say.nth_month.format(word, year), stretch(first, end_of_month(year, number))
        text = self.pick(self.say.nth_year).format(word=word, name=name, number=number)
        sides = [Meaning((one,) * 2, (one,) * 2, event=True, leads=True) for one in (begin, finish)]
        return text, stretch(begin, finish, begin=sides[0], finish=sides[1], leads=True)

    def counted(self, depth):
        later = self.any.random() < 0.5
        text, meaning = self.inner(depth - 1) if self.any.random() < 0.5 else self.event()
        count, unit = self.pick(self.say.counts.items()), self.pick(UNITS)
        many = self.say.unit_forms[unit][count[1] != 1]
        phrase = f"{count[0]} {many} {self.pick(self.say.after if later else self.say.before)} {text}"
        if meaning.verdict:
            return phrase, meaning
        days = round(count[1] * UNITS[unit])
        base = meaning
        length = (meaning.core[1] - meaning.core[0]).days
        if meaning.begin is None and not meaning.event:
            vague = meaning.core != meaning.bound or 0.5 < days / max(1, length) < 2
            if vague:  # from its end, from its beginning, or from within: careful readers differ
                spare = round((1 + count[1] / 8) * UNITS[unit]) + 3
                by = days if later else -days
                bound = plus(meaning.bound[0], by - spare), plus(meaning.bound[1], by + spare)
                return phrase, Meaning((LAST, FIRST), bound, event=True)
        if meaning.begin is not None or (not meaning.event and days < length):
            base = meaning.side(later)
        elif not meaning.event:
            middle = plus(meaning.core[0], (meaning.core[1] - meaning.core[0]).days // 2)
            base = Meaning((middle, middle), meaning.bound, event=True)
        spare = round(max(0.55, count[1] / 8) * UNITS[unit]) + 3 if unit != "day" else count[1] // 9 + 1
        by = days if later else -days
        return phrase, moved(base, by, by, spare)

    def sided(self, depth):
        word, kind = self.pick(self.say.sides)
        text, meaning = self.event() if self.any.random() < 0.5 else self.inner(depth - 1)
        phrase = f"{word} {text}"
        if meaning.verdict:
            return phrase, meaning
        plain = meaning.begin is None and not meaning.event
        if kind in (-1, 1):
            at = meaning.side(kind > 0)
            near, far = (at.core[1], at.bound[1]) if kind < 0 else (at.core[0], at.bound[0])
            if plain:
                near, far = (meaning.bound[0], meaning.core[0]) if kind < 0 else (meaning.bound[1], meaning.core[1])
            if meaning.middle:  # a day within it, nobody says which
                far = (meaning.bound if meaning.of.begin else meaning.core)[kind < 0]
        elif kind == -2:
            at = meaning.begin or meaning
            near, far = at.core[1], meaning.bound[1]
        else:
            at = meaning.begin or meaning
            near, far = at.core[0], meaning.bound[0]
        step = {-1: -1, 1: 1}.get(kind, 0)
        if kind < 0:
            return phrase, Meaning((FIRST, plus(near, step)), (FIRST, max(plus(near, 1), plus(far, 1))), open=True)
        return phrase, Meaning((plus(near, step), LAST), (min(plus(near, -1), plus(far, -1)), LAST), open=True)

    def between(self, depth):
        (one, low), (other, high) = self.event(), self.event()
        phrase = self.say.between.format(one, other)
        for each in (low, high):
            if each.verdict:
                return phrase, each
        if low.core[0] > high.core[1]:
            low, high = high, low
        return phrase, Meaning(
            (low.core[1], max(low.core[1], high.core[0])), (low.bound[0], max(low.bound[1], high.bound[1]))
        )

    def either(self, depth):
        year = self.any.randint(1985, 2020)
        first = self.any.randint(1, 10)
        one, other = self.say.months[first - 1 : first + 1]
        return self.say.either.format(one, other, year), stretch(dt.date(year, first, 1), end_of_month(year, first + 1))

    def season_beside(self, depth):
        text, meaning = self.event()
        name, later = self.pick(MONTH_OF_SEASON), self.any.random() < 0.5
        phrase = f"{self.say.season_beside[name]} {self._beside(later)} {text}"
        if meaning.verdict:
            return phrase, meaning
        leads = meaning.leads
        found = [self._season(name, one, later, leads) for one in meaning.core]
        if None in found:
            if found[0] is None and found[1] is None and meaning.core[0].year == meaning.core[1].year:
                return phrase, Meaning(verdict=ASK)
            found = [
                one or self._season(name, date, later, True) for one, date in zip(found, meaning.core, strict=True)
            ]
        first, last = min(one[0] for one in found), max(one[1] for one in found)
        core = (first, last)
        edge = meaning.core[0] if later else meaning.core[1]
        core = (min(max(first, plus(edge, 1)), last), last) if later else (first, max(first, min(last, plus(edge, -1))))
        return phrase, Meaning(core, (first, last))

    def _season(self, name, date, later, leads):
        """The days of the season beside a day; None where the day lies within one, so that two may be meant."""
        month = MONTH_OF_SEASON[name]
        years = range(date.year - 2, date.year + 3)
        every = [(dt.date(year, month, 1), end_of_month(year, month + 2)) for year in years]
        inside = next((one for one in every if one[0] < date <= one[1] if not later), None) if not later else next(
            (one for one in every if one[0] <= date < one[1]), None)  # fmt: skip
        if inside and not leads:
            return None
        if later:
            return next(one for one in every if one[1] > date)
        return [one for one in every if one[0] < date][-1]

    def unit_beside(self, depth):
        text, meaning = self.event()
        unit, later = self.pick(("day", "week", "month", "year")), self.any.random() < 0.5
        phrase = f"{self.say.unit_beside[unit]} {self._beside(later)} {text}"
        if meaning.verdict:
            return phrase, meaning
        length = {"day": 1, "week": 7, "month": 28, "year": 365}[unit]
        (first, last), (least, most) = meaning.core, meaning.bound
        reach = 1 if unit == "day" else 2 * length + 10
        if later:
            return phrase, Meaning((plus(first, 1), plus(last, length)), (plus(least, 1), plus(most, reach)))
        return phrase, Meaning((plus(first, -length), plus(last, -1)), (plus(least, -reach), plus(most, -1)))

    def weekday_beside(self, depth):
        name = self.pick(EVENTS)
        meaning = EVENTS[name][1]
        weekday, later = self.any.randrange(7), self.any.random() < 0.5
        step = 1 if later else -1
        found = []
        for date in meaning.core:
            at = plus(date, step)
            while at.weekday() != weekday:
                at = plus(at, step)
            found.append(at)
        text = self.say.weekday_beside.format(self.say.weekdays[weekday])
        return f"{text} {self._beside(later)} {self.say.names[name]}", stretch(min(found), max(found))

    def _beside(self, later):
        return (self.say.after if later else self.say.before)[0]


def phrases(number, seed=20, words=None):
    """So many different phrases with their meanings."""
    builder, found = Builder(seed, words), {}
    while len(found) < number:
        text, meaning = builder.phrase()
        found.setdefault(builder.say.joined(text), meaning)
    return found

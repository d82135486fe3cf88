"""Parts of something: early, mid-to-late, the end of, the second half of; of a decade, a year, a month, a spell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall.context import Context, Reading, months_on, refuse_as, within
from imeworkbook.recall.marks import shifted, with_mark
from imeworkbook.recall.patterns import whole
from imeworkbook.recall.spells import part_of
from imeworkbook.recall.words import key_of, words

_MONTHS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "early_mid": (1, 8), "mid_late": (5, 12)}
_YEARS = {"early": (0, 3), "mid": (3, 7), "late": (6, 9), "early_mid": (0, 7), "mid_late": (3, 9)}
_OF_STRETCH = {
    "early": (0.0, 0.45),
    "mid": (0.25, 0.75),
    "late": (0.55, 1.0),
    "early_mid": (0, 0.75),
    "mid_late": (0.25, 1),
}
_OF_SPELL = {"early": (0.0, 0.35), "mid": (0.3, 0.7), "late": (0.65, 1.0), "early_mid": (0, 0.7), "mid_late": (0.3, 1)}
_MIDDLE = (4 / 9, 5 / 9)
"""Where the middle of something lies, for what came before or after it: on a day that nobody says."""
_EDGE = 183
"""Days that the beginning or the end of a spell takes at most: half a year."""


def part(text: str, context: Context) -> Reading | None:
    """early, mid, late of a decade, a year, a season, a month, a spell in the workbook; its beginning, its end."""
    match = whole("part", text)
    if match is None:
        return None
    place = key_of("parts", match["part"])
    reading = context.read(match["rest"])
    if reading.itself:
        refuse_as("part")
    edge = {"early": "start", "late": "end"}[place] if match["part"] in words()["edges"] else None
    if reading.begin and reading.finish:
        made = part_of(reading, *_OF_SPELL[place], most=_EDGE if edge else None)
        moment = reading.side(edge) if edge else None
        if moment:
            return replace(made, begin=moment, finish=moment, edge=moment)
        middle = replace(part_of(reading, *_MIDDLE), event=True) if place == "mid" else None
        return replace(made, event=False, edge=middle)
    if reading.event:
        return reading
    date = with_mark(_part_of(place, reading.date), reading.date.qualifier)
    if place == "mid":
        within_it = date if reading.date.precision == "decade" else _share_of(reading.date, *_MIDDLE)
        return Reading(date, reading.ties, edge=Reading(within_it, reading.ties, event=True))
    return Reading(date, reading.ties, edge=reading.side(edge) if edge else None)


def _part_of(place: str, whole_of_it: FuzzyDate) -> FuzzyDate:
    bare = whole_of_it.edtf.rstrip("~?%")
    if whole_of_it.precision == "year":
        first, last = _MONTHS[place]
        return FuzzyDate.parse(
            f"{bare[:4]}-{36 + last // 4}" if last - first == 3 else f"[{bare[:4]}-{first:02d}..{bare[:4]}-{last:02d}]"
        )
    if whole_of_it.precision == "decade":
        decade = int(bare[:3]) * 10
        first, last = _YEARS[place]
        return FuzzyDate.parse(f"[{decade + first:04d}..{decade + last:04d}]")
    return _share_of(whole_of_it, *_OF_STRETCH[place])


def share(text: str, context: Context) -> Reading | None:
    """The first half of May 2004, the second half of the nineties, the last third of residency."""
    match = whole("share", text)
    if match is None:
        return None
    parts = int(key_of("shares", match["kind"]))
    number = parts if match["final"] else int(key_of("ordinals", match["nth"])) if match["nth"] else 1
    if number > parts:
        refuse_as("part")
    low, high = (number - 1) / parts, number / parts
    reading = context.read(match["rest"])
    if reading.begin and reading.finish:
        return part_of(reading, low, high)
    if reading.date.precision == "decade" and parts == 2:
        decade = int(reading.date.edtf[:3]) * 10
        return Reading(
            with_mark(
                within(dt.date(decade + int(low * 10), 1, 1), dt.date(decade + int(high * 10) - 1, 12, 31)),
                reading.date.qualifier,
            )
        )
    return Reading(with_mark(_share_of(reading.date, low, high), reading.date.qualifier), reading.ties)


def _share_of(date: FuzzyDate, low: float, high: float) -> FuzzyDate:
    """From one share of the days of a stretch of time to another."""
    if date.precision == "year" and not (low * 12) % 1 and not (high * 12) % 1:
        year = int(date.edtf[:4])
        return within(dt.date(year, 1 + int(low * 12), 1), shifted(months_on(dt.date(year, 1, 1), int(high * 12)), -1))
    stretch = date.precision in ("year", "month", "season", "part", "window")
    plain = FuzzyDate.parse(date.edtf.rstrip("~?%")) if stretch else None
    if plain is None or plain.earliest is None or plain.latest is None:
        refuse_as("part")
    days = (plain.latest - plain.earliest).days
    first, last = (plain.earliest + dt.timedelta(days=int(days * share)) for share in (low, high))
    return within(first, last)

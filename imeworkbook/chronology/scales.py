"""The scales that a chart may be drawn in: a printed sheet's in the order in which they are tried, and a window's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from imeworkbook.chronology.metrics import SMALLEST_TEXT
from imeworkbook.chronology.sheet import Scale

GUTTER = 9.5
"""Text sizes that the names of rows take at the left."""

_LARGEST_TEXT, _LAST_TEXT, _FINER = 10.5, 5.0, 0.25
_FEWEST_LANES = 2
_LEAST_RIBBON = 12.0  # pixels: daily use still stands out from weekly use
_NO_LIMIT = 10_000


def readable(width: float) -> list[Scale]:
    """Nothing summarised and no text below the smallest that is read with ease, from the largest text down."""
    texts = _sizes(SMALLEST_TEXT)
    airy = [_scale(width, text, _NO_LIMIT, _NO_LIMIT, most_bases=_NO_LIMIT) for text in texts]
    low = [text for text in texts if text <= SMALLEST_TEXT + 1]
    return [*airy, *(_scale(width, text, _NO_LIMIT, _NO_LIMIT, most_bases=_NO_LIMIT, tight=True) for text in low)]


def shrinking(width: float) -> Iterator[Scale]:
    """From the largest text down; then crowded rows in fewer and fewer lanes, those that matter most last."""
    lanes = Scale.most_lanes
    yield from (_scale(width, text, lanes, _NO_LIMIT) for text in _sizes(_LAST_TEXT))
    yield from (_scale(width, _LAST_TEXT, most, _NO_LIMIT) for most in range(lanes - 1, _FEWEST_LANES - 1, -1))
    yield from (_scale(width, _LAST_TEXT, _FEWEST_LANES, most) for most in range(lanes, _FEWEST_LANES - 1, -1))


def numbering(width: float) -> Iterator[Scale]:
    """The smallest text that is read with ease, and crowded rows in fewer and fewer lanes; smaller text last of all.

    What is summarised has a number, under which a list can tell it.
    """
    lanes = (48, 36, 24, 18, *range(Scale.most_lanes, 0, -1))
    yield from (_numbered(width, SMALLEST_TEXT, most, _NO_LIMIT) for most in lanes)
    yield from (_numbered(width, SMALLEST_TEXT, 1, most) for most in lanes)
    yield from (_numbered(width, text, 1, 1) for text in _sizes(_LAST_TEXT) if text < SMALLEST_TEXT)


def on_screen(width: float, room: float | None, needed: Callable[[Scale], float]) -> Scale:
    """The roomiest scale for a window, in which what is `needed` is no higher than `room`, in pixels.

    The densest one where none is dense enough; the roomiest there is where `room` is None. A height grows at most
    linearly between the two, as it is made of sums of lanes and of the larger of two, so that one step finds it.
    """
    roomy = Scale(width)
    if room is None or needed(roomy) <= room:
        return roomy
    dense = _airy(roomy, 0.0)
    least = needed(dense)
    return dense if least >= room else _airy(roomy, (room - least) / (needed(roomy) - least))


def _airy(roomy: Scale, air: float) -> Scale:
    ribbon = _LEAST_RIBBON + (roomy.ribbon - _LEAST_RIBBON) * air
    return replace(roomy, air=air, ribbon=ribbon)


def _numbered(width: float, text: float, lanes: int, vital: int) -> Scale:
    return _scale(width, text, lanes, vital, most_bases=min(lanes, Scale.most_bases), tight=True, numbered=True)


def _scale(
    width: float,
    text: float,
    lanes: int,
    vital: int,
    *,
    most_bases: int = Scale.most_bases,
    tight: bool = False,
    numbered: bool = False,
) -> Scale:
    plot = width - text * (GUTTER + 0.5)
    return Scale(plot, text, text * 2.9, lanes, vital, most_bases, tight, numbered, smallest=SMALLEST_TEXT)


def _sizes(smallest: float) -> list[float]:
    return [_LARGEST_TEXT - _FINER * step for step in range(int((_LARGEST_TEXT - smallest) / _FINER) + 1)]

"""The question that would best help to place a memory: before or after which landmark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from imeworkbook.dates import Window

_WORTH_ASKING = 0.85
"""A question is asked only where its worse answer leaves no more of the days than this part of them."""


def best_landmark(
    window: Window, landmarks: Mapping[str, Window], span: tuple[dt.date, dt.date], without: Collection[str] = ()
) -> str | None:
    """The landmark for which "before or after?" leaves the fewest days at worst; None where none is worth asking.

    Parameters
    ----------
    window
        The days that are still possible.
    landmarks
        The windows of what could be asked about, by their ids.
    span
        The first and the last day that can be meant at all, for a window that is open.
    without
        Ids that are not asked about again.
    """
    low, high = (bound or limit for bound, limit in zip(window, span, strict=True))
    length = (high - low).days
    left = {
        id: worst
        for id, (first, last) in landmarks.items()
        if id not in without and first and last and (worst := _worst(low, high, first, last)) < length * _WORTH_ASKING
    }
    return min(left, key=lambda id: (left[id], id), default=None)


def _worst(low: dt.date, high: dt.date, first: dt.date, last: dt.date) -> int:
    """The days that are left by the worse of both answers about a landmark from `first` to `last`."""
    return max((min(high, last) - low).days, (high - max(low, first)).days)

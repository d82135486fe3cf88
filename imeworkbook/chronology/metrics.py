"""How wide a text is, so that labels can be placed before anything is drawn.

The widths are those of DejaVu Sans (Bitstream Vera licence), read from its `hmtx` table. It is wider than the fonts
we ask for on screen (the system's sans) and on paper (Libertinus Serif), so that a label which fits here fits there.
"""

from __future__ import annotations

from functools import lru_cache

SMALLEST_TEXT = 7.0
"""The smallest text that is read with ease on paper, in points."""

SMALLEST_ON_SCREEN = 12.0
"""The smallest text on a screen, in pixels."""

_SMALLER = 0.92

# Advance widths of U+0020 to U+007E in thousandths of an em.
_ASCII = (
    318,
    401,
    460,
    838,
    636,
    950,
    780,
    275,
    390,
    390,
    500,
    838,
    318,
    361,
    318,
    337,
    636,
    636,
    636,
    636,
    636,
    636,
    636,
    636,
    636,
    636,
    337,
    337,
    838,
    838,
    838,
    531,
    1000,
    684,
    686,
    698,
    770,
    632,
    575,
    775,
    752,
    295,
    295,
    656,
    557,
    863,
    748,
    787,
    603,
    787,
    695,
    635,
    611,
    732,
    684,
    989,
    685,
    611,
    685,
    390,
    337,
    390,
    838,
    500,
    500,
    613,
    635,
    550,
    635,
    615,
    352,
    635,
    634,
    278,
    278,
    579,
    278,
    974,
    634,
    612,
    635,
    635,
    411,
    521,
    392,
    634,
    592,
    818,
    592,
    592,
    525,
    636,
    337,
    636,
    838,
)
_WIDE = 1000
_OTHER = 650


@lru_cache(maxsize=16384)
def smaller(size: float, smallest: float = SMALLEST_TEXT) -> float:
    """The size of what is written smaller than the rest of a sheet; what can just be read is made no smaller."""
    return max(size * _SMALLER, min(size, smallest))


def text_width(text: str, size: float) -> float:
    """The width of one line of text, in the unit of `size`."""
    return sum(map(_width, text)) * size / 1000


def _width(sign: str) -> int:
    code = ord(sign)
    if 0x20 <= code <= 0x7E:
        return _ASCII[code - 0x20]
    return _WIDE if code >= 0x1100 else _OTHER


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room`; empty where not even a few letters fit."""
    if text_width(text, size) <= room:
        return text
    end = len(text)
    while end > 0 and text_width(text[:end].rstrip() + "…", size) > room:
        end -= 1 if end < 12 else max(1, end // 8)
    return text[:end].rstrip() + "…" if end > 3 else ""


def broken(name: str, letters: int = 17) -> list[str]:
    """A long name over several lines of about so many letters, broken at its spaces."""
    lines = [""]
    for word in name.split(" "):
        if len(lines[-1]) + len(word) > letters and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def wrapped(text: str, size: float, room: float) -> list[str]:
    """A text over as many lines as it needs, each no wider than `room` where its words allow that."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > room:
            lines.append(fitted(word, size, room))
        else:
            lines[-1] = fitted(longer, size, room)
    return lines

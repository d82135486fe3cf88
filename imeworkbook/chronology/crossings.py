"""Where a guide line makes way: a label that it would run through interrupts it."""

from __future__ import annotations

from imeworkbook.chronology.marks import Guide, Label, Layout
from imeworkbook.chronology.metrics import text_width

_AIR = 3.0  # pixels or points that a line keeps from a label
_NAME, _TIER = 1.9, 1.5  # text sizes: below the name of a guide, and between the two lines of names


def clear(guide: Guide, layout: Layout) -> list[tuple[float, float]]:
    """The heights over which a guide line is drawn, from its name down; each goes from a top to a base."""
    free, at = [], layout.text * (_NAME + _TIER * guide.tier)
    for top, base in sorted(_heights(label, layout) for label in layout.labels if _lies_on(guide, label, layout)):
        if top > at:
            free.append((at, top))
        at = max(at, base)
    return [*free, (at, layout.height)] if at < layout.height else free


def _heights(label: Label, layout: Layout) -> tuple[float, float]:
    half = layout.text * 0.7
    return label.y - half, label.y + half


def _lies_on(guide: Guide, label: Label, layout: Layout) -> bool:
    x = (label.x - guide.x) * layout.plot_width / (layout.last - layout.first) + label.dx
    width = text_width(label.text, layout.text)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[label.anchor]
    return left - _AIR < 0 < left + width + _AIR

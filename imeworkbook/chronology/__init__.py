"""Two histories on one axis: layout, then the Plotly figure for the screen or SVG for paper."""

from __future__ import annotations

from imeworkbook.chronology.chart import Chronology, chronology

__all__ = ["Chronology", "chronology"]

"""What a person says about a date, and the date that it comes to."""

from __future__ import annotations

from imeworkbook.recall.recollection import Recollection, remember

__all__ = ["Recollection", "remember"]

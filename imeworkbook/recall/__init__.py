"""What a person says about a date, and the date that it comes to."""

from __future__ import annotations

from imeworkbook.recall.landmarks import Landmark, landmark_of
from imeworkbook.recall.recollection import Recollection, remember
from imeworkbook.records import Tie

__all__ = ["Landmark", "Recollection", "Tie", "landmark_of", "remember"]

"""How each line of the printed chronology is drawn, for the lines themselves and for the key that names them.

A connection is the person's own reading and no finding: its line has no more ink than that of a landmark.
"""

from __future__ import annotations

from imeworkbook.chronology.style import QUIET, RULE

Pen = dict[str, float | str]
COURSE: Pen = {"stroke_width": 1.5}
THIN: Pen = {"stroke_width": 0.6}
POSSIBLE: Pen = {"stroke_width": 0.9, "stroke_dasharray": "2.5 2"}
NARROWED: Pen = {"stroke_width": 0.9, "stroke_dasharray": "0.8 2"}
LANDMARK: Pen = {"stroke": QUIET, "stroke_width": 0.8, "stroke_dasharray": "1 3"}
CONNECTION: Pen = {"stroke": QUIET, "stroke_width": 0.6, "stroke_dasharray": "4 8"}
TODAY: Pen = {"stroke": RULE, "stroke_width": 0.6}

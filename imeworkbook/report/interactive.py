"""A copy as one page with the chart of the screen: by choice, as it carries a script."""

from __future__ import annotations

import json
import re

from imeworkbook.chronology import chronology
from imeworkbook.chronology.figure import script as library
from imeworkbook.chronology.figure import without_ids
from imeworkbook.timeline import Timeline

_STRICT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_WITH_SCRIPT = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_FIGURE = re.compile(r"(<figure [^>]*>)(<svg.*?</svg>)</figure>", re.DOTALL)
_DRAW = """
for (const place of document.querySelectorAll(".imw-live")) {
  place.hidden = false;
  Plotly.newPlot(place, figure.data, figure.layout, figure.config).then(() => {
    place.previousElementSibling.remove();
    const all = place.closest("section").querySelectorAll("figure"); // of which the live one shows every year
    for (const figure of all) if (!figure.contains(place)) figure.remove();
  });
}
"""


def page(copy: str, timeline: Timeline) -> str:
    """The page of a copy with its drawing made live. Without scripts the drawing stays.

    Raises
    ------
    ReportError
    """
    values = json.dumps(without_ids(chronology(timeline).to_plotly())).replace("<", "\\u003c")
    live, drawings = _FIGURE.subn(r'\1\2<div class="imw-live" hidden></div></figure>', copy, count=1)
    if not drawings:
        return copy
    script = f"<script>{library()}</script>\n<script>const figure = {values};{_DRAW}</script>\n</body>"
    head, _, tail = live.replace(_STRICT, _WITH_SCRIPT, 1).rpartition("</body>")
    return head + script + tail

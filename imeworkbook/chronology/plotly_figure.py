"""The chart as a figure of Plotly's own class, to be styled and written with Plotly's own means."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from imeworkbook.chronology.figure import CONFIG
from imeworkbook.showing import PLOTLY, Bundle, draw


class Figure(go.Figure):  # type: ignore[misc,unused-ignore]  # typed in part only
    """A figure that a notebook shows through our card, so that nothing of it is saved there, and with our config.

    `update_layout`, templates, `write_image` and the rest are Plotly's. What is written or shown by them has Plotly's
    own config, with its button that uploads a chart, unless ``config=chart.to_plotly()["config"]`` is given;
    ``write_html`` takes plotly.js into the file, or from where ``include_plotlyjs`` says.
    """

    _ipython_display_ = None
    _repr_html_ = None

    def __repr__(self) -> str:
        return f"<Figure of {len(self.data)} traces>"

    def _repr_mimebundle_(self, *_: object, **__: object) -> tuple[Bundle, Bundle]:
        values: dict[str, Any] = json.loads(self.to_json(validate=False))
        return draw(repr(self), {PLOTLY: {**values, "config": dict(CONFIG)}})

"""The chart as a figure of Plotly's own class, to be styled and written with Plotly's own means."""

from __future__ import annotations

import json
import sys
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from imeworkbook.chronology.figure import CONFIG
from imeworkbook.showing import PLOTLY, Bundle, Shows


class Figure(go.Figure):  # type: ignore[misc,unused-ignore]  # typed in part only
    """A figure that a notebook shows through our card, so that nothing of it is saved there, and with our config.

    `update_layout`, templates, `write_image` and the rest are Plotly's. What is written by them has Plotly's own
    config, with its button that uploads a chart, unless ``config=chart.to_plotly()["config"]`` is given;
    ``write_html`` takes plotly.js into the file, or from where ``include_plotlyjs`` says.
    """

    _ipython_display_ = None
    _repr_html_ = None

    def __repr__(self) -> str:
        return f"<Figure of {len(self.data)} traces>"

    def show(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - those of Plotly
        """Show it: in a notebook as the end of a cell does, elsewhere by Plotly's means with our config.

        With a renderer that is named it is Plotly's own output, and in a notebook that stays.
        """
        jupyter = sys.modules.get("IPython")
        in_notebook = jupyter is not None and hasattr(jupyter.get_ipython(), "kernel")
        if in_notebook and not args and "renderer" not in kwargs:
            sys.modules["IPython.display"].display(self)
        else:
            super().show(*args, **{"config": dict(CONFIG), **kwargs})

    def _repr_mimebundle_(self, *_: object, **__: object) -> Bundle | tuple[Bundle, Bundle]:
        return _Card(self)._repr_mimebundle_()

    def _display_(self) -> Shows:
        """What marimo shows, which draws any other figure of Plotly itself."""
        return _Card(self)


class _Card(Shows):
    """A figure as one of our values, and no longer one of Plotly's."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure

    def __repr__(self) -> str:
        return repr(self._figure)

    def _static(self) -> Bundle:
        values: Bundle = json.loads(self._figure.to_json(validate=False))
        return {PLOTLY: {**values, "config": dict(CONFIG)}}

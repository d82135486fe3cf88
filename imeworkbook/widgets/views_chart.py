"""The chart: the whole figure as one value, drawn by the page; a click on a mark opens that entry."""

from __future__ import annotations

import traitlets

from imeworkbook.records import Entry, Record
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard


class Chart(FormCard):
    """Two histories on one axis."""

    view_name = "chart"
    parts: tuple[str, ...] = ("form", "chart")
    figure = traitlets.Dict().tag(sync=True)

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self._drawn: tuple[Record, ...] = ()
        super().__init__(sitting, lead=lead)

    def kept(self, record: Record) -> None:
        """The form closes; the chart shows the change."""
        self.form.close()

    def open_face(self) -> Message:
        """The form of the entry that was clicked; the figure is drawn anew where a record changed."""
        records = self.sitting.open.records()
        if records != self._drawn:
            self._drawn = records
            self.figure = self._draw()
        return {**super().open_face(), "empty": not any(isinstance(record, Entry) for record in records)}

    def closed_face(self) -> Message:
        """Nothing: the figure goes with the key."""
        self._drawn, self.figure = (), {}
        return {}

    def _draw(self) -> Message:
        from imeworkbook.chronology import chronology

        drawn = chronology(self.sitting.open.timeline())
        figure = drawn.to_plotly()
        figure["layout"] = {**figure["layout"], "uirevision": "kept"}
        return {**figure, "alt": drawn.alt_text()}

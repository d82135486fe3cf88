"""The chart: the whole figure as one value, drawn by the page, with what it says in words beside it.

Zoom, reading line and selection belong to the page; the kernel lays the chart out anew for the room that there is, for
the bands that are shown, and after a change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from imeworkbook import vocabulary
from imeworkbook.chronology.marks import Bracket, Course, Layout, Mark, Milestone, Without, covered
from imeworkbook.chronology.words import more_of, time_words, what
from imeworkbook.kinds import BANDS, in_band
from imeworkbook.reading import PARTS, facts
from imeworkbook.records import Entry, Record, Use
from imeworkbook.timeline import Timeline
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard
from imeworkbook.widgets.words import words

FOLDABLE = tuple(kind.name for band in BANDS for kind in in_band(band) if kind.foldable)
_KEPT_UNDER = "view:chart"  # a draft row: encrypted like everything, and no step that undo would take back
_PLOT_WIDTH = 1000.0
_LEAST_PLOT_WIDTH = 240.0
_MOST_PLOT_WIDTH = 16_000.0  # closer than that every name has its place, and ticks would go into the thousands


class _View(TypedDict):
    """What of the chart is folded away, and whether its rows are roomy whatever room there is."""

    folded: tuple[str, ...]
    roomy: bool


class ChartCard(FormCard):
    """Two histories on one axis."""

    view_name = "chart"
    parts: tuple[str, ...] = ("form", "chart")
    shown = ("face", "figure", "telling", "table")

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.figure: Message = {}
        self.telling: Message = {}
        self.table: list[Message] = []
        self._drawn: tuple[Timeline, _View, float, float | None] | None = None
        self._table_shown = False
        self._plot_width = _PLOT_WIDTH
        self._room: float | None = None
        super().__init__(sitting, lead=lead)

    def kept(self, record: Record) -> None:
        """The form closes; the chart shows the change."""
        self.form.close()

    def open_face(self) -> Message:
        """The form of the entry that was chosen, and the bands; figure and words are made anew where they changed."""
        timeline, view, drawn = self.sitting.open.timeline(), self._view(), self._drawn
        if (asked := (timeline, view, self._plot_width, self._room)) != drawn:
            self._drawn = asked
            self.show(figure=_figure(*asked))
            if drawn is None or timeline != drawn[0]:
                self.show(telling=_telling(timeline))
                self._fill_table()
        return {
            **super().open_face(),
            "empty": not timeline.entries,
            "roomy": view["roomy"],
            "bands": [
                {"key": kind, "label": vocabulary.label("kind", kind), "folded": kind in view["folded"]}
                for kind in FOLDABLE
                if timeline.of(kind)
            ],
        }

    def closed_face(self) -> Message:
        """Nothing: figure and words go with the key."""
        self._drawn, self._table_shown = None, False
        self.show(figure={}, telling={}, table=[])
        return {}

    def _fill_table(self) -> None:
        timeline = self._drawn[0] if self._drawn and self._table_shown else None
        self.show(table=[_row(entry, timeline) for entry in timeline.entries] if timeline else [])

    def _view(self) -> _View:
        kept = self.sitting.open.draft(_KEPT_UNDER) or {}
        folded = tuple(kind for kind in FOLDABLE if kind in kept.get("folded", []))
        return {"folded": folded, "roomy": bool(kept.get("roomy"))}

    def _keep_view(self, view: _View) -> None:
        self.sitting.open.save_draft(_KEPT_UNDER, {**view, "folded": sorted(view["folded"])})
        self.refresh()

    def do_size(self, message: Message) -> None:
        """Lay the chart out for the width that the page has for time, and the height for both histories, in pixels.

        No `room` stands for as much as they take.
        """
        self._plot_width = min(max(_LEAST_PLOT_WIDTH, float(message["plot_width"])), _MOST_PLOT_WIDTH)
        room = message.get("room")
        self._room = None if room is None else float(room)
        self.refresh()

    def do_rows(self, message: Message) -> None:
        """Rows as roomy as they can be, or as high as the window has room for; the choice is kept with the workbook."""
        self._keep_view({**self._view(), "roomy": bool(message["roomy"])})

    def do_table(self, message: Message) -> None:
        """Send the rows of the table while it is shown."""
        self._table_shown = bool(message["shown"])
        self._fill_table()

    def do_fold(self, message: Message) -> None:
        """Fold a band away, or show it again; the choice is kept with the workbook."""
        view = self._view()
        others = tuple(kind for kind in view["folded"] if kind != message["band"])
        self._keep_view({**view, "folded": (*others, message["band"]) if message["folded"] else others})


def _figure(timeline: Timeline, view: _View, plot_width: float, room: float | None) -> Message:
    """The figure of what is shown, where each entry stands in it, and the days that it spans.

    Both histories end above `room`, in pixels, where rows can be made as low as that and may be.
    """
    from imeworkbook.chronology import chronology, figure
    from imeworkbook.chronology.layout import Scale, View, lay_out
    from imeworkbook.chronology.scales import on_screen

    folded, untold = view["folded"], View(told=False)
    shown = replace(timeline, entries=tuple(entry for entry in timeline.entries if entry.kind not in folded))
    most = None if view["roomy"] else room
    layout = lay_out(shown, on_screen(plot_width, most, lambda scale: lay_out(shown, scale, untold).histories))
    whole = lay_out(timeline, Scale(plot_width), untold) if folded else layout
    return {
        **figure.to_plotly(layout),
        "alt": chronology(shown).alt_text(),
        "places": _places(layout, shown.entries),
        "first": whole.first,
        "last": whole.last,
        "as_of": layout.as_of - 1,
        "axis": list(layout.axis),
        "plot_width": plot_width,
        "room": room,
    }


def _places(layout: Layout, entries: tuple[Entry, ...]) -> list[Message]:
    """The entries in order of time: id, sentence, name, and the box around its marks (days across, units down)."""
    boxes: dict[int, tuple[float, float, float, float]] = {}
    for mark in layout.marks:
        x0, x1, y0, y1 = _box(mark)
        for entry in covered(mark):
            low, high, top, base = boxes.get(entry, (x0, x1, y0, y1))
            boxes[entry] = (min(low, x0), max(high, x1), min(top, y0), max(base, y1))
    return [
        {
            "id": entry.id,
            "words": drawn.words,
            "label": _name(entry),
            "phase": isinstance(entry, Use),
            "box": boxes[index],
        }
        for index, (drawn, entry) in enumerate(zip(layout.drawn, entries, strict=True))
        if index in boxes
    ]


def _name(entry: Entry) -> str:
    """What a mark is called beside its row: a phase of use by how often, everything else by its label."""
    if not isinstance(entry, Use):
        return entry.label
    often = what(entry).removeprefix(f"{entry.label}, ")
    return f"{entry.name}, {often}" if entry.name else often


def _box(mark: Mark) -> tuple[float, float, float, float]:
    """First and last day of a mark, its top and its base."""
    if isinstance(mark, Milestone):
        return mark.x, mark.x, mark.y, mark.y
    if isinstance(mark, Without | Course | Bracket):
        return mark.x0, mark.x1, mark.y, mark.y
    return mark.x0, mark.x1, mark.y0, mark.y1


def _telling(timeline: Timeline) -> Message:
    """What the reading line can say, and what has no place on the chart."""
    told = facts(timeline)
    days = [day for fact in told if fact.part != "age" for day in (fact.first, fact.last) if day]
    return {
        "facts": [fact.to_dict() for fact in told],
        "until": max([timeline.as_of, *days]).toordinal(),
        "undated": [
            {"id": entry.id, "label": entry.label} for entry in timeline.entries if timeline.span(entry) is None
        ],
        "parts": {kind: vocabulary.label("kind", kind) for kind in PARTS},
    }


def _row(entry: Entry, timeline: Timeline) -> Message:
    amounts = []
    if isinstance(entry, Use):
        amounts += [words("chart", "amount").format(amount=entry.amount)] * bool(entry.amount)
        amounts += [words("chart", "most").format(most=entry.most)] * bool(entry.most)
    amounts += more_of(entry)
    when = entry.start or entry.end
    least, most = timeline.age(when.date) if when and when.date else (None, None)
    ages = "" if least is None or most is None else str(least) if least == most else f"{least}–{most}"
    return {
        "id": entry.id,
        "kind": vocabulary.label("kind", entry.kind),
        "what": "; ".join([what(entry), *amounts]),
        "when": time_words(entry),
        "age": ages,
    }

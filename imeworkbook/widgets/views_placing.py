"""What came before what: orderings of entries, said by the person or asked for one question at a time."""

from __future__ import annotations

import datetime as dt

from imeworkbook import vocabulary
from imeworkbook.dates import Window
from imeworkbook.errors import InvalidRecord
from imeworkbook.kinds import kind_of
from imeworkbook.language import texts
from imeworkbook.recall.questions import best_landmark
from imeworkbook.recall.reasons import sentence, side_of, window_of
from imeworkbook.records import AUDIENCES, Entry, Relation, Statement
from imeworkbook.timeline import NOT_STATED, Timeline, date_words
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.rows import entry_row
from imeworkbook.widgets.sitting import Sitting

_WIDE_DAYS = 366
_ANSWERS: dict[str, Relation] = {"before": "before", "after": "after", "same": "same time"}
_OLDEST_YEARS = 100


def said(key: str) -> str:
    """One sentence or label of the card."""
    return str(texts("orderings")["card"][key])


class Placing(Card):
    """Questions that place a memory, a form for an ordering of one's own, and what was said so far."""

    view_name = "placing"

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.chosen = ""
        self._skipped: set[tuple[str, str]] = set()
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Nothing is being placed in a workbook that was just opened or locked."""
        self.chosen = ""
        self._skipped.clear()

    def open_face(self) -> Message:
        """What could be placed, the question that would help most, and the orderings so far."""
        timeline = self.sitting.open.timeline()
        entries = {entry.id: entry for entry in timeline.entries}
        placed = [entry for entry in timeline.entries if kind_of(entry).leant_on]
        wide = [entry for entry in placed if entry.id == self.chosen or _is_wide(_start(timeline, entry))]
        if self.chosen not in entries:
            self.chosen = ""
        content = texts("orderings")
        return {
            "said": content["card"],
            "to_place": [[entry.id, _named(entry)] for entry in wide],
            "chosen": self.chosen,
            "asked": self._asked(timeline, entries[self.chosen]) if self.chosen else None,
            "entries": [[entry.id, _named(entry)] for entry in placed],
            "relations": [[key, label] for key, label in content["relation"].items()],
            "audiences": [[key, vocabulary.label("audience", key)] for key in AUDIENCES],
            "orderings": [
                {"id": one.id, "text": _capital(sentence(one, entries)), "audience": one.audience}
                for one in timeline.statements
                if {one.first, one.second} <= entries.keys()
            ],
        }

    def _asked(self, timeline: Timeline, entry: Entry) -> Message:
        """How wide the chosen date still is, and the question that would make it narrower."""
        landmark = self._landmark(timeline, entry)
        now = _start(timeline, entry)
        asked = {"now": said("no_window") if now == NOT_STATED else said("now").format(window=window_of(now))}
        if landmark is None:
            return {**asked, "question": "", "done": said("done")}
        words = said("question").format(
            entry=entry.label, landmark=side_of(landmark, "start"), when=date_words(landmark.start)
        )
        return {**asked, "question": words, "landmark": landmark.id}

    def _landmark(self, timeline: Timeline, entry: Entry) -> Entry | None:
        now = _start(timeline, entry)
        if now != NOT_STATED and not _is_wide(now):
            return None
        others = {
            other.id: other
            for other in timeline.entries
            if other.id != entry.id and other.title and (other.id not in timeline.narrowed or other.point)
        }
        starts = {id: _start(timeline, other) for id, other in others.items()}
        skipped = {landmark for id, landmark in self._skipped if id == entry.id}
        asked = {one.second for one in timeline.statements if one.first == entry.id}
        best = best_landmark(now, starts, _life(timeline), skipped | asked)
        return others[best] if best else None

    # --- what the page asks ---

    def do_pick(self, message: Message) -> None:
        """Turn to something to place."""
        self.chosen = str(message["id"])
        self.refresh()
        self.send({"turned": True})

    def do_answer(self, message: Message) -> None:
        """Keep the answer to the question that stands there, or pass over it."""
        landmark = str(message["landmark"])
        if not self.chosen:
            return
        relation = _ANSWERS.get(message["answer"])
        if relation is None:
            self._skipped.add((self.chosen, landmark))
            self.refresh()
        else:
            self._keep(self.chosen, relation, landmark)
        self.send({"turned": True})

    def do_keep(self, message: Message) -> None:
        """Keep an ordering that the person chose."""
        if message["first"] and message["second"] and message["first"] != message["second"]:
            self._keep(message["first"], message["relation"], message["second"])
            self.send({"emptied": True})
        else:
            self.tell(said("two"), good=False)

    def _keep(self, first: str, relation: Relation, second: str) -> None:
        workbook = self.sitting.open
        try:
            with self.sitting.doing(said("what")):
                kept = workbook.relate(first, relation, second)
        except InvalidRecord as error:
            self.tell(str(error), good=False)
            return
        timeline = workbook.timeline()
        clashes = [words for words, ids in timeline.contradictions() if kept.id in ids]
        if clashes:
            self.tell(said("clash").format(statements=clashes[0]), good=False, offer="undo")
            return
        entry = next(entry for entry in timeline.entries if entry.id == first)
        now = _start(timeline, entry)
        words = said("no_window") if now == NOT_STATED else said("kept").format(window=_capital(window_of(now)))
        self.tell(words, offer="undo")

    def do_audience(self, message: Message) -> None:
        """Say who may see an ordering."""
        record = self.sitting.open.get(message["id"])
        if isinstance(record, Statement) and message["audience"] in AUDIENCES:
            with self.sitting.doing(said("what")):
                self.sitting.open.add(record.with_(audience=message["audience"]))

    def do_take_back(self, message: Message) -> None:
        """Take an ordering back."""
        with self.sitting.doing(said("what")):
            self.sitting.open.remove(message["id"])
        self.tell(said("taken_back"), offer="undo")

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        if self.sitting.undo():
            self.tell(said("undone"))


def _start(timeline: Timeline, entry: Entry) -> Window:
    at = timeline.span(entry)
    return at.starts if at else NOT_STATED


def _is_wide(window: Window) -> bool:
    first, last = window
    return first is None or last is None or (last - first).days > _WIDE_DAYS


def _life(timeline: Timeline) -> tuple[dt.date, dt.date]:
    """The days that can be meant at all: from the birth, or a hundred years ago, to today."""
    born = timeline.born.earliest if timeline.born else None
    return born or timeline.as_of - dt.timedelta(days=int(_OLDEST_YEARS * 365.25)), timeline.as_of


def _named(entry: Entry) -> str:
    row = entry_row(entry)
    return " · ".join(part for part in (row["label"], row["detail"], row["when"]) if part)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]

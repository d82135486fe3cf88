"""Landmarks: a few safe questions, one at a time, whose answers give other memories something to lean on."""

from __future__ import annotations

from typing import Any

from imeworkbook.language import texts
from imeworkbook.records import Answer, Record
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard
from imeworkbook.widgets.words import words

_PREFIX = "landmark:"
_NEW = f"new:{_PREFIX}"  # what a form of this card keeps its draft under, before the question
_KEPT_UNDER = "view:landmarks"  # a draft row: encrypted like everything, and no step that undo would take back


class Landmarks(FormCard):
    """A chip for each question, and the short form of the chosen one. Any of them can be left."""

    view_name = "landmarks"

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.chosen = next(iter(questions()))
        super().__init__(sitting, lead=lead)

    def begin(self) -> None:
        """An empty form for the chosen question, or what was typed in it earlier."""
        asked = questions()[self.chosen]
        self.form.open(asked["form"], defaults=asked["defaults"], key=_NEW + self.chosen)

    def open_face(self) -> Message:
        """The chips with what was said to each, the chosen question, and its form."""
        states, drafts = self._states(), self.sitting.open.drafts()
        chips = [
            {
                "key": key,
                "label": asked["title"],
                "state": states.get(key, ""),
                "draft": _NEW + key in drafts and key != self.chosen,
            }
            for key, asked in questions().items()
        ]
        asked = questions()[self.chosen]
        return {
            **super().open_face(),
            "landmarks": texts("landmarks")["words"],
            "chips": chips,
            "chosen": self.chosen,
            "ask": asked["ask"],
            "why": asked["why"],
            "none": states.get(self.chosen) == "never",
            "seen": len(states) == len(questions()),
        }

    def _states(self) -> dict[str, str]:
        """What was said to each question: "given" while an entry kept here is there, or "never"."""
        workbook = self.sitting.open
        there = {record.id for record in workbook.records()}
        states = {key: "never" for key in questions() if f"{_PREFIX}{key}" in there}
        return states | {key: "given" for key, ids in self._kept_ids().items() if there.intersection(ids)}

    def _kept_ids(self) -> dict[str, list[str]]:
        return dict(self.sitting.open.draft(_KEPT_UNDER) or {})

    def kept(self, record: Record) -> None:
        """The question is answered; an empty form stands ready for another of the same."""
        ids = self._kept_ids()
        self.sitting.open.save_draft(_KEPT_UNDER, {**ids, self.chosen: [*ids.get(self.chosen, []), record.id]})
        super().kept(record)

    def do_pick(self, message: Message) -> None:
        """Turn to another question. What was typed for the former one stays as its draft."""
        if message["key"] in questions():
            self._turn_to(message["key"], message)

    def do_next(self, message: Message) -> None:
        """Turn to the next question that nothing was said to, or else to the next one."""
        keys, states = list(questions()), self._states()
        later = keys[keys.index(self.chosen) + 1 :] + keys[: keys.index(self.chosen)]
        self._turn_to(next((key for key in later if key not in states), later[0]), message)

    def _turn_to(self, key: str, message: Message) -> None:
        self.take_typed(message)
        self.chosen = key
        self.begin()
        self.refresh()
        self.send({"turned": key})

    def stand_at(self, key: str) -> bool:
        """The form stands with its question."""
        if (asked := key.removeprefix(_NEW)) in questions() and key.startswith(_NEW):
            self.chosen = asked
            self.begin()
        return super().stand_at(key)

    def do_none(self, message: Message) -> None:
        """Say that a question is not part of this life, or take that back."""
        id, workbook = f"{_PREFIX}{self.chosen}", self.sitting.open
        with self.sitting.doing(words("entries", "last_change")):
            if message["none"]:
                workbook.add(Answer(id=id, question=id, state="never"))
            elif workbook.store.get(id) is not None:
                workbook.remove(id)
        self.tell(words("common", "kept"))


def questions() -> dict[str, dict[str, Any]]:
    """The questions by their key, in order."""
    return {question["key"]: question for question in texts("landmarks")["question"]}

"""Landmarks: a few safe questions, one at a time, whose answers give other memories something to lean on."""

from __future__ import annotations

from typing import Any

from imeworkbook.records import Answer, Record
from imeworkbook.resources import read_toml
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard
from imeworkbook.widgets.words import words

_PREFIX = "landmark:"


class Landmarks(FormCard):
    """A chip for each question, and the short form of the chosen one. Any of them can be left."""

    view_name = "landmarks"

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.chosen = next(iter(questions()))
        super().__init__(sitting, lead=lead)

    def begin(self) -> None:
        """An empty form for the chosen question, or what was typed in it earlier."""
        asked = questions()[self.chosen]
        self.form.open(asked["form"], defaults=asked["defaults"], key=f"new:{_PREFIX}{self.chosen}")

    def open_face(self) -> Message:
        """The chips with what was said to each, the chosen question, and its form."""
        answers, drafts = self._answers(), self.sitting.open.drafts()
        chips = [
            {
                "key": key,
                "label": asked["title"],
                "state": answers[key].state if key in answers else "",
                "draft": f"new:{_PREFIX}{key}" in drafts and key != self.chosen,
            }
            for key, asked in questions().items()
        ]
        asked = questions()[self.chosen]
        return {
            **super().open_face(),
            "landmarks": read_toml("landmarks-en.toml")["words"],
            "chips": chips,
            "chosen": self.chosen,
            "ask": asked["ask"],
            "why": asked["why"],
            "none": self.chosen in answers and answers[self.chosen].state == "never",
            "seen": len(answers) == len(questions()),
        }

    def _answers(self) -> dict[str, Answer]:
        records = self.sitting.open.records("answer")
        return {
            record.question.removeprefix(_PREFIX): record
            for record in records
            if isinstance(record, Answer) and record.question.startswith(_PREFIX)
        }

    def kept(self, record: Record) -> None:
        """The question is answered; an empty form stands ready for another of the same."""
        if self._answers().get(self.chosen, Answer(question="")).state != "given":
            self._settle("given")
        super().kept(record)

    def do_pick(self, message: Message) -> None:
        """Turn to another question. What was typed for the former one stays as its draft."""
        if message["key"] in questions():
            self._turn_to(message["key"], message)

    def do_next(self, message: Message) -> None:
        """Turn to the next question that nothing was said to, or else to the next one."""
        keys, answers = list(questions()), self._answers()
        later = keys[keys.index(self.chosen) + 1 :] + keys[: keys.index(self.chosen)]
        self._turn_to(next((key for key in later if key not in answers), later[0]), message)

    def _turn_to(self, key: str, message: Message) -> None:
        if message.get("session") == self.form.session and message.get("fields"):
            self.form.type(message["fields"])
        self.chosen = key
        self.begin()
        self.refresh()
        self.send({"turned": key})

    def do_none(self, message: Message) -> None:
        """Say that a question is not part of this life, or take that back."""
        if message["none"]:
            self._settle("never")
            self.tell(words("common", "kept"))
        elif known := self._answers().get(self.chosen):
            self.sitting.open.remove(known.id)

    def _settle(self, state: str) -> None:
        id = f"{_PREFIX}{self.chosen}"
        with self.sitting.doing(words("entries", "last_change")):
            self.sitting.open.add(Answer(id=id, question=id, state=state))


def questions() -> dict[str, dict[str, Any]]:
    """The questions by their key, in order."""
    return {question["key"]: question for question in read_toml("landmarks-en.toml")["question"]}

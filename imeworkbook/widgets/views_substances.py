"""The substances: one class at a time, with its phases or an answer for the whole class."""

from __future__ import annotations

from collections.abc import Set

from imeworkbook import vocabulary
from imeworkbook.language import texts
from imeworkbook.records import Answer, Use
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard
from imeworkbook.widgets.views_asked import Asking
from imeworkbook.widgets.words import words

_NEW = "new:use:"  # what a form of this card keeps its draft under, before the substance


class Substances(FormCard, Asking):
    """The substances, each with its answer or its phases, and a form for the chosen one."""

    view_name = "substances"
    parts: tuple[str, ...] = ("form", "substances")
    groups = ("use",)

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.substance = next(iter(vocabulary.terms("substance")))
        super().__init__(sitting, lead=lead)

    def begin(self) -> None:
        """An empty form for the chosen substance, or what was typed in it earlier."""
        self._audience = ""
        self.form.open("use", defaults={"substance": self.substance}, key=_NEW + self.substance)

    def open_face(self) -> Message:
        """A chip for each substance, and the form."""
        workbook = self.sitting.open
        answers = self._answers()
        used = {record.substance for record in workbook.records("use") if isinstance(record, Use)}
        drafts = workbook.drafts()
        chips = [
            {
                "key": key,
                "label": label,
                "entries": key in used,
                "answer": _answer_words(answers[key]) if key in answers and key not in used else "",
                "draft": _NEW + key in drafts and key != self.substance,
            }
            for key, label in vocabulary.terms("substance").items()
        ]
        chosen = answers.get(self.substance)
        return {
            **super().open_face(),
            "chips": chips,
            "chosen": self.substance,
            "intro": texts("words")["substances"]["intro"].get(self.substance, ""),
            "answer": _answer_words(chosen) if chosen else "",
            "used": self.substance in used,
            "next": self._next({*used, *answers}),
            "asked": self.asked_face(),
        }

    def _next(self, walked: Set[str | None]) -> Message | None:
        """The next class of which nothing is said yet, in the order of the chips; None where there is none left."""
        keys = list(vocabulary.terms("substance"))
        place = keys.index(self.substance)
        after = [key for key in (*keys[place + 1 :], *keys[:place]) if key not in walked]
        return {"key": after[0], "label": vocabulary.label("substance", after[0])} if after else None

    def _answers(self) -> dict[str, Answer]:
        return {
            record.question.removeprefix("use:"): record
            for record in self.sitting.open.records("answer")
            if isinstance(record, Answer) and record.question.startswith("use:")
        }

    def do_pick(self, message: Message) -> None:
        """Turn to another substance. What was typed for the former one stays as its draft."""
        if message["substance"] in vocabulary.terms("substance"):
            self.take_typed(message)
            self.substance = message["substance"]
            self.begin()
            self.refresh()

    def stand_at(self, key: str) -> bool:
        """The form of a new time of use stands with its substance."""
        if (substance := key.removeprefix(_NEW)) in vocabulary.terms("substance") and key.startswith(_NEW):
            self.substance = substance
            self.begin()
        return super().stand_at(key)

    def do_write(self, message: Message) -> None:
        """Set the form to what a question asks, beside what is typed in it; the person goes on from there."""
        asked = next((one.question for one in self._standings() if one.question.id == message["question"]), None)
        if asked is None or self.form.editor is None:
            return
        self.take_typed(message)
        self.form.editor.set_all({"event": "phase", "stands_out": ""} | {asked.field: asked.value})
        self.form.draw_anew()
        self.refresh()
        self.send({"kept": True})

    def do_answer(self, message: Message) -> None:
        """Answer for a whole class: never, don't remember, prefer not to say."""
        name = vocabulary.label("substance", self.substance)
        known = self._answers().get(self.substance)
        with self.sitting.doing(words("entries", "what_changed").format(label=name)):
            if message["state"] == "":
                if known is not None:
                    self.sitting.open.remove(known.id)
                return
            answer = Answer(question=f"use:{self.substance}", state=message["state"], audience=self.form_audience())
            self.sitting.open.add(answer.with_(id=known.id) if known else answer)
        self.tell(words("common", "kept"))

    def form_audience(self) -> str:
        """Who may see an answer: what the form shows at this moment."""
        return str(self.form.editor.fields["audience"]) if self.form.editor else "private"


def _answer_words(answer: Answer) -> str:
    """An answer in the words of its button, so that a chip reads "Stimulants: never"."""
    own: dict[str, str] = texts("words")["substances"]
    return own.get(answer.state) or vocabulary.label("answer_state", answer.state)

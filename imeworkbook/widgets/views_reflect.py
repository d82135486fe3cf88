"""Reflection: prompts to write about, saved while one types, each of which may be left, set aside or talked about.

What is typed becomes an encrypted draft at once and an `Answer` when the person goes on to something else. A prompt
that is set aside is an answer with the state ``not_asked``: it was seen, and nothing was asked of the person.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from imeworkbook import prompts, vocabulary
from imeworkbook.language import current, texts
from imeworkbook.prompts import Prompt
from imeworkbook.records import AUDIENCES, Answer
from imeworkbook.store import Version
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.words import words

INSTEAD = ("never", "dont_remember", "prefer_not")


class Reflect(Card):
    """The prompts of some topics, each with its text, its answer and its history."""

    view_name = "reflect"

    def __init__(self, sitting: Sitting, topics: tuple[str, ...], *, lead: bool = False) -> None:
        self.topics = topics
        self._unfolded: set[str] = set()
        self._history_of = ""
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Nothing stands open in a workbook that was just opened or locked."""
        self._unfolded.clear()
        self._history_of = ""

    # --- what it shows ---

    def open_face(self) -> Message:
        """Each topic with its prompts as they stand."""
        answers, drafts = self._answers(), self.sitting.open.drafts()
        topics = [
            {
                "key": key,
                "title": prompts.topics()[key].title,
                "intro": prompts.topics()[key].intro,
                "prompts": [
                    self._shown(prompt, answers.get(prompt.question), drafts.get(prompt.question))
                    for prompt in prompts.of_topic(key)
                ],
            }
            for key in self.topics
        ]
        audiences = [[key, vocabulary.label("audience", key)] for key in AUDIENCES]
        return {"said": texts("reflect"), "audiences": audiences, "topics": topics}

    def _shown(self, prompt: Prompt, answer: Answer | None, draft: dict[str, Any] | None) -> Message:
        state = answer.state if answer else ""
        aside = state == "not_asked" and draft is None and prompt.key not in self._unfolded
        return {
            "key": prompt.key,
            "title": prompt.title,
            "help": list(prompt.help),
            "why": prompt.why,
            "hard": prompt.sensitivity == "hard",
            "text": str(draft["text"]) if draft else answer.text if answer else "",
            "draft": draft is not None,
            "mode": "answered" if state in INSTEAD and draft is None else "aside" if aside else "open",
            "state": state,
            "talk": answer.talk if answer else False,
            "audience": answer.audience if answer else prompt.audience,
            "past": len(self.sitting.open.history(answer.id)) > 1 if answer else False,
            "history": self._history(answer) if answer and prompt.key == self._history_of else None,
        }

    def _history(self, answer: Answer) -> list[Message]:
        versions = self.sitting.open.history(answer.id)
        live = max((version.number for version in versions if version.record == answer), default=0)
        return [_version(version) | {"now": version.number == live} for version in reversed(versions)]

    def _answers(self) -> dict[str, Answer]:
        found = self.sitting.open.records("answer")
        return {record.question: record for record in found if isinstance(record, Answer)}

    # --- what a person does; each message brings the text as it stands ---

    def do_type(self, message: Message) -> None:
        """Save what is being typed as an encrypted draft."""
        prompt = prompts.prompts()[message["prompt"]]
        answer = self._answers().get(prompt.question)
        text = text_of(message, "text")
        if answer and answer.text == text:
            self.sitting.open.drop_draft(prompt.question)
        else:
            self.sitting.open.save_draft(prompt.question, {"text": text})
        self.heard(message)
        self.refresh()

    def do_keep(self, message: Message) -> None:
        """Keep the text as the answer: the person went on to something else."""
        self._keep_text(prompts.prompts()[message["prompt"]], text_of(message, "text"))
        self.heard(message)
        self.refresh()

    def do_set(self, message: Message) -> None:
        """Choose who may see an answer, or flag it to talk about."""
        prompt = self._after_text(message)
        self._unfolded.add(prompt.key)
        self._put(prompt, **{name: message[name] for name in ("audience", "talk") if name in message})
        self.heard(message)
        self.refresh()

    def do_not_now(self, message: Message) -> None:
        """Set a prompt aside; what was written stays."""
        prompt = self._after_text(message)
        self._unfolded.discard(prompt.key)
        self._put(prompt, state="not_asked")
        self.heard(message)
        self.refresh()

    def do_write(self, message: Message) -> None:
        """Open a prompt that was set aside."""
        self._unfolded.add(message["prompt"])
        self.refresh()

    def do_answer(self, message: Message) -> None:
        """Answer without a text: none, don't remember, prefer not to say. A text stays in the history."""
        prompt = self._after_text(message)
        if message["state"] in INSTEAD:
            self._put(prompt, state=message["state"], text="")
        self.heard(message)
        self.refresh()

    def do_take_back(self, message: Message) -> None:
        """Take an answer without a text back; the text that stood there before returns."""
        prompt = prompts.prompts()[message["prompt"]]
        self._unfolded.add(prompt.key)
        answer = self._answers().get(prompt.question)
        if answer is not None:
            text = _last_text(self.sitting.open.history(answer.id))
            self._put(prompt, state="given" if text else "not_asked", text=text)
        self.refresh()

    def do_history(self, message: Message) -> None:
        """Show or fold away the earlier versions of an answer."""
        self._history_of = "" if self._history_of == message["prompt"] else message["prompt"]
        self.refresh()

    def do_restore(self, message: Message) -> None:
        """Make an earlier version the present one again."""
        prompt = self._after_text(message)
        answer = self._answers()[prompt.question]
        for version in self.sitting.open.history(answer.id):
            if version.number == message["number"] and isinstance(version.record, Answer):
                self._put(prompt, text=version.record.text, state=version.record.state)
                self.tell(str(texts("reflect")["brought_back"]))

    def _after_text(self, message: Message) -> Prompt:
        """The prompt of a message, once the text that came with it is kept."""
        prompt = prompts.prompts()[message["prompt"]]
        if "text" in message:
            self._keep_text(prompt, text_of(message, "text"))
        return prompt

    def _keep_text(self, prompt: Prompt, text: str) -> None:
        answer = self._answers().get(prompt.question)
        if text == (answer.text if answer else ""):
            self.sitting.open.drop_draft(prompt.question)
        elif text.strip():
            self._put(prompt, text=text, state="given")
        else:
            self._unfolded.add(prompt.key)
            self._put(prompt, text="", state="not_asked")

    def _put(self, prompt: Prompt, **changes: Any) -> None:  # noqa: ANN401 - fields of an answer
        """Keep a changed answer where something changed; a draft of it is settled."""
        known = self._answers().get(prompt.question)
        answer = known or Answer(id=prompt.question, question=prompt.question, audience=prompt.audience)
        changed = answer.with_(**changes)
        if changed == known:
            return
        with self.sitting.doing(words("entries", "what_changed").format(label=prompt.title)):
            self.sitting.open.add(changed, draft=prompt.question)


def _last_text(versions: tuple[Version, ...]) -> str:
    texts = [version.record.text for version in versions if isinstance(version.record, Answer)]
    return next((text for text in reversed(texts) if text), "")


def _version(version: Version) -> Message:
    record, at = version.record, version.at.astimezone()
    said = texts("reflect")
    text = str(said["version_removed"])
    if isinstance(record, Answer):
        text = record.text or str(said.get(record.state, text))
    return {"number": version.number, "at": _moment(at), "text": text, "kept": record is not None}


def _moment(at: dt.datetime) -> str:
    return current().date("moment", at)

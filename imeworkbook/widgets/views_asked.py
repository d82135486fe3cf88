"""What is usually asked, answered in a word: never or none, I don't remember, I prefer not to say."""

from __future__ import annotations

from typing import cast

from imeworkbook import vocabulary
from imeworkbook.asked import STATES, Question, Standing, standings
from imeworkbook.language import texts
from imeworkbook.records import AUDIENCES, Answer, Audience, Consequence, Entry, Record
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.rows import entry_when
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.words import words

_WRITTEN_BY_FORM = ("event", "stands_out")


def said(key: str) -> str:
    """One sentence or label of the part."""
    return str(texts("asked")["words"][key])


class Asking(Card):
    """A card that shows how the usual questions stand and takes answers in a word."""

    groups: tuple[str, ...] = ()
    substance = ""
    _audience = ""

    def asked_face(self) -> Message:
        """The questions with how each stands, and who may see the answers."""
        shown = self._standings()
        title = said("title_use").format(substance=vocabulary.label("substance", self.substance).lower())
        return {
            "key": ":".join((*self.groups, self.substance)),
            "said": texts("asked")["words"],
            "title": title if self.substance else said("title"),
            "rows": [_row(one) for one in shown],
            "audience": self._shown_to(shown),
            "audiences": [[key, vocabulary.label("audience", key)] for key in AUDIENCES],
        }

    def _standings(self) -> tuple[Standing, ...]:
        records = self.sitting.open.records()
        return tuple(one for group in self.groups for one in standings(records, group, self.substance))

    def _shown_to(self, shown: tuple[Standing, ...]) -> str:
        """Who may see the answers: what was chosen, or else what the answers so far carry."""
        kept = [answer.audience for one in shown if (answer := _kept(one))]
        return self._audience or (kept[0] if kept else "private")

    def do_asked(self, message: Message) -> None:
        """Answer a question in a word, or take the answer back."""
        shown = self._standings()
        standing = next((one for one in shown if one.question.id == message["question"]), None)
        if standing is None or message["state"] not in (*_offered(standing.question), "not_asked"):
            return
        self._keep(standing, str(message["state"]), cast(Audience, self._shown_to(shown)))

    def _keep(self, standing: Standing, state: str, audience: Audience) -> None:
        question, workbook = standing.question, self.sitting.open
        with self.sitting.doing(_what(question)):
            if question.group == "consequence":
                self._keep_consequence(standing, state, audience)
            elif state != "not_asked":
                workbook.add(Answer(id=question.id, question=question.id, state=state, audience=audience))
            elif standing.answer is not None:
                workbook.remove(standing.answer.id)

    def _keep_consequence(self, standing: Standing, state: str, audience: Audience) -> None:
        """None that I can see is a consequence of its own, as it is on its form; anything else is an answer."""
        question, workbook = standing.question, self.sitting.open
        others: list[Record] = [one for one in (standing.answer, standing.none_seen) if one is not None]
        if state == "never":
            new: Record = Consequence(domain=question.value, none=True, audience=audience)
        else:
            new = Answer(id=question.id, question=question.id, state=state, audience=audience)
        for other in others:
            workbook.remove(other.id)
        if state != "not_asked":
            workbook.add(new)

    def do_asked_audience(self, message: Message) -> None:
        """Say who may see these answers, those that are there and those to come."""
        if message["audience"] not in AUDIENCES:
            return
        self._audience = str(message["audience"])
        kept = [answer for one in self._standings() if (answer := _kept(one))]
        changed = [answer.with_(audience=self._audience) for answer in kept if answer.audience != self._audience]
        if changed:
            with self.sitting.doing(words("entries", "what_changed").format(label=said("title"))):
                self.sitting.open.add_all(list(changed))
            name = vocabulary.label("audience", self._audience)
            self.tell(said("shown").format(audience=name))
        self.refresh()


class Asked(Asking):
    """The usual questions of a chapter in a card of their own."""

    view_name = "asked"

    def __init__(self, sitting: Sitting, groups: tuple[str, ...]) -> None:
        self.groups = groups
        super().__init__(sitting)

    def state_changed(self) -> None:
        """What was chosen belongs to the workbook that was open."""
        self._audience = ""

    def open_face(self) -> Message:
        """The questions."""
        return {"asked": self.asked_face()}


def _kept(standing: Standing) -> Record | None:
    """The record that holds an answer in a word."""
    return standing.none_seen or standing.answer


def _what(question: Question) -> str:
    what = said("what_kept").format(question=question.name)
    return words("entries", "what_changed").format(label=what)


def _offered(question: Question) -> tuple[str, ...]:
    return STATES if question.never else STATES[1:]


def _row(standing: Standing) -> Message:
    question, answer = standing.question, _kept(standing)
    options = [["not_asked", said("not_asked")], *([state, question.words(state)] for state in _offered(question))]
    return {
        "id": question.id,
        "label": question.label,
        "given": _given(standing),
        "state": str(getattr(answer, "state", "never")) if answer else "not_asked",
        "options": options,
        "write": question.field in _WRITTEN_BY_FORM,
    }


def _given(standing: Standing) -> str:
    """What stands in the place of an answer where an entry gives it, with its date."""
    if not standing.given_by:
        return ""
    dated = [entry for entry in standing.given_by if isinstance(entry, Entry) and (entry.start or entry.end)]
    if len(standing.given_by) > 1 or not dated:
        return said("given")
    return said("given_when").format(when=entry_when(dated[0]))

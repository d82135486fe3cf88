"""What I see: what lined up, a dozen by theme, one at a time to accept, to say in one's own words, or to put aside."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from imeworkbook import vocabulary
from imeworkbook.connections import LinedUp, Theme, stand_out
from imeworkbook.records import Answer, Connection
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.words import words

_QUESTION = "connections"
_PREFIX = "seen:"
_DRAFT = "connections"
_OWN = "own"
_CHOICES = ("relation", "how_sure", "audience")


class WhatISee(Card):
    """What stands out and was neither taken nor put aside, and the lines that the person has taken."""

    view_name = "connections"
    parts = ("connections",)

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self._asked: dict[str, int] = {}  # how many times more of a theme was wanted
        self._chosen = ""
        super().__init__(sitting, lead=lead)

    def open_face(self) -> Message:
        """One to look at, what else stands out by theme, the lines so far, and whether "none" was the answer."""
        kept = self._kept()
        now = self.sitting.open.snapshot
        themes = stand_out(now.connections, self._asked)
        shown = {one.key for theme in themes for one in theme.shown}
        left = [one for one in now.connections if one.key in shown and _PREFIX + one.key not in kept]
        typed = self._typed()
        one = next((one for one in left if one.key == self._chosen), left[0] if left else None)
        return {
            "one": _proposal(one, typed) if one else None,
            "themes": [_theme(theme, {one.key for one in left}) for theme in themes],
            "own": typed.get(_OWN, ""),
            "left": len(left),
            "aside": sum(record.dismissed for record in kept.values()),
            "none": any(answer.state == "never" for answer in self._answers()),
            "lines": [
                {
                    "number": number,
                    "id": record.id,
                    "text": record.text,
                    "typed": typed.get(record.id, record.text),
                    **{field: getattr(record, field) for field in _CHOICES},
                }
                for number, record in enumerate(now.timeline().linked, 1)
            ],
            "choices": {field: _offered(field) for field in _CHOICES},
        }

    def _kept(self) -> dict[str, Connection]:
        records = self.sitting.open.records("connection")
        return {record.id: record for record in records if isinstance(record, Connection)}

    def _answers(self) -> list[Answer]:
        records = self.sitting.open.records("answer")
        return [record for record in records if isinstance(record, Answer) and record.question == _QUESTION]

    def _typed(self) -> dict[str, str]:
        """What is typed and not kept yet, by its place: a line, a proposal, or a line of one's own."""
        return dict(self.sitting.open.draft(_DRAFT) or {})

    def do_type(self, message: Message) -> None:
        """Take what is being typed, as a draft."""
        now = self.sitting.open.snapshot
        stands = {_OWN: ""} | {one.key: one.sentence for one in now.connections}
        stands |= {line.id: line.text for line in now.timeline().linked}
        place, text = text_of(message, "place"), text_of(message, "text")
        if place in stands:
            self._draft(place, "" if text == stands[place] else text)
            self.heard(message)
        else:
            self.send({"gone": place})

    def _draft(self, place: str, text: str) -> None:
        typed = {key: said for key, said in self._typed().items() if key != place} | ({place: text} if text else {})
        if typed:
            self.sitting.open.save_draft(_DRAFT, typed)
        else:
            self.sitting.open.drop_draft(_DRAFT)

    def do_look(self, message: Message) -> None:
        """Bring one of those that stand out to the front."""
        self._chosen = text_of(message, "key")
        self.refresh()

    def do_more(self, message: Message) -> None:
        """Offer some more of a theme."""
        theme = text_of(message, "theme")
        self._asked[theme] = self._asked.get(theme, 0) + 1
        self.refresh()

    def do_take(self, message: Message) -> None:
        """Keep a connection as the person words it."""
        self._settle(message["key"], message["text"], dismissed=False)
        self.heard(message)

    def do_dismiss(self, message: Message) -> None:
        """Put a connection aside; it does not come again."""
        self._settle(message["key"], "", dismissed=True)

    def _settle(self, key: str, text: str, *, dismissed: bool) -> None:
        for one in self.sitting.open.snapshot.connections:
            if one.key == key:
                said = text.strip() or ("" if dismissed else one.sentence)
                record = Connection(
                    id=_PREFIX + key,
                    use=(one.use,),
                    other=(one.other,),
                    relation=one.relation,
                    text=said,
                    dismissed=dismissed,
                )
                with self.sitting.doing(words("connections", "what_aside" if dismissed else "what_taken")):
                    self.sitting.open.add(record)
                    self._draft(key, "")

    def do_write(self, message: Message) -> None:
        """Keep a line that the person wrote without a proposal."""
        if text := message["text"].strip():
            with self.sitting.doing(words("connections", "what_taken")):
                self.sitting.open.add(Connection(text=text))
                self._draft(_OWN, "")
        self.heard(message)

    def do_reword(self, message: Message) -> None:
        """Change the words of a line; empty words leave it as it was."""
        if message["text"].strip():
            self._change(message["id"], text=message["text"].strip())
            self._draft(message["id"], "")
        self.heard(message)

    def do_choose(self, message: Message) -> None:
        """Choose how the two sides stand to each other, how sure that is, or who may see the line."""
        field, value = message["field"], message["value"]
        if field in _CHOICES and value in dict(_offered(field)):
            self._change(message["id"], **{field: value})

    def do_let_go(self, message: Message) -> None:
        """Put a line aside that was taken before."""
        self._change(message["id"], dismissed=True)

    def _change(self, id: str, **changes: Any) -> None:  # noqa: ANN401 - record fields
        with self.sitting.doing(words("connections", "what_changed")):
            self.sitting.open.edit(id, **changes)

    def do_again(self, message: Message) -> None:
        """Bring back everything that was put aside."""
        for record in self._kept().values():
            if record.dismissed:
                self.sitting.open.remove(record.id)

    def do_none(self, message: Message) -> None:
        """Answer that there is no connection that the person can see, or take that back."""
        answers = self._answers()
        with self.sitting.doing(words("connections", "what_changed")):
            if message["none"] and not answers:
                self.sitting.open.add(Answer(question=_QUESTION, state="never"))
            for answer in answers if not message["none"] else ():
                self.sitting.open.remove(answer.id)


def _proposal(one: LinedUp, typed: Mapping[str, str]) -> Message:
    sentence = {"sentence": one.sentence, "typed": typed.get(one.key, one.sentence)}
    return {"key": one.key, "certainty": one.certainty, **sentence}


def _theme(theme: Theme, left: AbstractSet[str]) -> Message:
    """A theme by the name of its row on the chart, with what is left of it to look at."""
    rows = [{"key": one.key, "sentence": one.sentence} for one in theme.shown if one.key in left]
    return {"key": theme.key, "label": vocabulary.label("chart_row", theme.key), "rows": rows, "more": theme.more}


def _offered(field: str) -> list[tuple[str, str]]:
    """What a field of a line may be, with the words that a person reads."""
    terms = list(vocabulary.terms(field).items())
    return [("", words("connections", "leave_open")), *terms] if field == "how_sure" else terms

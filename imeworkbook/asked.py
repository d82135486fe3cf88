"""What is usually asked, and how each question stands.

Given, never or none, don't remember, prefer not to say and not asked yet are five different things. A question is given
when an entry says it; otherwise an `Answer` says one of the others. The questions stand in `data/en/asked.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from imeworkbook import vocabulary
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import once_a_language, texts
from imeworkbook.records import Answer, Consequence, Record, Use

PREFIX = "asked:"
GROUPS = (*ENTRIES, "consequence")
STATES = ("never", "dont_remember", "prefer_not")


@dataclass(frozen=True)
class Question:
    """One question about a part of a history.

    Attributes
    ----------
    id
        What an `Answer` carries as its question, and as its id.
    group
        The kind of record that answers it.
    label
        The question in a few words.
    field, value
        The field of a record that answers it, and what that holds; any text where `value` is empty.
    never
        The word for "never" or "none"; empty where that is no answer.
    substance
        The substance that it is about; empty for all but use.
    """

    id: str
    group: str
    key: str
    label: str
    field: str
    value: str = ""
    never: str = ""
    substance: str = ""

    @property
    def name(self) -> str:
        """The question with its substance, where it has one."""
        return f"{vocabulary.label('substance', self.substance)}: {self.label}" if self.substance else self.label

    def is_given_by(self, record: Record) -> bool:
        """Whether a record says it."""
        if record.kind != self.group or (isinstance(record, Use) and record.substance != self.substance):
            return False
        if isinstance(record, Consequence) and record.none:
            return False
        said = getattr(record, self.field)
        return said == self.value if self.value else bool(said)

    def words(self, state: str) -> str:
        """What was answered, in the words of its button."""
        if state == "never" and self.never:
            return self.never
        return str(texts("asked")["words"].get(state, vocabulary.label("answer_state", state)))


@once_a_language
def questions(group: str, substance: str = "") -> tuple[Question, ...]:
    """The questions about one kind of record, and of use about one substance, in order."""
    where = f"{PREFIX}{group}:{substance}:" if substance else f"{PREFIX}{group}:"
    found = []
    for row in texts("asked")[group]["question"]:
        never = row.get("never", "")
        if "terms" in row:
            found += [
                Question(where + term, group, term, label, row["field"], term, never, substance)
                for term, label in vocabulary.terms(row["terms"]).items()
                if term != "other"
            ]
        else:
            key, value = row["key"], row.get("value", "")
            found.append(Question(where + key, group, key, row["label"], row["field"], value, never, substance))
    return tuple(found)


def question_of(answer: Answer) -> Question | None:
    """The question of this kind that an answer answers; None where it answers something else."""
    group, _, rest = answer.question.removeprefix(PREFIX).partition(":")
    if not answer.question.startswith(PREFIX) or group not in GROUPS:
        return None
    substance = rest.partition(":")[0] if group == "use" else ""
    return next((one for one in questions(group, substance) if one.id == answer.question), None)


@dataclass(frozen=True)
class Standing:
    """How a question stands: what gives it, or the answer in its place. Its `repr` shows the state alone."""

    question: Question
    given_by: tuple[Record, ...] = ()
    answer: Answer | None = None
    none_seen: Consequence | None = None

    def __repr__(self) -> str:
        return f"<Standing {self.state}>"

    @property
    def state(self) -> str:
        """Given, never, dont_remember, prefer_not or not_asked."""
        if self.given_by:
            return "given"
        if self.none_seen:
            return "never"
        return self.answer.state if self.answer else "not_asked"

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return self.question.words(self.state)


def standings(records: Iterable[Record], group: str, substance: str = "") -> tuple[Standing, ...]:
    """How each question of a group stands, by what these records say."""
    there = list(records)
    answers = {one.question: one for one in there if isinstance(one, Answer)}
    unseen = {one.domain: one for one in there if isinstance(one, Consequence) and one.none}
    return tuple(
        Standing(
            question,
            tuple(one for one in there if question.is_given_by(one)),
            answers.get(question.id),
            unseen.get(question.value) if group == "consequence" else None,
        )
        for question in questions(group, substance)
    )


def told(records: Iterable[Record], group: str, substance: str = "") -> tuple[Standing, ...]:
    """The questions that a copy tells beside its entries: answered with never or none, or not remembered.

    "I prefer not to say" is not among them: to its reader that is "not stated here".
    """
    return tuple(one for one in standings(records, group, substance) if one.answer and one.state in STATES[:2])


__all__ = ["GROUPS", "PREFIX", "STATES", "Question", "Standing", "question_of", "questions", "standings", "told"]

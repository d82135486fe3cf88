"""Reflection prompts: Markdown files under `data/en/prompts/`, which a clinician can edit without reading Python.

Each file is one prompt. Its front matter says where it stands, why an evaluator asks, how close it goes, and who may
see an answer at first; its heading is the question, and what follows is a word of help.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast, get_args

from imeworkbook.language import current, once_a_language, texts
from imeworkbook.records import AUDIENCES, Audience

Sensitivity = Literal["gentle", "steady", "hard"]
PREFIX = "reflect:"
_FOLDER = "prompts"
_FIELDS = {"topic", "order", "why", "sensitivity", "audience"}


@dataclass(frozen=True)
class Prompt:
    """One question to reflect on.

    Attributes
    ----------
    key
        The name of its file; answers are kept under `question`.
    order
        Its place within its topic, from 1.
    why
        Why an evaluator asks.
    sensitivity
        How close it goes: ``"gentle"``, ``"steady"`` or ``"hard"``.
    audience
        Who may see an answer unless the person says otherwise.
    title, help
        The question, and paragraphs that help to answer it.
    """

    key: str
    topic: str
    order: int
    why: str
    sensitivity: Sensitivity
    audience: Audience
    title: str
    help: tuple[str, ...]

    @property
    def question(self) -> str:
        """What an `Answer` to this prompt carries as its question."""
        return PREFIX + self.key


@dataclass(frozen=True)
class Topic:
    """What several prompts are about."""

    key: str
    title: str
    intro: str


@once_a_language
def topics() -> dict[str, Topic]:
    """The topics by key, in the order in which they are listed."""
    return {topic["key"]: Topic(**topic) for topic in texts(f"{_FOLDER}/topics")["topic"]}


@once_a_language
def prompts() -> dict[str, Prompt]:
    """The prompts by key: by topic in the order of the topics, then by their own order."""
    files = current().files(_FOLDER, "*.md")
    read = [read_prompt(key, path.read_text(encoding="utf-8")) for key, path in files.items()]
    places = list(topics())
    return {prompt.key: prompt for prompt in sorted(read, key=lambda one: (places.index(one.topic), one.order))}


def of_topic(topic: str) -> tuple[Prompt, ...]:
    """The prompts of one topic, in order."""
    return tuple(prompt for prompt in prompts().values() if prompt.topic == topic)


def asked(question: str) -> Prompt | None:
    """The prompt that an `Answer` with this question answers; None where it answers something else."""
    return prompts().get(question.removeprefix(PREFIX)) if question.startswith(PREFIX) else None


def read_prompt(key: str, text: str) -> Prompt:
    """Read one prompt from its Markdown.

    Raises
    ------
    ValueError
        When the file is not as described above: says what is expected. A mistake in the content, not of the person.
    """
    parts = re.match(r"---\n(.*?)\n---\n(.*)", text.replace("\r\n", "\n"), re.DOTALL)
    if parts is None:
        message = f"{key}: front matter stands first, between two lines of three dashes"
        raise ValueError(message)
    front, body = parts.groups()
    fields = dict(_field(key, line) for line in front.splitlines() if line.strip())
    heading, *rest = [block.strip() for block in body.split("\n\n") if block.strip()] or [""]
    _check(key, fields, heading)
    return Prompt(
        key=key,
        topic=fields["topic"],
        order=int(fields["order"]),
        why=fields["why"],
        sensitivity=cast(Sensitivity, fields["sensitivity"]),
        audience=cast(Audience, fields.get("audience", "private")),
        title=heading.removeprefix("# "),
        help=tuple(" ".join(block.split()) for block in rest),
    )


def _field(key: str, line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or name.strip() not in _FIELDS:
        message = f"{key}: each line of the front matter is one of {', '.join(sorted(_FIELDS))}, a colon and a value"
        raise ValueError(message)
    return name.strip(), value.strip()


def _check(key: str, fields: dict[str, str], heading: str) -> None:
    rules = {
        "topic: a key of topics.toml": fields.get("topic") in topics(),
        "order: a number": fields.get("order", "").isdecimal(),
        "why: one sentence": bool(fields.get("why")),
        f"sensitivity: one of {', '.join(get_args(Sensitivity))}": fields.get("sensitivity") in get_args(Sensitivity),
        f"audience: one of {', '.join(AUDIENCES)}": fields.get("audience", "private") in AUDIENCES,
        "one heading, which is the question, before anything else": heading.startswith("# ") and "\n" not in heading,
    }
    broken = [rule for rule, kept in rules.items() if not kept]
    if broken:
        message = f"{key}: {'; '.join(broken)}"
        raise ValueError(message)

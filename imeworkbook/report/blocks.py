"""What a section is made of: paragraphs, tables and a chart, as plain values that each target renders late.

A value here is text and never markup: HTML escapes it, Typst reads it as a string from JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from imeworkbook.errors import ReportError
from imeworkbook.language import labelled
from imeworkbook.report.direction import balanced

# Characters that neither XML nor PDF text can hold: controls (but for tab and newline), surrogates, noncharacters;
# and the marks that would turn the order of text around beyond the field in which they were typed.
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066\u2067\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def printable(text: str) -> str:
    """The text without what cannot be printed."""
    return balanced(_UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


@dataclass(frozen=True)
class Paragraph:
    """Running text; a newline is a line break. A label stands before it, in bold."""

    type: ClassVar[str] = "paragraph"
    text: str
    role: str = ""
    label: str = ""

    def plain(self) -> str:
        """The text alone, behind its label."""
        return labelled(self.label, self.text) if self.label else self.text


@dataclass(frozen=True)
class Table:
    """Rows under named columns. `widths` are shares of the width."""

    type: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        ragged = any(len(row) != len(self.columns) for row in (*self.rows, self.widths))
        if ragged or not self.columns or min(self.widths) <= 0:
            message = "as many cells and widths as columns, at least one, and every width more than nothing"
            raise ValueError(message)

    def plain(self) -> str:
        """One line a row."""
        return "\n".join(" | ".join(row) for row in (self.columns, *self.rows))


@dataclass(frozen=True)
class Chart:
    """A drawing with its story in words. On paper it stands where it is (`room` is ``"here"``) or takes a page.

    `caption` says what part of a drawing on several pages it is.
    """

    type: ClassVar[str] = "chart"
    svg: str
    alternative: str
    room: str = "here"
    caption: str = ""

    def plain(self) -> str:
        """The story."""
        return self.alternative


@dataclass(frozen=True)
class Inline:
    """Words in one look: any of ``strong``, ``em``, ``code``, ``del``, ``sub`` and ``sup``, and where they lead."""

    text: str
    looks: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True)
class Node:
    """One element of a notebook of one's own, named as in HTML.

    ``p`` and ``h2`` to ``h6`` hold spans; ``pre`` (an output) and ``source`` (code) a text; ``img`` its picture as a
    ``data:`` address, with a text that stands for it; ``ul``, ``ol``, ``li``, ``blockquote``, ``table``, ``tr``, ``th``
    and ``td`` further elements; ``hr`` nothing. Each row of a table has as many cells as the others.
    """

    name: str
    spans: tuple[Inline, ...] = ()
    inside: tuple[Node, ...] = ()
    text: str = ""
    picture: str = ""

    def plain(self) -> str:
        """Its words."""
        words = "".join(span.text for span in self.spans) + self.text
        return "\n".join(part for part in (words, *(node.plain() for node in self.inside)) if part)


@dataclass(frozen=True)
class Passage:
    """Part of a notebook of one's own. It is made here and never read from a file."""

    type: ClassVar[str] = "passage"
    nodes: tuple[Node, ...]

    def plain(self) -> str:
        """Its words, one element a line."""
        return "\n".join(node.plain() for node in self.nodes)


Block = Paragraph | Table | Chart | Passage
_PLAIN_BLOCKS: dict[str, type[Paragraph] | type[Chart]] = {model.type: model for model in (Paragraph, Chart)}


@dataclass(frozen=True)
class Section:
    """A heading and its blocks. An empty heading is the head of a document."""

    key: str
    heading: str
    blocks: tuple[Block, ...]

    def to_dict(self) -> dict[str, Any]:
        """The section as JSON values."""
        blocks = [{"type": block.type, **asdict(block)} for block in self.blocks]
        return {"key": self.key, "heading": self.heading, "blocks": blocks}

    def plain(self) -> str:
        """The section as plain text."""
        return "\n\n".join(part for part in (self.heading, *(block.plain() for block in self.blocks)) if part)


def section_from_dict(data: Mapping[str, Any]) -> Section:
    """A section from `Section.to_dict`'s form, with all text made printable.

    Raises
    ------
    ReportError
        When it has another form.
    """
    try:
        blocks = tuple(_block(**block) for block in data["blocks"])
        return Section(_text(data["key"]), _text(data["heading"]), blocks)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ReportError("report.unread_sections") from None


def _block(type: str, **fields: Any) -> Block:  # noqa: ANN401 - JSON, checked here
    if type == Table.type:
        return Table(
            columns=_texts(fields.pop("columns")),
            rows=tuple(_texts(row) for row in fields.pop("rows")),
            widths=tuple(float(width) for width in fields.pop("widths")),
            **_each_text(fields),
        )
    return _PLAIN_BLOCKS[type](**_each_text(fields))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return printable(value)


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _each_text(fields: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in fields.items()}

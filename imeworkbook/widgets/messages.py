"""What comes from a page: any JSON value at all, until it was looked at here. It knows no widgets."""

from __future__ import annotations

import math
from typing import Any

Message = dict[str, Any]

_DEEPEST = 12  # the deepest that a card sends is 4: a message, its rows, a row, a cell
_MOST_PARTS = 20_000  # a table of 200 lines has 1,000
_MOST_LETTERS = 4_000_000  # a small portrait of the evaluator is the longest thing that a page sends
_LONGEST_NUMBER = 40


class NotAMessage(Exception):
    """A message that no card sends."""


def readable(message: object) -> Message:
    """A message as it can be worked with: text that can be kept, numbers that JSON knows, all of it bounded.

    Raises
    ------
    NotAMessage
        Where it is no object, nested too deep, or too large.
    """
    if not isinstance(message, dict):
        raise NotAMessage
    room = [_MOST_PARTS, _MOST_LETTERS]

    def look(value: object, depth: int) -> Any:  # noqa: ANN401 - a JSON value
        room[0] -= 1
        room[1] -= len(value) if isinstance(value, str) else 0
        if depth > _DEEPEST or min(room) < 0:
            raise NotAMessage
        if isinstance(value, str):
            return tidy(value)
        if isinstance(value, dict):
            return {str(look(name, depth)): look(one, depth + 1) for name, one in value.items()}
        if isinstance(value, list):
            return [look(one, depth + 1) for one in value]
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:
            return None
        return value

    return {str(look(name, 0)): look(one, 1) for name, one in message.items()}


def text_of(message: Message, name: str) -> str:
    """The text under that name.

    Raises
    ------
    NotAMessage
        Where there is none.
    """
    text = message.get(name)
    if not isinstance(text, str):
        raise NotAMessage
    return text


def tidy(text: str) -> str:
    """Text as it can be kept: without NUL and without half characters, which no file of text can hold."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")

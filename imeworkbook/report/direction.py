"""Text in two directions: what stands side by side is kept from turning one another around.

Unicode's isolates (UAX 9) do it in every format. They are added only around text that runs from the right, so that any
other text is printed as it was typed, to the character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ISOLATE, POP = "\u2068", "\u2069"
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def runs_two_ways(text: str) -> bool:
    """Whether anything in a text runs from the right."""
    return _FROM_THE_RIGHT.search(text) is not None


def apart(text: str) -> str:
    """The text, to be put into a sentence that may run the other way."""
    return f"{ISOLATE}{text}{POP}" if _FROM_THE_RIGHT.search(text) else text


def beside(separator: str, parts: Iterable[str]) -> str:
    """The parts that say something, each apart where one runs from the right: a telephone number keeps its order."""
    said = [part for part in parts if part]
    if any(map(_FROM_THE_RIGHT.search, said)):
        said = [f"{ISOLATE}{part}{POP}" for part in said]
    return separator.join(said)


def balanced(text: str) -> str:
    """The text with each isolate closed and none closed twice, so that none that was typed reaches further."""
    kept, depth = [], 0
    for character in text:
        depth += (character == ISOLATE) - (character == POP)
        if depth < 0:
            depth = 0
            continue
        kept.append(character)
    return "".join(kept) + POP * depth

"""The names in a line of a CV: which is the post and which is its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from imeworkbook.language import once_a_language
from imeworkbook.memory.cv_dates import Dates, is_present, lists
from imeworkbook.recall.words import alternatives

STRONG = re.compile(r"\s+(?:[–—|·•@-]|--)\s+|\s*[·|]\s*|\s+at\s+(?=[A-Z])|\s+@\s+")
_WEAK = re.compile(r"\s*,\s+(?![^()]*\))")


@dataclass(frozen=True)
class Post:
    """One line of training or work, as a CV gives it; dates in its own words. `source` is what was pasted for it.

    `finished` says that its end is the day on which it was given, as of a degree. `each` are the times, where a line
    gives a list of them; it becomes as many posts.
    """

    what: str = ""
    where: str = ""
    start: str = ""
    end: str = ""
    ongoing: bool = False
    type: str = ""
    source: str = ""
    finished: bool = False
    each: tuple[Dates, ...] = ()

    def __repr__(self) -> str:
        return "<Post>"


_RISE = re.compile(r",?[^,·|]*(?:→|->|⇒)[^,·|]*")


def name_in(text: str) -> str:
    """A text without what only says part-time and the like: what is left of it may be a name."""
    bare = re.sub(rf"(?<!\w){alternatives(lists()['part_time'])}(?!\w)", "", text, flags=re.IGNORECASE)
    bare = re.sub(r"\b\d(?:\.\d+)?\s*(?:fte|wte)\b|\b\d{1,3}\s*%", "", bare, flags=re.IGNORECASE)
    return bare if re.search(r"[^\W\d_]{2}", bare) and not is_present(bare) else ""


def without_part_time(name: str) -> str:
    """The name without "· Full-time" and the like in it, and without the grades that it rose through."""
    return _as_one().sub("", _RISE.sub("", _aside().sub("", name))).strip()


@once_a_language
def _as_one() -> re.Pattern[str]:
    """What leads to the name of a post in a sentence: "Worked as a veterinary nurse"."""
    return re.compile(rf"^\s*(?:i )?{alternatives(lists()['prefixes']['as'])} (?:an? |the )?", re.IGNORECASE)


@once_a_language
def _aside() -> re.Pattern[str]:
    every, often = (alternatives(lists()[name]) for name in ("part_time", "part_time_in_commas"))
    return re.compile(
        rf"\s*[·|•]\s*{every}(?=\s*(?:$|[,·|•]))|\s*[,–—-]\s*{often}(?=\s*(?:$|[,·|•]))",
        re.IGNORECASE,
    )


def post_of(parts: Sequence[str], found: Dates, *, strong: bool = False) -> Post:
    """A post by its pieces, the place first or last; parted by more than commas, what is no place is the post."""
    at = next((number for number, one in enumerate(parts) if is_post(one)), None)
    if at is None and strong and is_place(parts[0]):
        at = next((number for number, one in enumerate(parts) if not is_place(one)), None)
    if at is None or not is_place(parts[0]) or is_post(parts[0]):
        at = 0
    where = ", ".join(one for number, one in enumerate(parts) if number != at)
    return Post(parts[at], where, found.start, found.end, found.ongoing, finished=found.finished, each=found.each)


def parts_of(text: str) -> list[str]:
    """The names in a text: parted by dashes and the like, or else by its commas."""
    text = without_part_time(text) or text
    strong = [part.strip(" ,;:") for part in STRONG.split(text)]
    parts = [part for part in strong if part]
    if len(parts) > 1:
        return parts
    colon = re.match(r"([^:]{3,60}): +(\S.*)", text)
    if colon and colon[1].strip().lower() in lists()["prefixes"]["of_posts"]:
        return parts_of(colon[2])
    if colon:
        return [colon[1], *parts_of(colon[2])]
    return [part.strip(" ,;:") for part in _WEAK.split(text) if part.strip(" ,;:")] or [text.strip()]


def is_place(text: str) -> bool:
    """Whether a word of a name is that of a place of work or of study."""
    return bool(_word("where").search(text.lower())) or text.lower().endswith(tuple(lists()["words"]["where_last"]))


def is_post(text: str) -> bool:
    """Whether a word of a name is that of a post, a degree or a licence."""
    return bool(_word("what").search(text.lower()))


@once_a_language
def _word(name: str) -> re.Pattern[str]:
    forms = lists()["words"][name]
    stems = [form.rstrip("*") for form in forms if form.endswith("*")]
    whole = alternatives(form for form in forms if not form.endswith("*"))
    return re.compile(rf"(?<!\w)(?:{whole}(?!\w)|{alternatives(stems)})" if stems else rf"(?<!\w){whole}(?!\w)")

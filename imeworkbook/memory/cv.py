"""A pasted CV: which posts, studies and licences it holds, each with the words it came from, and what was not taken.

Layouts differ, so each is told by what it shows: cells between tabs or bars, a date at the beginning or the end of a
line, dates on a line of their own below a title or above it, labels before each field, JSON Resume. Nothing is dropped:
a line that became no part of a post is given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from imeworkbook.language import once_a_language
from imeworkbook.memory.cv_dates import Dates, dates_in, length_only, lists
from imeworkbook.memory.cv_names import STRONG, Post, is_place, is_post, name_in, parts_of, post_of, without_part_time
from imeworkbook.memory.cv_tables import BULLET, CELLS, columns_of, from_json, label, labelled, of_cells

__all__ = ["Post", "read_cv"]

_PAGE = re.compile(r"\s*(?:[-–—]\s*)?(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-–—])?\s*", re.IGNORECASE)
_LONGEST_NAME = 90
_MARKS = (
    re.compile(r"^[ \t]*#{1,6}[ \t]+(?P<text>.*?)[ \t#]*$", re.MULTILINE),
    re.compile(r"(?P<mark>\*\*|__)(?=\S)(?P<text>[^\n]+?)(?<=\S)(?P=mark)"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])(?P<text>[^*\n]+?)(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<![\w_])_(?=[^\s_])(?P<text>[^_\n]+?)(?<=\S)_(?![\w_])"),
)


@dataclass
class _Section:
    """The lines below one heading."""

    type: str = ""
    lines: list[str] = field(default_factory=list)


def read_cv(text: str) -> tuple[tuple[Post, ...], tuple[str, ...]]:
    """The posts of a pasted CV in its own order, and the lines that became no part of one."""
    if (found := from_json(text)) is not None:
        return found
    posts: list[Post] = []
    left: list[str] = []
    for section in _sections(_without_marks(text), left):
        if section.type == "none":
            left += [line.strip() for line in section.lines if line.strip()]
            continue
        for post in _of_section(section, left):
            each = post.each
            if section.type == "licence" and not post.start and post.finished:
                post = replace(post, start=post.end, end="")
            if section.type == "schooling" and not post.end and not post.ongoing:
                post = replace(post, start="", end=post.start)
            post = replace(post, type=section.type or post.type, each=())
            posts += [replace(post, start=one.start, end=one.end, ongoing=one.ongoing) for one in each] or [post]
    return tuple(posts), tuple(left)


def _without_marks(text: str) -> str:
    """The text without Markdown's signs for headings, bold and italics, which are no words of it."""
    for mark in _MARKS:
        text = mark.sub(r"\g<text>", text)
    return text


# --- headings ---


def _sections(text: str, left: list[str]) -> list[_Section]:
    """The CV cut at its headings; page numbers are put aside with what is left."""
    sections = [_Section()]
    for line in text.splitlines():
        heading = _heading(line)
        if heading is not None:
            if heading != "same":
                sections.append(_Section(heading))
        elif line.strip() and _PAGE.fullmatch(line) and not re.fullmatch(r"\s*(?:19|20)\d\d\s*", line):
            left.append(line.strip())
        else:
            sections[-1].lines.append(line)
    return sections


def _heading(line: str) -> str | None:
    """The type of what stands below a heading; None where a line is none."""
    plain = re.sub(r"\s+", " ", line).strip(" \t:•*#_=-–—|").lower()
    return _headings().get(plain)


@once_a_language
def _headings() -> dict[str, str]:
    return {form: kind for kind, forms in lists()["headings"].items() for form in forms}


# --- the posts of one section ---


def _of_section(section: _Section, left: list[str]) -> Iterator[Post]:
    lines = section.lines
    if any(label(line) for line in lines) and (rows := list(labelled(lines, left))):
        yield from rows
        return
    columns: tuple[str, ...] = ()
    at, waiting = 0, list[str]()
    shape = _shape(lines)
    group = above = ""
    listed = any(BULLET.match(line) for line in lines if dates_in(line)) and not shape.tells
    while at < len(lines):
        line, at = lines[at], at + 1
        if BULLET.match(line) and not listed:
            left += [*(one for one in waiting if one), line.strip()]
            waiting = []
            continue
        if not line.strip():
            left += waiting if shape.names == 0 else []
            waiting, above = [] if shape.names == 0 else [*waiting, ""], ""
            continue
        if found := columns_of(line):
            columns = found
            continue
        if length_only(line):
            names = [one for one in waiting if one]
            group, waiting = (names[-1] if names else group), []
            left.append(line.strip())
            continue
        cells = [cell.strip() for cell in CELLS.split(BULLET.sub("", line).strip()) if cell.strip()]
        if len(cells) > 1 and (post := of_cells(cells, columns, left)):
            left += [one for one in waiting if one]
            waiting = []
            yield replace(post, source=line.strip())
            continue
        found_dates = dates_in(BULLET.sub("", line))
        if found_dates is None or _is_prose(line):
            waiting.append(line.strip())
            continue
        if name_in(found_dates.rest):
            names, used = _before(waiting, 1 if shape.names > 1 and _needs_place(found_dates) else 0)
            if not names and _lacks_place(found_dates):
                names = [
                    one for one in (waiting or [above])[-1:] if _is_name(one) and is_place(one) and not is_post(one)
                ]
                used = min(len(names), len(waiting))
            above = names[0] if names and is_place(names[0]) else ""
            left += [one for one in waiting[: len(waiting) - used] if one]
            waiting = []
            post, at, taken = _with_next(found_dates, lines, at, names)
            yield replace(post, source=" / ".join([*names, line.strip(), *taken]))
        else:
            if shape.first:
                left += [one for one in waiting if one]
                names, at = _after(lines, at, max(1, shape.names))
                told = [line.strip(), *names]
            else:
                names, used = _before(waiting, max(1, shape.names))
                left += [one for one in waiting[: len(waiting) - used] if one]
                told = [*names, line.strip()]
            waiting = []
            if names:
                beside = group if len(names) == 1 and not shape.first else ""
                yield _named(names, found_dates, beside, " / ".join([*([beside] if beside else []), *told]))
            else:
                left.append(line.strip())
    left += [one for one in waiting if one]


@dataclass(frozen=True)
class _Shape:
    """How a section is laid out: whether dates stand above their names, and on how many lines the names stand.

    `tells` where bullets tell of a post instead of naming it, as the first line with dates has none.
    """

    first: bool
    names: int
    tells: bool = False


def _shape(lines: Sequence[str]) -> _Shape:
    """By the first dates on a line of their own: the lines before them back to an empty line, or the lines after."""
    for at, line in enumerate(lines):
        found = dates_in(BULLET.sub("", line))
        if found is None or _is_prose(line):
            continue
        tells = not BULLET.match(line)
        if name_in(found.rest):
            before = at > 0 and bool(lines[at - 1].strip())
            return _Shape(first=False, names=2 if before else 0, tells=tells)
        names = 0
        while at - names > 0 and lines[at - names - 1].strip() and not _is_row(lines[at - names - 1]):
            names += 1
        names -= sum(length_only(one) for one in lines[at - names : at])
        if names:
            return _Shape(first=False, names=min(2, names), tells=tells)
        after = 0
        while at + after + 1 < len(lines) and _is_name(lines[at + after + 1]):
            after += 1
        return _Shape(first=True, names=min(2, after), tells=tells)
    return _Shape(first=False, names=0)


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table, with its own dates in it."""
    return bool(CELLS.search(line.strip())) and dates_in(line) is not None


def _before(waiting: Sequence[str], most: int) -> tuple[list[str], int]:
    """The names that stand right above some dates, and how many of the waiting lines they are."""
    names: list[str] = []
    used = 0
    for line in reversed(waiting):
        if not line and names:
            break
        if line and (not _is_name(line) or len(names) == most):
            break
        used += 1
        names = [line, *names] if line else names
    return names, used if names else 0


def _after(lines: Sequence[str], at: int, most: int) -> tuple[list[str], int]:
    """The names that stand right below some dates, and where the lines go on."""
    names: list[str] = []
    while at < len(lines) and len(names) < most and _is_name(lines[at]):
        names.append(lines[at].strip())
        at += 1
    return names, at


def _is_name(line: str) -> bool:
    """Whether a line may name a post or a place: short, no bullet, no sentence, no date."""
    text = line.strip()
    if not text or len(text) > _LONGEST_NAME or BULLET.match(line) or _heading(line) is not None:
        return False
    sentence = text.endswith(".") and not re.search(r"\b(?:Inc|Ltd|Co|Corp|St|Hosp)\.$", text)
    return not sentence and dates_in(text) is None and not length_only(text) and bool(name_in(text))


def _is_prose(line: str) -> bool:
    """Whether a line with a date in it tells of something instead of naming a post: a long sentence."""
    text = BULLET.sub("", line).strip()
    return len(text) > _LONGEST_NAME * 2 or (text.endswith(".") and len(text.split()) > 8)


def _names_a_place(line: str) -> bool:
    return _is_name(line) and is_place(line) and not is_post(line)


def _needs_place(found: Dates) -> bool:
    """Whether the line with the dates names one thing alone, so that the line above may name the other."""
    return len(parts_of(found.rest)) == 1


def _lacks_place(found: Dates) -> bool:
    """Whether the line with the dates names a post and no place, which may stand on the line above, for several."""
    return is_post(found.rest) and not any(map(is_place, parts_of(found.rest)))


def _with_next(found: Dates, lines: Sequence[str], at: int, names: list[str]) -> tuple[Post, int, list[str]]:
    """A line with dates and a name: the name beside it stands on the line above, or on the one below."""
    if names:
        return _named([*names, found.rest], found, "", ""), at, []
    both = (found.before, found.after) if found.before and found.after else (found.rest,)
    pieces = [piece for text in both if without_part_time(text) for piece in parts_of(text)] or [found.rest]
    if at < len(lines) and _is_name(lines[at]):
        below = lines[at].strip()
        place, post = any(map(is_place, pieces)), any(map(is_post, pieces))
        if (is_place(below) and not place) or (is_post(below) and not post):
            return _named([found.rest, below], found, "", ""), at + 1, [below]
    strong = bool(STRONG.search(found.rest)) or bool(found.before and found.after)
    return post_of(pieces, found, strong=strong), at, []


def _named(names: Sequence[str], found: Dates, group: str, source: str) -> Post:
    """A post by the lines that name it; two of them are the post and its place, in either order."""
    bare = [without_part_time(name) for name in names]
    pieces = [bare[0], ", ".join(bare[1:])] if len(bare) > 1 else parts_of(bare[0])
    if len(pieces) == 1 and group:
        pieces.append(without_part_time(group))
    return replace(post_of(pieces, found), source=source)

"""How a person wants one copy laid out: sections left out, in an order of their own, with a line of their own.

It is kept in the workbook as settings that are stated for the reader of that copy, so that nothing in a copy depends
on what is stated for someone else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from imeworkbook.records import Audience, Setting
from imeworkbook.report.blocks import Paragraph, Section

FIRST = "head"
KEPT = frozenset({FIRST, "reading"})  # every copy says whose account it is, and that it may not be complete

ADDED = frozenset({"around", "around_months"})
"""Sections that a copy holds only where the person adds them."""


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=_Keyed)


@dataclass(frozen=True)
class Arrangement:
    """The layout of one reader's copy. A new section stands behind the one that comes before it by default."""

    left_out: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Iterable[Setting], audience: Audience) -> Arrangement:
        """What these settings say of the copy for `audience`."""
        prefix = name_of(audience)
        said = {one.id.removeprefix(prefix): one.value for one in settings if one.id.startswith(prefix)}
        return cls(
            left_out=_left_out(said.get("out", "").split()),
            order=tuple(said.get("order", "").split()),
            lines={
                key.removeprefix("line:"): value for key, value in said.items() if key.startswith("line:") and value
            },
        )

    def arranged(self, items: Sequence[T]) -> list[T]:
        """The items in this order, nothing left out."""
        by_key = {item.key: item for item in items}
        keys = [key for key in dict.fromkeys((FIRST, *self.order)) if key in by_key]
        before = ""
        for key in by_key:
            if key not in keys:
                keys.insert(keys.index(before) + 1 if before else 0, key)
            before = key
        return [by_key[key] for key in keys]

    def applied(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        """The sections as they are printed."""
        kept = [section for section in sections if section.key not in self.left_out]
        return tuple(self._with_line(section) for section in self.arranged(kept))

    def _with_line(self, section: Section) -> Section:
        if not (line := self.lines.get(section.key, "")):
            return section
        own = Paragraph(line)
        return replace(section, blocks=(*section.blocks, own) if section.key == FIRST else (own, *section.blocks))


def _left_out(said: Sequence[str]) -> frozenset[str]:
    added = {key for key in said if key.startswith("+")}
    return (frozenset(said) - added | ADDED - {key.removeprefix("+") for key in added}) - KEPT


def out_setting(left_out: Iterable[str]) -> str:
    """The value of the setting ``out`` that leaves out these sections and no other; what is added has a plus."""
    keys = frozenset(left_out)
    return " ".join(sorted((keys - ADDED) | {f"+{key}" for key in ADDED - keys}))


def name_of(audience: Audience, what: str = "") -> str:
    """The id of a setting of the copy for `audience`: ``out``, ``order`` or ``line:`` with a section's key."""
    return f"setting:copy:{audience}:{what}"


def moved(keys: Sequence[str], key: str, steps: int) -> list[str]:
    """The keys with one of them moved up (negative) or down, as far as there is room below the head."""
    rest = [one for one in keys if one != key]
    place = min(max(list(keys).index(key) + steps, 1), len(rest))
    return [*rest[:place], key, *rest[place:]]

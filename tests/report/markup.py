"""The rules of the Nu HTML checker that a page of ours could break, held by an HTML parser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_EMPTY = frozenset({"meta", "img", "br", "hr", "col", "input", "link"})
_PHRASES = frozenset({"a", "strong", "em", "code", "del", "sub", "sup", "br", "img", "span"})
_HOLDS_PHRASES = frozenset({"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", *_PHRASES})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.level = 0
        self.ids: set[str] = set()
        self.across: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self.open[-1][0] if self.open else ""
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"{tag}: an attribute twice")
        if around in _HOLDS_PHRASES and tag not in _PHRASES:
            self.faults.append(f"{tag} in {around}")
        if tag == "img" and not dict(attrs).get("alt"):
            self.faults.append("img without alt")
        if (own := dict(attrs).get("id")) and own in self.ids:
            self.faults.append(f"id twice: {own}")
        self.ids.add(own or "")
        if re.fullmatch("h[1-6]", tag):
            self._heading(int(tag[1]))
        if tag not in _EMPTY:
            self.open.append((tag, False))

    def _heading(self, level: int) -> None:
        if level > self.level + 1:
            self.faults.append(f"h{level} after h{self.level}")
        self.level = level
        self.open = [(tag, True) for tag, _ in self.open]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "svg" not in [tag for tag, _ in self.open]:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes nothing")
            return
        _, has_heading = self.open.pop()
        if tag == "section" and not has_heading:
            self.faults.append("section lacks heading")


def faults(page: str) -> list[str]:
    """What breaks a rule: sections without a heading, skipped levels, wrong nesting, forbidden characters."""
    checker = _Checker()
    checker.feed(page)
    checker.close()
    left = [f"<{tag}> stays open" for tag, _ in checker.open]
    return [*checker.faults, *left, *(f"character {ord(found):#x}" for found in _FORBIDDEN.findall(page))]

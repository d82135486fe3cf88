"""Markdown and HTML of a notebook of one's own, read into the few elements that every copy can show.

Markdown becomes HTML first, as it may hold some, so that one reader takes both. Of an element that it does not know
only the words stay; nothing runs and nothing is fetched. What cannot stand on paper is said in its place.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from imeworkbook.report.blocks import Inline, Node, printable
from imeworkbook.report.wording import words

if TYPE_CHECKING:
    from bs4 import Tag

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LOOKS = {
    "strong": "strong", "b": "strong", "dt": "strong", "summary": "strong", "caption": "strong",
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
    "del": "del", "s": "del", "strike": "del", "sub": "sub", "sup": "sup",
}  # fmt: skip
_APART = frozenset(
    {"p", "div", "section", "article", "main", "nav", "aside", "header", "footer", "figure", "figcaption", "dl", "dt",
     "dd", "details", "summary", "caption", "address", "center", "fieldset", "legend", *HEADINGS}
)  # fmt: skip
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "noscript", "math"})
_NOT_ON_PAPER = frozenset({"iframe", "video", "audio", "object", "embed", "canvas", "select", "textarea", "button"})
_ADDRESS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.IGNORECASE | re.DOTALL)

Look = Callable[[str], str]
_End = None
_Part = Inline | Node | None  # None ends a paragraph


def from_markdown(text: str, look: Look) -> list[Node]:
    """Markdown as Jupyter reads it, with tables and formulas. `look` gives a picture as a data address, or nothing."""
    return from_html(_markdown()(text), look)


@cache
def _markdown() -> Callable[[str], Any]:
    from mistune import HTMLRenderer
    from mistune.util import escape
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    class Renderer(HTMLRenderer):
        """A formula stays as it was written."""

        def inline_math(self, text: str) -> str:
            return f"<code>${escape(text)}$</code>"

        def block_math(self, text: str) -> str:
            return f"<pre>{escape(text.strip())}</pre>"

        def latex_environment(self, name: str, body: str) -> str:
            return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    return MarkdownWithMath(
        Renderer(escape=False, allow_harmful_protocols=True)
    )  # the reader below takes no such address


def from_html(html: str, look: Look) -> list[Node]:
    """HTML from anywhere. `look` gives a picture as a data address, or nothing."""
    from bs4 import BeautifulSoup

    return _Reader(look).flow(BeautifulSoup(_DRAWING.sub(_as_picture, html), "html.parser"))


def _as_picture(drawing: re.Match[str]) -> str:
    """A drawing inside HTML as a picture, as an HTML parser would lose the case of its names."""
    svg = (
        drawing[0]
        if "xmlns=" in drawing[0]
        else drawing[0].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )
    return f'<img src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'


def not_on_paper() -> Node:
    """One line in the place of what a copy cannot show."""
    return Node("p", (Inline(str(words("own")["not_on_paper"]), ("em",)),))


class _Reader:
    def __init__(self, look: Look) -> None:
        self._look = look

    def flow(self, element: Tag, depth: int = 0) -> list[Node]:
        """The elements inside one, its loose words as paragraphs."""
        nodes: list[Node] = []
        for kind, run in groupby(self._inside(element, (), "", depth), type):
            alike = list(run)
            nodes += _paragraph(alike) if kind is Inline else [part for part in alike if isinstance(part, Node)]
        return nodes

    def _inside(self, element: Tag, looks: tuple[str, ...], to: str, depth: int) -> Iterator[_Part]:
        from bs4.element import NavigableString, PreformattedString, Tag

        for child in element.children:
            if isinstance(child, Tag):
                yield from self._element(child, looks, to, depth)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):  # no comment
                yield Inline(re.sub(r"\s+", " ", str(child)), looks, to)

    def _element(self, tag: Tag, looks: tuple[str, ...], to: str, depth: int) -> Iterator[_Part]:
        name = tag.name.lower()
        if name in _UNSEEN:
            return
        if name in _NOT_ON_PAPER:
            yield not_on_paper()
        elif name == "br":
            yield Inline("\n", looks, to)
        elif name == "img":
            yield from self._picture(tag, to)
        elif name == "input":
            yield from self._box(tag, looks)
        elif name == "hr":
            yield Node("hr")
        elif name == "pre":
            yield Node("pre", text=printable(tag.get_text().strip("\n")))
        elif name == "table":
            yield from self._table(tag, depth)
        elif name in HEADINGS and not depth:
            yield from self._heading(name, tag)
        elif name in ("ul", "ol", "blockquote"):
            yield from self._group(name, tag, depth)
        else:
            yield from self._other(name, tag, looks, to, depth)

    def _other(self, name: str, tag: Tag, looks: tuple[str, ...], to: str, depth: int) -> Iterator[_Part]:
        look = "strong" if name in HEADINGS else _LOOKS.get(name)
        inner = (*looks, look) if look and look not in looks else looks
        address = str(tag.get("href", "")).strip() if name == "a" else ""
        inside = self._inside(tag, inner, address if _ADDRESS.fullmatch(address) else to, depth)
        if name in _APART:
            yield _End
            yield from inside
            yield _End
        else:
            yield from inside

    def _heading(self, name: str, tag: Tag) -> Iterator[Node]:
        """Its words, and then what else it holds."""
        parts = list(self._inside(tag, (), "", 1))
        if spans := _trimmed(part for part in parts if isinstance(part, Inline)):
            yield Node(name, spans)
        yield from (part for part in parts if isinstance(part, Node))

    def _group(self, name: str, tag: Tag, depth: int) -> Iterator[Node]:
        if name == "blockquote":
            inside = self.flow(tag, depth + 1)
        else:
            rows = [self.flow(item, depth + 1) for item in tag.find_all("li", recursive=False)]
            inside = [Node("li", inside=tuple(row)) for row in rows]
        if inside:
            yield Node(name, inside=tuple(inside))

    def _picture(self, tag: Tag, to: str) -> Iterator[_Part]:
        address, said = str(tag.get("src", "")).strip(), printable(str(tag.get("alt", "")).strip())
        if picture := self._look(address):
            yield Node("img", text=said or str(words("own")["picture"]), picture=picture)
        else:
            note = str(words("own")["no_picture"]).format(said=f": {said}" if said else "")
            yield Inline(note, ("em",), address if _ADDRESS.fullmatch(address) else to)

    def _box(self, tag: Tag, looks: tuple[str, ...]) -> Iterator[_Part]:
        """A box of a list of tasks; any other field is for the screen."""
        if tag.get("type") == "checkbox":
            yield Inline("☑ " if tag.has_attr("checked") else "☐ ", looks)
        elif tag.get("type") != "hidden":
            yield not_on_paper()

    def _table(self, table: Tag, depth: int) -> Iterator[_Part]:
        if caption := table.find("caption", recursive=False):
            yield from self._element(caption, (), "", depth + 1)
        own = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        rows = [self._row(row, depth) for row in own]
        for place, row in enumerate(rows):  # a cell over several rows leaves empty ones below it
            for column, (_, down) in enumerate(list(row)):
                for below in rows[place + 1 : place + down]:
                    below.insert(column, (Node("td"), 1))
        across = max(map(len, rows), default=0)
        if across:
            cells = [[cell for cell, _ in row] + [Node("td")] * (across - len(row)) for row in rows]
            yield Node("table", inside=tuple(Node("tr", inside=tuple(row)) for row in cells))

    def _row(self, row: Tag, depth: int) -> list[tuple[Node, int]]:
        """Its cells, each with how many rows it takes; a cell over several columns leaves empty ones beside it."""
        made: list[tuple[Node, int]] = []
        for cell in row.find_all(("td", "th"), recursive=False):
            down = _count(cell.get("rowspan"))
            made.append((Node(cell.name, inside=tuple(self.flow(cell, depth + 1))), down))
            made += [(Node(cell.name), down)] * (_count(cell.get("colspan")) - 1)
        return made


def _count(value: object) -> int:
    return min(int(str(value)), 1000) if re.fullmatch(r"[1-9]\d*", str(value)) else 1


def _paragraph(run: Iterable[Any]) -> list[Node]:
    spans = _trimmed(run)
    return [Node("p", spans)] if spans else []


def _trimmed(run: Iterable[Inline]) -> tuple[Inline, ...]:
    """Words as they print: without spaces at either end or twice, and what looks alike in one."""
    spans: list[Inline] = []
    end = "\n"
    for (looks, to), alike in groupby(run, lambda span: (span.looks, span.to)):
        text = re.sub(r" *\n *", "\n", re.sub(" +", " ", "".join(span.text for span in alike)))
        text = text.lstrip(" ") if end in " \n" else text
        if text:
            spans.append(Inline(printable(text), looks, to))
            end = text[-1]
    while spans and not (text := spans[-1].text.rstrip()):
        spans.pop()
    if spans:
        spans[-1] = Inline(text, spans[-1].looks, spans[-1].to)
        spans[0] = Inline(spans[0].text.lstrip(), spans[0].looks, spans[0].to)
    return tuple(spans)

"""Reading a copy back: the words of a page or a PDF, and what a PDF carries beside its words."""

from __future__ import annotations

import io
import re
import subprocess
from functools import cache
from html.parser import HTMLParser

import pikepdf


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)


def read_page(page: str) -> _Words:
    words = _Words()
    words.feed(page)
    words.close()
    return words


def page_text(page: str) -> str:
    return "\n".join(read_page(page).words)


def pdf_text(pdf: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def squeezed(text: str) -> str:
    """The text without any space, as lines break where the paper ends."""
    return "".join(text.split())


_LINE = 1.14  # the height of a line of Libertinus Serif, in sizes of its text


def smallest_text(pdf: bytes) -> float:
    """The size of the smallest text of a PDF set in Typst's own serif, in points, to a tenth."""
    command = ["pdftotext", "-bbox", "-", "-"]
    words = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    heights = [float(low) - float(high) for high, low in re.findall(r'yMin="([\d.]+)"[^>]*yMax="([\d.]+)"', words)]
    return round(min(heights) / _LINE, 1)


@cache
def opened(pdf: bytes) -> pikepdf.Pdf:
    """The PDF, kept open: its objects are gone when it is."""
    return pikepdf.open(io.BytesIO(pdf))


def structure(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every element of the structure tree, in order."""
    found: list[pikepdf.Dictionary] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append(element)
            if "/K" in element:
                walk(element.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found

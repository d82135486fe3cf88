"""A file as it was given: its bytes, from a place or from memory, within bounds, and as text in its own encoding."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from imeworkbook.errors import CannotImport

MOST_BYTES = 64_000_000
"""The most that is taken into memory at once; what can be read bit by bit may be larger."""
MOST_STREAMED = 4_000_000_000
MOST_RATIO = 250  # a health export in XML packs about 1 : 30
HEAD = 8_192
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def refuse(key: str, **parts: object) -> NoReturn:
    """Say in one sentence why a file cannot be read; whatever a library said of it may hold parts of it.

    Raises
    ------
    CannotImport
    """
    raise CannotImport(f"importers:refused.{key}", **parts) from None


@dataclass(frozen=True)
class Given:
    """One file, or one part of a packed one.

    Attributes
    ----------
    ending
        The ending of its name, such as ``.csv``; never the name itself.
    """

    source: Path | bytes | zipfile.ZipFile
    part: str = ""
    ending: str = ""

    def __repr__(self) -> str:
        return "<Given>"

    @classmethod
    def of(cls, source: Path | str | bytes) -> Given:
        """A file of that path, or one that is in memory already.

        Raises
        ------
        CannotImport
            When there is none, or nothing stands in it.
        """
        if isinstance(source, bytes | bytearray | memoryview):
            given = cls(bytes(source))
        else:
            path = Path(source)
            if not path.is_file():
                refuse("missing")
            given = cls(path, ending=path.suffix.lower())
        if given.size == 0:
            refuse("empty")
        return given

    @property
    def size(self) -> int:
        """How many bytes it has."""
        match self.source:
            case bytes():
                return len(self.source)
            case Path():
                return self.source.stat().st_size
        return self.source.getinfo(self.part).file_size

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes, to be read once from the start."""
        match self.source:
            case bytes():
                yield io.BytesIO(self.source)
            case Path():
                with self.source.open("rb") as file:
                    yield file
            case _:
                with self.source.open(self.part) as member:
                    yield member  # type: ignore[misc] # a ZipExtFile reads as a file does

    def head(self) -> bytes:
        """Its first bytes."""
        with self.open() as file:
            return file.read(HEAD)

    def content(self) -> bytes:
        """All of it.

        Raises
        ------
        CannotImport
            When it is too large for that.
        """
        with self.open() as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            refuse("large", most=MOST_BYTES // 1_000_000)
        return content

    def text(self) -> tuple[str, bool]:
        """All of it as text, and whether its encoding had to be guessed. Raises as `content` does."""
        return decoded(self.content())


def encoding_of(head: bytes) -> str:
    """The encoding that the first bytes tell; empty where they tell none."""
    for mark, name in _MARKS.items():
        if head.startswith(mark):
            return name
    pairs = head[: len(head) // 2 * 2]
    if len(pairs) >= 4 and pairs[1::2].count(0) > len(pairs) * 0.4:
        return "utf-16-le"
    if len(pairs) >= 4 and pairs[::2].count(0) > len(pairs) * 0.4:
        return "utf-16-be"
    return ""


def decoded(content: bytes) -> tuple[str, bool]:
    """Bytes as text, and whether the encoding had to be guessed.

    Raises
    ------
    CannotImport
        When they are no text.
    """
    name = encoding_of(content[:HEAD])
    try:
        text = content.decode(name or "utf-8")
    except UnicodeDecodeError:
        if name or b"\0" in content:
            refuse("unknown")
        try:
            return content.decode("cp1252"), True
        except UnicodeDecodeError:
            return content.decode("latin-1"), True
    if "\0" in text:
        refuse("unknown")
    return text, False

"""Pictures of a notebook, put into the copy: attachments, data addresses, files beside it. Nothing is fetched."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from imeworkbook.report.drawing import by_itself

_SIGNS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF87a": "gif", b"GIF89a": "gif"}
_MOST_BYTES = 50_000_000


class Pictures:
    """The pictures at hand while one notebook is read."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.attachments: Mapping[str, Mapping[str, Any]] = {}

    def at(self, address: str) -> str:
        """The picture at an address, as a data address of its own; empty where it is not at hand."""
        scheme, _, rest = address.partition(":")
        if scheme == "attachment":
            bundle = self.attachments.get(rest) or self.attachments.get(unquote(rest)) or {}
            return next(filter(None, map(of_output, bundle, bundle.values())), "")
        if scheme.lower() == "data":
            head, _, content = rest.partition(",")
            return from_bytes(_decoded(content) if head.endswith(";base64") else unquote_to_bytes(content))
        return self._beside(unquote(address.partition("?")[0].partition("#")[0]))

    def _beside(self, name: str) -> str:
        """A file in the notebook's folder or below it, wherever links in its path lead."""
        if self._folder is None or "\0" in name:
            return ""
        try:
            folder = self._folder.resolve()
            path = (folder / name).resolve()
            inside = path.is_relative_to(folder) and path.is_file() and path.stat().st_size <= _MOST_BYTES
            return from_bytes(path.read_bytes()) if inside else ""
        except (OSError, ValueError):
            return ""


def of_output(mime: str, content: object) -> str:
    """A picture as an output holds it: SVG as text, any other in base64."""
    text = "".join(content) if isinstance(content, list) else str(content)
    return from_bytes(text.encode() if mime == "image/svg+xml" else _decoded(text))


def from_bytes(content: bytes) -> str:
    """A picture as a data address, whatever it calls itself; empty where it is none."""
    kind = next((kind for sign, kind in _SIGNS.items() if content.startswith(sign)), "")
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        kind = "webp"
    if not kind:
        content, kind = by_itself(content.decode(errors="replace")).encode(), "svg+xml"
    return f"data:image/{kind};base64,{b64encode(content).decode()}" if content else ""


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text)
    except (binascii.Error, ValueError):
        return b""

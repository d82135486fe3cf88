"""The one file: a clear header of 4,096 bytes with the sealed keys, then the whole database, encrypted as one piece.

The database is SQLite's own image of it, encrypted with AES-256-GCM under the data key, with every byte of the header
as associated data. So the tag at the end is a keyed digest of one state: a file that was cut, altered, grown, or put
together from two states does not open, and a file that opens is one state, whole. A file of an earlier state opens as
well as the newest does: nothing inside a file can tell which of two is later.

The file is never written in place: each change writes it anew beside and lets it take its place in one step (`disk`).
Measured against a rollback journal and a write-ahead log truncated at each commit (tests/benchmarks/journal.py): the
same at the size of a workbook, slower from some thousand entries on, and there is never a second file that belongs to
this one.

The header keeps the shape that format 1 gave it, so that an earlier program says that the file is newer.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from imeworkbook.errors import DamagedWorkbook, NewerWorkbook, NotAWorkbook
from imeworkbook.store.keys import Slot

HEADER_BYTES = 4096
LARGEST_BYTES = 1 << 30
MAGIC = b"imeworkbook\n"
FORMAT = 2
HALF_BYTES = 1920
HALVES = (128, 128 + HALF_BYTES)
_DIGEST_BYTES = 32
_NONCE_BYTES = 12
NOT_OURS = "store.not_a_workbook"
DAMAGED = "store.damaged"
NEWER = "store.newer"

Slots = dict[str, Slot]


@dataclass(frozen=True)
class Sealed:
    """A workbook file as it was read: the slots that hold its data key, and the database that the key opens."""

    slots: Slots
    header: bytes
    nonce: bytes
    body: memoryview

    def open(self, data_key: bytes) -> bytes:
        """Give the image of the database.

        Raises
        ------
        DamagedWorkbook
            When this is not one state of one workbook, or the key is another's.
        """
        try:
            return AESGCM(data_key).decrypt(self.nonce, self.body, self.header)
        except (InvalidTag, ValueError):
            raise DamagedWorkbook(DAMAGED) from None


def seal(slots: Slots, data_key: bytes, image: bytes) -> bytes:
    """Give the content of a workbook file."""
    nonce = os.urandom(_NONCE_BYTES)
    words = {"format": FORMAT, "sequence": 1, "nonce": base64.b64encode(nonce).decode(), "slots": slots}
    text = json.dumps(words, sort_keys=True).encode()
    half = hashlib.sha256(text).digest() + len(text).to_bytes(4, "big") + text
    assert len(half) <= HALF_BYTES
    header = (MAGIC.ljust(HALVES[0], b"\0") + half).ljust(HEADER_BYTES, b"\0")
    return header + AESGCM(data_key).encrypt(nonce, image, header)


def parse(content: bytes) -> Sealed:
    """Read a workbook file of the present format.

    Raises
    ------
    NotAWorkbook, DamagedWorkbook, NewerWorkbook
    """
    number, words = newest_half(content)
    if number > FORMAT:
        raise NewerWorkbook(NEWER)
    try:
        nonce, slots = base64.b64decode(words["nonce"], validate=True), words["slots"]
    except (KeyError, TypeError, ValueError):
        raise DamagedWorkbook(DAMAGED) from None
    if number != FORMAT or len(nonce) != _NONCE_BYTES or not isinstance(slots, dict):
        raise DamagedWorkbook(DAMAGED)
    return Sealed(slots, content[:HEADER_BYTES], nonce, memoryview(content)[HEADER_BYTES:])


def format_of(content: bytes) -> int:
    """Give the number of the format that a file has. Raises as `parse` does, but for a newer format."""
    return newest_half(content)[0]


def newest_half(content: bytes) -> tuple[int, dict[str, Any]]:
    """Give the format, and the words of the half of the header that was written last.

    Raises
    ------
    NotAWorkbook, DamagedWorkbook
    """
    if not content.startswith(MAGIC):
        raise NotAWorkbook(NOT_OURS)
    halves = [half for start in HALVES if (half := _half(content[start : start + HALF_BYTES]))]
    if len(content) < HEADER_BYTES or not halves:
        raise DamagedWorkbook(DAMAGED)
    newest = max(halves, key=lambda half: (half["format"], half["sequence"]))
    return newest["format"], newest


def _half(half: bytes) -> dict[str, Any] | None:
    """Read one half of a header; None where it is torn, or was never written by a program of ours."""
    digest, rest = half[:_DIGEST_BYTES], half[_DIGEST_BYTES:]
    text = rest[4 : 4 + int.from_bytes(rest[:4], "big")]
    if not text or hashlib.sha256(text).digest() != digest:
        return None
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return None
    good = isinstance(words, dict) and all(type(words.get(key)) is int for key in ("format", "sequence"))
    return words if good and words["format"] > 0 else None

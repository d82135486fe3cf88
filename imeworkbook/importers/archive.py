"""A packed file (`.zip`): each part in a known format is read within bounds; a packed file inside it is not opened."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from imeworkbook.errors import CannotImport
from imeworkbook.importers import apple
from imeworkbook.importers.found import Gathering
from imeworkbook.importers.given import MOST_RATIO, MOST_STREAMED, Given, refuse
from imeworkbook.importers.stopping import may_go_on

MOST_PARTS = 20_000
_SMALL = 10_000_000
_READABLE = {".json", ".ndjson", ".xml", ".csv", ".ics"}
_OFFICE = {"word/document.xml": "word", "xl/workbook.xml": "sheet"}
ReadPart = Callable[[Given, Gathering], None]


@contextmanager
def opened(given: Given) -> Iterator[zipfile.ZipFile]:
    """The parts of a packed file.

    Raises
    ------
    CannotImport
        When it is cut off, locked by a password, or would unpack to more than a file of ours can be.
    """
    import io

    source = given.source if isinstance(given.source, Path) else io.BytesIO(given.content())
    try:
        packed = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError):
        refuse("cut_off")
    with packed:
        parts = packed.infolist()
        if any(part.flag_bits & 1 for part in parts):
            refuse("password")
        whole = sum(part.file_size for part in parts)
        bomb = any(
            part.file_size > _SMALL and part.file_size > MOST_RATIO * max(1, part.compress_size) for part in parts
        )
        if bomb or len(parts) > MOST_PARTS or whole > MOST_STREAMED:
            refuse("bomb")
        yield packed


def office(packed: zipfile.ZipFile) -> str:
    """``word`` or ``sheet`` for a document of an office program; empty for any other packed file."""
    names = set(packed.namelist())
    return next((kind for name, kind in _OFFICE.items() if name in names), "")


def read(packed: zipfile.ZipFile, found: Gathering, read_part: ReadPart, person: str = "") -> None:
    """Take each part that can be read; what cannot is counted, and the others go on.

    Raises
    ------
    CannotImport
        When no part can be read, or no part says of which of several people it is.
    """
    taken, born = 0, set()
    for part in packed.infolist():
        may_go_on()
        ending = PurePosixPath(part.filename).suffix.lower()
        if part.is_dir() or "__MACOSX" in part.filename:
            continue
        if ending not in _READABLE:
            found.passed_over[ending or "?"] += 1
            continue
        given = Given(packed, part.filename, ending)
        inside = Gathering(found.format)
        try:
            if _is_health_export(given):
                apple.read(given, inside, inside=True)
                inside.format = "apple"
            else:
                read_part(given, inside)
        except CannotImport:
            found.passed_over[ending] += 1
            continue
        except (zipfile.BadZipFile, EOFError, OSError, ValueError):
            found.notice("parts_cut_off")
            continue
        taken += 1
        if inside.whom:
            found.whom |= {} if person else inside.whom
            continue
        born |= {inside.born} - {""}
        if len(born) > 1:
            refuse("several_people")
        _join(inside, found)
    if not taken:
        refuse("nothing_inside")


def _is_health_export(given: Given) -> bool:
    return f"<{apple.ROOT}".encode() in given.head()


def _join(inside: Gathering, found: Gathering) -> None:
    found.rows += inside.rows
    found.apart += inside.apart
    found.passed_over.update(inside.passed_over)
    found.notices += [one for one in inside.notices if one not in found.notices]
    found.born = found.born or inside.born
    if found.format in ("zip", inside.format) or inside.format == "apple":
        found.format = inside.format
        found.document = inside.document if inside.format != "apple" else found.document

"""Apple Health's export: its clinical records, which stand beside `export.xml` in the zip as FHIR.

The export itself may have a gigabyte and more and is not always well formed (a broken DTD, control characters, two
roots), so it goes by in pieces: what it measured is counted and never taken, as a phone's tally is nobody's statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from imeworkbook.importers.days import iso
from imeworkbook.importers.found import Gathering
from imeworkbook.importers.given import Given
from imeworkbook.importers.stopping import may_go_on
from imeworkbook.importers.wording import said

ROOT = "HealthData"
_PIECE = 1_000_000
_TAG = re.compile(rb"<(Record|Workout|ClinicalRecord|Correlation|Me)\b([^<>]{0,4000})>")
_LONGEST = 5_000
_BORN = re.compile(rb'DateOfBirth="(\d{4}-\d\d-\d\d)')


def read(given: Given, found: Gathering, *, inside: bool) -> None:
    """Count what stands in `export.xml`; `inside` says that its clinical records are read beside it."""
    records = 0
    with given.open() as file:
        for name, attributes in _tags(file):
            if name == b"Me":
                born = _BORN.search(attributes)
                when = iso(born[1].decode()) if born else None
                found.born = (when.edtf if when else None) or found.born
            elif name == b"ClinicalRecord":
                records += 1
            else:
                found.passed_over[said("words", "measured")] += 1
    if records and not inside:
        found.notice("clinical_records_apart", n=records)
    elif not records and not inside:
        found.notice("no_clinical_records")


def _tags(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Each tag of interest with its attributes, from a bounded piece of the file at a time."""
    rest = b""
    while piece := file.read(_PIECE):
        may_go_on()
        piece = rest + piece
        last = 0
        for tag in _TAG.finditer(piece):
            yield tag[1], tag[2]
            last = tag.end()
        rest = piece[max(last, len(piece) - _LONGEST) :]

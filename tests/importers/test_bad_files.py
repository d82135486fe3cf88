"""Files that are broken, locked, hostile or something else: one sentence each, and nothing of them is repeated."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zipfile

import pytest

from imeworkbook.errors import CannotImport
from imeworkbook.importers import given, read
from imeworkbook.importers.table import rows_of
from tests.importers.reading import FILES, proposals

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    '<ClinicalDocument xmlns="urn:hl7-org:v3">&b;</ClinicalDocument>'
)
OUTSIDE = (
    '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><ClinicalDocument xmlns="urn:hl7-org:v3">&a;'
    "</ClinicalDocument>"
)


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("_", "."), content)
    return made.getvalue()


def locked() -> bytes:
    """A packed file whose parts say that they are encrypted."""
    content = bytearray(packed(a_json=b"{}"))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


BAD = {
    "empty": (b"", "is empty"),
    "white space": (b" \r\n ", "is empty"),
    "cut off JSON": ((FILES / "resume.json").read_bytes()[:200], "cut off or broken"),
    "cut off XML": ((FILES / "record.xml").read_bytes()[:900], "cut off or broken"),
    "cut off zip": (packed(a_json=b"{}")[:-30], "cut off or broken"),
    "cut off calendar": ((FILES / "calendar.ics").read_bytes()[:120], "cut off or broken"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "cannot be read here"),
    "other JSON": (b'{"secret": "marmalade"}', "no CV and no health record"),
    "other XML": (b"<secret>marmalade</secret>", "cannot be read here"),
    "a web page": (b"<!doctype html><html><body>marmalade", "web page"),
    "a part of a document": (b"<entry><observation xsi:type='CD'/></entry>", "part of a document"),
    "undeclared prefixes": (
        b'<ClinicalDocument xmlns="urn:hl7-org:v3"><x:y/></ClinicalDocument>',
        "part of a document",
    ),
    "entities": (ENTITIES.encode(), "could do harm"),
    "an entity from outside": (OUTSIDE.encode(), "could do harm"),
    "deep JSON": (b'{"work":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "too deep"),
    "a zip bomb": (packed(a_json=b"0" * 30_000_000), "grow far too large"),
    "a zip in a zip": (packed(a_zip=packed(b_json=b"{}")), "Nothing in this packed file"),
    "a zip with a password": (locked(), "has a password"),
    "an older office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older office file"),
    "gzip": (gzip.compress(b"{}"), "unpack it first"),
    "a table without a header": (b"Staff,Mary,2009\nTutor,School,2010\n", "what its columns are"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_one_sentence_for_each(content, sentence):
    with pytest.raises(CannotImport, match=sentence) as refused:
        read(content)
    assert "marmalade" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_file_that_is_not_there(tmp_path):
    for place in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(CannotImport, match="no file at this place"):
            read(place)


def test_the_ending_of_a_name_counts_for_nothing(tmp_path):
    place = tmp_path / "resume.pdf"
    place.write_bytes((FILES / "resume.json").read_bytes())
    assert read(place).format == "json_resume"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_is_read(encoding):
    table = "Role,Employer,From\nStaff,Café Mary’s,2009\n"
    found = proposals(table.encode(encoding))
    assert [row.title for row in found] == ["Staff, Café Mary’s"]
    assert bool(found.notices) == (encoding == "cp1252")


def test_a_large_file_that_cannot_be_streamed_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(given, "MOST_BYTES", 1000)
    place = tmp_path / "large.json"
    place.write_text(json.dumps({"work": ["x" * 2000]}))
    with pytest.raises(CannotImport, match="too large"):
        read(place)


def test_a_large_health_export_goes_by_in_little_memory(tmp_path):
    place = tmp_path / "export.xml"
    record = b'<Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" value="61"/>\n' * 10_000
    with place.open("wb") as file:
        file.write(b"<HealthData>\n")
        for _ in range(26):
            file.write(record)
        file.write(b"</HealthData>")
    tracemalloc.start()
    try:
        found = read(place)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert list(found.passed_over.values()) == [260_000]
    assert most < 8_000_000 < place.stat().st_size


def test_nothing_of_a_file_is_in_what_python_says_of_it():
    found = proposals("fhir-r4.json")
    shown = repr(found) + repr(found.rows) + repr(found.apart) + repr(given.Given.of(b"marmalade"))
    assert not any(word in shown for word in ("Alcohol", "Never", "Examplol", "2016", "marmalade"))


def test_it_shows_itself_escaped_and_says_that_nothing_is_kept():
    found = proposals(b'{"work": [{"position": "<b>Staff</b>", "name": "Mary"}], "education": []}')
    page = found._static()["text/html"]
    assert "&lt;b&gt;Staff" in page
    assert "Nothing of this is kept yet." in page
    assert found.show(save=True)._repr_mimebundle_()["text/html"] == page


def test_a_quote_that_is_never_closed_swallows_no_row():
    rows = rows_of('what,where,from\n"Nurse,Example Hospital,2009\nCharge nurse,Example Clinic,2012\n')
    assert [row[-1] for row in rows] == ["from", "2009", "2012"]
    assert rows_of('what,where\n"Nurse, nights","Example\nHospital"\n')[1] == ["Nurse, nights", "Example\nHospital"]

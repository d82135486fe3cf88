"""Copies as files: their names, and what data holds."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import stat
from pathlib import Path

from imeworkbook.report.documents import Document


def test_both_formats_under_neutral_names(copy: Document, tmp_path: Path, page: str, pdf: bytes) -> None:
    paths = copy.write(tmp_path)
    assert [path.name for path in paths] == ["my-account-2026-11-23.html", "my-account-2026-11-23.pdf"]
    assert paths[0].read_text(encoding="utf-8") == page
    assert paths[1].read_bytes() == pdf
    assert sorted(tmp_path.iterdir()) == paths


def test_only_its_owner_may_read_it(copy: Document, tmp_path: Path) -> None:
    (path,) = copy.write(tmp_path, ["html"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_copy_of_another_day_stays(copy: Document, tmp_path: Path) -> None:
    earlier = tmp_path / "my-account-2026-11-22.html"
    earlier.write_text("earlier")
    copy.write(tmp_path, ["html"])
    assert earlier.read_text() == "earlier"


def test_days_are_days_in_both_forms_of_data(copy: Document) -> None:
    objects = json.loads(copy.in_format("json"))
    rows = list(csv.DictReader(io.StringIO(copy.in_format("csv").decode("utf-8-sig"), newline="")))
    assert len(objects) == len(rows) > 20
    for name in ("earliest_start", "latest_start", "earliest_end", "latest_end"):
        days = [one[name] for one in objects]
        assert [day or "" for day in days] == [row[name] for row in rows]
        assert all(day is None or dt.date.fromisoformat(day) for day in days)

"""CVs whose fields stand in cells, behind labels, or in JSON Resume."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from imeworkbook.language import once_a_language
from imeworkbook.memory.cv_dates import Dates, dates_in, is_present, lists
from imeworkbook.memory.cv_names import Post, name_in, parts_of, post_of, without_part_time

CELLS = re.compile(r"\s*(?:\t|\||;)\s*|\s{3,}")
BULLET = re.compile(r"^\s*(?:[•*·●▪◦‣○–—-]|\d{1,2}[.)])\s+")
_LABEL = re.compile(r"^\s*([A-Za-z/ -]{2,24}?)\s*:\s*(.*)$")


@once_a_language
def _column_names() -> dict[str, str]:
    return {form: name for name, forms in lists()["columns"].items() for form in forms}


def columns_of(line: str) -> tuple[str, ...]:
    """The names of the columns, where a line is the head of a table."""
    cells = [cell.strip(" :").lower() for cell in re.split(r"\t|\||;|\s{2,}", line.strip()) if cell.strip()]
    names = tuple(_column_names().get(cell, "") for cell in cells)
    return names if len(names) > 1 and all(names) else ()


def of_cells(cells: Sequence[str], columns: Sequence[str], left: list[str]) -> Post | None:
    """A post whose fields stand in cells: by the head of the table, or by which of them hold dates."""
    if len(columns) >= len(cells) >= 2:
        return _of_columns(dict(zip(columns, cells, strict=False)))
    dated = [at for at, cell in enumerate(cells) if _is_date(cell)]
    if not dated:
        return None
    names = [cell for at, cell in enumerate(cells) if at not in dated]
    found = dates_in(" – ".join(cells[at] for at in dated[:2]))
    if found is None or not names or (len(names) == 1 and len(dated) == 1):
        return None
    left += [cells[at] for at in dated[2:]]
    pieces = names if len(names) > 1 else parts_of(names[0])
    return post_of([without_part_time(one) for one in pieces], found)


def _is_date(cell: str) -> bool:
    """Whether a cell holds a date and nothing else, or says that something goes on."""
    found = dates_in(cell)
    return is_present(cell) or (found is not None and not name_in(found.rest))


def _of_columns(row: dict[str, str]) -> Post | None:
    joined = row.get("dates") or " – ".join(row[name] for name in ("start", "end") if row.get(name))
    found = dates_in(joined) or Dates(row.get("start", ""), "", is_present(row.get("end", "")), "", "")
    what, where = row.get("what", ""), row.get("where", "")
    return Post(what or where, where if what else "", found.start, found.end, found.ongoing) if what or where else None


def label(line: str) -> tuple[str, str] | None:
    """Which field a line names, and what it says of it: "Employer: …"; None where it does not."""
    match = _LABEL.match(BULLET.sub("", line))
    name = _column_names().get(match[1].strip().lower()) if match else None
    return (name, match[2].strip()) if match and name else None


def labelled(lines: Sequence[str], left: list[str]) -> Iterator[Post]:
    """Posts whose fields are labelled, a line for each: a field that comes again begins the next."""
    row: dict[str, str] = {}
    source: list[str] = []
    rest: list[str] = []
    for line in (*lines, "what: "):
        found = label(line)
        if found is None:
            rest += [line.strip()] if line.strip() else []
            continue
        if found[0] in row or (line == "what: " and row):
            post = _of_columns(row)
            if post:
                yield replace(post, source=" / ".join(source))
            row, source = {}, []
        row[found[0]] = found[1]
        source.append(line.strip())
    left += rest


# --- JSON Resume ---

_JSON = {
    "work": ("", "position", "name"),
    "volunteer": ("", "position", "organization"),
    "education": ("schooling", "studyType", "institution"),
    "certificates": ("licence", "name", "issuer"),
}


def from_json(text: str) -> tuple[tuple[Post, ...], tuple[str, ...]] | None:
    """The posts of a JSON Resume (jsonresume.org); None where the text is none."""
    try:
        content = json.loads(text)
    except ValueError:
        return None
    if not isinstance(content, dict) or not any(isinstance(content.get(name), list) for name in _JSON):
        return None
    posts = []
    for name, (kind, what, where) in _JSON.items():
        for row in content.get(name) or []:
            if isinstance(row, dict):
                title = " ".join(
                    str(row[key]) for key in (what, "area") if row.get(key) and (key == what or name == "education")
                )
                place = str(row.get(where) or row.get("company") or "")
                start, end = str(row.get("startDate") or row.get("date") or ""), str(row.get("endDate") or "")
                ongoing = bool(start) and name in ("work", "volunteer") and (not end or is_present(end))
                posts.append(
                    Post(
                        title or place,
                        place if title else "",
                        start,
                        "" if ongoing else end,
                        ongoing,
                        kind,
                        json.dumps(row, ensure_ascii=False),
                    )
                )
    rest = [json.dumps({name: value}, ensure_ascii=False) for name, value in content.items() if name not in _JSON]
    return tuple(posts), tuple(rest)

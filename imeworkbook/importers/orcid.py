"""A record of ORCID 3.0, whole or one section, as JSON or as XML: posts, schooling, qualifications, memberships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from imeworkbook.importers import career
from imeworkbook.importers.days import of_edtf
from imeworkbook.importers.found import Gathering
from imeworkbook.importers.tolerant import Fields, text
from imeworkbook.records import When

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TYPES: dict[str, str | None] = {
    "employment": "position",
    "invited-position": "position",
    "education": "schooling",
    "qualification": "training",
    "membership": None,
    "service": None,
}
_MARKS = {"orcid-identifier", "activities-summary", "affiliation-group", *(f"{name}-summary" for name in _TYPES)}
NAMESPACE = "orcid.org/ns/"


def is_one(value: object) -> bool:
    """Whether JSON is such a record, or a section of one."""
    if not isinstance(value, Mapping):
        return False
    return bool(_MARKS & value.keys()) or {"role-title", "organization"} <= value.keys()


def read(value: Fields, found: Gathering) -> None:
    """Take what it says of training and work."""
    whole = list(_affiliations(value, ""))
    if not whole and "role-title" in value:
        whole = [("employment", value)]
    seen = set()
    for number, (name, one) in enumerate(whole, 1):
        code = text(one, "put-code") or text(one, "@put-code")
        if code and (name, code) in seen:
            continue
        seen.add((name, code))
        career.offer(
            found,
            title=text(one, "role-title") or text(one, "department-name"),
            organisation=_plain(one.get("organization"), "name"),
            place=_plain(_under(one.get("organization"), "address"), "city"),
            type=_TYPES[name],
            start=_date(one.get("start-date")),
            end=_date(one.get("end-date")),
            stands=(name, number),
        )


def _affiliations(value: object, name: str) -> Iterator[tuple[str, Fields]]:
    if isinstance(value, list):
        for one in value:
            yield from _affiliations(one, name)
    elif isinstance(value, Mapping):
        bare = name.removesuffix("-summary")
        if bare in _TYPES and "organization" in value:
            yield bare, value
            return
        for inner, one in value.items():
            yield from _affiliations(one, inner)


def _under(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None


def _plain(value: object, name: str) -> str:
    found = _under(value, name)
    return text(found, "value") if isinstance(found, Mapping) else text(found)


def _date(value: object) -> When | None:
    parts: list[str] = []
    for name, width in (("year", 4), ("month", 2), ("day", 2)):
        part = _plain(value, name)
        if not part.isdigit() or int(part) == 0:
            break
        parts.append(part.zfill(width))
    return of_edtf("-".join(parts)) if parts else None


def of_xml(element: Element) -> dict[str, Any]:
    """An element of ORCID's XML in the shape of its JSON."""
    found: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items()}
    for one in element:
        name = one.tag.rpartition("}")[2]
        inner: Any = of_xml(one) if len(one) or one.attrib else (one.text or "").strip()
        if isinstance(inner, dict) and not len(one):
            inner["value"] = (one.text or "").strip()
        if name in found:
            known = found[name]
            found[name] = [*known, inner] if isinstance(known, list) else [known, inner]
        else:
            found[name] = inner
    return found

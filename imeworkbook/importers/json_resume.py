"""A CV in the form of JSON Resume, in any version of its schema: posts, schooling, certificates.

Read tolerantly and not by its published schema, which refuses a whole file for one web address with a slip in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from imeworkbook.importers.career import offer
from imeworkbook.importers.days import iso
from imeworkbook.importers.found import Gathering
from imeworkbook.importers.tolerant import each, text

_READ = {"work", "volunteer", "education", "certificates", "basics", "meta", "$schema"}


def is_one(value: object) -> bool:
    """Whether JSON is a CV of this form."""
    return isinstance(value, Mapping) and bool({"work", "education", "certificates"} & value.keys())


def read(value: Mapping[str, object], found: Gathering) -> None:
    """Take what it says of training and work; what else stands there is passed over and counted."""
    for part in ("work", "volunteer"):
        for number, one in enumerate(each(value.get(part)), 1):
            offer(
                found,
                title=text(one, "position"),
                organisation=text(one, "name") or text(one, "company") or text(one, "organization"),
                place=text(one, "location"),
                start=iso(text(one, "startDate")),
                end=iso(text(one, "endDate")),
                stands=(part, number),
            )
    for number, one in enumerate(each(value.get("education")), 1):
        named = ", ".join(filter(None, [text(one, "studyType"), text(one, "area")]))
        offer(
            found,
            title=named,
            organisation=text(one, "institution"),
            type="schooling",
            start=iso(text(one, "startDate")),
            end=iso(text(one, "endDate")),
            stands=("education", number),
        )
    for number, one in enumerate(each(value.get("certificates")), 1):
        offer(
            found,
            title=text(one, "name"),
            organisation=text(one, "issuer"),
            type="training",
            point=True,
            start=iso(text(one, "date")),
            stands=("certificates", number),
        )
    for name, more in value.items():
        if name not in _READ and more:
            found.passed_over[name] += len(each(more))

"""Schooling, training and posts, as several formats give them."""

from __future__ import annotations

from imeworkbook.errors import Problem
from imeworkbook.importers.days import unread
from imeworkbook.importers.found import Gathering, Proposed
from imeworkbook.importers.wording import said
from imeworkbook.records import LINE, When


def offer(
    found: Gathering,
    *,
    title: str,
    organisation: str = "",
    place: str = "",
    type: str | None = "position",
    start: When | None = None,
    end: When | None = None,
    ongoing: bool = False,
    point: bool = False,
    stands: tuple[str, int],
    looks: tuple[Problem, ...] = (),
) -> None:
    """Offer one; a line in which nothing stands is passed over. An end that is not there is an end that is not said."""
    if not (title or organisation):
        if start or end:
            found.set_apart("without_name", "empty", place=where(*stands))
        return
    wrong = [Problem(name, "importers:look.no_date") for name, when in (("start", start), ("end", end)) if unread(when)]
    wrong = [one for one in wrong if one.field not in {look.field for look in looks}]
    looks = (*looks, *wrong)
    fields: dict[str, object] = {
        "title": title[:LINE],
        "organisation": organisation[:LINE],
        "place": place[:LINE],
        "type": type,
    }
    if point and not end:
        fields |= {"point": True}
    elif ongoing and not end:
        fields |= {"ongoing": True}
    found.rows.append(
        Proposed("career", fields, start, end, where(*stands), name=f"{type}|{title}|{organisation}", looks=looks)
    )


def where(part: str, number: int) -> str:
    """Where in a file a row stands."""
    return said("words", "place", part=part, number=number)

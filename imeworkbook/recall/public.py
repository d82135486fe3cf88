"""Public landmarks: what a whole country remembers, from `data/`, each with its source."""

from __future__ import annotations

from imeworkbook.dates import FuzzyDate
from imeworkbook.language import once_a_language, texts
from imeworkbook.recall.landmarks import PUBLIC, Landmark
from imeworkbook.resources import read_toml


@once_a_language
def public_landmarks(country: str | None = None) -> tuple[Landmark, ...]:
    """Give the public landmarks of a country and those of the whole world; every one where no country is known.

    Their ids begin with ``public:``. A spell has an end, a single moment has none. They go by the words that the
    language has for them, else by those of the list.
    """
    said = texts("public")
    return tuple(
        Landmark(
            f"{PUBLIC}:{row['key']}",
            PUBLIC,
            tuple(said.get(row["key"], row["words"])),
            FuzzyDate.parse(row["start"]),
            FuzzyDate.parse(row["end"]) if "end" in row else None,
            meant=FuzzyDate.parse(row["meant"]) if "meant" in row else None,
        )
        for row in (*read_toml("public-landmarks.toml")["landmark"], *said.get("landmark", ()))
        if country is None or {"world", country} & set(row["countries"])
    )

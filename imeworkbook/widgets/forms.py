"""What a form asks, in which order: read from `data/en/forms.toml`, with the terms of the vocabulary filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imeworkbook import vocabulary
from imeworkbook.dayplan import zone_names
from imeworkbook.language import once_a_language, texts
from imeworkbook.records import ENTRY_KINDS, KINDS


@dataclass(frozen=True)
class Form:
    """The fields of one form.

    Attributes
    ----------
    name
        Its name in `data/en/forms.toml`.
    kind
        The kind of record it makes: the same as the name, unless the form says another.
    schema
        The fields as JSON values, ready for the page.
    point
        When the record is a single moment: ``{"field": …, "when": value}``, ``{"field": …, "unless": value}`` or
        ``{"always": "yes"}``.
    """

    name: str
    kind: str
    title: str
    keep: str
    schema: tuple[dict[str, Any], ...]
    point: Mapping[str, str] | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all fields, in order."""
        return tuple(field["key"] for field in self.schema)

    def of_type(self, *types: str) -> tuple[str, ...]:
        """The keys of the fields of some types."""
        return tuple(field["key"] for field in self.schema if field["type"] in types)

    @property
    def dates(self) -> tuple[str, ...]:
        """The fields that take a remembered date."""
        return self.of_type("date")

    @property
    def days(self) -> tuple[str, ...]:
        """The fields that take one calendar day."""
        return self.of_type("day")

    @property
    def times(self) -> tuple[str, ...]:
        """The fields that take a time of day."""
        return self.of_type("time")

    def field(self, key: str) -> dict[str, Any]:
        """One field of the form."""
        return next(field for field in self.schema if field["key"] == key)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The fields that take a number."""
        return self.of_type("number")

    @property
    def selects(self) -> tuple[str, ...]:
        """The fields that take a term, where an empty one means none chosen."""
        return self.of_type("select")

    def is_point(self, fields: Mapping[str, object]) -> bool:
        """Whether what stands in the fields is a single moment."""
        if self.point is None:
            return False
        if "always" in self.point:
            return True
        value = fields.get(self.point["field"])
        if "when" in self.point:
            return value == self.point["when"]
        return bool(value) and value != self.point["unless"]

    @property
    def moments(self) -> bool | dict[str, Any]:
        """The same for the page: always, never, or the values of one field with which it is a single moment."""
        if self.point is None or "always" in self.point:
            return self.point is not None
        field = self.point["field"]
        values = [value for value, _ in self.field(field)["options"]]
        return {"field": field, "values": [value for value in values if self.is_point({field: value})]}


@once_a_language
def form_for(name: str) -> Form:
    """The form of that name, or of one kind of record."""
    content = texts("forms")
    own = content[name]
    kind = own.get("kind", name)
    common = content["entry"]["field"] if kind in ENTRY_KINDS else []
    schema = tuple(_with_options(field, kind) for field in [*own["field"], *common])
    return Form(name, kind, own["title"], own["keep"], schema, own.get("point"))


def _with_options(field: dict[str, Any], kind: str) -> dict[str, Any]:
    if field["type"] == "zone":
        return {**field, "options": [[name, name] for name in sorted(zone_names())]}
    if "terms" not in field:
        return dict(field)
    offered = vocabulary.terms(field["terms"]).items()
    options = [[key, label] for key, label in offered if key in KINDS[kind].audiences or field["key"] != "audience"]
    if "blank" in field:
        options.insert(0, ["", field["blank"]])
    return {**field, "options": options}

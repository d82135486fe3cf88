"""The live records of one state, read once: what a change did not touch is taken over from the state before it.

A version never changes once it is kept, so its number stands for what it says.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import apsw

from imeworkbook.errors import ImeworkbookError
from imeworkbook.records import Record, from_dict
from imeworkbook.store.protocol import Fields, Unreadable

_PLACES = "SELECT kind, version FROM record WHERE version IS NOT NULL ORDER BY place"
_BODIES = "SELECT number, at, body FROM version WHERE number IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class Live:
    """What is live after one change.

    Attributes
    ----------
    change
        The number of that change.
    records
        What can be read, in the order in which it was first put.
    unreadable
        What can no longer be read, in the same order.
    """

    change: int
    records: tuple[Record, ...]
    unreadable: tuple[Unreadable, ...]
    _versions: Mapping[int, Record | dt.datetime]
    _kinds: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    _ids: dict[str, Record] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Live {self.change}>"

    @classmethod
    def after(cls, change: int, connection: apsw.Connection, before: Live | None) -> Live:
        """Read the state after a change; `before` is an earlier state of the same file."""
        places: list[Any] = connection.execute(_PLACES).fetchall()
        known = before._versions if before else {}
        missing = [version for _, version in places if version not in known]
        fresh = {
            number: read_body(body) or dt.datetime.fromisoformat(at)
            for number, at, body in connection.execute(_BODIES, (json.dumps(missing),))
        }
        versions = {version: known[version] if version in known else fresh[version] for _, version in places}
        return cls(
            change,
            tuple(record for record in versions.values() if isinstance(record, Record)),
            tuple(Unreadable(kind, at) for kind, version in places if isinstance(at := versions[version], dt.datetime)),
            versions,
        )

    def get(self, id: str) -> Record | None:
        """The record of that id, or None."""
        if not self._ids:
            self._ids.update((record.id, record) for record in self.records)
        return self._ids.get(id)

    def of(self, kind: str) -> tuple[Record, ...]:
        """The records of one kind."""
        if kind not in self._kinds:
            self._kinds[kind] = tuple(record for record in self.records if record.kind == kind)
        return self._kinds[kind]


def read_body(body: object) -> Record | None:
    """Give the record that a version keeps; None where it cannot be read."""
    fields = read_json(body)
    try:
        return None if fields is None else from_dict(fields)
    except (ImeworkbookError, ValueError, TypeError):
        return None


def read_json(text: Any) -> Fields | None:  # noqa: ANN401 - whatever a row holds
    """Give the object that a text holds; None where it holds none."""
    try:
        fields = json.loads(str(text))
    except (ValueError, TypeError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None

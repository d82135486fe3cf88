"""Of whom the resources of a health record speak. Where it is more than one person, nobody is taken for another."""

from __future__ import annotations

from imeworkbook.importers.days import iso
from imeworkbook.importers.tolerant import Fields, child, each, text
from imeworkbook.importers.wording import said

_NOBODY = ("Group/", "Device/", "Location/")


class Whose:
    """The people of one file, by a key of each, as its resources go by."""

    def __init__(self) -> None:
        self._described: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._meant: dict[str, None] = {}

    def note(self, resource: Fields, address: str = "") -> None:
        """Note of whom a resource speaks; `address` is where its bundle says that it stands."""
        if resource.get("resourceType") == "Patient":
            key = text(resource, "id") or address
            self._described[key] = _called(resource)
            self._addresses[address] = key
        elif meant := _subject(resource):
            self._meant[meant] = None

    def people(self) -> dict[str, str]:
        """What each of them is called."""
        found = dict(self._described)
        for reference in self._meant:
            found.setdefault(self._key(reference), said("words", "nameless"))
        return found

    def of(self, resource: Fields) -> str:
        """The key of the person that a resource speaks of; empty where it names nobody."""
        if resource.get("resourceType") == "Patient":
            return text(resource, "id")
        meant = _subject(resource)
        return self._key(meant) if meant else ""

    def _key(self, reference: str) -> str:
        if reference in self._addresses:
            return self._addresses[reference]
        if reference.startswith("urn:") and len(self._meant) == 1 and len(self._described) == 1:
            return next(iter(self._described))
        return reference.partition("/_history/")[0].rpartition("/")[2].rpartition(":")[2]


def _subject(resource: Fields) -> str:
    meant = text(resource, "subject", "reference") or text(resource, "patient", "reference")
    return "" if meant.startswith(_NOBODY) else meant


def _called(patient: Fields) -> str:
    """The name and the date of birth of a patient, so that the person finds their own."""
    names = [text(one, "text") or _joined(one) for one in each(patient.get("name"))]
    born = iso(patient.get("birthDate"))
    told = [next(filter(None, names), ""), said("words", "born", day=born.phrase) if born else ""]
    return ", ".join(filter(None, told)) or said("words", "nameless")


def _joined(name: Fields) -> str:
    given = child(name, "given")
    parts = [*(given if isinstance(given, list) else [given]), child(name, "family")]
    return " ".join(filter(None, map(text, parts)))

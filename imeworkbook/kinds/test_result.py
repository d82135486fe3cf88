"""Results of tests for substances: urine, blood, hair, breath; what was reported, and what was missed or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from imeworkbook import vocabulary
from imeworkbook.kinds.kind import Kind, Sign
from imeworkbook.language import texts
from imeworkbook.values import TEXT, Entry, Line, term


class TestResult(Entry):
    """One test on one day.

    `result` is what was reported in the end. `screening` is the first, quick test, where that was another: a screening
    test alone confirms nothing. Both are None where they were not stated. `level` is told with its unit, in words.
    """

    __test__: ClassVar[bool] = False  # no test of ours, whatever pytest makes of the name
    kind: ClassVar[str] = "test"

    point: bool = True
    specimen: Annotated[str | None, term("specimen")] = None
    looked_for: Line = ""
    result: Annotated[str | None, term("test_result")] = None
    screening: Annotated[str | None, term("test_result")] = None
    dilute: bool = False
    level: Line = ""
    asked_by: Line = ""
    agreement: Line = ""

    @property
    def label(self) -> str:
        """The title, or the specimen, with what was reported."""
        named = self.title or vocabulary.label("specimen", self.specimen or "other")
        return f"{named}: {vocabulary.label('test_result', self.result).lower()}" if self.result else named


_SIGNS: dict[str, Sign] = {
    "negative": "negative",
    "positive": "positive",
    "positive_prescribed": "explained",
    "missed": "missed",
    "refused": "missed",
}
_LEFT_OF_A_TREATMENT = ("provider", "medication", "result", "completed", "end")
_SAME = ("id", "audience", "source", "author", "talk", "talked_on", "title", "citations")


def from_treatment(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What an earlier version kept as a treatment of the type "test result held", as a test result.

    Nothing is read into it: the result is taken only where that one word was stated. All other words stay in the notes.
    """
    said = str(fields.get("result") or "").strip()
    known = {label.casefold(): key for key, label in vocabulary.terms("test_result").items()}
    result = known.get(said.rstrip(".").casefold())
    printed = texts("report")
    names = {**printed["detail"], **printed["former"]}
    told = {name: _words(fields.get(name)) for name in _LEFT_OF_A_TREATMENT if name != "result" or result is None}
    kept = [f"{names[name]}: {words}" for name, words in told.items() if words]
    kept += [names["ongoing"]] if fields.get("ongoing") else []
    notes = "\n".join(filter(None, [str(fields.get("notes") or ""), *kept]))
    if len(notes) > TEXT:  # which a note holds at most: it stays a treatment, with all its words in their fields
        return {**fields, "type": "other"}
    same = {name: fields[name] for name in _SAME if name in fields}
    return {**same, "kind": "test", "start": fields.get("start"), "point": True, "result": result, "notes": notes}


def _words(value: object) -> str:
    return str(value["phrase"]) if isinstance(value, dict) else str(value or "")


KIND = Kind(
    model=TestResult,
    typed="result",
    terms="test_result",
    spell=False,
    named=("looked_for", "asked_by"),
    band="below",
    tones={None: "treatment"},
    signs=_SIGNS,
    vital=True,
    foldable=True,
    printed=("screening", "dilute", "level", "looked_for", "asked_by", "agreement", "notes"),
    recalled={"result": "test_result", "specimen": "specimen"},
)

"""Health records in FHIR R4, STU3 and DSTU2: a bundle, a line for each, or a single one.

Only the dozen fields are looked at that are needed here; what is not known is passed over, and nothing that is missing
refuses the rest. The three versions write most of them alike, and where they differ each is tried.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeGuard
from xml.etree.ElementTree import Element

from imeworkbook.importers import claims
from imeworkbook.importers.claims import Time
from imeworkbook.importers.days import iso
from imeworkbook.importers.found import Gathering
from imeworkbook.importers.given import MOST_BYTES, Given, encoding_of
from imeworkbook.importers.stopping import may_go_on
from imeworkbook.importers.tolerant import Fields, child, each, text
from imeworkbook.importers.whose import Whose
from imeworkbook.importers.wording import said

_Entry = tuple[str, Fields]
NAMESPACE = "hl7.org/fhir}"
_WRONG = {"entered-in-error": "in_error"}
_NOT_YET = dict.fromkeys(
    ("planned", "proposed", "draft", "intended", "preparation", "booked", "pending", "requested"), "planned"
)
_NOT_DONE = dict.fromkeys(
    ("cancelled", "not-done", "aborted", "not-taken", "declined", "nullified", "rejected"), "cancelled"
)
_REASONS = {**_WRONG, **_NOT_YET, **_NOT_DONE, "refuted": "refuted"}
_UNSURE = frozenset({"provisional", "differential", "unconfirmed"})
_NOT_TAKEN = frozenset({"n", "not-taken"})
_QUIET = frozenset({"Patient", "Bundle", "Medication", "Organization", "Practitioner", "Location", "Provenance"})


def is_one(value: object) -> TypeGuard[Fields]:
    """Whether JSON is a resource of FHIR."""
    return isinstance(value, Mapping) and isinstance(value.get("resourceType"), str)


def of_xml(element: Element) -> Any:  # noqa: ANN401 - any JSON value
    """A resource in XML as the JSON that says the same; what repeats is a list, and what stands alone is itself."""
    name = element.tag.rpartition("}")[2]
    if (value := element.get("value")) is not None:
        return value == "true" if value in ("true", "false") else value
    inner: dict[str, Any] = {"resourceType": name} if name[:1].isupper() else {}
    for one in element:
        key, said_there = one.tag.rpartition("}")[2], of_xml(one)
        if key[:1].isupper():  # a resource inside `contained` or `resource`
            return said_there
        if key == "div":  # prose, which is not read
            continue
        former = inner.get(key)
        inner[key] = said_there if former is None else [*(former if isinstance(former, list) else [former]), said_there]
    return inner


def read(value: Any, found: Gathering, person: str = "") -> None:  # noqa: ANN401 - any JSON value
    """Take a bundle, a list, or a single resource. `person` is whose rows are wanted where there are several people."""
    entries = list(_entries(value))
    _take(lambda: iter(entries), found, person)


def read_lines(given: Given, found: Gathering, person: str = "") -> None:
    """Take one resource a line, however many there are. What is broken in between is counted."""
    broken = 0

    def entries() -> Iterator[_Entry]:
        nonlocal broken
        broken = 0
        for line in _lines(given):
            try:
                yield from _entries(json.loads(line))
            except (ValueError, RecursionError):
                broken += 1

    _take(entries, found, person)
    if broken:
        found.notice("broken_lines", n=broken)


def _lines(given: Given) -> Iterator[str]:
    """The lines of a file that are not blank, from a bounded piece of it at a time."""
    encoding = encoding_of(given.head()) or "utf-8"
    with given.open() as file, io.TextIOWrapper(file, encoding, errors="replace") as lines:
        while line := lines.readline(MOST_BYTES):
            may_go_on()
            if not line.isspace():
                yield line


def _take(entries: Callable[[], Iterator[_Entry]], found: Gathering, person: str) -> None:
    """Go through some resources twice: who is in them, and what they say of the person whose rows are wanted."""
    whose, medicines = Whose(), {}
    for address, one in entries():
        whose.note(one, address)
        if one.get("resourceType") == "Medication":
            medicines[text(one, "id")] = one
    people = whose.people()
    if len(people) > 1 and person not in people:
        found.whom |= people
        return
    reader, others = _Resources(found, medicines), 0
    for _, one in entries():
        if (person or len(people) > 1) and whose.of(one) != person:
            others += one.get("resourceType") in _HANDLERS
            continue
        if one.get("resourceType") == "Patient":
            born = iso(one.get("birthDate"))
            found.born = found.born or (born.edtf if born else None) or ""
        reader.take(one)
    if others:
        found.notice("of_others", n=others)


def _entries(value: object) -> Iterator[_Entry]:
    """Each resource with the address that its bundle gives it."""
    if isinstance(value, list):
        for one in value:
            yield from _entries(one)
    elif is_one(value) and value["resourceType"] != "Bundle":
        yield "", value
    elif is_one(value):
        for one in each(value.get("entry")):
            for inner, resource in _entries(one.get("resource")):
                yield inner or text(one, "fullUrl"), resource


class _Resources:
    """Takes resources one at a time; one that cannot be made sense of is counted, and the others go on."""

    def __init__(self, found: Gathering, medicines: Mapping[str, Fields]) -> None:
        self._found = found
        self._medicines = medicines
        self._number = 0

    def take(self, one: Fields) -> None:
        may_go_on()
        self._number += 1
        kind = str(one["resourceType"])
        if handler := _HANDLERS.get(kind):
            handler(self, one, said("words", "place", part=kind, number=self._number))
        elif kind not in _QUIET:
            self._found.passed_over[kind] += 1

    def _is_apart(self, one: Fields, what: str, place: str, quote: str) -> bool:
        """Set apart what its status says did not happen; gives whether it did that."""
        reason = _reason(one)
        if reason:
            self._found.set_apart(what, reason, place=place, quote=quote)
        return bool(reason)

    def encounter(self, one: Fields, place: str) -> None:
        words = _said(one.get("type")) or text(one, "class", "display")
        if self._is_apart(one, "visit", place, words):
            return
        provider = text(one, "serviceProvider", "display") or text(one, "location", "location", "display")
        reason = _said(one.get("reasonCode") or one.get("reason"))
        claims.visit(self._found, words, _period(one.get("period")), place=place, provider=provider, reason=reason)

    def procedure(self, one: Fields, place: str) -> None:
        words = _said(one.get("code"))
        if not self._is_apart(one, "procedure", place, words):
            claims.procedure(self._found, words, _time(one, "performed"), place=place)

    def condition(self, one: Fields, place: str) -> None:
        words = _said(one.get("code"))
        sure = _code(one.get("verificationStatus"))
        if sure in _UNSURE:
            self._found.set_apart("condition", "unsure", place=place, quote=words)
            return
        if self._is_apart(one, "condition", place, words):
            return
        onset = _time(one, "onset")
        end = _time(one, "abatement").start
        status = _code(one.get("clinicalStatus"))
        at = Time(onset.start, end, goes_on=status == "active" and onset.start is not None)
        recorded = iso(one.get("recordedDate") or one.get("assertedDate") or one.get("dateRecorded"))
        more = [said("words", "recorded", day=recorded.phrase) if recorded else "", text(one, "onsetString")]
        claims.condition(self._found, words, at, place=place, more=" · ".join(filter(None, more)))

    def family(self, one: Fields, place: str) -> None:
        quote = ", ".join(filter(None, (_said(inner.get("code")) for inner in each(one.get("condition")))))
        self._found.set_apart("condition", "family", place=place, quote=quote)

    def ordered(self, one: Fields, place: str) -> None:
        name = self._medicine(one)
        intent = text(one, "intent")
        if intent in ("proposal", "plan"):
            self._found.set_apart("medicine", "planned", place=place, quote=name)
            return
        if self._is_apart(one, "medicine", place, name):
            return
        written = iso(one.get("authoredOn") or one.get("dateWritten"))
        status = said("words", "status", what=text(one, "status")) if text(one, "status") else ""
        dose = _dose(one.get("dosageInstruction"))
        claims.medicine(self._found, "ordered", name, Time(written), place=place, dose=dose, more=status)

    def noted(self, one: Fields, place: str) -> None:
        name = self._medicine(one)
        if one.get("wasNotTaken") is True or {_code(one.get("taken")), text(one, "status")} & _NOT_TAKEN:
            self._found.set_apart("medicine", "not_taken", place=place, quote=name)
            return
        if self._is_apart(one, "medicine", place, name):
            return
        at = _time(one, "effective")
        at = Time(at.start, at.end, goes_on=text(one, "status") == "active" and at.start is not None, moment=at.moment)
        by = text(one, "informationSource", "reference")
        reported = said("words", "by_patient") if "Patient" in by or one.get("reportedBoolean") is True else ""
        claims.medicine(self._found, "noted", name, at, place=place, dose=_dose(one.get("dosage")), more=reported)

    def dispensed(self, one: Fields, place: str) -> None:
        name = self._medicine(one)
        if not self._is_apart(one, "medicine", place, name):
            day = iso(one.get("whenHandedOver") or one.get("whenPrepared"))
            claims.medicine(self._found, "dispensed", name, Time(day), place=place)

    def given(self, one: Fields, place: str) -> None:
        name = self._medicine(one)
        if not self._is_apart(one, "medicine", place, name):
            day = _time(one, "effective").start or _time(one, "occurence").start
            claims.medicine(self._found, "given", name, Time(day), place=place)

    def observation(self, one: Fields, place: str) -> None:
        codes, words = _codes(one.get("code")), _said(one.get("code"))
        topic = next((claims.TOPICS[code] for code in sorted(codes) if code in claims.TOPICS), None)
        asked = claims.is_questionnaire(codes, words)
        tested = not topic and claims.is_toxicology(words)
        if not (topic or asked or tested):
            self._found.passed_over["Observation"] += 1
            return
        value = _value(one)
        what = topic or ("questionnaire" if asked else "test")
        if self._is_apart(one, what, place, "" if asked else f"{words}: {value}"):
            return
        if one.get("focus"):
            self._found.set_apart(what, "family", place=place)
            return
        at = _time(one, "effective")
        if at.start is None and at.end is None:
            at = Time(iso(one.get("issued")), moment=True)
        if asked:
            claims.questionnaire(self._found, words, at, place=place)
        elif not value:
            self._found.set_apart(what, "unknown", place=place, quote=words)
        elif topic:
            snapshot = claims.SNAPSHOT in codes
            claims.statement(self._found, topic, value, at, place=place, about=words, snapshot=snapshot)
        else:
            claims.test(self._found, words, value, at, place=place, asked_by=text(one, "performer", "display"))

    def answers(self, one: Fields, place: str) -> None:
        if not self._is_apart(one, "questionnaire", place, ""):
            claims.questionnaire(self._found, "", Time(iso(one.get("authored"))), place=place)

    def _medicine(self, one: Fields) -> str:
        for name in ("medicationCodeableConcept", "medication"):
            if words := _said(one.get(name)) or _said(child(one, name, "concept")):
                return words
        reference = text(one, "medicationReference", "reference") or text(one, "medication", "reference")
        shown = text(one, "medicationReference", "display")
        inside = {f"#{inner.get('id')}": inner for inner in each(one.get("contained"))}
        meant = inside.get(reference) or self._medicines.get(reference.rpartition("/")[2].rpartition(":")[2])
        return shown or _said(child(meant, "code"))


_HANDLERS: dict[str, Callable[[_Resources, Fields, str], None]] = {
    "Encounter": _Resources.encounter,
    "Procedure": _Resources.procedure,
    "Condition": _Resources.condition,
    "FamilyMemberHistory": _Resources.family,
    "MedicationRequest": _Resources.ordered,
    "MedicationOrder": _Resources.ordered,
    "MedicationStatement": _Resources.noted,
    "MedicationUsage": _Resources.noted,
    "MedicationDispense": _Resources.dispensed,
    "MedicationAdministration": _Resources.given,
    "Observation": _Resources.observation,
    "QuestionnaireResponse": _Resources.answers,
}


def _reason(one: Fields) -> str:
    """Why something did not happen, by what it says of itself; empty where it did."""
    if one.get("doNotPerform") is True or one.get("notPerformed") is True or one.get("notDone") is True:
        return "cancelled"
    stated = [text(one, "status"), _code(one.get("verificationStatus"))]
    return next((_REASONS[status] for status in stated if status in _REASONS), "")


def _code(value: object) -> str:
    """A status: a code, or a concept with one."""
    return text(value) if isinstance(value, str) else text(value, "coding", "code")


def _codes(concept: object) -> frozenset[str]:
    return frozenset(text(one, "code") for one in each(child(concept, "coding") and concept["coding"]))  # type: ignore[index]


def _said(concept: object) -> str:
    """The words of a concept; both where its text and its code say something else."""
    concept = concept[0] if isinstance(concept, list) and concept else concept
    if isinstance(concept, str):
        return " ".join(concept.split())
    if not isinstance(concept, Mapping):
        return ""
    shown = [text(concept, "text"), *(text(one, "display") for one in each(concept.get("coding")))]
    told = list({words.casefold(): words for words in reversed(shown) if words}.values())[::-1]
    return " / ".join(told)


def _value(one: Fields) -> str:
    """What an observation found, in its own words; empty where it says nothing, or that it is not known."""
    values = [_one_value(one), *(_component(part) for part in each(one.get("component")))]
    return "; ".join(value for value in values if value)


def _component(part: Fields) -> str:
    value = _one_value(part)
    return f"{_said(part.get('code'))}: {value}" if value else ""


def _one_value(one: Fields) -> str:
    if one.get("dataAbsentReason"):
        return ""
    quantity = one.get("valueQuantity")
    if isinstance(quantity, Mapping) and text(quantity, "value"):
        unit = text(quantity, "unit") or text(quantity, "code")
        return " ".join(filter(None, [text(quantity, "comparator") + text(quantity, "value"), unit]))
    if isinstance(one.get("valueBoolean"), bool):
        return said("words", "yes" if one["valueBoolean"] else "no")
    return _said(one.get("valueCodeableConcept")) or text(one, "valueString") or text(one, "valueInteger")


def _period(value: object) -> Time:
    return Time(iso(text(value, "start")), iso(text(value, "end")))


def _time(one: Fields, stem: str) -> Time:
    """A moment or a period, whichever of the fields that begin so it has."""
    period = one.get(f"{stem}Period")
    if isinstance(period, Mapping):
        return _period(period)
    day = one.get(f"{stem}DateTime") or one.get(f"{stem}Instant") or one.get(f"{stem}Date")
    return Time(iso(day), moment=bool(day))


def _dose(value: object) -> str:
    return text(child(value, "text")) if value else ""

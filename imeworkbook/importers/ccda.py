"""Health records in HL7 C-CDA: the coded entries of a document's sections. What stands in prose alone is not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from imeworkbook.importers import claims
from imeworkbook.importers.claims import Time
from imeworkbook.importers.days import hl7
from imeworkbook.importers.found import Gathering
from imeworkbook.importers.given import refuse
from imeworkbook.importers.stopping import may_go_on
from imeworkbook.importers.wording import as_title, is_charged, said
from imeworkbook.records import LINE

_V3 = "{urn:hl7-org:v3}"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_STATUS_OF_PROBLEM = "33999-4"
_ACTIVE = "55561003"
_NOT_DONE = frozenset({"cancelled", "aborted", "nullified", "held"})
_DONE = frozenset({"EVN"})
_UNSAID = {"UNK", "NI", "NASK", "ASKU", "NA"}


def is_one(root: Element) -> bool:
    """Whether XML is such a document."""
    return _name(root) == "ClinicalDocument"


def read(root: Element, found: Gathering) -> None:
    """Take its encounters, problems, medicines, procedures, social history and results.

    Raises
    ------
    CannotImport
        When it is about several people.
    """
    patients = [one for target in _each(root, "recordTarget") for one in target.iter(f"{_V3}patientRole")]
    if len(patients) > 1:
        refuse("several_people")
    for one in patients:
        found.born = _edtf(next(one.iter(f"{_V3}birthTime"), None))
    _describe(root, found)
    for section in root.iter(f"{_V3}section"):
        _section(section, found)


def _describe(root: Element, found: Gathering) -> None:
    title = _child(root, "title")
    what = " ".join("".join(title.itertext()).split()) if title is not None else ""
    if what:
        found.document["what"] = as_title(what, "document")
    for custodian in root.iter(f"{_V3}representedCustodianOrganization"):
        holder = _words(_child(custodian, "name"))
        found.document["holder"] = "" if is_charged(holder) else holder[:LINE]
    if written := hl7(_attribute(_child(root, "effectiveTime"), "value")):
        found.document["covers"] = said("words", "written", day=written.phrase)


def _section(section: Element, found: Gathering) -> None:
    code = _attribute(_child(section, "code"), "code")
    entries = list(_each(section, "entry"))
    handler = _SECTIONS.get(code)
    if handler is None:
        if entries:
            found.passed_over[said("words", "section")] += len(entries)
        return
    for number, entry in enumerate(entries, 1):
        may_go_on()
        place = said("words", "place", part=said("section", code), number=number)
        handler(_Reading(section, entry, place, found))


class _Reading:
    """One entry of a section."""

    def __init__(self, section: Element, entry: Element, place: str, found: Gathering) -> None:
        self._section, self.entry, self.place, self.found = section, entry, place, found

    def all(self, *names: str) -> Iterator[Element]:
        """Every act of these names in the entry, the outermost first."""
        wanted = {_V3 + name for name in names}
        yield from (one for one in self.entry.iter() if one.tag in wanted)

    def first(self, *names: str) -> Element | None:
        return next(self.all(*names), None)

    def is_apart(self, one: Element, what: str, quote: str, *, planned: bool = True) -> bool:
        """Set apart what did not happen, or is said not to be; gives whether it did that."""
        reason = ""
        negated = [act for act in self.entry.iter() if act.get("negationInd", "").lower() in ("true", "1")]
        if one in negated or (negated and negated[0].tag.endswith(("act", "observation")) and one in negated[0].iter()):
            reason = "negated"
        elif planned and one.get("moodCode", "EVN") not in _DONE:
            reason = "planned"
        elif _attribute(_child(one, "statusCode"), "code") in _NOT_DONE:
            reason = "cancelled"
        if reason:
            self.found.set_apart(what, reason, place=self.place, quote=quote)
        return bool(reason)

    def words(self, concept: Element | None) -> str:
        """The words of a concept: of its code, and of the text that it refers to where that is another."""
        if concept is None:
            return ""
        original = _child(concept, "originalText")
        told = [_attribute(concept, "displayName"), self._referred(original)]
        if not any(told):
            told = [_attribute(one, "displayName") for one in _each(concept, "translation")]
        return " / ".join({words.casefold(): words for words in told if words}.values())

    def _referred(self, text: Element | None) -> str:
        if text is None:
            return ""
        reference = _child(text, "reference")
        target = _attribute(reference, "value").removeprefix("#")
        if not target:
            return _words(text)
        return next((_words(one) for one in self._section.iter() if one.get("ID") == target), "")


# --- sections ---


def _encounters(read: _Reading) -> None:
    one = read.first("encounter")
    if one is None:
        return
    words = read.words(_child(one, "code"))
    if read.is_apart(one, "visit", words):
        return
    provider = next((_words(_child(name, "name")) for name in one.iter(f"{_V3}playingEntity")), "")
    claims.visit(read.found, words, _time(_child(one, "effectiveTime")), place=read.place, provider=provider)


def _procedures(read: _Reading) -> None:
    one = read.first("procedure", "act", "observation")
    if one is None:
        return
    words = read.words(_child(one, "code"))
    if not read.is_apart(one, "procedure", words):
        claims.procedure(read.found, words, _time(_child(one, "effectiveTime")), place=read.place)


def _problems(read: _Reading) -> None:
    for one in read.all("observation"):
        value = _child(one, "value")
        if value is None or _attribute(_child(one, "code"), "code") == _STATUS_OF_PROBLEM or _is_inner(read, one):
            continue
        words = read.words(value)
        if read.is_apart(one, "condition", words):
            continue
        if not words:
            read.found.set_apart("condition", "unknown", place=read.place)
            continue
        statuses = {
            _attribute(_child(inner, "value"), "code")
            for inner in one.iter(f"{_V3}observation")
            if _attribute(_child(inner, "code"), "code") == _STATUS_OF_PROBLEM
        }
        at = _time(_child(one, "effectiveTime"))
        at = Time(at.start, at.end, goes_on=_ACTIVE in statuses and at.start is not None, moment=at.moment)
        claims.condition(read.found, words, at, place=read.place)


def _is_inner(read: _Reading, one: Element) -> bool:
    """Whether an observation only describes another one, as how severe it is does."""
    outer = [other for other in read.all("observation") if other is not one]
    return any(one in other.iter() for other in outer)


def _medicines(read: _Reading) -> None:
    one = read.first("substanceAdministration", "supply")
    if one is None:
        return
    material = next(one.iter(f"{_V3}manufacturedMaterial"), None)
    name = ""
    if material is not None:
        name = read.words(_child(material, "code")) or _words(_child(material, "name"))
    if read.is_apart(one, "medicine", name, planned=False):
        return
    times = [_time(time) for time in _each(one, "effectiveTime") if "PIVL" not in time.get(_TYPE, "")]
    at = next((time for time in times if time.start or time.end), Time())
    ordered = one.get("moodCode", "EVN") != "EVN"
    how: claims.How = "ordered" if ordered else "dispensed" if _name(one) == "supply" else "noted"
    quantity = _child(one, "doseQuantity")
    unit = _attribute(quantity, "unit")
    dose = f"{_attribute(quantity, 'value')} {unit}" if unit and unit != "1" else ""
    claims.medicine(read.found, how, name, at, place=read.place, dose=dose)


def _social(read: _Reading) -> None:
    one = read.first("observation")
    if one is None:
        return
    code, value = _child(one, "code"), _child(one, "value")
    coded = {_attribute(code, "code"), *(_attribute(inner, "code") for inner in code or ())}
    topic = next((claims.TOPICS[found] for found in sorted(coded) if found in claims.TOPICS), None)
    words = read.words(value) or _amount(value) or _plain(value)
    named = read.words(code)
    if claims.is_questionnaire(frozenset(coded), named):
        if not read.is_apart(one, "questionnaire", ""):
            claims.questionnaire(read.found, named, _time(_child(one, "effectiveTime")), place=read.place)
        return
    if topic is None:
        read.found.passed_over[said("words", "section")] += 1
        return
    if read.is_apart(one, topic, words):
        return
    if not words or _attribute(value, "nullFlavor") in _UNSAID:
        read.found.set_apart(topic, "unknown", place=read.place, quote=words)
        return
    at = _time(_child(one, "effectiveTime"))
    snapshot = claims.SNAPSHOT in coded
    claims.statement(read.found, topic, words, at, place=read.place, about=named, snapshot=snapshot)


def _results(read: _Reading) -> None:
    for one in read.all("observation"):
        code, value = _child(one, "code"), _child(one, "value")
        words = read.words(code)
        if not claims.is_toxicology(words):
            read.found.passed_over[said("words", "section")] += 1
            continue
        told = read.words(value) or _amount(value) or _plain(value)
        if read.is_apart(one, "test", f"{words}: {told}"):
            continue
        if not told:
            read.found.set_apart("test", "unknown", place=read.place, quote=words)
            continue
        claims.test(read.found, words, told, _time(_child(one, "effectiveTime")), place=read.place)


def _family(read: _Reading) -> None:
    for one in read.all("observation"):
        if (value := _child(one, "value")) is not None and not _is_inner(read, one):
            read.found.set_apart("condition", "family", place=read.place, quote=read.words(value))


def _plan(read: _Reading) -> None:
    one = read.first("encounter", "procedure", "act", "observation", "substanceAdministration", "supply")
    if one is not None:
        read.found.set_apart("plan", "planned", place=read.place, quote=read.words(_child(one, "code")))


_SECTIONS: dict[str, Callable[[_Reading], None]] = {
    "46240-8": _encounters,
    "47519-4": _procedures,
    "11450-4": _problems,
    "11348-0": _problems,
    "10160-0": _medicines,
    "10183-2": _medicines,
    "29762-2": _social,
    "30954-2": _results,
    "10157-6": _family,
    "18776-5": _plan,
}


# --- parts of its XML ---


def _name(one: Element) -> str:
    return one.tag.rpartition("}")[2]


def _each(one: Element, name: str) -> Iterator[Element]:
    yield from one.findall(_V3 + name)


def _child(one: Element | None, name: str) -> Element | None:
    return None if one is None else one.find(_V3 + name)


def _attribute(one: Element | None, name: str) -> str:
    return "" if one is None else " ".join(one.get(name, "").split())


def _words(one: Element | None) -> str:
    return "" if one is None else " ".join("".join(one.itertext()).split())


def _plain(value: Element | None) -> str:
    """The text of a value that is text."""
    return _words(value) if value is not None and value.get(_TYPE, "").endswith(("ST", "ED")) else ""


def _amount(value: Element | None) -> str:
    if value is None or not value.get("value"):
        return ""
    unit = _attribute(value, "unit")
    return " ".join(filter(None, [_attribute(value, "value"), "" if unit in ("1", "{}") else unit.strip("{}")]))


def _time(time: Element | None) -> Time:
    """A moment or a period. Of a period without a low, only its end is known."""
    low, high = _child(time, "low"), _child(time, "high")
    if low is None and high is None:
        day = hl7(_attribute(time, "value"))
        return Time(day, moment=day is not None)
    return Time(hl7(_attribute(low, "value")), hl7(_attribute(high, "value")))


def _edtf(one: Element | None) -> str:
    born = hl7(_attribute(one, "value"))
    return (born.edtf or "") if born else ""

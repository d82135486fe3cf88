"""Health records: what is offered says no more than the record does; what is not so, or not theirs, stands apart."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.errors import CannotImport
from imeworkbook.importers.days import hl7, iso
from imeworkbook.importers.wording import is_charged
from imeworkbook.kinds import ENTRIES
from tests.importers.reading import FILES, looks, proposals, reasons, told

RECORDS = ["fhir-r4.json", "fhir-stu3.json", "fhir-dstu2.json", "fhir.ndjson", "record.xml", "pharmacy.csv"]


def named(found, title):
    return [row for row in found if row.title == title]


def test_fhir_offers_what_took_place():
    assert [told(row)[1:] for row in proposals("fhir-r4.json")][:7] == [
        ("Follow-up visit", "3 May 2016"),
        ("A visit or a stay", "June 2016 – ?"),
        ("A condition that a record names", "2015 – still"),
        ("A condition that a record names", "March 2011 – ?"),
        ("Appendectomy", "August 1999"),
        ("Ordered: Examplol 5 mg", "3 May 2016"),
        ("Noted: Examplol 5 mg", "May 2016 – still"),
    ]


def test_fhir_sets_apart_with_the_reason():
    assert reasons(proposals("fhir-r4.json")) == [
        ("Next visit", "It was planned, and no record here says that it took place."),
        ("Cocaine abuse", "The record says that this was ruled out."),
        ("Asthma", "The record says that it was entered by mistake."),
        ("Insomnia", "The record itself is not sure of this."),
        ("Alcohol dependence", "This is about someone in the family."),
        ("Biopsy", "It was cancelled or not done."),
        ("Otherine", "It was cancelled or not done."),
        ("Thirdine", "The record says that it was not taken."),
        ("History of nonmedical drug use", "The record says that this is not known."),
    ]


@pytest.mark.parametrize("name", RECORDS)
def test_no_diagnosis_score_or_charged_word_is_a_title(name):
    for row in proposals(name):
        typed = [str(row.fields.get(part) or "") for part in ("title", "looked_for", "provider")]
        bare = [text for text in typed if text not in {"A record speaks of tobacco", "A record speaks of alcohol"}]
        assert not any(is_charged(text) for text in bare if row.kind in ("health", "treatment")), row.title
        assert row.sensitive == is_charged(row.quote) or row.sensitive


@pytest.mark.parametrize("name", RECORDS)
def test_each_row_is_a_record_that_can_be_kept(name):
    for row in proposals(name):
        if not row.looks:
            ENTRIES[row.kind].model(**row.fields, start=row.start, end=row.end, quote=row.quote)


def test_no_row_is_a_phase_of_use():
    assert {row.kind for name in RECORDS for row in proposals(name)} == {"treatment", "health", "career", "test"}


def test_what_was_stated_on_several_days_is_one_line():
    [row] = named(proposals("fhir-r4.json"), "A record speaks of tobacco")
    assert row.quote.count("Never smoker") == 2
    assert (row.when, row.place) == ("7 March 2012", "Observation, 17; Observation, 18")


def test_zero_drinks_are_a_statement_of_one_day():
    rows = named(proposals("fhir-r4.json"), "A record speaks of alcohol")
    assert [(row.fields.get("point"), row.when) for row in rows] == [(True, "3 August 2023"), (True, "7 March 2016")]
    assert "0 {drinks}/d" in rows[1].quote


def test_a_total_is_nowhere_and_that_it_was_filled_in_is_told():
    [row] = named(proposals("fhir-r4.json"), "A questionnaire was filled in")
    assert (row.quote, row.when) == ("AUDIT-C", "7 March 2016")


def test_an_occupation_has_no_dates_but_the_day_it_was_written_down():
    [row] = [row for row in proposals("fhir-r4.json") if row.kind == "career"]
    assert (row.title, row.start, looks(row), row.quote) == (
        "Pharmacist",
        None,
        ["start"],
        "Pharmacist\nrecorded 7 March 2016",
    )


def test_a_screening_test_stays_one_and_a_level_is_no_result():
    screened, confirmed, measured = [row.fields for row in proposals("fhir-r4.json") if row.kind == "test"]
    assert (screened.get("screening"), screened.get("result"), screened["specimen"]) == ("positive", None, "urine")
    assert (confirmed.get("screening"), confirmed["result"]) == (None, "negative")
    assert (measured["result"], measured["level"], measured["specimen"]) == (None, "12 mg/dL", "blood")


def bundle(*resources):
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}).encode()


def condition(words, **more):
    return {"resourceType": "Condition", "code": {"text": words}, "onsetDateTime": "2009", **more}


def spoken_of(code, **value):
    return {"resourceType": "Observation", "code": {"coding": [{"code": code}]}, "effectiveDateTime": "2023", **value}


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (condition("No history of asthma"), "The record says that this is not so."),
        (condition("Family history of asthma"), "This is about someone in the family."),
        (spoken_of("11331-6", valueString="Denies alcohol"), "The record says that this is not so."),
        (spoken_of("11342-3", valueString="Mother used heroin"), "This is about someone in the family."),
        (spoken_of("72166-2", valueString="Unknown if ever smoked"), "The record says that this is not known."),
    ],
)
def test_what_the_words_themselves_deny_is_set_apart(resource, reason):
    found = proposals(bundle(resource))
    assert (len(found), [one.reason for one in found.apart]) == (0, [reason])


def test_a_charged_word_is_in_no_field_that_is_shown():
    visit = {"resourceType": "Encounter", "serviceProvider": {"display": "Addiction Clinic"}}
    order = {"resourceType": "MedicationRequest", "medicationCodeableConcept": {"text": "Examplol for alcohol abuse"}}
    for row in proposals(bundle(visit, order)):
        shown = [row.fields.get(part) or "" for part in ("title", "provider", "medication")]
        assert not any(map(is_charged, shown))
        assert is_charged(row.quote)
        assert row.sensitive


@pytest.mark.parametrize(
    ("number", "words"), [("1234567", "1234567 g"), ("12.123456789", "12.123456789 g"), ("NaN", "")]
)
def test_a_number_stays_as_it_is(number, words):
    resource = spoken_of("3426-4", valueQuantity={"value": 0, "unit": "g"})
    resource["code"]["text"] = "Ethanol in blood"
    found = proposals(bundle(resource).replace(b'"value": 0', f'"value": {number}'.encode()))
    assert [row.fields["level"] for row in found] == ([words] if words else [])


def test_half_a_character_does_not_keep_a_record_out():
    [row] = proposals(bundle(condition("Hay \ud800fever")))
    assert row.quote == "Hay ?fever"


def test_a_time_keeps_the_day_of_its_own_zone():
    for name in ("fhir-r4.json", "record.xml"):
        assert named(proposals(name), "Follow-up visit")[0].start.edtf == "2016-05-03"


def test_days_before_birth_and_days_to_come_need_a_look():
    off = {row.quote: looks(row) for row in proposals("fhir-r4.json") if looks(row)}
    assert off == {"Measles": ["start"], "Check": ["start"], "Pharmacist\nrecorded 7 March 2016": ["start"]}


def test_only_what_a_record_calls_active_goes_on():
    ongoing = {row.quote.splitlines()[0]: bool(row.fields.get("ongoing")) for row in proposals("fhir-dstu2.json")}
    assert ongoing == {"Migraine": False, "Examplol": False}
    assert proposals("fhir-stu3.json").rows[0].fields.get("ongoing")


@pytest.mark.parametrize(
    ("name", "apart"),
    [("fhir-stu3.json", ["Examplol", "Biopsy"]), ("fhir-dstu2.json", ["Otherine", "Biopsy"])],
)
def test_earlier_versions_say_not_taken_and_not_done_in_their_own_ways(name, apart):
    assert [words for words, _ in reasons(proposals(name))] == apart


def test_a_medicine_may_stand_elsewhere_in_the_bundle():
    assert proposals("fhir-stu3.json").rows[1].title == "Ordered: Otherine 10 mg"


def test_a_resource_a_line_goes_on_after_a_broken_one():
    found = proposals("fhir.ndjson")
    assert found.rows[-1].title == "Appendectomy"
    assert found.notices == ("Lines that are cut off or broken: 1. The others were read.",)


def test_ccda_gives_sections_and_says_what_it_is():
    found = proposals("record.xml")
    assert found.document == {"what": "Consultation note", "holder": "Harbour Clinic", "covers": "written 4 May 2016"}
    assert [told(row)[1:] for row in found] == [
        ("Follow-up visit", "3 May 2016"),
        ("A condition that a record names", "2015 – still"),
        ("Noted: Examplol", "3 May 2016 – July 2016"),
        ("Ordered: Otherine", "1 August 2016"),
        ("A record speaks of tobacco", "6 June 2014"),
        ("A record speaks of tobacco", "1994 – March 2011"),
        ("A record speaks of alcohol", "1973"),
        ("Amphetamines [Presence] in Urine by Screen method", "4 May 2016"),
    ]
    assert [words for words, _ in reasons(found)] == [
        "Drug abuse",
        "",
        "Colonoscopy",
        "Alcohol dependence",
        "Follow-up visit",
    ]


def test_a_status_whose_code_and_text_differ_shows_both():
    assert "Ex-smoker / Former smoker" in named(proposals("record.xml"), "A record speaks of tobacco")[0].quote


def test_a_smoking_status_is_one_moment_whatever_form_its_time_has():
    written = (FILES / "record.xml").read_text(encoding="utf-8")
    as_period = '<effectiveTime><low value="1994"/><high value="20140606"/></effectiveTime>'
    document = written.replace('<effectiveTime value="201406061032-0500"/>', as_period)
    one, period = named(proposals(document.encode()), "A record speaks of tobacco")
    assert (one.fields["point"], one.end) == (True, None)
    assert (period.fields.get("point"), period.when) == (None, "1994 – March 2011")


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1994", "1994"), ("201103", "2011-03"), ("20120215", "2012-02-15"), ("201406061032-0500", "2014-06-06"),
        ("20110000", "2011"), ("20119900", None), ("soon", None),
    ],
)  # fmt: skip
def test_partial_dates_stay_partial(written, edtf):
    assert hl7(written).edtf == edtf
    if written.isdigit() and len(written) <= 8:
        dashed = "-".join(filter(None, [written[:4], written[4:6], written[6:8]]))
        assert iso(dashed).edtf == edtf


def test_none_since_1973_claims_no_fifty_years():
    [row] = named(proposals("record.xml"), "A record speaks of alcohol")
    assert (row.fields["point"], row.end) == (True, None)
    assert row.quote == "Alcohol consumption: None · from 1973; no end stands there"


def test_a_pharmacy_gives_each_day_and_no_more_than_was_handed_out():
    found = proposals("pharmacy.csv")
    assert [row.when for row in found] == ["1 March 2016", "31 March 2016"]
    assert reasons(found) == [("Otherine 10 mg", "The list says that it was not handed out.")]


def test_apples_zip_gives_the_records_and_counts_the_rest():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.write(FILES / "export.xml", "apple_health_export/export.xml")
        made.writestr(
            "apple_health_export/clinical-records/one.json",
            json.dumps(
                {
                    "resourceType": "Procedure",
                    "status": "completed",
                    "code": {"text": "Appendectomy"},
                    "performedDateTime": "1999-08",
                }
            ),
        )
        made.writestr("apple_health_export/photo.jpg", b"x")
    found = proposals(packed.getvalue())
    assert [told(row) for row in found] == [("treatment", "Appendectomy", "August 1999")]
    assert found.passed_over == {"values from a phone or a watch": 3, ".jpg": 1}
    assert found.born == "1979-03-14"


def test_apples_export_alone_says_where_its_records_are():
    [notice] = proposals("export.xml").notices
    assert "Please choose the whole zip." in notice


def as_xml(value, name):
    """The same in the XML of FHIR, by its own rules."""
    if isinstance(value, list):
        return "".join(as_xml(one, name) for one in value)
    if not isinstance(value, dict):
        return f"<{name} value={quoteattr(json.dumps(value) if isinstance(value, bool) else str(value))}/>"
    inner = "".join(as_xml(one, key) for key, one in value.items() if key not in ("resourceType", "id"))
    if "id" in value:
        inner = f"<id value={quoteattr(value['id'])}/>{inner}"
    if "resourceType" not in value:
        return f"<{name}>{inner}</{name}>"
    whole = f"<{value['resourceType']}>{inner}</{value['resourceType']}>"
    return f"<{name}>{whole}</{name}>" if name else whole


@pytest.mark.parametrize("name", ["fhir-r4.json", "fhir-stu3.json", "fhir-dstu2.json"])
def test_fhir_says_the_same_in_xml(name):
    whole = as_xml(json.loads((FILES / name).read_bytes()), "")
    found = proposals(whole.replace("<Bundle>", '<Bundle xmlns="http://hl7.org/fhir">', 1).encode())
    same = proposals(name)
    assert (found.rows, found.apart, found.born) == (same.rows, same.apart, same.born)
    assert found.rows


def patients(*births):
    return [{"resourceType": "Patient", "id": str(n), "birthDate": born} for n, born in enumerate(births)]


@pytest.mark.parametrize(
    "entries",
    [
        patients("1979", "1981"),
        [{"resourceType": "Condition", "subject": {"reference": f"Patient/{n}"}, "code": {"text": "x"}} for n in "ab"],
    ],
)
def test_several_people_are_never_told_as_one(entries):
    found = proposals(bundle(*entries))
    assert (len(found.people), len(found), len(found.apart)) == (2, 0, 0)


def of(person, words):
    return condition(words, subject={"reference": f"Patient/{person}"})


@pytest.mark.parametrize("form", ["bundle", "lines", "zip"])
def test_of_several_people_one_is_chosen_and_nobody_else_is_shown(form):
    resources = [*patients("1979", "1981"), of(0, "Hay fever"), of(1, "Gout"), of("elsewhere", "Asthma")]
    content = bundle(*resources)
    if form == "lines":
        content = b"\n".join(json.dumps(one).encode() for one in resources)
    if form == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            made.writestr("all.json", content)
        content = packed.getvalue()
    asked = proposals(content)
    assert [one.label for one in asked.people] == ["born 1979", "born 1981", "someone without a name"]
    found = proposals(content, person=asked.people[1].key)
    assert ([row.quote for row in found], found.people, found.born) == (["Gout"], (), "1981")
    assert found.notices == ("Lines about other people in this file: 2. They are not shown.",)


def test_a_patient_is_known_by_the_address_in_the_bundle():
    patient, other = patients("1979", "1981")
    entries = [{"fullUrl": "urn:uuid:7", "resource": patient}, {"fullUrl": "urn:uuid:8", "resource": other}]
    entries += [{"resource": condition("Hay fever", subject={"reference": "urn:uuid:7"})}]
    found = proposals(json.dumps({"resourceType": "Bundle", "entry": entries}).encode(), person="0")
    assert [row.quote for row in found] == ["Hay fever"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_medicine_may_stand_in_another_line(encoding):
    noted = {"resourceType": "MedicationStatement", "medicationReference": {"reference": "Medication/m"}}
    named_later = {"resourceType": "Medication", "id": "m", "code": {"text": "Examplol"}}
    lines = "\n".join(json.dumps(one) for one in (noted, named_later))
    assert [row.title for row in proposals(lines.encode(encoding))] == ["Noted: Examplol"]


def test_two_patients_in_one_document_are_refused():
    both = (
        (FILES / "record.xml")
        .read_text(encoding="utf-8")
        .replace("<custodian>", "<recordTarget><patientRole/></recordTarget><custodian>")
    )
    with pytest.raises(CannotImport, match="more than one person"):
        proposals(both.encode())


def test_records_of_two_people_in_one_packed_file_are_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for born in ("1979", "1981"):
            made.writestr(f"{born}.json", json.dumps(patients(born)[0]))
    with pytest.raises(CannotImport, match="more than one person"):
        proposals(packed.getvalue())


@settings(max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "code",
                        "coding",
                        "text",
                        "status",
                        "period",
                        "start",
                        "subject",
                        "reference",
                        "valueQuantity",
                        "value",
                        "effectiveDateTime",
                        "onsetDateTime",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from(
        [
            "Encounter",
            "Condition",
            "Observation",
            "MedicationRequest",
            "MedicationStatement",
            "Procedure",
            "FamilyMemberHistory",
            "Patient",
        ]
    ),
)
def test_nothing_that_json_can_hold_breaks_the_reader(value, kind):
    resource = {**(value if isinstance(value, dict) else {"code": value}), "resourceType": kind}
    proposals(json.dumps(resource).encode())


DAYS = st.integers(1950, 2025).map(str) | st.dates(dt.date(1950, 1, 1), dt.date(2025, 1, 1)).map(str)
DOCUMENT = (
    '<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section><code code="46240-8"/>'
    "{}</section></component></structuredBody></component></ClinicalDocument>"
)
ENTRY = '<entry><encounter><code displayName="{}"/><effectiveTime><low value="{}"/></effectiveTime></encounter></entry>'


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["Follow-up", "Talk", "Check-up"]), DAYS), min_size=1, max_size=5, unique=True)
)
def test_encounters_come_back_from_fhir_and_from_ccda_alike(visits):
    bundle = [
        {"resourceType": "Encounter", "status": "finished", "type": [{"text": what}], "period": {"start": day}}
        for what, day in visits
    ]
    document = DOCUMENT.format("".join(ENTRY.format(what, day.replace("-", "")) for what, day in visits))
    for written in (json.dumps(bundle), document):
        assert [(row.title, row.start.edtf) for row in proposals(written.encode())] == visits


def test_what_stands_there_many_times_is_one_line():
    bundle = json.loads((FILES / "fhir-r4.json").read_text(encoding="utf-8"))
    many = {**bundle, "entry": bundle["entry"] * 180}
    found = proposals(json.dumps(many).encode())
    assert (len(found), len(found.apart)) == (17, 9)

"""Every point of the preparation guide has its place: a chapter that calls for it, and record fields that hold it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import re

import pikepdf
import pytest

from imeworkbook import vocabulary
from imeworkbook.asked import STATES, questions
from imeworkbook.chronology import chronology
from imeworkbook.countries import countries, country_of
from imeworkbook.errors import InvalidRecord
from imeworkbook.language import texts
from imeworkbook.prompts import prompts
from imeworkbook.records import AUDIENCES, KINDS, Answer, Audience, Career, Connection, Profile, Record, Tie, Use, When
from imeworkbook.report.documents import copy_of as whole_copy
from imeworkbook.report.source import Source
from imeworkbook.resources import folder
from imeworkbook.timeline import chronicle
from imeworkbook.widgets import pages
from imeworkbook.widgets.forms import form_for
from imeworkbook.widgets.views_reflect import INSTEAD
from imeworkbook.workbook import report, sample
from tests.report.reading import page_text

# The point, the chapters with the calls that hold it, the fields of records, and words that have to be there.
GUIDE = [
    (
        "1 what the examination is, who orders it, who evaluates, what it is not",
        {"what-to-expect": ["expect"], "welcome": ["examination"]},
        {"appointment": ["asked_by", "question", "evaluator"]},
        {"expect.toml": ["does not treat you", "What the evaluator does not do", "not confidential", "Who pays",
                            "whether you can work safely", "what is asked, and by whom", "physical examination",
                            "state of mind", "questionnaires", "tests of memory", "laboratory tests", "use at work",
                            "safety of patients", "where a medicine came from", "professional association first",
                            "duty to report"]},
    ),
    (
        "2 all medical information, extra laboratory tests",
        {"records-and-people": ["record", "records", "circle"]},
        {"document": ["what", "holder", "covers", "asked_on", "arrived_on", "release_signed", "who_chases", "state"]},
        {"people.toml": ["Extra laboratory tests"], "report.toml": ["Please send me a copy"]},
    ),
    (
        "3 family or colleagues may be spoken to",
        {"records-and-people": ["person", "people", "circle"]},
        {"contact": ["name", "role", "consent", "knows"]},
        {"people.toml": ["How to tell someone that they may be asked"]},
    ),
    (
        "4 relationships, work, mental health, substance use; skippable and private",
        {"work-and-training": ["work"], "substance-use": ["substances"]},
        {"answer": ["state", "audience"], "life": ["area"], "health": ["area"], "consequence": ["domain"]},
        {"words.toml": ["I prefer not to say"]},
    ),
    (
        "5 plenty of time: at least an hour to spare",
        {"the-day": ["day"]},
        {"appointment": ["day", "time", "time_zone", "travel_minutes", "parking_minutes", "spare_minutes"]},
        {"day.toml": ["At least an hour to spare", "Calendar file"]},
    ),
    (
        "6 a timeline of substance use and of work, and how they connect",
        {"work-and-training": ["work"], "substance-use": ["substances"], "side-by-side": ["chart"]},
        {"career": ["title", "organisation", "start", "end"], "use": ["substance", "frequency", "event", "reason"],
         "connection": ["text"]},
        {"words.toml": ["Never"]},
    ),
    (
        "7 a copy for the evaluator to keep",
        {"copies": ["copies"]},
        {"career": ["audience"], "use": ["audience"]},
        {"day.toml": ["A printed copy for the evaluator to keep"]},
    ),
    (
        "8 ahead of time, in short sittings, with pauses and check-ins",
        {"welcome": ["check_in_card", "keep_safe"]},
        {"check-in": ["at", "level", "moment"]},
        {"page.toml": ["45 minutes", "Close for today", "You can stop here"], "words.toml": ["Earlier versions"]},
    ),
    ("9 dress as for a job interview", {"the-day": ["day"]}, {"plan": ["part", "done"]},
     {"day.toml": ["Dress as for a job interview", "frame of mind"]}),
    (
        "10 by video or phone: quiet, household told, child or elder care, a photo of the evaluator",
        {"the-day": ["day"], "welcome": ["examination"]},
        {"appointment": ["format", "photo"]},
        {"day.toml": ["Silence the phone", "Close the windows", "Tell the people you live with",
                         "a child or an older", "A photo of the evaluator"]},
    ),
    (
        "11 aftercare: someone to debrief with, rest, activities, warning signs, who to call",
        {"afterwards": ["aftercare"]},
        {"plan": ["part", "heading", "text"], "contact": ["phone"]},
        {"aftercare.toml": ["listens and does not judge", "nap", "walk", "When I notice", "Who I call",
                               "do not stop alcohol, sedatives or prescribed treatment suddenly", "tolerates less",
                               "naloxone", "In immediate danger", "When the report arrives", "for a copy",
                               "clinician or a lawyer", "entry or record"]},
    ),
    (
        "12 case manager, addiction physician, Caduceus group, sponsor can help",
        {"records-and-people": ["circle"]},
        {"contact": ["role", "ask"]},
        {"people.toml": ["Case manager", "Addiction physician", "Family physician", "Sponsor", "Caduceus group",
                            "A friend", "Step work"]},
    ),
]  # fmt: skip


def calls(chapter: str) -> str:
    files = {row["key"]: row["file"] for row in texts("chapters")["chapter"]}
    book = json.loads((folder("notebooks") / files[chapter]).read_text(encoding="utf-8"))
    return "\n".join("".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code")


@pytest.mark.parametrize(("point", "chapters", "fields", "words"), GUIDE, ids=[row[0].split()[0] for row in GUIDE])
def test_the_point_has_a_chapter_fields_and_words(point, chapters, fields, words):
    for chapter, wanted in chapters.items():
        assert [call for call in wanted if f"pages.{call}()" not in calls(chapter)] == [], point
    for kind, names in fields.items():
        assert set(names) <= set(KINDS[kind].model_fields), point
    for file, said in words.items():
        content = (folder("data") / "en" / file).read_text(encoding="utf-8")
        assert [text for text in said if text not in content] == [], point


def test_the_guide_has_twelve_points():
    assert [row[0].split()[0] for row in GUIDE] == [str(number) for number in range(1, 13)]


def test_support_lines_for_seven_countries_each_with_its_source():
    known = countries()
    assert {country.code for country in known} >= {"CA", "US", "GB", "IE", "AU", "NZ"}
    assert all(line.source and line.phone for one in known for line in one.line)
    noted = texts("expect")["country"]
    assert {one["code"] for one in noted} == {country.code for country in known}
    assert all(one["source"] and one["checked"] for one in noted)


# Lines for health professionals, by country: what stands in the number, its hours, and its source.
PROFESSIONAL_LINES = [
    ("CA", "1-800-851-6606", "Monday to Friday, 8:45 to 17:00", "oma.org"),
    ("CA", "1-866-435-7362", "1-866-HELP-DOC: for residents", "php.oma.org"),
    ("CA", "1-866-435-7362", "day and night", "php.oma.org"),
    ("CA", "1-844-931-0007", "mental health or substance use", "ocpinfo.com"),
    ("US", "1-800-662-4357", "free, day and night", "samhsa.gov"),
    ("CA", "514-397-0888", "by other physicians", "santeinc.com"),
    ("AU", "1300 374 377", "For doctors and medical students", "drs4drs.com.au"),
]


@pytest.mark.parametrize(("country", "phone", "said", "source"), PROFESSIONAL_LINES, ids=lambda part: part[:14])
def test_a_line_for_health_professionals_has_its_hours_and_a_dated_source(country, phone, said, source):
    known = country_of(country)
    assert known is not None
    (line,) = (line for line in known.line if line.phone == phone)
    assert said in line.what
    assert line.source.startswith(source)
    assert re.search(r"20\d\d", line.source)


# --- every field of the guide's lists: on a form, and on the evaluator's copy when it is stated for it ---

SAID = "Quite distinctive words"
# The kind, the field (or a field with the term that it must offer), and what stands on paper for it.
HISTORY: list[tuple[str, str, object, str]] = [
    *(("use", "substance", key, label) for key, label in vocabulary.terms("substance").items()),
    *(("use", "event", key, "2009") for key in ("first_use", "first_weekly", "first_daily", "last_use")),
    ("use", "stands_out", "heaviest", "My heaviest time with it"),
    ("use", "stands_out", "longest_without", "My longest time without it"),
    ("use", "prescribed", "as_prescribed", "taken as prescribed"),
    ("use", "route", "injected", "Injected"),
    *(("use", name, SAID, SAID) for name in ("withdrawal", "overdose", "blackouts", "cravings", "combined_with")),
    *(("use", name, SAID, SAID) for name in ("tolerance", "control", "cut_down")),
    ("use", "start", "about 2009", "about 2009"),
    ("use", "end", "May 2012", "May 2012"),
    ("use", "ongoing", True, "goes on"),
    ("use", "frequency", "several", "12 days a month"),
    ("use", "frequency", 17, "17 days a month"),
    ("use", "frequency", "none", "without"),
    *(("use", name, SAID, SAID) for name in ("name", "amount", "most", "setting", "reason", "notes")),
    *(("career", "type", key, label) for key, label in vocabulary.terms("career_type").items()),
    *(("career", name, SAID, SAID) for name in ("title", "organisation", "place", "specialty", "nights", "notes")),
    ("career", "full_time_percent", 60, "60"),
    *(("career", name, SAID, SAID) for name in ("reason_for_ending", "controlled_drugs", "restrictions")),
    *(("career", name, SAID, SAID) for name in ("monitoring", "return_to_work")),
    *(("treatment", "type", key, label) for key, label in vocabulary.terms("treatment_type").items()),
    *(("treatment", name, SAID, SAID) for name in ("title", "provider", "medication", "result", "notes")),
    ("treatment", "completed", "yes", "Came to its planned end: yes"),
    ("treatment", "rhythm", SAID, SAID),
    ("treatment", "tests_a_month", 2, "Tests a month, as a number: 2"),
    *(("health", "area", key, label) for key, label in vocabulary.terms("health_area").items()),
    ("health", "medication", SAID, SAID),
    *(("life", "area", key, label) for key, label in vocabulary.terms("life_area").items()),
    ("life", "place", SAID, SAID),
    *(("life", "weighed", key, label) for key, label in vocabulary.terms("weight").items() if key != "prefer_not"),
    *(("legal", "area", key, label) for key, label in vocabulary.terms("legal_area").items()),
    ("legal", "outcome", SAID, SAID),
    *(("consequence", "domain", key, label) for key, label in vocabulary.terms("consequence_domain").items()),
    ("consequence", "when", "May 2012", "May 2012"),
    *(("consequence", name, SAID, SAID) for name in ("text", "record_exists", "notes")),
    ("consequence", "none", True, "none that I can see"),
    *(("document", name, SAID, SAID) for name in ("what", "holder", "covers", "notes")),
    ("document", "state", "arrived", "arrived"),
    *(("contact", name, SAID, SAID) for name in ("name", "knows")),
    *(("contact", "role", key, label) for key, label in vocabulary.terms("support_role").items()),
    *(("profile", name, SAID, SAID) for name in ("name", "profession")),
    ("profile", "born", "May 1980", "May 1980"),
    ("appointment", "question", SAID, f"The question asked: {SAID}"),
]  # fmt: skip
NEEDED = {
    "use": {"substance": "alcohol", "start": "2009"},
    "document": {"what": "Letters"},
    "contact": {"name": "R. E.", "consent": "yes"},
}
BESIDE_A_FORM = {("use", "substance")}  # the row of chips


def copy_of(*records: Record, audience: Audience = "evaluator") -> str:
    page = whole_copy(Source.of(records, audience, dt.date(2026, 11, 23))).to_html()
    return " ".join(page_text(page).split())


@pytest.mark.parametrize(("kind", "name", "value", "printed"), HISTORY, ids=lambda part: str(part)[:30])
def test_the_field_is_offered_and_printed(kind, name, value, printed):
    form = form_for(kind)
    if (kind, name) not in BESIDE_A_FORM:
        assert name in form.keys, f"no field {name} on the form of {kind}"
        options = [key for key, _ in form.field(name).get("options", [])]
        assert not options or value in options or isinstance(value, int)
    text = copy_of(KINDS[kind](**NEEDED.get(kind, {}) | {name: value, "audience": "evaluator"}))
    assert printed in text
    without = KINDS[kind](**NEEDED.get(kind, {}) | {name: value, "audience": "clinician"})
    assert SAID not in copy_of(without)


def test_no_field_of_a_history_is_forgotten():
    """Each field that a person can state is in the table above, or is named here with the reason."""
    beside = {"id", "audience", "author", "talk", "talked_on", "source", "notes"}
    beside |= {"point", "title", "start", "end", "ongoing"}
    beside |= {"citations"}  # beside every kind of entry: tests/report/test_citations.py
    beside |= {"quote"}  # a record's words, which no copy prints: tests/importers
    elsewhere = {
        "document": {"asked_on", "arrived_on", "release_signed", "who_chases"},  # where the request stands
        "contact": {"phone", "ask", "consent"},  # for the person alone
        "profile": {"initials"},  # the running head
        "appointment": {"day", "time", "time_zone", "format", "asked_by", "evaluator", "place", "photo"}  # the person's
        | {"travel_minutes", "parking_minutes", "spare_minutes"},  # own papers
    }
    for kind in {kind for kind, *_ in HISTORY}:
        named = {name for row_kind, name, *_ in HISTORY if row_kind == kind}
        assert set(KINDS[kind].model_fields) - beside - elsewhere.get(kind, set()) - named == set(), kind


def test_every_date_keeps_its_words_reading_window_basis_anchor_and_age():
    assert {"phrase", "edtf", "earliest", "latest", "basis", "ties"} <= set(When.model_fields)
    assert {"landmark", "side", "low", "high"} <= {field.name for field in dataclasses.fields(Tie)}
    assert {"start_basis", "end_basis", "start_earliest", "start_latest", "end_earliest", "end_latest"} <= set(
        form_for("use").keys
    )
    assert set(vocabulary.terms("basis")) == {"document", "landmark", "estimate", "told"}
    born, entry = Profile(born="1980-05"), Use(substance="alcohol", start="2009~", end="2012")
    frame = chronicle([born, entry]).to_frame()
    assert {"age_from", "age_to", "earliest_start", "latest_start"} <= set(frame.columns)
    assert frame[["age_from", "age_to"]].to_numpy().tolist() == [[27, 30]]


@pytest.mark.parametrize("group", ["use", "career", "treatment", "health", "life", "legal", "consequence"])
def test_all_five_answers_are_told_apart_for_every_usual_question(group):
    assert set(vocabulary.terms("answer_state")) == {"given", "never", "dont_remember", "prefer_not", "not_asked"}
    asked = questions(group, "alcohol" if group == "use" else "")
    assert asked
    for question in asked:
        states = ["dont_remember", "prefer_not", *(["never"] if question.never else [])]
        assert len({question.words(state) for state in states}) == len(states), question.id


def test_every_class_of_the_guide_can_be_answered_never():
    classes = vocabulary.terms("substance")
    told = copy_of(*(Answer(question=f"use:{key}", state="never", audience="evaluator") for key in classes))
    assert all(label in told for label in classes.values())


# What evaluators ask of a substance beside its dates: a usual question, with a field of the form in the table above.
ASKED_OF_USE = {
    "tolerance": ("tolerance", "more for the same effect"),
    "loss of control": ("control", "than I meant to"),
    "attempts to cut down": ("cut_down", "cut down or stop"),
}
# What they ask beside the history: a prompt, the chapter and the call that show it, and its words.
ASKED_BESIDE = {
    "function and thinking over time": ("thinking", "health", "reflect_health", "thinking and daily life been over"),
    "family history": ("family-health", "relationships", "reflect_people", "your family lived with substance use"),
    "other behaviours": ("other-habits", "health", "reflect_health", "Gambling"),
    "goals": ("what-you-want", "treatment-and-recovery", "reflect_recovery", "Your goals"),
}


@pytest.mark.parametrize("asked", ASKED_OF_USE)
def test_what_evaluators_ask_of_use_can_be_answered_in_a_word_and_is_printed(asked):
    key, said = ASKED_OF_USE[asked]
    [question] = [one for one in questions("use", "alcohol") if one.key == one.field == key]
    assert said in question.label
    assert {"given", "not_asked", *STATES} == set(vocabulary.terms("answer_state"))
    told = {state: copy_of(Answer(question=question.id, state=state, audience="evaluator")) for state in STATES}
    assert f"{question.label}: {question.never.lower()}" in told["never"]
    assert f"{question.label}: I don’t remember" in told["dont_remember"]
    assert question.label not in told["prefer_not"]


@pytest.mark.parametrize("asked", ASKED_BESIDE)
def test_what_evaluators_ask_beside_the_history_has_a_prompt_and_is_printed_for_whom_it_is_stated(asked):
    key, chapter, call, said = ASKED_BESIDE[asked]
    prompt = prompts()[key]
    assert said in " ".join((prompt.title, *prompt.help))
    assert f"pages.{call}()" in calls(chapter)
    assert prompt.topic in getattr(pages, call)().topics
    assert {"given", "not_asked", *INSTEAD} == set(vocabulary.terms("answer_state"))
    assert prompt.audience == "private"
    kept = Answer(question=prompt.question, state="given", text=SAID, audience="evaluator")
    for reader in AUDIENCES:
        assert f"In my own words Question Answer {prompt.title} {SAID}" in copy_of(kept, audience=reader)
        told = copy_of(kept.with_(state="never", text=""), audience=reader)
        assert f"{prompt.title} Never, or none" in told
    for narrower in ("clinician", "private"):
        assert SAID not in copy_of(kept.with_(audience=narrower))
        assert "In my own words" not in copy_of(kept.with_(audience=narrower))
    for unsaid in ({"state": "not_asked"}, {"state": "prefer_not"}, {"text": " "}):
        assert "In my own words" not in copy_of(kept.with_(**unsaid))


# --- what an evaluator wants on paper: sections of the copy, in the order of the guide ---

ON_PAPER = [
    "head", "short", "reading", "substances",
    "chronology", "patterns", "consequences",
    "career", "connections",
    "treatment", "documents", "people", "unsure",
]  # fmt: skip


def test_the_sample_persons_copy_holds_all_that_an_evaluator_wants():
    document = report(sample(), "evaluator", prepared=dt.date(2026, 11, 23))
    assert set(ON_PAPER) <= {section.key for section in document.sections}
    keys = [section.key for section in document.sections if section.key in ON_PAPER]
    assert keys[:4] == ON_PAPER[:4]
    assert 1 <= len(pikepdf.open(io.BytesIO(document.to_pdf())).pages) <= 5


def test_a_connection_has_a_number_that_the_chart_gives_too():
    use = Use(id="u", substance="alcohol", start="2009-05", audience="evaluator")
    post = Career(id="p", title="Nurse", start="2004-03", end="2014", audience="evaluator")
    link = Connection(use=["u"], other=["p"], relation="during", how_sure="sure", text="It grew.", audience="evaluator")
    assert "1. It grew. (sure)" in copy_of(use.with_(audience="private"), post, link)
    told = copy_of(use, post, link)
    assert "1. It grew. (at the same time; sure)" in told
    assert "1. It grew." in [guide.text for guide in chronology(chronicle([use, post, link])).layout.guides]
    assert {"before", "during", "after", "no link I can see", "unsure"} == set(vocabulary.terms("relation"))


# --- every gentle check ---

CHECKS: dict[str, list[str]] = {
    "end before start": ["contradiction"],  # and not taken where it is typed
    "event before birth": ["before_birth"],
    "role before its training": ["role_before_training"],
    "first ≤ weekly ≤ daily ≤ last": ["order_of_firsts", "two_firsts", "phase_before_first_use", "use_after_last_use"],
    "phases cover first regular use to today": ["no_phase_yet", "before_first_phase", "gap_in_use", "after_last_phase"],
    "longest time without fits a real gap": ["use_in_time_without", "longer_time_without"],
    "last use agrees with last phase and sobriety date": [
        "last_use_and_last_phase",
        "last_use_and_time_without",
        "days_after_last_use",
        "days_in_time_without",
    ],
    "never while it appears elsewhere": ["never_but_there", "never_but_named", "never_but_days", "answer_and_entry"],
    "days a month ≤ 31": [],  # not taken where it is typed
    "drinks ↔ grams ↔ country": ["drinks_and_grams", "drinks_and_grams_of_country"],
    "treatment without leave": ["treatment_without_leave"],
    "two full-time posts": ["two_full_posts"],
    "unexplained gaps in work": ["gap_in_work", "after_last_work"],
    "a document's date against memory": ["document_or_memory"],
    "one landmark with two dates": ["two_dates"],
    "many 1 Januaries or round years": ["many_januaries", "many_round_years"],
    "a class never answered": ["not_answered"],
    "statements that contradict one another": ["contradiction"],
}
OURS = {"in_the_future", "landmark_gone", "without_a_date"}


def test_every_gentle_check_of_the_guide_has_its_question():
    asked = texts("review")["question"].keys()
    assert {name for names in CHECKS.values() for name in names} | OURS == set(asked)


@pytest.mark.parametrize("fields", [{"start": "2012", "end": "2009"}, {"frequency": 32}, {"frequency": -1}])
def test_what_cannot_be_is_said_where_it_is_typed(fields):
    with pytest.raises(InvalidRecord):
        Use(substance="alcohol", **fields)

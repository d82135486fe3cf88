"""Gentle checks: for each, a timeline that it asks about, a near miss, and one where the windows do not tell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imeworkbook import review
from imeworkbook.errors import InvalidRecord
from imeworkbook.language import texts
from imeworkbook.records import (
    AUDIENCES,
    Answer,
    Career,
    Days,
    Life,
    Profile,
    Record,
    Statement,
    Tie,
    Treatment,
    Use,
    When,
)
from imeworkbook.review import PREFIX, findings, flagged, is_about_a_finding, settled
from imeworkbook.timeline import chronicle
from tests.strategies import ANY_RECORD, EDTF

TODAY = dt.date(2026, 1, 15)


def alcohol(start, end=None, frequency="weekly", **more):
    return Use(substance="alcohol", start=start, end=end, frequency=frequency, **more)


def event(name, start, **more):
    return Use(substance="alcohol", event=name, start=start, **more)


def post(start, end=None, title="Nurse", **more):
    return Career(title=title, start=start, end=end, **more)


def training(start, end=None, **more):
    return Career(title="Nursing school", type="training", start=start, end=end, **more)


def stay(start, end):
    return Treatment(type="residential", start=start, end=end)


def moment(title, start, **more):
    return Life(title=title, start=start, point=True, **more)


def januaries(*ends):
    return [moment(f"Thing {n}", f"200{n}{end}") for n, end in enumerate(ends)]


def years(*said):
    return [moment(f"Thing {n}", one) for n, one in enumerate(said)]


def recent(*states):
    return Days(substance="alcohol", days=[{"on": f"2026-01-{n:02}", "state": one} for n, one in enumerate(states, 1)])


def in_a_word(state):
    return Answer(question="asked:use:alcohol:withdrawal", state=state)


def leaning(*ids):
    ties = tuple(Tie(id, "start", 300, 400) for id in ids)
    return moment("Locum", When(phrase="a year after the wedding", edtf="2009", ties=ties), id="locum")


def ordered(first, second):
    return [
        moment("Wedding", first, id="a"),
        moment("Move", second, id="b"),
        Statement(id="s", first="a", relation="before", second="b"),
    ]


BORN = Profile(born="1980-06")
NEVER = Answer(question="use:alcohol", state="never")
NEVER_CANNABIS = Answer(question="use:cannabis", state="never")
FREE = {"frequency": "none"}

# The check; what it asks about; a near miss; what the windows do not tell.
CASES: dict[str, tuple[list[Record], list[Record], list[Record]]] = {
    "before_birth": (
        [BORN, post("1979")],
        [BORN, post("1980-07")],
        [BORN, post("1980")],
    ),
    "in_the_future": ([post("2027")], [post("2025", ongoing=True)], [post("2026")]),
    "order_of_firsts": (
        [event("first_use", "2005"), event("first_weekly", "2004")],
        [event("first_use", "2004"), event("first_weekly", "2005")],
        [event("first_use", "2005~"), event("first_weekly", "2005-02")],
    ),
    "two_firsts": (
        [event("first_use", "2001"), event("first_use", "2003")],
        [event("first_use", "2001"), event("first_daily", "2003")],
        [event("first_use", "2001"), event("first_use", "2001-05")],
    ),
    "phase_before_first_use": (
        [event("first_use", "2005"), alcohol("2003", "2006")],
        [event("first_use", "2003"), alcohol("2005", "2006")],
        [event("first_use", "2005"), alcohol("2005", "2006")],
    ),
    "use_after_last_use": (
        [event("last_use", "2010"), alcohol("2008", "2012")],
        [event("last_use", "2012-06"), alcohol("2008", "2010")],
        [event("last_use", "2010"), alcohol("2008", "2010")],
    ),
    "last_use_and_last_phase": (
        [event("last_use", "2012"), alcohol("2008", "2010")],
        [event("last_use", "2010-02"), alcohol("2008", "2010-01")],
        [event("last_use", "2010"), alcohol("2008", "2010-01")],
    ),
    "last_use_and_time_without": (
        [event("last_use", "2022"), alcohol("2020", ongoing=True, **FREE)],
        [event("last_use", "2019"), alcohol("2020", ongoing=True, **FREE)],
        [event("last_use", "2020-03"), alcohol("2020", ongoing=True, **FREE)],
    ),
    "use_in_time_without": (
        [alcohol("2010", "2014", **FREE), alcohol("2011", "2013")],
        [alcohol("2010", "2012", **FREE), alcohol("2013", "2014")],
        [alcohol("2010", "2012", **FREE), alcohol("2012", "2014")],
    ),
    "days_in_time_without": (
        [alcohol("2020", ongoing=True, **FREE), recent("none", "used")],
        [alcohol("2020", ongoing=True, **FREE), recent("none", "dont_remember")],
        [alcohol("2026", ongoing=True, **FREE), recent("used")],
    ),
    "days_after_last_use": (
        [event("last_use", "2025"), recent("used")],
        [event("last_use", "2025"), recent("none")],
        [event("last_use", "2026-01"), recent("used")],
    ),
    "longer_time_without": (
        [alcohol("2001", "2002", stands_out="longest_without", **FREE), alcohol("2010", "2016", **FREE)],
        [alcohol("2001", "2009", stands_out="longest_without", **FREE), alcohol("2010", "2012", **FREE)],
        [alcohol("2001", "2003", stands_out="longest_without", **FREE), alcohol("2010", "2013", **FREE)],
    ),
    "no_phase_yet": (
        [event("first_weekly", "2005")],
        [event("first_use", "2005")],
        [event("first_weekly", "2005"), alcohol("2005", "2006")],
    ),
    "before_first_phase": (
        [event("first_weekly", "2005"), alcohol("2008", "2010")],
        [event("first_weekly", "2005"), alcohol("2006-02", "2010")],
        [event("first_weekly", "2005~"), alcohol("2005", "2010")],
    ),
    "gap_in_use": (
        [alcohol("2001", "2003"), alcohol("2006", "2008")],
        [alcohol("2001", "2003"), alcohol("2004", "2005", **FREE), alcohol("2006", "2008")],
        [alcohol("2001", "2003"), alcohol("2004", "2008")],
    ),
    "after_last_phase": (
        [alcohol("2001", "2003")],
        [alcohol("2001", "2003"), event("last_use", "2003")],
        [alcohol("2001", None)],
    ),
    "never_but_there": (
        [NEVER, alcohol("2001", "2003")],
        [NEVER_CANNABIS, alcohol("2001", "2003")],
        [NEVER, alcohol("2001", "2003", **FREE)],
    ),
    "never_but_days": (
        [NEVER, recent("used")],
        [NEVER_CANNABIS, recent("used")],
        [NEVER, recent("none", "dont_remember")],
    ),
    "answer_and_entry": (
        [in_a_word("never"), alcohol("2001", "2003", withdrawal="shaking")],
        [in_a_word("never"), alcohol("2001", "2003", blackouts="one")],
        [in_a_word("dont_remember"), alcohol("2001", "2003", withdrawal="shaking")],
    ),
    "never_but_named": (
        [NEVER_CANNABIS, alcohol("2001", "2003", combined_with="some cannabis at night")],
        [NEVER_CANNABIS, alcohol("2001", "2003", combined_with="cola")],
        [NEVER_CANNABIS, alcohol("2001", "2003")],
    ),
    "not_answered": ([NEVER], [], [post("2001")]),
    "two_dates": (
        [moment("Graduation", "2001"), moment("graduation ", "2003")],
        [moment("Graduation", "2001"), moment("Wedding", "2003")],
        [moment("Graduation", "2001~"), moment("Graduation", "2001-06")],
    ),
    "document_or_memory": (
        [post("2001", "2004"), post("2003", "2004", source="document")],
        [post("2001", "2004"), post("2006", "2009")],
        [post("2003~", "2004"), post("2003-05", "2004", source="document")],
    ),
    "role_before_training": (
        [post("1999", "2001"), training("2003", "2005")],
        [post("2006", "2008"), training("2003", "2005")],
        [post("2003", "2008"), training("2003", "2005")],
    ),
    "two_full_posts": (
        [post("2001", "2005"), post("2003", "2006", "Lecturer")],
        [post("2001", "2005"), post("2003", "2006", "Lecturer", full_time_percent=20)],
        [post("2001", "2005"), post("2005", "2006", "Lecturer")],
    ),
    "treatment_without_leave": (
        [post("2001", "2010"), stay("2005-03", "2005-06")],
        [post("2001", "2010"), stay("2005-03", "2005-06"), Career(type="leave", start="2005", end="2005")],
        [post("2001", "2005"), stay("2005-03", "2005-06")],
    ),
    "gap_in_work": (
        [post("2001", "2003"), post("2006", "2008", "Locum")],
        [post("2001", "2003"), post("2004-02", "2008", "Locum")],
        [post("2001", "2003"), post("2006", "2008", "Locum"), Career(type="out_of_work", start="2003~")],
    ),
    "after_last_work": (
        [post("2001", "2003")],
        [post("2001", ongoing=True)],
        [post("2001", None)],
    ),
    "drinks_and_grams": (
        [alcohol("2001", "2003", amount="2 drinks, 80 g")],
        [alcohol("2001", "2003", amount="2 drinks, 27 g")],
        [alcohol("2001", "2003", amount="2-8 drinks, 80 g")],
    ),
    "drinks_and_grams_of_country": (
        [alcohol("2001", "2003", most="10 Canadian drinks, 80 g")],
        [alcohol("2001", "2003", most="10 UK units, 80 g")],
        [alcohol("2001", "2003", most="10 drinks, 80 g")],
    ),
    "many_januaries": (
        januaries("-01-01", "-01-01", "-01-01", "-01-01"),
        januaries("-01-01", "-01-01", "-01-01", "-01-02"),
        januaries("-01-01", "-01-01", "-01-01", "-01-01~"),
    ),
    "many_round_years": (
        years("1995", "2000", "2005", "2010"),
        years("1995", "2000", "2005", "2011"),
        years("1995", "2000", "2005", "2010~"),
    ),
    "contradiction": (ordered("2005", "2004"), ordered("2004", "2005"), ordered("2005~", "2004")),
    "landmark_gone": (
        [leaning("wedding")],
        [leaning("wedding"), moment("Wedding", "2008", id="wedding")],
        [leaning("profile")],
    ),
    "without_a_date": ([post(None)], [post("2001")], [post(None, "2004")]),
}
IMPOSSIBLE = {
    "contradiction",
    "before_birth",
    "order_of_firsts",
    "phase_before_first_use",
    "use_after_last_use",
    "last_use_and_time_without",
    "use_in_time_without",
    "days_in_time_without",
    "days_after_last_use",
}


def opioids(name, start, end=None, **more):
    return Use(substance="opioids", name=name, start=start, end=end, **{"frequency": "weekly", **more})


def kinds_of(*records):
    return {one.check: one.kind for one in found(records) if not one.blank}


@pytest.mark.parametrize(
    "said",
    [
        opioids("Codeine", "2010", ongoing=True, **FREE),
        opioids("Codeine", "2010", frequency=None, event="last_use"),
        opioids("Codeine", "2016", frequency=None, event="first_use"),
    ],
)
def test_two_drugs_of_one_class_are_two(said):
    [check] = kinds_of(said, opioids("codeine", "2012", "2015"))
    assert kinds_of(said, opioids("codeine", "2012", "2015"))[check] == "impossible"
    assert kinds_of(said, opioids("Tylenol with codeine", "2012", "2015"))[check] == "impossible"
    assert kinds_of(said, opioids("Codeine.", "2012", "2015"))[check] == "impossible"
    assert kinds_of(said.with_(name=""), opioids("Heroin", "2012", "2015"))[check] == "impossible"
    assert kinds_of(said, opioids("", "2012", "2015"))[check] == "to ask"
    assert kinds_of(said, opioids("Heroin", "2012", "2015")) == {}


def found(records, **options):
    return findings(chronicle(records, as_of=TODAY, **options))


def test_every_check_has_its_row():
    assert CASES.keys() == texts("review")["question"].keys()


@pytest.mark.parametrize("check", CASES)
def test_it_asks_only_where_it_can_be_told(check):
    asked, near_miss, untellable = ([one.check for one in found(records)] for records in CASES[check])
    assert asked.count(check) == 1
    assert check not in near_miss
    assert check not in untellable


@pytest.mark.parametrize("check", CASES)
def test_a_question_in_plain_words(check):
    [one] = [one for one in found(CASES[check][0]) if one.check == check]
    assert one.kind == ("impossible" if check in IMPOSSIBLE else "to ask")
    assert not one.question[0].islower()
    assert "{" not in one.question
    assert "?" in one.question or one.blank
    assert not {"error", "mistake", "wrong", "invalid"} & set(one.question.lower().split())
    assert repr(one) == f"<Finding {check}>"


def test_what_is_impossible_comes_first():
    kinds = [one.kind for one in found([BORN, NEVER, alcohol("2001", "2003"), post("1975", "1977"), post(None)])]
    assert kinds.index("to ask") == kinds.count("impossible") == 1


def test_an_end_before_its_start_and_more_days_than_a_month_has_are_not_taken_in_the_first_place():
    with pytest.raises(InvalidRecord):
        post("2005", "2004")
    assert post("2005", "2005-01").end is not None
    with pytest.raises(InvalidRecord):
        alcohol("2005", frequency=32)
    assert alcohol("2005", frequency=31).days_a_month == 31


def test_the_training_in_the_same_specialty_counts_where_there_is_one():
    school = Career(title="School", type="schooling", start="1995", end="1999")
    later = training("2005", "2008", specialty="Anaesthesia")
    early = post("2001", "2003", specialty="anaesthesia")
    [one] = [one for one in found([school, early, later]) if one.check == "role_before_training"]
    assert one.entries == (early.id, later.id)
    other = early.with_(specialty="surgery")
    assert "role_before_training" not in [one.check for one in found([school, other, later])]


NEAR_MISSES = {
    "a time without that is over, and a last use after it": (
        "last_use_and_time_without",
        [event("last_use", "2022"), alcohol("2010", "2012", **FREE)],
    ),
    "grams that are rounded": ("drinks_and_grams_of_country", [alcohol("2001", amount="10 Canadian drinks, 130 g")]),
    "round years among many others": (
        "many_round_years",
        years("1995", "2000", "2005", "2010", "1996", "1997", "1998", "1999"),
    ),
    "a summer between two years of school": (
        "gap_in_work",
        [training("2001-09", "2002-05"), training("2002-09", "2003-05", id="second")],
    ),
    "a post that may still go on": ("after_last_work", [post("2001", "2003"), post("2002", None, "Locum")]),
    "a shared month of handing over": (
        "two_full_posts",
        [post("2001", "2005-03-20"), post("2005-03-01", "2008", "Lecturer")],
    ),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_it_does_not_ask_about(name):
    check, records = NEAR_MISSES[name]
    assert check not in [one.check for one in found(records)]


def test_what_is_right_as_it_is_is_remembered_until_an_entry_says_something_else():
    nurse, lecturer = CASES["two_full_posts"][0]
    timeline = chronicle([nurse, lecturer], as_of=TODAY)
    [one] = [one for one in findings(timeline) if one.check == "two_full_posts"]
    answer = settled(one, timeline)
    assert is_about_a_finding(answer)
    assert one not in found([nurse, lecturer, answer])
    assert one not in found([nurse.with_(organisation="Hill Clinic"), lecturer, answer])
    changed = [again.check for again in found([nurse.with_(end="2006"), lecturer, answer])]
    assert "two_full_posts" in changed


def test_a_flag_keeps_the_question_and_the_finding_stays():
    timeline = chronicle(CASES["two_full_posts"][0], as_of=TODAY)
    [one] = [one for one in findings(timeline) if one.check == "two_full_posts"]
    answer = flagged(one, timeline)
    assert answer.talk
    assert answer.text == one.question
    assert one in found([*CASES["two_full_posts"][0], answer])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_answer_is_for_nobody_who_may_not_see_the_entries(audience):
    records = [record.with_(audience=audience) for record in CASES["two_full_posts"][0]]
    timeline = chronicle(records, as_of=TODAY)
    [one] = [one for one in findings(timeline) if one.check == "two_full_posts"]
    assert settled(one, timeline).audience == ("private" if audience == "private" else "clinician")
    blank = next(one for one in found([NEVER]) if not one.entries)
    assert settled(blank, timeline).audience == "private"


def test_a_key_holds_nothing_that_was_typed():
    records = [moment("Zanzibar", "2001"), moment("Zanzibar", "2003")]
    for one in found(records):
        assert "zanzibar" not in one.key.lower()
        assert not any(record.id in one.key for record in records)
        assert one.key.startswith(f"{one.check}:")


def test_what_is_private_leads_to_no_question_for_a_clinician():
    nurse, lecturer = CASES["two_full_posts"][0]
    seen = [nurse.with_(audience="clinician"), lecturer]
    assert "two_full_posts" not in [one.check for one in found(seen, audience="clinician")]


def dated(record, edtf):
    starts = "start" in type(record).model_fields and not getattr(record, "point", False)
    return record.with_(end=edtf) if starts and record.start is None else record


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(dated, ANY_RECORD, EDTF), max_size=12, unique_by=lambda record: record.id))
def test_whatever_is_written_down_there_are_only_questions(records):
    timeline = chronicle(records, as_of=TODAY)
    known = {entry.id for entry in timeline.entries}
    for one in findings(timeline):
        assert one.question
        assert set(one.entries) <= known
        assert one.entries or one.blank
        assert one not in findings(chronicle([*records, settled(one, timeline)], as_of=TODAY))


def test_every_check_is_looked_for():
    made = {
        one.check for records, _, _ in CASES.values() for check in review.CHECKS for one in check(chronicle(records))
    }
    assert made >= CASES.keys()
    assert PREFIX == "check:"

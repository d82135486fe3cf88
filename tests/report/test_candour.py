"""What a person is asked before a copy leaves: names that slip through, and statements that do not go together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.records import (
    KINDS,
    Answer,
    Audience,
    Career,
    Connection,
    Consequence,
    Contact,
    Days,
    Life,
    Note,
    Record,
    Setting,
    Statement,
    Tie,
    Treatment,
    Use,
    When,
    may_see,
)
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.candour import doubts, label_of
from imeworkbook.report.contents import places
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.review import contradictions, settled
from imeworkbook.timeline import chronicle
from tests.strategies import full_records

from .conftest import PREPARED
from .reading import page_text

WORKBOOKS = st.lists(st.sampled_from(sorted(KINDS)).flatmap(full_records), max_size=8, unique_by=lambda one: one.id)


def asked(*records: Record, audience: Audience = "evaluator") -> list[tuple[str, str]]:
    return [(doubt.about, doubt.name) for doubt in doubts(records, audience, PREPARED)]


def drinking(start: str, end: str = "", **more: object) -> Use:
    return Use(**{"substance": "alcohol", "frequency": "daily", "start": start, "end": end or None, **more})


# --- printed, and not together ---


def last_use_and_later() -> tuple[Use, Use]:
    last = Use(id="last", substance="alcohol", event="last_use", start="2010-05-01", audience="evaluator")
    later = drinking("2012", "2013", id="later", audience="evaluator")
    return last, later


def test_what_is_printed_and_cannot_all_be_right_is_asked_about() -> None:
    last, later = last_use_and_later()
    ((about, text),) = asked(last, later)
    assert about == "together" and text.startswith("A time with alcohol goes on after your last use.")
    assert asked(last, later.with_(audience="private")) == [("later", "")]
    (finding,) = contradictions(chronicle([last, later]))
    assert asked(last, later, settled(finding, chronicle([last, later]))) == []


def test_what_cannot_all_be_right_is_marked_where_it_prints_settled_or_not() -> None:
    last, later = last_use_and_later()
    (finding,) = contradictions(chronicle([last, later]))
    for more in ((), (settled(finding, chronicle([last, later])),)):
        text = copy_of(Source.of([last, later, *more], "evaluator", PREPARED)).to_html()
        assert text.count("I have left them as I stated them.") == 2
        assert "This does not go together with: Alcohol, last use (1 May 2010)." in page_text(text)
    hidden = later.with_(audience="clinician")
    alone = [Source.of(records, "evaluator", PREPARED) for records in ([last], [last, hidden])]
    assert copy_of(alone[0]).to_html() == copy_of(alone[1]).to_html()


def test_two_of_one_name_that_do_not_go_together_with_a_third_are_told_apart_by_their_dates() -> None:
    posts = [Career(id=year, title="Staff pharmacist", start=year, audience="evaluator") for year in ("2009", "2015")]
    degree = Career(id="degree", title="Degree", start="2012", audience="evaluator")
    said = [("degree", "2009"), ("2015", "degree")]
    orders = [Statement(first=a, relation="before", second=b, audience="evaluator") for a, b in said]
    text = page_text(copy_of(Source.of([*posts, degree, *orders], "evaluator", PREPARED)).to_html())
    assert "does not go together with: Staff pharmacist (2009); Staff pharmacist (2015)." in text


# --- named in a text ---


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I met Alex Example there.", ["Alex Example"]),
        ("ALEX EXAMPLE, again", ["Alex Example"]),
        ("Alex Examples", []),
        ("Alexander", []),
        ("", []),
    ],
)
def test_a_private_name_in_a_printed_text(text: str, named: list[str]) -> None:
    printed = Career(title="Nurse", reason_for_ending=text, audience="evaluator")
    assert asked(printed, Contact(name="Alex Example")) == [("named", name) for name in named]


def test_a_private_substance_in_a_printed_text() -> None:
    printed = Connection(text="The cannabis helped me to sleep.", audience="evaluator")
    assert asked(printed, Use(substance="cannabis", start="2009")) == [("named", "Cannabis")]


def test_a_name_in_the_words_of_a_date_is_found() -> None:
    printed = Life(title="Moved", start="when I was at Example Lodge", audience="evaluator")
    assert asked(printed, Treatment(title="Stay", provider="Example Lodge")) == [("named", "Example Lodge")]


def test_a_name_that_is_printed_anyway_is_no_question() -> None:
    printed = [
        Career(title="Nurse", organisation="St. Example", audience="evaluator"),
        Connection(text="It began at St. Example.", audience="evaluator"),
    ]
    assert asked(*printed, Career(title="Locum", organisation="St. Example")) == []


def test_names_like_patterns_and_short_names_are_harmless() -> None:
    printed = Connection(text="A+B (c) .*", audience="evaluator")
    assert asked(printed, Contact(name="(c) .*+["), Contact(name="A+B")) == []


def test_what_the_clinician_may_see_is_no_question_for_the_clinician() -> None:
    records = [
        Connection(text="With Alex Example.", audience="evaluator"),
        Contact(name="Alex Example", audience="clinician"),
    ]
    assert asked(*records) == [("named", "Alex Example")]
    assert asked(*records, audience="clinician") == []


# --- contradictions ---


def test_never_beside_private_use() -> None:
    never = Answer(question="use:alcohol", state="never", audience="evaluator")
    assert asked(never, drinking("2009")) == [("never", "")]
    assert asked(never, Use(substance="cannabis", start="2009")) == []
    used, none = ([{"on": "2026-11-02", "state": state}] for state in ("used", "none"))
    assert asked(never, Days(substance="alcohol", days=used)) == [("never", "")]
    assert (
        asked(never, Days(substance="alcohol", days=none)) == [] == asked(never, Days(substance="cannabis", days=used))
    )


@pytest.mark.parametrize(("start", "end", "found"), [("2019", "", ["later"]), ("2012", "2018", []), ("2017~", "", [])])
def test_a_last_use_beside_later_private_use(start: str, end: str, found: list[str]) -> None:
    last = Use(substance="alcohol", event="last_use", start="2018", audience="evaluator")
    assert [about for about, _ in asked(last, drinking(start, end))] == found


@pytest.mark.parametrize(("start", "found"), [("1994", ["earlier"]), ("1995", []), ("1995~", []), ("2001", [])])
def test_a_first_use_beside_earlier_private_use(start: str, found: list[str]) -> None:
    first = Use(substance="alcohol", event="first_use", start="1995", audience="evaluator")
    assert [about for about, _ in asked(first, drinking(start, "2003"))] == found


@pytest.mark.parametrize(
    ("start", "end", "found"), [("2014", "2015", ["without"]), ("2010", "2011", []), ("2019", "", [])]
)
def test_a_time_without_beside_private_use_within_it(start: str, end: str, found: list[str]) -> None:
    without = drinking("2012", "2017", frequency="none", audience="evaluator")
    assert [about for about, _ in asked(without, drinking(start, end))] == found


def test_none_seen_beside_a_private_consequence_of_the_same_kind() -> None:
    none = Consequence(domain="work", none=True, audience="evaluator")
    assert asked(none, Consequence(domain="work", text="late")) == [("none_seen", "")]
    assert (label_of(none), label_of(Consequence(none=True))) == ("Work", "")
    assert asked(none, Consequence(domain="money", text="debt")) == []


def test_a_doubt_keeps_quiet_about_what_it_holds() -> None:
    (doubt,) = doubts(
        [Note(text="Alex Example", audience="evaluator"), Contact(name="Alex Example")], "evaluator", PREPARED
    )
    assert repr(doubt) == "<Doubt named>"


@settings(max_examples=60)
@given(WORKBOOKS)
def test_ones_own_copy_raises_no_doubt_and_any_copy_can_be_asked(records: list[Record]) -> None:
    assert doubts(records, "private", PREPARED) == []
    for doubt in doubts(records, "evaluator", PREPARED):
        assert may_see("evaluator", doubt.printed.audience)
        assert doubt.about in ("together", "gone") or not may_see("evaluator", doubt.kept_back.audience)


# --- what is in, what stays out ---


def reasons(*records: Record, audience: Audience = "evaluator", out: str = "") -> list[str]:
    return [place.reason for place in places(records, audience, Arrangement(frozenset(out.split())))]


def test_what_is_in_and_why_something_stays_out() -> None:
    assert reasons(Career(title="Nurse", audience="evaluator"), Career(title="Locum")) == ["", "audience"]
    asked_not = Contact(name="Alex", audience="evaluator")
    assert reasons(asked_not, asked_not.with_(consent="yes")) == ["consent", ""]
    assert reasons(asked_not, audience="private") == [""]


def test_an_entry_stays_in_the_chart_when_its_table_is_left_out() -> None:
    nurse = Career(title="Nurse", audience="evaluator")
    assert reasons(nurse, out="career") == [""]
    assert reasons(nurse, out="career chronology") == ["section"]
    assert reasons(Consequence(text="late", audience="evaluator"), out="consequences") == ["section"]


def test_notes_are_never_offered_for_the_evaluator() -> None:
    note = Note(text="a thought", audience="evaluator")
    assert reasons(note) == []
    assert reasons(note, audience="clinician") == [""]
    assert reasons(Setting(id="setting:paper", value="a4")) == []


def test_recent_days_that_contradict_a_statement_are_asked_about_and_marked() -> None:
    without = Use(id="w", substance="alcohol", frequency="none", start="2020", ongoing=True, audience="evaluator")
    days = Days(id="d", substance="alcohol", days=[{"on": "2026-11-02", "state": "used"}], audience="evaluator")
    assert [about for about, _ in asked(without, days)] == ["together"]
    assert [about for about, _ in asked(without, days.with_(audience="private"))] == ["without"]
    last = without.with_(event="last_use", frequency=None, ongoing=False, point=True)
    assert [about for about, _ in asked(last, days.with_(audience="private"))] == ["later"]
    assert asked(without.with_(start="2026-11-03"), days) == [] == asked(without, days.with_(substance="cannabis"))
    copy = copy_of(Source.of([without, days], "evaluator", PREPARED))
    told = {section.key: section.plain() for section in copy.sections}
    assert "does not go together with: my recent days" in told["patterns"]
    assert "does not go together with: Alcohol, without" in told["days"]
    assert "Alcohol, without. Each says so" in told["chronology"]


def test_two_drugs_of_one_class_contradict_each_other_in_nothing() -> None:
    last = Use(id="l", substance="opioids", name="Codeine", event="last_use", start="2010", audience="evaluator")
    later = Use(id="h", substance="opioids", name="Heroin", frequency="daily", start="2012", end="2013")
    assert asked(last, later) == [] == asked(last, later.with_(audience="evaluator"))
    assert asked(last, later.with_(name="codeine")) != []


def test_a_medicine_taken_as_prescribed_contradicts_no_time_without() -> None:
    without = Use(id="w", substance="opioids", frequency="none", start="2021", ongoing=True, audience="evaluator")
    taken = without.with_(id="t", name="Buprenorphine", prescribed="as_prescribed", frequency="daily")
    assert asked(without, taken) == [] == asked(without, taken.with_(audience="private"))
    text = copy_of(Source.of([without, taken], "evaluator", PREPARED)).to_html()
    assert "does not go together" not in text
    assert asked(without, taken.with_(prescribed="otherwise")) != []
    ended = copy_of(Source.of([taken.with_(frequency="none")], "evaluator", PREPARED)).to_html()
    assert "Without use, now" not in ended and "Opioids: Buprenorphine" in ended
    assert "taken as prescribed" not in ended and "Buprenorphine, without" in ended


def test_a_date_that_is_withheld_is_no_doubt_of_the_persons() -> None:
    tie = Tie("wedding", "start", 1, 1)
    when = When(phrase="the day after the wedding", edtf="2008-06-08", ties=(tie,))
    seen = Treatment(id="t", title="Rehab", start=when, audience="evaluator")
    text = page_text(copy_of(Source.of([seen], "evaluator", PREPARED)).to_html())
    assert "Rehab" in text and "not stated here" in text and "When it was: Rehab" not in text
    undated = page_text(copy_of(Source.of([seen.with_(start=None)], "evaluator", PREPARED)).to_html())
    assert "When it was: Rehab" in undated

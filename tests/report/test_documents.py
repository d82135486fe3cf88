"""What stands in a copy, and what does not."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from imeworkbook.records import (
    Answer,
    Career,
    Connection,
    Consequence,
    Contact,
    Day,
    Days,
    Note,
    Profile,
    Record,
    Setting,
    Use,
    When,
)
from imeworkbook.report.arrangement import name_of
from imeworkbook.report.blocks import Paragraph, Section, Table, printable, section_from_dict
from imeworkbook.report.documents import Document, copy_of, one_page
from imeworkbook.report.source import Source
from imeworkbook.report.wording import date, how_often, period

from .conftest import PREPARED


def made(*records: Record) -> Document:
    return copy_of(Source.of(records, "evaluator", PREPARED))


def section(document: Document, key: str) -> Section | None:
    return next((section for section in document.sections if section.key == key), None)


def rows(document: Document, key: str) -> list[tuple[str, ...]]:
    found = section(document, key)
    return [row for block in found.blocks if isinstance(block, Table) for row in block.rows] if found else []


def test_order_of_the_evaluator_copy(copy: Document) -> None:
    assert [section.key for section in copy.sections] == [
        "head", "short", "reading", "substances", "chronology", "patterns", "consequences", "career", "treatment",
        "test", "health", "life", "legal", "connections", "people", "documents", "unsure",
    ]  # fmt: skip


def test_a_copy_without_entries_says_so_and_how_to_read_it() -> None:
    document = made()
    assert [section.key for section in document.sections] == ["head", "reading"]
    assert "Nothing is stated in this copy yet." in document.to_html()
    assert "may not be complete" in document.to_html()
    said = "\n".join(part.plain() for part in document.sections)
    assert not re.search("chart|solid|dashed|About 2009", said)
    alone = one_page(Source.of((), "evaluator", PREPARED))
    assert not re.search("chart|solid|dashed|band", "\n".join(part.plain() for part in alone.sections))


def test_a_copy_that_leaves_the_chart_out_does_not_explain_one() -> None:
    post = Career(title="Nurse", start="2001", audience="evaluator")
    out = Setting(id=name_of("evaluator", "out"), value="chronology", audience="evaluator")
    assert "In the chart" in made(post).to_html()
    assert "In the chart" not in made(post, out).to_html()
    assert "Dates are as I remember them" in made(post, out).to_html()


def test_a_day_after_the_date_of_the_copy_is_no_day_without_an_answer() -> None:
    said = [Day(on=PREPARED - dt.timedelta(days=back), state="none") for back in (9, 7, 1)]
    record = Days(substance="alcohol", days=sorted(said, key=lambda day: day.on), audience="evaluator")
    *_, last = rows(made(record), "days")
    assert PREPARED.weekday() == 0
    assert last == ("16 November 2026", "none", "–", "–", "–", "–", "–", "none")
    early = copy_of(Source.of([record], "evaluator", PREPARED - dt.timedelta(days=3)))
    assert rows(early, "days")[-1] == ("16 November 2026", "none", "–", "–", "–", "–", "", "none")
    assert "A day after the date of this copy is blank." in early.to_html()
    assert "is blank" not in made(record).to_html()


def test_only_stated_events_are_printed() -> None:
    document = made(
        Use(substance="alcohol", frequency="daily", start="2009", end="2012", audience="evaluator"),
        Use(substance="cannabis", event="first_use", start="1998-07", audience="evaluator"),
    )
    assert rows(document, "substances") == [
        ("Alcohol", "", "the last stated time of use ends 2012"),
        ("Cannabis", "July 1998", "not stated here"),
    ]


def test_phases_are_printed_with_what_changed_and_why() -> None:
    phase = Use(
        substance="alcohol", frequency="several", start="2009~", end="2012-05", amount="two glasses", most="a bottle",
        reason="Nights began.", setting="At home", source="document", audience="evaluator",
    )  # fmt: skip
    assert rows(made(phase), "patterns") == [
        (
            "about 2009 to May 2012",
            "several times a week (12 days a month)",
            "two glasses",
            "a bottle",
            "Nights began.\nWhere and with whom: At home · Source: a document",
        )
    ]


def test_an_event_that_says_more_than_its_date_is_in_the_list_too() -> None:
    plain = Use(substance="opioids", event="first_use", start="2012", name="Codeine", audience="evaluator")
    telling = plain.with_(id="other", reason="After surgery.", route="oral")
    assert rows(made(plain), "patterns") == []
    assert rows(made(telling), "patterns") == [
        ("2012", "First use, Codeine", "After surgery.\nHow it was taken: By mouth"),
    ]


def test_a_medicine_taken_as_prescribed_is_told_with_treatment_and_nowhere_as_use() -> None:
    codeine = Use(substance="opioids", name="Codeine", prescribed="as_prescribed", audience="evaluator", start="2012",
                  end="2013", frequency="daily", amount="30 mg", cravings="none", reason="After surgery.")  # fmt: skip
    document = made(codeine, codeine.with_(id="first", event="first_use", point=True, end=None, frequency=None))
    assert section(document, "substances") is None and section(document, "patterns") is None
    told = rows(document, "treatment")
    assert [row[1] for row in told] == ["Opioids: Codeine, taken as prescribed"] * 2
    assert {row[2].splitlines()[0] for row in told} == {"First taken", "daily (30 days a month)"}
    assert all("30 mg" in row[2] and "Cravings: none" in row[2] and "After surgery." in row[2] for row in told)
    used = codeine.with_(id="otherwise", prescribed="otherwise")
    assert section(made(codeine, used), "patterns") is not None
    assert len(rows(made(codeine, used), "patterns")) == 1


def test_a_single_moment_of_use_that_is_no_first_or_last_is_printed() -> None:
    moment = Use(substance="alcohol", start="2012-05-04", point=True, amount="one glass", audience="evaluator")
    assert rows(made(moment), "patterns") == [
        ("4 May 2012", "not stated here", "one glass"),
    ]


def test_what_the_person_prefers_not_to_say_is_not_stated() -> None:
    document = made(
        Answer(question="use:opioids", state="never", audience="evaluator"),
        Answer(question="use:inhalants", state="prefer_not", audience="evaluator"),
        Answer(question="use:nicotine", state="dont_remember", audience="evaluator"),
        Answer(question="use:stimulants", state="never", audience="clinician"),
    )
    found = section(document, "substances")
    assert found is not None
    assert found.blocks == (
        Paragraph("Never used: Opioids."),
        Paragraph("I don’t remember whether I used: Tobacco, nicotine."),
    )
    assert "Inhalants" not in document.to_html()
    for word in ("Inhalants", "prefer", "remember.", "Stimulants"):
        assert word not in found.plain()


def test_nothing_is_worked_out_from_the_rows_that_are_left() -> None:
    left = (
        Use(substance="alcohol", frequency="daily", start="2009", end="2012", audience="evaluator"),
        Career(title="Nurse", start="2001", end="2003", audience="evaluator"),
        Career(title="Nurse again", start="2009", audience="evaluator"),
    )
    text = "\n".join(part.plain() for part in made(*left).sections if part.key != "chronology").lower()
    for claim in ("longest", "gap", "total", "heaviest", "diagnos", "severity", "score", "disorder", "remission"):
        assert claim not in text


def test_work_is_printed_in_order_with_what_is_stated() -> None:
    later = Career(title="Staff nurse", organisation="St. Mary’s", place="Ward 3", start="2009-09", end="2014-03",
                   full_time_percent=80, reason_for_ending="Moved", audience="evaluator")  # fmt: skip
    earlier = Career(type="schooling", title="Nursing degree", start="2005~", audience="evaluator")
    assert rows(made(later, earlier), "career") == [
        ("from about 2005; end not stated here", "Schooling: Nursing degree", "", ""),
        (
            "September 2009 to March 2014",
            "Position: Staff nurse",
            "St. Mary’s, Ward 3",
            "Share of full time (%): 80 · Why it ended: Moved",
        ),
    ]


def test_a_type_that_was_not_chosen_is_not_printed() -> None:
    assert rows(made(Career(type=None, title="Helping out", start="2001", audience="evaluator")), "career")[0][1] == (
        "Helping out"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": "2009~", "end": "2012"}, "about 2009 to 2012"),
        ({"start": "2009~", "ongoing": True}, "since about 2009, goes on"),
        ({"start": "2009"}, "from 2009; end not stated here"),
        ({"end": "2009"}, "until 2009; start not stated here"),
        ({"ongoing": True}, "goes on; start not stated here"),
        ({}, "not stated here"),
        ({"start": "2009-05-14", "point": True}, "14 May 2009"),
        ({"point": True}, "not stated here"),
        ({"start": "{start} {0} {end.year}", "end": "2009"}, "{start} {0} {end.year} to 2009"),
    ],
)
def test_when_an_entry_was(fields: dict[str, object], words: str) -> None:
    assert period(Career(**fields)) == words


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        (None, "not stated here"),
        ("none", "without"),
        ("occasional", "occasional (1 day a month)"),
        ("daily", "daily (30 days a month)"),
        (8, "8 days a month"),
        (2.5, "2.5 days a month"),
    ],
)
def test_how_often(frequency: str | float | None, words: str) -> None:
    assert how_often(Use(substance="alcohol", frequency=frequency)) == words


def test_own_words_for_a_date_stand_with_the_days_they_may_mean() -> None:
    when = When(phrase="when I was 16", edtf="[1995-03-14..1996-03-13]")
    assert date(when) == "when I was 16 (between 14 Mar 1995 and 13 Mar 1996)"
    assert date(When(phrase="not read yet")) == "not read yet"
    assert date(None) == "not stated here"


def test_clinician_copy_begins_with_what_to_talk_about() -> None:
    records = (
        Profile(name="Robin Example", audience="evaluator"),
        Use(substance="alcohol", start="2009", talk=True, talked_on=dt.date(2026, 11, 2), audience="clinician"),
        Note(text="Ask about the records.", talk=True, audience="clinician"),
        Contact(name="Sam Sample", talk=True, audience="clinician"),
        Note(text="Dates fit the roster.", author="clinician", audience="clinician"),
        Note(text="Only for me.", talk=True),
    )
    document = copy_of(Source.of(records, "clinician", PREPARED))
    assert [part.key for part in document.sections][:2] == ["head", "talk"]
    assert rows(document, "talk") == [
        ("Alcohol", "from 2009; end not stated here", "talked through on 2 November 2026"),
        ("Ask about the records.", "", ""),
        ("Sam Sample", "", ""),
    ]
    assert rows(document, "notes") == [
        ("My note", "Ask about the records."),
        ("Clinician’s note", "Dates fit the roster."),
    ]


def test_what_lined_up_says_that_it_says_no_why() -> None:
    use = Use(id="u", substance="alcohol", start="2009", audience="evaluator")
    link = Connection(id="c", use=("u",), text="Nights came first.", audience="evaluator")
    found = section(made(use, link), "connections")
    assert found is not None and found.blocks[0].plain() == "This says what was when, and never why."


def test_evaluator_copy_has_no_agenda_and_no_notes() -> None:
    records = (Note(text="A thought.", talk=True, audience="evaluator"),)
    assert "A thought." not in copy_of(Source.of(records, "evaluator", PREPARED)).to_html()


def test_my_copy_holds_what_is_only_for_me() -> None:
    records = (
        Contact(name="Sam Sample", phone="555 0100", ask="How were the first months?"),
        Answer(question="What helped?", state="given", text="Walking."),
        Answer(question="use:opioids", state="prefer_not"),
        Consequence(domain="money", none=True),
    )
    page = copy_of(Source.of(records, "private", PREPARED)).to_html()
    for said in ("555 0100", "first months?", "What helped?", "Walking.", "I prefer not to say", "none that I can see"):
        assert said in page


def test_people_are_named_to_others_only_where_they_agreed() -> None:
    document = made(
        Contact(name="Dr. A. Nobody", consent="yes", phone="555 0101", audience="evaluator"),
        Contact(name="Alex Example", consent="not asked", audience="evaluator"),
    )
    assert [row[0] for row in rows(document, "people")] == ["Dr. A. Nobody"]
    assert "555" not in document.to_html()


def test_file_names_are_neutral(copy: Document) -> None:
    assert copy.file_name == "my-account-2026-11-23"
    assert copy_of(Source.of((), "clinician", PREPARED)).file_name == "for-my-clinician-2026-11-23"
    assert copy_of(Source.of((), "private", PREPARED)).file_name == "my-own-copy-2026-11-23"


def test_a_section_survives_the_way_through_json(copy: Document) -> None:
    assert tuple(section_from_dict(part.to_dict()) for part in copy.sections) == copy.sections


def test_what_cannot_be_printed_is_left_out() -> None:
    assert printable("a\x00b\x1b[0m\ufffe\u202ec\r\nd\re\tf") == "ab[0mc\nd\ne\tf"


def test_repr_says_nothing(copy: Document) -> None:
    assert "Robin" not in repr(copy)

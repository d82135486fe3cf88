"""A kind of entry is one file: what a room needs to know of it stands there, and its words in the data."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook import vocabulary
from imeworkbook.asked import questions
from imeworkbook.chronology import chronology
from imeworkbook.chronology.layout import lay_out
from imeworkbook.chronology.marks import WEIGHT_SIGNS, Cluster, Milestone
from imeworkbook.chronology.style import TONES
from imeworkbook.kinds import ENTRIES, Kind, Life, Treatment, kind_of, told_with
from imeworkbook.kinds.test_result import from_treatment
from imeworkbook.language import say, texts
from imeworkbook.memory import propose
from imeworkbook.records import TestResult, Use, from_dict
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.report.wording import words
from imeworkbook.timeline import chronicle
from imeworkbook.widgets.forms import form_for
from imeworkbook.workbook import sample
from tests.strategies import full_records


def _is_needed(field: dataclasses.Field[object]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


@pytest.mark.parametrize("kind", ENTRIES.values(), ids=lambda kind: kind.name)
class TestEveryKind:
    def test_it_has_a_form_with_its_type_and_its_date(self, kind: Kind) -> None:
        form = form_for(kind.name)
        assert form.kind == kind.name
        assert {kind.typed, "start", "audience"} <= {*form.keys, "substance"}
        assert form.is_point({}) or {"end", "ongoing"} <= {*form.keys}

    def test_it_has_a_name_a_section_and_the_words_of_what_it_prints(self, kind: Kind) -> None:
        assert kind.name in vocabulary.terms("kind")
        assert kind.name == "use" or kind.name in words("heading")
        assert set(kind.printed) <= words("detail").keys()
        assert {row.key for row in kind.rows} <= vocabulary.terms("chart_row").keys()

    def test_its_tones_are_there(self, kind: Kind) -> None:
        assert set(kind.tones.values()) <= TONES.keys()

    def test_it_is_usually_asked_about(self, kind: Kind) -> None:
        assert questions(kind.name, "alcohol" if kind.name == "use" else "")

    def test_one_line_may_tell_it(self, kind: Kind) -> None:
        lists = texts("memory")
        assert kind.name in lists["kind"] or f"{kind.name}_strong" in lists["kind"]
        for name in kind.recalled.values():
            assert lists[name].keys() <= vocabulary.terms(name).keys()

    @pytest.mark.parametrize("what", [field.name for field in dataclasses.fields(Kind) if _is_needed(field)])
    def test_what_it_leaves_out_fails_at_once(self, kind: Kind, what: str) -> None:
        said = {field.name: getattr(kind, field.name) for field in dataclasses.fields(Kind) if field.name != what}
        with pytest.raises(TypeError, match=what):
            Kind(**said)

    @pytest.mark.parametrize("wrong", [{"typed": "colour"}, {"printed": ("colour",)}, {"tones": {}}, {"named": ("x",)}])
    def test_what_is_not_there_fails_at_once(self, kind: Kind, wrong: dict[str, object]) -> None:
        with pytest.raises(TypeError, match=kind.name):
            dataclasses.replace(kind, **wrong)


def test_a_row_that_no_type_may_miss() -> None:
    career = ENTRIES["career"]
    with pytest.raises(TypeError, match="no row"):
        dataclasses.replace(career, rows=career.rows[:-1])


def test_a_medicine_taken_as_prescribed_is_told_with_treatment() -> None:
    use = Use(substance="opioids", prescribed="as_prescribed")
    assert (kind_of(use).name, told_with(use).name) == ("use", "treatment")


# --- test results ---


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("negative urine test on 3 May 2019", {"result": "negative", "specimen": "urine", "start": "on 3 May 2019"}),
        ("missed a drug test in March 2018", {"result": "missed", "start": "in March 2018"}),
        ("breathalyzer, spring 2017", {"specimen": "breath", "start": "spring 2017"}),
    ],
)
def test_a_test_result_as_a_memory(line: str, fields: dict[str, str]) -> None:
    proposed = propose(line, sample().read_date)
    assert proposed.kind == "test"
    assert fields.items() <= dict(proposed.fields).items()
    assert set(proposed.fields) - fields.keys() <= {"notes", "title"}


OLD = {"kind": "treatment", "id": "t", "type": "test_result", "title": "Hair test", "start": "May 2019", "point": True}


@pytest.mark.parametrize(("said", "result"), [("Negative.", "negative"), ("negative for alcohol", None), ("", None)])
def test_only_a_result_in_one_word_is_taken_over(said: str, result: str | None) -> None:
    now = from_dict({**OLD, "result": said, "provider": "St. Example", "notes": "By post."})
    assert isinstance(now, TestResult)
    assert (now.id, now.title, now.start.phrase, now.result) == ("t", "Hair test", "May 2019", result)
    assert now.notes.splitlines()[0] == "By post."
    assert "St. Example" in now.notes and (result is not None or said in now.notes)


@given(full_records("treatment"), st.booleans())
def test_no_word_of_a_treatment_is_lost_that_becomes_a_test_result(record: Treatment, evaluator: bool) -> None:
    old = {**record.to_dict(), "type": "test_result", "audience": "evaluator" if evaluator else "private"}
    now = from_dict(from_treatment(old))
    assert isinstance(now, TestResult)
    told = "\n".join([now.title, now.notes, now.start.phrase if now.start else ""])
    for name in ("title", "provider", "medication", "notes"):
        assert getattr(record, name) in told
    for when in (record.start, record.end):
        assert when is None or when.phrase in told
    assert (now.audience, now.source, now.citations, now.talk) == (
        old["audience"], record.source, record.citations, record.talk
    )  # fmt: skip


RESULTS = {
    "negative": "negative",
    "positive": "positive",
    "positive_prescribed": "explained",
    "missed": "missed",
    "refused": "missed",
    "invalid": "other",
    None: "other",
}


def test_the_strip_tells_negative_positive_and_missed_apart_and_folds_none() -> None:
    tests = [
        TestResult(id=str(number), result=list(RESULTS)[number % len(RESULTS)], start=f"2019-03-{number % 28 + 1:02}")
        for number in range(70)
    ]
    layout = lay_out(chronicle(tests))
    drawn = {layout.drawn[mark.entry].id: mark.shape for mark in layout.marks if isinstance(mark, Milestone)}
    assert drawn == {test.id: RESULTS[test.result] for test in tests}
    assert not any(isinstance(mark, Cluster) for mark in layout.marks)
    last = [mark.shape for mark in layout.marks if isinstance(mark, Milestone)]
    assert last.index("positive") > max(at for at, shape in enumerate(last) if shape != "positive")
    assert len({(row.y0, row.y1) for row in layout.rows}) == 1


def test_signs_that_would_touch_stand_on_lines_of_their_own() -> None:
    days = ("1990-03-05", "2019-03-05", "2019-03-19", "2024-01-01")
    layout = lay_out(chronicle([TestResult(id=day, result="negative", start=day) for day in days]))
    at = {layout.drawn[mark.entry].id: mark.y for mark in layout.marks if isinstance(mark, Milestone)}
    assert at["2019-03-05"] < at["2019-03-19"] and at["1990-03-05"] == at["2019-03-05"] == at["2024-01-01"]


def test_tests_over_years_are_no_test_on_a_day() -> None:
    proposed = propose("negative urine tests from 2016 to 2021", sample().read_date)
    assert proposed.kind == "test" and not proposed.read and {"start", "end", "ongoing"}.isdisjoint(proposed.fields)
    assert proposed.fields["notes"] == "negative urine tests from 2016 to 2021"


def test_words_that_no_note_could_hold_stay_where_they_are() -> None:
    kept = from_dict({**OLD, "notes": "x" * 19_995, "provider": "St. Example"})
    assert (kept.kind, kept.type, kept.provider) == ("treatment", "other", "St. Example")


def test_each_result_has_a_sign_of_its_own_on_screen_and_on_paper() -> None:
    tests = [TestResult(id=result or "none", result=result, start="2019-03-05") for result in RESULTS]
    chart = chronology(chronicle(tests, as_of=dt.date(2026, 12, 1)))
    looks = {
        trace["marker"]["symbol"][at] + trace["marker"]["color"][at]
        for trace in chart.to_plotly()["data"]
        if trace["name"] == "Test results"
        for at in range(len(trace["x"]))
    }
    assert len(looks) == len(set(RESULTS.values()))
    for sign in ("test: negative", "test: positive", "test: missed or refused", "test: another result"):
        assert sign in chart.to_svg()
    assert "test: missed" not in chronology(chronicle(tests[:2])).to_svg()


def test_a_copy_prints_every_test_with_what_was_reported() -> None:
    tests = [
        TestResult(id="1", specimen="urine", result="positive", screening="positive", level="0.3 mg/L", start="2019"),
        TestResult(id="2", specimen="hair", result="missed", dilute=True, asked_by="St. Example", start="2018"),
        TestResult(id="3", title="Drug screen", start="2017"),
    ]
    source = Source.of([test.with_(audience="evaluator") for test in tests], "evaluator", dt.date(2026, 12, 1))
    [section] = [one for one in copy_of(source).sections if one.key == "test"]
    assert [row[1] for row in section.blocks[0].rows] == ["Drug screen", "Hair test: missed", "Urine test: positive"]
    assert "Screening test: Positive" in section.plain() and "Level: 0.3 mg/L" in section.plain()
    assert "Dilute: yes" in section.plain() and "Asked for by: St. Example" in section.plain()


# --- what an event of a life weighed ---

WEIGHTS = {"carried": "↑", "weighed": "↓", "both": "↕", "neither": "↔", "not_sure": "", "prefer_not": "", None: ""}


@pytest.mark.parametrize(("weighed", "sign"), WEIGHTS.items())
def test_what_an_event_weighed_is_a_sign_and_words_and_nothing_where_one_prefers_not_to_say(
    weighed: str | None, sign: str
) -> None:
    wedding = Life(title="Wedding", start="2008-08-16", point=True, weighed=weighed, audience="evaluator")
    chart = chronology(chronicle([wedding], as_of=dt.date(2026, 12, 1)))
    assert [label.text for label in chart.layout.labels if "Wedding" in label.text] == [f"{sign} Wedding".strip()]
    assert not sign or say(f"chart:key.{weighed}") in chart.to_svg()
    assert len([one for one in WEIGHT_SIGNS if say(f"chart:key.{one}") in chart.to_svg()]) == bool(sign)
    said = vocabulary.label("weight", weighed or "")
    source = Source.of([wedding], "evaluator", dt.date(2026, 12, 1))
    [section] = [one for one in copy_of(source).sections if one.key == "life"]
    hover = " ".join(drawn.words for drawn in chart.layout.drawn)
    told = weighed not in (None, "prefer_not")
    assert (f"What it weighed: {said}" in section.plain(), said in hover and bool(said)) == (told, told)
    assert "prefer" not in section.plain() + hover


def test_no_question_and_no_prompt_asks_what_an_event_weighed() -> None:
    assert not any(one.field == "weighed" for one in questions("life"))
    assert form_for("life").field("weighed")["more"] is True

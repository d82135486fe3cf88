"""Around each milestone in a copy: only where the person adds it, and nothing told that is not stated there."""

from __future__ import annotations

import pytest

from imeworkbook.records import Career, Record, Setting, Use
from imeworkbook.report.arrangement import ADDED, Arrangement, name_of, out_setting
from imeworkbook.report.documents import copy_of, outline
from imeworkbook.report.source import Source

from .conftest import PREPARED

POST = Career(id="c", title="Nurse", start="2010-06-01", audience="evaluator")
BEFORE = Use(id="u", substance="alcohol", frequency=4, start="2005-01-01", end="2010-05-31", audience="evaluator")
AFTER = Use(id="v", substance="alcohol", frequency=12, start="2010-06-01", end="2015-01-01")
ADD = Setting(id=name_of("evaluator", "out"), value=out_setting([]), audience="evaluator")


def copy(*records: Record) -> dict[str, str]:
    made = copy_of(Source.of(records, "evaluator", PREPARED))
    return {section.key: section.plain() for section in made.sections}


def test_a_copy_holds_it_only_where_the_person_adds_it() -> None:
    assert not ADDED & copy(POST, BEFORE).keys()
    assert copy(POST, BEFORE, ADD).keys() >= ADDED
    offered = [section.key for section in outline(Source.of([POST, BEFORE], "evaluator", PREPARED))]
    assert offered[-2:] == ["around", "around_months"]
    assert not ADDED & copy(POST, ADD).keys()


def test_what_is_private_leaves_its_months_not_stated() -> None:
    told = copy(POST, BEFORE, AFTER, ADD)["around_months"]
    assert "4 days a month" in told and "12 days a month" not in told and "not stated here" in told
    assert "12 days a month" in copy(POST, BEFORE, AFTER.with_(audience="evaluator"), ADD)["around_months"]
    assert "never why" in told


@pytest.mark.parametrize("left_out", [[], ["career"], ["around"], [*ADDED, "people"]])
def test_the_choice_comes_back_from_its_setting(left_out: list[str]) -> None:
    setting = Setting(id=name_of("evaluator", "out"), value=out_setting(left_out))
    assert Arrangement.of([setting], "evaluator").left_out == frozenset(left_out)
    assert Arrangement.of([], "evaluator").left_out == ADDED

"""What to expect: each topic with the source that it has, below it."""

from __future__ import annotations

import pytest
from page_side import Page

from imeworkbook.language import texts
from imeworkbook.widgets import pages

TOPICS = texts("expect")["topic"]


@pytest.fixture
def shown(opened):
    return {one["title"]: one for one in Page(pages.expect()).card.face["expect"]["topic"]}


def test_a_topic_with_a_source_shows_it_as_its_last_line(shown):
    sourced = [one for one in TOPICS if "source" in one]
    assert {"The question asked", "More than a talk", "What the evaluator may have to report"} <= {
        one["title"] for one in sourced
    }
    for one in sourced:
        *text, last = shown[one["title"]]["text"]
        assert text == one["text"]
        assert last == f"Source: {one['source']}. Checked {one['checked']}."


def test_a_topic_without_one_stays_as_it_is(shown):
    assert [shown[one["title"]] for one in TOPICS if "source" not in one] == [
        one for one in TOPICS if "source" not in one
    ]


def test_what_no_form_asks_about_is_said_with_whom_to_speak_first(shown):
    said = " ".join(shown["Questions about work and patients"]["text"])
    assert "where something came from" in said and "a patient came to harm" in said
    assert "lawyer or your professional association first" in said

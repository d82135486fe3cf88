from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imeworkbook.records import ENTRY_KINDS, Career, Life, Use
from imeworkbook.widgets.editor import Editor
from imeworkbook.widgets.forms import form_for
from imeworkbook.workbook import Workbook

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    [
        "banana",
        "2004-13",
        "31 February 2010",
        "about 2009",
        "05/06/2007",
        "still",
        "x" * 10_000,
        "🙂",
        "שלום",
        "<b>#let</b>",
    ]
)


@pytest.fixture
def workbook():
    with Workbook.in_memory() as one:
        yield one


def alcohol(workbook: Workbook) -> Editor:
    return Editor(workbook, "use", defaults={"substance": "alcohol"}, key="new:use:alcohol")


@given(st.sampled_from([*ENTRY_KINDS, "profile"]), st.data())
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_in_any_field_is_kept_or_answered_with_a_sentence(kind, data):
    with Workbook.in_memory() as workbook:
        editor = Editor(workbook, kind, defaults={"substance": "alcohol"} if kind == "use" else None)
        keys = st.sampled_from(form_for(kind).keys)
        typed = data.draw(st.dictionaries(keys, ANY_TEXT | st.booleans(), max_size=6))
        editor.set_all(typed)
        kept = editor.commit()
        assert (kept is None) == bool(editor.problems)
        assert all(problem.endswith((".", "?")) for problem in editor.problems.values())
        if kept is None and editor.changed:
            assert Editor(workbook, kind, defaults=editor.defaults).fields == editor.fields


def test_an_end_that_could_not_be_read_keeps_no_moment_from_being_kept(workbook):
    editor = alcohol(workbook)
    editor.set_all({"start": "2009", "end": "some day"})
    assert editor.commit() is None and "end" in editor.problems
    editor.set("event", "first_use")
    kept = editor.commit()
    assert isinstance(kept, Use) and (kept.point, kept.end) == (True, None)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["2009", "May 2004", "about 2010", "2003-22"]))
@settings(max_examples=40)
def test_what_was_kept_comes_back_in_the_form(title, notes, start):
    with Workbook.in_memory() as workbook:
        first = Editor(workbook, "career")
        first.set_all({"title": title, "notes": notes, "start": start, "ongoing": True})
        kept = first.commit()
        assert kept is not None
        again = Editor(workbook, "career", workbook.get(kept.id))
        assert (
            again.fields["title"] == kept.title and again.fields["start"] == start and again.fields["ongoing"] is True
        )
        assert again.commit() == kept


def test_a_date_is_read_while_it_is_typed(workbook):
    editor = alcohol(workbook)
    editor.set("start", "2009")
    assert editor.readings["start"] == "Read as between 1 Jan and 31 Dec 2009"


def test_words_that_are_no_date_are_not_kept_and_not_lost(workbook):
    editor = alcohol(workbook)
    editor.set("start", "banana")
    assert editor.commit() is None
    assert editor.problems["start"] == (
        "I do not know “banana” as a date. Please write a date such as 2009 or about 2009."
    )
    assert workbook.records("use") == ()
    assert alcohol(workbook).fields["start"] == "banana"


def test_what_was_not_read_is_told_and_the_nearest_that_can_be_is_taken_by_one_choice(workbook):
    editor = alcohol(workbook)
    editor.set("start", "around Christmas 2009 when the snow fell")
    assert editor.problems["start"].startswith("I read “around Christmas 2009 when the”, and then not “snow fell”.")
    [nearest] = editor.choices["start"]
    assert (nearest.part, nearest.key) == ("words", "around Christmas 2009")
    editor.choose("start", nearest.key)
    assert editor.fields["start"] == "around Christmas 2009"
    assert editor.problems == {} and editor.readings["start"].startswith("Read as between 1")


def test_a_date_with_two_readings_is_asked_and_the_choice_is_kept(workbook):
    editor = alcohol(workbook)
    editor.set("start", "05/06/2007")
    assert [choice.key for choice in editor.choices["start"]] == ["2007-06-05", "2007-05-06"]
    assert editor.commit() is None
    editor.choose("start", "2007-05-06")
    kept = editor.commit()
    assert isinstance(kept, Use) and kept.start is not None
    assert (kept.start.phrase, kept.start.edtf) == ("05/06/2007", "2007-05-06")


def test_a_choice_keeps_the_words_around_it_and_what_they_lean_on(workbook):
    party = workbook.add(Life(title="Harvest party", start="2 September 2006"))
    editor = alcohol(workbook)
    editor.set("start", "between winter 2003 and the harvest party")
    first, second = editor.choices["start"]
    assert first.label.startswith("between 1 December 2002 and 2 September 2006")
    editor.choose("start", second.key)
    kept = editor.commit()
    assert isinstance(kept, Use) and kept.start is not None and kept.start.date is not None
    assert (str(kept.start.date.earliest), str(kept.start.date.latest)) == ("2003-12-01", "2006-09-02")
    assert [tie.landmark for tie in kept.start.ties] == [party.id]


def test_a_landmark_is_chosen_first_and_then_the_date(workbook):
    first, second = (workbook.add(Life(title="Harvest party", start=f"2 September {year}")) for year in (2006, 2008))
    editor = alcohol(workbook)
    editor.set("start", "between the harvest party and winter 2010")
    assert [choice.key for choice in editor.choices["start"]] == [first.id, second.id]
    editor.choose("start", second.id)
    _, late = editor.choices["start"]
    editor.choose("start", late.key)
    kept = editor.commit()
    assert isinstance(kept, Use) and kept.start is not None and kept.start.date is not None
    assert (str(kept.start.date.earliest), str(kept.start.date.latest)) == ("2008-09-02", "2011-02-28")
    assert [tie.landmark for tie in kept.start.ties] == [second.id]


def test_a_choice_is_let_go_when_the_words_change(workbook):
    editor = alcohol(workbook)
    editor.set("start", "05/06/2007")
    editor.choose("start", "2007-05-06")
    editor.set("start", "2010")
    kept = editor.commit()
    assert isinstance(kept, Use) and kept.start is not None and kept.start.edtf == "2010"


def test_a_draft_is_resumed_and_goes_when_the_entry_is_kept(workbook):
    editor = alcohol(workbook)
    editor.set_all({"start": "2009", "amount": "two glasses of wine"})
    again = alcohol(workbook)
    assert again.resumed and again.fields["amount"] == "two glasses of wine"
    assert again.commit() is not None
    assert workbook.drafts() == {}
    assert not alcohol(workbook).resumed


def test_clearing_gives_back_what_was_typed(workbook):
    editor = alcohol(workbook)
    editor.set("amount", "a bottle")
    typed = editor.discard()
    assert not editor.changed and workbook.drafts() == {}
    editor.set_all(typed)
    assert editor.fields["amount"] == "a bottle"


def test_the_end_before_the_start_is_said_at_the_end(workbook):
    editor = alcohol(workbook)
    editor.set_all({"start": "2009", "end": "2005"})
    assert "before the start" in editor.problems["end"]


def test_still_may_be_written_in_words(workbook):
    editor = Editor(workbook, "career")
    editor.set_all({"title": "Pharmacist", "start": "2009", "end": "still"})
    kept = editor.commit()
    assert isinstance(kept, Career) and kept.ongoing and kept.end is None


def test_a_licence_has_one_date(workbook):
    editor = Editor(workbook, "career")
    editor.set_all({"type": "licence", "title": "Licence", "start": "2006-06", "end": "2010"})
    kept = editor.commit()
    assert isinstance(kept, Career) and kept.point and kept.end is None


def test_the_page_is_told_with_which_values_a_form_is_about_a_single_moment():
    assert form_for("career").moments == {"field": "type", "values": ["licence"]}
    assert form_for("use").moments == {
        "field": "event",
        "values": ["first_use", "first_weekly", "first_daily", "last_use"],
    }
    assert (form_for("landmark_moment").moments, form_for("landmark_spell").moments) == (True, False)


def test_an_empty_form_is_answered_kindly(workbook):
    editor = Editor(workbook, "career")
    assert editor.commit() is None
    assert "nothing to keep" in editor.problems[""]


def test_limits_set_by_hand_and_the_basis_are_kept(workbook):
    editor = alcohol(workbook)
    editor.set_all(
        {"start": "2009", "start_earliest": "2009-03-01", "start_latest": "2009-05", "start_basis": "document"}
    )
    kept = editor.commit()
    assert isinstance(kept, Use) and kept.start is not None and kept.start.date is not None
    assert str(kept.start.date.earliest) == "2009-03-01" and str(kept.start.date.latest) == "2009-05-31"
    assert kept.start.basis == "document"


def test_days_a_month_stand_before_a_level(workbook):
    editor = alcohol(workbook)
    editor.set_all({"frequency": "weekly", "frequency_days": "7"})
    kept = editor.commit()
    assert isinstance(kept, Use) and kept.frequency == 7
    assert Editor(workbook, "use", kept).fields["frequency_days"] == "7"


@pytest.mark.parametrize("typed", ["many", "-1", "32", "nan", "1e400"])
def test_a_number_out_of_bounds_is_answered(workbook, typed):
    editor = alcohol(workbook)
    editor.set("frequency_days", typed)
    assert "number" in editor.problems["frequency_days"]


def test_editing_makes_a_new_version_under_the_same_id(workbook):
    kept = workbook.add(Career(title="Nurse", start="2009"))
    editor = Editor(workbook, "career", kept)
    editor.set("title", "Charge nurse")
    editor.commit()
    assert [version.record.title for version in workbook.history(kept.id)] == ["Nurse", "Charge nurse"]


def test_every_field_of_every_form_is_a_field_of_its_record():
    parts = {f"{date}_{part}" for date in ("start", "end") for part in ("basis", "earliest", "latest")}
    from imeworkbook.records import KINDS

    for kind in [*ENTRY_KINDS, "profile"]:
        known = set(KINDS[kind].model_fields) | parts | {"frequency_days"}
        assert set(form_for(kind).keys) <= known
    offered = set(form_for("use").keys)
    unasked = {"id", "author", "talked_on", "point", "substance", "quote"}  # a quotation comes with a file alone
    assert set(Use.model_fields) - offered == unasked

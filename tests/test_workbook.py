"""The façade that notebooks and scripts hold, over real files."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances

import imeworkbook as ime
from imeworkbook.errors import (
    CannotSave,
    NoSuchRecord,
    WorkbookExists,
    WorkbookLocked,
    WorkbookMissing,
)
from imeworkbook.records import AUDIENCES, KINDS, When, may_see
from imeworkbook.review import findings
from imeworkbook.workbook import create_workbook, open_workbook, sample, sample_records
from tests.strategies import ANY_RECORD

PASSPHRASE = "seven quiet herons at noon"
SECRET = "marmalade quorum"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mine.imew"


@pytest.fixture
def wb(path):
    with open_workbook(path, PASSPHRASE, create=True) as workbook:
        yield workbook


@pytest.fixture
def memory():
    with ime.Workbook.in_memory() as workbook:
        yield workbook


def career(**fields):
    return ime.Career(**({"title": "Staff pharmacist", "start": "2009-09"} | fields))


# --- opening and closing ---


def test_what_was_kept_is_there_after_opening_again(path):
    with open_workbook(path, PASSPHRASE, create=True) as workbook:
        kept = workbook.add(career(end="March 2014", audience="evaluator"))
    assert workbook.closed
    with open_workbook(path, PASSPHRASE) as workbook:
        assert workbook.get(kept.id) == kept
        assert not workbook.closed


def test_the_block_closes_after_an_error_too_and_what_was_confirmed_stays(path):
    def interrupted():
        with open_workbook(path, PASSPHRASE, create=True) as workbook:
            workbook.add(career())
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    with open_workbook(path, PASSPHRASE) as workbook:
        assert len(workbook.records("career")) == 1


def test_a_closed_workbook_says_that_it_is_locked(wb):
    wb.close()
    with pytest.raises(WorkbookLocked):
        wb.records()
    with pytest.raises(WorkbookLocked):
        wb.add(career())


def test_create_leaves_a_workbook_that_is_there_as_it_is(wb, path):
    wb.add(career())
    with open_workbook(path, PASSPHRASE, create=True) as again:
        assert len(again.records()) == 1
    with pytest.raises(WorkbookExists):
        create_workbook(path, "another passphrase altogether")


def test_the_recovery_code_opens_it_and_a_wrong_word_does_not(path):
    workbook, code = create_workbook(path, PASSPHRASE)
    workbook.close()
    with open_workbook(path, recovery=code) as workbook:
        assert workbook.records() == ()
    with pytest.raises(ime.WrongKey):
        open_workbook(path, "not this one")


def test_no_workbook_there(path):
    with pytest.raises(WorkbookMissing):
        open_workbook(path, PASSPHRASE)
    assert not path.exists()


def test_a_place_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CannotSave):
        open_workbook(tmp_path / "file" / "mine.imew", PASSPHRASE, create=True)


# --- words become dates ---


@pytest.mark.parametrize(
    ("words", "edtf"),
    [("May 2004", "2004-05"), ("about 2009", "2009~"), ("2003-21", "2003-21"), ("1998/..", "1998/..")],
)
def test_words_are_read_when_an_entry_is_added_and_kept_as_they_came(memory, words, edtf):
    kept = memory.add(career(start=words))
    assert (kept.start.phrase, kept.start.edtf) == (words, edtf)
    assert memory.get(kept.id) == kept


def test_a_date_that_cannot_be_read_keeps_nothing_and_names_the_field(memory):
    with pytest.raises(ime.DateNotUnderstood, match=r"^start: ") as caught:
        memory.add(career(start=f"the {SECRET} day"))
    assert SECRET not in str(caught.value)
    assert memory.records() == ()
    assert not memory.can_undo


def test_a_date_with_two_readings_offers_both(memory):
    with pytest.raises(ime.AmbiguousDate, match=r"^end: ") as caught:
        memory.add(career(end="05/06/2012"))
    assert [reading.edtf for reading in caught.value.readings] == ["2012-06-05", "2012-05-06"]
    assert memory.records() == ()


def test_a_habit_answers_for_numbers_only(memory):
    memory.set("date order", "month first")
    assert memory.add(career(start="05/06/2012")).start.edtf == "2012-05-06"
    memory.set("date order", "day first")
    assert memory.add(career(start="05/06/2012")).start.edtf == "2012-06-05"


def test_an_age_needs_the_date_of_birth(memory):
    with pytest.raises(ime.DateNotUnderstood):
        memory.add(ime.Use(substance="alcohol", event="first_use", start="when I was 16"))
    memory.add(ime.Profile(born="14 March 1979"))
    kept = memory.add(ime.Use(substance="alcohol", event="first_use", start="when I was 16"))
    assert (kept.start.date.earliest, kept.start.date.latest) == (dt.date(1995, 3, 14), dt.date(1996, 3, 13))


def test_seasons_take_the_hemisphere_of_the_workbook(memory):
    north = memory.add(career(start="summer 2003")).start.date
    memory.set("hemisphere", "south")
    south = memory.add(career(start="summer 2003-04")).start.date
    assert north.earliest == dt.date(2003, 6, 1)
    assert south.earliest == dt.date(2003, 12, 1)


@pytest.mark.parametrize("words", ["still", "Now", " ongoing ", "until now"])
def test_words_for_what_goes_on_become_ongoing(memory, words):
    kept = memory.add(career(end=words))
    assert kept.ongoing
    assert kept.end is None


def test_an_end_before_the_start_is_refused_once_both_are_read(memory):
    with pytest.raises(ime.InvalidRecord, match="the end comes after the start"):
        memory.add(career(start="May 2010", end="about 2004"))
    assert memory.records() == ()


def test_add_all_is_all_or_nothing_and_reads_ages_from_the_profile_beside_them(memory):
    with pytest.raises(ime.DateNotUnderstood):
        memory.add_all([career(), career(start="the day it rained")])
    assert memory.records() == ()
    memory.add_all([career(start="when I was 30"), ime.Profile(born="1979-03-14")])
    [entry] = memory.records("career")
    assert entry.start.date.earliest == dt.date(2009, 3, 14)
    assert memory.undo()
    assert memory.records() == ()


# --- edit, remove, undo, history ---


def test_an_edit_replaces_and_the_history_keeps_every_version(wb):
    kept = wb.add(career())
    changed = wb.edit(kept.id, title="Night pharmacist", end="April 2014")
    assert changed.id == kept.id
    assert (wb.get(kept.id).title, changed.end.edtf) == ("Night pharmacist", "2014-04")
    assert kept.title == "Staff pharmacist"
    assert [version.record.title for version in wb.history(kept.id)] == ["Staff pharmacist", "Night pharmacist"]


def test_an_edit_that_breaks_a_rule_changes_nothing(wb):
    kept = wb.add(career())
    for wrong in ({"end": "1999"}, {"start": "no such day"}, {"full_time_percent": 900}, {"unknown": 1}):
        with pytest.raises(ime.ImeworkbookError):
            wb.edit(kept.id, **wrong)
    assert wb.get(kept.id) == kept
    assert len(wb.history(kept.id)) == 1


def test_undo_and_redo_walk_through_add_edit_and_remove(wb):
    kept = wb.add(career())
    wb.edit(kept.id, title="Night pharmacist")
    wb.remove(kept.id)
    assert wb.records() == ()
    assert wb.undo()
    assert wb.get(kept.id).title == "Night pharmacist"
    assert wb.undo()
    assert wb.get(kept.id) == kept
    assert wb.undo()
    assert wb.records() == ()
    assert not wb.undo()
    assert wb.redo()
    assert wb.redo()
    assert wb.get(kept.id).title == "Night pharmacist"
    assert wb.can_redo
    wb.add(career(title="Another"))
    assert not wb.can_redo
    assert not wb.redo()


def test_undo_outlives_the_sitting(path):
    with open_workbook(path, PASSPHRASE, create=True) as workbook:
        workbook.add(career())
    with open_workbook(path, PASSPHRASE) as workbook:
        assert workbook.can_undo
        assert workbook.undo()
        assert workbook.records() == ()


def test_removed_keeps_its_history_and_erased_keeps_none(wb):
    kept = wb.add(career())
    wb.remove(kept.id)
    assert [version.record for version in wb.history(kept.id)][:1] == [kept]
    for missing in (kept.id, "no such id"):
        with pytest.raises(NoSuchRecord):
            wb.remove(missing)
        with pytest.raises(NoSuchRecord):
            wb.edit(missing, title="x")
    wb.erase(kept.id)
    assert wb.history(kept.id) == ()
    wb.undo()
    assert wb.records() == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(record=ANY_RECORD)
def test_any_record_comes_back_as_it_was_read(record):
    with ime.Workbook.in_memory() as workbook:
        kept = workbook.add(record)
        assert workbook.get(kept.id) == kept
        assert kept.id == record.id
        workbook.undo()
        assert workbook.records() == ()


# --- who may see what ---


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(entries=st.lists(st.tuples(st.sampled_from(AUDIENCES), st.booleans()), max_size=8))
def test_each_copy_holds_what_its_reader_may_see(entries):
    with ime.Workbook.in_memory() as workbook:
        for audience, point in entries:
            workbook.add(career(audience=audience, point=point))
        seen = {reader: {entry.id for entry in workbook.timeline(audience=reader).entries} for reader in AUDIENCES}
        for reader in AUDIENCES:
            assert len(seen[reader]) == sum(may_see(reader, audience) for audience, _ in entries)
    assert seen["evaluator"] <= seen["clinician"] <= seen["private"]


def test_what_is_new_is_private(memory):
    memory.add(career())
    memory.add(ime.Use(substance="alcohol", start="2009", frequency="weekly"))
    assert memory.timeline(audience="clinician").entries == ()
    assert len(memory.timeline().entries) == 2


# --- drafts, settings, change events ---


def test_what_is_being_typed_survives_without_being_kept(path):
    with open_workbook(path, PASSPHRASE, create=True) as workbook:
        workbook.save_draft("new career", {"title": SECRET, "end": None})
    assert SECRET.encode() not in path.read_bytes()
    with open_workbook(path, PASSPHRASE) as workbook:
        assert workbook.drafts() == {"new career": {"title": SECRET, "end": None}}
        workbook.add(career(), draft="new career")
        assert workbook.draft("new career") is None
        workbook.save_draft("x", {"a": 1})
        workbook.drop_draft("x")
        assert workbook.drafts() == {}


def test_a_refused_entry_leaves_its_draft(memory):
    memory.save_draft("d", {"start": "no such day"})
    with pytest.raises(ime.DateNotUnderstood):
        memory.add(career(start="no such day"), draft="d")
    assert memory.draft("d") == {"start": "no such day"}


def test_settings_have_a_default_and_keep_the_last_choice(path):
    with open_workbook(path, PASSPHRASE, create=True) as workbook:
        assert workbook.setting("paper", "letter") == "letter"
        workbook.set("paper", "a4")
        workbook.set("paper", "letter")
        workbook.set("paper", "a4")
    with open_workbook(path, PASSPHRASE) as workbook:
        assert workbook.setting("paper") == "a4"


def test_the_profile_is_empty_until_something_is_said(memory):
    assert memory.profile == ime.Profile()
    memory.add(ime.Profile(initials="A.B."))
    memory.edit("profile", born="1979")
    assert (memory.profile.initials, memory.profile.born.edtf) == ("A.B.", "1979")


def test_subscribers_hear_of_changes_here_and_of_those_in_another_window(wb, path):
    heard = []
    stop = wb.subscribe(heard.extend)
    kept = wb.add(career())
    assert [change.id for change in heard] == [kept.id]
    with open_workbook(path, PASSPHRASE) as other:
        elsewhere = other.add(career(title="Elsewhere"))
    wb.poll()
    assert [change.id for change in heard] == [kept.id, elsewhere.id]
    stop()
    wb.remove(kept.id)
    assert len(heard) == 2


# --- the public face ---


def test_the_example_of_the_public_face(path, tmp_path):
    with ime.open_workbook(path, PASSPHRASE, create=True) as wb:
        wb.add(
            ime.Use(substance="alcohol", frequency="weekly", start="about 2009", end="2012-05", audience="evaluator")
        )
        wb.add(career(organisation="St. Mary's", end="2014-03"))
        wb.undo()
        timeline = wb.timeline(audience="evaluator")
        document = ime.report(wb, audience="evaluator", prepared=dt.date(2026, 11, 23))
        written = document.write(tmp_path / "copies")
    frame = timeline.to_frame()
    assert list(frame["start"]) == ["about 2009"]
    chart = ime.chronology(timeline)
    assert {"data", "layout", "config"} <= chart.to_plotly().keys()
    assert chart.to_svg().startswith("<svg")
    assert "<html" in chart.to_html()[:200]
    assert "about 2009" in document.to_html()
    assert document.to_pdf().startswith(b"%PDF-")
    assert [file.suffix for file in written] == [".html", ".pdf"]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_of_the_same_day_is_the_same_bytes(audience):
    day = dt.date(2026, 11, 23)
    with sample() as one, sample() as two:
        first, second = (ime.report(workbook, audience, prepared=day) for workbook in (one, two))
        assert first.to_html() == second.to_html()
    assert day.isoformat() in first.file_name


def test_the_paper_is_the_workbooks_own_unless_asked_for(memory):
    assert ime.report(memory).paper == "letter"
    memory.set("paper", "a4")
    assert ime.report(memory).paper == "a4"
    assert ime.report(memory, paper="letter").paper == "letter"


def test_every_public_name_is_there_and_no_other():
    for name in ime.__all__:
        assert getattr(ime, name) is not None
    assert set(ime.__all__) <= set(dir(ime))
    with pytest.raises(AttributeError, match="no attribute"):
        getattr(ime, "no_such_name")  # noqa: B009 - the name is the point


def test_importing_and_using_a_workbook_stays_light():
    script = """
import json, sys
import imeworkbook as ime
after_import = set(sys.modules)
with ime.Workbook.in_memory() as wb:
    wb.add(ime.Career(title="Post", start="about 2009"))
    entries = wb.timeline().entries
print(json.dumps([sorted(after_import), sorted(sys.modules), len(entries)]))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    bare, used, count = json.loads(run.stdout)
    heavy = {
        "pandas",
        "numpy",
        "plotly",
        "nbconvert",
        "jupyterlab",
        "jupyter_server",
        "ipywidgets",
        "anywidget",
        "typst",
    }
    assert count == 1
    assert not heavy & {name.partition(".")[0] for name in used}
    assert not {"pydantic", "apsw", "cryptography"} & {name.partition(".")[0] for name in bare}


def test_everything_public_shows_itself_in_a_notebook():
    with sample() as workbook:
        timeline = workbook.timeline(audience="evaluator")
        shown = ime.chronology(timeline).show(save=True)._repr_mimebundle_()
        assert shown["image/svg+xml"].startswith("<svg")
        assert "<table" in timeline.show(save=True)._repr_mimebundle_()["text/html"]
        page = ime.report(workbook).show(save=True)._repr_mimebundle_()
        assert "Training and work" in page["text/html"]
        assert "<style" not in page["text/html"]
        assert page["text/plain"].startswith("<Document")


def test_what_a_notebook_saves_of_a_value_is_its_kind_and_a_count():
    with sample() as workbook:
        timeline = workbook.timeline()
        for value in (timeline, ime.chronology(timeline), ime.report(workbook)):
            data, metadata = value.show()._repr_mimebundle_()
            assert data.keys() == {"text/plain", "application/vnd.jupyter.widget-view+json"} and metadata == {}
            assert data["text/plain"] == repr(value)
            state = _instances[data["application/vnd.jupyter.widget-view+json"]["model_id"]].get_state()
            assert state["view"] == "picture" and "alcohol" not in str(state).lower()


def test_no_repr_shows_what_a_person_said(memory):
    record = memory.add(career(title=SECRET, start="May 2004", notes=SECRET))
    memory.set("country", SECRET)
    memory.save_draft("d", {"title": SECRET})
    timeline = memory.timeline()
    shown = [
        memory,
        record,
        record.start,
        memory.records(),
        memory.history(record.id),
        timeline,
        timeline.entries,
        ime.chronology(timeline),
        ime.report(memory, "private"),
        memory.read_date("May 2004"),
        When(phrase=SECRET),
    ]
    for one in shown:
        assert SECRET not in repr(one)
        assert "May 2004" not in repr(one)
        assert SECRET not in f"{one}"


def test_the_sample_is_whole_and_its_dates_are_read():
    with sample() as workbook:
        assert len(workbook.records()) == len(sample_records())
        entries = workbook.timeline().entries
    assert entries
    assert all(entry.start is None or entry.start.edtf for entry in entries)


def test_copies_call_a_person_by_their_initials_where_they_choose_so():
    workbook = ime.Workbook.in_memory()
    workbook.add(ime.Profile(name="Robin Example", initials="R. E.", audience="evaluator"))
    assert "Robin Example" in ime.report(workbook).to_html()
    workbook.set("names", "initials")
    called = ime.report(workbook).to_html()
    assert "Robin" not in called
    assert "R. E." in called
    workbook.add(workbook.profile.with_(initials=""))
    assert "Robin Example" in ime.report(workbook).to_html()


def test_a_recollection_says_its_words_and_their_days_and_keeps_them_out_of_its_repr():
    said = ime.remember("summer 2003")
    assert str(said) == "summer 2003: 1 June to 31 August 2003"
    assert str(ime.remember("before 1999")) == "before 1999: 31 December 1998 or earlier"
    assert str(ime.remember("14 May 2004")) == "14 May 2004: 14 May 2004"
    assert repr(said) == "<Recollection>"
    assert "summer" not in str(said._repr_mimebundle_())
    assert "<p>summer 2003: 1 June" in said.show(save=True)._repr_mimebundle_()["text/html"]


def test_a_script_may_add_every_kind():
    assert {model.__name__ for model in KINDS.values()} <= set(ime.__all__)
    assert all(getattr(ime, model.__name__) is model for model in KINDS.values())


class Terminal:
    def isatty(self):
        return True


def test_a_passphrase_that_is_not_given_is_asked_for(tmp_path, monkeypatch):
    path, given = tmp_path / "w.imew", iter(["four words beside rivers", "four words beside rivers"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _: next(given))
    with open_workbook(path, create=True) as made:
        made.add(ime.Career(title="Nurse"))
    assert list(given) == []
    monkeypatch.setattr("getpass.getpass", lambda _: "four words beside rivers")
    with open_workbook(path) as opened:
        assert len(opened.records()) == 1


def test_two_passphrases_that_differ_make_nothing(tmp_path, monkeypatch):
    given = iter(["four words beside rivers", "five words beside rivers"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _: next(given))
    with pytest.raises(ime.WrongKey, match="not the same"):
        open_workbook(tmp_path / "w.imew", create=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("nobody", [EOFError, NotImplementedError])
def test_where_nobody_is_there_to_ask_one_sentence_says_so(tmp_path, monkeypatch, nobody):
    def ask(_):
        raise nobody

    create_workbook(tmp_path / "w.imew", "four words beside rivers")[0].close()
    for stdin in (None, Terminal()):
        monkeypatch.setattr("sys.stdin", stdin)
        monkeypatch.setattr("getpass.getpass", ask)
        with pytest.raises(ime.WrongKey, match="give the passphrase"):
            open_workbook(tmp_path / "w.imew")


def test_a_timeline_tells_what_lined_up_and_what_could_be_looked_at_again():
    timeline = sample().timeline("evaluator", as_of=dt.date(2026, 11, 23))
    assert {one.certainty for one in timeline.connections()} <= {"certainly", "possibly"}
    assert any("Staff pharmacist" in one.sentence for one in timeline.connections())
    assert [one.check for one in timeline.findings()] == [one.check for one in findings(timeline)]
    assert sample().timeline().findings()
    assert repr(timeline) == f"<Timeline of {len(timeline)} entries>"

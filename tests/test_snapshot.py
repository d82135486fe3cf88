"""One state read once: never another one than the file holds, and never longer than the workbook is open."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook import language
from imeworkbook.errors import DateError, InvalidRecord
from imeworkbook.recall import narrowing, reader
from imeworkbook.records import AUDIENCES, Career, Note, Record, Use, When
from imeworkbook.snapshot import Snapshot
from imeworkbook.store import live
from imeworkbook.store.live import Live
from imeworkbook.timeline import Timeline
from imeworkbook.widgets.editor import Editor
from imeworkbook.workbook import Workbook, create_workbook, open_workbook, sample_records

PASSPHRASE = "seven quiet herons at noon"
CHANGES = (
    {"title": "Nightjar"},
    {"start": "2003"},
    {"start": "summer 2004", "end": "about 2011"},
    {"start": "when I was 20", "end": None},
    {"audience": "evaluator"},
    {"audience": "private"},
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "remove", "add", "undo", "redo"]),
        st.integers(0, 200),
        st.sampled_from(CHANGES),
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture
def calls(monkeypatch):
    """How often a record was parsed, a date was read and a network was solved."""
    counted: dict[str, int] = dict.fromkeys(("from_dict", "remember", "solve"), 0)

    def count(module, name):
        plain = getattr(module, name)

        def counting(*given, **named):
            counted[name] += 1
            return plain(*given, **named)

        monkeypatch.setattr(module, name, counting)

    for module, name in ((live, "from_dict"), (reader, "remember"), (narrowing, "solve")):
        count(module, name)
    return counted


@pytest.fixture
def filled():
    with Workbook.in_memory() as workbook:
        workbook.add_all(sample_records())
        facts(workbook.snapshot)
        yield workbook


def facts(snapshot: Snapshot) -> list[object]:
    """All that a snapshot gives."""
    timelines = [snapshot.timeline(audience) for audience in AUDIENCES]
    spans = [[timeline.span(entry) for entry in timeline.entries] for timeline in timelines]
    clashes = [timeline.contradictions() for timeline in timelines]
    found = [snapshot.landmarks, snapshot.findings, snapshot.connections, snapshot.by_id]
    return [snapshot.records, timelines, spans, clashes, *found]


def step(workbook: Workbook, what: str, number: int, changes: dict[str, object]) -> None:
    """One thing that a person may do; what a record refuses changes nothing."""
    entries = workbook.snapshot.timeline().entries
    one = entries[number % len(entries)] if entries else None
    if one and what == "edit":
        with suppress(InvalidRecord, DateError):
            workbook.edit(one.id, **changes)
    elif one and what == "remove":
        workbook.remove(one.id)
    elif what == "add":
        workbook.add(Use(substance="alcohol", start="2003"))
    elif what in ("undo", "redo"):
        getattr(workbook, what)()


@given(STEPS)
@settings(max_examples=10, deadline=None)
def test_after_any_steps_a_snapshot_gives_what_a_fresh_reading_of_the_file_gives(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("file") / "w.imew"
    with create_workbook(path, PASSPHRASE)[0] as workbook:
        workbook.add_all([record for record in sample_records() if record.kind != "use"])
        for one in steps:
            facts(workbook.snapshot)
            step(workbook, *one)
        copy = path.with_name("copy.imew")
        shutil.copyfile(path, copy)
        with open_workbook(copy, PASSPHRASE) as fresh:
            assert facts(workbook.snapshot) == facts(fresh.snapshot)


def test_one_state_is_one_snapshot_until_something_changes(filled):
    before = filled.snapshot
    filled.save_draft("new:note", {"text": "half a sentence"})
    assert filled.snapshot is before and filled.timeline() is before.timeline()
    filled.set("country", "ca")
    assert filled.snapshot is not before


def test_a_write_of_another_process_is_seen(tmp_path):
    path = tmp_path / "w.imew"
    with create_workbook(path, PASSPHRASE)[0] as workbook:
        mine = workbook.add(Career(title="Nightjar", start="2004"))
        workbook.add(Note(id="note"))
        note = workbook.get("note")
        assert [entry.title for entry in workbook.snapshot.timeline().entries] == ["Nightjar"]
        script = (
            "import sys, imeworkbook as ime\n"
            "with ime.open_workbook(sys.argv[1], sys.argv[2]) as wb: wb.edit(sys.argv[3], title='Heron')"
        )
        subprocess.run([sys.executable, "-c", script, path, PASSPHRASE, mine.id], check=True)
        assert [entry.title for entry in workbook.snapshot.timeline().entries] == ["Heron"]
        assert workbook.get("note") == note and workbook.get("note") is not note  # nothing is taken over from before


def test_what_was_taken_back_is_in_no_snapshot(filled):
    before = facts(filled.snapshot)

    def interrupted():
        with filled.store.together():
            filled.add(Career(title="Nightjar", start="2004"))
            assert any(entry.title == "Nightjar" for entry in filled.snapshot.timeline().entries)
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    filled.store.put(Career(id="new", title="Heron", start="2004"))  # it gets the numbers of what was taken back
    assert "Heron" in [entry.title for entry in filled.snapshot.timeline().entries]
    filled.erase("new")
    assert facts(filled.snapshot) == before


def test_an_edit_reads_the_records_that_it_changed_and_no_other(filled, calls):
    entry = filled.snapshot.timeline().career[0]
    filled.edit(entry.id, organisation="Nightjar")
    facts(filled.snapshot)
    assert calls["from_dict"] == 1
    filled.undo()
    facts(filled.snapshot)
    assert calls["from_dict"] == 2


def test_a_letter_in_another_field_reads_no_record_no_date_and_no_network(filled, calls):
    editor = Editor(filled, "use", defaults={"substance": "alcohol"})
    editor.set_all({"start": "two years after high school", "amount": "2 be"})
    assert editor.readings["start"] and editor.leans["start"].names
    assert calls["remember"] and calls["solve"]
    before = dict(calls)
    editor.set_all({"amount": "2 bee"})
    assert calls == before
    editor.set_all({"start": "three years after high school"})
    assert calls["remember"] == before["remember"] + 1 and calls["solve"] > before["solve"]


def test_words_that_could_not_be_read_are_refused_again_in_the_same_words(filled, calls):
    said = []
    for words in ("no day at all", "05/06/2007") * 2:
        with pytest.raises(Exception) as refused:
            filled.read_date(words)
        said.append((type(refused.value), str(refused.value), getattr(refused.value, "readings", ())))
    assert said[:2] == said[2:] and said[1][2]
    assert calls["remember"] == 2


def test_after_it_was_closed_nothing_that_was_read_is_kept(tmp_path):
    gc.collect()
    others = {id(one) for one in gc.get_objects() if isinstance(one, Record | Timeline | Snapshot | Live)}
    workbook = create_workbook(tmp_path / "w.imew", PASSPHRASE)[0]
    workbook.add_all(sample_records())
    facts(workbook.snapshot)
    with pytest.raises(Exception, match="date"):
        workbook.read_date("no day at all")
    workbook.read_date("two years after high school")
    assert [one for one in language._bounded if one.cache_info().currsize]
    gc.collect()
    gc.disable()
    try:
        workbook.close()
        kept = [one for one in gc.get_objects() if isinstance(one, Record | Timeline | Snapshot | Live)]
    finally:
        gc.enable()
    assert [type(one) for one in kept if id(one) not in others] == []
    assert [one for one in language._bounded if one.cache_info().currsize] == []


def test_a_remembered_date_is_worked_out_once_and_that_shows_nowhere():
    one, other = (When(phrase="about 2004", edtf="2004~", earliest=dt.date(2003, 5, 1)) for _ in range(2))
    assert one.date is one.date
    assert one == other and one.model_dump() == other.model_dump() and hash(one) == hash(other)

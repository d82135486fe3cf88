"""What every store promises, tried on the encrypted file and on its twin in memory."""

import datetime as dt
import json
import threading
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import ANY_RECORD

from imeworkbook.errors import NoSuchRecord, WorkbookLocked
from imeworkbook.records import Career, Citation, Document, Life, Note, Setting, from_dict
from imeworkbook.store import MemoryStore, create

PASSPHRASE = "four words beside rivers"


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    made = MemoryStore() if request.param == "memory" else create(tmp_path / "w.imew", PASSPHRASE)[0]
    with closing(made):
        yield made


def text(store, id):
    record = store.get(id)
    return None if record is None else record.text


def test_what_is_put_is_there_in_the_order_of_its_first_putting(store):
    first, second = Note(text="one"), Career(title="two")
    store.put(first)
    store.put(second)
    store.put(first.with_(text="one again"))
    assert store.records() == (first.with_(text="one again"), second)
    assert store.records("career") == (second,)
    assert store.get(second.id) == second
    assert store.get("nobody") is None


def test_several_records_are_one_step(store):
    changes = store.put(Note(text="a"), Note(text="b"))
    assert [change.kind for change in changes] == ["note", "note"]
    assert len(store.undo()) == 2
    assert store.records() == ()


def test_removing_keeps_the_history_and_undo_brings_it_back(store):
    note = Note(text="kept")
    store.put(note)
    store.remove(note.id)
    assert store.get(note.id) is None
    assert [version.record for version in store.history(note.id)] == [note, None]
    store.undo()
    assert store.get(note.id) == note


def test_citations_are_kept_with_their_history_and_outlive_the_record_that_they_cite(store):
    document, entry = Document(what="Discharge summary"), Life(title="Moved")
    cited = entry.with_(citations=[Citation(record=document.id, place="p. 3", says="March 2016")])
    store.put(document, entry)
    store.put(cited)
    assert store.get(entry.id) == cited == from_dict(json.loads(json.dumps(cited.to_dict())))
    store.undo()
    assert store.get(entry.id) == entry
    store.redo()
    store.remove(document.id)
    assert store.get(entry.id) == cited
    assert [version.record for version in store.history(entry.id)][:2] == [entry, cited]


def test_every_version_is_kept_with_its_time(store):
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    note = Note(text="1")
    for number in "123":
        store.put(note.with_(text=number))
    history = store.history(note.id)
    assert [version.record.text for version in history] == ["1", "2", "3"]
    assert all(before <= version.at <= dt.datetime.now(dt.UTC) for version in history)


def test_erasing_leaves_no_history_and_nothing_to_undo(store):
    note, other = Note(text="gone"), Note(text="stays")
    store.put(note)
    store.put(other)
    store.put(note.with_(text="gone too"))
    store.save_draft(f"edit:{note.id}", {"text": "gone as well"})
    store.erase(note.id)
    assert store.history(note.id) == ()
    assert store.drafts() == {}
    assert store.records() == (other,)
    store.undo()
    assert store.records() == ()
    assert store.undo() == ()
    store.redo()
    assert store.records() == (other,)


def test_what_is_not_there_can_be_neither_removed_nor_erased(store):
    note = Note()
    with pytest.raises(NoSuchRecord):
        store.remove(note.id)
    with pytest.raises(NoSuchRecord):
        store.erase(note.id)
    store.put(note)
    store.remove(note.id)
    with pytest.raises(NoSuchRecord):
        store.remove(note.id)
    store.erase(note.id)
    assert store.history(note.id) == ()


def test_undo_and_redo_walk_the_list_of_old_records(store):
    note = Note(text="1")
    assert not store.can_undo
    for number in "123":
        store.put(note.with_(text=number))
    assert store.undo() and text(store, note.id) == "2"
    assert store.undo() and text(store, note.id) == "1"
    assert store.redo() and text(store, note.id) == "2"
    assert store.can_undo and store.can_redo
    store.put(note.with_(text="another way"))
    assert not store.can_redo
    assert store.redo() == ()
    store.undo()
    assert text(store, note.id) == "2"


def test_undo_brings_back_the_kind_too(store):
    life = Life(title="a year away")
    store.put(life)
    store.put(Career(id=life.id, title="a year away"))
    store.undo()
    assert store.records("life") == (life,)
    assert store.records("career") == ()


def test_a_draft_is_kept_and_settled_by_the_record_it_became(store):
    store.save_draft("new:note", {"text": "half a sen", "when": None, "days": 3})
    assert store.draft("new:note") == {"text": "half a sen", "when": None, "days": 3}
    assert store.drafts().keys() == {"new:note"}
    store.put(Note(text="half a sentence"), drop_draft="new:note")
    assert store.draft("new:note") is None
    store.save_draft("other", {})
    store.drop_draft("other")
    assert store.drafts() == {}


def test_settling_a_draft_alone_leaves_redo_alone(store):
    store.put(Note())
    store.undo()
    store.save_draft("d", {"a": 1})
    store.put(drop_draft="d")
    assert store.can_redo and store.drafts() == {}


def test_listeners_hear_every_change_until_they_stop(store):
    heard = []
    stop = store.subscribe(heard.append)
    note = Note()
    made = [store.put(note), store.remove(note.id), store.undo(), store.redo(), store.erase(note.id)]
    assert heard == made
    stop()
    stop()
    store.put(Setting(id="setting:x", value="y"))
    assert heard == made
    assert store.changes_since(made[-1][0].number)[0].kind == "setting"
    assert store.last_change == made[-1][0].number + 1


def test_a_listener_that_raises_stops_nobody(store, caplog):
    heard = []

    def broken(_changes):
        raise ValueError("private words")

    store.subscribe(broken)
    store.subscribe(heard.append)
    note = Note(text="kept")
    store.put(note)
    assert store.get(note.id) == note
    assert len(heard) == 1
    assert "ValueError" in caplog.text
    assert "private words" not in caplog.text


def test_a_listener_may_write(store):
    def answer(changes):
        if changes[0].kind == "note":
            store.put(Setting(id="setting:heard", value="yes"))

    store.subscribe(answer)
    store.put(Note())
    assert store.get("setting:heard").value == "yes"


def test_threads_may_write_at_once(store):
    notes = [[Note(text=f"{thread}.{number}") for number in range(10)] for thread in range(4)]
    heard = []
    store.subscribe(heard.extend)
    threads = [threading.Thread(target=lambda own=own: [store.put(note) for note in own]) for own in notes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(store.records()) == {note for own in notes for note in own}
    assert sorted(change.number for change in heard) == list(range(1, 41))


def test_calls_together_are_one_transaction(store):
    heard = []
    store.subscribe(heard.append)
    with store.together():
        store.put(Note(id="one"))
        with store.together():
            store.put(Note(id="two"))
        assert len(store.records()) == 2
        assert heard == []
    assert [[change.id for change in changes] for changes in heard] == [["one", "two"]]
    with pytest.raises(NoSuchRecord), store.together():
        store.put(Note(id="three"))
        store.remove("nobody")
    assert [record.id for record in store.records()] == ["one", "two"]
    with store.together():
        with pytest.raises(NoSuchRecord), store.together():
            store.put(Note(id="four"))
            store.remove("nobody")
        store.put(Note(id="five"))
    assert [record.id for record in store.records()] == ["one", "two", "five"]
    assert len(heard) == 2


def test_all_or_nothing(store, monkeypatch):
    good, bad = Note(text="good"), Note(text="bad")
    monkeypatch.setattr(store, "_new_step", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.put(good, bad)
    assert store.records() == ()
    assert store.last_change == 0


def test_a_record_that_cannot_be_read_is_named_and_stays(store):
    good, bad = Note(text="good"), Note(text="bad")
    store.put(good, bad)
    for body in ("{", "[]", "7", '{"kind": "novel"}', json.dumps({"kind": "note", "text": ["no"]})):
        store._connection.execute("UPDATE version SET body = ? WHERE id = ?", (body, bad.id))
        assert store.records() == (good,)
        assert store.get(bad.id) is None
        assert [(one.kind, type(one.at)) for one in store.unreadable()] == [("note", dt.datetime)]
        assert store.history(bad.id)[0].record is None
    store._connection.execute("INSERT INTO draft VALUES ('x', '{')")
    assert store.drafts() == {}
    store.put(bad.with_(text="mended"))
    assert store.unreadable() == ()


def test_a_closed_store_says_that_it_is_locked(store):
    store.close()
    store.close()
    assert store.closed
    for use in (store.records, store.undo, store.poll, lambda: store.put(Note()), lambda: store.can_undo):
        with pytest.raises(WorkbookLocked, match="locked"):
            use()


def test_a_repr_shows_nothing(store):
    store.put(Note(text="private words"))
    assert "private" not in repr(store)
    assert "open" in repr(store)


@given(kept=st.lists(ANY_RECORD, max_size=8, unique_by=lambda record: record.id))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])  # of the machine, not of ours
def test_every_kind_of_record_comes_back_as_it_was(kept):
    with MemoryStore() as store:
        store.put(*kept)
        assert store.records() == tuple(kept)
        assert [type(record) for record in store.records()] == [type(record) for record in kept]

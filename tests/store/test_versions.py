"""What a file of another version meets: its steps, and a shape that no version passes over."""

import hashlib
import json

import pytest

from imeworkbook.errors import NewerWorkbook, StoreError
from imeworkbook.language import texts
from imeworkbook.records import KINDS, Treatment
from imeworkbook.store import backup, migrations, open_

from .workbooks import PASSPHRASE, filled


def later(connection):
    connection.execute("CREATE TABLE later (x)")
    connection.execute("INSERT INTO later VALUES (1)")


def broken(connection):
    later(connection)
    connection.execute("INSERT INTO nowhere VALUES (1)")


def shape():
    """A digest of all kinds, their fields with what these may hold, and the terms of the vocabulary."""
    kinds = {name: bare(kind.model_json_schema()) for name, kind in KINDS.items()}
    terms = {name: sorted(found) for name, found in texts("vocabulary").items()}
    return hashlib.sha256(json.dumps([kinds, terms], sort_keys=True).encode()).hexdigest()


def bare(schema):
    """A JSON schema without the words about it."""
    if isinstance(schema, dict):
        return {key: bare(value) for key, value in schema.items() if key not in ("title", "description", "default")}
    return [bare(value) for value in schema] if isinstance(schema, list) else schema


def test_a_change_of_kinds_fields_or_terms_takes_a_step():
    """An earlier program passes over what it cannot read, so it has to refuse the file.

    Where this fails: add a step (one that does nothing will do, unless records have to be rewritten), and then set
    `migrations.SHAPE` to what this test works out.
    """
    assert (list(migrations.STEPS)[-1], shape()) == migrations.SHAPE


@pytest.mark.parametrize("saved_as_backup", [True, False])
def test_a_newer_file_is_refused_and_left_alone(path, monkeypatch, saved_as_backup):
    monkeypatch.setitem(migrations.STEPS, "2031-01-later", lambda connection: None)
    store, _ = filled(path)
    opened = backup(store, path.with_name("b.imew")) if saved_as_backup else path
    store.close()
    monkeypatch.undo()
    before = opened.read_bytes()
    with pytest.raises(NewerWorkbook, match="left as it is"):
        open_(opened, passphrase=PASSPHRASE)
    assert opened.read_bytes() == before
    assert {file.suffix for file in path.parent.iterdir()} == {".imew"}


def test_an_older_file_takes_the_steps_it_lacks_and_keeps_its_records(path, monkeypatch):
    store, _ = filled(path)
    expected = store.records()
    store.close()
    monkeypatch.setitem(migrations.STEPS, "2031-01-later", later)
    for _ in range(2):
        with open_(path, passphrase=PASSPHRASE) as store:
            assert store.records() == expected
            assert store._connection.execute("SELECT * FROM later").fetchall() == [(1,)]


def test_what_was_a_test_result_held_becomes_one_in_every_version(path):
    store, _ = filled(path)
    was = Treatment(id="t", type="assessment", title="Hair test", start="2018", provider="St. Example")
    store.put(was)
    store.put(was.with_(type="other", title="Hair test, sent by post"))
    connection = store._connection
    (number,) = connection.execute("SELECT version FROM record WHERE id = 't'").fetchone()
    changed = "UPDATE version SET body = replace(body, '\"other\"', '\"test_result\"') WHERE number = ?"
    connection.execute(changed, (number,))
    connection.execute("DELETE FROM migration WHERE name = '2026-12-test-results'")
    store.save_draft("x", {})  # which writes the file
    store.close()
    with open_(path, passphrase=PASSPHRASE) as store:
        now = store.get("t")
        assert (now.kind, now.title, now.result, now.start) == ("test", "Hair test, sent by post", None, was.start)
        assert "St. Example" in now.notes
        assert [record.id for record in store.records("test")] == ["t"]
        assert [version.record.kind for version in store.history("t")] == ["treatment", "test"]
        store.undo()
        assert store.records("treatment") == (was,)
        store.redo()
        assert store.records("test") == (now,)


def test_a_step_that_breaks_leaves_the_file_as_it_was(path, monkeypatch):
    filled(path)[0].close()
    before = path.read_bytes()
    monkeypatch.setitem(migrations.STEPS, "2031-01-broken", broken)
    with pytest.raises(StoreError):
        open_(path, passphrase=PASSPHRASE)
    assert path.read_bytes() == before
    monkeypatch.undo()
    with open_(path, passphrase=PASSPHRASE) as store:
        assert len(store.records()) == 2
        assert not store._connection.table_exists("main", "later")


def test_the_first_step_is_never_changed():
    """A released step is for ever: files made by it are on people's machines."""
    first = " ".join(migrations.FIRST_TABLES.split())
    assert next(iter(migrations.STEPS)) == migrations.FIRST
    assert (
        hashlib.sha256(first.encode()).hexdigest() == "b6370b573adf3b22d8ea59a78eedd83c04af1fea523a33c92dc9c5a3708b7983"
    )

"""The file: what it hides, and what it survives."""

import os
import signal
import stat
from contextlib import closing

import apsw
import pytest

from imeworkbook.errors import (
    CannotSave,
    StoreError,
    WorkbookLocked,
)
from imeworkbook.records import Note
from imeworkbook.store import backup, check, create, open_
from imeworkbook.store.translate import translated

from .workbooks import CANARY, MANY_DRAFTS, PASSPHRASE, files_with, filled, run

# --- what it hides ---


def test_nothing_typed_stands_in_any_file(path):
    store, _ = filled(path, CANARY)
    store.save_draft(CANARY, {"text": CANARY})
    assert files_with(path.parent, CANARY) == []
    with store._writing() as (connection, _):
        connection.execute("PRAGMA cache_size = 1")
        connection.execute(MANY_DRAFTS, (CANARY * 50,))
        connection.execute("SELECT * FROM draft ORDER BY fields DESC").fetchall()
        assert files_with(path.parent, CANARY) == []
    assert files_with(path.parent, CANARY) == []
    backup(store, path.with_name("b.imew"))
    store.close()
    assert {file.name for file in path.parent.iterdir()} == {"w.imew", "b.imew"}
    assert files_with(path.parent, CANARY) == []
    assert files_with(path.parent, PASSPHRASE) == []


def test_what_is_erased_is_in_no_page_even_for_who_has_the_key(path):
    store, _ = filled(path, "stays")
    note = Note(text=CANARY * 500)
    store.put(note)
    store.put(note.with_(text=CANARY))
    store.undo()
    store.save_draft(f"edit:{note.id}", {"text": CANARY})

    def pages():
        return store._connection.serialize("main")

    assert CANARY.encode() in pages()
    store.erase(note.id)
    assert CANARY.encode() not in pages()
    store.close()


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_only_its_owner_may_read_it(path, mask):
    former = os.umask(mask)
    try:
        store, _ = filled(path)
        kept = backup(store, path.with_name("b.imew"))
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        store.close()
    finally:
        os.umask(former)
    assert set(modes.values()) == {0o600}, modes
    assert modes.keys() == {"w.imew", "b.imew", ".w.imew.lock"}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert kept.name in modes


# --- what it survives ---


def test_killed_in_the_middle_of_writing_every_confirmed_edit_is_there(path):
    filled(path)[0].close()
    child = run(
        """
        from imeworkbook.records import Note
        store = open_(Path(sys.argv[1]), passphrase=sys.argv[2])
        for number in range(100_000):
            store.put(Note(id=str(number), text=sys.argv[3] * 20))
            print(number, flush=True)
        """,
        path, PASSPHRASE, CANARY,
    )  # fmt: skip
    confirmed = [int(child.stdout.readline()) for _ in range(40)]
    os.kill(child.pid, signal.SIGKILL)
    confirmed += [int(line) for line in child.stdout.read().splitlines()]
    child.stdout.close()
    child.wait()
    assert files_with(path.parent, CANARY) == []
    with open_(path, passphrase=PASSPHRASE) as store:
        assert {str(number) for number in confirmed} <= {record.id for record in store.records()}
        assert check(store).good
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_two_processes_write_at_once_and_hear_of_each_other(path):
    store, _ = filled(path)
    heard = []
    store.subscribe(heard.extend)
    script = """
        from imeworkbook.records import Note
        with open_(Path(sys.argv[1]), passphrase=sys.argv[2]) as store:
            for number in range(100):
                store.put(Note(id=sys.argv[3] + str(number)))
    """
    children = [run(script, path, PASSPHRASE, name) for name in "ab"]
    for number in range(100):
        store.put(Note(id=f"c{number}"))
    for child in children:
        child.communicate()
        assert child.returncode == 0
    store.poll()
    store.poll()
    everything = {f"{name}{number}" for name in "abc" for number in range(100)}
    assert everything <= {record.id for record in store.records()}
    assert len(heard) == 300
    assert {change.id for change in heard} == everything
    assert [change.number for change in heard] == sorted(change.number for change in heard)
    store.close()


def test_undo_takes_back_the_last_change_in_the_file_whoever_made_it(path):
    store, _ = filled(path, "one")
    with open_(path, passphrase=PASSPHRASE) as other:
        other.put(Note(id="one", text="changed elsewhere"))
        heard = []
        store.subscribe(heard.append)
        store.undo()
        assert len(heard) == 1 and len(heard[0]) == 2
        assert other.get("one").text == "one"
    store.close()
    with open_(path, passphrase=PASSPHRASE) as again:
        assert again.can_undo and again.can_redo
        again.redo()
        assert again.get("one").text == "changed elsewhere"


def test_a_writer_that_is_kept_waiting_says_so(path):
    store, _ = filled(path)
    with open_(path, passphrase=PASSPHRASE) as other:
        other._lock_file.wait_s = 0.01
        with store._writing(), pytest.raises(WorkbookLocked, match="Another window"):
            other.put(Note())
        other.put(Note())
    store.close()


# --- a full disk, a read-only place ---


def test_a_disk_that_refuses_keeps_what_there_was(path):
    filled(path)[0].close()
    child = run(
        """
        import resource
        from imeworkbook.errors import CannotSave
        from imeworkbook.records import Note
        store = open_(Path(sys.argv[1]), passphrase=sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000))
        kept = 0
        try:
            while True:
                store.put(Note(text="x" * 9_000))
                kept += 1
        except CannotSave as error:
            print(kept, error)
        print(len(store.records()))
        """,
        path, PASSPHRASE,
    )  # fmt: skip
    lines = child.communicate()[0].decode().splitlines()
    kept, sentence = lines[0].split(" ", 1)
    assert "Nothing was changed" in sentence
    assert int(lines[1]) == int(kept) + 2
    with open_(path, passphrase=PASSPHRASE) as store:
        assert len(store.records()) == int(kept) + 2


def test_a_place_that_cannot_be_written_to(tmp_path):
    store, _ = filled(tmp_path / "w.imew")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(CannotSave, match="cannot be written"):
        create(in_the_way / "w.imew", PASSPHRASE)
    with pytest.raises(CannotSave, match="folder is not there"):
        backup(store, in_the_way / "b.imew")
    store.close()
    assert {file.name for file in tmp_path.iterdir()} == {"w.imew", "file"}


# --- the border ---


def foreign_errors():
    found = [apsw.Error]
    for kind in found:
        found += [sub for sub in kind.__subclasses__() if sub not in found]
    return [*found, OSError, PermissionError, FileNotFoundError, IsADirectoryError, BlockingIOError]


@pytest.mark.parametrize("foreign", foreign_errors(), ids=lambda kind: kind.__name__)
def test_every_foreign_error_becomes_one_of_ours(foreign):
    with pytest.raises(StoreError) as caught, translated():
        raise foreign("private words")
    assert "private" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_closed_store_holds_no_key(path):
    store, _ = filled(path)
    with closing(store):
        assert len(store.data_key) == 32
    with pytest.raises(WorkbookLocked):
        _ = store.data_key
    with pytest.raises(WorkbookLocked):
        store.change_passphrase("another six words for me")

"""The file: what it hides, and what it survives."""

import os
import random
import signal
import stat
from contextlib import closing

import apsw
import pytest

from imeworkbook.errors import (
    CannotSave,
    DamagedWorkbook,
    NotAWorkbook,
    StoreError,
    WorkbookLocked,
)
from imeworkbook.records import Note
from imeworkbook.store import EncryptedStore, backup, check, container, create, open_
from imeworkbook.store.translate import translated

from .workbooks import CANARY, MANY_DRAFTS, PASSPHRASE, files_with, filled, run

# --- what it hides ---


def test_nothing_typed_stands_in_any_file(path):
    store, _ = filled(path, CANARY)
    store.save_draft(CANARY, {"text": CANARY})
    assert path.with_name("w.imew-wal").exists()
    assert files_with(path.parent, CANARY) == []
    with store._writing() as (connection, _):
        connection.execute("PRAGMA cache_size = 1")
        connection.execute(MANY_DRAFTS, (CANARY * 50,))
        connection.execute("SELECT * FROM draft ORDER BY fields DESC").fetchall()
        assert files_with(path.parent, CANARY) == []
    backup(store, path.with_name("b.imew"))
    store.close()
    assert {file.name for file in path.parent.iterdir()} == {"w.imew", "b.imew"}
    assert files_with(path.parent, CANARY) == []
    assert files_with(path.parent, PASSPHRASE) == []


def test_the_cipher_is_aegis_256(path):
    store, _ = filled(path)
    assert apsw.Connection(":memory:").execute("SELECT sqlite3mc_config('aegis', 'algorithm')").fetchall() == [(4,)]
    assert store._connection.pragma("cipher") == "aegis"

    assert store._connection.pragma("page_size") == 4096
    assert _usable(store._connection) == 4096 - 32 - 32  # nonce and tag
    store.close()


def _usable(connection):
    """Bytes of a page that SQLite may use: its own header, once decrypted, keeps the number of reserved ones at 20."""
    return 4096 - connection.serialize("main")[20]


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
    assert path.with_name("w.imew-wal").stat().st_size == 0
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
        other._connection.set_busy_timeout(10)
        with store._writing(), pytest.raises(WorkbookLocked, match="Another window"):
            other.put(Note())
        other.put(Note())
    store.close()


def test_altered_bytes_are_noticed_or_change_nothing(path):
    store, _ = filled(path, *(f"{number}" * 300 for number in range(40)))
    expected, key = store.records(), store.data_key
    store.close()
    whole = path.read_bytes()
    assert len(whole) > 5 * 4096
    dice = random.Random(2026)
    noticed = 0
    for _ in range(150):
        place = dice.randrange(len(whole))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << dice.randrange(8)]) + whole[place + 1 :])
        try:
            container.read_header(path)
            with EncryptedStore(path, key) as store:
                assert store.records() == expected
                assert check(store).good
        except (DamagedWorkbook, NotAWorkbook):
            noticed += 1
        for beside in path.parent.glob("w.imew-*"):
            beside.unlink()
    assert noticed > 100


@pytest.mark.parametrize("kept", [0, 5, 100, 4095, 4096, 4097, 6000, 8192, 12288, 20000])
def test_a_file_cut_short_is_noticed_and_left_alone(path, kept):
    filled(path, *(f"{number}" * 300 for number in range(40)))[0].close()
    cut = path.read_bytes()[:kept]
    path.write_bytes(cut)
    with pytest.raises((DamagedWorkbook, NotAWorkbook)), open_(path, passphrase=PASSPHRASE) as store:
        check(store)
    assert path.read_bytes() == cut


@pytest.mark.parametrize("half", [0, 1])
def test_one_torn_half_of_the_header_costs_nothing(path, half):
    filled(path)[0].close()
    block = bytearray(path.read_bytes())
    start = 128 + half * 1920
    block[start : start + 1920] = os.urandom(1920)
    path.write_bytes(block)
    with open_(path, passphrase=PASSPHRASE) as store:
        assert len(store.records()) == 2


# --- a full disk, a read-only place ---


def test_a_full_disk_keeps_what_there_was(path):
    store, _ = filled(path)
    expected = store.records()
    pages = store._connection.pragma("page_count")
    store._connection.pragma("max_page_count", pages)
    with pytest.raises(CannotSave, match="no room"):
        store.put(Note(text="x" * 20_000))
    assert store.records() == expected
    store._connection.pragma("max_page_count", 1_000_000)
    store.put(Note(text="x" * 20_000))
    assert len(store.records()) == 3
    store.close()


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
    with pytest.raises(CannotSave, match="cannot be written"):
        backup(store, in_the_way / "b.imew")
    store._connection.pragma("query_only", 1)
    with pytest.raises(CannotSave, match="cannot be written"):
        store.put(Note())
    assert len(store.records()) == 2
    store.close()


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

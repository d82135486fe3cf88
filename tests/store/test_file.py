"""The file: what it hides, what it survives, and what it says to bad input."""

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
from contextlib import closing

import apsw
import pytest

from imeworkbook import errors
from imeworkbook.errors import (
    CannotSave,
    DamagedWorkbook,
    NewerWorkbook,
    NotAWorkbook,
    StoreError,
    WorkbookExists,
    WorkbookLocked,
    WorkbookMissing,
    WrongKey,
)
from imeworkbook.records import Note
from imeworkbook.store import EncryptedStore, backup, check, container, create, migrations, open_, restore
from imeworkbook.store.translate import translated

PASSPHRASE = "four words beside rivers"
_MANY_DRAFTS = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
    INSERT INTO draft SELECT 'k' || i, ? FROM n
"""
CANARY = "Canary-Zwölfzylinder"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "w.imew"


def filled(path, *texts):
    store, code = create(path, PASSPHRASE)
    store.put(*(Note(id=text, text=text) for text in texts or ("one", "two")))
    return store, code


def files_with(folder, words):
    forms = [words.encode(), words.encode("utf-16-le"), words.encode().hex().encode()]
    return [path for path in folder.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in forms)]


def run(script, *arguments, **options):
    """Start another process on `script`, as another window would be."""
    code = "import sys; from pathlib import Path; from imeworkbook.store import *\n" + textwrap.dedent(script)
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, **options)


# --- what it hides ---


def test_nothing_typed_stands_in_any_file(path):
    store, _ = filled(path, CANARY)
    store.save_draft(CANARY, {"text": CANARY})
    assert path.with_name("w.imew-wal").exists()
    assert files_with(path.parent, CANARY) == []
    with store._writing() as (connection, _):
        connection.execute("PRAGMA cache_size = 1")
        connection.execute(_MANY_DRAFTS, (CANARY * 50,))
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


# --- keys ---


def test_only_the_passphrase_and_the_code_open_it(path):
    store, code = filled(path)
    store.close()
    with pytest.raises(WrongKey) as caught:
        open_(path, passphrase="private guess")
    assert "private" not in str(caught.value)
    with pytest.raises(WrongKey):
        open_(path)
    with open_(path, recovery=f"  {code.lower().replace('-', ' ')}") as store:
        assert len(store.records()) == 2
    symbols = code.replace("-", "")
    slip = ("1" if symbols[0] != "1" else "2") + symbols[1:]
    with pytest.raises(WrongKey, match="slip"):
        open_(path, recovery=slip)
    with pytest.raises(WrongKey, match="slip"):
        open_(path, recovery="")
    other = create(path.with_name("other.imew"), PASSPHRASE)
    other[0].close()
    with pytest.raises(WrongKey, match="another workbook"):
        open_(path, recovery=other[1])


def test_a_passphrase_is_the_same_however_its_accents_were_typed(path):
    create(path, "caf\u00e9 caf\u00e9 caf\u00e9")[0].close()
    with open_(path, passphrase="cafe\u0301 cafe\u0301 cafe\u0301") as store:
        assert store.records() == ()


def test_a_forgotten_passphrase_and_the_code_make_a_new_passphrase(path):
    store, code = filled(path)
    store.close()
    with open_(path, recovery=code) as store:
        store.change_passphrase("another six words for me")
    with pytest.raises(WrongKey):
        open_(path, passphrase=PASSPHRASE)
    with open_(path, passphrase="another six words for me") as store:
        assert len(store.records()) == 2
    with open_(path, recovery=code) as store:
        newer = store.new_recovery_code()
    with pytest.raises(WrongKey):
        open_(path, recovery=code)
    with open_(path, recovery=newer) as store:
        assert len(store.records()) == 2


@pytest.mark.parametrize("half", [0, 1])
def test_neither_half_of_the_header_opens_with_a_former_passphrase(path, half):
    store, _ = filled(path)
    store.change_passphrase("another six words for me")
    store.close()
    block = bytearray(path.read_bytes())
    start = 128 + half * 1920
    block[start : start + 1920] = bytes(1920)
    path.write_bytes(block)
    with pytest.raises(WrongKey):
        open_(path, passphrase=PASSPHRASE)
    with open_(path, passphrase="another six words for me") as store:
        assert len(store.records()) == 2


def test_a_short_passphrase_is_refused_and_nothing_made(path):
    with pytest.raises(errors.InvalidRecord, match="8 characters") as caught:
        create(path, "secret")
    assert "secret" not in str(caught.value)
    assert not path.exists()


@pytest.mark.parametrize("slot", [None, {}, {"salt": 1}, {"salt": "", "passes": 0, "lanes": 0, "memory_kib": 0}])
def test_a_header_written_by_hand_is_called_altered(path, slot):
    filled(path)[0].close()
    header = container.empty_header({"passphrase": slot})
    path.write_bytes(header + path.read_bytes()[4096:])
    with pytest.raises(DamagedWorkbook):
        open_(path, passphrase=PASSPHRASE)


# --- versions ---


def test_a_newer_header_is_refused_and_left_alone(path, monkeypatch):
    monkeypatch.setattr(container, "FORMAT", 2)
    filled(path)[0].close()
    monkeypatch.undo()
    before = path.read_bytes()
    with pytest.raises(NewerWorkbook):
        open_(path, passphrase=PASSPHRASE)
    assert path.read_bytes() == before


@pytest.mark.parametrize("saved_as_backup", [True, False])
def test_newer_tables_are_refused_and_left_alone(path, monkeypatch, saved_as_backup):
    monkeypatch.setitem(migrations.STEPS, "2031-01-later", "CREATE TABLE later (x)")
    store, _ = filled(path)
    opened = backup(store, path.with_name("b.imew")) if saved_as_backup else path
    store.close()
    monkeypatch.undo()
    before = opened.read_bytes()
    with pytest.raises(NewerWorkbook):
        open_(opened, passphrase=PASSPHRASE)
    assert opened.read_bytes() == before
    assert not list(path.parent.glob("*-wal"))


def test_an_older_file_takes_the_steps_it_lacks_and_keeps_its_records(path, monkeypatch):
    store, _ = filled(path)
    expected = store.records()
    store.close()
    monkeypatch.setitem(migrations.STEPS, "2031-01-later", "CREATE TABLE later (x); INSERT INTO later VALUES (1)")
    for _ in range(2):
        with open_(path, passphrase=PASSPHRASE) as store:
            assert store.records() == expected
            assert store._connection.execute("SELECT * FROM later").fetchall() == [(1,)]


def test_a_step_that_breaks_leaves_the_file_as_it_was(path, monkeypatch):
    store, _ = filled(path)
    store.close()
    monkeypatch.setitem(migrations.STEPS, "2031-01-broken", "CREATE TABLE later (x); INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StoreError):
        open_(path, passphrase=PASSPHRASE)
    monkeypatch.undo()
    with open_(path, passphrase=PASSPHRASE) as store:
        assert len(store.records()) == 2
        assert not store._connection.table_exists("main", "later")


def test_the_first_step_is_never_changed():
    """A released step is for ever: files made by it are on people's machines."""
    import hashlib

    first = " ".join(migrations.STEPS["2026-11-first"].split())
    assert next(iter(migrations.STEPS)) == "2026-11-first"
    assert (
        hashlib.sha256(first.encode()).hexdigest() == "b6370b573adf3b22d8ea59a78eedd83c04af1fea523a33c92dc9c5a3708b7983"
    )


# --- other files ---


def test_a_place_with_nothing_or_something_else(tmp_path):
    with pytest.raises(WorkbookMissing):
        open_(tmp_path / "none.imew", passphrase=PASSPHRASE)
    with pytest.raises(NotAWorkbook):
        open_(tmp_path, passphrase=PASSPHRASE)
    for content in (b"", b"hello", b"SQLite format 3\0" * 500, os.urandom(9000)):
        other = tmp_path / "other.imew"
        other.write_bytes(content)
        with pytest.raises(NotAWorkbook):
            open_(other, passphrase=PASSPHRASE)
        with pytest.raises(WorkbookExists):
            create(other, PASSPHRASE)
        assert other.read_bytes() == content


# --- backups ---


def test_a_backup_of_an_open_workbook_opens_with_the_same_keys(path, tmp_path):
    store, code = filled(path)
    kept = backup(store, tmp_path)
    assert kept.name.startswith("workbook-backup-") and kept.suffix == ".imew"
    second = backup(store, tmp_path)
    assert second != kept
    with pytest.raises(WorkbookExists):
        backup(store, kept)
    for key in ({"passphrase": PASSPHRASE}, {"recovery": code}):
        with open_(kept, **key) as copy:
            assert copy.records() == store.records()
            assert copy.can_undo
    store.close()
    assert not [file for file in tmp_path.iterdir() if file.suffix == ".part"]


def test_bringing_back_keeps_what_was_there(path, tmp_path):
    store, _ = filled(path, "then")
    kept = backup(store, tmp_path / "b.imew")
    store.put(Note(id="since"))
    with pytest.raises(WorkbookLocked):
        restore(kept, path)
    store.close()
    before = kept.read_bytes()
    aside = restore(kept, path, passphrase=PASSPHRASE)
    assert kept.read_bytes() == before
    with open_(path, passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then"]
    with open_(aside, passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then", "since"]
    assert restore(kept, tmp_path / "new" / "w.imew") is None


def test_bringing_back_over_a_crashed_workbook_loses_no_edit_of_either(path, tmp_path):
    store, _ = filled(path, "then")
    kept = backup(store, tmp_path / "b.imew")
    store.close()
    child = run(
        """
        import os
        from imeworkbook.records import Note
        store = open_(Path(sys.argv[1]), passphrase=sys.argv[2])
        store.put(Note(id="since"))
        os._exit(9)
        """,
        path, PASSPHRASE,
    )  # fmt: skip
    child.communicate()
    assert path.with_name("w.imew-wal").stat().st_size
    aside = restore(kept, path, passphrase=PASSPHRASE)
    with open_(path, passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then"]
    with open_(aside, passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then", "since"]


@pytest.mark.parametrize(
    "harm", [lambda b: b[:9000], lambda b: b[:50], lambda b: b"x" + b, lambda b: b[:-50] + bytes(50)]
)
def test_a_damaged_backup_is_not_brought_back(path, tmp_path, harm):
    store, _ = filled(path)
    kept = backup(store, tmp_path / "b.imew")
    store.close()
    kept.write_bytes(harm(kept.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(StoreError):
        restore(kept, path, passphrase=PASSPHRASE)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_a_bare_copy_of_a_closed_workbook_is_a_workbook(path, tmp_path):
    filled(path)[0].close()
    shutil.copyfile(path, tmp_path / "copy.imew")
    with open_(tmp_path / "copy.imew", passphrase=PASSPHRASE) as store:
        assert len(store.records()) == 2


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

"""What opens a workbook, what does not, and files of other versions and kinds."""

import os

import pytest

from imeworkbook import errors
from imeworkbook.errors import (
    DamagedWorkbook,
    NewerWorkbook,
    NotAWorkbook,
    StoreError,
    WorkbookExists,
    WorkbookMissing,
    WrongKey,
)
from imeworkbook.store import backup, container, create, migrations, open_

from .workbooks import PASSPHRASE, filled

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

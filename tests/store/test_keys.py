"""What opens a workbook and what does not."""

import os
import subprocess

import pytest
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_wrap

from imeworkbook import errors
from imeworkbook.errors import (
    CannotSave,
    DamagedWorkbook,
    NotAWorkbook,
    WorkbookExists,
    WorkbookLocked,
    WorkbookMissing,
    WrongKey,
)
from imeworkbook.records import Note
from imeworkbook.store import container, create, disk, keys, open_
from imeworkbook.store.encrypted import _new_image

from .workbooks import PASSPHRASE, filled, run

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


@pytest.mark.parametrize("guessable", ["secret", "12345678", " " * 8, "\t" * 9, "password1", "qwertyui", "e\u0301" * 4])
def test_what_anyone_would_try_first_is_refused_and_nothing_made(path, guessable):
    with pytest.raises(errors.InvalidRecord) as caught:
        create(path, guessable)
    assert guessable not in str(caught.value)
    assert not path.parent.exists()
    store, _ = filled(path)
    with pytest.raises(errors.InvalidRecord):
        store.change_passphrase(guessable)
    store.close()
    open_(path, passphrase=PASSPHRASE).close()


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


# --- a new passphrase is a new data key ---

NEW = "another six words for me"


def test_the_former_passphrase_and_header_open_nothing_that_was_written_since(path):
    store, code = filled(path, "then")
    former = path.read_bytes()
    former_key = store.data_key
    assert not store.code_is_needed
    assert store.change_passphrase(NEW) is None
    assert store.data_key != former_key
    store.put(Note(id="since"))
    store.close()
    since = path.read_bytes()
    path.write_bytes(former[:4096] + since[4096:])
    for key in ({"passphrase": PASSPHRASE}, {"passphrase": NEW}, {"recovery": code}):
        with pytest.raises((DamagedWorkbook, WrongKey)):
            open_(path, **key)
    with pytest.raises(DamagedWorkbook):
        container.parse(since).open(former_key)
    path.write_bytes(former)
    with open_(path, passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then"]
    path.write_bytes(since)
    for key in ({"passphrase": NEW}, {"recovery": code}):
        with open_(path, **key) as store:
            assert [record.id for record in store.records()] == ["then", "since"]


def test_a_new_code_is_a_new_data_key_too(path):
    store, former = filled(path)
    key = store.data_key
    code = store.new_recovery_code()
    assert store.data_key != key
    store.close()
    with pytest.raises(WrongKey):
        open_(path, recovery=former)
    for given in ({"passphrase": PASSPHRASE}, {"recovery": code}):
        open_(path, **given).close()


@pytest.mark.parametrize(
    "change", [lambda store: store.change_passphrase(NEW), lambda store: store.new_recovery_code()]
)
def test_no_key_changes_while_another_process_has_the_file_open(path, change):
    store, code = filled(path)
    child = run("store = open_(Path(sys.argv[1]), recovery=sys.argv[2]); print('open', flush=True); sys.stdin.read()",
                path, code, stdin=subprocess.PIPE)  # fmt: skip
    child.stdout.readline()
    before = path.read_bytes()
    with pytest.raises(WorkbookLocked, match="close it there first"):
        change(store)
    assert path.read_bytes() == before
    child.communicate(b"")
    change(store)
    assert path.read_bytes() != before
    store.put(Note())
    store.close()


def test_a_full_disk_while_the_passphrase_changes_changes_nothing(path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    store, code = filled(path)
    monkeypatch.setattr(disk, "_write", full)
    for change in (lambda: store.change_passphrase(NEW), store.new_recovery_code):
        with pytest.raises(CannotSave, match="no room"):
            change()
    monkeypatch.undo()
    store.put(Note(id="since"))
    store.close()
    for key in ({"passphrase": PASSPHRASE}, {"recovery": code}):
        with open_(path, **key) as store:
            assert len(store.records()) == 3


# --- who never opened it cannot make a file that opens ---


def test_a_file_made_by_one_who_has_the_file_alone_does_not_open(path):
    """The public halves stand in the header: HPKE seals to them whatever one likes."""
    store, code = filled(path)
    store.close()
    slots = container.parse(path.read_bytes()).slots
    mine, theirs = keys.new_data_key(), keys.new_data_key()
    forged = {}
    for name, slot in slots.items():
        own = {**slot, "proof": keys._text(aes_key_wrap(mine, theirs))}
        forged[name] = keys.with_another_key(own, mine, mine)
    path.write_bytes(container.seal(forged, mine, _new_image()))
    for key in ({"passphrase": PASSPHRASE}, {"recovery": code}):
        with pytest.raises(DamagedWorkbook, match="altered"):
            open_(path, **key)


def test_a_former_passphrase_makes_no_file_that_the_new_one_opens(path):
    store, _ = filled(path)
    former = store.data_key
    store.change_passphrase(NEW)
    store.close()
    slot = container.parse(path.read_bytes()).slots["passphrase"]
    with pytest.raises(InvalidUnwrap):
        keys.with_another_key(slot, former, former)

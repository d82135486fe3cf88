"""A small workbook of every version that ever landed opens for ever."""

import os
import shutil
import stat
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from imeworkbook.errors import DamagedWorkbook, StoreError, WorkbookLocked, WrongKey
from imeworkbook.records import Note
from imeworkbook.store import backup, check, container, lock, open_, restore

from .workbooks import PASSPHRASE

LANDED = Path(__file__).with_name("landed")
CLOSED, CRASHED, TODAYS = "2026-11-format-1.imew", "2026-11-format-1-crashed.imew", "2026-11-format-2.imew"
CODES = {
    CLOSED: "8TVE-0X4D-WCF3-KM27-47B4-ZNA4-S3AW-Z6E9",
    CRASHED: "3N21-N045-0BXB-YRP0-N33Q-2EY5-X9MX-Q9NV",
    TODAYS: "XN8G-RJB4-4E51-8RY5-6P9S-N8RJ-PSKS-SW7S",
}
HELD = {
    CLOSED: {"one": "kept first, and changed", "two": "kept second"},
    TODAYS: {"one": "kept first, and changed", "two": "kept second"},
    CRASHED: {"one": "kept first", "two": "kept second", "three": "kept before the crash"},
}
DRAFTS = {"new:note": {"text": "half a sen"}}
NEW = "another six words for me"


@pytest.fixture(params=HELD)
def name(request):
    return request.param


def landed(folder, name, *endings):
    folder.mkdir(exist_ok=True)
    for ending in ("", *endings):
        shutil.copyfile(LANDED / (name + ending), folder / ("w.imew" + ending))
    return folder / "w.imew"


def texts(store):
    return {record.id: record.text for record in store.records()}


def endings(name):
    return ("-wal",) if name == CRASHED else ()


def test_every_file_in_the_folder_is_tried():
    assert {file.name for file in LANDED.iterdir()} == {*HELD, CRASHED + "-wal"}


@pytest.mark.parametrize("key", ["passphrase", "recovery"])
def test_it_opens_with_either_key_and_becomes_one_file_of_today(tmp_path, name, key):
    path = landed(tmp_path / "f", name, *endings(name))
    given = {key: PASSPHRASE if key == "passphrase" else CODES[name]}
    with open_(path, **given) as store:
        assert texts(store) == HELD[name]
        assert store.drafts() == DRAFTS
        assert check(store).good
        assert store.notices() == ()
        assert store.can_undo
        store.put(Note(id="since", text="kept since"))
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]
    assert container.format_of(path.read_bytes()) == container.FORMAT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for other in ({"passphrase": PASSPHRASE}, {"recovery": CODES[name]}):
        with open_(path, **other) as store:
            assert texts(store) == {**HELD[name], "since": "kept since"}
            assert store.drafts() == DRAFTS


@pytest.mark.parametrize("name", [CLOSED, TODAYS])
def test_its_history_and_undo_go_on(tmp_path, name):
    path = landed(tmp_path / "f", name)
    with open_(path, passphrase=PASSPHRASE) as store:
        assert [version.record.text for version in store.history("one")] == ["kept first", "kept first, and changed"]
        store.undo()
        assert store.get("gone").text == "taken out"
        changes = store.put(Note(id="next"))
        assert changes[0].number == store.last_change > 5


def test_a_log_of_an_earlier_time_takes_nothing_away(tmp_path):
    """The crash of one sitting, then more edits by a program of today; then the old log is put back beside the file."""
    path = landed(tmp_path / "f", CRASHED, "-wal")
    with open_(path, passphrase=PASSPHRASE) as store:
        store.put(*(Note(id=f"later {number}") for number in range(40)))
    shutil.copyfile(LANDED / (CRASHED + "-wal"), path.with_name("w.imew-wal"))
    with open_(path, passphrase=PASSPHRASE) as store:
        assert len(store.records()) == 43
        assert "left-over" in store.notices()[0]


@pytest.mark.parametrize("content", [b"", b"garbage" * 99, "another workbook's", "cut"])
def test_a_log_that_is_not_its_own_is_set_aside(tmp_path, content):
    path = landed(tmp_path / "f", CLOSED)
    log = (LANDED / (CRASHED + "-wal")).read_bytes()
    content = {"another workbook's": log, "cut": log[:100]}.get(content, content)
    path.with_name("w.imew-wal").write_bytes(content)
    with open_(path, passphrase=PASSPHRASE) as store:
        assert texts(store) == HELD[CLOSED]
        assert len(store.notices()) == 1
    left = [file for file in path.parent.iterdir() if file != path]
    assert [file.read_bytes() for file in left] == [content]


@pytest.mark.parametrize("ending", ["-shm", "-journal"])
def test_what_lies_beside_and_is_no_log_is_set_aside(tmp_path, name, ending):
    path = landed(tmp_path / "f", name, *endings(name))
    path.with_name("w.imew" + ending).write_bytes(b"garbage")
    with open_(path, passphrase=PASSPHRASE) as store:
        assert texts(store) == HELD[name]
        kept = store.notices()
    left = [file.read_bytes() for file in path.parent.iterdir() if file != path]
    spent = name == CRASHED and ending == "-shm"  # the index of the log that went in
    assert (left, len(kept)) == ([], 0) if spent else ([b"garbage"], 1)


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_a_folder_in_the_place_of_a_companion_is_set_aside(tmp_path, ending):
    for name in (CLOSED, TODAYS):
        path = landed(tmp_path / name, name)
        path.with_name("w.imew" + ending).mkdir()
        with open_(path, passphrase=PASSPHRASE) as store:
            assert texts(store) == HELD[name] and "left-over" in store.notices()[0]
        path.with_name("w.imew" + ending).mkdir()
        restore(LANDED / name, path, passphrase=PASSPHRASE)
        open_(path, passphrase=PASSPHRASE).close()


def test_a_log_that_is_cut_gives_what_it_still_holds(tmp_path):
    path = landed(tmp_path / "f", CRASHED, "-wal")
    log = path.with_name("w.imew-wal")
    log.write_bytes(log.read_bytes()[:-3000])
    with open_(path, passphrase=PASSPHRASE) as store:
        assert HELD[CRASHED].items() >= texts(store).items() >= {"one": "kept first", "two": "kept second"}.items()


def test_a_wrong_key_or_a_damaged_page_changes_nothing(tmp_path, name):
    path = landed(tmp_path / "f", name, *endings(name))
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(WrongKey):
        open_(path, passphrase="some other words entirely")
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    whole = path.read_bytes()
    for place in range(4096 + 100, len(whole), 4096):
        path.write_bytes(whole[:place] + bytes(200) + whole[place + 200 :])
        altered = path.read_bytes()
        try:
            open_(path, passphrase=PASSPHRASE).close()
        except DamagedWorkbook:
            assert path.read_bytes() == altered
    path.write_bytes(whole[:9000])
    if name != CRASHED:  # all of it may stand in the log there
        with pytest.raises(DamagedWorkbook):
            open_(path, passphrase=PASSPHRASE)
        assert path.read_bytes() == whole[:9000]


def test_one_torn_half_of_its_header_costs_nothing(tmp_path):
    for start in container.HALVES:
        path = landed(tmp_path / "f", CLOSED)
        block = bytearray(path.read_bytes())
        block[start : start + container.HALF_BYTES] = os.urandom(container.HALF_BYTES)
        path.write_bytes(block)
        with open_(path, passphrase=PASSPHRASE) as store:
            assert texts(store) == HELD[CLOSED]


@contextmanager
def held_as_an_earlier_program_does(path):
    file = apsw.VFSFile(lock.base_vfs(), str(path), [apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_MAIN_DB, 0])
    file.xLock(apsw.SQLITE_LOCK_SHARED)
    try:
        yield
    finally:
        file.xUnlock(apsw.SQLITE_LOCK_NONE)
        file.xClose()


def test_it_stays_as_it_is_while_an_earlier_program_has_it_open(tmp_path):
    path = landed(tmp_path / "f", CLOSED)
    before = path.read_bytes()
    with held_as_an_earlier_program_does(path), pytest.raises(WorkbookLocked, match="earlier imeworkbook"):
        open_(path, passphrase=PASSPHRASE)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_a_backup_of_then_comes_back_with_its_log(tmp_path, name):
    saved = landed(tmp_path / "backup", name, *endings(name))
    before = {file.name: file.read_bytes() for file in saved.parent.iterdir()}
    to = tmp_path / "new" / "workbook.imew"
    assert restore(saved, to, passphrase=PASSPHRASE) is None
    assert {file.name: file.read_bytes() for file in saved.parent.iterdir()} == before
    with open_(to, recovery=CODES[name]) as store:
        assert texts(store) == HELD[name]
    assert [file.name for file in to.parent.iterdir()] == ["workbook.imew"]


def test_what_is_replaced_is_kept_with_its_log(tmp_path):
    path = landed(tmp_path / "f", CRASHED, "-wal")
    kept = restore(LANDED / CLOSED, path, passphrase=PASSPHRASE)
    assert {file.name for file in path.parent.iterdir()} == {"w.imew", kept.name, kept.name + "-wal"}
    for file, name in ((path, CLOSED), (kept, CRASHED)):
        with open_(file, passphrase=PASSPHRASE) as store:
            assert texts(store) == HELD[name]
            assert store.notices() == ()


# --- its keys ---


def test_a_new_passphrase_asks_for_the_code_of_then(tmp_path):
    path = landed(tmp_path / "f", CLOSED)
    with open_(path, passphrase=PASSPHRASE) as store:
        assert store.code_is_needed
        with pytest.raises(WrongKey):
            store.change_passphrase(NEW, code=CODES[CRASHED])
        assert store.change_passphrase(NEW, code=CODES[CLOSED]) is None
        assert not store.code_is_needed
    for key in ({"passphrase": NEW}, {"recovery": CODES[CLOSED]}):
        open_(path, **key).close()
    with pytest.raises(WrongKey):
        open_(path, passphrase=PASSPHRASE)


def test_a_new_passphrase_without_the_code_of_then_gives_a_new_code(tmp_path):
    path = landed(tmp_path / "f", CLOSED)
    with open_(path, passphrase=PASSPHRASE) as store:
        code = store.change_passphrase(NEW)
    for key in ({"passphrase": NEW}, {"recovery": code}):
        with open_(path, **key) as store:
            assert texts(store) == HELD[CLOSED]
    with pytest.raises(WrongKey):
        open_(path, recovery=CODES[CLOSED])


def test_opened_by_its_code_a_new_passphrase_needs_nothing_more(tmp_path):
    path = landed(tmp_path / "f", CLOSED)
    with open_(path, recovery=CODES[CLOSED]) as store:
        assert not store.code_is_needed
        assert store.change_passphrase(NEW) is None
    for key in ({"passphrase": NEW}, {"recovery": CODES[CLOSED]}):
        open_(path, **key).close()


def test_opened_by_its_code_a_new_code_keeps_the_passphrase(tmp_path):
    path = landed(tmp_path / "f", CLOSED)
    with open_(path, recovery=CODES[CLOSED]) as store:
        code = store.new_recovery_code()
    for key in ({"passphrase": PASSPHRASE}, {"recovery": code}):
        open_(path, **key).close()


def test_a_backup_made_today_of_a_file_of_then_is_of_today(tmp_path):
    path = landed(tmp_path / "f", CRASHED, "-wal")
    with open_(path, passphrase=PASSPHRASE) as store:
        kept = backup(store, tmp_path / "b.imew")
    with open_(kept, recovery=CODES[CRASHED]) as store:
        assert texts(store) == HELD[CRASHED]
    with pytest.raises(StoreError):
        restore(kept, kept, passphrase=PASSPHRASE)

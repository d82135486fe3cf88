"""Backups, and bringing them back."""

import shutil

import pytest

from imeworkbook.errors import (
    StoreError,
    WorkbookExists,
    WorkbookLocked,
)
from imeworkbook.records import Note
from imeworkbook.store import backup, open_, restore

from .workbooks import PASSPHRASE, filled, run

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
        restore(kept, path, passphrase=PASSPHRASE)
    store.close()
    before = kept.read_bytes()
    aside = restore(kept, path, passphrase=PASSPHRASE)
    assert kept.read_bytes() == before
    with open_(path, passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then"]
    with open_(aside, passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then", "since"]
    assert restore(kept.read_bytes(), tmp_path / "new" / "w.imew", passphrase=PASSPHRASE) is None
    with open_(tmp_path / "new" / "w.imew", passphrase=PASSPHRASE) as store:
        assert [record.id for record in store.records()] == ["then"]


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

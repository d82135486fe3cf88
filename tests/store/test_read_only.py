"""From a place that cannot be written to, everything can be read, and nothing is changed."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from .test_landed import CRASHED, HELD, TODAYS, endings, landed
from .workbooks import PASSPHRASE, run

SCRIPT = """
    import os
    from imeworkbook.errors import CannotSave, WrongKey
    from imeworkbook.records import Note
    from imeworkbook.workbook import Workbook, open_workbook, report
    with Workbook.in_memory() as warm:  # another user may not read the library itself, so it is imported before
        warm.timeline().to_frame()
        report(warm, "private").to_html()
    path, free, passphrase = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if os.geteuid() == 0:  # to whom every place can be written
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    with open_workbook(path, passphrase) as wb:
        assert wb.store.read_only
        print(*wb.store.notices(), sep="\\n")
        print(sorted((note.id, note.text) for note in wb.records("note")))
        assert check(wb.store).good
        for change in (lambda: wb.add(Note()), lambda: wb.save_draft("k", {}), lambda: wb.undo(),
                       lambda: wb.store.change_passphrase("another six words for me"), wb.store.new_recovery_code):
            try:
                change()
            except CannotSave as error:
                assert "cannot be written to" in str(error)
            else:
                raise AssertionError(change)
        wb.timeline().to_frame()
        (free / "copy.html").write_text(report(wb, "private").to_html())
        backup(wb.store, free / "b.imew")
    with open_(free / "b.imew", passphrase=passphrase) as copy:
        assert not copy.read_only
        copy.put(Note(id="since"))
    try:
        open_(path, passphrase="some other words entirely")
    except WrongKey:
        pass
    try:
        restore(free / "b.imew", path, passphrase=passphrase)
    except CannotSave as error:
        print(error)
"""


@pytest.fixture
def open_to_all():
    """A folder that any user of this machine may enter, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", [TODAYS, CRASHED])
@pytest.mark.parametrize("also_the_file", [True, False])
def test_all_is_read_from_a_place_that_cannot_be_written_to(open_to_all, name, also_the_file):
    path = landed(open_to_all / "stick", name, *endings(name))
    free = open_to_all / "free"
    free.mkdir()
    free.chmod(0o777)
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    for file in path.parent.iterdir():
        file.chmod(0o444 if also_the_file else 0o666)
    path.parent.chmod(0o555)
    child = run(SCRIPT, path, free, PASSPHRASE, stderr=-1, cwd=free, env={**os.environ, "HOME": str(free)})
    out, err = child.communicate()
    path.parent.chmod(0o755)
    assert child.returncode == 0, err.decode()
    notice, notes, refused = out.decode().splitlines()
    assert "you can read everything here" in notice
    assert notes == str(sorted(HELD[name].items()))
    assert "cannot be written to" in refused
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before

"""Several files at once: all of them or none, whatever fails and whenever the process is killed."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from imeworkbook.errors import CannotSave
from imeworkbook.report.files import write_files

PART = f".imeworkbook-{'0af1' * 8}.part"
OLD, NEW = {"b": b"old b", "d": b"old d"}, {"a": b"new a", "b": b"new b", "c": b"new c", "d": b"new d"}
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which two of the four files of `NEW` are there already."""
    place = tmp_path / "copies"
    place.mkdir()
    for name, content in OLD.items():
        (place / name).write_bytes(content)
        (place / name).chmod(0o644)
    return place


def new(folder: Path) -> dict[Path, bytes]:
    return {folder / name: content for name, content in NEW.items()}


def there(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each file by name: which one it is, its mode, and what it holds."""
    found = sorted(folder.iterdir())
    return {path.name: (path.stat().st_ino, stat.S_IMODE(path.stat().st_mode), path.read_bytes()) for path in found}


def held(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (_, _, content) in there(folder).items()}


def in_a_process_of_its_own(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    begin = "import os, signal, sys\nfrom pathlib import Path\nfrom imeworkbook.report.files import write_files\n"
    command = [sys.executable, "-c", f"{begin}folder = Path(sys.argv[1])\n{code}", str(folder)]
    return subprocess.run(command, capture_output=True, text=True)


def test_all_are_written_for_their_owner_alone(folder: Path) -> None:
    write_files(new(folder))
    assert held(folder) == NEW
    assert {mode for _, mode, _ in there(folder).values()} == {0o600}


class Failing:
    """One step of many that fails: the call with that number of all the calls that can."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        self.left = number
        for owner, name in ((os, "open"), (os, "fsync"), (Path, "replace")):
            monkeypatch.setattr(owner, name, self._once(getattr(owner, name)))

    def _once(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*words: object, **more: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise FULL
            return call(*words, **more)

        return counted


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_whichever_step_fails_nothing_is_changed(folder: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    before, failed = there(folder) if links else held(folder), 0
    look = there if links else held
    while True:
        with monkeypatch.context() as patched:
            if not links:
                patched.setattr(Path, "hardlink_to", lambda *_: (_ for _ in ()).throw(FULL))
            failing = Failing(patched, failed + 1)
            try:
                write_files(new(folder))
            except CannotSave as error:
                assert str(folder) not in str(error)
                failed += 1
            if failing.left > 0:
                break
        assert look(folder) == before
    assert failed >= 3 * len(NEW)
    assert held(folder) == NEW


def test_a_folder_that_was_made_for_them_goes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched, pytest.raises(CannotSave):
        Failing(patched, 4)
        write_files(new(tmp_path / "one" / "two"))
    assert list(tmp_path.iterdir()) == []
    write_files(new(tmp_path / "one" / "two"))
    assert held(tmp_path / "one" / "two") == NEW


def test_a_file_too_large_for_the_disk_takes_the_others_with_it(folder: Path) -> None:
    before = there(folder)
    code = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
write_files({folder / "b": b"new b", folder / "a": b"new a", folder / "large": bytes(1 << 17)})
"""
    assert in_a_process_of_its_own(code, folder).stderr.strip().endswith("Please choose another folder.")
    assert there(folder) == before


KILLED = """
calls = 0
def counted(call):
    def once(*words):
        global calls
        calls += 1
        if calls == {at}:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*words)
    return once
os.fsync, Path.replace = counted(os.fsync), counted(Path.replace)
write_files({{folder / name: content for name, content in {new}.items()}})
"""


@pytest.mark.parametrize("at", [1, 4, 5, 6, 8])
def test_what_a_kill_leaves_goes_with_the_next_writing(folder: Path, at: int) -> None:
    ended = in_a_process_of_its_own(KILLED.format(at=at, new=NEW), folder)
    assert ended.returncode == -signal.SIGKILL
    left = held(folder)
    assert len(left) > len(OLD)
    assert all(left[name] in (content, NEW[name]) for name, content in OLD.items())
    write_files({folder / "other": b"another copy"})
    assert {name for name in held(folder) if name not in NEW} == {"other"}


def test_the_sweep_takes_nothing_else(folder: Path) -> None:
    secret = folder / "secret"
    secret.write_bytes(b"not ours")
    for name in (".imeworkbook-.part", PART[:-5], f"{PART}.txt", PART.upper(), PART[1:], ".copy-abcdefgh"):
        (folder / name).write_bytes(b"not ours")
    (folder / PART.replace("0", "1")).mkdir()
    (folder / PART.replace("0", "2")).symlink_to(secret)
    os.mkfifo(folder / PART.replace("0", "3"))
    (folder / PART).write_bytes(b"left by a kill")
    before = set(folder.iterdir())
    write_files({folder / "b": b"new b"})
    assert before - set(folder.iterdir()) == {folder / PART}
    assert secret.read_bytes() == b"not ours"


def test_the_parts_of_a_run_that_goes_on_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def meanwhile(descriptor: int) -> None:
        sync(descriptor)
        ended = in_a_process_of_its_own("write_files({folder / 'other': b'another run'})", folder)
        assert (ended.returncode, ended.stderr) == (0, "")

    monkeypatch.setattr(os, "fsync", meanwhile)
    write_files(new(folder))
    assert held(folder) == {**NEW, "other": b"another run"}


def test_what_is_no_plain_file_is_left_as_it_is(folder: Path) -> None:
    (folder / "directory").mkdir()
    (folder / "link").symlink_to(folder / "b")
    (folder / "nowhere").symlink_to(folder / "none")
    os.mkfifo(folder / "pipe")
    before = set(folder.iterdir())
    for name in ("directory", "link", "nowhere", "pipe"):
        with pytest.raises(CannotSave, match="no plain file"):
            write_files({folder / "a": b"new a", folder / name: b"instead"})
        assert set(folder.iterdir()) == before
    assert (folder / "b").read_bytes() == OLD["b"]


@pytest.mark.parametrize("name", ["a file/copy.html", "x" * 300])
def test_a_place_that_cannot_be_gets_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(CannotSave, match="read-only, full or gone"):
        write_files({tmp_path / name: b""})
    assert [path.name for path in tmp_path.iterdir()] == ["a file"]

"""Places: links, folders where files should be, places that cannot be written to, disks without room."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

from imeworkbook.errors import StoreError
from imeworkbook.records import Note
from imeworkbook.store import backup, check, create, open_, restore

from .harness import CANARY, FILLING, Trial, ended, in_child, shown
from .people import FORMER, NAME, PASSPHRASE, View, base, former, view

_NOBODY = 65534


# --- links, and what is no file ---


def linked(trial: Trial) -> None:
    """By whichever link, it is one workbook: edits land in the file, and the link stays a link."""
    dice, real = trial.dice, trial.folder / "real" / NAME
    real.parent.mkdir()
    real.write_bytes(base().content)
    way = dice.choice(sorted(_LINKS))
    link = _LINKS[way](trial, real)
    links = {name: content for name, content in trial.files().items() if isinstance(content, str)}
    store = trial.attempt(lambda: open_(link, recovery=base().code))
    leads = way not in ("loop", "dangling", "to itself")
    trial.expect(bool(store) == leads, "lost", f"{way}: opened {bool(store)}")
    if store:
        with store:
            trial.expect(view(store) == base().view, "lost", f"{way}: another state")
            store.put(Note(id="by the link", text=CANARY))
            with open_(real, recovery=base().code) as other:
                trial.expect(other.get("by the link") is not None, "lost", f"{way}: an edit is not in the file")
                other.put(Note(id="straight"))
            trial.expect(store.get("straight") is not None, "lost", f"{way}: two names, two workbooks")
            backup(store, trial.folder / "saved.imew")
        with open_(real, recovery=base().code) as store:
            trial.expect(len(store.records()) == len(base().view[0]) + 2, "lost", f"{way}: an edit is gone")
        restore(trial.folder / "saved.imew", link, recovery=base().code)
    elif way == "dangling":
        store, _ = create(link, PASSPHRASE)
        store.close()
        trial.expect((trial.folder / "gone" / NAME).is_file(), "lost", "nothing was made where a link leads")
    else:
        trial.attempt(lambda: create(link, PASSPHRASE))
        trial.attempt(lambda: restore(real, link, recovery=base().code))
    after = {name: content for name, content in trial.files().items() if isinstance(content, str)}
    trial.expect(after == links, "changed", f"{way}: the links are others now")
    left = [name for name in trial.files() if Path(name).name.startswith(".")]
    trial.expect(not left, "leftovers", f"{way}: {left}")


def _link(trial: Trial, name: str, to: str | Path) -> Path:
    (trial.folder / name).symlink_to(to)
    return trial.folder / name


def _chain(trial: Trial, real: Path) -> Path:
    _link(trial, "0.imew", real)
    for number in range(1, 9):
        _link(trial, f"{number}.imew", f"{number - 1}.imew")
    return trial.folder / "8.imew"


def _loop(trial: Trial, real: Path) -> Path:
    _link(trial, "a.imew", "b.imew")
    return _link(trial, "b.imew", "a.imew")


_LINKS: dict[str, Callable[[Trial, Path], Path]] = {
    "to the file": lambda trial, real: _link(trial, "link.imew", real),
    "relative": lambda trial, real: _link(trial, "link.imew", f"real/../real/{NAME}"),
    "to the folder": lambda trial, real: _link(trial, "folder", real.parent) / NAME,
    "to the folder, and back": lambda trial, real: _link(trial, "folder", real.parent) / ".." / "real" / NAME,
    "chain": _chain,
    "loop": _loop,
    "to itself": lambda trial, real: _link(trial, "self.imew", "self.imew"),
    "dangling": lambda trial, real: _link(trial, "link.imew", f"gone/{NAME}"),
}


def in_the_way(trial: Trial) -> None:
    """What is no file, or no workbook, where the workbook, its lock, a part, a backup or a new file would be."""
    dice, path = trial.dice, trial.folder / "f" / NAME
    path.parent.mkdir()
    for name in (NAME, "saved.imew"):
        path.with_name(name).write_bytes(base().content)
    where = dice.choice([NAME, f".{NAME}.lock", f".{NAME}.0123456789abcdef.part", "saved.imew", "to.imew", "file"])
    _put_in_the_way(path.with_name(where), dice.choice(["folder", "full folder", "pipe", "garbage", "empty"]))
    saved, to, deep = (path.parent / name for name in ("saved.imew", "to.imew", f"file/below/{NAME}"))
    key = {"recovery": base().code}
    calls: dict[str, Callable[[], object]] = {
        "open": lambda: open_(path, **key),
        "make": lambda: create(to, PASSPHRASE)[0],
        "make below": lambda: create(deep, PASSPHRASE)[0],
        "restore": lambda: restore(saved, path, **key),
        "restore below": lambda: restore(saved, deep, **key),
    }
    for name in dice.sample(sorted(calls), 3):
        made = trial.attempt(calls[name], leave=lambda: shown(trial.folder))
        if hasattr(made, "close"):
            if name == "open":
                trial.attempt(lambda made=made: backup(made, to), leave=lambda: shown(trial.folder))
            made.close()
    if where != NAME:
        with open_(path, **key) as store:
            trial.expect(view(store) == base().view, "lost", f"{where} in the way: another state")


def _put_in_the_way(path: Path, kind: str) -> None:
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif "folder" in kind:
        path.mkdir()
        if kind == "full folder":
            (path / "inside").write_text("x")
    else:
        path.write_bytes(b"garbage" if kind == "garbage" else b"")


# --- places that cannot be written to ---


def read_only(trial: Trial) -> None:
    """From a read-only place everything can be read, nothing is changed, and what would change something is refused."""
    dice, path = trial.dice, trial.folder / "place" / NAME
    path.parent.mkdir()
    name = dice.choice(["", "2026-11-format-1-crashed.imew"])
    found, right = former(name) if name else ({"": base().content}, base().view)
    for ending, content in found.items():
        path.with_name(NAME + ending).write_bytes(content)
    other = trial.folder / "elsewhere"
    other.mkdir()
    (other / "saved.imew").write_bytes(base().content)
    for each in (other, *other.iterdir()):
        each.chmod(0o777)
    what = dice.choice(sorted(_MODES))
    for each in path.parent.iterdir():
        each.chmod(_MODES[what][1])
    path.parent.chmod(_MODES[what][0])
    for each in (trial.folder, trial.folder.parent):
        each.chmod(0o755)
    code, work = FORMER[name] if name else base().code, _only_look if "closed" in what else _read

    def in_the_child() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        work(path, other, code, right, what)

    _in_a_child(trial, in_the_child, lambda: shown(path.parent))


_MODES = {  # the folder's, and the file's
    "folder": (0o555, 0o644),
    "file": (0o777, 0o444),
    "folder and file": (0o555, 0o444),
    "closed file": (0o777, 0o000),
    "closed folder": (0o000, 0o644),
}


def _only_look(path: Path, other: Path, code: str, right: View, what: str) -> None:
    _refused(lambda: open_(path, recovery=code))
    _refused(lambda: restore(path, other / "to.imew", recovery=code))
    _refused(lambda: restore(other / "saved.imew", path, recovery=base().code))
    if what == "closed folder":
        _refused(lambda: create(path.with_name("new.imew"), PASSPHRASE))


def _read(path: Path, other: Path, code: str, right: View, what: str) -> None:
    with open_(path, recovery=code) as store:
        assert store.read_only
        assert any("cannot be written to" in notice for notice in store.notices())
        assert view(store) == right
        assert check(store).good
        _refused(lambda: store.put(Note(text=CANARY)))
        _refused(lambda: store.save_draft("new:note", {"text": CANARY}))
        _refused(lambda: store.change_passphrase("another six words for me"))
        _refused(store.new_recovery_code)
        assert view(store) == right
        with open_(backup(store, other), recovery=code) as copy:
            assert view(copy) == right
        if what != "file":
            _refused(lambda: backup(store, path.parent))
            _refused(lambda: create(path.with_name("another.imew"), PASSPHRASE))
            _refused(lambda: restore(other / "saved.imew", path, recovery=base().code))


def _refused(call: Callable[[], object]) -> None:
    try:
        call()
    except StoreError as error:
        assert str(error).endswith("."), "no sentence"
        assert CANARY not in str(error)
        os.write(1, b"refused\n")
    else:
        raise AssertionError("not refused")


# --- disks without room ---


def small_disk(trial: Trial) -> None:
    """A disk of half a megabyte that is full, or nearly, where the system lets us make one."""
    folder = trial.folder / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=512k", "faults", str(folder)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        trial.pass_over("no small disk can be mounted here")
        return
    try:
        left = trial.dice.randrange(150_000)

        def fill() -> None:
            found = os.statvfs(folder)
            (folder / FILLING).write_bytes(bytes(max(0, found.f_bavail * found.f_frsize - left)))

        _full(trial, folder / NAME, fill)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def small_files(trial: Trial) -> None:
    """A system that lets a file grow up to some byte and no further."""
    (trial.folder / "disk").mkdir()
    most = trial.dice.randrange(len(base().content) + 30_000)
    _full(trial, trial.folder / "disk" / NAME, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))


def _full(trial: Trial, path: Path, fill: Callable[[], None]) -> None:
    """With no room left, an edit is refused whole; what was kept stays, and goes on with room."""
    path.write_bytes(base().content)
    number, what = trial.dice.randrange(1000), trial.dice.choice(["put", "backup", "create", "restore", "passphrase"])
    _in_a_child(trial, lambda: _work_on_a_full_disk(path, what, number, fill), None)
    path.with_name(FILLING).unlink(missing_ok=True)
    with open_(path, recovery=base().code) as store:
        ids = {record.id for record in store.records()}
        edits = {id for id in ids if id.startswith("full")}
        trial.expect(edits == {f"full {number}" for number in range(len(edits))}, "lost", "an edit in between is gone")
        trial.expect(base().view[0].keys() <= ids, "lost", "what was there is gone")
        store.put(Note(id="with room again"))
        trial.expect(check(store).good, "lost", "the file is not whole")
    left = [each.name for each in path.parent.iterdir() if each.name.startswith(".")]
    trial.expect(not left, "leftovers", f"{what}: {left}")


def _work_on_a_full_disk(path: Path, what: str, number: int, fill: Callable[[], None]) -> None:
    with open_(path, recovery=base().code) as store:
        fill()
        before = shown(path.parent)
        for each in range(40):
            state = view(store)
            try:
                if what == "put":
                    store.put(Note(id=f"full {each}", text=CANARY * (number % 300)))
                elif what == "backup":
                    backup(store, path.parent)
                elif what == "create":
                    create(path.parent / "new" / f"{each}.imew", PASSPHRASE)[0].close()
                elif what == "restore":
                    restore(path.read_bytes(), path.with_name(f"{each}.imew"), recovery=base().code)
                else:
                    store.change_passphrase("another six words for me")
                before = shown(path.parent)
            except StoreError as error:
                assert "no room" in str(error), str(error)
                assert shown(path.parent) == before, "changed"
                assert view(store) == state, "another state after a refusal"
                os.write(1, b"refused\n")
                break


# --- in another process ---


def _in_a_child(trial: Trial, work: Callable[[], None], leave: Callable[[], object] | None) -> None:
    """Do the work in a forked process, which fails where anything is not as it must be, and counts its refusals."""
    before = leave and leave()
    (reading, writing), (reading_errors, writing_errors) = os.pipe(), os.pipe()

    def redirected() -> None:
        os.dup2(writing, 1)
        os.dup2(writing_errors, 2)
        work()

    child = in_child(redirected)
    os.close(writing)
    os.close(writing_errors)
    with os.fdopen(reading) as out, os.fdopen(reading_errors) as errors:
        trial.outcome.refused += out.read().count("refused")
        said = errors.read()
    if ended(child):
        lines = said.strip().splitlines() or ["killed"]
        column = "changed" if "changed" in lines[-1] else "tracebacks"
        trial.fault(column, f"{lines[-1][:200]} {lines[-3][:100] if len(lines) > 2 else ''}")
    trial.expect(before == (leave and leave()), "changed", "files in a place that cannot be written to")

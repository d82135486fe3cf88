"""What lies beside a workbook: stale, foreign, empty, garbage, a folder; in every combination, whatever is done."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

from imeworkbook.store import backup, open_, restore

from .harness import Trial, shown
from .people import FORMER, NAME, base, former, read_former, view
from .tampering import another

T = TypeVar("T")
PART = ".w.imew.0123456789abcdef.part"
ENDINGS = ("-wal", "-shm", "-journal")
KINDS = ("absent", "absent", "empty", "garbage", "stale", "foreign", "a folder")
_CRASHED = "2026-11-format-1-crashed.imew"


def beside(trial: Trial) -> None:
    """Nothing that lies beside changes what a workbook holds, and nothing of it is destroyed unless it was ours."""
    dice, path = trial.dice, trial.folder / "f" / NAME
    path.parent.mkdir()
    name = dice.choice(["", "", *FORMER, _CRASHED])
    path.write_bytes(former(name)[0][""] if name else base().content)
    log = former(name)[0].get("-wal", b"") if name else b""
    put = {}
    if log and dice.random() < 0.5:
        put["-wal"] = log
        path.with_name(f"{NAME}-wal").write_bytes(log)
    for ending in ENDINGS if not put else ENDINGS[1:]:
        put[ending] = _put_beside(path.with_name(NAME + ending), dice)
    for each in (PART, f".{NAME}.lock"):
        _put_beside(path.with_name(each), dice)
    belongs = bool(log) and put["-wal"] == log
    if name:
        del put["-shm"]  # no more than an index of a log, which SQLite itself throws away at each crash
    foreign = {ending: content for ending, content in put.items() if content and not (belongs and content == log)}
    code, right = (FORMER[name], _read(name, with_log=belongs)) if name else (base().code, base().view)
    what = dice.choice(["open", "open", "restore over it", "back up from it", "restore from it"])
    _DO[what](trial, path, code, right)
    there = [each.read_bytes() for each in path.parent.iterdir() if each.is_file()]
    for ending, content in foreign.items():
        where = f"{what}, {'format 1' if name else 'format 2'}, log {belongs}"
        trial.expect(content in there, "lost", f"{where}: a foreign {ending} is destroyed")


@functools.cache
def _read(name: str, *, with_log: bool) -> object:
    found = former(name)[0]
    return read_former(name, {ending: content for ending, content in found.items() if with_log or ending != "-wal"})


def _put_beside(path: Path, dice: Random) -> bytes:
    kind = dice.choice(KINDS)
    if kind == "absent":
        return b""
    if kind == "a folder":
        path.mkdir()
        return b""
    stale = former(_CRASHED)[0]["-wal"] if path.name.endswith(ENDINGS) else base().content[: dice.randrange(9000)]
    content = {
        "empty": b"",
        "garbage": dice.randbytes(1 + dice.randrange(9000)),
        "stale": stale,
        "foreign": another()[: dice.randrange(1, 9000)],
    }[kind]
    path.write_bytes(content)
    return content


def _attempt(trial: Trial, call: Callable[[], T]) -> T | None:
    """Attempt it; what a killed process left goes with any opening, a refused one too."""
    return trial.attempt(call, leave=lambda: shown(trial.folder))


# --- what is done with it ---


def _open(trial: Trial, path: Path, code: str, right: object) -> None:
    for _ in range(2):
        store = _attempt(trial, lambda: open_(path, recovery=code))
        if store is None:
            return
        with store:
            trial.expect(view(store) == right, "lost", "another state is opened")
            if not store.read_only:
                id = trial.dice.choice(["one", "two"])
                store.save_draft("new:beside", {"text": id})
                store.drop_draft("new:beside")
    trial.expect(store.read_only or not store.notices(), "changed", "what lies beside is said twice")


def _restore_over(trial: Trial, path: Path, code: str, right: object) -> None:
    saved = trial.folder / "saved.imew"
    saved.write_bytes(base().content)
    gone = trial.dice.random() < 0.3
    if gone:
        path.unlink()
    if _attempt(trial, lambda: restore(saved, path, recovery=base().code) or path) is None:
        return
    with open_(path, recovery=base().code) as store:
        trial.expect(view(store) == base().view, "lost", "what was restored is not there")
    kept = list(path.parent.glob("w-before-*.imew"))
    trial.expect(gone or len(kept) == 1, "lost", "what was replaced is not kept")
    for each in kept:
        with open_(each, recovery=code) as store:
            trial.expect(view(store) == right, "lost", "what was replaced is not as it was")


def _restore_from(trial: Trial, path: Path, code: str, right: object) -> None:
    to = trial.folder / "new" / NAME
    before = trial.files()
    if _attempt(trial, lambda: restore(path, to, recovery=code) or to) is None:
        return
    after = {name: content for name, content in trial.files().items() if not name.startswith("new")}
    trial.expect(after == before, "changed", "restoring from a backup changed what it lies in")
    with open_(to, recovery=code) as store:
        trial.expect(view(store) == right, "lost", "what was restored is something else")


def _back_up(trial: Trial, path: Path, code: str, right: object) -> None:
    store = _attempt(trial, lambda: open_(path, recovery=code))
    if store is None:
        return
    with store:
        made = _attempt(trial, lambda: backup(store, trial.folder / "to.imew"))
    if made:
        with open_(made, recovery=code) as store:
            trial.expect(view(store) == right, "lost", "a backup holds something else")


_DO = {
    "open": _open,
    "restore over it": _restore_over,
    "restore from it": _restore_from,
    "back up from it": _back_up,
}

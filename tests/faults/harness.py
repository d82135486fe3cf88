"""What every row of the campaign shares: dice, a folder, a time limit, counts, and a search for what was typed."""

from __future__ import annotations

import base64
import functools
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TypeVar

from imeworkbook.errors import ImeworkbookError
from imeworkbook.store import keys

T = TypeVar("T")
CANARY = "Canary-Zwölfzylinder"
FILLING = "filling"  # what takes the room of a small disk
EXPORTS = "exports"  # where a trial has clear text written on purpose
LIMIT_S = 20  # a store may wait 10 s for another
_MOST_REMARKS = 5


@dataclass
class Outcome:
    """What came of the trials of a row."""

    trials: int = 0
    lost: int = 0
    refused: int = 0
    tracebacks: int = 0
    changed: int = 0
    leftovers: int = 0
    private: int = 0
    remarks: list[str] = field(default_factory=list)

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    def faults(self, *, control: bool = False) -> int:
        """How many things are not as they must be; in a control, which has to see losses, that it saw none."""
        if control:
            return int(not self.lost)
        return self.lost + self.tracebacks + self.changed + self.leftovers + self.private


class TooLong(BaseException):
    """A trial took longer than any may; no handler of the code that is tried catches it."""


@dataclass
class Trial:
    """One trial: its number, its own dice, and an empty folder for it alone."""

    row: str
    number: int
    dice: random.Random
    folder: Path
    outcome: Outcome

    def fault(self, column: str, words: str) -> None:
        """Count one fault and remember how to see it again."""
        setattr(self.outcome, column, getattr(self.outcome, column) + 1)
        if len(self.outcome.remarks) < _MOST_REMARKS:
            self.outcome.remarks.append(f"{self.row} {self.number}: {column}: {' '.join(words.split())[:400]}")

    def expect(self, good: bool, column: str, words: str) -> None:
        if not good:
            self.fault(column, words)

    def attempt(self, call: Callable[[], T], *, leave: Callable[[], object] | None = None) -> T | None:
        """Give what a call gives; None where it refuses, which takes one sentence and leaves everything as it was.

        `leave` looks at what must be left as it was; by default every file of the trial.
        """
        leave = leave or self.files
        before = leave()
        try:
            return call()
        except ImeworkbookError as error:
            self.refusal(str(error))
            self.expect(leave() == before, "changed", f"{type(error).__name__}: {_difference(before, leave())}")
            return None

    def refusal(self, words: str) -> None:
        """Count a refusal, which is one sentence, or a few, and repeats nothing that was typed."""
        self.outcome.refused += 1
        good = 0 < len(words) < 400 and words.strip().endswith((".", "?")) and "Error" not in words
        self.expect(good, "tracebacks", f"no sentence: {words[:100]!r}")
        self.expect(CANARY not in words, "private", "a refusal repeats what was typed")

    def pass_over(self, words: str) -> None:
        """Take back a trial that cannot be made here, and say why once."""
        self.outcome.trials -= 1
        if words not in self.outcome.remarks:
            self.outcome.remarks.append(words)

    def files(self) -> dict[str, object]:
        """Every file below the folder with its content."""
        return files(self.folder)

    def clear_text(self) -> list[str]:
        """Every file below the folder that holds what was typed, but for what was exported on purpose."""
        return [
            name
            for name, content in self.files().items()
            if isinstance(content, bytes) and EXPORTS not in Path(name).parts and holds_canary(content)
        ]


def files(folder: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = (
                str(path.readlink())
                if path.is_symlink()
                else path.read_bytes()
                if path.is_file()
                else path.stat().st_mode
            )
        except OSError as error:
            found[name] = error.errno
    return found


def shown(folder: Path) -> dict[str, object]:
    """The files of a folder that have a plain name, as far as they can be read."""
    found: dict[str, object] = {}
    for each in folder.rglob("*") if os.access(folder, os.R_OK | os.X_OK) else ():
        if not each.name.startswith(".") and each.name != FILLING:
            readable = each.is_file() and os.access(each, os.R_OK)
            found[str(each)] = each.read_bytes() if readable else each.lstat().st_mode
    return found


def _difference(before: object, after: object) -> str:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return "what had to stay did not"
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return f"not as it was: {', '.join(names)}"


@functools.cache
def _forms() -> tuple[bytes, ...]:
    text, wide = CANARY.encode(), CANARY.encode("utf-16-le")
    inner = [base64.b64encode(b"x" * lead + text)[4 * -(-lead // 3) + 4 : -8] for lead in range(3)]
    return text, wide, text.hex().encode(), wide.hex().encode(), CANARY.encode("unicode_escape"), *inner


def holds_canary(content: bytes) -> bool:
    return any(form in content for form in _forms())


def run(row: str, trial: Callable[[Trial], None], numbers: range, seed: int, until: float) -> Outcome:
    """Make the trials of these numbers, until a moment of the monotonic clock.

    Each starts in an empty folder; the home and temporary folders are ones of the campaign and are searched as well.
    """
    outcome = Outcome()
    with _rooms() as room:
        for number in numbers:
            if time.monotonic() > until:
                outcome.remarks.append(f"{row}: no time left after {outcome.trials} of {len(numbers)} trials")
                break
            one = Trial(row, number, random.Random(f"{seed} {row} {number}"), room / "trial", outcome)
            one.folder.mkdir()
            outcome.trials += 1
            try:
                with _limit():
                    trial(one)
            except (Exception, TooLong) as error:
                one.fault("tracebacks", _where(error))
            _make_writable(one.folder)
            for name in one.clear_text():
                one.fault("private", f"{name} holds what was typed")
            shutil.rmtree(one.folder)
        rest = Trial(row, -1, random.Random(), room, outcome)
        for name in rest.clear_text():
            rest.fault("private", f"{name} holds what was typed")
        for name, content in rest.files().items():
            rest.expect(not isinstance(content, bytes), "leftovers", f"{name} is left behind")
    return outcome


@contextmanager
def _rooms() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        room = Path(name).resolve()
        for part, variables in {
            "home": ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"),
            "temporary": ("TMPDIR", "TEMP", "TMP"),
        }.items():
            (room / part).mkdir(mode=0o700)
            os.environ.update(dict.fromkeys(variables, str(room / part)))
        tempfile.tempdir = None
        yield room


@contextmanager
def _limit() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooLong(f"took longer than {LIMIT_S} s")

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(LIMIT_S)
    try:
        yield
    finally:
        signal.alarm(0)


def _where(error: BaseException) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error)[:200]} ({Path(place.filename).name}:{place.lineno})"


def _make_writable(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)


def in_child(work: Callable[[], object]) -> int:
    """Do something in a forked process; gives its id. It ends with status 0, or 1 and a traceback on standard error."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.alarm(0)
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(child: int) -> int:
    """Wait for a forked process; gives its exit status, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def cheap_passphrases() -> None:
    """Let new files ask for less work: what is tried here is files, and Argon2 takes most of a second in a campaign.

    Each file says itself how much work it asks for, so everything else is as ever.
    """
    keys._ARGON2.update(memory_kib=64, passes=1, lanes=1)


def as_words(outcome: Outcome) -> dict[str, object]:
    return asdict(outcome)

"""kill -9: in every kind of step, at every line of the store, and at any moment."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

import imeworkbook.store

from .harness import Trial, ended, in_child
from .people import KINDS, Plan, judge

_STORE = str(Path(imeworkbook.store.__file__).parent)
_LINES: dict[str, int] = {}  # how many lines of the store a step of each kind runs through, as seen so far
_MOST_BYTES = 4096
_LONGEST_S = 0.06


def killed(trial: Trial) -> None:
    """A child takes steps and acknowledges each; it is killed at some line of the last, or at some moment of all."""
    kind = KINDS[trial.number % len(KINDS)]
    plan = Plan.ending_with(kind, trial.dice, trial.folder, 4)
    at_a_line = trial.dice.random() < 0.8
    if at_a_line and kind not in _LINES:
        _LINES[kind] = _lines_of(kind, trial)
    last = plan.steps.index(next(step for step in plan.steps if step[0] == kind)) if at_a_line else -1
    at = trial.dice.randrange(_LINES[kind]) if at_a_line else 0
    reading, writing = os.pipe()

    def work() -> None:
        _write_in_pieces()
        if kind not in ("create", "former"):
            plan.person.open()
        for number, step in enumerate(plan.steps):
            if number == last:
                sys.settrace(_Counter(at).trace)
            plan.person.do(*step)
            if number == last:
                _kill_oneself()
            os.write(writing, f"{number + 1}\t{plan.person.passphrase}\t{plan.person.code}\n".encode())
        time.sleep(_LONGEST_S)

    child = in_child(work)
    os.close(writing)
    if not at_a_line:
        time.sleep(trial.dice.uniform(0, _LONGEST_S))
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as lines:
        acknowledged = lines.read().splitlines()
    status = ended(child)
    trial.expect(status in (0, -signal.SIGKILL), "tracebacks", f"a step of {[kind for kind, _ in plan.steps]} failed")
    begun = f"0\t{plan.person.passphrase}\t{plan.person.code}"
    done, passphrase, code = [begun, *acknowledged][-1].split("\t")
    judge(trial, plan, int(done), passphrase=passphrase, code=code)


def _kill_oneself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Counter:
    """Counts the lines of the store that are run, and ends the process at one of them."""

    def __init__(self, at: int) -> None:
        self.seen, self.at = 0, at

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:
        if not frame.f_code.co_filename.startswith(_STORE):
            return None
        if event == "line":
            self.seen += 1
            if self.seen == self.at:
                _kill_oneself()
        return self.trace


def _lines_of(kind: str, trial: Trial) -> int:
    """Take a step of this kind once, and count."""
    folder = trial.folder / "counted"
    folder.mkdir()
    plan = Plan.ending_with(kind, trial.dice, folder, 0)
    if kind not in ("create", "former"):
        plan.person.open()
    for step in plan.steps[:-1]:
        plan.person.do(*step)
    counter = _Counter(-1)
    sys.settrace(counter.trace)
    try:
        plan.person.do(*plan.steps[-1])
    finally:
        sys.settrace(None)
    plan.person.close()
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    return counter.seen


def _write_in_pieces() -> None:
    """Let each write take a part of what it is given, as a system may, so that a kill falls between two of them."""
    whole = os.write

    def write(descriptor: int, content: bytes) -> int:
        return whole(descriptor, content[:_MOST_BYTES])

    os.write = write

"""The campaign of faults: python3 start.py faults [--trials N] [--seed S] [--minutes M] [--row NAME] [--first NUMBER].

Makes trials of each row, in two processes, and prints one table. Exit status 1 where anything was lost, where a control
saw no loss, where a refusal was not one sentence or left something changed, or where anything private got out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from .harness import Outcome, as_words, cheap_passphrases, run
from .rows import ROWS

_PROCESSES = 2
_AT_MOST = 250  # trials of one process
_COLUMNS = {"trials": "trials", "lost": "lost", "refused": "refused", "tracebacks": "tracebacks",
            "changed": "changed", "leftovers": "left over", "private": "private"}  # fmt: skip


def main() -> int:
    """Make the trials that are asked for; gives the exit status."""
    asked = _parser().parse_args()
    until = time.monotonic() + asked.minutes * 60
    if asked.part:
        cheap_passphrases()
        numbers = range(asked.first, asked.first + asked.trials)
        print(json.dumps(as_words(run(asked.row[0], ROWS[asked.row[0]].trial, numbers, asked.seed, until))))
        return 0
    names = asked.row or list(ROWS)
    share = 1 if asked.trials is None else asked.trials / 1_000
    print(f"Seed {asked.seed}.", flush=True)
    print(f"{'':<42}" + "".join(f"{words:>11}" for words in _COLUMNS.values()), flush=True)
    faults, remarks = 0, []
    with ThreadPoolExecutor(_PROCESSES) as pool:
        parts = {name: [pool.submit(_part, name, *span, asked.seed, until) for span in _spans(
            asked.first, max(1, round(ROWS[name].long * share)))] for name in names}  # fmt: skip
        for name in names:
            outcome = sum((part.result() for part in parts[name]), Outcome())
            faults += outcome.faults(control=ROWS[name].control)
            remarks += [] if ROWS[name].control else outcome.remarks
            counts = "".join(f"{getattr(outcome, column):>11,}" for column in _COLUMNS)
            print(f"{ROWS[name].words:<42}{counts}", flush=True)
    print(*remarks, sep="\n")
    return 1 if faults else 0


def _spans(first: int, count: int) -> list[tuple[int, int]]:
    return [(start, min(_AT_MOST, first + count - start)) for start in range(first, first + count, _AT_MOST)]


def _part(name: str, first: int, trials: int, seed: int, until: float) -> Outcome:
    """Make some trials in a process of their own, which no trial before them has touched."""
    left = max(0.0, until - time.monotonic()) / 60
    numbers = ["--row", name, "--first", first, "--trials", trials, "--seed", seed, "--minutes", left]
    ran = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-m", "faults", "--part", *map(str, numbers)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        return Outcome(tracebacks=1, remarks=[f"{name} {first}: {ran.stderr.strip()[-300:]}"])
    return Outcome(**json.loads(ran.stdout.splitlines()[-1]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="start.py faults", description="Try what can happen to a workbook.")
    parser.add_argument("--trials", type=int, help="kills, power cuts and copies; the other rows in proportion (1000)")
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--minutes", type=float, default=30.0, help="stop after this time (30)")
    parser.add_argument("--row", action="append", choices=ROWS, help="only this row; may be given again")
    parser.add_argument("--first", type=int, default=0, help="the number of the first trial, to see one again")
    parser.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())

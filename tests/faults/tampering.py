"""Altered files: bits, cuts, growth, zeros, exchanged blocks, mixtures of states, another's header; both formats."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from imeworkbook.records import Note
from imeworkbook.store import open_, restore

from .harness import CANARY, Trial
from .people import FORMER, NAME, PASSPHRASE, Person, View, base, former, read_former, view

BLOCKS = (512, 4096)
_LOG_HEADER_BYTES, _FRAME_BYTES = 32, 24 + 4096


@functools.cache
def _states() -> tuple[dict[bytes, View], str]:
    """Three states of one workbook, of the same length as far as that goes, and its code."""
    found: dict[bytes, View] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(base().content)
        with open_(path, recovery=base().code) as store:
            for number in range(3):
                store.put(Note(id="changing", text=f"{CANARY} {number}"))
                found[path.read_bytes()] = view(store)
    return found, base().code


@functools.cache
def another() -> bytes:
    """The file of another person."""
    with tempfile.TemporaryDirectory() as folder:
        person = Person(Path(folder) / NAME)
        person.do("create", 0)
        person.do("put many", 30)
        person.close()
        return person.path.read_bytes()


# --- what can happen to a file ---


def _flipped(whole: bytes, dice: Random) -> bytes:
    made = bytearray(whole)
    for _ in range(dice.choice([1, 1, 2, 20])):
        made[dice.choice([dice.randrange(len(made)), dice.randrange(4096)])] ^= 1 << dice.randrange(8)
    return bytes(made)


def _cut(whole: bytes, dice: Random) -> bytes:
    return whole[: dice.choice([dice.randrange(len(whole)), 4096 * dice.randrange(len(whole) // 4096), 4096])]


def _cut_in_front(whole: bytes, dice: Random) -> bytes:
    return whole[dice.choice([1, 512, 4096, dice.randrange(1, len(whole))]) :]


def _grown(whole: bytes, dice: Random) -> bytes:
    more = dice.choice([b"\0", bytes(4096), dice.randbytes(1 + dice.randrange(9000)), whole, whole[-4096:]])
    return whole + more


def _grown_in_front(whole: bytes, dice: Random) -> bytes:
    return dice.choice([b"\0", b"\xef\xbb\xbf", bytes(4096), whole[:4096]]) + whole


def _grown_within(whole: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(whole))
    return whole[:at] + dice.randbytes(dice.choice([1, 512, 4096])) + whole[at:]


def _zeroed(whole: bytes, dice: Random) -> bytes:
    size = dice.choice([1, 16, *BLOCKS])
    at = dice.randrange(0, len(whole), size)
    return whole[:at] + bytes(len(whole[at : at + size])) + whole[at + size :]


def _zeroed_on(whole: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(whole))
    return whole[:at] + bytes(len(whole) - at)


def _random_block(whole: bytes, dice: Random) -> bytes:
    size = dice.choice(BLOCKS)
    at = dice.randrange(0, len(whole), size)
    return whole[:at] + dice.randbytes(len(whole[at : at + size])) + whole[at + size :]


def _exchanged(whole: bytes, dice: Random) -> bytes:
    size = dice.choice(BLOCKS)
    blocks = [whole[at : at + size] for at in range(0, len(whole), size)]
    one, other = dice.sample(range(len(blocks)), 2)
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def _left_out(whole: bytes, dice: Random) -> bytes:
    size = dice.choice(BLOCKS)
    at = dice.randrange(0, len(whole), size)
    return whole[:at] + whole[at + size :]


def _as_text(whole: bytes, dice: Random) -> bytes:
    return whole.replace(b"\r\n", b"\n") if dice.random() < 0.5 else whole.replace(b"\n", b"\r\n")


def _behind_anothers_header(whole: bytes, dice: Random) -> bytes:
    other = another()
    return dice.choice([other[:4096] + whole[4096:], whole[:4096] + other[4096:], whole[:2048] + other[2048:4096]])


ALTERED: dict[str, Callable[[bytes, Random], bytes]] = {
    "flipped": _flipped,
    "cut": _cut,
    "cut in front": _cut_in_front,
    "grown": _grown,
    "grown in front": _grown_in_front,
    "grown within": _grown_within,
    "zeroed": _zeroed,
    "zeroed to the end": _zeroed_on,
    "a block of noise": _random_block,
    "blocks exchanged": _exchanged,
    "a block left out": _left_out,
    "copied as text": _as_text,
    "another's header": _behind_anothers_header,
}


def _mixed(states: list[bytes], dice: Random) -> bytes:
    """Take each block from one of two or three states."""
    size, states = dice.choice(BLOCKS), dice.sample(states, dice.choice([2, 3]))
    if dice.random() < 0.5:  # as a copy that is begun in one state and ended in another
        at = sorted(dice.randrange(len(states[0])) for _ in states[1:])
        ends = [*at, max(map(len, states))]
        return b"".join(state[low:high] for state, low, high in zip(states, [0, *at], ends, strict=True))
    count = -(-max(map(len, states)) // size)
    return b"".join(dice.choice(states)[number * size : (number + 1) * size] for number in range(count))


def altered(trial: Trial) -> None:
    """A file that was altered is refused and left as it was, or reads exactly as before."""
    dice = trial.dice
    if dice.random() < 0.3:
        _altered_former(trial)
        return
    states, code = _states()
    whole = dice.choice(list(states))
    if dice.random() < 0.35:
        name, content = "a mixture", _mixed(list(states), dice)
    else:
        name = dice.choice(sorted(ALTERED))
        content = ALTERED[name](whole, dice)
    path = trial.folder / NAME
    path.write_bytes(content)
    _try(trial, name, content, code, [states[content]] if content in states else [])


def _altered_former(trial: Trial) -> None:
    """The pages of format 1 are authenticated singly, and some bytes of its file mean nothing."""
    dice = trial.dice
    name, kind = dice.choice(sorted(FORMER)), dice.choice(sorted(ALTERED))
    found, seen = former(name)
    found, right = dict(found), [seen, *_states_in_the_log(name)]
    ending = dice.choice(sorted(found))
    found[ending] = content = ALTERED[kind](found[ending], dice)
    for each, data in found.items():
        (trial.folder / (NAME + each)).write_bytes(data)
    _try(trial, f"{kind}, format 1{ending}", content, FORMER[name], right)


@functools.cache
def _states_in_the_log(name: str) -> tuple[View, ...]:
    """The states that a log of format 1 goes through: where it ends early, the rest is as if it was never written."""
    found = former(name)[0]
    log = found.get("-wal", b"")
    ends = range(_LOG_HEADER_BYTES, len(log), _FRAME_BYTES)
    return tuple(read_former(name, {**found, "-wal": log[:end]}) for end in ends)


def _try(trial: Trial, name: str, content: bytes, code: str, right: list[View]) -> None:
    path, dice = trial.folder / NAME, trial.dice
    key = {"recovery": code} if dice.random() < 0.9 else {"passphrase": PASSPHRASE}
    if dice.random() < 0.3:
        to = trial.folder / "to.imew"
        if dice.random() < 0.5:
            to.write_bytes(base().content)
        saved = path if dice.random() < 0.7 else path.read_bytes()
        if trial.attempt(lambda: restore(saved, to, **key) or to) is None:
            return
        path = to
    store = trial.attempt(lambda: open_(path, **key))
    if store:
        with store:
            trial.expect(bool(right), "lost", f"{name} was taken for whole")
            trial.expect(not right or view(store) in right, "lost", f"{name} reads as something else")

"""Generated headers, with a good checksum: from slightly odd to nothing like ours."""

from __future__ import annotations

import hashlib
import json
import resource
import string
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from imeworkbook.store import container, open_, restore

from .harness import Trial
from .people import FORMER, NAME, PASSPHRASE, base, former

_MOST_KIB = 700_000  # what a campaign takes by itself, and once the most that a header may ask Argon2 for
_WORDS = ("format", "sequence", "nonce", "slots", "passphrase", "recovery", "salt", "memory_kib", "passes", "lanes",
          "public", "sealed", "wrapped", "")  # fmt: skip
_NUMBERS = (-1, 0, 1, 2, 3, 10, 300, 1 << 16, 1 << 18, 1 << 24, 1 << 31, 1 << 63, 1 << 64, 10**400, 0.5, 1e999, -0.0)
_TEXTS = ("", "A", "AAAA", "A===", "AAAAAAAAAAAAAAAA", "A" * 44, "A" * 1000, "é", "\ud800", "\0", "true", "../..")


def odd_header(trial: Trial) -> None:
    """A file with such a header is refused in a sentence and left as it was, with bounded work."""
    dice, path = trial.dice, trial.folder / NAME
    path.write_bytes(_file(dice))
    for key in ({"recovery": base().code}, {"passphrase": PASSPHRASE}, {}):
        store = trial.attempt(lambda key=key: open_(path, **key))
        if store:
            store.close()
            trial.fault("lost", "a file with an odd header was taken for whole")
    trial.attempt(lambda: restore(path, trial.folder / "to.imew", recovery=base().code))
    most = _most_kib()
    trial.expect(most < _MOST_KIB, "tracebacks", f"it took {most // 1024} MiB")


def _most_kib() -> int:
    """The most memory that this process had, in KiB; `getrusage` counts that of the one it was forked from."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def _file(dice: Random) -> bytes:
    whole = dice.choice([base().content, base().content, former(sorted(FORMER)[0])[0][""]])
    number, words = container.newest_half(whole)
    while True:
        odd = _text(_changed(words, dice), dice)
        if len(odd) <= container.HALF_BYTES - 36:
            break
    half = (hashlib.sha256(odd).digest() + len(odd).to_bytes(4, "big") + odd).ljust(container.HALF_BYTES, b"\0")
    halves = dice.choice([half + half, half + bytes(len(half)), bytes(len(half)) + half])
    body = dice.choice([whole[4096:], whole[4096:], b"", dice.randbytes(100)])
    made = container.MAGIC.ljust(container.HALVES[0], b"\0") + halves + body
    # Format 1 binds its pages to the data key alone: a header in which what matters is right opens it, rightly.
    return made if number != 1 or body != whole[4096:] else made[:-1]


def _text(words: Any, dice: Random) -> bytes:
    way = dice.random()
    if way < 0.05:
        return dice.choice([b"[" * 1800, b'{"a":' * 300, b"\xff\xfe\0", b"", b"NaN", b'{"format": 1, "format": []}'])
    text = json.dumps(words, ensure_ascii=dice.random() < 0.9).encode(errors="surrogatepass")
    if way < 0.1 and text:
        at = dice.randrange(len(text))
        return text[:at] + dice.randbytes(1) + text[at + 1 :]
    return text


def _changed(words: Any, dice: Random) -> Any:
    """A header of ours in which one thing or some are something else, or one that is made up."""
    if dice.random() < 0.2:
        return _made_up(dice, 3)
    words = deepcopy(words)
    for _ in range(dice.choice([1, 1, 2, 4])):
        table = words
        while isinstance(table, dict) and table:
            key = dice.choice(sorted(table))
            if not isinstance(table[key], dict) or dice.random() < 0.3:
                table[key] = _near(table[key], dice)
                break
            table = table[key]
    if dice.random() < 0.2 and isinstance(words, dict):
        words[dice.choice(_WORDS)] = _made_up(dice, 2)
    return words


def _near(value: Any, dice: Random) -> Any:
    if dice.random() < 0.6:
        return _made_up(dice, 2)
    if isinstance(value, str) and value:
        at = dice.randrange(len(value))
        return value[:at] + dice.choice(string.printable) + value[at + dice.randrange(2) :]
    return value + dice.choice([-1, 1]) if type(value) is int else None


def _made_up(dice: Random, depth: int) -> Any:
    kind = dice.randrange(8 if depth else 5)
    if kind == 0:
        return dice.choice([None, True, False])
    if kind <= 2:
        return dice.choice(_NUMBERS)
    if kind <= 4:
        return dice.choice(_TEXTS)
    if kind == 5:
        return [_made_up(dice, depth - 1) for _ in range(dice.randrange(4))]
    return {dice.choice(_WORDS): _made_up(dice, depth - 1) for _ in range(dice.randrange(9))}

"""Bad input to the command line: words, paths, files and passphrases of every kind."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from unittest.mock import patch

from imeworkbook import cli
from imeworkbook.cli import opening
from imeworkbook.lab import launch

from .harness import CANARY, EXPORTS, Trial
from .people import FORMER, NAME, PASSPHRASE, base, former

_BYTES_OF_A_PROCESS = 3 << 29  # 1.5 GiB
_OPTIONS = ("--passphrase-file", "--no-browser", "--port", "--no-open", "--for", "--format", "--one-page", "--out",
            "--portrait", "--by-decade", "--paper", "--recovery", "--new-passphrase-file", "--help", "--version", "-h",
            "--", "-", "--o", "--pass", "--x", "--into", "--yes", "--kind", "--day-first")  # fmt: skip
_FIELDS = ("title", "start", "end", "substance", "event", "audience", "kind", "id", "notes", "ongoing", "talk", "born",
           "amount", "__class__", "", "text", "place", "role")  # fmt: skip
_VALUES = ("May 2004", "2004", "about 2009", "true", "false", "", "evaluator", "me", "phase", "alcohol", "\udc80",
           "9" * 400, "-1", "[]", "{}", "١٩٩٩", "2004-13-45", "before I was born", "./-0", "=", "%s%n", "\n",
           "é" * 5000, "the year of the flood", "2004..2001", "31 June 2004", CANARY, f"May 2004 {CANARY}")  # fmt: skip


def bad_input(trial: Trial) -> None:
    """Status 0, 1 or 2, no traceback, nothing private on standard error; where refused, every file is as it was."""
    as_a_process = trial.number % 100 == 7
    words, variables = _words(trial), _variables(trial)
    if as_a_process:
        words = _without_a_server(words, trial)
    before = _kept(trial)
    status, errors = (_as_a_process if as_a_process else _here)(words, variables, trial)
    words_told = f"{_told(words)} with {sorted(variables)}"
    trial.expect(status in (0, 1, 2), "tracebacks", f"status {status}: {words_told}")
    trial.expect("Traceback" not in errors, "tracebacks", f"{words_told}: {errors[-200:]}")
    trial.expect(CANARY not in errors, "private", f"{words_told}: standard error repeats it: {errors[-200:]}")
    if status:
        trial.outcome.refused += 1
        trial.expect(bool(errors.strip()), "tracebacks", f"{words_told}: refused without a word")
        trial.expect(_kept(trial) == before, "changed", f"{words_told}: {errors[-100:]}")
    left = [name for name in trial.files() if Path(name).name.startswith(".") and Path(name).parts[0] != "home"]
    trial.expect(not left, "leftovers", f"{words_told}: {left}")


def _told(words: list[str]) -> str:
    return repr([Path(word).name if os.sep in word else word for word in words])[:200]


def _kept(trial: Trial) -> dict[str, object]:
    return {name: content for name, content in trial.files().items() if not name.startswith("home")}


# --- how it is called ---


def _here(words: list[str], variables: dict[str, str], trial: Trial) -> tuple[object, str]:
    errors, former_folder = io.StringIO(), Path.cwd()
    os.chdir(trial.folder)
    try:
        with (
            patch.dict(os.environ, variables),
            patch.object(launch, "open_workbook_in_lab", _no_browser),
            patch.object(opening, "getpass", lambda _: _answer(trial.dice)),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(errors),
        ):
            status: object = cli.main(words)
    except SystemExit as ending:
        status = ending.code
    finally:
        os.chdir(former_folder)
    return status, errors.getvalue()


def _answer(dice: Random) -> str:
    """What is typed at a prompt, or Ctrl-D, or Ctrl-C."""
    given = dice.choice([PASSPHRASE, base().code, f"{CANARY} wrong", "", EOFError, KeyboardInterrupt])
    if isinstance(given, str):
        return given
    raise given


def _no_browser(*_: object, **__: object) -> None:
    """Stands in for what stays open until it is closed for today."""


def _as_a_process(words: list[str], variables: dict[str, str], trial: Trial) -> tuple[object, str]:
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "imeworkbook", *words],
        env={**os.environ, **variables},
        cwd=trial.folder,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # without a terminal to ask at
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_BYTES_OF_A_PROCESS, _BYTES_OF_A_PROCESS)),
        check=False,
    )
    return ran.returncode, ran.stderr.decode(errors="replace")


def _without_a_server(words: list[str], trial: Trial) -> list[str]:
    """Words for a process of its own: those that open the workbook in a browser would stay."""
    if not words or words[0] in ("open", "demo") or cli._means_open(words[0]):
        words = ["check", _path(trial)]
    endless = ["--passphrase-file", "/dev/zero"]
    return [*words, *endless] if trial.dice.random() < 0.2 else words


def _variables(trial: Trial) -> dict[str, str]:
    """The environment: a home of this trial, and perhaps a passphrase."""
    home = str(trial.folder / "home")
    given = trial.dice.choice([PASSPHRASE, PASSPHRASE, f"{CANARY} wrong", "\udc80\udcff", "", None])
    passphrase = {} if given is None else {"IMEWORKBOOK_PASSPHRASE": given}
    return {"HOME": home, "XDG_DATA_HOME": home, "XDG_CACHE_HOME": home, **passphrase}


# --- what is said ---


def _words(trial: Trial) -> list[str]:
    dice = trial.dice
    if dice.random() < 0.1:
        return [_any_word(trial) for _ in range(dice.randrange(6))]
    command = dice.choice(sorted(cli.COMMANDS))
    words = [command, *_COMMANDS[command](trial)]
    for _ in range(dice.choice([0, 0, 1, 2])):
        words.insert(dice.randint(1, len(words)), _any_word(trial))
    if dice.random() < 0.1 and len(words) > 1:
        del words[dice.randrange(1, len(words))]
    if dice.random() < 0.2:
        words += ["--passphrase-file", _passphrase_file(trial)]
    return words


def _any_word(trial: Trial) -> str:
    dice = trial.dice
    kind = dice.randrange(6)
    if kind == 0:
        return dice.choice([*cli.COMMANDS, "chek", "opne"])
    if kind == 1:
        return dice.choice(_OPTIONS)
    if kind == 2:
        return f"{dice.choice(_OPTIONS)}={dice.choice(_VALUES)}"
    if kind == 3:
        return _path(trial)
    if kind == 4:
        return dice.choice(_VALUES)
    return "".join(dice.choice(string.printable + "é看\u202e") for _ in range(dice.randrange(20)))


def _path(trial: Trial, *, new: bool = False) -> str:
    """A path of every kind: a workbook, what looks like one, what is none, a folder, a link, nowhere, no path."""
    dice, folder = trial.dice, trial.folder
    name = dice.choice([NAME, NAME, NAME, "old.imew", "cut.imew", "garbage.imew", "empty.imew", "folder", "link.imew",
                        "gone.imew", "gone/further/w.imew", "w.imew/inside", "x" * 300, "folder/new.imew"])  # fmt: skip
    if new:
        name = dice.choice(["new.imew", "folder", NAME, "new/new.imew", "w.imew/inside", "x" * 300])
    path = folder / name
    if "folder" in name:
        (folder / "folder").mkdir(exist_ok=True)
    elif name == "link.imew":
        if not os.path.lexists(path):
            path.symlink_to(dice.choice([NAME, "link.imew", "nowhere"]))
    elif name in _CONTENTS:
        path.write_bytes(_CONTENTS[name](dice))
    return dice.choice([str(path)] * 6 + [name, "/dev/null", "", "~/w.imew"])


_CONTENTS: dict[str, Callable[[Random], bytes]] = {
    NAME: lambda dice: base().content,
    "old.imew": lambda dice: former(sorted(FORMER)[0])[0][""],
    "cut.imew": lambda dice: base().content[: dice.randrange(len(base().content))],
    "garbage.imew": lambda dice: dice.randbytes(3000),
    "empty.imew": lambda dice: b"",
}


def _passphrase_file(trial: Trial) -> str:
    path = trial.folder / EXPORTS / "passphrase.txt"
    path.parent.mkdir(exist_ok=True)
    contents = [PASSPHRASE.encode(), f"{PASSPHRASE}\r\n".encode(), CANARY.encode(), b"", b"\xff\xfe\0", b"x" * 100_000]
    content = trial.dice.choice([*contents, None])
    if content is None:
        return trial.dice.choice(["gone.txt", str(trial.folder), ""])
    path.write_bytes(content)
    return str(path)


def _out(trial: Trial, *endings: str) -> list[str]:
    """Where clear text may be written, on purpose."""
    (trial.folder / EXPORTS).mkdir(exist_ok=True)
    name = trial.dice.choice([f"copy{trial.dice.choice(endings)}", "", "new/copy.svg", "x" * 300])
    return ["--out", str(trial.folder / EXPORTS / name)]


def _maybe(dice: Random, *words: str) -> list[str]:
    return list(words) if dice.random() < 0.3 else []


_COMMANDS: dict[str, Callable[[Trial], list[str]]] = {
    "open": lambda trial: [_path(trial), *_maybe(trial.dice, "--port", trial.dice.choice(_VALUES))],
    "demo": lambda trial: [_path(trial, new=True), "--no-open"],
    "add": lambda trial: [
        _path(trial),
        trial.dice.choice(["career", "use", "treatment", "health", "life", "legal", "note", CANARY]),
        *(f"{trial.dice.choice(_FIELDS)}={trial.dice.choice(_VALUES)}" for _ in range(trial.dice.randrange(5))),
        *_maybe(trial.dice, trial.dice.choice(_VALUES)),
    ],
    "import": lambda trial: [
        *(_path(trial) for _ in range(trial.dice.randrange(3))), *_maybe(trial.dice, "--yes"),
        *_maybe(trial.dice, "--into", _path(trial)), *_maybe(trial.dice, "--kind", trial.dice.choice(_VALUES)),
    ],
    "report": lambda trial: [
        _path(trial), "--for", trial.dice.choice(["me", "evaluator", "clinician", "nobody"]),
        "--format", trial.dice.choice(["csv", "json", "html", "csv,json", "docx", "", ",", CANARY]),
        *_out(trial, "", ".d"), *_maybe(trial.dice, "--one-page"),
    ],
    "chart": lambda trial: [
        _path(trial), *_out(trial, ".svg", ".html", ".docx", "", f".{CANARY}"), *_maybe(trial.dice, "--by-decade"),
        *_maybe(trial.dice, "--paper", "a4"),
    ],
    "check": lambda trial: [_path(trial)],
    "review": lambda trial: [_path(trial)],
    "export-json": lambda trial: [_path(trial), *_out(trial, ".json", "")],
    "backup": lambda trial: [_path(trial), _path(trial, new=True)],
    "restore": lambda trial: [_path(trial), _path(trial, new=True)],
    "compare": lambda trial: [_path(trial), _path(trial), *_maybe(trial.dice, "--take", trial.dice.choice(_VALUES))],
    "passphrase": lambda trial: [
        _path(trial), *_maybe(trial.dice, "--recovery"), "--new-passphrase-file", _passphrase_file(trial)
    ],
}  # fmt: skip

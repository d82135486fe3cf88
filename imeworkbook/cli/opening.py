"""The workbook that a command is about, and its passphrase: from a file, the environment or a prompt."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from getpass import GetPassWarning, getpass
from pathlib import Path
from typing import TYPE_CHECKING

from imeworkbook.errors import (
    CannotSave,
    LaunchError,
)
from imeworkbook.language import say

if TYPE_CHECKING:
    from imeworkbook.store import EncryptedStore
    from imeworkbook.workbook import Workbook

LONGEST_PASSPHRASE_BYTES = 4096
Arguments = argparse.Namespace


def workbook_of(arguments: Arguments) -> Workbook:
    """The workbook that the arguments name, opened; nothing that is written is to be that file itself."""
    refuse_missing(arguments.workbook)
    out = getattr(arguments, "out", None)
    if out and out.exists() and out.samefile(arguments.workbook):
        raise CannotSave("cli:refused.itself")
    if getattr(arguments, "recovery", False):
        return opened(arguments.workbook, recovery=asked(say("cli:asked.code")))
    return opened(arguments.workbook, passphrase=passphrase_of(arguments))


def refuse_missing(path: Path) -> None:
    """Refuse a workbook that is not there before anything is asked."""
    from imeworkbook.errors import WorkbookMissing

    if not path.exists():
        raise WorkbookMissing("store.missing")


def opened(path: Path, *, passphrase: str | None = None, recovery: str | None = None) -> Workbook:
    """Open a workbook, and say on standard error what there is to say about its file."""
    from imeworkbook.workbook import open_workbook

    workbook = open_workbook(path, passphrase, recovery=recovery)
    for notice in (*file_of(workbook).notices(), workbook.cannot_read()):
        if notice:
            print(notice, file=sys.stderr)
    return workbook


def file_of(workbook: Workbook) -> EncryptedStore:
    """The file in which a workbook of the command line always is."""
    from imeworkbook.store import EncryptedStore

    assert isinstance(workbook.store, EncryptedStore)
    return workbook.store


def passphrase_of(arguments: Arguments) -> str:
    """The passphrase that was given, or else is asked for."""
    return given_passphrase(arguments) or asked(say("cli:asked.passphrase"))


def given_passphrase(arguments: Arguments) -> str | None:
    """The passphrase from a file or the environment; None where neither holds one."""
    if arguments.passphrase_file:
        return from_file(arguments.passphrase_file)
    return os.environ.get("IMEWORKBOOK_PASSPHRASE")


def asked(prompt: str) -> str:
    """What is typed at a prompt and not shown; without a terminal, the next line of standard input."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(prompt)
        except GetPassWarning:
            line = sys.stdin.readline(LONGEST_PASSPHRASE_BYTES + 1) if sys.stdin else ""
    if not line:
        raise EOFError
    if len(line) > LONGEST_PASSPHRASE_BYTES:
        raise LaunchError("cli:refused.too_long", most=LONGEST_PASSPHRASE_BYTES)
    return line.rstrip("\r\n")


def from_file(path: Path) -> str:
    """The passphrase in a file, a pipe or standard input, of which no more is read than a passphrase can have."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_PASSPHRASE_BYTES + 1)
        if len(content) > LONGEST_PASSPHRASE_BYTES:
            raise LaunchError("cli:refused.too_long", most=LONGEST_PASSPHRASE_BYTES)
        text = content.decode("utf-8-sig").rstrip("\r\n")  # some editors put a byte order mark before the text
    except (OSError, UnicodeDecodeError) as error:
        no_text = isinstance(error, UnicodeDecodeError)
        raise LaunchError("cli:refused.file_no_text" if no_text else "cli:refused.file_unread") from None
    if not text or "\0" in text:
        raise LaunchError("cli:refused.file_no_text" if text else "cli:refused.file_empty")
    return text

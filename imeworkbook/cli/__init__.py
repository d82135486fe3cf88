"""The command line: ``imeworkbook``, also ``python -m imeworkbook``.

Exit status 0: done. 1: refused, with one clear sentence on standard error. 2: wrong usage. What a person did never
shows them a traceback.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from imeworkbook.cli.commands import COMMANDS
from imeworkbook.cli.usage import parser
from imeworkbook.errors import ImeworkbookError
from imeworkbook.language import say, speak
from imeworkbook.store.spoken import choose, language_of, speak_as_chosen


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name of a file may hold what the terminal cannot show
    try:
        speak_as_chosen()
        _run(["open", *words] if not words or _means_open(words[0]) else words)
    except ImeworkbookError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print(say("cli:refused.stopped"), file=sys.stderr)
        return 1
    except UnicodeError:
        print(say("cli:refused.no_text"), file=sys.stderr)
        return 1
    except OSError as error:
        _give_up_on_output()
        if not isinstance(error, BrokenPipeError):
            reason = (error.strerror or say("cli:refused.system_refused")).lower()
            print(say("cli:refused.system", reason=reason), file=sys.stderr)
        return 1
    return 0


def _run(words: Sequence[str]) -> None:
    try:
        arguments = parser().parse_args(words)
        if arguments.language:
            (choose if arguments.command == "open" else _speak)(arguments.language)
        COMMANDS[arguments.command](arguments)
    finally:
        if sys.stdout:
            sys.stdout.flush()  # what cannot be written is said here, and not by Python at its end


def _speak(code: str) -> None:
    speak(language_of(code))


def _give_up_on_output() -> None:
    """Let what could not be written go nowhere: Python tries once more at its end, and would complain there."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, OSError):
        return  # there is no output, or it is no file


def _means_open(word: str) -> bool:
    """Whether a first word is a file or an option of `open`; a bare word that names no file is a mistyped command."""
    if word in COMMANDS or word in ("-h", "--help", "--version"):
        return False
    return word.startswith("-") or len(Path(word).parts) > 1 or bool(Path(word).suffix) or Path(word).exists()

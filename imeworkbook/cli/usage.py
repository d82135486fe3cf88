"""What can be typed after ``imeworkbook``, and what is said of what cannot be read."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from imeworkbook.errors import InvalidRecord, Problem
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import say
from imeworkbook.store.spoken import languages

if TYPE_CHECKING:
    from imeworkbook.records import Audience

READERS: dict[str, Audience] = {"evaluator": "evaluator", "clinician": "clinician", "me": "private"}


_SAID = {  # what argparse says with the words that were typed, and what is said here instead
    "^unrecognized arguments.*": "too_many",
    "^ambiguous option.*": "ambiguous",
    r": invalid choice: .* \(choose from": "choice",
    ": (invalid|ignored explicit) .*": "value",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command without repeating it: what was typed may be an entry, or a passphrase."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and one sentence, and end with status 2."""
        for what, key in _SAID.items():
            message = re.sub(what, say(f"cli:usage.{key}"), message, flags=re.DOTALL)
        super().error(message)


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    from imeworkbook import __version__

    whole = _Parser(prog="imeworkbook", description=say("cli:help.program"))
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, key: str) -> argparse.ArgumentParser:
        words = _help(key)
        made = commands.add_parser(name, help=words, description=words)
        made.add_argument("--passphrase-file", type=Path, metavar="FILE", help=_help("passphrase_file"))
        made.add_argument("--language", metavar="CODE", help=say("cli:help.language", codes=", ".join(languages())))
        return made

    opening = command(
        "open",
        "open",
    )
    opening.add_argument("workbook", type=Path, nargs="?")
    opening.add_argument("--no-browser", dest="browser", action="store_false", help=_help("no_browser"))
    opening.add_argument("--port", type=int)
    demo = command("demo", "demo")
    demo.add_argument("workbook", type=Path, nargs="?")
    demo.add_argument("--no-open", dest="open", action="store_false")
    adding = command("add", "add")
    adding.add_argument("workbook", type=Path)
    adding.add_argument("kind", choices=tuple(ENTRIES))
    adding.add_argument(
        "fields",
        nargs="+",
        metavar="NAME=VALUE",
        help=_help("fields"),
    )
    bringing = command("import", "import")
    bringing.add_argument("files", type=Path, nargs="+", metavar="FILE")
    bringing.add_argument("--into", dest="workbook", type=Path, metavar="WORKBOOK", help=_help("into"))
    bringing.add_argument("--yes", action="store_true", help=_help("yes"))
    bringing.add_argument("--kind", choices=tuple(ENTRIES), help=_help("lines_kind"))
    bringing.add_argument("--person", type=int, default=0, metavar="NUMBER", help=_help("person"))
    first = bringing.add_mutually_exclusive_group()
    first.add_argument("--day-first", action="store_true", default=None, help=_help("day_first"))
    first.add_argument("--month-first", dest="day_first", action="store_false", help=_help("month_first"))
    report = command("report", "report")
    report.add_argument("workbook", type=Path)
    report.add_argument("--for", dest="reader", choices=READERS, required=True)
    report.add_argument("--format", default="html,pdf", help=_help("format"))
    report.add_argument("--as-it-is", action="store_true", help=_help("as_it_is"))
    report.add_argument("--one-page", action="store_true", help=_help("one_page"))
    report.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    chart = command("chart", "chart")
    chart.add_argument("workbook", type=Path)
    chart.add_argument("--for", dest="reader", choices=READERS, default="me")
    chart.add_argument("--out", type=Path, required=True, metavar="FILE")
    chart.add_argument("--portrait", action="store_true", help=_help("portrait"))
    chart.add_argument("--by-decade", action="store_true", help=_help("by_decade"))
    for made in (report, chart):
        made.add_argument("--paper", choices=("letter", "a4"))
    check = command("check", "check")
    check.add_argument("workbook", type=Path)
    review = command("review", "review")
    review.add_argument("workbook", type=Path)
    export = command("export-json", "export")
    export.add_argument("workbook", type=Path)
    export.add_argument("--out", type=Path, metavar="FILE")
    backup = command("backup", "backup")
    backup.add_argument("workbook", type=Path)
    backup.add_argument("to", type=Path, help=_help("to"))
    restore = command("restore", "restore")
    restore.add_argument("backup", type=Path)
    restore.add_argument("to", type=Path, nargs="?")
    compare = command("compare", "compare")
    compare.add_argument("workbook", type=Path)
    compare.add_argument("other", type=Path)
    compare.add_argument("--take", nargs="+", metavar="NUMBER", help=_help("take"))
    passphrase = command("passphrase", "passphrase")
    passphrase.add_argument("workbook", type=Path)
    passphrase.add_argument("--recovery", action="store_true", help=_help("recovery"))
    passphrase.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    return whole


def _help(key: str) -> str:
    return say(f"cli:help.{key}")


def chosen_of(words: list[str], count: int, field: str) -> list[int]:
    """The numbers of lines that were chosen, from 1 to `count`; all of them for "all".

    Raises
    ------
    InvalidRecord
        When a word is none of these; it names `field`.
    """
    if "all" in words:
        return list(range(1, count + 1))
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 10]
    if len(numbers) != len(words) or not all(0 < number <= count for number in numbers):
        raise InvalidRecord((Problem(field, "cli:refused.numbers"),))
    return numbers

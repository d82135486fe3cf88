"""The command `import`: what files say, a numbered line each, and keeping of it what is chosen."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imeworkbook.cli.opening import LONGEST_PASSPHRASE_BYTES, Arguments, workbook_of
from imeworkbook.cli.usage import chosen_of

if TYPE_CHECKING:
    from imeworkbook.importers import Choices
    from imeworkbook.widgets.bringing import Bringing


def bring_in(arguments: Arguments) -> None:
    """Show what files say, a numbered line each, and keep of it what is chosen by these numbers; `--yes` asks nothing.

    Without a workbook to bring it into, it is only shown.
    """
    from imeworkbook.importers.taking import Decision
    from imeworkbook.importers.wording import said
    from imeworkbook.widgets.bringing import Bringing
    from imeworkbook.workbook import Workbook

    with workbook_of(arguments) if arguments.workbook else Workbook.in_memory() as workbook:
        bringing = Bringing(workbook)
        order = {} if arguments.day_first is None else {"day_first": arguments.day_first}
        choices = bringing.choices(kind=arguments.kind or "", **order)
        for file in arguments.files:
            _take_in(bringing, file, choices, arguments.person)
        for line in bringing.lines():
            print(line)
        if not arguments.workbook:
            print(said("words", "none_taken"))
            return
        plain = bringing.without_a_question()
        chosen = plain if arguments.yes else _of_offers(_line(said("words", "ask_take")), plain, len(bringing.offers))
        counted = bringing.keep({number: Decision() for number in chosen})
        for what, n in counted.items():
            print(said("words", "from_file", n=n, what=what))
        print(said("words", "taken", n=len(chosen)))
        if arguments.yes and len(plain) < len(bringing.offers):
            print(said("words", "left", n=len(bringing.offers) - len(plain)))


def _take_in(bringing: Bringing, file: Path, choices: Choices, person: int) -> None:
    """Look at a file; where it is about several people, at what it says of the one with this number."""
    people = bringing.take_in(file, choices).people
    if 0 < person <= len(people):
        bringing.files.pop()
        bringing.take_in(file, replace(choices, person=people[person - 1].key))


def _of_offers(words: str, plain: list[int], count: int) -> list[int]:
    """The offers that were chosen by their numbers; all without a question for “all”."""
    if words.strip().lower() == "all":
        return plain
    return [number - 1 for number in chosen_of(words.replace(",", " ").split(), count, "")]


def _line(prompt: str) -> str:
    """One line that is typed at a prompt, and shown."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline(LONGEST_PASSPHRASE_BYTES) if sys.stdin else ""
    if not line:
        raise EOFError
    return line.strip()

"""The command line: ``imeworkbook``, also ``python -m imeworkbook``.

Exit status 0: done. 1: refused, with one clear sentence on standard error. 2: wrong usage. What a person did never
shows them a traceback.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import os
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from getpass import GetPassWarning, getpass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from imeworkbook.errors import (
    CannotSave,
    ImeworkbookError,
    InvalidRecord,
    LaunchError,
    MissingSigns,
    NotAWorkbook,
    Problem,
    ReportError,
    WrongKey,
)
from imeworkbook.kinds import ENTRIES

if TYPE_CHECKING:
    from imeworkbook.records import Audience
    from imeworkbook.report.documents import Made
    from imeworkbook.store import EncryptedStore, KeptThere
    from imeworkbook.workbook import Workbook

READERS: dict[str, Audience] = {"evaluator": "evaluator", "clinician": "clinician", "me": "private"}
SAMPLE_PASSPHRASE = "sample person"
LONGEST_PASSPHRASE_BYTES = 4096
_TOO_LONG = f"This is longer than a passphrase can be: at most {LONGEST_PASSPHRASE_BYTES:,} bytes."
_NO_TEXT = "The passphrase file holds something else than plain text (UTF-8)."
Arguments = argparse.Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name of a file may hold what the terminal cannot show
    try:
        _run(["open", *words] if not words or _means_open(words[0]) else words)
    except ImeworkbookError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return 1
    except UnicodeError:
        print("Some of what was given cannot be read as text.", file=sys.stderr)
        return 1
    except OSError as error:
        _give_up_on_output()
        if not isinstance(error, BrokenPipeError):
            print(f"This could not be done: {(error.strerror or 'the system refused').lower()}.", file=sys.stderr)
        return 1
    return 0


def _run(words: Sequence[str]) -> None:
    try:
        arguments = _parser().parse_args(words)
        COMMANDS[arguments.command](arguments)
    finally:
        if sys.stdout:
            sys.stdout.flush()  # what cannot be written is said here, and not by Python at its end


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


# --- commands ---


def _open(arguments: Arguments) -> None:
    from imeworkbook.lab.launch import open_workbook_in_lab
    from imeworkbook.store.places import default_path

    path = arguments.workbook or default_path()
    if path.exists() and not path.is_file():
        message = "This is not a workbook file."
        raise NotAWorkbook(message)
    open_workbook_in_lab(path, browser=arguments.browser, port=arguments.port)


def _demo(arguments: Arguments) -> None:
    """Make a workbook of the sample person, and open it."""
    from imeworkbook.store.places import default_path
    from imeworkbook.workbook import create_workbook, sample_records

    path = arguments.workbook or default_path().with_name("sample.imew")
    passphrase = _given_passphrase(arguments) or SAMPLE_PASSPHRASE
    if not path.exists() or arguments.workbook:
        workbook, _ = create_workbook(path, passphrase)
        with workbook:
            workbook.add_all(sample_records())
    print(f"The sample person’s workbook is {path}.")
    if passphrase == SAMPLE_PASSPHRASE:
        print(f"Its passphrase is: {SAMPLE_PASSPHRASE}")
    if arguments.open:
        from imeworkbook.lab.launch import open_workbook_in_lab

        open_workbook_in_lab(path)


def _add(arguments: Arguments) -> None:
    from imeworkbook.records import from_dict

    record = from_dict({"kind": arguments.kind, **dict(_pair(word) for word in arguments.fields)})
    with _workbook(arguments) as workbook:
        workbook.add(record)
    print("Added.")


def _pair(word: str) -> tuple[str, str | bool]:
    name, sign, value = word.partition("=")
    if not sign:
        raise InvalidRecord((Problem("", "Each field is written as name=value, such as start='May 2004'"),))
    return name, {"true": True, "false": False}.get(value.lower(), value)


def _report(arguments: Arguments) -> None:
    from imeworkbook.report.documents import TYPES
    from imeworkbook.workbook import report

    formats = [name.strip() for name in arguments.format.split(",") if name.strip()]
    if not formats or set(formats) - set(TYPES):
        message = f"A copy can be made as {', '.join(TYPES)}, or several of them with commas between."
        raise ReportError(message)
    with _workbook(arguments) as workbook:
        kind: Made = "one page" if arguments.one_page else "copy"
        _ask_before_it_leaves(workbook, arguments)
        document = report(workbook, READERS[arguments.reader], paper=arguments.paper, document=kind)
        with warnings.catch_warnings(record=True) as noted:
            warnings.simplefilter("always", MissingSigns)
            paths = document.write(arguments.out, formats)
        for path in paths:
            print(path)
        if any(issubclass(one.category, MissingSigns) for one in noted):
            print(MissingSigns.SENTENCE, file=sys.stderr)


def _ask_before_it_leaves(workbook: Workbook, arguments: Arguments) -> None:
    """List what does not go together, as the page of copies does; nothing is made before that was looked at.

    Raises
    ------
    ReportError
    """
    from imeworkbook.report.candour import doubts, label_of, question

    asked = doubts(workbook.records(), READERS[arguments.reader], dt.date.today())
    if not asked or arguments.as_it_is:
        return
    for one in dict.fromkeys(question(doubt, label_of) for doubt in asked):
        print(f"- {one}", file=sys.stderr)
    message = "No copy was made. Please look at the above, or add --as-it-is."
    raise ReportError(message)


def _chart(arguments: Arguments) -> None:
    from imeworkbook.chronology import chronology
    from imeworkbook.report.files import write_files
    from imeworkbook.report.pdf import drawing

    with _workbook(arguments) as workbook:
        chart = chronology(workbook.timeline(READERS[arguments.reader]))
        paper = arguments.paper or workbook.setting("paper", "letter")
    ending, across = arguments.out.suffix.lower(), not arguments.portrait
    make: dict[str, Callable[[list[str]], bytes]] = {
        ".svg": lambda sheets: sheets[0].encode(),
        ".html": lambda _: chart.to_html().encode(),
        ".png": lambda sheets: drawing(sheets, chart.alt_text(), paper, "png", landscape=across),
        ".pdf": lambda sheets: drawing(sheets, chart.alt_text(), paper, landscape=across),
    }
    if ending not in make:
        message = "A chart can be written as .svg, .html, .png or .pdf; please give --out such an ending."
        raise ReportError(message)
    files: dict[Path, list[str]] = {arguments.out: [] if ending == ".html" else [chart.to_svg(paper, landscape=across)]}
    if arguments.by_decade and ending != ".html":
        sheets = chart.decades(paper, landscape=across)
        each = {arguments.out.with_stem(f"{arguments.out.stem}-{name}"): [svg] for name, svg in sheets.items()}
        files = {arguments.out: list(sheets.values())} if ending == ".pdf" else each
    write_files({path: make[ending](drawn) for path, drawn in files.items()})
    for path in files:
        print(path)


def _check(arguments: Arguments) -> None:
    from imeworkbook.errors import DamagedWorkbook
    from imeworkbook.store import check

    with _workbook(arguments) as workbook:
        health = check(_file(workbook))
    if not health.good:
        message = f"{len(health.unreadable)} of {health.records} entries can no longer be read; a backup may hold them."
        raise DamagedWorkbook(message)
    print(f"The workbook is whole: {health.records} entries, all of them readable.")


def _review(arguments: Arguments) -> None:
    """Print what could be looked at again, a question a line; what the dates rule out stands first."""
    from imeworkbook.review import findings

    with _workbook(arguments) as workbook:
        found = findings(workbook.timeline())
    for one in found:
        print(one.question)
    if not found:
        print("There is nothing to look at again.")


def _export_json(arguments: Arguments) -> None:
    with _workbook(arguments) as workbook:
        records = [record.to_dict() for record in workbook.records()]
    every_sign = arguments.out or (sys.stdout and sys.stdout.encoding.lower() == "utf-8")
    text = json.dumps({"imeworkbook": 1, "records": records}, ensure_ascii=not every_sign, indent=1)
    if arguments.out is None:
        if sys.stdout is None:
            message = "There is nowhere to write to; please give --out FILE."
            raise CannotSave(message)
        print(text)
        return
    from imeworkbook.report.files import write_files

    write_files({arguments.out: text.encode()})
    print(arguments.out)
    print("This file is not encrypted: anyone who has it can read it.", file=sys.stderr)


def _backup(arguments: Arguments) -> None:
    from imeworkbook.store import backup

    with _workbook(arguments) as workbook:
        print(backup(_file(workbook), arguments.to))


def _restore(arguments: Arguments) -> None:
    from imeworkbook.store import restore
    from imeworkbook.store.places import default_path

    kept = restore(arguments.backup, arguments.to or default_path(), passphrase=_passphrase(arguments))
    print(
        f"The backup is your workbook now. What was there is kept as {kept}."
        if kept
        else "The backup is your workbook now."
    )


def _compare(arguments: Arguments) -> None:
    """Print what only the other file holds, a numbered line each; `--take` takes what is chosen by these numbers."""
    from imeworkbook.store import meet, take

    with _workbook(arguments) as workbook:
        file = _file(workbook)
        try:
            meeting = meet(file, arguments.other)
        except WrongKey:
            meeting = meet(file, arguments.other, passphrase=_asked("Passphrase of the other file: "))
        found = meeting.only_there
        for number, one in enumerate(found, 1):
            print(f"{number}. {_found_words(one)}")
        if not found:
            print("The other file holds nothing that this workbook does not.")
        if meeting.unreadable:
            print(f"{meeting.unreadable} entries of the other file cannot be read.", file=sys.stderr)
        if arguments.take:
            chosen = _chosen(arguments.take, len(found))
            take(file, [found[number - 1] for number in chosen], meeting.drafts if "all" in arguments.take else None)
            print(f"Taken: {len(chosen)}. It can be undone in the workbook.")


def _found_words(found: KeptThere) -> str:
    from imeworkbook import vocabulary
    from imeworkbook.widgets.names import name_of

    record = found.there or found.here
    name = name_of(record) if record else ""
    how = "removed there" if found.there is None else "another state of it is here" if found.here else "not here"
    return f"{vocabulary.label('kind', found.kind)}: {name} (kept there on {found.at.date()}; {how})"


def _chosen(words: list[str], count: int) -> list[int]:
    if "all" in words:
        return list(range(1, count + 1))
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 10]
    if len(numbers) != len(words) or not all(0 < number <= count for number in numbers):
        raise InvalidRecord((Problem("--take", "“all”, or numbers of the lines above"),))
    return numbers


def _change_passphrase(arguments: Arguments) -> None:
    """The new passphrase comes from a prompt, or from a file for scripts."""
    with _workbook(arguments) as workbook:
        if arguments.new_passphrase_file:
            new = _from_file(arguments.new_passphrase_file)
        else:
            new = _asked("New passphrase: ")
            if _asked("The same again: ") != new:
                message = "The two are not the same. Nothing was changed."
                raise WrongKey(message)
        file, code = _file(workbook), None
        if file.code_is_needed and not arguments.new_passphrase_file:
            code = _asked("Recovery code, so that it goes on working (nothing: a new one is made): ") or None
        fresh = file.change_passphrase(new, code=code)
        print("The new passphrase opens the workbook now. Backups and copies made before keep the old one.")
        if fresh:
            print(f"This is your new recovery code, shown once; the old one no longer works:\n{fresh}")


COMMANDS: dict[str, Callable[[Arguments], None]] = {
    "open": _open,
    "demo": _demo,
    "add": _add,
    "report": _report,
    "chart": _chart,
    "check": _check,
    "review": _review,
    "export-json": _export_json,
    "backup": _backup,
    "restore": _restore,
    "compare": _compare,
    "passphrase": _change_passphrase,
}


# --- the workbook and its passphrase ---


def _workbook(arguments: Arguments) -> Workbook:
    _there(arguments.workbook)
    out = getattr(arguments, "out", None)
    if out and out.exists() and out.samefile(arguments.workbook):
        message = "This is the workbook itself, and was left as it is. Please choose another file."
        raise CannotSave(message)
    if getattr(arguments, "recovery", False):
        return _opened(arguments.workbook, recovery=_asked("Recovery code: "))
    return _opened(arguments.workbook, passphrase=_passphrase(arguments))


def _there(path: Path) -> None:
    """Refuse a workbook that is not there before anything is asked."""
    from imeworkbook.errors import WorkbookMissing

    if not path.exists():
        message = "There is no workbook at this place."
        raise WorkbookMissing(message)


def _opened(path: Path, *, passphrase: str | None = None, recovery: str | None = None) -> Workbook:
    """Open a workbook, and say on standard error what there is to say about its file."""
    from imeworkbook.workbook import open_workbook

    workbook = open_workbook(path, passphrase, recovery=recovery)
    for notice in (*_file(workbook).notices(), workbook.cannot_read()):
        if notice:
            print(notice, file=sys.stderr)
    return workbook


def _file(workbook: Workbook) -> EncryptedStore:
    from imeworkbook.store import EncryptedStore

    assert isinstance(workbook.store, EncryptedStore)
    return workbook.store


def _passphrase(arguments: Arguments) -> str:
    return _given_passphrase(arguments) or _asked("Passphrase: ")


def _given_passphrase(arguments: Arguments) -> str | None:
    if arguments.passphrase_file:
        return _from_file(arguments.passphrase_file)
    return os.environ.get("IMEWORKBOOK_PASSPHRASE")


def _asked(prompt: str) -> str:
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
        raise LaunchError(_TOO_LONG)
    return line.rstrip("\r\n")


def _from_file(path: Path) -> str:
    """The passphrase in a file, a pipe or standard input, of which no more is read than a passphrase can have."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_PASSPHRASE_BYTES + 1)
        if len(content) > LONGEST_PASSPHRASE_BYTES:
            raise LaunchError(_TOO_LONG)
        text = content.decode("utf-8-sig").rstrip("\r\n")  # some editors put a byte order mark before the text
    except (OSError, UnicodeDecodeError) as error:
        message = _NO_TEXT if isinstance(error, UnicodeDecodeError) else "The passphrase file cannot be read."
        raise LaunchError(message) from None
    if not text or "\0" in text:
        message = _NO_TEXT if text else "The passphrase file is empty."
        raise LaunchError(message)
    return text


# --- usage ---


_SAID = {  # what argparse says with the words that were typed, and what is said here
    "^unrecognized arguments.*": "there are more words than this command takes",
    "^ambiguous option.*": "there is more than one option that begins so",
    r": invalid choice: .* \(choose from": ": not one of its values (choose from",
    ": (invalid|ignored explicit) .*": ": this value is not one that it takes",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command without repeating it: what was typed may be an entry, or a passphrase."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and one sentence, and end with status 2."""
        for what, words in _SAID.items():
            message = re.sub(what, words, message, flags=re.DOTALL)
        super().error(message)


def _parser() -> argparse.ArgumentParser:
    from imeworkbook import __version__

    parser = _Parser(
        prog="imeworkbook", description="A private workbook to prepare for an independent medical examination."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file")
        return made

    opening = command(
        "open",
        "open the workbook in the browser; makes one when there is none (this is what happens without a command)",
    )
    opening.add_argument("workbook", type=Path, nargs="?")
    opening.add_argument("--no-browser", dest="browser", action="store_false", help="print the address instead")
    opening.add_argument("--port", type=int)
    demo = command("demo", "make a workbook of the sample person, who is made up")
    demo.add_argument("workbook", type=Path, nargs="?")
    demo.add_argument("--no-open", dest="open", action="store_false")
    adding = command("add", "add one entry, for scripts")
    adding.add_argument("workbook", type=Path)
    adding.add_argument("kind", choices=tuple(ENTRIES))
    adding.add_argument(
        "fields",
        nargs="+",
        metavar="NAME=VALUE",
        help="such as title='Staff pharmacist' start='May 2004' audience=evaluator",
    )
    report = command("report", "make a copy")
    report.add_argument("workbook", type=Path)
    report.add_argument("--for", dest="reader", choices=READERS, required=True)
    report.add_argument(
        "--format", default="html,pdf", help="of pdf, html, interactive, csv and json, with commas between"
    )
    report.add_argument("--as-it-is", action="store_true", help="what does not go together was looked at")
    report.add_argument(
        "--one-page", action="store_true", help="the chronology alone, on one page where it can be read there"
    )
    report.add_argument("--out", type=Path, default=Path(), metavar="DIR")
    chart = command("chart", "write the chart of both histories")
    chart.add_argument("workbook", type=Path)
    chart.add_argument("--for", dest="reader", choices=READERS, default="me")
    chart.add_argument("--out", type=Path, required=True, metavar="FILE")
    chart.add_argument("--portrait", action="store_true", help="upright pages")
    chart.add_argument("--by-decade", action="store_true", help="a page for each decade; an .svg or .png file for each")
    for made in (report, chart):
        made.add_argument("--paper", choices=("letter", "a4"))
    check = command("check", "read the whole file and say whether it is whole")
    check.add_argument("workbook", type=Path)
    review = command("review", "print what could be looked at again, as questions")
    review.add_argument("workbook", type=Path)
    export = command("export-json", "write everything as JSON, in clear text")
    export.add_argument("workbook", type=Path)
    export.add_argument("--out", type=Path, metavar="FILE")
    backup = command("backup", "copy the workbook, encrypted as it is")
    backup.add_argument("workbook", type=Path)
    backup.add_argument("to", type=Path, help="a folder or a new file")
    restore = command("restore", "bring a backup back; what was there is kept under another name")
    restore.add_argument("backup", type=Path)
    restore.add_argument("to", type=Path, nargs="?")
    compare = command(
        "compare", "show what another copy of this workbook holds and this one does not; take it by choice"
    )
    compare.add_argument("workbook", type=Path)
    compare.add_argument("other", type=Path)
    compare.add_argument("--take", nargs="+", metavar="NUMBER", help="numbers of the lines to take, or all")
    passphrase = command("passphrase", "change the passphrase")
    passphrase.add_argument("workbook", type=Path)
    passphrase.add_argument(
        "--recovery", action="store_true", help="the passphrase is forgotten: ask for the recovery code"
    )
    passphrase.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    return parser

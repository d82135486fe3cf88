"""What each command does."""

from __future__ import annotations

import datetime as dt
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imeworkbook.cli.bringing import bring_in
from imeworkbook.cli.opening import (
    Arguments,
    asked,
    file_of,
    from_file,
    given_passphrase,
    passphrase_of,
    workbook_of,
)
from imeworkbook.cli.usage import READERS, chosen_of
from imeworkbook.errors import (
    CannotSave,
    InvalidRecord,
    MissingSigns,
    NotAWorkbook,
    Problem,
    ReportError,
    WrongKey,
)
from imeworkbook.language import say

if TYPE_CHECKING:
    from imeworkbook.report.documents import Made
    from imeworkbook.store import KeptThere
    from imeworkbook.workbook import Workbook

SAMPLE_PASSPHRASE = "sample person"


def _open(arguments: Arguments) -> None:
    from imeworkbook.lab.launch import open_workbook_in_lab
    from imeworkbook.store.places import default_path

    path = arguments.workbook or default_path()
    if path.exists() and not path.is_file():
        raise NotAWorkbook("cli:refused.no_file")
    open_workbook_in_lab(path, browser=arguments.browser, port=arguments.port)


def _demo(arguments: Arguments) -> None:
    """Make a workbook of the sample person, and open it."""
    from imeworkbook.store.places import default_path
    from imeworkbook.workbook import create_workbook, sample_records

    path = arguments.workbook or default_path().with_name("sample.imew")
    passphrase = given_passphrase(arguments) or SAMPLE_PASSPHRASE
    if not path.exists() or arguments.workbook:
        workbook, _ = create_workbook(path, passphrase)
        with workbook:
            workbook.add_all(sample_records())
    print(say("cli:said.sample", path=path))
    if passphrase == SAMPLE_PASSPHRASE:
        print(say("cli:said.sample_passphrase", passphrase=SAMPLE_PASSPHRASE))
    if arguments.open:
        from imeworkbook.lab.launch import open_workbook_in_lab

        open_workbook_in_lab(path)


def _add(arguments: Arguments) -> None:
    from imeworkbook.records import from_dict

    record = from_dict({"kind": arguments.kind, **dict(_pair(word) for word in arguments.fields)})
    with workbook_of(arguments) as workbook:
        workbook.add(record)
    print(say("cli:said.added"))


def _pair(word: str) -> tuple[str, str | bool]:
    name, sign, value = word.partition("=")
    if not sign:
        raise InvalidRecord((Problem("", "cli:refused.pairs"),))
    return name, {"true": True, "false": False}.get(value.lower(), value)


def _report(arguments: Arguments) -> None:
    from imeworkbook.report.documents import TYPES
    from imeworkbook.workbook import report

    formats = [name.strip() for name in arguments.format.split(",") if name.strip()]
    if not formats or set(formats) - set(TYPES):
        raise ReportError("report.formats", formats=", ".join(TYPES))
    with workbook_of(arguments) as workbook:
        kind: Made = "one page" if arguments.one_page else "copy"
        _ask_before_it_leaves(workbook, arguments)
        document = report(workbook, READERS[arguments.reader], paper=arguments.paper, document=kind)
        with warnings.catch_warnings(record=True) as noted:
            warnings.simplefilter("always", MissingSigns)
            paths = document.write(arguments.out, formats)
        for path in paths:
            print(path)
        if any(issubclass(one.category, MissingSigns) for one in noted):
            print(say("report.no_signs"), file=sys.stderr)


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
    raise ReportError("cli:refused.no_copy")


def _chart(arguments: Arguments) -> None:
    from imeworkbook.chronology import chronology
    from imeworkbook.report.files import write_files
    from imeworkbook.report.pdf import drawing

    with workbook_of(arguments) as workbook:
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
        raise ReportError("cli:refused.chart_ending")
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

    with workbook_of(arguments) as workbook:
        health = check(file_of(workbook))
    if not health.good:
        raise DamagedWorkbook("cli:refused.unreadable", lost=len(health.unreadable), count=health.records)
    print(say("cli:said.whole", count=health.records))


def _review(arguments: Arguments) -> None:
    """Print what could be looked at again, a question a line; what the dates rule out stands first."""
    from imeworkbook.review import findings

    with workbook_of(arguments) as workbook:
        found = findings(workbook.timeline())
    for one in found:
        print(one.question)
    if not found:
        print(say("cli:said.nothing_to_look_at"))


def _export_json(arguments: Arguments) -> None:
    with workbook_of(arguments) as workbook:
        records = [record.to_dict() for record in workbook.records()]
    every_sign = arguments.out or (sys.stdout and sys.stdout.encoding.lower() == "utf-8")
    text = json.dumps({"imeworkbook": 1, "records": records}, ensure_ascii=not every_sign, indent=1)
    if arguments.out is None:
        if sys.stdout is None:
            raise CannotSave("cli:refused.nowhere")
        print(text)
        return
    from imeworkbook.report.files import write_files

    write_files({arguments.out: text.encode()})
    print(arguments.out)
    print(say("cli:said.in_clear"), file=sys.stderr)


def _backup(arguments: Arguments) -> None:
    from imeworkbook.store import backup

    with workbook_of(arguments) as workbook:
        print(backup(file_of(workbook), arguments.to))


def _restore(arguments: Arguments) -> None:
    from imeworkbook.store import restore
    from imeworkbook.store.places import default_path

    kept = restore(arguments.backup, arguments.to or default_path(), passphrase=passphrase_of(arguments))
    print(say("cli:said.restored_kept", kept=kept) if kept else say("cli:said.restored"))


def _compare(arguments: Arguments) -> None:
    """Print what only the other file holds, a numbered line each; `--take` takes what is chosen by these numbers."""
    from imeworkbook.store import meet, take

    with workbook_of(arguments) as workbook:
        file = file_of(workbook)
        try:
            meeting = meet(file, arguments.other)
        except WrongKey:
            meeting = meet(file, arguments.other, passphrase=asked(say("cli:asked.other_passphrase")))
        found = meeting.only_there
        for number, one in enumerate(found, 1):
            print(f"{number}. {_found_words(one)}")
        if not found:
            print(say("cli:said.nothing_more"))
        if meeting.unreadable:
            print(say("cli:said.unreadable_there", count=meeting.unreadable), file=sys.stderr)
        if arguments.take:
            chosen = chosen_of(arguments.take, len(found), "--take")
            take(file, [found[number - 1] for number in chosen], meeting.drafts if "all" in arguments.take else None)
            print(say("cli:said.taken", count=len(chosen)))


def _found_words(found: KeptThere) -> str:
    from imeworkbook import vocabulary
    from imeworkbook.widgets.names import name_of

    record = found.there or found.here
    name = name_of(record) if record else ""
    how = "removed_there" if found.there is None else "other_state" if found.here else "not_here"
    kind, day = vocabulary.label("kind", found.kind), found.at.date()
    return say("cli:said.found", kind=kind, name=name, day=day, how=say(f"cli:said.{how}"))


def _change_passphrase(arguments: Arguments) -> None:
    """The new passphrase comes from a prompt, or from a file for scripts."""
    with workbook_of(arguments) as workbook:
        if arguments.new_passphrase_file:
            new = from_file(arguments.new_passphrase_file)
        else:
            new = asked(say("cli:asked.new"))
            if asked(say("cli:asked.again")) != new:
                raise WrongKey("cli:refused.not_the_same")
        file, code = file_of(workbook), None
        if file.code_is_needed and not arguments.new_passphrase_file:
            code = asked(say("cli:asked.code_goes_on")) or None
        fresh = file.change_passphrase(new, code=code)
        print(say("cli:said.new_opens"))
        if fresh:
            print(say("cli:said.new_code", code=fresh))


COMMANDS: dict[str, Callable[[Arguments], None]] = {
    "open": _open,
    "demo": _demo,
    "add": _add,
    "import": bring_in,
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

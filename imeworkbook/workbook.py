"""The one façade that notebooks and scripts hold: words become dates; store, timeline and copies come together."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from imeworkbook.errors import InvalidRecord, NoSuchRecord, Problem, WrongKey
from imeworkbook.language import current, forget_answers, say, speaking, texts
from imeworkbook.records import Audience, Entry, Profile, Record, Relation, Setting, Statement, from_dict
from imeworkbook.store import Change, MemoryStore, Store, Unreadable, Version
from imeworkbook.store import create as create_store
from imeworkbook.store import open_ as open_store
from imeworkbook.store.spoken import language_of
from imeworkbook.timeline import Timeline, chronicle

if TYPE_CHECKING:
    from imeworkbook.recall import Recollection
    from imeworkbook.recall.reader import Reader
    from imeworkbook.report.documents import Document
    from imeworkbook.snapshot import History, Snapshot

R = TypeVar("R", bound=Record)
Fields = dict[str, Any]


class Workbook:
    """One person's records, with every earlier version, in a store that may be a file or memory.

    Nothing is changed in place: an edit is a new record under the same id, and each confirmed edit is durable when the
    call returns. Use it in a ``with`` block, or call `close`.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._snapshot: Snapshot | None = None

    @classmethod
    def in_memory(cls) -> Self:
        """A workbook that is gone when it is closed."""
        return cls(MemoryStore())

    def __repr__(self) -> str:
        return "<Workbook, closed>" if self.closed else f"<Workbook of {len(self.records())} records>"

    # --- records ---

    def add(self, record: R, *, draft: str | None = None) -> R:
        """Keep a new record; its words for dates are read first. `draft` names a draft that this settles.

        Whatever leans on an earlier version of it moves with it, in the same step of undo.

        Raises
        ------
        DateNotUnderstood, AmbiguousDate
            When words in a date field cannot be read as one date; nothing was kept.
        InvalidRecord
            When the dates, once read, break a rule such as the end coming after the start.
        CannotSave, WorkbookLocked
            When the file cannot be written to; nothing was kept.
        """
        with self.store.together():
            reader = self.reader
            read = reader.read(record)
            self.store.put(read, *reader.moved(read), drop_draft=draft)
        return read

    def add_all(self, records: list[Record], *, draft: str | None = None) -> None:
        """Keep several records in one transaction: all of them or none. They may lean on one another.

        They are new, or new versions of what is there; whatever leans on those moves with them, in the same step of
        undo. `draft` names a draft that this settles.
        """
        with self.store.together():
            reader = self.reader
            read = {record.id: record for record in reader.read_all(records)}
            moved = [other for id, one in read.items() if self.store.get(id) for other in reader.moved(one)]
            self.store.put(*read.values(), *(one for one in moved if one.id not in read), drop_draft=draft)

    def edit(self, id: str, *, draft: str | None = None, **changes: Any) -> Record:  # noqa: ANN401 - record fields
        """Replace a record by a changed one; the earlier version stays in its history. Raises as `add` does.

        No other window writes in between, so that one field changed here and another there are both kept.
        """
        with self.store.together():
            return self.add(self.get(id).with_(**changes), draft=draft)

    def remove(self, id: str) -> None:
        """Take a record out. Its history stays, and `undo` brings it back."""
        with self.store.together():
            self.get(id)
            self.store.remove(id)

    def erase(self, id: str) -> None:
        """Remove a record with its history. This cannot be undone."""
        self.store.erase(id)

    def get(self, id: str) -> Record:
        """The record of that id.

        Raises
        ------
        NoSuchRecord
            When there is none, or it was removed.
        """
        record = self.store.get(id)
        if record is None:
            raise NoSuchRecord("store.no_such_record")
        return record

    def records(self, kind: str | None = None) -> tuple[Record, ...]:
        """Everything that is kept, or everything of one kind, in the order in which it was added."""
        return self.store.records(kind)

    def unreadable(self) -> tuple[Unreadable, ...]:
        """What is kept and can no longer be read: of which kind each is, and when it was kept."""
        return self.store.unreadable()

    def cannot_read(self) -> str:
        """The sentence that names what can no longer be read, and so stands in no view and no copy; empty for nothing.

        Each is named by its part of the workbook and the day (UTC) on which it was kept.
        """
        from imeworkbook import vocabulary

        lost = [
            say("words:safe.kept_on", what=vocabulary.label("kind", one.kind), day=one.at.date())
            for one in self.unreadable()
        ]
        if not lost:
            return ""
        sentence = texts("words")["safe"]["unreadable_one" if len(lost) == 1 else "unreadable"]
        return str(sentence).format(n=len(lost), names=", ".join(lost))

    def history(self, id: str) -> tuple[Version, ...]:
        """Every version of a record with its time, oldest first."""
        return self.store.history(id)

    # --- undo ---

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self.store.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that was taken back."""
        return self.store.can_redo

    def undo(self) -> bool:
        """Take back the last change; False where there is none."""
        return bool(self.store.undo())

    def redo(self) -> bool:
        """Bring back the change that was last taken back; False where there is none."""
        return bool(self.store.redo())

    # --- words into dates ---

    @property
    def reader(self) -> Reader:
        """What reads words into dates with the settings, the date of birth and the entries as they are now."""
        return self.snapshot.reader

    def read_date(self, words: str, *, apart_from: str = "", meant: str = "") -> Recollection:
        """What a date typed in plain words comes to here; the arguments are those of `Reader.date`.

        Raises
        ------
        DateNotUnderstood, AmbiguousDate, AmbiguousLandmark
        """
        return self.snapshot.read_date(words, apart_from=apart_from, meant=meant)

    def relate(self, first: Entry | str, relation: Relation, second: Entry | str, text: str = "") -> Statement:
        """Say how one entry stands to another in time, where no date need be known: ``wb.relate(a, "before", b)``.

        Raises
        ------
        NoSuchRecord
            When one of them is not there.
        InvalidRecord
            When both are the same, or there is no such relation.
        """
        ids = [each if isinstance(each, str) else each.id for each in (first, second)]
        if ids[0] == ids[1]:
            raise InvalidRecord((Problem("second", "record.another_entry"),))
        with self.store.together():
            for id in ids:
                self.get(id)
            return self.add(Statement(first=ids[0], relation=relation, second=ids[1], text=text))

    # --- whose it is, and how it behaves ---

    @property
    def profile(self) -> Profile:
        """Whose account this is; an empty profile where nothing was said."""
        return cast(Profile, self.store.get("profile")) or Profile()

    def setting(self, name: str, default: str = "") -> str:
        """One choice about how the workbook behaves."""
        record = self.store.get(f"setting:{name}")
        return record.value if isinstance(record, Setting) else default

    def set(self, name: str, value: str) -> None:
        """Keep one choice about how the workbook behaves."""
        self.store.put(Setting(id=f"setting:{name}", value=value))

    # --- what is being typed ---

    def draft(self, key: str) -> Fields | None:
        """What was typed under `key` and not kept yet."""
        return self.store.draft(key)

    def save_draft(self, key: str, fields: Mapping[str, Any]) -> None:
        """Keep what is being typed, encrypted, under `key`."""
        self.store.save_draft(key, dict(fields))

    def drop_draft(self, key: str) -> None:
        """Let go of what was typed under `key`."""
        self.store.drop_draft(key)

    def drafts(self) -> dict[str, Fields]:
        """All that was typed and not kept yet."""
        return self.store.drafts()

    # --- views ---

    @property
    def snapshot(self) -> Snapshot:
        """The state of now. It is the same until something changes, here or in another window, or the day does."""
        from imeworkbook.snapshot import Snapshot

        records, today = self.store.records(), dt.date.today()
        kept = self._snapshot
        if kept is None or kept.records is not records or kept.as_of != today:
            kept = self._snapshot = Snapshot(records, today)
        return kept

    def timeline(self, audience: Audience = "private", as_of: dt.date | None = None) -> History:
        """The two histories as one reader may see them, on the day `as_of` (today)."""
        now = self.snapshot
        if as_of in (None, now.as_of):
            return now.timeline(audience)
        from imeworkbook.snapshot import History

        return History.told(chronicle(now.records, audience, as_of))

    def timeline_with(self, record: Record) -> Timeline:
        """The person's own timeline as it would be with this record in place of its kept version."""
        return chronicle([*(kept for kept in self.records() if kept.id != record.id), record])

    # --- change events ---

    def subscribe(self, callback: Callable[[tuple[Change, ...]], None]) -> Callable[[], None]:
        """Call back after each change; gives the way to stop. Changes made elsewhere come with `poll`."""
        return self.store.subscribe(callback)

    def poll(self) -> None:
        """Look for changes made by other windows or the command line, and tell the subscribers."""
        self.store.poll()

    # --- open and closed ---

    @property
    def closed(self) -> bool:
        """Whether it was closed; a closed workbook holds no key."""
        return self.store.closed

    def close(self) -> None:
        """Close the file and let go of its key, and of all that was read. Everything confirmed is already kept."""
        self._snapshot = None
        forget_answers()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_workbook(
    path: str | Path, passphrase: str | None = None, *, recovery: str | None = None, create: bool = False
) -> Workbook:
    """Open a workbook file with its passphrase or its recovery code.

    Where neither is given, the passphrase is asked for, so that none stands in a cell, a script or a history. With
    `create`, a file that is not there yet is made; `create_workbook` does that and also hands out the recovery code.

    Raises
    ------
    WorkbookMissing, NotAWorkbook, WrongKey, DamagedWorkbook, NewerWorkbook, CannotSave, WorkbookLocked
    """
    path = Path(path)
    if passphrase is None and recovery is None and (path.exists() or create):
        passphrase = asked_passphrase(twice=not path.exists())
    if create and not path.exists() and passphrase is not None:
        return create_workbook(path, passphrase)[0]
    return Workbook(open_store(path, passphrase=passphrase, recovery=recovery))


def asked_passphrase(*, twice: bool = False) -> str | None:
    """Ask for a passphrase without showing it: a terminal, or the front end of a notebook. None where nobody is there.

    Raises
    ------
    WrongKey
        When the second time it was not the same.
    """
    shell = sys.modules.get("IPython")
    in_a_terminal = sys.stdin is not None and sys.stdin.isatty()
    if not in_a_terminal and (shell is None or shell.get_ipython() is None):
        return None
    try:
        given = getpass.getpass(say("cli:asked.passphrase"))
        if twice and getpass.getpass(say("cli:asked.once_more")) != given:
            raise WrongKey("store.not_the_same")
    except (EOFError, RuntimeError):  # a notebook that runs without a person
        return None
    return given


def create_workbook(path: str | Path, passphrase: str) -> tuple[Workbook, str]:
    """Make a new workbook file; gives it with its recovery code, which is shown once and kept nowhere.

    Raises
    ------
    WorkbookExists, CannotSave
    """
    store, code = create_store(Path(path), passphrase)
    return Workbook(store), code


def sample_records() -> list[Record]:
    """The records of the sample person, who is plainly fictional; their dates are words not yet read."""
    return [from_dict(fields) for fields in texts("sample")["record"]]


def sample() -> Workbook:
    """The sample person's workbook, in memory."""
    workbook = Workbook.in_memory()
    workbook.add_all(sample_records())
    return workbook


def report(
    workbook: Workbook,
    audience: Audience = "evaluator",
    *,
    prepared: dt.date | None = None,
    paper: str | None = None,
    document: Literal["copy", "one page"] = "copy",
    language: str | None = None,
) -> Document:
    """The copy for one reader: only what is stated for them, as it is on the day `prepared` (today).

    `paper` is ``"letter"`` or ``"a4"``; by default the workbook's own setting. `document` is the whole ``"copy"``, or
    the chronology alone on ``"one page"``, or on more where one could not be read. `language` is the code of one that
    the workbook speaks, such as ``"fr-CA"``; by default the one that it speaks now. Own words stay as they are.

    Raises
    ------
    UnknownLanguage
    """
    from imeworkbook.report.documents import DOCUMENTS
    from imeworkbook.report.source import Source

    paper = paper or workbook.setting("paper", "letter")
    with speaking(language_of(language) if language else current()):
        return DOCUMENTS[document](Source.of(_as_called(workbook), audience, prepared or dt.date.today(), paper))


def _as_called(workbook: Workbook) -> tuple[Record, ...]:
    """The records, with the name left out where the person chose to be called by their initials on copies."""
    records = workbook.records()
    if workbook.setting("names") != "initials" or not workbook.profile.initials:
        return records
    return tuple(record.with_(name="") if isinstance(record, Profile) else record for record in records)


__all__ = ["Workbook", "create_workbook", "open_workbook", "report", "sample", "sample_records"]

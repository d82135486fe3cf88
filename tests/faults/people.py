"""A person at work: what they do step by step, and, from a twin in memory, what must be there after each step."""

from __future__ import annotations

import functools
import random
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from imeworkbook.errors import StoreError
from imeworkbook.records import Note
from imeworkbook.store import EncryptedStore, MemoryStore, Store, backup, container, create, open_, restore

from .harness import CANARY, Trial

PASSPHRASE = f"four words beside {CANARY}"
LANDED = Path(__file__).parents[1] / "store" / "landed"
NAME, KEPT = "w.imew", "kept.imew"
FORMER = {  # the name of a workbook of format 1: its recovery code
    "2026-11-format-1.imew": "8TVE-0X4D-WCF3-KM27-47B4-ZNA4-S3AW-Z6E9",
    "2026-11-format-1-crashed.imew": "3N21-N045-0BXB-YRP0-N33Q-2EY5-X9MX-Q9NV",
}
# What a process that was killed may leave until the next opening, and what may lie there after it.
_ON_THE_WAY = re.compile(r"\..+\.imew\.lock|\..+\.imew\.[0-9a-f]{16}\.part")
_WHOLE = re.compile(r"w\.imew|kept\.imew|w-before-[0-9-]+\.imew|alone|new")
_LOG = re.compile(r"w\.imew-wal|w-left-over-[0-9-]+\.wal")

View = tuple[object, ...]


def view(store: Store) -> View:
    """All that a workbook holds, in a form that can be compared."""
    records = {record.id: record.to_dict() for record in store.records()}
    history = {id: [each.record and each.record.to_dict() for each in store.history(id)] for id in records}
    return records, store.drafts(), history, store.can_undo, store.can_redo, store.unreadable()


# --- edits, the same in a file and in memory ---


def _text(number: int) -> str:
    return f"{CANARY} {number} " * (number % 60)


def _put(store: Store, number: int) -> None:
    store.put(Note(id=f"note {number % 7}", text=_text(number)))


def _put_many(store: Store, number: int) -> None:
    store.put(*(Note(id=f"many {each}", text=_text(number)) for each in range(1 + number % 9)))


def _draft(store: Store, number: int) -> None:
    store.save_draft(f"new:{number % 3}", {"text": _text(number)})


def _keep_draft(store: Store, number: int) -> None:
    store.put(Note(id=f"note {number % 7}", text=_text(number)), drop_draft=f"new:{number % 3}")


def _one(store: Store, number: int) -> str | None:
    ids = [record.id for record in store.records()]
    return ids[number % len(ids)] if ids else None


def _remove(store: Store, number: int) -> None:
    if id := _one(store, number):
        store.remove(id)


def _erase(store: Store, number: int) -> None:
    if id := _one(store, number):
        store.erase(id)


def _undo(store: Store, number: int) -> None:
    store.undo()


def _redo(store: Store, number: int) -> None:
    store.undo()
    store.redo()


def _together(store: Store, number: int) -> None:
    with store.together():
        _put(store, number)
        _remove(store, number + 1)
        _put_many(store, number + 2)


EDITS: dict[str, Callable[[Store, int], None]] = {
    "put": _put,
    "put many": _put_many,
    "draft": _draft,
    "keep draft": _keep_draft,
    "remove": _remove,
    "erase": _erase,
    "undo": _undo,
    "together": _together,
}


# --- a person ---


@dataclass
class Person:
    """Who works on a workbook file: where it is, and what opens it."""

    path: Path
    passphrase: str = PASSPHRASE
    code: str = ""
    store: EncryptedStore | None = None

    def open(self) -> None:
        self.store = open_(self.path, recovery=self.code) if self.code else open_(self.path, passphrase=PASSPHRASE)

    def close(self) -> None:
        if self.store:
            self.store.close()

    def do(self, kind: str, number: int) -> None:
        """Take one step; when this returns, it was acknowledged."""
        if kind in EDITS:
            EDITS[kind](self.store, number)
        else:
            _FILE_STEPS[kind](self, number)

    def _create(self, number: int) -> None:
        self.store, self.code = create(self.path, self.passphrase)

    def _reopen(self, number: int) -> None:
        self.close()
        self.open()

    def _passphrase(self, number: int) -> None:
        self.store.change_passphrase(new := another_passphrase(number))
        self.passphrase = new

    def _code(self, number: int) -> None:
        self.code = self.store.new_recovery_code()

    def _backup(self, number: int) -> None:
        backup(self.store, self.path.with_name(KEPT))

    def _restore(self, number: int) -> None:
        self.close()
        restore(self.path.with_name(KEPT), self.path, recovery=self.code)
        self.open()


_FILE_STEPS: dict[str, Callable[[Person, int], None]] = {
    "create": Person._create,
    "reopen": Person._reopen,
    "passphrase": Person._passphrase,
    "code": Person._code,
    "backup": Person._backup,
    "restore": Person._restore,
    "former": Person._reopen,
}
KINDS = (*EDITS, *_FILE_STEPS)


def another_passphrase(number: int) -> str:
    return f"another {number} words beside {CANARY}"


@dataclass(frozen=True)
class Base:
    """A workbook that is there already: its file, and what it holds."""

    content: bytes
    code: str
    view: View


_BASE_STEPS = [("put many", 8), ("put", 21), ("draft", 30), ("put", 49), ("remove", 3)]


@functools.cache
def base() -> Base:
    """A workbook with a few entries, made once."""
    with tempfile.TemporaryDirectory() as folder:
        person = Person(Path(folder) / NAME)
        person.do("create", 0)
        for step in _BASE_STEPS:
            person.do(*step)
        seen = view(person.store)
        person.close()
        return Base(person.path.read_bytes(), person.code, seen)


@functools.cache
def former(name: str) -> tuple[dict[str, bytes], View]:
    """A workbook of format 1: its files by their endings, and what it holds."""
    found = {file.name.removeprefix(name): file.read_bytes() for file in LANDED.glob(f"{name}*")}
    return found, read_former(name, found)


def read_former(name: str, files: dict[str, bytes]) -> View:
    """What the files of a workbook of format 1 come to."""
    with tempfile.TemporaryDirectory() as folder:
        for ending, content in files.items():
            (Path(folder) / (NAME + ending)).write_bytes(content)
        with open_(Path(folder) / NAME, recovery=FORMER[name]) as store:
            return view(store)


def is_former(content: bytes) -> bool:
    """Whether a file has format 1."""
    try:
        return container.format_of(content) == 1
    except StoreError:
        return False


# --- a plan, and what must be there after each of its steps ---


@dataclass
class Plan:
    """Steps, what each leaves, and the person who takes them."""

    person: Person
    steps: list[tuple[str, int]]
    views: list[View | None]  # before the first, and after each; None while there is no workbook

    @classmethod
    def ending_with(cls, kind: str, dice: random.Random, folder: Path, before: int) -> Plan:
        """Some edits, then one step of this kind; the files that it begins with are put into the folder."""
        path = folder / NAME
        if kind == "former":
            name = dice.choice(sorted(FORMER))
            found, seen = former(name)
            for ending, content in found.items():
                (folder / (NAME + ending)).write_bytes(content)
            return cls(Person(path, code=FORMER[name]), [("former", 0)], [seen, seen])
        if kind == "create":
            path = folder / "new" / "folder" / NAME
            steps = [("create", 0), *_edits(dice, before)]
            return cls(Person(path), steps, [None, *_views(MemoryStore(), steps)])
        path.write_bytes(base().content)
        steps = [*_edits(dice, before), (kind, dice.randrange(1000))]
        if kind == "restore":
            steps.insert(dice.randrange(len(steps)), ("backup", 0))
        twin = MemoryStore()
        for step in _BASE_STEPS:
            EDITS[step[0]](twin, step[1])
        return cls(Person(path, code=base().code), steps, [base().view, *_views(twin, steps)])


def _edits(dice: random.Random, most: int) -> list[tuple[str, int]]:
    return [(dice.choice(sorted(EDITS)), dice.randrange(1000)) for _ in range(dice.randint(0, most))]


def _views(twin: MemoryStore, steps: list[tuple[str, int]]) -> list[View]:
    views, saved = [], None
    for kind, number in steps:
        if kind in EDITS:
            EDITS[kind](twin, number)
        views.append(saved if kind == "restore" else view(twin))
        if kind == "backup":
            saved = views[-1]
    twin.close()
    return views


# --- what must be true after whatever happened ---


def judge(trial: Trial, plan: Plan, done: int, *, passphrase: str, code: str) -> None:
    """See that the file alone holds everything acknowledged, and what is left beside it before and after an opening.

    `done` steps were acknowledged; the next may have been taken or not. `passphrase` and `code` are those that were
    acknowledged last.
    """
    path, right = plan.person.path, plan.views[done : done + 2]
    going_on = plan.steps[done][0] if done < len(plan.steps) else "none"
    upgrading = plan.steps[0][0] == "former"
    if not path.exists():
        trial.expect(None in right, "lost", f"there is no workbook after {done} steps, in {going_on}")
        _judge_leftovers(trial, path.parent, opened=False)
        return
    needs_log = upgrading and is_former(path.read_bytes())
    alone = trial.folder / "alone" / NAME
    alone.parent.mkdir()
    for ending in ("", "-wal") if needs_log else ("",):
        if path.with_name(NAME + ending).exists():
            alone.with_name(NAME + ending).write_bytes(path.with_name(NAME + ending).read_bytes())
    _judge_leftovers(trial, path.parent, opened=False, upgrading=upgrading)
    code_is_sure = code and going_on != "code"  # a code that was on its way when the process ended was never shown
    key = {"recovery": code} if code_is_sure else {"passphrase": passphrase}
    for place in (alone, path):
        _judge_content(trial, place, right, f"after {done} steps, in {going_on}", **key)
    _judge_passphrase(trial, plan, alone, done, passphrase)
    _judge_leftovers(trial, path.parent, opened=True, upgrading=upgrading)
    _judge_copies(trial, plan, done, code)


def _judge_content(trial: Trial, path: Path, right: list[View | None], where: str, **key: str) -> None:
    try:
        with open_(path, **key) as store:
            trial.expect(view(store) in right, "lost", f"{path.name} holds another state {where}")
    except StoreError as error:
        trial.fault("lost", f"{path.name}: {type(error).__name__} {where}")


def _judge_passphrase(trial: Trial, plan: Plan, path: Path, done: int, passphrase: str) -> None:
    """One passphrase opens the file: the one acknowledged last, or the one that was on its way."""
    taken = [number for kind, number in plan.steps[: done + 1] if kind == "passphrase"]
    if not taken:
        return
    opening = [each for each in {PASSPHRASE, another_passphrase(taken[-1])} if _opens(path, each)]
    on_its_way = plan.steps[done : done + 1] == [("passphrase", taken[-1])]
    right = len(opening) == 1 and (on_its_way or opening == [passphrase])
    trial.expect(right, "lost", f"{len(opening)} passphrases open the file, or not the one acknowledged last")


def _opens(path: Path, passphrase: str) -> bool:
    try:
        open_(path, passphrase=passphrase).close()
    except StoreError:
        return False
    return True


def _judge_leftovers(trial: Trial, folder: Path, *, opened: bool, upgrading: bool = False) -> None:
    """See what lies in the folder. A log that went into a file as it was upgraded may still lie there, or set aside."""
    for file in folder.iterdir() if folder.exists() else ():
        good = bool(_WHOLE.fullmatch(file.name)) or (upgrading and bool(_LOG.fullmatch(file.name)))
        if not opened and _ON_THE_WAY.fullmatch(file.name):
            good = file.name.endswith(".part") or file.stat().st_size == 0
        trial.expect(good, "leftovers", f"{file.name} lies there {'after' if opened else 'before'} the next opening")


def _judge_copies(trial: Trial, plan: Plan, done: int, code: str) -> None:
    """A backup, and what a restored one took the place of, are whole where they are there."""
    acknowledged = [kind for kind, _ in plan.steps[:done]]
    folder = plan.person.path.parent
    for pattern, kind in ((KEPT, "backup"), ("w-before-*", "restore")):
        copies = list(folder.glob(pattern))
        trial.expect(len(copies) >= acknowledged.count(kind), "lost", f"what {kind} keeps is gone")
        for copy in copies:
            _judge_content(trial, copy, plan.views, f"in a {kind}", recovery=code)

"""Several processes on one workbook, and programs that put other files in its place while it is open."""

from __future__ import annotations

from pathlib import Path
from random import Random

from imeworkbook.errors import StoreError
from imeworkbook.records import Note
from imeworkbook.store import EncryptedStore, open_
from imeworkbook.store import encrypted as encrypted_module
from imeworkbook.workbook import open_workbook

from .harness import CANARY, Trial, ended, in_child
from .people import NAME, base

_PROCESSES = "abcdefgh"
_SETTLE_S = 0.002


def eight_writers(trial: Trial) -> None:
    """Eight processes edit one entry, and add many: no edit is lost, and none is told that the workbook is locked."""
    path, times = trial.folder / NAME, 4
    path.write_bytes(base().content)
    with open_(path, recovery=base().code) as store:
        store.put(Note(id="shared", text=CANARY))

    def work(name: str) -> None:
        with open_workbook(path, recovery=base().code) as workbook:
            for number in range(times):
                with workbook.store.together():
                    workbook.edit("shared", text=workbook.get("shared").text + name)
                workbook.add(Note(id=f"{name}{number}", text=CANARY))
                workbook.save_draft(f"new:{name}", {"text": f"{CANARY} {number}"})

    children = [in_child(lambda name=name: work(name)) for name in _PROCESSES]
    for child in children:
        trial.expect(ended(child) == 0, "tracebacks", "a writer did not come to its end")
    with open_(path, recovery=base().code) as store:
        text = store.get("shared").text.removeprefix(CANARY)
        added = {f"{name}{number}" for name in _PROCESSES for number in range(times)}
        trial.expect(sorted(text) == sorted(_PROCESSES * times), "lost", "an edit of one entry is lost")
        trial.expect(added <= {record.id for record in store.records()}, "lost", "an entry is lost")
        last = {f"new:{name}": f"{CANARY} {times - 1}" for name in _PROCESSES}
        drafts = {key: fields["text"] for key, fields in store.drafts().items()}
        trial.expect(last.items() <= drafts.items(), "lost", "a draft is lost")
    left = [name for name in trial.files() if name != NAME]
    trial.expect(not left, "leftovers", f"{left}")


# --- a sync service ---


class _Game:
    """A workbook that is open in one or two windows, another computer with a copy, and a service that moves files."""

    def __init__(self, trial: Trial) -> None:
        self.dice: Random = trial.dice
        self.path, self.away = trial.folder / "here" / NAME, trial.folder / "away" / NAME
        for path in (self.path, self.away):
            path.parent.mkdir()
            path.write_bytes(base().content)
        self.windows = [self._open() for _ in range(self.dice.choice([1, 2]))]
        self.earlier = [base().content]
        self.kept: set[str] = set(base().view[0])
        self.arriving: set[str] = set()  # what was put there and no window has met yet
        self.number = 0

    def _open(self) -> EncryptedStore:
        return open_(self.path, recovery=base().code)

    def edit(self) -> None:
        self.number += 1
        self.dice.choice(self.windows).put(Note(id=f"here {self.number}", text=CANARY * self.dice.randrange(50)))
        self.kept |= {f"here {self.number}"} | self.arriving
        self.arriving = set()
        self.earlier.append(self.path.read_bytes())

    def edit_away(self) -> None:
        self.number += 1
        with open_(self.away, recovery=base().code) as store:
            store.put(Note(id=f"away {self.number}", text=CANARY))

    def sync_away(self) -> None:
        """The file of here goes to the other computer, in the place of what is there; not what is no workbook."""
        if ids(self.path):
            self.away.write_bytes(self.path.read_bytes())

    def put_earlier(self) -> None:
        self._put(self.dice.choice(self.earlier))

    def put_away(self) -> None:
        """The file of the other computer comes here. What it holds is kept from the next edit on, in whichever file."""
        self._put(self.away.read_bytes())
        self.arriving = ids(self.away)

    def put_garbage(self) -> None:
        whole = self.dice.choice(self.earlier)
        self._put(self.dice.choice([b"", self.dice.randbytes(5000), whole[: self.dice.randrange(len(whole))]]))

    def _put(self, content: bytes) -> None:
        if self.dice.random() < 0.5:
            self.path.write_bytes(content)
        else:
            other = self.path.with_name("coming.tmp")
            other.write_bytes(content)
            other.replace(self.path)
        self.arriving = set()

    def take_away(self) -> None:
        self.arriving = set()
        self.path.unlink(missing_ok=True)

    def look(self) -> None:
        self.dice.choice(self.windows).poll()

    def reopen(self) -> None:
        """One window closes and another opens, unless what was put there is no workbook, which is then refused."""
        place = self.dice.randrange(len(self.windows))
        self.windows[place].close()
        self.windows[place] = self._open()


_MOVES = ("edit", "edit", "edit", "edit_away", "sync_away", "put_earlier", "put_away", "put_garbage", "take_away",
          "look", "reopen")  # fmt: skip


def sync_service(trial: Trial) -> None:
    """Whatever a service puts there, nothing acknowledged is lost: it is in the workbook, or in a file set aside."""
    encrypted_module.SETTLE_S = _SETTLE_S  # how long it waits for a file that is being put there to come to rest
    game = _Game(trial)
    for _ in range(trial.dice.randint(3, 12)):
        move = trial.dice.choice(_MOVES)
        try:
            getattr(game, move)()
        except StoreError as error:
            trial.refusal(str(error))
            trial.expect(move == "reopen", "lost", f"{move} is refused: {type(error).__name__}")
            break
    for window in game.windows:
        window.close()
    found: set[str] = set()
    for path in [game.path, *game.path.parent.glob("w-*.imew")]:
        found |= ids(path)
    missing = sorted(game.kept - found)
    trial.expect(not missing, "lost", f"{missing} are in no file")
    here = {id for id in game.kept if id.startswith("here")} - ids(game.path)
    only_window = len(game.windows) == 1  # of two that never met each other's edits, one has to give way
    trial.expect(not (only_window and here), "lost", f"{sorted(here)} are not in the workbook itself")
    left = [path.name for path in game.path.parent.iterdir() if path.name.startswith(".")]
    trial.expect(not left, "leftovers", f"{left}")


def ids(path: Path) -> set[str]:
    try:
        with open_(path, recovery=base().code) as store:
            return {record.id for record in store.records()}
    except StoreError:
        return set()

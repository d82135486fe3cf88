"""Bring in a file: what it says, row by row, and nothing kept before the person chose it.

The page hands the file over in pieces, which stand in the kernel's memory alone and are let go of when the file is put
away or the workbook is locked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from imeworkbook import vocabulary
from imeworkbook.errors import CannotImport
from imeworkbook.importers import Proposals, read
from imeworkbook.importers.beside import Offer
from imeworkbook.importers.taking import HOWS, Decision, How
from imeworkbook.importers.wording import content, said
from imeworkbook.kinds import ENTRIES
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.aside import Aside
from imeworkbook.widgets.bringing import Bringing, passed
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.rows import entry_when
from imeworkbook.widgets.sitting import Sitting

MOST_BYTES = 130_000_000  # it stands in memory twice for a moment
_MENDED = ("title", "start", "end")
_ORDERS = {"day": True, "month": False}


class BringIn(Card):
    """One or more files over the open workbook; `kind` is what the lines of a table are in this chapter."""

    view_name = "bring_in"

    def __init__(self, sitting: Sitting, kind: str, *, lead: bool = False) -> None:
        self.kind = kind
        self._bringing: Bringing | None = None
        self._coming: bytearray | None = None
        self._last = b""
        self._said_of_it: dict[str, object] = {}
        self._aside = Aside()
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Nothing of a file stays when a workbook is opened or locked; what was typed of it waits as a draft."""
        self._aside.stop()
        self._bringing, self._coming, self._last = None, None, b""

    def open_face(self) -> Message:
        """What was found so far, a row for each line."""
        found = self._bringing
        face: Message = {"said": content("words")}
        if found is None or not found.files:
            return {**face, "files": [], "rows": [], "apart": [], "table": None, "people": [], "plain": []}
        found.look()
        table, people = found.files[-1].table, found.files[-1].people
        typed = self._typed()
        return {
            **face,
            "files": [
                {"what": one.document["what"], "notices": one.notices, "passed": passed(one)} for one in found.files
            ],
            "rows": [self._row(number, one, typed) for number, one in enumerate(found.offers)],
            "apart": [
                {"what": one.what, "reason": one.reason, "quote": one.quote}
                for file in found.files
                for one in file.apart
            ],
            "table": None if table is None else self._table(table.header, table.columns, asks=table.asks_day_first),
            "people": [[one.key, one.label] for one in people],
            "plain": found.without_a_question(),
        }

    def _row(self, number: int, one: Offer, typed: Message) -> Message:
        assert self._bringing is not None
        row, mine = one.row, one.other
        return {
            "number": number,
            "key": one.row.mark,
            "mended": typed.get(one.row.mark),
            "kind": vocabulary.label("kind", row.kind),
            "title": row.title,
            "when": row.when,
            "typed": {
                "title": str(row.fields.get("title") or ""),
                **{side: when.phrase if when else "" for side, when in (("start", row.start), ("end", row.end))},
            },
            "point": bool(row.fields.get("point")),
            "from": ", ".join(dict.fromkeys(self._bringing.files[file].document["what"] for file, _ in one.places)),
            "place": one.places[0][1],
            "looks": [problem.rule for problem in (row.looks if mine else one.asks)],
            "standing": one.standing,
            "mine": {"label": mine.label, "when": entry_when(mine)} if mine else None,
            "quote": row.quote,
            "sensitive": row.sensitive,
        }

    def _table(self, header: tuple[str, ...], columns: Mapping[str, int], *, asks: bool) -> Message:
        return {
            "header": list(header),
            "columns": [[name, label, columns.get(name, -1)] for name, label in content("column_label").items()],
            "kinds": [[name, kind.label] for name, kind in ENTRIES.items()],
            "kind": self.kind,
            "asks": asks,
        }

    # --- what the page asks ---

    def do_piece(self, message: Message) -> None:
        """Take the next piece of a file; the last one is read."""
        at, whole = message.get("at"), message.get("of")
        pieces = message["buffers"]
        if not isinstance(at, int) or not isinstance(whole, int) or not pieces:
            return
        if at == 0:
            self._aside.stop()
            self._coming = bytearray()
        if self._coming is None or at != len(self._coming):
            return  # it was stopped, or a piece came twice
        if whole > MOST_BYTES:
            self._coming = None
            self.send({"ended": True})
            raise CannotImport("importers:refused.large", most=MOST_BYTES // 1_000_000)
        self._coming += bytes(pieces[0])
        if len(self._coming) < whole:
            self.send({"next": len(self._coming)})
            return
        whole_file, self._coming = bytes(self._coming), None
        self._read(whole_file)

    def do_stop(self, message: Message) -> None:
        """Let go of a file that is still coming, or is being read."""
        self._coming = None
        self._aside.stop()
        self.tell(said("words", "stopped"))

    def _read(self, content: bytes, *, again: bool = False, **choices: object) -> None:
        """Read a file beside what else the kernel does; `again` says that it takes the place of the last one."""
        workbook = self.sitting.open
        if self._bringing is None or self._bringing.workbook is not workbook:
            self._bringing = Bringing(workbook)
        found = self._bringing
        reading = found.choices(**{"kind": self.kind, **choices})

        def take(outcome: Callable[[], Proposals]) -> None:
            with self.attempting("read"):
                self.send({"ended": True})
                read_of_it = outcome()
                if again and found.files:
                    found.files.pop()
                file = found.take(read_of_it)
                self._last = content if file.table is not None or file.people else b""
                self._said_of_it = choices
                self.refresh()
                self.send({"arrived": True})

        self._aside.read(lambda: read(content, reading), take)

    def do_whose(self, message: Message) -> None:
        """Read the last file once more for one of the people in it."""
        if self._last and self._bringing is not None:
            self._read(self._last, again=True, **{**self._said_of_it, "person": text_of(message, "person")})

    def do_again(self, message: Message) -> None:
        """Read the last table once more, as the person says that it is to be read."""
        if not self._last or self._bringing is None:
            return
        columns = message.get("columns")
        named = columns.items() if isinstance(columns, dict) else ()
        choices = {
            "columns": {name: at for name, at in named if isinstance(at, int)},
            "kind": message["kind"] if message.get("kind") in ENTRIES else self.kind,
        }
        if message.get("order") in _ORDERS:
            choices["day_first"] = _ORDERS[message["order"]]
        self._read(self._last, again=True, **choices)

    # --- what is typed to change a line ---

    def _typed(self) -> Message:
        """What was typed to change lines, by the mark of each."""
        return dict(self.sitting.open.draft(self._draft) or {})

    @property
    def _draft(self) -> str:
        return f"bring:{self.kind}"

    def do_show(self, message: Message) -> None:
        """Give a page that draws the card all of it, with what was typed since: a letter draws no row anew."""
        self.refresh()
        super().do_show(message)

    def do_type(self, message: Message) -> None:
        """Keep what is typed to change a line as an encrypted draft."""
        place, mended = text_of(message, "place"), message.get("mended")
        found = self._bringing
        if found is None or not any(one.row.mark == place and one.standing != "same" for one in found.offers):
            self.send({"gone": place})
            return
        typed = mended if isinstance(mended, dict) else {}
        fields = {name: text for name, text in typed.items() if name in _MENDED and isinstance(text, str)}
        self._keep_typed({**self._typed(), place: fields})
        self.heard(message)

    def _keep_typed(self, typed: Message) -> None:
        if typed:
            self.sitting.open.save_draft(self._draft, typed)
        else:
            self.sitting.open.drop_draft(self._draft)

    def _let_go_of(self, offers: Iterable[Offer]) -> None:
        """Drop what was typed to change these."""
        marks = {one.row.mark for one in offers}
        before = self._typed()
        after = {mark: fields for mark, fields in before.items() if mark not in marks}
        if after != before:
            self._keep_typed(after)

    def do_put_away(self, message: Message) -> None:
        """Let go of all that was read, and of what was typed to change it."""
        self._let_go_of(self._bringing.offers if self._bringing else ())
        self.state_changed()
        self.refresh()
        self.tell(said("words", "put_away_said"))

    def do_keep(self, message: Message) -> None:
        """Keep what was chosen, in one step; a line that cannot be kept as it is stays, with the reason."""
        found = self._bringing
        decisions = _decisions(message.get("chosen"), len(found.offers) if found else 0)
        if found is None or not decisions:
            self.tell(said("words", "chosen_none"), good=False)
            return
        troubles = {number: found.trouble(number, decision) for number, decision in decisions.items()}
        fine = {number: decision for number, decision in decisions.items() if not troubles[number]}
        if fine:
            taken = [found.offers[number] for number in fine]
            with self.sitting.doing(said("words", "change")):
                counted = found.keep(fine)
            self._let_go_of(taken)
            self.refresh()
        self.send({"trouble": {str(number): text for number, text in troubles.items() if text}, "taken": sorted(fine)})
        if not fine:
            self.tell(said("words", "not_possible"), good=False)
            return
        kept = said("words", "kept_one") if len(fine) == 1 else said("words", "kept", n=len(fine))
        counts = [said("words", "from_file", n=n, what=what) for what, n in counted.items()]
        self.tell(" ".join([kept, *(f"{one}." for one in counts)]), offer="undo")

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        if self.sitting.undo():
            self.tell(said("words", "undone"))


def _decisions(chosen: object, count: int) -> dict[int, Decision]:
    """What a page chose; what names no offer is passed over."""
    found = {}
    for one in chosen if isinstance(chosen, list) else []:
        if not isinstance(one, dict):
            continue
        number, how, mended = one.get("number"), one.get("how"), one.get("mended")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < count:
            continue
        known: How = next((name for name in HOWS if name == how), "new")
        typed = mended.items() if isinstance(mended, dict) else ()
        found[number] = Decision(
            known, {name: text for name, text in typed if name in _MENDED and isinstance(text, str)}
        )
    return found

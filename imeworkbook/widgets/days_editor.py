"""An edit session over recent days: what is marked, as a draft at once, and kept in one step. It knows no widgets.

The draft holds only what differs from what is kept, so that another window's days are never overwritten by it.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, cast

from imeworkbook import recent
from imeworkbook.records import AUDIENCES, LINE, Audience, Day, DayMark, Days, Record
from imeworkbook.workbook import Workbook

KEY = "days"
MOST_AMOUNT = 1000
_EMPTY: dict[str, dict[str, Any]] = {"days": {}, "marks": {}, "units": {}, "audiences": {}}


class DaysEditor:
    """What is marked on recent days of all substances, kept or not.

    Attributes
    ----------
    resumed
        Whether this session began with what was marked earlier and not kept.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        draft = workbook.draft(KEY)
        self.resumed = draft is not None
        self._typed = copy.deepcopy(_EMPTY) | (draft or {})
        self._steps: list[dict[str, Any]] = []
        self._touched = ""

    def __repr__(self) -> str:
        return "<DaysEditor>"

    # --- what stands there ---

    @property
    def changed(self) -> bool:
        """Whether anything is not kept yet."""
        return any(self._typed.values())

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    def kept(self, substance: str) -> Days:
        """The days of a substance as they are kept; empty where none are."""
        record = self.workbook.store.get(f"days:{substance}")
        return record if isinstance(record, Days) else Days(id=f"days:{substance}", substance=substance)

    def days(self, substance: str) -> dict[dt.date, Day]:
        """What is said of each day, kept or not."""
        known = {day.on: day for day in self.kept(substance).days}
        for on, said in self._typed["days"].get(substance, {}).items():
            day = dt.date.fromisoformat(on)
            known.pop(day, None)
            if said:
                known[day] = Day(on=day, state=said[0], amount=said[1])
        return known

    def marks(self) -> dict[str, str]:
        """What stood out, by day."""
        kept = {f"{mark.on}": mark.text for mark in self.workbook.records(DayMark.kind) if isinstance(mark, DayMark)}
        return {on: text for on, text in {**kept, **self._typed["marks"]}.items() if text}

    def unit(self, substance: str) -> str:
        """What amounts of a substance count in."""
        return str(self._typed["units"].get(substance, self.kept(substance).unit))

    def audience(self, substance: str) -> Audience:
        """Who may see the days of a substance."""
        said = self._typed["audiences"].get(substance, self.kept(substance).audience)
        return cast(Audience, said)

    # --- marking ---

    def set_day(self, substance: str, on: dt.date, state: str, amount: float | None = None) -> None:
        """Say something of one day; an empty state opens it again, and an amount of nought is a day without.

        Raises
        ------
        InvalidRecord
            When the amount is not one, or there is no such state.
        """
        if amount is not None and amount <= 0:
            state, amount = "none", None
        self._take({on: Day(on=on, state=state, amount=amount) if state else None}, substance)

    def repeat(self, substance: str, monday: dt.date, days: Sequence[dt.date]) -> int:
        """Repeat a week on the open days of the others; gives how many days that were."""
        given = recent.repeated(self.days(substance), monday, days)
        if given:
            self._take(given, substance)
        return len(given)

    def set_mark(self, on: dt.date, text: str) -> None:
        """Say what stood out on a day; nothing takes it away."""
        before = self.marks().get(f"{on}", "")
        if text[:LINE] != before:
            self._step(f"mark:{on}")
            self._typed["marks"][f"{on}"] = text[:LINE]
            self._save()

    def set_unit(self, substance: str, unit: str) -> None:
        """Say what amounts count in."""
        if unit[:LINE] != self.unit(substance):
            self._step(f"unit:{substance}")
            self._typed["units"][substance] = unit[:LINE]
            self._save()

    def set_audience(self, substance: str, audience: str) -> None:
        """Say who may see the days of a substance."""
        if audience in AUDIENCES and audience != self.audience(substance):
            self._step()
            self._typed["audiences"][substance] = audience
            self._save()

    def go_back(self) -> bool:
        """Take back the last step; False where there is none."""
        if not self._steps:
            return False
        self._typed, self._touched = self._steps.pop(), ""
        self._save()
        return True

    # --- the end of a session ---

    def discard(self) -> None:
        """Let go of what is not kept; `go_back` brings it back."""
        self._step()
        self._typed = copy.deepcopy(_EMPTY)
        self._save()

    def commit(self) -> tuple[Record, ...]:
        """Keep all that was marked and let go of the draft, in one step of undo; gives what was kept.

        Raises
        ------
        CannotSave, WorkbookLocked
            When the file cannot be written to; the draft stays as it is.
        """
        names = ("days", "units", "audiences")
        touched = list(dict.fromkeys(name for part in names for name in self._typed[part]))
        records: list[Record] = [
            self.kept(name).with_(
                days=tuple(self.days(name).values()), unit=self.unit(name), audience=self.audience(name)
            )
            for name in touched
        ]
        records += [
            DayMark(id=f"day-mark:{on}", on=dt.date.fromisoformat(on), text=text)
            for on, text in self._typed["marks"].items()
        ]
        if records:
            self.workbook.add_all(records, draft=KEY)
        self._typed, self._steps, self._touched, self.resumed = copy.deepcopy(_EMPTY), [], "", False
        return tuple(records)

    # --- drafts ---

    def _take(self, said: Mapping[dt.date, Day | None], substance: str) -> None:
        self._step(f"{substance}:{min(said)}" if len(said) == 1 else "")
        kept = {day.on: day for day in self.kept(substance).days}
        typed = self._typed["days"].setdefault(substance, {})
        for on, day in said.items():
            typed[f"{on}"] = [day.state, day.amount] if day else None
            if kept.get(on) == day:
                del typed[f"{on}"]
        if not typed:
            del self._typed["days"][substance]
        self._save()

    def _step(self, touched: str = "") -> None:
        """Remember how it stands. Letters and digits typed one after the other into one place are one step."""
        if not touched or touched != self._touched:
            self._steps.append(copy.deepcopy(self._typed))
        self._touched = touched

    def _save(self) -> None:
        if self.changed:
            self.workbook.save_draft(KEY, self._typed)
        else:
            self.workbook.drop_draft(KEY)

"""The calendar of recent days: a grid to mark by click or key, which can become a time with a pattern."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from imeworkbook import recent, vocabulary
from imeworkbook.amounts import come_to
from imeworkbook.dates import long_day
from imeworkbook.language import current, texts
from imeworkbook.records import AUDIENCES, Day, Record, Use
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.days_editor import MOST_AMOUNT, DaysEditor
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard
from imeworkbook.widgets.words import words

_PHASE = "days:phase:"


def said(part: str, key: str) -> str:
    """One sentence or label of the card."""
    return str(texts("days")[part][key])


class RecentDays(FormCard):
    """Two or four weeks of one substance at a time, and the form of the pattern that they could become."""

    view_name = "days"
    parts = ("form", "entries")

    def __init__(self, sitting: Sitting, *, lead: bool = False, today: Callable[[], dt.date] = dt.date.today) -> None:
        self._today = today
        self._length = recent.LENGTHS[0]
        self._substance = ""
        self.editor: DaysEditor | None = None
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Take up the days of the workbook that is open now."""
        self.editor, self._substance, self._length = None, "", recent.LENGTHS[0]
        super().state_changed()

    def begin(self) -> None:
        """What was marked and not kept comes back; so does a pattern that was not kept."""
        self.editor = DaysEditor(self.sitting.open)
        waiting = [key.removeprefix(_PHASE) for key in self.sitting.open.drafts() if key.startswith(_PHASE)]
        self._substance = (waiting or self._likely())[0]
        if waiting:
            self._open_phase()

    def _likely(self) -> list[str]:
        """The substances, first the one that is marked already or that was used last."""
        marked = [term for term in vocabulary.terms("substance") if self._days.days(term)]
        used = [use.substance for use in self.sitting.open.timeline().use if isinstance(use, Use) and use.substance]
        return [*marked, *reversed(used), *vocabulary.terms("substance")]

    @property
    def _days(self) -> DaysEditor:
        if self.editor is None:
            self.editor = DaysEditor(self.sitting.open)
        return self.editor

    @property
    def _window(self) -> tuple[dt.date, ...]:
        return recent.window(self._today(), self._length)

    # --- what it shows ---

    def open_face(self) -> Message:
        """The grid, what its days come to, and the form of a pattern where one is made."""
        days, window = self._days, self._window
        known = days.days(self._substance)
        found = recent.tally(known, window)
        unit = days.unit(self._substance)
        return {
            **super().open_face(),
            "said": texts("days")["said"],
            "phase": texts("days")["phase"],
            "states": texts("days")["state"],
            "substance": self._substance,
            "substances": list(map(list, vocabulary.terms("substance").items())),
            "length": str(self._length),
            "lengths": [[str(length), said("said", str(length))] for length in recent.LENGTHS],
            "until": said("said", "until").format(day=current().date("weekday_of_year", window[-1])),
            "weeks": self._weeks(known, days.marks(), unit),
            "weekdays": [current().date("weekday", dt.date(2024, 1, number)) for number in range(1, 8)],
            "unit": unit,
            "unit_says": come_to(f"{found.usual:g} {unit}", self._substance, self._country) if found.usual else "",
            "audience": days.audience(self._substance),
            "audiences": [[audience, vocabulary.label("audience", audience)] for audience in AUDIENCES],
            "tally": _tally_words(found, unit),
            "can_make": found.enough and found.used > 0,
            "changed": days.changed,
            "resumed": days.resumed and days.changed,
            "can_go_back": days.can_go_back,
            "kept_days": len(days.kept(self._substance).days),
            "earlier": self._earlier(),
        }

    @property
    def _country(self) -> str:
        return self.sitting.open.setting("country")

    def _weeks(self, known: dict[dt.date, Day], marks: dict[str, str], unit: str) -> list[list[Message | None]]:
        rows = recent.weeks(self._window)
        return [[_cell(on, known.get(on), marks.get(f"{on}", ""), unit) if on else None for on in row] for row in rows]

    def _earlier(self) -> str:
        before = [day.on for day in self._days.kept(self._substance).days if day.on < self._window[0]]
        return said("said", "earlier").format(first=long_day(before[0]), last=long_day(before[-1])) if before else ""

    # --- what the page asks ---

    def do_substance(self, message: Message) -> None:
        """Turn to another substance; what was marked stays."""
        if message["substance"] in vocabulary.terms("substance"):
            self._substance = str(message["substance"])
            self.form.close()
            self.refresh()

    def do_length(self, message: Message) -> None:
        """Look two or four weeks back."""
        if int(message["length"]) in recent.LENGTHS:
            self._length = int(message["length"])
            self.refresh()

    def do_day(self, message: Message) -> None:
        """Say something of one day."""
        on = self._asked_about(message["on"])
        typed = str(message.get("amount") or "").strip().replace(",", ".")
        if on is None:
            return
        try:
            amount = float(typed) if typed else None
        except ValueError:
            amount = -1.0
        if amount is None or 0 <= amount <= MOST_AMOUNT:
            self._days.set_day(self._meant(message), on, str(message["state"]), amount)
            self.refresh()
        else:
            self.tell(said("said", "not_a_number"), good=False)
        self.heard(message)

    def do_mark(self, message: Message) -> None:
        """Say what stood out on a day."""
        on = self._asked_about(message["on"])
        if on is not None:
            self._days.set_mark(on, text_of(message, "text"))
            self.heard(message)
            self.refresh()

    def do_unit(self, message: Message) -> None:
        """Say what the numbers count."""
        self._days.set_unit(self._meant(message), text_of(message, "unit"))
        self.heard(message)
        self.refresh()

    def _meant(self, message: Message) -> str:
        """The substance that a message names; the one that stands here where it names none."""
        named = message.get("substance", self._substance)
        return str(named) if named in vocabulary.terms("substance") else self._substance

    def do_audience(self, message: Message) -> None:
        """Say who may see the days of this substance."""
        self._days.set_audience(self._substance, str(message["audience"]))
        self.refresh()

    def do_repeat(self, message: Message) -> None:
        """Repeat a week on the open days of the others."""
        on = self._asked_about(message["on"])
        if on is None:
            return
        count = self._days.repeat(self._substance, recent.monday_of(on), self._window)
        self.refresh()
        form = {0: "nothing_to_repeat", 1: "repeated_one"}.get(count, "repeated")
        self.tell(said("said", form).format(n=count), good=count > 0)

    def do_back(self, message: Message) -> None:
        """Take back the last step."""
        self._days.go_back()
        self.refresh()

    def do_discard(self, message: Message) -> None:
        """Let go of what is not kept."""
        self._days.discard()
        self.refresh()
        self.tell(said("said", "discarded"))

    def do_keep_days(self, message: Message) -> None:
        """Keep what was marked, and say who may see it."""
        with self._doing():
            self._days.commit()
        self.refresh()
        audience = self._days.audience(self._substance)
        shown = said("said", "kept_shown").format(audience=vocabulary.label("audience", audience))
        self.tell(said("said", "kept") if audience == "private" else shown, offer="undo")

    def do_remove(self, message: Message) -> None:
        """Take the kept days of this substance out; undo brings them back."""
        with self._doing():
            self.sitting.open.remove(self._days.kept(self._substance).id)
        self.tell(self._removed(), offer="undo")

    def do_erase(self, message: Message) -> None:
        """Remove the kept days of this substance with their history."""
        self.sitting.open.erase(self._days.kept(self._substance).id)
        self.tell(words("entries", "erased"))

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        if self.sitting.undo():
            self.tell(words("entries", "undone"))

    def _doing(self) -> Any:  # noqa: ANN401 - a context manager
        what = said("said", "what_kept").format(substance=self._name)
        return self.sitting.doing(words("entries", "what_changed").format(label=what))

    def _removed(self) -> str:
        return said("said", "removed").format(substance=self._name)

    @property
    def _name(self) -> str:
        return vocabulary.label("substance", self._substance).lower()

    def _asked_about(self, on: object) -> dt.date | None:
        """A day of the window; None for any other."""
        return next((day for day in self._window if f"{day}" == on), None)

    # --- a pattern out of it ---

    def do_phase(self, message: Message) -> None:
        """Show what the days could become. Nothing is kept by that."""
        known, window = self._days.days(self._substance), self._window
        found, unit = recent.tally(known, window), self._days.unit(self._substance)
        if found.days_a_month is None:
            return
        self._open_phase()
        if self.form.editor is not None:
            self.form.editor.set_all(_pattern(found, unit, window))
        self.refresh()
        self.send({"opened": True})

    def _open_phase(self) -> None:
        self.form.open("use", defaults={"substance": self._substance}, key=f"{_PHASE}{self._substance}")

    def stand_at(self, key: str) -> bool:
        """The form of a pattern stands with its substance."""
        if (substance := key.removeprefix(_PHASE)) in vocabulary.terms("substance") and key.startswith(_PHASE):
            self._substance = substance
            self._open_phase()
        return super().stand_at(key)

    def kept(self, record: Record) -> None:
        """The pattern stands among the times of use."""
        self.form.close()

    def do_keep(self, message: Message) -> None:
        """Keep the pattern, and say where it is."""
        super().do_keep(message)
        if self.form.editor is None:
            self.tell(said("phase", "kept"), offer="undo")


def _cell(on: dt.date, day: Day | None, mark: str, unit: str) -> Message:
    """One day as it is shown and as it is read out."""
    state = next(one for one in texts("days")["state"] if one["key"] == (day.state if day else ""))
    amount = "" if day is None or day.amount is None else f"{day.amount:g}"
    spoken = f"{amount} {unit}".strip() if amount else state["spoken"]
    return {
        "on": f"{on}",
        "day": str(on.day),
        "month": current().date("short_month", on),
        "name": current().date("weekday_of_year", on),
        "state": state["key"],
        "amount": amount,
        "shown": amount or state["short"],
        "mark": mark,
        "label": ", ".join(part for part in (current().date("weekday_of_year", on), spoken, mark) if part),
    }


def _short(day: dt.date) -> str:
    return current().date("day_of_year", day)


def _tally_words(found: recent.Tally, unit: str) -> list[str]:
    """What the days come to, in a few sentences."""
    if found.open == found.length:
        return []
    counts = {"length": found.length, "used": found.used, "without": found.without, "open": found.open}
    lines = [said("tally", "days").format(**counts)]
    if found.days_a_month is None:
        return [*lines, said("tally", "too_few")]
    least, most = found.least_a_month, found.most_a_month
    form = "month" if not found.open else "month_range"
    lines.append(said("tally", form).format(days=found.days_a_month, least=least, most=most))
    if found.usual is not None and found.most is not None:
        lines.append(said("tally", "usual").format(usual=_of(found.usual, unit), most=_of(found.most, unit)))
    return lines


def _of(amount: float, unit: str) -> str:
    return f"{current().number(amount)} {unit}".strip()


def _pattern(found: recent.Tally, unit: str, window: tuple[dt.date, ...]) -> dict[str, str]:
    """The fields of a time with a pattern that these days come to, for the person to look over."""
    first, last = long_day(window[0]), long_day(window[-1])
    range_ = {"least": found.least_a_month, "most": found.most_a_month}
    counts = {"used": found.used, "without": found.without, "open": found.open}
    return {
        "start": first,
        "end": last,
        "frequency_days": str(found.days_a_month),
        "amount": _of(found.usual, unit) if found.usual is not None else "",
        "most": _of(found.most, unit) if found.most is not None else "",
        "notes": said("phase", "notes").format(first=first, last=last, **counts, **range_),
    }

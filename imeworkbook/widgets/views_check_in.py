"""The check-in: how heavy it is just now, 0 to 10, with rest offered whatever the answer. Only the person sees it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from imeworkbook.language import current
from imeworkbook.records import CheckIn
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.words import words

SHOWN = 12


class CheckInCard(Card):
    """Eleven numbers, and the former answers where the person wants to see them."""

    view_name = "check_in"
    parts = ("check_in",)

    def open_face(self) -> Message:
        """The last answers, newest first."""
        kept = sorted(
            (record for record in self.sitting.open.records("check-in") if isinstance(record, CheckIn)),
            key=lambda record: record.at,
            reverse=True,
        )
        rows = [
            {
                "id": record.id,
                "level": record.level,
                "when": current().date("moment", record.at),
                "moment": words("check_in", record.moment),
            }
            for record in kept[:SHOWN]
        ]
        return {"rows": rows, "more": max(0, len(kept) - SHOWN)}

    def do_check_in(self, message: Message) -> None:
        """Keep one answer; the page offers rest, whatever it is."""
        check_in(self.sitting, message["level"], "start")
        self.send({"checked_in": True})

    def do_forget(self, message: Message) -> None:
        """Remove every answer, with its history."""
        for record in self.sitting.open.records("check-in"):
            self.sitting.open.erase(record.id)
        self.tell(words("check_in", "forgotten"))


def check_in(sitting: Sitting, level: int, moment: Literal["start", "end"]) -> None:
    """Keep how heavy it is now, `level` 0 to 10, at the start or end of a sitting."""
    now = dt.datetime.now().astimezone().replace(microsecond=0, second=0)
    with sitting.doing(words("check_in", "what")):
        sitting.open.add(CheckIn(at=now, level=level, moment=moment))

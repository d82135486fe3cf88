"""Settings: country, date habit, paper, hemisphere, names, and how the page looks."""

from __future__ import annotations

from typing import Any

from imeworkbook.countries import countries
from imeworkbook.language import texts
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.words import words


def choices() -> tuple[dict[str, Any], ...]:
    """The settings that can be chosen, in order: key, label, help, options as pairs of value and label."""
    offered = [["", words("settings", "no_country")]]
    offered += [[country.code, country.name] for country in countries()]
    rows = texts("words")["settings"]["choice"]
    return tuple({**row, "options": offered if row["key"] == "country" else row["options"]} for row in rows)


class Settings(Card):
    """One row of choices for each setting; what is chosen holds at once."""

    view_name = "settings"
    parts = ("settings",)

    def open_face(self) -> Message:
        """The choices with what is chosen now; the first option where nothing was."""
        workbook = self.sitting.open
        rows = [{**row, "value": workbook.setting(row["key"], row["options"][0][0])} for row in choices()]
        return {"rows": rows}

    def do_set(self, message: Message) -> None:
        """Keep one choice."""
        for row in choices():
            if row["key"] == message["key"] and message["value"] in [value for value, _ in row["options"]]:
                with self.sitting.doing(words("settings", "what")):
                    self.sitting.open.set(row["key"], message["value"])
                self.tell(words("settings", "kept"))

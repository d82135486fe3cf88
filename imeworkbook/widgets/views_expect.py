"""What to expect of the examination: plain words, worries answered, notes by country. It needs no open workbook."""

from __future__ import annotations

from imeworkbook.resources import read_toml
from imeworkbook.widgets._kit import Card, Message


class Expect(Card):
    """The topics, the worries and the country notes of `data/expect-en.toml`."""

    view_name = "expect"

    def open_face(self) -> Message:
        """The content; the page chooses the country."""
        return {"expect": read_toml("expect-en.toml")}

    def closed_face(self) -> Message:
        """The same as with an open workbook: nothing here is the person's own."""
        return self.open_face()

"""What to expect of the examination: plain words, worries answered, notes by country. It needs no open workbook."""

from __future__ import annotations

from imeworkbook.language import texts
from imeworkbook.widgets._kit import Card, Message


class Expect(Card):
    """The topics, the worries and the country notes of `data/en/expect.toml`."""

    view_name = "expect"

    def open_face(self) -> Message:
        """The content, the source of a topic below it; the page chooses the country."""
        content = texts("expect")
        return {"expect": {**content, "topic": [_sourced(one, content["source"]) for one in content["topic"]]}}

    def closed_face(self) -> Message:
        """The same as with an open workbook: nothing here is the person's own."""
        return self.open_face()


def _sourced(topic: Message, form: str) -> Message:
    """A topic whose own source, where it has one, is its last line."""
    if "source" not in topic:
        return topic
    return {**topic, "text": [*topic["text"], form.format(source=topic["source"], checked=topic["checked"])]}

"""Where you are: which chapters have something, and what would likely be asked. It measures nothing."""

from __future__ import annotations

from imeworkbook.language import texts
from imeworkbook.review.blanks import blanks, has_something
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.words import and_words


class WhereYouAre(Card):
    """A line for each chapter, and each open question with a link to its place."""

    view_name = "progress"

    def open_face(self) -> Message:
        """What there is, and what is open."""
        workbook, content = self.sitting.open, texts("progress")
        records = workbook.records()
        titles = {row["key"]: row["title"] for row in texts("chapters")["chapter"]}
        asks = {ask["key"]: ask for ask in content["ask"]}
        return {
            "said": content["words"],
            "chapters": [
                {
                    "key": row["key"],
                    "title": titles[row["key"]],
                    "has": has_something(records, row["kinds"], row.get("answers", "")),
                }
                for row in content["chapter"]
            ],
            "asks": [
                {
                    "text": asks[key]["text"].format(names=and_words(names) if names else ""),
                    "chapter": asks[key]["chapter"],
                    "title": titles[asks[key]["chapter"]],
                }
                for key, names in blanks(records, workbook.timeline())
            ],
        }

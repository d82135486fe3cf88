"""All of it at once: training and work as a table, kept in one step."""

from __future__ import annotations

from imeworkbook import vocabulary
from imeworkbook.language import texts
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.quick import Line, checked, gaps, pasted, ready, type_of
from imeworkbook.widgets.sitting import Sitting

_DRAFT = "quick:career"
_AT_FIRST = 3
_MOST = 200


def said(key: str) -> str:
    """One sentence or label of the card."""
    return str(texts("quick")["words"][key])


class QuickTable(Card):
    """The lines as they are typed, how their dates read, and the times between entries about which nothing is said."""

    view_name = "quick"

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.session = 0
        super().__init__(sitting, lead=lead)

    def open_face(self) -> Message:
        """The lines with their readings. `session` changes when the page should draw them anew."""
        workbook = self.sitting.open
        lines = self._lines()
        looks = [checked(line, workbook) for line in lines]
        return {
            "said": texts("quick")["words"],
            "session": self.session,
            "rows": [
                {**line.to_dict(), "became": self._became(line), "readings": readings, "problems": problems}
                for line, (readings, problems) in zip(lines, looks, strict=True)
            ],
            "left": self._left(),
            "gaps": [
                {"text": said("gap").format(one=one, other=other), **line.to_dict()}
                for one, other, line in gaps(workbook.timeline())
            ],
        }

    def state_changed(self) -> None:
        """The lines of the workbook that is open now."""
        self.session += 1

    def _lines(self) -> list[Line]:
        draft = self.sitting.open.draft(_DRAFT) or {}
        lines = [Line.of(row) for row in draft.get("rows", [])]
        return lines or [Line()] * _AT_FIRST

    def _left(self) -> list[str]:
        """What was pasted and became no line."""
        draft = self.sitting.open.draft(_DRAFT) or {}
        return [str(line) for line in draft.get("left", [])]

    def _became(self, line: Line) -> str:
        """What a pasted line is taken for, beside the words that were pasted."""
        if not line.source:
            return ""
        label = vocabulary.label("career_type", type_of(line, self.sitting.open))
        return said("became").format(type=label, source=line.source)

    def _save(self, lines: list[Line], left: list[str] | None = None) -> None:
        left = self._left() if left is None else left[:_MOST]
        if left or any(not line.empty for line in lines):
            rows = [line.to_dict() for line in lines[:_MOST]]
            self.sitting.open.save_draft(_DRAFT, {"rows": rows, "left": left})
        else:
            self.sitting.open.drop_draft(_DRAFT)

    # --- what the page asks ---

    def do_type(self, message: Message) -> None:
        """Take the lines as they are being typed."""
        if message.get("session") == self.session:
            self._save([Line.of(row) for row in message["rows"]])
            self.heard(message)
            self.refresh()

    def do_paste(self, message: Message) -> None:
        """Put pasted lines where the person pasted them: after the lines that stand there."""
        typed = [line for row in message["rows"] if not (line := Line.of(row)).empty]
        lines, left = pasted(text_of(message, "text"))
        self._draw_anew([*typed, *lines], message, [*self._left(), *left])

    def do_let_go(self, message: Message) -> None:
        """Let go of what was pasted and became no line."""
        self._draw_anew([Line.of(row) for row in message["rows"]], message, [])

    def do_explain(self, message: Message) -> None:
        """A line for a time about which nothing is said."""
        typed = [line for row in message["rows"] if not (line := Line.of(row)).empty]
        self._draw_anew([*typed, Line(start=text_of(message, "start"), end=text_of(message, "end"))], message)
        self.send({"focus": len(typed)})

    def do_keep(self, message: Message) -> None:
        """Keep every line that can be kept, in one step; the others stay."""
        entries, stay = ready([Line.of(row) for row in message["rows"]], self.sitting.open)
        if entries:
            with self.sitting.doing(said("change")):
                self.sitting.open.add_all(list(entries))
        self._draw_anew(stay, message)
        if not entries:
            self.tell(said("not_yet"), good=False)
            return
        words = said("kept_one") if len(entries) == 1 else said("kept").format(n=len(entries))
        self.tell(" ".join([words, said("rest")] if stay else [words]), offer="undo")

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        if self.sitting.undo():
            self.tell(said("undone"))

    def _draw_anew(self, lines: list[Line], message: Message, left: list[str] | None = None) -> None:
        self.session += 1
        self._save(lines, left)
        self.heard(message)
        self.refresh()

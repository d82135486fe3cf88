"""How someone was doing, asked where it is easy: beside a post or a phase of use, by one choice, or not at all."""

from __future__ import annotations

from imeworkbook import vocabulary
from imeworkbook.records import Career, Doing, Entry, Use
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.rows import entry_row
from imeworkbook.widgets.views import Entries
from imeworkbook.widgets.words import words

_AWAY_FROM_WORK = ("schooling", "leave", "out_of_work", "licence")


class EntriesWithDoing(Entries):
    """Posts or phases of use so far, each with the question how work, and life outside it, was then."""

    def rows(self) -> list[Message]:
        """The lines of the list, each with what is asked beside it and how that stands."""
        told = {(one.beside, one.part): one for one in self.sitting.open.records(Doing.kind) if isinstance(one, Doing)}
        entries = [entry for entry in self.sitting.open.timeline().entries if entry.kind in self.kinds]
        asked = {one.id: [_asked(one, part, told.get((one.id, part))) for part in _parts(one)] for one in entries}
        return [{**entry_row(entry), "doing": asked[entry.id]} for entry in entries]

    def do_doing(self, message: Message) -> None:
        """Keep how it was during an entry, at first for its days and for the person alone; or take that back."""
        entry, part, went = self.sitting.open.get(message["id"]), message["part"], message["went"]
        if not isinstance(entry, Entry) or part not in _parts(entry):
            return
        found = (one for one in self.sitting.open.records(Doing.kind) if isinstance(one, Doing))
        kept = next((one for one in found if (one.beside, one.part) == (entry.id, part)), None)
        with self.sitting.doing(words("entries", "what_changed").format(label=_question(entry, part))):
            if went:
                self.sitting.open.add(kept.with_(went=went) if kept else _during(entry, part, went))
            elif kept:
                self.sitting.open.remove(kept.id)
        self.tell(words("entries", "doing_kept" if went else "doing_open_again"))


def _parts(entry: Entry) -> tuple[str, ...]:
    """Which parts of life are asked about beside an entry: none beside a moment, or what has no date."""
    if entry.point or not (entry.start or entry.end) or not isinstance(entry, Career | Use):
        return ()
    away = isinstance(entry, Career) and entry.type in _AWAY_FROM_WORK
    return tuple(part for part in vocabulary.terms("doing_part") if part != "work" or not away)


def _during(entry: Entry, part: str, went: str) -> Doing:
    return Doing(part=part, went=went, start=entry.start, end=entry.end, ongoing=entry.ongoing, beside=entry.id)


def _question(entry: Entry, part: str) -> str:
    return words("entries", f"doing_{part}" if len(_parts(entry)) > 1 else "doing_alone")


def _asked(entry: Entry, part: str, kept: Doing | None) -> Message:
    options = [["", words("entries", "doing_open")], *map(list, vocabulary.terms("doing").items())]
    return {"part": part, "label": _question(entry, part), "options": options, "went": kept.went or "" if kept else ""}

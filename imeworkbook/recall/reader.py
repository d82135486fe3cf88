"""Words into dates for the records of one workbook, and again when what they lean on is corrected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from imeworkbook.dates import FuzzyDate, Hemisphere
from imeworkbook.errors import AmbiguousDate, AmbiguousLandmark, DateError, DateNotUnderstood, InvalidRecord
from imeworkbook.recall.context import within
from imeworkbook.recall.landmarks import Landmark, landmark_of, landmarks_among
from imeworkbook.recall.marks import shifted
from imeworkbook.recall.recollection import Recollection, remember
from imeworkbook.recall.ties import BIRTH, leans_on, remembered
from imeworkbook.recall.words import spelt, words
from imeworkbook.records import Entry, Profile, Record, Setting, Tie, When

R = TypeVar("R", bound=Record)

_OF_FIELD = "date.of_field"


def goes_on(said: str) -> bool:
    """Whether what stands in the place of an end says that there is none yet: still, now, ongoing."""
    return spelt(said.strip().lower()) in words()["goes_on"]


class Reader:
    """Reads dates with the settings, the date of birth and the entries of one workbook.

    Parameters
    ----------
    records
        Gives all records as they are kept. It is asked only where words lean on something.
    get
        Gives the record of an id; None where there is none.
    landmarks
        Gives the landmarks among these records, where they were worked out already.
    """

    def __init__(
        self,
        records: Callable[[], Iterable[Record]],
        get: Callable[[str], Record | None],
        landmarks: Callable[[], Iterable[Landmark]] | None = None,
    ) -> None:
        self._records = records
        self._get = get
        self._given = landmarks

    # --- one date ---

    def date(self, words: str, *, born: When | None = None, apart_from: str = "", meant: str = "") -> Recollection:
        """What some words come to. `apart_from` is the id of the entry whose date is read: nothing leans on itself.

        `meant` is the id of the landmark that is meant where two would fit.

        Raises
        ------
        DateNotUnderstood, AmbiguousDate, AmbiguousLandmark
        """
        birth = born or self._born()
        try:
            return self._remember(words, birth, self._landmarks(apart_from))
        except AmbiguousLandmark as error:
            others = {landmark.id for landmark in error.candidates} - {meant}
            if len(others) == len(error.candidates):
                raise
        known = (landmark for landmark in self._landmarks(apart_from) if landmark.id not in others)
        return self._remember(words, birth, known)

    def _remember(self, words: str, born: When | None, known: Iterable[Landmark]) -> Recollection:
        return remember(
            words,
            born=born.date if born else None,
            hemisphere=self.hemisphere,
            day_first={"day first": True, "month first": False}.get(self._setting("date order")),
            country=self._setting("country") or None,
            landmarks=known,
        )

    @property
    def hemisphere(self) -> Hemisphere:
        """Where seasons are read."""
        return "south" if self._setting("hemisphere") == "south" else "north"

    def _landmarks(self, apart_from: str) -> Iterator[Landmark]:
        known = self._given() if self._given else landmarks_among(self._records())
        return (landmark for landmark in known if landmark.id != apart_from)

    def _born(self) -> When | None:
        profile = self._get(BIRTH)
        return profile.born if isinstance(profile, Profile) else None

    def _setting(self, name: str) -> str:
        record = self._get(f"setting:{name}")
        return record.value if isinstance(record, Setting) else ""

    # --- a record ---

    def read(self, record: R, born: When | None = None) -> R:
        """`record` with its words read; words that say that something goes on become `ongoing`.

        Raises
        ------
        DateNotUnderstood, AmbiguousDate, AmbiguousLandmark
            With the name of the field before the sentence.
        InvalidRecord
            When the dates, once read, break a rule of the record.
        """
        changes: dict[str, object] = {}
        for field in type(record).model_fields:
            when = getattr(record, field)
            if isinstance(when, When) and (when.edtf is None or self._is_a_season_of(when)):
                if field == "end" and isinstance(record, Entry) and goes_on(when.phrase):
                    changes |= {"end": None, "ongoing": True}
                else:
                    changes[field] = self._read_when(when, field, born, record.id)
        return record.with_(**changes) if changes else record

    def _is_a_season_of(self, when: When) -> bool:
        """Whether a script gave a plain season, which a record alone takes for one of the north."""
        south = self.hemisphere == "south" and when.hemisphere == "north"
        return south and bool(re.fullmatch(r"\d{4}-2[1-4][~?%]?", when.phrase.strip()))

    def _read_when(self, when: When, field: str, born: When | None, apart_from: str) -> When:
        try:
            reading = self.date(when.phrase, born=born, apart_from=apart_from)
        except AmbiguousLandmark as error:
            raise AmbiguousLandmark(_OF_FIELD, error.candidates, error.readings, field=field, said=error) from None
        except AmbiguousDate as error:
            raise AmbiguousDate(_OF_FIELD, error.readings, error.ties, field=field, said=error) from None
        except DateError as error:
            raise DateNotUnderstood(_OF_FIELD, field=field, said=error) from None
        return when.with_(edtf=reading.edtf, mark=reading.date.mark, hemisphere=self.hemisphere, ties=reading.ties)

    def read_all(self, records: Iterable[R]) -> list[R]:
        """Several records with their words read; they may lean on one another, in any order. Raises as `read` does."""
        given = list(records)
        known: dict[str, Record] = {record.id: record for record in self._records()}
        leaning, alone = Reader(known.values, known.get), Reader(tuple, known.get)
        waiting, reader = sorted(given, key=lambda record: not isinstance(record, Profile | Setting)), alone
        done: dict[str, R] = {}
        while waiting:
            refused: list[tuple[R, Exception]] = []
            for record in waiting:
                try:
                    known[record.id] = done[record.id] = reader.read(record)
                except (DateError, InvalidRecord) as error:
                    refused.append((record, error))
            if reader is leaning and len(refused) == len(waiting):
                raise refused[0][1]
            waiting, reader = [record for record, _ in refused], leaning
        return [done[record.id] for record in given]

    # --- what moves with a landmark ---

    def moved(self, changed: Record) -> list[Record]:
        """What leans on a record that was corrected, directly or through others, read again: only what moves.

        Words are read again with what they leant on before. Where they no longer fit its new words, its days are
        moved instead; where it has no date any more, what they came to last stays.
        """
        tied = {record.id: record for record in self._records() if record.id != changed.id and leans_on(record)}
        fresh: dict[str, Record] = {changed.id: changed}
        for id in _outward(changed.id, tied):
            again = self._again(tied[id], fresh)
            if again != tied[id]:
                fresh[id] = again
        return list(fresh.values())[1:]

    def _again(self, record: Record, fresh: Mapping[str, Record]) -> Record:
        changes = {
            field: self._moved(when, fresh)
            for field, when in remembered(record)
            if any(tie.landmark in fresh for tie in when.ties)
        }
        return record.with_(**changes) if changes else record

    def _moved(self, when: When, fresh: Mapping[str, Record]) -> When:
        leant = {tie.landmark: fresh.get(tie.landmark) or self._get(tie.landmark) for tie in when.ties}
        profile = leant.get(BIRTH) or self._get(BIRTH)
        known = [landmark_of(record) for record in leant.values() if isinstance(record, Entry) and record.start]
        try:
            reading = self._remember(when.phrase, profile.born if isinstance(profile, Profile) else None, known)
        except DateError:
            date = _by_days(when.ties, {landmark.id: landmark for landmark in known})
            return when.with_(edtf=date.edtf, mark=date.mark) if date else when
        return when.with_(edtf=reading.edtf, mark=reading.date.mark, ties=reading.ties)


def _outward(id: str, tied: Mapping[str, Record]) -> list[str]:
    """The ids of all that leans on `id`, each after what it leans on itself; in any order where that goes round."""
    reached = {id}
    while more := {other for other, record in tied.items() if leans_on(record) & reached} - reached:
        reached |= more
    reached.discard(id)
    try:
        return list(TopologicalSorter({one: leans_on(tied[one]) & reached for one in sorted(reached)}).static_order())
    except CycleError:
        return [one for one in tied if one in reached]


def _by_days(ties: Iterable[Tie], landmarks: Mapping[str, Landmark]) -> FuzzyDate | None:
    """Where some ties put a date by their days alone; None where they leave it open or rule each other out."""
    first, last = dt.date.min, dt.date.max
    for tie in ties:
        landmark = landmarks.get(tie.landmark)
        side = landmark and ((landmark.end if tie.side == "end" else None) or landmark.start)
        if side and side.earliest and tie.low is not None:
            first = max(first, shifted(side.earliest, tie.low))
        if side and side.latest and tie.high is not None:
            last = min(last, shifted(side.latest, tie.high))
    if first > last or (first, last) == (dt.date.min, dt.date.max):
        return None
    return within(first if first > dt.date.min else None, last if last < dt.date.max else None)

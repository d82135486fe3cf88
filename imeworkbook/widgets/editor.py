"""An edit session over one record: what is typed, how its dates read, what still needs a look. It knows no widgets.

Edits travel in a circle: view → draft → validated record → store → change event → views. What is typed is kept as a
draft in the store from the first letter on, and goes with the record in one step when that is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from imeworkbook import vocabulary
from imeworkbook.amounts import come_to
from imeworkbook.dayplan import zone_of
from imeworkbook.errors import DateError, ImeworkbookError, InvalidRecord
from imeworkbook.language import current
from imeworkbook.records import (
    KINDS,
    Consequence,
    Contact,
    Correction,
    Document,
    Entry,
    Record,
    Use,
    When,
)
from imeworkbook.widgets.chosen import as_text, from_text
from imeworkbook.widgets.cited import as_rows, from_rows, problem_of
from imeworkbook.widgets.dated import (
    Choice,
    Dated,
    Lean,
    Value,
    beside_others,
    in_time,
    nothing_chosen,
    says_still,
)
from imeworkbook.widgets.forms import Form, form_for
from imeworkbook.widgets.messages import tidy
from imeworkbook.widgets.typed import clock, day_words, one_day
from imeworkbook.widgets.words import words
from imeworkbook.workbook import Workbook

_FIRST_LETTERS = 140
WHOLE = ""  # the key of a problem that belongs to the whole form

DATES = ("start", "end", "born", "when")  # the fields of records that hold a remembered date

# Fields of a form that are part of another field of the record.
_WHEN_PARTS = ("basis", "earliest", "latest")
_CHOSEN_PARTS = ("edtf", "landmark", "alone")  # what was chosen for the words as they stand
_OF_A_DATE = {f"{field}_{part}": field for field in DATES for part in (*_WHEN_PARTS, *_CHOSEN_PARTS)}
_FREQUENCY_DAYS = "frequency_days"


class Editor:
    """An edit session for a new record, or for a changed version of `record`, with the fields of the form `name`.

    Attributes
    ----------
    fields
        What stands in the form, as typed.
    readings
        For each date field that reads as a date: how it reads, in plain words.
    choices
        For each date field with two readings: both, to choose from.
    leans
        For each date field that leans on something, or that other dates make narrower: how.
    asks
        What cannot be right together with what else was said; empty where all can. It keeps nothing from being kept.
    problems
        For each field that needs a look: one sentence. The key is empty where it concerns the whole form.
    resumed
        Whether this session began with what was typed earlier and not kept.
    """

    def __init__(
        self,
        workbook: Workbook,
        name: str,
        record: Record | None = None,
        *,
        defaults: Mapping[str, Any] | None = None,
        key: str | None = None,
    ) -> None:
        self.workbook = workbook
        self.record = record
        self.defaults = dict(defaults or {})
        self.form: Form = form_for(name)
        self.kind = self.form.kind
        self.key = key or (f"edit:{record.id}" if record else f"new:{name}")
        begun = record or _template(self.kind, self.defaults)
        self._id = begun.id
        self._blank = self._from_record(begun)
        draft = workbook.draft(self.key)
        self.resumed = draft is not None
        self.fields: dict[str, Value] = {**self._blank, **self._known(draft or {})}
        self.readings: dict[str, str] = {}
        self.choices: dict[str, tuple[Choice, ...]] = {}
        self.leans: dict[str, Lean] = {}
        self.asks = ""
        self._beside: tuple[object, tuple[dict[str, Lean], str]] | None = None
        self.problems: dict[str, str] = {}
        self._check()

    def __repr__(self) -> str:
        return f"<Editor of {self.kind}>"

    @property
    def changed(self) -> bool:
        """Whether anything differs from what is kept (or, for a new record, from the empty form)."""
        return self.fields != self._blank

    # --- typing ---

    def set(self, field: str, value: Value) -> None:
        """Take what was typed into one field."""
        self.set_all({field: value})

    def set_all(self, fields: Mapping[str, Any]) -> None:
        """Take what was typed into several fields, keep it as a draft, and read it again.

        Fields that the form does not have are passed over. Nothing is refused: what cannot be kept yet is in
        `problems`.
        """
        fresh = self._known(fields)
        for date in {date for date in DATES if fresh.get(date, self.fields.get(date)) is not None}:
            if fresh.get(date, self.fields[date]) != self.fields[date]:
                fresh = {**nothing_chosen(date), **fresh}
        if all(self.fields.get(name) == value for name, value in fresh.items()):
            return
        self.fields |= fresh
        self._check()
        if self.changed:
            self.workbook.save_draft(self.key, self.fields)
        else:
            self.workbook.drop_draft(self.key)

    def choose(self, field: str, key: str) -> None:
        """Take one of the readings offered for a date."""
        for choice in self.choices.get(field, ()):
            if choice.key == key:
                self.set(field if choice.part == "words" else f"{field}_{choice.part}", key)

    def stand_alone(self, field: str, alone: bool) -> None:
        """Let a date stand by itself, or lean on what its words name again."""
        self.set(f"{field}_alone", alone)

    # --- the end of a session ---

    def commit(self) -> Record | None:
        """Keep the record and let go of the draft in one step; None where something needs a look first (`problems`).

        Raises
        ------
        CannotSave, WorkbookLocked
            When the file cannot be written to; the draft and the form stay as they are.
        """
        self._check()
        if not self.changed and self.record is None:
            self.problems = {WHOLE: words("form", "nothing_yet")}
        if self.problems:
            return None
        self.record = self.workbook.store.get(self._id) or self.record  # another form may have kept other fields of it
        try:
            kept = self.workbook.add(self._build(), draft=self.key)
        except InvalidRecord as error:
            self.problems = _sentences(error)
            return None
        except DateError as error:
            self.problems = {WHOLE: str(error)}
            return None
        return kept

    def discard(self) -> dict[str, Value]:
        """Let go of what was typed; gives it, so that it can be brought back with `set_all`."""
        typed, self.fields = self.fields, dict(self._blank)
        self.workbook.drop_draft(self.key)
        self._check()
        return typed

    def would_be(self) -> Record | None:
        """The record as it stands in the form, kept or not; None where something needs a look first."""
        return None if self.problems else self._build()

    # --- from a record to a form and back ---

    def _known(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        return {
            name: value if isinstance(value, bool) else tidy(str(value))
            for name, value in fields.items()
            if name in self._blank and isinstance(value, bool) == isinstance(self._blank[name], bool)
        }

    def _from_record(self, record: Record) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for name in self.form.keys:
            if name in _OF_A_DATE:
                fields[name] = _part(getattr(record, _OF_A_DATE[name]), name.rpartition("_")[2])
            elif name == _FREQUENCY_DAYS:
                frequency = getattr(record, "frequency", None)
                fields[name] = "" if frequency is None or isinstance(frequency, str) else f"{frequency:g}"
            elif name in self.form.of_type("citations"):
                fields[name] = as_rows(getattr(record, name))
            elif name in self.form.of_type("entries"):
                fields[name] = as_text(getattr(record, name))
            else:
                fields[name] = _typed(getattr(record, name))
        if isinstance(record, Use) and not isinstance(record.frequency, str):
            fields["frequency"] = ""
        for date in self.form.dates:
            when = getattr(record, date)
            fields |= nothing_chosen(date) | {f"{date}_alone": bool(when and when.stands_alone)}
        return fields

    def _build(self) -> Record:
        """The record that the form comes to.

        Raises
        ------
        InvalidRecord
        """
        base = (
            {} if self.record is None else {name: getattr(self.record, name) for name in type(self.record).model_fields}
        )
        point = issubclass(KINDS[self.kind], Entry) and self.form.is_point(self.fields)
        unread = {*_OF_A_DATE, "end"} if point else _OF_A_DATE  # a moment has no end, whatever was typed there before
        stated = {name: self._value(name) for name in self.form.keys if name not in unread}
        days = stated.pop(_FREQUENCY_DAYS, None)
        if days is not None:
            stated["frequency"] = days
        if issubclass(KINDS[self.kind], Entry):
            stated["point"] = point
            if point:
                stated |= {"end": None, "ongoing": False}
            elif stated.get("end") and says_still("end", self.fields):
                stated |= {"end": None, "ongoing": True}
        return KINDS[self.kind](**{**base, **self.defaults, **stated})

    def _value(self, name: str) -> Any:  # noqa: ANN401 - the type is the record field's own
        typed = self.fields[name]
        if isinstance(typed, bool):
            return typed
        if name in self.form.dates:
            return self._dated(name).when(self.fields)
        if name in self.form.days:
            return one_day(self.workbook, typed) if typed.strip() else None
        if name in self.form.times:
            return clock(typed) if typed.strip() else None
        if name in self.form.numbers:
            return float(typed.replace(",", ".")) if typed.strip() else None
        if name in self.form.of_type("citations"):
            return from_rows(typed)
        if name in self.form.of_type("entries"):
            return from_text(typed)
        if name in self.form.selects or name in self.form.of_type("choices"):
            return typed or None
        return typed

    def _dated(self, field: str) -> Dated:
        return Dated(self.workbook, self._id, self.record, field)

    # --- what needs a look ---

    def _check(self) -> None:
        self.readings, self.choices, self.problems = {}, {}, {}
        self.leans, self.asks = {}, ""
        point = self.form.is_point(self.fields)
        for field in self.form.dates:
            if not (point and field == "end"):
                self._check_date(field)
        for name in self.form.numbers:
            self._check_number(name)
        for name in self.form.days:
            self._check_day(name)
        if self.kind == "use":
            self._say_amounts()
        for name in self.form.times:
            if str(self.fields[name]).strip() and clock(str(self.fields[name])) is None:
                self.problems[name] = words("form", "time")
        for name in self.form.of_type("citations"):
            if problem := problem_of(str(self.fields[name])):
                self.problems[name] = problem
        for name in self.form.of_type("zone"):
            if str(self.fields[name]).strip() and zone_of(str(self.fields[name]).strip()) is None:
                self.problems[name] = words("form", "zone")
        if not self.problems:
            try:
                self._look_around(self._build())
            except InvalidRecord as error:
                self.problems = _sentences(error)

    def _look_around(self, record: Record) -> None:
        if isinstance(record, Entry) and record.out_of_order and self.changed:
            self.problems["end"] = words("form", "end_after_start")
        seen = self.workbook.snapshot, in_time(record)
        if self._beside is None or self._beside[0] != seen:
            self._beside = seen, beside_others(self.workbook, record)
        self.leans, self.asks = self._beside[1]

    def _check_date(self, field: str) -> None:
        if not str(self.fields[field]).strip():
            return
        read = self._dated(field).read(self.fields)
        self.choices[field] = read.choices
        if read.problem:
            self.problems[field] = _sentence(read.problem)
        else:
            self.readings[field] = read.words

    def _check_day(self, name: str) -> None:
        typed, date = str(self.fields[name]).strip(), _OF_A_DATE.get(name)
        if not typed:
            return
        try:
            day = self._dated(date).day(name, self.fields) if date else one_day(self.workbook, typed)
        except ImeworkbookError:
            day = None
        if day is None:
            self.problems[name] = words("form", "day" if date else "one_day")
        elif not date:
            self.readings[name] = words("form", "weekday").format(
                weekday=current().date("weekday", day), day=day_words(day)
            )

    def _say_amounts(self) -> None:
        """Say what amounts come to: of alcohol by whose standard drink, of anything else as a sum."""
        kept = getattr(self.record, "substance", None)
        substance = str(self.fields.get("substance") or kept or self.defaults.get("substance") or "")
        for name in ("amount", "most"):
            if said := come_to(str(self.fields.get(name) or ""), substance, self.workbook.setting("country")):
                self.readings[name] = said

    def _check_number(self, name: str) -> None:
        typed = str(self.fields[name]).strip().replace(",", ".")
        spec = self.form.field(name)
        top, example = spec.get("top", 150), spec.get("example", 80)
        try:
            fits = not typed or 0 <= float(typed) <= top
        except ValueError:
            fits = False
        if not fits:
            self.problems[name] = words("form", "number").format(example=example, top=top)


def _template(kind: str, defaults: Mapping[str, Any]) -> Record:
    """A record with nothing in it but the defaults, to fill an empty form from."""
    needed = {"use": {"substance": "other"}, "document": {"what": ""}, "contact": {"name": ""}}.get(kind, {})
    return KINDS[kind](**{**needed, **defaults})


def _typed(value: Any) -> Value:  # noqa: ANN401 - whatever a record field holds
    if isinstance(value, bool):
        return value
    if value is None:
        return ""
    if isinstance(value, When):
        return value.phrase
    if isinstance(value, dt.date):
        return day_words(value)
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _part(when: When | None, part: str) -> str:
    value = getattr(when, part, None)
    if part == "basis":
        return str(value or "estimate")
    return "" if value is None or part == "edtf" else str(value)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text[0].upper()}{text[1:]}."


_WHOLE_RULES = {
    "record.still_or_end": ("end", "still_or_end"),
    "record.end_after_start": ("end", "end_after_start"),
}


def _sentences(error: InvalidRecord) -> dict[str, str]:
    problems: dict[str, str] = {}
    for problem in error.problems:
        field, key = _WHOLE_RULES.get(problem.code, (problem.field, ""))
        problems.setdefault(field, words("form", key) if key else _sentence(problem.rule))
    return problems


def entry_label(record: Record) -> str:
    """What a list or a notice calls a record."""
    if isinstance(record, Entry):
        return record.label
    if isinstance(record, Consequence):
        return vocabulary.label("consequence_domain", record.domain or "") or vocabulary.label("kind", record.kind)
    match record:
        case Document():
            said = record.what
        case Contact():
            said = record.name
        case Correction():
            said = shortened(record.label)
        case _:
            said = ""
    return said or vocabulary.label("kind", record.kind)


def shortened(text: str) -> str:
    """The first words of a text, as a list or a button has room for them."""
    return text if len(text) <= _FIRST_LETTERS else text[: _FIRST_LETTERS - 1].rstrip() + "…"

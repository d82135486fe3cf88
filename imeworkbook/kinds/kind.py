"""What every room of the house asks of a kind of entry, said once, beside its record class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal, get_args

from imeworkbook import vocabulary
from imeworkbook.values import Entry

Band = Literal["work", "life", "between", "use", "below"]
BANDS: tuple[Band, ...] = get_args(Band)
"""Where a kind stands on the chart: above the axis (work, life, what lies between), below it (use, then others)."""

Drawing = Literal["bars", "strip", "steps", "brackets"]
"""How a row of the chart is drawn: as bars and moments, small signs, a line that steps up and down, or brackets."""

Sign = Literal["negative", "positive", "explained", "missed", "other"]


@dataclass(frozen=True, init=False)
class ChartRow:
    """A row of the chart: its key in the vocabulary's list "chart_row", the types that stand in it, how it is drawn."""

    key: str
    types: tuple[str | None, ...]
    drawn: Drawing

    def __init__(self, key: str, *types: str | None, drawn: Drawing = "bars") -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "types", types)
        object.__setattr__(self, "drawn", drawn)


def _never(_: Entry) -> bool:
    return False


@dataclass(frozen=True)
class Kind:
    """What every room asks of one kind. What is left out, or names a field or a term that is not there, fails at once.

    Attributes
    ----------
    model
        The class of its records; `name` is what a file calls them.
    typed, terms
        The field that says of which type an entry is, and the list of the vocabulary that it is chosen from.
    spell
        Whether it goes on from a start unless it says otherwise; else it is a moment: a wedding without an end.
    named
        Further fields by whose words a memory may call it ("at St. Mary's"), besides its label and its type.
    leads_up
        Whether the time before its start can be spoken of as leading up to it.
    leant_on
        Whether other memories may be tied to it, by its name.
    band, rows
        Where it stands on the chart; the rows by type, or one row under the kind's own name.
    tones
        The tone of each type on the chart; None is every other type.
    vital
        Whether an evaluator looks for it first: on paper it is summarised last of all, or never.
    foldable
        Whether its row may be folded away on the screen.
    is_landmark
        Whether an entry is one that other memories lean on, so that the chart draws a line through it.
    signs
        The sign of each type that is drawn as one on the day it was, in a strip of small signs; none for other kinds.
    recalled
        The fields that one line of "Add a memory" may tell, each with its list of words in `data/en/memory.toml`; the
        type alone, by the list ``type.`` and the kind's name, where nothing is given.
    printed
        The fields that a copy prints beside when and what, in this order.
    """

    _: KW_ONLY
    model: type[Entry]
    typed: str
    terms: str
    spell: bool
    band: Band
    tones: Mapping[str | None, str]
    vital: bool
    foldable: bool
    printed: tuple[str, ...]
    rows: tuple[ChartRow, ...] = ()
    named: tuple[str, ...] = ()
    signs: Mapping[str, Sign] = field(default_factory=dict)
    recalled: Mapping[str, str] = field(default_factory=dict)
    leads_up: bool = False
    leant_on: bool = True
    is_landmark: Callable[[Entry], bool] = _never

    def __post_init__(self) -> None:
        unknown = {self.typed, *self.printed, *self.named, *self.recalled} - self.model.model_fields.keys()
        known: set[str | None] = {None, *vocabulary.terms(self.terms)}
        strange = {type for row in self.rows for type in row.types} | self.tones.keys() | self.signs.keys()
        if unknown or strange - known or None not in self.tones:
            message = f"{self.name}: {sorted(map(str, unknown | (strange - known)))} is not there, or a tone is missing"
            raise TypeError(message)
        left_out = known - {type for row in self.rows for type in row.types} if self.rows else set()
        if left_out:
            message = f"{self.name}: no row of the chart has {sorted(map(str, left_out))}"
            raise TypeError(message)

    @property
    def name(self) -> str:
        """What a file, a form and a section call it."""
        return self.model.kind

    @property
    def label(self) -> str:
        """What a person calls it."""
        return vocabulary.label("kind", self.name)

    def type_of(self, entry: Entry) -> str | None:
        """The term of an entry's type; None where none was chosen."""
        chosen: str | None = getattr(entry, self.typed, None)
        return chosen

    def type_label(self, entry: Entry) -> str:
        """The words of an entry's type; empty where none was chosen."""
        return vocabulary.label(self.terms, self.type_of(entry) or "")

    def tone(self, entry: Entry) -> str:
        """The name of the tone in which an entry is drawn that is told with this kind."""
        return self.tones.get(self.type_of(entry), self.tones[None])

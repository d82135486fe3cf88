"""What a chronology is made of: marks placed in days and lanes, without a word about how they are drawn.

`x` is a proleptic ordinal of a day (`datetime.date.toordinal`), a spell ends at the start of the day after its last
one; `y` grows downwards, in the unit of the layout's text size. Each renderer draws each kind of mark on purpose.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Anchor = Literal["start", "middle", "end"]
Shape = Literal["moment", "first", "last", "negative", "positive", "explained", "missed", "other"]

UNSTATED = "?"
"""What stands at a phase of which it is not stated how often, where there is no room to say so; the key says it."""


WEIGHT_SIGNS = {"carried": "↑", "weighed": "↓", "both": "↕", "neither": "↔"}
"""What stands before the name of an event that carried someone, weighed on them, did both or neither."""


@dataclass(frozen=True, slots=True)
class Spell:
    """The days that something certainly covered. `goes_on` asks for an arrow at the as-of day."""

    x0: float
    x1: float
    y0: float
    y1: float
    tone: str
    entry: int
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A phase of use: certain days, with days a month as height above its base line `y1`."""

    x0: float
    x1: float
    y0: float
    y1: float
    tone: str
    entry: int
    days_a_month: float | None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Without:
    """A stretch that is stated to be without use: a line on the base, not an empty place."""

    x0: float
    x1: float
    y: float
    tone: str
    entry: int
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """A line over the days of how someone was doing, at the height of its level; thin where that is not `remembered`.

    `rise` is the height of the level from which it steps there at its begin. What is only possible is not `certain`.
    """

    x0: float
    x1: float
    y: float
    tone: str
    entry: int
    certain: bool = True
    remembered: bool = True
    rise: float | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Bracket:
    """A monitoring agreement: a line over its days, turned down by `drop` at those of its two `ends` that it has."""

    x0: float
    x1: float
    y: float
    drop: float
    tone: str
    entry: int
    ends: tuple[bool, bool]
    certain: bool = True
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class FuzzyEdge:
    """A possible extent, before or after the certain days. An open side has no end that could be drawn.

    `inferred` is for a window that was worked out from other memories, and not said by the person.
    """

    x0: float
    x1: float
    y0: float
    y1: float
    tone: str
    entry: int
    open_left: bool = False
    open_right: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """More entries than there is room for, as one block over the days that they may have touched.

    `entry` is the first of `entries`; `words` say how many they are, and a closer view shows each of them.
    """

    x0: float
    x1: float
    y0: float
    y1: float
    tone: str
    entry: int
    entries: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """One moment: something that happened, first or last use, a test. Its window is a `FuzzyEdge` of its own."""

    x: float
    y: float
    tone: str
    entry: int
    shape: Shape = "moment"
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside or on a mark.

    `backing` names the tone that lies behind it where a pattern would disturb; `halo` asks for a little paper behind
    it, as lines run there.
    """

    x: float
    y: float
    text: str
    anchor: Anchor
    colour: str
    dx: float = 0.0
    backing: str = ""
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """A dotted line through all rows at one landmark, or (`chosen`) at a connection that the person made."""

    x: float
    text: str
    tier: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name in the gutter and the height that it takes. `base` is the line on which steps stand."""

    name: str
    y0: float
    y1: float
    base: float | None = None
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a band of rows."""

    text: str
    y: float
    colour: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis, and the age at its start (or the two ages that are possible)."""

    x: float
    year: str
    age: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The entry behind a mark: its id, for clicks on screen only, and what it says in plain words."""

    id: str
    label: str
    words: str


Mark = Spell | Step | Without | Course | Bracket | FuzzyEdge | Milestone | Cluster


def covered(mark: Mark) -> tuple[int, ...]:
    """The entries that a mark stands for."""
    return mark.entries if isinstance(mark, Cluster) else (mark.entry,)


@dataclass(frozen=True)
class Layout:
    """Everything placed. Days run from `first` to `last`; heights from 0 to `height`.

    The two histories end at the height `histories`; below it stands the rest. `today` names the as-of day where it is
    in sight.
    """

    first: float
    last: float
    as_of: float
    height: float
    histories: float
    axis: tuple[float, float]
    text: float
    plot_width: float
    rows: tuple[Row, ...]
    headings: tuple[Heading, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    guides: tuple[Guide, ...]
    drawn: tuple[Drawn, ...]
    undated: tuple[str, ...]
    birth: float | None = None
    today: str = ""

    def __repr__(self) -> str:
        return f"<Layout of {len(self.marks)} marks>"

    def to_dict(self) -> dict[str, Any]:
        """The layout as plain values; each mark names its kind."""
        plain = asdict(self)
        plain["marks"] = [{"mark": type(mark).__name__, **asdict(mark)} for mark in self.marks]
        return plain

"""Every Hypothesis strategy of the tests, in one place."""

import datetime as dt

from hypothesis import strategies as st

from imeworkbook import vocabulary
from imeworkbook.errors import InvalidRecord
from imeworkbook.kinds import ENTRIES
from imeworkbook.prompts import prompts
from imeworkbook.records import (
    AUDIENCES,
    KINDS,
    Citation,
    Day,
    Entry,
    Profile,
    Record,
    Statement,
    Tie,
    When,
)

LINES = st.text(max_size=40).map(str.strip)
TEXTS = st.text(max_size=200)
IDS = st.uuids().map(lambda name: name.hex)
DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2030, 12, 31))
EDTF = st.sampled_from(["2009~", "1998-05?", "2003-21", "199X", "../1999"])
WHENS = st.builds(
    When, phrase=LINES, edtf=DAYS.map(dt.date.isoformat) | st.sampled_from(["2009~", "1998-05?", "2003-21"])
)

ENTRY_IDS = ("entry0", "entry1", "entry2")  # the ids of some entries, so that corrections meet them
ON_THE_CHECKLIST = ("record0", "record1", "record2")  # the ids of some documents, so that citations meet them
CITATIONS = st.lists(
    st.builds(
        Citation,
        record=st.sampled_from([*ON_THE_CHECKLIST, "gone"]),
        place=LINES,
        says=LINES | st.sampled_from(["May 2009", "winter 2009", "04/03/2012", "until 2012"]),
        side=st.sampled_from(["start", "end", None]),
    ),
    max_size=3,
).map(tuple)


def recent_days(days: st.SearchStrategy[dt.date] = DAYS) -> st.SearchStrategy[list[Day]]:
    """What is said of some days, each day once."""
    used = st.builds(Day, on=days, state=st.just("used"), amount=st.none() | st.integers(1, 200).map(lambda n: n / 4))
    rest = st.builds(Day, on=days, state=st.sampled_from(["none", "dont_remember", "prefer_not"]))
    return st.lists(used | rest, max_size=28, unique_by=lambda day: day.on)


_NEEDED = {
    "days": {
        "substance": st.sampled_from(sorted(vocabulary.terms("substance"))),
        "days": recent_days().map(tuple),
        "unit": LINES,
    },
    "day-mark": {"on": DAYS, "text": LINES},
    "test": {"ongoing": st.just(value=False)},
    "use": {"substance": st.sampled_from(sorted(vocabulary.terms("substance")))},
    "answer": {
        "question": LINES | st.sampled_from([prompt.question for prompt in prompts().values()]),
        "state": st.sampled_from(sorted(vocabulary.terms("answer_state"))),
        "text": LINES,
    },
    "document": {"what": LINES, "id": st.sampled_from(ON_THE_CHECKLIST) | IDS},
    "contact": {"name": LINES},
    "correction": {
        "page": LINES | st.integers(1, 40).map(str),
        "about": st.sampled_from(["fact", "judgement"]),
        "entries": st.lists(st.sampled_from(ENTRY_IDS), max_size=3, unique=True).map(tuple),
        "talked_on": st.none() | DAYS,
        "raised_on": st.none() | DAYS,
    },
    "check-in": {"at": st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)), "level": st.integers(0, 10)},
    "plan": {"part": st.sampled_from(["day", "aftercare"])},
    "statement": {"first": IDS, "relation": st.just("before"), "second": IDS},
}


def records(kind: str) -> st.SearchStrategy[Record]:
    """Records of one kind, with any text in their free fields and a date where the kind has one."""
    model = KINDS[kind]
    fields = {"id": IDS, "audience": st.sampled_from(model.audiences), "notes": TEXTS, "talk": st.booleans()}
    fields |= {
        name: LINES for name in ("title", "name", "initials", "organisation", "place") if name in model.model_fields
    }
    fields |= {name: WHENS for name in ("start", "born", "when") if name in model.model_fields}
    fields |= {"citations": CITATIONS} if "citations" in model.model_fields else {}
    return st.builds(model, **(fields | _NEEDED.get(kind, {})))


ANY_RECORD = st.sampled_from(sorted(KINDS)).flatmap(records)


# --- copies ---

HOSTILE = (
    '<script>alert(1)</script> <b>&amp;</b> "quoted"',
    '#panic("x") $x^2$ *bold* _low_ @label <label> \\input{y} `code`',
    "{{ 7 * 7 }} {% raw %} {start} [a](b) ![c](d) # heading\n- list",
    "שלום עולם (2004), ممرضة",
    "Zoë 看護師 \N{GRINNING FACE}",
    "nul\x00bell\x07\x1b[0m\ufffe end\r\nnext\rlast",
    "W" * 300,
)


_RUNS_OR_CUTS = "=+-@＝＋－＠;,|\t\r\n \"'1"
FOR_A_SPREADSHEET = st.text(st.sampled_from(_RUNS_OR_CUTS) | st.characters(exclude_categories=["Cs"]), max_size=30)


def full_records(kind: str, texts: st.SearchStrategy[str] = LINES) -> st.SearchStrategy[Record]:
    """Records of one kind with something in every text field."""
    model = KINDS[kind]
    written = {
        name: texts
        for name, field in model.model_fields.items()
        if field.annotation is str and field.metadata and name not in ("id", "question")
    }
    dated = {name: WHENS for name in ("start", "born", "when") if name in model.model_fields}
    common = {"id": IDS, "audience": st.sampled_from(model.audiences), "talk": st.booleans(), "ongoing": st.booleans(),
              "citations": CITATIONS}  # fmt: skip
    if issubclass(model, Entry):
        common["id"] |= st.sampled_from(ENTRY_IDS)
    if kind == "contact":
        common["consent"] = st.just("yes")
    known = {name: strategy for name, strategy in common.items() if name in model.model_fields}
    return st.builds(model, **(known | dated | _NEEDED.get(kind, {}) | written))


# --- dates that lean on one another ---

RELATIONS = ("before", "over before", "already", "during", "after", "same time")
_FEW = [f"entry{number}" for number in range(5)]
TIES = st.builds(
    lambda landmark, side, low, width: Tie(landmark, side, low, None if low is None or width is None else low + width),
    st.sampled_from([*_FEW, "profile", "gone"]),
    st.sampled_from(["start", "end"]),
    st.none() | st.integers(-900, 900),
    st.none() | st.integers(0, 900),
)
LEANING = st.builds(
    When,
    phrase=LINES,
    edtf=DAYS.map(dt.date.isoformat) | st.sampled_from(["2009~", "2003-21", "199X", "[1990..2012]"]),
    ties=st.lists(TIES, max_size=2).map(tuple),
    stands_alone=st.booleans(),
)


def _entry(kind: str, **fields: object) -> Entry:
    """An entry; without its end where that cannot be right."""
    needed = {"substance": "alcohol", "event": "phase"} if kind == "use" else {}
    try:
        return KINDS[kind](**needed, **fields)  # type: ignore[return-value]
    except InvalidRecord:
        return KINDS[kind](**needed, **{**fields, "end": None})  # type: ignore[return-value]


@st.composite
def leaning_workbooks(draw: st.DrawFn) -> list[Record]:
    """A profile, a few entries that lean on one another, on the birth and on what is gone, and orderings of them."""
    audiences = st.sampled_from(AUDIENCES)
    made: list[Record] = [Profile(name="Robin", born=draw(DAYS), audience=draw(audiences))]
    for id in draw(st.lists(st.sampled_from(_FEW), unique=True, min_size=1)):
        kind = draw(st.sampled_from([name for name, kind in ENTRIES.items() if not kind.signs]))  # these are moments
        end = draw(st.none() | LEANING)
        made.append(_entry(kind, id=id, title=f"title of {id}", start=draw(st.none() | LEANING), end=end,
                           ongoing=end is None and draw(st.booleans()), audience=draw(audiences)))  # fmt: skip
    orderings = st.builds(
        Statement,
        first=st.sampled_from(_FEW),
        relation=st.sampled_from(RELATIONS),
        second=st.sampled_from(_FEW),
        audience=audiences,
    )
    return [*made, *draw(st.lists(orderings, max_size=4))]


# --- what a page may send ---

PRIVATE = "Wrenfield"  # stands in texts that a message brings, and must stand in no log
ODD_IDS = ("", "'", '"', "<b>", "]", "__proto__", "constructor", "ü\u202e", "\ud800", "\0", "x" * 5000, "../w")
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from([*ODD_IDS, PRIVATE, 10**400, -1, "9" * 6000])
)
JSON = st.recursive(
    _LEAVES,
    lambda one: st.lists(one, max_size=4) | st.dictionaries(st.text(max_size=8), one, max_size=4),
    max_leaves=12,
)

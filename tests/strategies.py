"""Every Hypothesis strategy of the tests, in one place."""

import datetime as dt

from hypothesis import strategies as st

from imeworkbook import vocabulary
from imeworkbook.records import AUDIENCES, KINDS, Record, When

LINES = st.text(max_size=40).map(str.strip)
TEXTS = st.text(max_size=200)
IDS = st.uuids().map(lambda name: name.hex)
DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2030, 12, 31))
EDTF = st.sampled_from(["2009~", "1998-05?", "2003-21", "199X", "../1999"])
WHENS = st.builds(
    When, phrase=LINES, edtf=DAYS.map(dt.date.isoformat) | st.sampled_from(["2009~", "1998-05?", "2003-21"])
)

_NEEDED = {
    "use": {"substance": st.sampled_from(sorted(vocabulary.terms("substance")))},
    "answer": {"question": LINES},
    "document": {"what": LINES},
    "contact": {"name": LINES},
    "check-in": {"at": st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)), "level": st.integers(0, 10)},
    "plan": {"part": st.sampled_from(["day", "aftercare"])},
    "statement": {"first": IDS, "relation": st.just("before"), "second": IDS},
}


def records(kind: str) -> st.SearchStrategy[Record]:
    """Records of one kind, with any text in their free fields and a date where the kind has one."""
    model = KINDS[kind]
    fields = {"id": IDS, "audience": st.sampled_from(AUDIENCES), "notes": TEXTS, "talk": st.booleans()}
    fields |= {
        name: LINES for name in ("title", "name", "initials", "organisation", "place") if name in model.model_fields
    }
    fields |= {name: WHENS for name in ("start", "born", "when") if name in model.model_fields}
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


def full_records(kind: str, texts: st.SearchStrategy[str] = LINES) -> st.SearchStrategy[Record]:
    """Records of one kind with something in every text field."""
    model = KINDS[kind]
    written = {
        name: texts
        for name, field in model.model_fields.items()
        if field.annotation is str and field.metadata and name not in ("id", "question")
    }
    dated = {name: WHENS for name in ("start", "born", "when") if name in model.model_fields}
    common = {"id": IDS, "audience": st.sampled_from(AUDIENCES), "talk": st.booleans(), "ongoing": st.booleans()}
    if kind == "contact":
        common["consent"] = st.just("yes")
    known = {name: strategy for name, strategy in common.items() if name in model.model_fields}
    return st.builds(model, **(known | dated | _NEEDED.get(kind, {}) | written))

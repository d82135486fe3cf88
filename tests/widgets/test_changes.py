"""What changed between two values leads from one to the other, in Python and in the page's own script."""

from __future__ import annotations

import copy
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.resources import KIT
from imeworkbook.widgets.changes import changes
from tests.browser import chromium

LEAVES = st.none() | st.booleans() | st.integers(2, 5) | st.text("ab", max_size=2)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text("abc", min_size=1, max_size=1), inner),
    max_leaves=12,
)


CASES = [
    {"rows": [{"id": number, "at": [number, number + 1]} for number in numbers], **more}
    for numbers in ((), (1,), (1, 2, 3, 4), (1, 3, 4), (1, 2, 9, 3, 4), (1, 2, 7, 4), (4, 3, 2, 1))
    for more in ({}, {"form": None}, {"form": {"title": "a", "start": ""}}, {"form": {"title": "b"}})
]


def applied(value, steps):
    top = {"value": copy.deepcopy(value)}
    for path, *how in steps:
        at, key = top, "value"
        for step in path:
            at, key = at[key], step
        match how:
            case []:
                del at[key]
            case [new]:
                at[key] = new
            case [place, many, items]:
                at[key][place : place + many] = items
    return top["value"]


@given(VALUES, VALUES)
@settings(max_examples=300, deadline=None)
def test_the_steps_lead_from_one_value_to_the_other(old, new):
    assert applied(old, changes(old, new)) == new


def test_what_did_not_change_does_not_travel():
    rows = [{"id": str(number), "label": "Nightjar", "years": [2000, 2001]} for number in range(40)]
    old = {"words": {"form": {"keep": "Keep this"}}, "rows": rows}
    changed = [*rows[:7], {**rows[7], "label": "Heron"}, *rows[8:]]
    assert list(changes(old, old)) == []
    assert list(changes(old, {**old, "rows": changed})) == [[["rows", 7, "label"], "Heron"]]
    assert list(changes(old, {**old, "rows": rows[:3] + rows[4:]})) == [[["rows"], 3, 1, []]]
    assert list(changes(old, {**old, "rows": [rows[0], *rows]})) == [[["rows"], 1, 0, [rows[0]]]]


def test_the_page_takes_the_same_steps():
    told = [[one, list(changes(one, other)), other] for one, other in product(CASES, CASES)]
    script = (KIT / "changes.js").read_text(encoding="utf-8").replace("export ", "")
    check = """(cases) => cases.filter(([old, steps, wanted]) => {
      const before = JSON.stringify(old);
      const sorted = (value) => value && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
        : Array.isArray(value) ? value.map(sorted) : value;
      const came = JSON.stringify(sorted(applied(old, steps)));
      return came !== JSON.stringify(sorted(wanted)) || JSON.stringify(old) !== before;
    })"""
    with chromium() as visit:
        visit.page.add_script_tag(content=script)
        assert visit.page.evaluate(check, told) == []

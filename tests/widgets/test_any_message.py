"""Any message at all to any card: no exception, nothing private in the log, and a card that goes on working."""

from __future__ import annotations

import inspect
import json
import logging
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.records import Answer, Career, Connection, Contact, Correction, Document, Life, Note, Statement, Use
from imeworkbook.widgets import pages
from imeworkbook.widgets import sitting as sitting_module
from imeworkbook.widgets._kit import Card
from imeworkbook.widgets.messages import NotAMessage, readable
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import Entries
from imeworkbook.workbook import Workbook
from tests.strategies import JSON, ODD_IDS, PRIVATE

CARDS = sorted(
    name for name, one in vars(pages).items() if inspect.isfunction(one) and one.__annotations__.get("return") == "Card"
)
BASES = {"FormCard", "OneRecord", "Asking"}  # what cards are made from, and no card themselves
HEAVY = {"preview", "read", "make", "download", "letter", "card", "sheet"}  # set type; tried once each, further down


def every_class(of: type[Card]) -> Iterator[type[Card]]:
    for one in of.__subclasses__():
        yield one
        yield from every_class(one)


def filled() -> Workbook:
    """A small workbook in memory with something for each card, and entries whose ids are odd."""
    workbook = Workbook.in_memory()
    workbook.add_all([
        Career(id="job", title="Nurse", start="2001", end="2009"),
        Life(id="home", title="A flat", start="2003"),
        Use(id="wine", substance="alcohol", frequency="weekly", start="2004", end="2008"),
        Statement(id="order", first="job", relation="before", second="home"),
        Connection(id="seen:x", use=("wine",), other=("job",), text="One line"),
        Contact(id="who", name="A"),
        Document(id="paper", what="A letter"),
        Note(id="note", text="A note"),
        Correction(id="wrong", page="7", report="A line", entries=("job",)),
        Answer(id="use:opioids", question="use:opioids", state="never"),
    ])  # fmt: skip
    return workbook


def shortly(value: object) -> str:
    return repr(value)[:20]


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """A sitting over a workbook in memory, begun anew for each example."""
    monkeypatch.setenv("HOME", str(tmp_path))

    def begin(state: str = "open") -> Sitting:
        sitting = Sitting(tmp_path / "w.imew")
        monkeypatch.setattr(sitting_module._here, "sitting", sitting, raising=False)
        if state == "open":
            sitting._opened(filled(), is_sample=True)
        return sitting

    return begin


def named(card: Card, handler: str) -> list[str]:
    """The names of the fields that a handler looks for, and of those that any form brings."""
    source = inspect.getsource(getattr(card, f"do_{handler}"))
    return sorted({*re.findall(r'message(?:\.get\(|\[|, )"(\w+)"', source), "session", "n"})


def actions(card: Card) -> list[str]:
    return [name.removeprefix("do_") for name in dir(card) if name.startswith("do_")]


def values(card: Card) -> st.SearchStrategy[object]:
    """What a card could send, a little wrong, and what none would."""
    face = card.face
    form = face.get("form") or {}
    rows = [str(row.get("id") or row.get("key")) for row in face.get("rows", ()) if isinstance(row, dict)]
    likely = [*rows, form.get("session"), "job", "wine", "alcohol", "private", "2009", True, 1, PRIVATE]
    fields = st.dictionaries(st.sampled_from([*form.get("values", {"what": ""}), "text"]), JSON, max_size=3)
    return st.sampled_from([*likely, *ODD_IDS]) | JSON | fields | st.lists(fields, max_size=3)


def like_a_real_one(card: Card, handler: str) -> st.SearchStrategy[dict[str, object]]:
    value = values(card)
    return st.fixed_dictionaries({"do": st.just(handler)}, optional=dict.fromkeys(named(card, handler), value))


def check(card: Card, name: str) -> None:
    """The card can be shown and drawn anew, and another window's card too."""
    assert "trouble" not in card.face, card.face["trouble"]
    json.dumps(card.face, allow_nan=False, ensure_ascii=False).encode()
    state = card.sitting.state
    card.sitting._cards.clear()
    again = getattr(pages, name)()
    assert "trouble" not in again.face and again.face["state"] == state
    json.dumps(again.face, allow_nan=False, ensure_ascii=False).encode()


def made(name: str) -> Card:
    card: Card = getattr(pages, name)()
    card.send = lambda content, buffers=None: json.dumps(content, allow_nan=False)  # type: ignore[method-assign]
    return card


def test_every_class_of_card_stands_on_a_page(fresh):
    fresh()
    there = {type(made(name)).__name__ for name in CARDS}
    ours = {one.__name__ for one in every_class(Card) if one.__module__.startswith("imeworkbook.")}
    assert ours - there == BASES


@pytest.mark.parametrize("state", ["none", "open"])
@pytest.mark.parametrize("name", CARDS)
def test_any_value_is_taken_by_every_card(fresh, name, state, caplog):
    @settings(max_examples=6)
    @given(message=JSON | st.builds(lambda do, more: {"do": do, **more}, JSON, st.dictionaries(st.text(), JSON)))
    def run(message):
        fresh(state)
        card = made(name)
        card._take(card, message, [])
        check(card, name)

    run()
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize("name", CARDS)
def test_a_message_that_is_almost_right_is_taken_by_every_card(fresh, name, caplog):
    fresh()
    asked = [one for one in actions(made(name)) if one not in HEAVY]

    @settings(max_examples=12)
    @given(data=st.data())
    def run(data):
        sitting = fresh()
        card = made(name)
        for handler in data.draw(st.lists(st.sampled_from(asked), min_size=1, max_size=3)):
            card._take(card, data.draw(like_a_real_one(card, handler)), [])
        if sitting.state == "sample":
            check(card, name)

    run()
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize("value", [*ODD_IDS, None, 5, ["job"], {"id": "job"}, "gone"], ids=shortly)
def test_an_odd_id_leaves_every_list_as_it_is(fresh, value, caplog):
    for name in CARDS:
        fresh()
        card = made(name)
        for handler in actions(card):
            if handler in HEAVY:
                card._take(card, {"do": handler, **dict.fromkeys(named(card, handler), value)}, [])
            for field in named(card, handler):
                card._take(card, {"do": handler, field: value}, [])
        if card.sitting.state == "sample":
            check(card, name)
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize("id", ["", "'", '"]', "<b>", "__proto__", "ü\u202e", "x" * 3000], ids=shortly)
def test_the_earlier_versions_of_an_entry_with_an_odd_id_are_shown(fresh, id):
    sitting = fresh()
    sitting.open.add(Career(id=id, title="Nurse", start="2001"))
    sitting.open.edit(id, title="Charge nurse")
    card = made("all_entries")
    assert isinstance(card, Entries)
    card._take(card, {"do": "history", "id": id}, [])
    assert [version["now"] for version in card.face["history"]["versions"]] == [True, False]
    card._take(card, {"do": "history", "id": "another"}, [])
    assert card.face["history"] is None and len(card.face["rows"]) == 4


def test_earlier_versions_fold_away_with_an_entry_that_another_card_removes(fresh):
    sitting = fresh()
    card = made("all_entries")
    card._take(card, {"do": "history", "id": "job"}, [])
    assert card.face["history"]["id"] == "job"
    sitting.open.remove("job")
    assert card.face["history"] is None and "trouble" not in card.face


def test_a_message_is_bounded_before_anything_is_done_with_it():
    deep: object = "x"
    for _ in range(50_000):
        deep = [deep]
    for message in (None, 3, "text", [], [[1]], deep, {"do": "type", "fields": deep}, {"text": "x" * 5_000_000},
                    {"rows": [1] * 30_000}):  # fmt: skip
        with pytest.raises(NotAMessage):
            readable(message)
    odd = {"a": float("nan"), "b": float("inf"), "c": 10**5000, "d": "a\0\ud800", "e\ud800": [1.5, True, None]}
    assert readable(odd) == {"a": None, "b": None, "c": None, "d": "a\ufffd", "e\ufffd": [1.5, True, None]}


def test_a_message_says_in_the_log_what_was_asked_and_nothing_else(fresh, caplog):
    fresh()
    card = made("work")
    with caplog.at_level(logging.DEBUG):
        card._take(card, {"do": "keep", "session": card.face["form"]["session"], "fields": PRIVATE}, [])
        card._take(card, {"do": [PRIVATE]}, [])
        card._take(card, {"do": PRIVATE, "fields": PRIVATE}, [])
    assert caplog.messages == ["a card could not do keep: AttributeError"]

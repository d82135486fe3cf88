"""What is seen is drawn first: the acting card, then those in sight; the others when asked, or when it is quiet."""

from __future__ import annotations

import asyncio
import gc
import json
from types import FunctionType

import pytest
from page_side import Page

from imeworkbook.records import Career, Entry
from imeworkbook.widgets import pages, redraw
from imeworkbook.widgets.redraw import Redraw
from imeworkbook.workbook import sample_records


class Listening:
    def __init__(self, name: str, drawn: list[str], *, in_sight: bool = True) -> None:
        self.name, self.drawn, self.in_sight = name, drawn, in_sight

    def refresh(self) -> None:
        self.drawn.append(self.name)


@pytest.fixture
def drawn():
    return []


@pytest.fixture
def four(drawn):
    """A redraw with four cards, the second and the fourth out of sight."""
    cards = [Listening(name, drawn, in_sight=name in "ac") for name in "abcd"]
    one = Redraw()
    for card in cards:
        one.add(card)
    return one, cards


def test_while_a_card_acts_it_alone_is_drawn_and_those_in_sight_follow(four, drawn):
    one, cards = four
    with one.acting(cards[2]):
        one.changed()
        assert drawn == ["c"]
    assert drawn == ["c", "a"]


def test_a_card_out_of_date_is_drawn_before_it_is_asked(four, drawn):
    one, cards = four
    one.changed()
    assert drawn == ["a", "c"]
    with one.acting(cards[3]):
        assert drawn == ["a", "c", "d"]
    with one.acting(cards[3]):
        pass
    assert drawn == ["a", "c", "d"]


def test_nothing_waits_when_the_workbook_is_locked(four, drawn):
    one, cards = four
    with one.acting(cards[0]):
        one.every()
        assert drawn == ["a", "b", "c", "d"]
    assert drawn == ["a", "b", "c", "d"]


def test_those_out_of_sight_are_drawn_one_by_one_when_it_is_quiet(four, drawn, monkeypatch):
    monkeypatch.setattr(redraw, "PAUSE_S", 0)
    monkeypatch.setattr(redraw, "BETWEEN_S", 0)
    one, cards = four
    seen = []

    async def quiet():
        one.changed()
        for _ in range(20):
            seen.append(tuple(drawn))
            await asyncio.sleep(0)

    asyncio.run(quiet())
    assert list(dict.fromkeys(seen)) == [("a", "c"), ("a", "c", "b"), ("a", "c", "b", "d")]
    assert len(cards) == 4


def test_a_card_that_was_drawn_meanwhile_is_not_drawn_again(four, drawn):
    one, cards = four
    with one.acting(cards[0]):
        one.changed()
        one.drawn(cards[2])
    assert drawn == ["a"]


def test_a_page_says_which_cards_are_in_sight(opened):
    card, page = pages.work(), Page(pages.work())
    assert card.in_sight  # as nobody said anything
    page.say("sight", page="1", view="a", seen=True, again=True)
    page.say("sight", page="1", view="b", seen=False, again=True)
    assert card.in_sight
    page.say("sight", page="1", view="a", seen=False, again=True)
    assert not card.in_sight
    page.say("sight", page="2", view="c", seen=True, again=True)
    assert card.in_sight
    page.say("sight", page="3", view="a", seen=False, again=True)
    assert not card.in_sight  # the page that went without a word keeps nothing in sight


def test_a_card_out_of_sight_is_drawn_when_it_comes_into_sight(opened):
    page = Page(pages.work_entries())
    page.say("sight", page="1", view="a", seen=False, again=True)
    opened.open.add(Career(title="Nightjar", start="2004"))
    assert page.card.face["rows"] == []
    page.say("sight", page="1", view="a", seen=True, again=True)
    assert [row["label"] for row in page.card.face["rows"]] == ["Nightjar"]


def test_a_card_out_of_sight_holds_nothing_of_a_workbook_that_was_locked(opened):
    page = Page(pages.work_entries())
    opened.open.add(Career(title="Nightjar", start="2004"))
    page.say("sight", page="1", view="a", seen=False, again=True)
    opened.lock()
    assert "Nightjar" not in json.dumps(page.card.face)


def entries_in_memory():
    return {id(one): one for one in gc.get_objects() if isinstance(one, Entry)}


def test_no_record_outlives_the_lock(opened):
    """Whatever the cards of all chapters had in hand: forms, days, drawings, in sight or not."""
    others = entries_in_memory()  # of other tests, held here so that no address is used anew
    makers = [make for make in vars(pages).values() if isinstance(make, FunctionType)]
    cards = [make() for make in makers if make.__annotations__.get("return") == "Card"]
    opened.open.add_all(sample_records())
    entry = opened.open.timeline().career[0].id
    for card in cards:
        Page(card).say("open", id=entry, key="")
        Page(card).say("sight", page="1", view="a", seen=card.lead, again=True)
    opened.open.edit(entry, title="Nightjar")
    gc.collect()
    assert any(one.id == entry for at, one in entries_in_memory().items() if at not in others)
    opened.lock()
    gc.collect()
    assert [one for at, one in entries_in_memory().items() if at not in others] == []
    assert all("Nightjar" not in json.dumps([getattr(card, name) for name in card.shown]) for card in cards)


def test_one_letter_does_not_bring_the_form_again(opened):
    card = pages.work()
    sent = []
    card.send = lambda content, buffers=None: sent.append(content)
    form = card.face["form"]
    card._take(card, {"do": "type", "session": form["session"], "fields": {"title": "N"}, "n": "1"}, [])
    [told] = [content for content in sent if "changes" in content]
    assert told["changes"]["face"] and told["show"] == {}
    assert len(json.dumps(told)) < 300 < len(json.dumps(card.face)) / 20

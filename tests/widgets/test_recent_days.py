"""The calendar of recent days: the kernel's side of the card, and what becomes of the days."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from page_side import Page

from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.widgets.days_editor import KEY
from imeworkbook.widgets.views_days import RecentDays

TODAY = dt.date(2026, 11, 23)  # a Monday: the days asked about are the two whole weeks before it
FIRST = dt.date(2026, 11, 9)


@pytest.fixture
def page(opened):
    return Page(RecentDays(opened, today=lambda: TODAY))


def on(place: int) -> str:
    return f"{FIRST + dt.timedelta(days=place)}"


def cells(page: Page) -> dict[str, dict[str, str]]:
    return {cell["on"]: cell for week in page.card.face["weeks"] for cell in week if cell}


def mark_week(page: Page) -> None:
    for place, state in enumerate(["none", "used", "none", "used", "used", "dont_remember", "prefer_not"]):
        page.say("day", on=on(place), state=state)


def test_two_whole_weeks_and_nothing_said_yet(page):
    shown = cells(page)
    assert (min(shown), max(shown), len(shown)) == (on(0), on(13), 14)
    assert {cell["state"] for cell in shown.values()} == {""}
    assert (page.card.face["tally"], page.card.face["can_make"], page.card.face["changed"]) == ([], False, False)


def test_none_not_remembered_not_said_and_open_are_four_things(page):
    mark_week(page)
    shown = cells(page)
    words = [shown[on(place)]["shown"] for place in (0, 1, 5, 6, 7)]
    assert len(set(words)) == 5
    assert page.card.face["tally"][0] == "Of these 14 days: 3 with use, 2 without, 9 open or not known."
    assert "seven days" in page.card.face["tally"][1]


def test_what_is_marked_is_a_draft_at_once_and_kept_on_keep(page, opened):
    page.say("day", on=on(1), state="used", amount="2,5")
    page.say("mark", on=on(1), text="Pay day")
    assert opened.open.records() == ()
    again = Page(RecentDays(opened, today=lambda: TODAY))
    assert again.card.face["resumed"]
    assert cells(again)[on(1)]["label"] == "Tuesday 10 November, 2.5, Pay day"
    again.say("unit", unit="glasses of 150 ml at 12 %")
    again.say("keep_days")
    assert opened.open.draft(KEY) is None
    days, mark = opened.open.records()
    assert (days.substance, days.unit, days.audience) == ("alcohol", "glasses of 150 ml at 12 %", "private")
    assert [(day.state, day.amount) for day in days.days] == [("used", 2.5)]
    assert (mark.text, mark.audience) == ("Pay day", "private")
    assert again.card.face["unit_says"].startswith("2.5 glasses of 150 ml at 12 % is 35.5 g of alcohol")
    again.say("undo")
    assert opened.open.records() == ()
    assert cells(again)[on(1)]["state"] == ""


def test_a_draft_leaves_alone_what_another_window_kept(page, opened):
    page.say("day", on=on(1), state="used")
    other = Page(RecentDays(opened, today=lambda: TODAY))
    other.say("day", on=on(2), state="none")
    other.say("keep_days")
    page.say("keep_days")
    [days] = opened.open.records("days")
    assert {f"{day.on}": day.state for day in days.days} == {on(1): "used", on(2): "none"}


def test_a_week_is_repeated_on_open_days_only_and_taken_back_in_one_step(page):
    mark_week(page)
    page.say("day", on=on(8), state="none")
    page.say("repeat", on=on(3))
    shown = cells(page)
    assert [shown[on(place)]["state"] for place in range(7, 14)] == [
        "none", "none", "none", "used", "used", "dont_remember", "prefer_not",
    ]  # fmt: skip
    assert page.notice.startswith("Repeated on 6 days")
    page.say("repeat", on=on(3))
    assert page.notice.startswith("There is no open day")
    page.say("back")
    assert cells(page)[on(9)]["state"] == ""
    assert cells(page)[on(8)]["state"] == "none"


def test_digits_typed_one_after_the_other_are_one_step(page):
    for amount in ("1", "12"):
        page.say("day", on=on(0), state="used", amount=amount)
    assert cells(page)[on(0)]["shown"] == "12"
    page.say("back")
    assert cells(page)[on(0)]["state"] == ""


@pytest.mark.parametrize("amount", ["many", "-2", "1001", "nan"])
def test_what_is_no_amount_is_asked_for_again(page, amount):
    page.say("day", on=on(0), state="used", amount=amount)
    assert cells(page)[on(0)]["state"] == ""
    assert page.notice == "Please write a number from 0 to 1000."


def test_nought_is_a_day_without_and_other_days_are_passed_over(page):
    page.say("day", on=on(0), state="used", amount="0")
    page.say("day", on="2026-11-23", state="used")
    page.say("day", on="2020-01-01", state="used")
    assert [cell["state"] for cell in cells(page).values() if cell["state"]] == ["none"]


def test_each_substance_has_days_of_its_own(page, opened):
    page.say("day", on=on(0), state="used")
    page.say("substance", substance="cannabis")
    assert cells(page)[on(0)]["state"] == ""
    page.say("day", on=on(0), state="none")
    page.say("keep_days")
    assert {days.substance: days.days[0].state for days in opened.open.records("days")} == {
        "alcohol": "used",
        "cannabis": "none",
    }


def test_a_pattern_is_proposed_and_kept_only_when_the_person_says_so(page, opened):
    for place in range(14):
        page.say(
            "day", on=on(place), state="used" if place in (1, 4, 5, 8) else "none" if place < 12 else "dont_remember"
        )
    for place, amount in ((1, "2"), (4, "3"), (5, "8")):
        page.say("day", on=on(place), state="used", amount=amount)
    page.say("unit", unit="glasses")
    assert page.card.face["tally"][1:] == [
        "A month of such days would have about 10 days of use; from 8 to 13, as some days are open.",
        "The middle amount is 3 glasses, the most on one day 8 glasses.",
    ]
    page.say("keep_days")
    page.say("phase")
    assert [record.kind for record in opened.open.records()] == ["days"]
    values = page.form["values"]
    assert (values["start"], values["end"], values["frequency_days"]) == ("9 November 2026", "22 November 2026", "10")
    again = Page(RecentDays(opened, today=lambda: TODAY))
    assert again.form["values"]["amount"] == "3 glasses"
    again.keep(**{**values, "start": "September 2026"})
    [use] = opened.open.records("use")
    assert (use.substance, use.frequency, use.amount, use.most) == ("alcohol", 10, "3 glasses", "8 glasses")
    assert (use.start.phrase, use.audience) == ("September 2026", "private")
    assert "8 to 13 days a month" in use.notes
    assert again.card.face["form"] is None


def test_no_pattern_is_made_of_days_without_or_of_too_few(page):
    mark_week(page)
    assert not page.card.face["can_make"]
    page.say("phase")
    assert page.card.face["form"] is None
    for place in range(14):
        page.say("day", on=on(place), state="none")
    assert not page.card.face["can_make"]


def test_only_the_reader_whom_the_person_chose_sees_the_days(page, opened):
    page.say("day", on=on(1), state="used", amount="3")
    page.say("mark", on=on(1), text="Birthday of Sam")
    page.say("unit", unit="glasses of wine")
    page.say("keep_days")

    def printed(maker, audience):
        return maker(Source.of(opened.open.records(), audience, TODAY)).to_html()

    assert "glasses of wine" not in printed(copy_of, "evaluator")
    assert all(text in printed(copy_of, "private") for text in ("glasses of wine", "Birthday of Sam", "Recent days"))
    page.say("audience", audience="evaluator")
    page.say("keep_days")
    assert page.notice == "Kept. Who may see them: The evaluator’s copy."
    assert "glasses of wine" in printed(copy_of, "evaluator")
    assert "Birthday" not in printed(copy_of, "evaluator")


def test_days_are_removed_with_a_way_back_or_with_their_history(page, opened):
    page.say("day", on=on(1), state="used")
    page.say("keep_days")
    page.say("remove")
    assert opened.open.records("days") == ()
    page.say("undo")
    assert page.card.face["kept_days"] == 1
    page.say("erase")
    assert opened.open.records("days") == ()
    assert opened.open.history("days:alcohol") == ()


def test_what_is_let_go_can_be_taken_back(page, opened):
    page.say("day", on=on(1), state="used")
    page.say("discard")
    assert (cells(page)[on(1)]["state"], opened.open.draft(KEY)) == ("", None)
    page.say("back")
    assert cells(page)[on(1)]["state"] == "used"


def test_four_weeks_and_earlier_days(page):
    page.say("length", length="28")
    assert len(cells(page)) == 28
    page.say("day", on="2026-10-26", state="none")
    page.say("keep_days")
    page.say("length", length="14")
    assert page.card.face["earlier"].startswith("Earlier days are kept too, from 26 October 2026")
    page.say("length", length="56")
    assert len(cells(page)) == 14


def test_days_are_in_what_is_exported(page, opened):
    page.say("day", on=on(1), state="used", amount="3")
    page.say("keep_days")
    [exported] = [json.loads(json.dumps(record.to_dict())) for record in opened.open.records()]
    assert exported["days"] == [{"on": on(1), "state": "used", "amount": 3.0}]

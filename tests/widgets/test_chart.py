"""The kernel's side of the chart: laid out for the room there is, folded as chosen, told, gone with the key."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from page_side import PASSPHRASE, Page

from imeworkbook.records import Career, Health, Life, Use
from imeworkbook.widgets import pages


@pytest.fixture
def chart(opened):
    opened.open.add_all(
        [
            Career(title="Staff nurse", start="2009", end="2012-05"),
            Use(substance="alcohol", frequency="weekly", start="2010", end="2014", amount="two glasses", most="six"),
            Life(title="Moved", start="2011-06", point=True),
            Health(title="Asthma", start="1999", ongoing=True),
        ]
    )
    page = Page(pages.chart())
    page.say("table", shown=True)
    return page


def said(card):
    return json.dumps(card.figure) + json.dumps(card.telling) + json.dumps(card.table)


def test_it_is_laid_out_for_the_width_that_the_page_has(chart):
    before = chart.card.figure
    chart.say("size", plot_width=612)
    assert chart.card.figure["plot_width"] == 612
    assert chart.card.figure["places"] != before["places"] or chart.card.figure["data"] != before["data"]
    chart.say("size", plot_width=3)
    assert chart.card.figure["plot_width"] >= 200
    chart.say("size", plot_width=1e9)
    assert chart.card.figure["plot_width"] <= 20_000


def test_the_same_chart_is_not_sent_again(chart):
    figure, telling = chart.card.figure, chart.card.telling
    chart.card.refresh()
    assert chart.card.figure is figure and chart.card.telling is telling


def test_a_band_that_is_folded_away_leaves_the_chart_but_not_the_table(chart):
    assert [band["key"] for band in chart.card.face["bands"]] == ["life", "health"]
    chart.say("fold", band="health", folded=True)
    assert "Asthma" not in json.dumps(chart.card.figure)
    assert "Asthma" in json.dumps(chart.card.telling) and "Asthma" in json.dumps(chart.card.table)
    assert [band["folded"] for band in chart.card.face["bands"]] == [False, True]
    chart.say("fold", band="health", folded=False)
    assert "Asthma" in json.dumps(chart.card.figure)


def test_what_is_folded_is_kept_with_the_workbook_and_is_no_step_to_undo(opened, chart):
    words = opened.undo_words
    chart.say("fold", band="life", folded=True)
    assert opened.undo_words == words
    opened.lock()
    opened.unlock(PASSPHRASE)
    assert [band["folded"] for band in chart.card.face["bands"]] == [True, False]
    assert "Moved" not in json.dumps(chart.card.figure)


def test_folding_leaves_the_years_in_sight_as_they_were(chart):
    years = chart.card.figure["first"], chart.card.figure["last"]
    chart.say("fold", band="health", folded=True)
    assert (chart.card.figure["first"], chart.card.figure["last"]) == years


def test_every_entry_has_its_place_in_order_of_time_and_its_row(opened, chart):
    ids = [entry.id for entry in opened.open.timeline().entries]
    assert [place["id"] for place in chart.card.figure["places"]] == ids
    assert [row["id"] for row in chart.card.table] == ids
    for place in chart.card.figure["places"]:
        x0, x1, y0, y1 = place["box"]
        assert chart.card.figure["first"] <= x0 <= x1 <= chart.card.figure["last"]
        assert 0 <= y0 <= y1
    row = next(row for row in chart.card.table if row["kind"] == "Substance use")
    assert row["what"] == "Alcohol, weekly; usual amount: two glasses; most on one occasion: six"
    assert (row["when"], row["age"]) == ("from 2010 to 2014", "")


def test_the_rows_of_the_table_are_sent_while_it_is_shown(opened, chart):
    chart.say("table", shown=False)
    assert chart.card.table == []
    opened.open.add(Career(title="Ward clerk", start="2001"))
    assert chart.card.table == []
    chart.say("table", shown=True)
    assert "Ward clerk" in json.dumps(chart.card.table)


def test_an_entry_without_a_date_is_named_beside_the_chart(opened, chart):
    clerk = opened.open.add(Career(title="Ward clerk"))
    assert chart.card.telling["undated"] == [{"id": clerk.id, "label": "Ward clerk"}]
    assert clerk.id in [row["id"] for row in chart.card.table]
    assert clerk.id not in [place["id"] for place in chart.card.figure["places"]]


def test_the_line_ends_with_the_day_of_the_account_or_with_what_is_known_beyond(opened, chart):
    assert dt.date.fromordinal(chart.card.telling["until"]) == dt.date.today()
    opened.open.add(Career(title="New post", start="2099-03-01", ongoing=True))
    assert dt.date.fromordinal(chart.card.telling["until"]) == dt.date(2099, 3, 1)


def test_figure_and_words_go_with_the_key(opened, chart):
    assert "Staff nurse" in said(chart.card)
    opened.lock()
    assert said(chart.card) == "{}{}[]"


def test_a_change_is_drawn_and_told(opened, chart):
    chart.say("open", id=opened.open.timeline().entries[-1].id)
    assert chart.form["session"]
    chart.keep(**chart.form["values"] | {"title": "Moved away"})
    assert chart.card.face["form"] is None
    assert "Moved away" in json.dumps(chart.card.figure) and "Moved away" in json.dumps(chart.card.telling)

"""The chart as a figure of Plotly's own class."""

from __future__ import annotations

import copy

import pytest

from imeworkbook.chronology import chronology
from imeworkbook.chronology.marks import Spell, Step
from imeworkbook.chronology.style import INK, PAPER
from imeworkbook.workbook import sample


@pytest.fixture(scope="module")
def chart():
    with sample() as workbook:
        return chronology(workbook.timeline())


def test_it_takes_what_a_figure_takes(chart):
    figure = chart.figure().update_layout(title="Mine", template="plotly_dark")
    assert figure.layout.title.text == "Mine"
    assert len(figure.data) == len(chart.to_plotly()["data"]) == len(copy.deepcopy(figure).data)
    assert "Mine" in figure.to_html(include_plotlyjs=False)


def test_a_notebook_shows_it_through_our_card_and_saves_nothing_of_it(chart):
    figure = chart.figure()
    data, _ = figure._repr_mimebundle_()
    assert data.keys() == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert data["text/plain"] == repr(figure) == f"<Figure of {len(figure.data)} traces>"
    assert figure._ipython_display_ is None and figure._repr_html_ is None


def test_traces_carry_the_names_of_the_rows_and_every_bar_is_in_one(chart):
    traces = chart.to_plotly()["data"]
    rows = {row.name for row in chart.layout.rows}
    named = [trace for trace in traces if trace.get("name") in rows]
    assert {"Alcohol", "Training", "Treatment and recovery"} <= {trace["name"] for trace in named}
    bars = sum(isinstance(mark, Spell | Step) for mark in chart.layout.marks)
    assert sum(len(trace["base"]) for trace in named) == bars > 30


def test_words_stay_readable_whatever_the_template(chart):
    layout = chart.figure().update_layout(template="plotly_dark").layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == PAPER
    assert layout.font.color == INK

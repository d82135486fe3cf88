"""The chart as a figure of Plotly's own class."""

from __future__ import annotations

import copy
import sys
from types import ModuleType, SimpleNamespace

import plotly.io
import pytest
from marimo._output.formatting import get_formatter

from imeworkbook.chronology import chronology
from imeworkbook.chronology.figure_sheet import iso
from imeworkbook.chronology.marks import Spell, Step
from imeworkbook.chronology.style import INK, PAPER
from imeworkbook.records import Life, Use
from imeworkbook.timeline import chronicle
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


def test_show_goes_through_our_card_too(chart, monkeypatch):
    shown = []
    for name, part in {
        "IPython": SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=True)),
        "IPython.display": SimpleNamespace(display=shown.append),
    }.items():
        module = ModuleType(name)
        vars(module).update(vars(part))
        monkeypatch.setitem(sys.modules, name, module)
    figure = chart.figure()
    assert figure.show() is None
    assert shown == [figure]
    named = []
    monkeypatch.setattr(plotly.io, "show", lambda *args, **_: named.append(args))
    figure.show("png")
    figure.show(renderer="png")
    assert shown == [figure] and named == [(figure, "png"), (figure,)]


def test_show_outside_of_a_notebook_is_plotlys_with_our_config(chart, monkeypatch):
    shown = []
    monkeypatch.setattr(plotly.io, "show", lambda *args, **kwargs: shown.append((args, kwargs)))
    figure = chart.figure()
    figure.show()
    figure.show("png", config={})
    assert shown == [((figure,), {"config": chart.to_plotly()["config"]}), ((figure, "png"), {"config": {}})]


def test_marimo_shows_our_card_and_not_a_figure_of_its_own(chart):
    figure = chart.figure()
    card = figure._display_()
    assert repr(card) == repr(figure)
    _, shown = get_formatter(figure)(figure)
    assert "Alcohol" not in str(shown) and "marimo-plotly" not in str(shown)


def test_a_legend_has_the_names_of_the_rows_alone(chart):
    rows = {row.name for row in chart.layout.rows}
    in_legend = [trace["name"] for trace in chart.to_plotly()["data"] if trace["showlegend"]]
    assert "Alcohol" in in_legend and set(in_legend) <= rows and len(in_legend) == len(set(in_legend))


def test_traces_carry_the_names_of_the_rows_and_every_bar_is_in_one(chart):
    traces = chart.to_plotly()["data"]
    rows = {row.name for row in chart.layout.rows}
    named = [trace for trace in traces if trace.get("name") in rows]
    assert {"Alcohol", "Training", "Treatment and recovery"} <= {trace["name"] for trace in named}
    certain = [mark for mark in chart.layout.marks if isinstance(mark, Spell | Step)]
    starts = {(iso(bar.x0), (bar.y0 + bar.y1) / 2) for bar in certain}
    assert len(starts) > 30
    assert starts <= {each for trace in named for each in zip(trace.get("base", []), trace["y"], strict=False)}


@pytest.mark.parametrize(
    "only",
    [
        Use(substance="opioids", start="2004", end="2009", frequency=4),
        Use(substance="opioids", start="[2004..2006]", end="[2004..2006]", frequency=4),
        Use(substance="opioids", start="2004-05-14", frequency=0, end="2009"),
    ],
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_row_has_one_trace_of_its_name_whatever_is_in_it(only, beside):
    alcohol = Use(substance="alcohol", start="2001-02-03", end="2010-02-03", frequency=12)
    drawn = chronology(chronicle([only, Life(title="Moved", start="2005-05"), *([alcohol] if beside else [])]))
    names = [trace["name"] for trace in drawn.to_plotly()["data"]]
    rows = [row.name for row in drawn.layout.rows]
    assert len(rows) == 2 + beside
    assert [names.count(name) for name in rows] == [1] * len(rows)


def test_words_stay_readable_whatever_the_template(chart):
    layout = chart.figure().update_layout(template="plotly_dark").layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == PAPER
    assert layout.font.color == INK


def test_no_text_is_smaller_than_twelve_pixels(chart):
    def sizes(value):
        if isinstance(value, list):
            return [size for item in value for size in sizes(item)]
        if not isinstance(value, dict):
            return []
        own = [one["size"] for key, one in value.items() if key.endswith("font") and "size" in one]
        return own + [size for item in value.values() for size in sizes(item)]

    found = sizes([chart.to_plotly()["data"], chart.to_plotly()["layout"]])
    assert min(found) == 12 and len(found) > 5

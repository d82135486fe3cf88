"""The chart as drawn: SVG for paper, a Plotly figure for the screen; text is text, and nothing comes from elsewhere."""

from __future__ import annotations

import io
import json
import re
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from PIL import Image

from imeworkbook.chronology import chronology
from imeworkbook.chronology.chart import PAGES
from imeworkbook.chronology.figure import CONFIG
from imeworkbook.chronology.style import INK, PAPER, QUIET, TONES
from imeworkbook.records import Career, Life, Treatment, Use, When
from imeworkbook.report.pdf import drawing
from imeworkbook.timeline import chronicle
from imeworkbook.workbook import sample as sample_workbook
from tests.strategies import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
SAMPLE = sample_workbook().records()


def when(edtf):
    return When(phrase=edtf, edtf=edtf)


def chart_of(*records):
    return chronology(chronicle(records, "private"))


@pytest.fixture(scope="module")
def sample():
    return chronology(chronicle(SAMPLE, "private"))


@pytest.mark.parametrize("page", ["letter", "a4"])
@pytest.mark.parametrize("landscape", [True, False])
def test_every_text_of_the_sheet_stays_on_it(sample, page, landscape):
    root = ElementTree.fromstring(sample.to_svg(page, landscape=landscape))
    _, _, width, height = map(float, root.get("viewBox").split())
    across, down = PAGES[page] if landscape else PAGES[page][::-1]
    assert width == pytest.approx(across, abs=1)
    assert height <= down
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height


def test_the_same_timeline_gives_the_same_bytes(sample):
    again = chronology(chronicle(reversed(SAMPLE), "private"))
    assert again.to_svg() == sample.to_svg()
    assert again.to_plotly() == sample.to_plotly()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_typed_is_text_and_never_markup(text):
    entry = Career(title=text, start=when("2004"), end=when("2010"))
    svg = chart_of(entry, Life(title=text, start=when("2006-05-01"), point=True)).to_svg()
    root = ElementTree.fromstring(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "defs", "pattern", "path", "rect", "line", "text", "circle", "g"}
    figure = chart_of(entry).to_plotly()
    shown = json.dumps(figure)
    assert "<script" not in shown
    assert "<b>" not in shown


def test_paper_holds_no_script_no_address_and_no_id(sample):
    svg = sample.to_svg()
    assert not re.search(r"<script|javascript:|\bon\w+=|https?://(?!www\.w3\.org/2000/svg)|href", svg)
    assert not any(record.id in svg for record in SAMPLE if len(record.id) > 8)


def test_the_figure_is_one_that_plotly_knows(sample):
    figure = sample.to_plotly()
    checked = go.Figure(data=figure["data"], layout=figure["layout"])
    assert len(checked.data) == len(figure["data"])
    assert json.loads(json.dumps(figure)) == figure
    assert not any(isinstance(value, list) and not value for trace in figure["data"] for value in trace.values())


def test_nothing_of_a_figure_can_be_sent_away(sample):
    html = sample.to_html()
    for config in (CONFIG, sample.to_plotly()["config"]):
        assert config["showSendToCloud"] is False
        assert config["displaylogo"] is False
        assert config["plotlyServerURL"] == ""
    assert html.count("showSendToCloud") >= 1
    assert '"showSendToCloud": false' in html or '"showSendToCloud":false' in html
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=[\"']?https?:", html)
    assert html.count("* plotly.js v") == 1


def test_every_entry_can_be_clicked_and_says_what_it_is(sample):
    figure = sample.to_plotly()
    clickable = {id for trace in figure["data"] for id in trace.get("customdata", [])}
    dated = {e.id for e in sample.timeline.entries if sample.timeline.span(e) is not None}
    assert clickable == dated
    for trace in figure["data"]:
        assert len(trace.get("hovertext", [])) == len(trace.get("customdata", []))


def test_the_story_names_every_entry(sample):
    story = sample.alt_text()
    for entry in sample.timeline.entries:
        assert (entry.title if entry.kind != "use" else "") in story


def test_an_empty_timeline_is_a_calm_sheet():
    empty = chart_of()
    assert ElementTree.fromstring(empty.to_svg()).tag == f"{SVG}svg"
    assert go.Figure(data=empty.to_plotly()["data"])
    assert "Nothing is stated yet" in empty.alt_text()


def test_five_thousand_entries_are_as_few_traces_as_five():
    many = chart_of(
        *(Career(title=f"Post {n}", start=when(f"{1960 + n % 60}"), end=when(f"{1961 + n % 60}")) for n in range(5000))
    )
    few = chart_of(*(Career(title=f"Post {n}", start=when("2004"), end=when("2006")) for n in range(5)))
    assert len(many.to_plotly()["data"]) <= len(few.to_plotly()["data"]) + 2


# --- colour only helps ---


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", TONES)
def test_marks_and_the_text_on_them_can_be_told_from_what_is_behind(tone):
    assert contrast(TONES[tone].line, PAPER) >= 3
    assert contrast(TONES[tone].text, TONES[tone].fill) >= 4.5


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_text_on_paper_can_be_read(colour):
    assert contrast(colour, PAPER) >= 4.5


def test_substances_differ_by_pattern_where_their_greys_are_close():
    use = {name: tone for name, tone in TONES.items() if tone.pattern}
    assert {"alcohol", "cannabis", "opioids", "stimulants", "sedatives", "nicotine"} <= set(use)
    assert (
        len({use[name].pattern for name in ("alcohol", "cannabis", "opioids", "stimulants", "sedatives", "nicotine")})
        == 6
    )


def grey(*records):
    """The sheet as a photocopier sees it: rows of grey values at 200 pixels an inch."""
    png = drawing([chart_of(*records).to_svg("letter", title=False)], "x", "letter", "png")
    return Image.open(io.BytesIO(png)).convert("L")


def ink(image, limit=150):
    return sum(image.histogram()[:limit])


def test_levels_differ_in_grey_by_their_height():
    def alcohol(level):
        return grey(Use(substance="alcohol", frequency=level, start=when("2004-01-01"), end=when("2012-12-31")))

    amounts = [ink(alcohol(level)) for level in (1, 4, 12, 20, 30)]
    assert amounts == sorted(set(amounts))


def test_certain_possible_unknown_and_without_differ_in_grey():
    span = {"start": when("2004-01-01"), "end": when("2012-12-31")}
    sheets = {
        "certain": grey(Use(substance="alcohol", frequency=12, **span)),
        "possible": grey(Use(substance="alcohol", frequency=12, start=when("[2004..2012]"), end=when("[2004..2012]"))),
        "unknown": grey(Use(substance="alcohol", **span)),
        "without": grey(Use(substance="alcohol", frequency=0, **span)),
        "nothing": grey(Treatment(title="x", **span)),
    }
    amounts = {name: ink(sheet) for name, sheet in sheets.items()}
    assert amounts["certain"] > amounts["possible"] * 1.1
    assert amounts["certain"] > amounts["unknown"] * 1.1
    assert len({sheet.tobytes() for sheet in sheets.values()}) == len(sheets)


# Viénot, Brettel & Mollon 1999: what protanopes and deuteranopes see, on linear RGB.
_SEEN_BY = {
    "protanope": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranope": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


@pytest.mark.parametrize("eye", _SEEN_BY)
def test_work_and_alcohol_stay_apart_for_eyes_that_see_fewer_colours(eye):
    def seen(colour):
        linear = [((int(colour[i : i + 2], 16) / 255) ** 2.2) for i in (1, 3, 5)]
        return [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in _SEEN_BY[eye]]

    work, alcohol = seen(TONES["work"].fill), seen(TONES["alcohol"].fill)
    assert max(abs(a - b) for a, b in zip(work, alcohol, strict=True)) > 0.15

"""The chart in a real browser: read, moved through, zoomed, folded, edited with keys alone; no stranger asked."""

from __future__ import annotations

import contextlib
import datetime as dt
import re

import pytest
from playwright.sync_api import TimeoutError, expect

from imeworkbook.dates import long_day
from imeworkbook.reading import AROUND_DAYS, facts, read
from imeworkbook.workbook import sample
from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab

pytestmark = pytest.mark.browser
CHART = ".imw-chapter:not(.lm-mod-hidden) .imw-view-chart"
IN_SIGHT = """plot => plot._fullLayout.xaxis.range.map((text) => text.slice(0, 10))"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("lab"), IMEWORKBOOK_SAMPLE="1") as lab:
        yield lab


@pytest.fixture(scope="module")
def opened(lab):
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.page.emulate_media(reduced_motion="reduce")
        visit.open(lab.url)
        visit.go("side-by-side")
        yield visit


@pytest.fixture
def visit(opened):
    """The chart as it was opened: the whole life, the line at the day of the account, the table put away."""
    slider = opened.page.locator(f"{CHART} .imw-reading-line")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"age \d"))
    slider.focus()
    press(opened, "w", "End")
    yield opened
    if opened.page.get_by_role("table").is_visible():
        press(opened, "t")
    assert opened.errors == []
    assert opened.strangers() == []


@pytest.fixture
def chart(visit):
    return visit.page.locator(CHART)


@pytest.fixture
def slider(chart):
    return chart.get_by_role("slider", name="Reading line")


def day_of(slider):
    return dt.date.fromordinal(int(slider.get_attribute("aria-valuenow")))


def in_sight(chart):
    return [dt.date.fromisoformat(text) for text in chart.locator(".imw-plot").evaluate(IN_SIGHT)]


def press(visit, *keys):
    for key in keys:
        visit.page.keyboard.press(key)


def told(day, around=AROUND_DAYS):
    """What the panel has to say of a day, as the kernel says it."""
    said = read(facts(sample().timeline()), day, around).said
    return [f"{one.label}: {one.text}" if one.part == "use" else one.text for one in said]


# --- reading ---


def test_moving_over_the_chart_says_what_was_true_then(chart, slider, visit):
    plot = chart.locator(".imw-plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    for share in (0.3, 0.55, 0.8):
        before = slider.get_attribute("aria-valuenow")
        visit.page.mouse.move(box["x"] + box["width"] * share, box["y"] + 120, steps=5)  # as a hand does
        expect(slider).not_to_have_attribute("aria-valuenow", before)
        day = day_of(slider)
        expect(chart.locator(".imw-reading-day")).to_contain_text(long_day(day))
        assert chart.locator(".imw-reading-group li").all_inner_texts() == told(day)
        assert slider.bounding_box()["x"] == pytest.approx(box["x"] + box["width"] * share, abs=3)


def test_the_arrow_keys_step_through_time_and_only_what_differs_is_announced(chart, slider, visit):
    slider.focus()
    begun = day_of(slider)
    press(visit, "PageUp", "PageUp")
    assert day_of(slider) == begun
    press(visit, *["PageDown"] * 8, "ArrowLeft")
    day = day_of(slider)
    assert (begun.year * 12 + begun.month) - (day.year * 12 + day.month) == 8 * 12 + 1 and day.day == begun.day
    panel = chart.get_by_role("region", name="What was true then")
    live = panel.locator("[aria-live=polite]")
    expect(live).to_contain_text("Clinic pharmacist, Sample Family Clinic.")
    expect(live).not_to_contain_text("Never used")
    press(visit, "Home")
    assert day_of(slider) <= dt.date(1994, 1, 1)
    expect(live).to_contain_text("before first use")
    press(visit, "End")
    assert day_of(slider) == begun == dt.date.today()


def test_axe_finds_nothing_serious_and_would_have_found_it(chart, slider, visit):
    slider.focus()
    press(visit, "ArrowLeft", "t")
    expect(chart.get_by_role("table")).to_be_visible()
    chart.locator(".imw-mark").focus()
    press(visit, "Enter")
    expect(chart.locator(".imw-editing-card h3")).to_be_visible()
    assert serious(visit.page) == []
    visit.page.evaluate(f"document.querySelector('{CHART} .imw-card').append(document.createElement('button'))")
    assert [finding["id"] for finding in serious(visit.page)] == ["button-name"]
    visit.page.evaluate(f"document.querySelector('{CHART} .imw-card > button:last-child').remove()")


# --- by keys alone ---


def test_the_entries_are_reached_in_order_of_time_and_one_is_changed_without_a_flicker(chart, slider, visit):
    page = visit.page
    chart.get_by_role("button", name="Ten years").focus()
    press(visit, "Enter")
    slider.focus()
    press(visit, "Tab", "Home")
    mark = chart.locator(".imw-mark")
    expect(mark).to_be_focused()
    for label in [entry.label for entry in sample().timeline().entries][:6]:
        assert mark.get_attribute("aria-label").startswith(label)
        press(visit, "ArrowRight")
    press(visit, "Home")
    sight = in_sight(chart)
    chart.locator(".imw-plot").evaluate(
        """plot => {
          plot.kept = plot.querySelector(".main-svg");
          plot.emptied = 0;
          const look = () => {
            if (!plot.querySelector(".barlayer .point")) plot.emptied += 1;
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    press(visit, "Enter")
    expect(chart.locator(".imw-editing-card h3")).to_be_focused()
    title = chart.locator(".imw-editing-card").get_by_label("Title or role")
    title.focus()
    press(visit, "End")
    page.keyboard.type(" renamed")
    press(visit, "Enter")
    expect(chart.locator(".imw-editing-card")).to_be_hidden()
    expect(mark).to_be_focused()
    expect(mark).to_have_attribute("aria-label", re.compile("renamed"))
    assert in_sight(chart) == sight
    assert chart.locator(".imw-plot").evaluate("plot => [plot.kept.isConnected, plot.emptied]") == [True, 0]


def test_the_table_has_every_entry_and_is_one_key_away(chart, slider, visit):
    slider.focus()
    press(visit, "t")
    table = chart.get_by_role("table", name="Everything on the chart, in order of time")
    expect(table.locator("caption")).to_be_focused()
    expect(table.locator("tbody tr")).to_have_count(len(sample().timeline().entries))
    assert table.locator("tbody th[scope=row]").count() == table.locator("tbody tr").count()
    press(visit, "t")
    expect(table).to_be_hidden()
    expect(slider).to_be_focused()


def test_zoom_by_keys_buttons_wheel_and_drag(chart, slider, visit):
    page = visit.page
    whole = in_sight(chart)
    slider.focus()
    press(visit, *["PageDown"] * 9)
    day = day_of(slider)
    for key, days in (("d", 3653), ("y", 366), ("m", 31)):
        press(visit, key)
        first, last = in_sight(chart)
        assert first <= day <= last and days * 0.9 < (last - first).days <= days
    press(visit, "ArrowRight")
    assert (day_of(slider) - day).days == 1
    expect(chart.get_by_role("button", name="A month")).to_have_attribute("aria-pressed", "true")
    chart.get_by_role("button", name="Whole life").click()
    assert in_sight(chart) == whole
    expect(chart.locator(".imw-sight")).to_be_empty()

    plot = chart.locator(".imw-plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.mouse.move(box["x"] + 500, box["y"] + 60)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    expect(chart.locator(".imw-sight")).not_to_be_empty()
    first, last = in_sight(chart)
    assert (last - first).days < (whole[1] - whole[0]).days * 0.8
    press(visit, "w")
    expect(chart.locator(".imw-sight")).to_be_empty()

    page.mouse.move(box["x"] + 400, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 600, box["y"] + 64, steps=5)
    page.mouse.up()
    expect(chart.locator(".imw-sight")).not_to_be_empty()
    first, last = in_sight(chart)
    assert 0.1 < (last - first) / (whole[1] - whole[0]) < 0.3


def test_a_band_is_folded_away_and_stays_so(chart, visit):
    page = visit.page
    names = chart.locator(".imw-plot .infolayer")
    expect(names).to_contain_text("Legal and regulatory")
    band = chart.get_by_role("button", name="Legal and regulatory")
    band.focus()
    press(visit, "Enter")
    expect(names).not_to_contain_text("Legal and regulatory")
    expect(band).to_be_focused()
    page.reload()
    visit.wait_ready()
    expect(band).to_have_attribute("aria-pressed", "false")
    expect(names).to_contain_text("Alcohol")
    expect(names).not_to_contain_text("Legal and regulatory")
    band.click()
    expect(names).to_contain_text("Legal and regulatory")


# --- room and calm ---


def test_a_narrow_page_shows_all_of_it_without_moving_sideways(chart, slider, visit):
    visit.page.set_viewport_size({"width": 820, "height": 900})
    press(visit, "PageDown", "t")
    expect(chart.get_by_role("table")).to_be_visible()
    visit.page.wait_for_function(f"() => document.querySelector('{CHART} .imw-plot')._fullLayout.width < 760")
    out = visit.page.evaluate(
        f"""() => [...document.querySelectorAll("{CHART} *")].filter((one) => !one.closest("svg, .imw-unseen"))
        .filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert out == []
    assert visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    visit.page.set_viewport_size({"width": 1280, "height": 900})


BOXES = """plot => {
  const sheet = plot.querySelector(".main-svg").getBoundingClientRect();
  const texts = [...plot.querySelectorAll(".textpoint text, .annotation-text-g text, .xtick text, .x2tick text")]
    .filter((one) => one.textContent.trim())
    .map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }));
  const cut = texts.filter(({ box }) => box.left < sheet.left - 1 || box.right > sheet.right + 1
    || box.top < sheet.top - 1 || box.bottom > sheet.bottom + 1);
  const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const pairs = texts.flatMap((one, at) => texts.slice(at + 1).filter((two) => touch(one.box, two.box))
    .map((two) => `${one.text} / ${two.text}`));
  return [texts.length, cut.map(({ text }) => text), pairs];
}"""


@pytest.mark.parametrize("width", [820, 1280, 1920])
def test_every_text_on_the_chart_has_its_place(chart, visit, width):
    visit.page.set_viewport_size({"width": width, "height": 1000})
    plot = chart.locator(".imw-plot")
    settled = f"""() => {{
      const plot = document.querySelector("{CHART} .imw-plot");
      const [, cut, pairs] = ({BOXES})(plot);
      return plot._fullLayout.width === plot.clientWidth && !cut.length && !pairs.length;
    }}"""
    with contextlib.suppress(TimeoutError):
        visit.page.wait_for_function(settled, timeout=WAIT_MS / 4)
    number, cut, pairs = plot.evaluate(BOXES)
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert number > 50
    assert (cut, pairs) == ([], [])


def test_nothing_moves_by_itself_where_less_motion_is_asked_for(chart, visit):
    visit.page.evaluate(
        """() => {
          window.scrolled = [];
          window.scroll_ = Element.prototype.scrollIntoView;
          Element.prototype.scrollIntoView = (how) => window.scrolled.push(how.behavior);
        }"""
    )
    chart.get_by_role("button", name="Go to the list of entries").click()
    assert visit.page.evaluate("() => window.scrolled") == ["instant"]
    visit.page.evaluate("() => { Element.prototype.scrollIntoView = window.scroll_; }")
    moving = visit.page.evaluate(f"() => document.querySelector('{CHART}').getAnimations({{ subtree: true }}).length")
    assert moving == 0


def test_there_is_no_button_that_shares_and_no_logo(chart, visit):
    chart.locator(".imw-plot").hover()
    expect(chart.locator(".imw-plot .main-svg").first).to_be_visible()
    assert visit.page.locator(".modebar, .modebar-btn, .plotlyjsicon").count() == 0


# --- one screen ---

LAPTOP = {"width": 1366, "height": 768}
# Top and bottom of what has this text on the chart, in the window.
EDGES = """(plot, text) => {
  const found = [...plot.querySelectorAll("text")].filter((one) => one.textContent === text);
  return found.flatMap((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom]);
}"""


@pytest.fixture
def on_a_laptop(visit, chart):
    visit.page.set_viewport_size(LAPTOP)
    chart.evaluate("chart => chart.closest('.jp-WindowedPanel-outer').scrollTo(0, 0)")
    yield chart.locator(".imw-plot")
    visit.page.set_viewport_size({"width": 1280, "height": 900})


def below(plot, text, least, most):
    """Whether what has this text lies between two heights of the window, once it is drawn."""
    for _ in range(200):
        edges = plot.evaluate(EDGES, text)
        if edges and least <= edges[0] and edges[1] <= most:
            return True
        plot.page.wait_for_timeout(25)
    return False


def test_both_histories_are_in_sight_on_a_laptop_and_one_key_makes_them_roomy(on_a_laptop, slider, chart, visit):
    plot = on_a_laptop
    for text in ("TRAINING AND WORK", "SUBSTANCE USE", "Tobacco, nicotine", "Never"):
        assert below(plot, text, 50, LAPTOP["height"]), text
    slider.evaluate("line => line.focus({ preventScroll: true })")
    press(visit, "r")
    expect(chart.get_by_role("button", name="Roomier rows")).to_have_attribute("aria-pressed", "true")
    assert below(plot, "Never", LAPTOP["height"], 5000)
    press(visit, "r")
    expect(chart.get_by_role("button", name="Roomier rows")).to_have_attribute("aria-pressed", "false")
    assert below(plot, "Never", 50, LAPTOP["height"])


def test_the_years_stay_in_sight_while_one_scrolls(on_a_laptop, chart, visit):
    ruler, page = chart.locator(".imw-ruler-strip"), visit.page
    below(on_a_laptop, "Never", 50, LAPTOP["height"])
    expect(ruler).to_be_hidden()
    chart.evaluate("chart => chart.closest('.jp-WindowedPanel-outer').scrollBy(0, 560)")
    expect(ruler).to_be_visible()
    box = ruler.bounding_box()
    assert box["y"] == pytest.approx(page.locator(".imw-header").bounding_box()["height"], abs=2)
    years = ruler.locator("span").all_inner_texts()
    assert years == sorted(years) and "2010" in years
    chart.evaluate("chart => chart.closest('.jp-WindowedPanel-outer').scrollTo(0, 0)")
    expect(ruler).to_be_hidden()

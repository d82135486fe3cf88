"""Windows high contrast: the system sets every colour, and what is chosen still stands apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from imeworkbook.resources import KIT
from tests.browser import WAIT_MS, Visit, chromium, running_lab

pytestmark = pytest.mark.browser

_SYSTEM = """name => {
  const probe = document.body.appendChild(document.createElement("p"));
  probe.style.cssText = `forced-color-adjust: none; background: ${name}`;
  const colour = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return colour;
}"""


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """The sample person's workbook under the system's colours."""
    with running_lab(tmp_path_factory.mktemp("forced"), IMEWORKBOOK_SAMPLE="1") as lab, chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.page.emulate_media(forced_colors="active")
        visit.open(lab.url)
        yield visit


def stand_apart(visit: Visit, chosen: Locator, other: Locator) -> None:
    """Wait until one has the system's colour for what is chosen, and the other another."""
    highlight = visit.page.evaluate(_SYSTEM, "Highlight")
    expect(chosen).to_have_css("background-color", highlight)
    expect(other).not_to_have_css("background-color", highlight)


def test_a_chosen_substance(visit: Visit) -> None:
    visit.go("substance-use")
    chips = visit.front.locator(".imw-chips").first
    chips.locator(".imw-chip").nth(1).click()
    expect(chips.locator(".imw-chip[aria-pressed=true]")).to_have_count(1)
    stand_apart(visit, chips.locator("[aria-pressed=true]"), chips.locator("[aria-pressed=false]").first)


def test_a_chosen_answer(visit: Visit) -> None:
    visit.go("substance-use")
    row = visit.front.locator(".imw-choice-row").first
    row.locator("input").first.check(force=True)
    stand_apart(visit, row.locator("input:checked + label"), row.locator("input:not(:checked) + label").first)


def test_the_zoom_and_the_groups_of_the_chart(visit: Visit) -> None:
    visit.go("side-by-side")
    zooms = visit.front.locator(".imw-zooms")
    stand_apart(visit, zooms.locator("[aria-pressed=true]"), zooms.locator("[aria-pressed=false]").first)
    bands = visit.front.locator(".imw-bands")
    bands.locator("[aria-pressed=true]").first.click()
    expect(bands.locator("[aria-pressed=false]")).to_have_count(1)
    stand_apart(visit, bands.locator("[aria-pressed=true]").first, bands.locator("[aria-pressed=false]"))


def test_the_chart_keeps_its_paper_under_dark_colours(visit: Visit) -> None:
    visit.go("side-by-side")
    visit.page.emulate_media(forced_colors="active", color_scheme="dark")
    try:
        for drawn in (".imw-plot-host", ".imw-chart-key"):
            expect(visit.front.locator(drawn).first).to_have_css("background-color", "rgb(255, 255, 255)")
            expect(visit.front.locator(drawn).first).to_have_css("forced-color-adjust", "none")
    finally:
        visit.page.emulate_media(forced_colors="active", color_scheme="light")


def test_the_chapter_in_front(visit: Visit) -> None:
    visit.go("side-by-side")
    visit.page.click(".imw-chapters-button")
    styles = [
        visit.page.locator(f".imw-chapters a{which}").first.evaluate("one => getComputedStyle(one).outlineStyle")
        for which in ("[aria-current]", ":not([aria-current])")
    ]
    visit.page.keyboard.press("Escape")
    assert styles == ["solid", "none"]


def test_each_chosen_state_of_the_kit_is_one_of_these() -> None:
    """A new way to say "chosen" has to join the rule: whatever is styled by it is found by the same words."""
    states = {"aria-pressed", "aria-selected", "aria-checked", "aria-current", "aria-expanded", "aria-disabled"}
    used = {state for state in states for path in KIT.glob("*.css") if state in path.read_text(encoding="utf-8")}
    assert used == {"aria-pressed", "aria-selected", "aria-current", "aria-expanded", "aria-disabled"}

"""The chart in a real browser: read, moved through, zoomed, folded, edited with keys alone; no stranger asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab

pytestmark = pytest.mark.browser
CHART = ".imw-chapter:not(.lm-mod-hidden) .imw-view-chart"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("lab"), IMEWORKBOOK_SAMPLE="1") as lab:
        yield lab


@pytest.fixture
def visit(lab):
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.open(lab.url)
        visit.go("side-by-side")
        expect(visit.page.locator(f"{CHART} .imw-plot .main-svg").first).to_be_visible(timeout=WAIT_MS)
        yield visit
        assert visit.errors == []
        assert visit.strangers() == []


def test_axe_finds_nothing_serious_and_would_have_found_it(visit):
    assert serious(visit.page) == []
    visit.page.evaluate(f"document.querySelector('{CHART} .imw-card').append(document.createElement('button'))")
    assert [finding["id"] for finding in serious(visit.page)] == ["button-name"]


def test_there_is_no_button_that_shares_and_no_logo(visit):
    visit.page.hover(f"{CHART} .imw-plot")
    expect(visit.page.locator(f"{CHART} .imw-plot .main-svg").first).to_be_visible()
    assert visit.page.locator(".modebar, .modebar-btn, .plotlyjsicon").count() == 0

"""Every chapter by keyboard alone: each control is reached and has a name; no serious finding, no error, no request."""

from __future__ import annotations

import pytest

from imeworkbook.language import texts
from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab

pytestmark = pytest.mark.browser

CONTROLS = """() => {
  const front = document.querySelector(".imw-chapter:not(.lm-mod-hidden)");
  const all = front.querySelectorAll("button, input, select, textarea, summary, a[href]");
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const seen = [...all].filter((one) => shown(one) && !one.disabled && one.tabIndex >= 0);
  const groups = new Set();
  return seen.filter((one) => {
    if (one.type !== "radio") return true;
    const first = !groups.has(one.name);
    groups.add(one.name);
    return first;
  }).length;
}"""
MARK = """() => {
  const one = document.activeElement;
  const front = document.querySelector(".imw-chapter:not(.lm-mod-hidden)");
  const stays = one === window.passedLast; // a date field has a stop for each of its parts
  window.passedLast = one;
  if (!front.contains(one) || one.dataset.passed) return [Boolean(one.dataset?.passed) && !stays, false];
  one.dataset.passed = "yes";
  return [false, one.matches("button, input, select, textarea, summary, a[href]")];
}"""
MOST = 400


def passed_by_tab(page):
    """How many controls of the chapter in front the Tab key comes by, until it comes by one for the second time."""
    count = 0
    for _ in range(MOST):
        page.keyboard.press("Tab")
        again, counted = page.evaluate(MARK)
        if again:
            return count
        count += counted
    return count


def test_every_control_of_every_chapter_is_reached(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        found = {}
        for row in texts("chapters")["chapter"]:
            if row["key"] != "welcome":
                visit.go(row["key"])
            there = visit.page.evaluate(CONTROLS)
            visit.page.locator(".imw-chapters-button").focus()
            found[row["key"]] = (passed_by_tab(visit.page), there, serious(visit.page))
        assert {key: row for key, row in found.items() if row[0] < row[1] or row[2]} == {}
        assert min(there for _, there, _ in found.values()) >= 3
        assert (visit.errors, visit.strangers()) == ([], [])

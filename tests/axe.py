"""What axe-core finds on a page: the accessibility rules that people who use screen readers or keys feel most."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

OURS = (
    ".imw-header",
    ".imw-chapter:not(.lm-mod-hidden) .imw-kit",
    ".imw-chapter:not(.lm-mod-hidden) .jp-MarkdownOutput",
    ".imw-chapter:not(.lm-mod-hidden) .imw-footer",
    "dialog[open]",
)
_RUN = """async (selectors) => {
  const include = selectors.filter((selector) => document.querySelector(selector)).map((selector) => [selector]);
  const { violations } = await axe.run({ include }, { resultTypes: ["violations"] });
  return violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, at: nodes.map((node) => [
    node.target.flat().join(" "), node.html.slice(0, 160), node.failureSummary ?? "" ]) }));
}"""


@cache
def _axe_core() -> str:
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


def serious(page: Page, *selectors: str) -> list[dict[str, Any]]:
    """The serious and critical findings in what is ours on the page in front; empty when there is none.

    Looked at: our header and footer, the prose and the cards of the chapter in front, an open dialog; or only what
    `selectors` name. Each finding is ``{"id", "impact", "help", "at": [[selector, html, what to mend], …]}``.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe_core())
    found: list[dict[str, Any]] = page.evaluate(_RUN, list(selectors or OURS))
    return [finding for finding in found if finding["impact"] in ("serious", "critical")]

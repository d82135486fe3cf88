"""The report notebook as a file, opened in a JupyterLab that knows nothing of us and does not trust it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from imeworkbook.report.documents import Document
from tests.browser import WAIT_MS, chromium, free_port, lab_environment

pytestmark = pytest.mark.browser
READY = "is running at"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A plain JupyterLab over an empty folder."""
    (tmp_path / "notebooks").mkdir()
    address = f"http://127.0.0.1:{free_port()}"
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={address.rpartition(':')[2]}",
        "--IdentityProvider.token=one", "--LabApp.news_url=None", f"--ServerApp.root_dir={tmp_path / 'notebooks'}",
    ]  # fmt: skip
    environment = lab_environment(tmp_path)
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = next((line for line in process.stderr if READY in line), "")
        try:
            assert said
            yield address
        finally:
            process.terminate()
            process.stderr.read()


def test_it_shows_the_same_sections_as_the_paper(copy: Document, address: str, tmp_path: Path) -> None:
    nbformat.write(copy.to_notebook(), tmp_path / "notebooks" / "copy.ipynb")
    with chromium(height=4000) as visit:
        visit.page.goto(f"{address}/doc/tree/copy.ipynb?token=one")
        shown = visit.page.locator(".jp-OutputArea")
        headings = [copy.title, *(section.heading for section in copy.sections if section.heading)]
        expect(shown.locator("h2")).to_have_text(headings, timeout=WAIT_MS)
        tables = sum(block.type == "table" for section in copy.sections for block in section.blocks)
        expect(shown.locator("table")).to_have_count(tables)
        chart = shown.locator("figure img")
        assert chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
        (drawn,) = (block for section in copy.sections for block in section.blocks if block.type == "chart")
        expect(chart).to_have_attribute("alt", drawn.alternative)
        assert visit.strangers() == []

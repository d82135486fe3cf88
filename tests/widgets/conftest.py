from __future__ import annotations

import pytest
from page_side import PASSPHRASE

from imeworkbook.widgets import sitting as sitting_module
from imeworkbook.widgets.sitting import Sitting
from tests.browser import WAIT_MS, chromium, running_lab


@pytest.fixture
def sitting(tmp_path, monkeypatch):
    """A sitting over an empty folder, which the pages use too."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    one = Sitting(tmp_path / "w.imew")
    monkeypatch.setattr(sitting_module._here, "sitting", one, raising=False)
    yield one
    one.lock()


@pytest.fixture
def opened(sitting):
    sitting.begin(PASSPHRASE, PASSPHRASE)
    return sitting


@pytest.fixture
def lab(tmp_path):
    """A running workbook of its own."""
    with running_lab(tmp_path) as lab:
        yield lab


@pytest.fixture
def visit():
    """A browser whose page has no error, and asks this machine alone."""
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        yield visit
        assert visit.errors == []
        assert visit.strangers() == []

from __future__ import annotations

import pytest
from page_side import PASSPHRASE

from imeworkbook.widgets import sitting as sitting_module
from imeworkbook.widgets.sitting import Sitting


@pytest.fixture
def sitting(tmp_path, monkeypatch):
    """A sitting over an empty folder, which the pages use too."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    one = Sitting(tmp_path / "w.imew")
    monkeypatch.setattr(sitting_module, "_current", one)
    yield one
    one.lock()


@pytest.fixture
def opened(sitting):
    sitting.begin(PASSPHRASE, PASSPHRASE)
    return sitting

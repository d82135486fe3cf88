"""A small dose of the campaign, with a fixed seed: nothing is lost, and the control shows that a loss would be seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .harness import Outcome
from .rows import ROWS

SEED = 14


@pytest.mark.parametrize("name", ROWS)
def test_nothing_is_lost_and_nothing_gets_out(name):
    """In a process of its own, as the campaign forks, kills, and changes its limits."""
    path = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    ran = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-m", "faults", "--part", "--row", name,
         "--trials", str(ROWS[name].short), "--seed", str(SEED)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    outcome = Outcome(**json.loads(ran.stdout.splitlines()[-1]))
    assert outcome.faults(control=ROWS[name].control) == 0, "\n".join(outcome.remarks)

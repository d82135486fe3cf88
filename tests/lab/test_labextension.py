"""The page extension in somebody else's JupyterLab: listed, of the same version, and in nobody's way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import imeworkbook

EXTENSION = Path(imeworkbook.__file__).parent / "lab" / "labextension"


def test_it_is_listed_and_can_be_told_from_a_broken_one(tmp_path):
    from tests.browser import lab_environment

    ran = subprocess.run(
        [sys.executable, "-m", "jupyterlab.labextensions", "list"],
        env=lab_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    listed = ran.stdout + ran.stderr
    assert re.search(rf"imeworkbook v{re.escape(imeworkbook.__version__)} .*enabled.*OK", listed), listed


def test_everything_has_the_version_of_the_package():
    told = json.loads((EXTENSION / "package.json").read_text())["version"]
    entry = (EXTENSION / "static" / "remoteEntry.js").read_text()
    assert told == imeworkbook.__version__
    assert re.findall(r'version = "(.+?)"', entry) == [imeworkbook.__version__]

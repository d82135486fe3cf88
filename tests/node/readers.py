"""Other people's readers of our files: `edtf`, `ical.js`, the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.node import HERE, PACKAGES, node


def read_edtf(texts: Iterable[str]) -> dict[str, dict[str, Any] | None]:
    """What `edtf` for JavaScript makes of each text: its type, first and last day; None where it refuses the text."""
    return _read("edtf.mjs", sorted(set(texts)))


def read_calendar(text: str) -> list[dict[str, Any]]:
    """The events that a strict `ical.js` reads in a calendar file, each with the moments of its alarms (UTC)."""
    return _read("ical.mjs", text)


def findings_in_html(*files: Path) -> list[str]:
    """What the Nu checker has to say about each file, a line each; control characters and warnings, too."""
    jar = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--stdout", *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: Sequence[dict[str, Any]] = json.loads(said.stdout)["messages"]
    return [f"{Path(one['url']).name}:{one.get('lastLine', 0)}: {one['message']}" for one in messages]


def _read(script: str, given: object) -> Any:
    ran = node(HERE / script, given=json.dumps(given))
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)

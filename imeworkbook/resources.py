"""Where the content that ships with the package lives: `data/` and `notebooks/`.

In a wheel both folders sit inside the package; in a checkout they sit beside it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
KIT = _PACKAGE / "widgets" / "kit"  # the scripts and sheets that draw the cards


@cache
def folder(name: str) -> Path:
    """The folder `name` (``"data"`` or ``"notebooks"``) as it was shipped."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def data_path(name: str) -> Path:
    """The path of one file under `data/`."""
    return folder("data") / name


@cache
def read_toml(name: str) -> dict[str, Any]:
    """One TOML file under `data/`, read once. The result is shared: do not change it."""
    return tomllib.loads(data_path(name).read_text(encoding="utf-8"))

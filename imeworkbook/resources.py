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


def data_path(*parts: str) -> Path:
    """The path of one file or folder under `data/`."""
    return folder("data").joinpath(*parts)


@cache
def read_toml(name: str, within: str = "") -> dict[str, Any]:
    """One TOML file under `data/`, or in a folder there, read once. The result is shared: do not change it.

    Words are asked for by `imeworkbook.language.texts`.
    """
    return tomllib.loads(data_path(within, name).read_text(encoding="utf-8"))

"""A private, reflective workbook that helps a health professional prepare for an independent medical examination."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "FuzzyDate": "dates",
    "ImeworkbookError": "errors",
    "DateNotUnderstood": "errors",
    "AmbiguousDate": "errors",
    "InvalidRecord": "errors",
    "WrongKey": "errors",
    "StoreError": "errors",
    "Career": "records",
    "Use": "records",
    "Treatment": "records",
    "Health": "records",
    "Life": "records",
    "Legal": "records",
    "Profile": "records",
    "Answer": "records",
    "Contact": "records",
    "remember": "recall",
    "Recollection": "recall",
    "Timeline": "timeline",
    "chronology": "chronology",
    "Workbook": "workbook",
    "open_workbook": "workbook",
    "report": "workbook",
}
__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load a public name when it is first used, so that `import imeworkbook` stays light."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)

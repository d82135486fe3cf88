"""A private, reflective workbook that helps a health professional prepare for an independent medical examination."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from imeworkbook.showing import draw_through

if TYPE_CHECKING:
    from imeworkbook.chronology import chronology as chronology
    from imeworkbook.showing import Bundle
    from imeworkbook.workbook import report as report

__version__ = "0.1.0"

_HOME = {
    "FuzzyDate": "dates",
    "ImeworkbookError": "errors",
    "DateNotUnderstood": "errors",
    "AmbiguousDate": "errors",
    "AmbiguousLandmark": "errors",
    "InvalidRecord": "errors",
    "CannotImport": "errors",
    "MissingSigns": "errors",
    "WrongKey": "errors",
    "StoreError": "errors",
    "Career": "records",
    "Use": "records",
    "Treatment": "records",
    "TestResult": "records",
    "Health": "records",
    "Life": "records",
    "Doing": "records",
    "Legal": "records",
    "Profile": "records",
    "Answer": "records",
    "Contact": "records",
    "Setting": "records",
    "Appointment": "records",
    "Consequence": "records",
    "Connection": "records",
    "Note": "records",
    "Document": "records",
    "CheckIn": "records",
    "Plan": "records",
    "Statement": "records",
    "Days": "records",
    "DayMark": "records",
    "Correction": "records",
    "remember": "recall",
    "Recollection": "recall",
    "Landmark": "recall",
    "Timeline": "timeline",
    "chronology": "chronology",
    "Workbook": "workbook",
    "open_workbook": "workbook",
    "report": "workbook",
    "import_file": "importers",
    "form": "widgets.own",
    "chart": "widgets.own",
}
__all__ = ["__version__", *_HOME]


class _Room(ModuleType):
    """A part of the house whose name is also a word of the public face: `report(…)` as well as `report.documents`."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - those of the function
        return _load(self.__name__.rpartition(".")[2])(*args, **kwargs)


class _House(ModuleType):
    """The package itself. Python binds each part to it when that is first imported, whoever imports it."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in _HOME and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


def _load(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load a public name when it is first used, so that `import imeworkbook` stays light."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return _load(name)


def __dir__() -> list[str]:
    return sorted(__all__)


def _draw(name: str, static: Bundle) -> tuple[Bundle, Bundle]:
    data, metadata = import_module(f"{__name__}.widgets.picture").bundle(name, static)
    return data, metadata


draw_through(_draw)
sys.modules[__name__].__class__ = _House

"""A card that shows one value of ours in somebody's own notebook, as it was at that moment."""

from __future__ import annotations

from typing import Any

from imeworkbook.showing import PLOTLY
from imeworkbook.widgets._kit import KitWidget

_PAGES = ("text/html", "image/svg+xml")


class Picture(KitWidget):
    """One value: a page without scripts, or a figure. It asks for nothing and opens nothing."""

    view_name = "picture"

    def __init__(self, name: str, **face: Any) -> None:  # noqa: ANN401 - JSON values
        self._value_name = name
        super().__init__()
        self.show(face={"name": name, **face})

    def __repr__(self) -> str:
        return self._value_name


def bundle(name: str, static: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The output of a cell that shows a value: a view of a card, and its name for whoever cannot draw one."""
    if PLOTLY in static:
        card = Picture(name, figure=static[PLOTLY])
    else:
        card = Picture(name, page=next(static[kind] for kind in _PAGES if kind in static))
    shown: Any = card._repr_mimebundle_()
    data, metadata = shown if isinstance(shown, tuple) else (shown, {})
    return data, metadata

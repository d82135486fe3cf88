"""A card that shows one value of ours in somebody's own notebook, as it was at that moment."""

from __future__ import annotations

from typing import Any

from imeworkbook.widgets._kit import Drawn

_PAGES = ("text/html", "image/svg+xml")


class Picture(Drawn):
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
    page = next(static[kind] for kind in _PAGES if kind in static)
    return _output(Picture(name, page=page))


def figure_bundle(name: str, figure: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same for a figure of Plotly: ``{"data": …, "layout": …, "config": …}``."""
    return _output(Picture(name, figure=figure))


def _output(card: Picture) -> tuple[dict[str, Any], dict[str, Any]]:
    shown: Any = card._repr_mimebundle_()
    data, metadata = shown if isinstance(shown, tuple) else (shown, {})
    return data, metadata

"""How a value of ours shows itself in a notebook.

It is drawn by a card that the kernel feeds with messages. So what a front end saves with the notebook is what kind of
thing it was, and how many, and nothing that a person typed. ``value.show(save=True)`` gives an output that stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PLOTLY = "application/vnd.plotly.v1+json"
Bundle = dict[str, Any]
Door = Callable[[str, Bundle], tuple[Bundle, Bundle]]


class Shows:
    """What shows itself in a notebook. A subclass gives `_static`, and a `repr` of its kind and a count alone."""

    def _static(self) -> Bundle:
        """All of it, by MIME type, without any script."""
        raise NotImplementedError

    def show(self, *, save: bool = False) -> Shows:
        """Give what a notebook shows at the end of a cell.

        Parameters
        ----------
        save
            Whether it is an output that stays: it then stands in the notebook in plain text, whoever opens that.
        """
        return _Saved(self) if save else self

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle | tuple[Bundle, Bundle]:
        return draw(repr(self), self._static())


class _Saved(Shows):
    """A value whose output stays."""

    def __init__(self, value: Shows) -> None:
        self._value = value

    def __repr__(self) -> str:
        return repr(self._value)

    def _static(self) -> Bundle:
        return self._value._static()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {"text/plain": repr(self), **self._static()}


def _without_cards(name: str, static: Bundle) -> tuple[Bundle, Bundle]:
    return {"text/plain": name}, {}


_door: Door = _without_cards


def draw(name: str, static: Bundle) -> tuple[Bundle, Bundle]:
    """Give data and metadata of an output that shows a value, and of which its name alone is saved."""
    return _door(name, static)


def draw_through(door: Door) -> None:
    """Let `door` draw what shows itself: it gets the name and the whole, and gives data and metadata of an output."""
    global _door
    _door = door

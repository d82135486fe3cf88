"""Which cards are out of date, and in which order they are drawn.

The card in which someone just did something comes first, then those that a page has in sight. Every other card waits
until it is shown, or asked for something, or until nobody did anything for a moment: then they are drawn one by one.
"""

from __future__ import annotations

import asyncio
import contextlib
import weakref
from collections.abc import Iterator
from typing import Protocol

PAUSE_S = 0.5
BETWEEN_S = 0.02  # in which a message can come before the next card


class Listener(Protocol):
    """A card, as its sitting sees it."""

    @property
    def in_sight(self) -> bool:
        """Whether a page shows it, as far as is known."""
        ...

    def refresh(self) -> None:
        """Show what there is now."""
        ...


class Redraw:
    """The cards of one sitting, as long as they live, in the order in which they were made."""

    def __init__(self) -> None:
        self._cards: weakref.WeakKeyDictionary[Listener, None] = weakref.WeakKeyDictionary()
        self._late: weakref.WeakSet[Listener] = weakref.WeakSet()
        self._acting: Listener | None = None
        self._timer: asyncio.TimerHandle | None = None

    def add(self, card: Listener) -> None:
        """Draw `card` from now on when something changed."""
        self._cards[card] = None

    def drawn(self, card: Listener) -> None:
        """Note that `card` shows what there is now."""
        self._late.discard(card)

    def every(self) -> None:
        """Draw every card at once: nothing may stand there any longer."""
        self._late.update(self._cards)
        self._draw(self._late_ones())

    def changed(self) -> None:
        """Something changed. While a card acts it alone is drawn; those in sight follow when it has done."""
        self._late.update(self._cards)
        if self._acting is not None:
            self._draw([self._acting])
        else:
            self._draw_seen()

    @contextlib.contextmanager
    def acting(self, card: Listener) -> Iterator[None]:
        """Let `card` do what was asked of it, from what there is now."""
        if card in self._late:
            self._draw([card])
        before, self._acting = self._acting, card
        try:
            yield
        finally:
            self._acting = before
            self._draw_seen()

    def _draw_seen(self) -> None:
        self._draw([card for card in self._late_ones() if card.in_sight])
        if self._late:
            self._wait(PAUSE_S)

    def _late_ones(self) -> list[Listener]:
        return [card for card in tuple(self._cards) if card in self._late]

    def _draw(self, cards: list[Listener]) -> None:
        for card in cards:
            self._late.discard(card)
            card.refresh()

    # --- while nobody does anything ---

    def _wait(self, seconds: float) -> None:
        """Draw the next card after some seconds in which no card acts. In a script, where no loop runs, never."""
        if self._timer is not None:
            self._timer.cancel()
        with contextlib.suppress(RuntimeError):
            self._timer = asyncio.get_running_loop().call_later(seconds, self._next)

    def _next(self) -> None:
        self._timer = None
        self._draw(self._late_ones()[:1])
        if self._late:
            self._wait(BETWEEN_S)

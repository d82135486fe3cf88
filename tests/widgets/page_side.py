"""The browser's side of a card, for tests without a browser."""

from __future__ import annotations

from typing import Any

from imeworkbook.widgets._kit import Card

PASSPHRASE = "correct horse battery staple"


class Page:
    """The browser's side of one card: says things to it, and hears what it sends besides what it shows."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.heard: list[dict[str, Any]] = []
        self.files: list[bytes] = []
        card.send = self._hear  # type: ignore[method-assign]

    def _hear(self, content: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        if "show" in content:
            return
        self.heard.append(content)
        self.files += buffers or []

    def say(self, do: str, *, buffers: list[bytes] | None = None, **fields: Any) -> None:
        self.card._take(self.card, {"do": do, **fields}, buffers or [])

    @property
    def form(self) -> dict[str, Any]:
        form = self.card.face["form"]
        assert isinstance(form, dict)
        return form

    def keep(self, **fields: Any) -> None:
        self.say("keep", session=self.form["session"], fields=fields)

    @property
    def notice(self) -> str:
        return next((str(message["notice"]) for message in reversed(self.heard) if "notice" in message), "")

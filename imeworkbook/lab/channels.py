"""What a card says goes to the chapters that show it.

Each chapter has a socket of its own to the one kernel, and the kernel tells all of them everything: with every chapter
open, each change would come fourteen times. A card marks what it says (`widgets/_kit.py`), and a chapter that shows the
card has said something to it, if only that it wants to know what to show. Whatever is not marked goes to everybody, and
so does whether the kernel is busy: a second tab that begins to listen waits for that.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, cast

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

CARD = "imeworkbook_card"
_PARTS = "v1.kernel.websocket.jupyter.org"  # the protocol in which a message comes in parts; the former is left alone


class CardChannels(ZMQChannelsWebsocketConnection):
    """The socket of one chapter. What it shows is remembered by its session, which outlives a lost connection."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:  # noqa: ANN401 - bytes or text, as the page sends it
        """Note which card the chapter speaks to, and pass the message on."""
        if self.subprotocol == _PARTS:
            with suppress(ValueError, KeyError, IndexError, TypeError):
                self._note(deserialize_msg_from_ws_v1(incoming_msg)[1])
        super().handle_incoming_message(incoming_msg)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:  # noqa: ANN401 - a ZMQStream
        """Pass a message on that concerns this chapter."""
        _, parts = self.session.feed_identities(outgoing_msg)
        if self.subprotocol != _PARTS or self._concerns(cast(list[bytes], parts[1:])):
            super().handle_outgoing_message(stream, outgoing_msg)

    @property
    def _shown(self) -> dict[str, set[str]]:
        """The cards that each session shows."""
        shown: dict[str, set[str]] = self.kernel_manager.shown
        return shown

    def _note(self, parts: list[bytes]) -> None:
        if json.loads(parts[0])["msg_type"] == "comm_msg":
            self._shown.setdefault(self.session_id, set()).add(json.loads(parts[3])["comm_id"])

    def _concerns(self, parts: list[bytes]) -> bool:
        """Whether a message of the kernel, in its parts, is for this chapter."""
        is_of_a_card = json.loads(parts[0])["msg_type"] == "comm_msg"
        card = json.loads(parts[2]).get(CARD) if is_of_a_card else None
        if card is None or card in self._shown.get(self.session_id, ()):
            return True
        return not any(card in cards for cards in self._shown.values())

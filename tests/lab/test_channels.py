"""What a card says comes to the chapters that show it, once each; what nobody marked comes to everybody."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import pytest
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests.browser import Lab, running_lab

PROTOCOL = "v1.kernel.websocket.jupyter.org"
CARD = "from imeworkbook.widgets import pages; card = pages.work(); print(card.model_id)"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


class Chapter:
    """The socket of one chapter, as JupyterLab opens it."""

    def __init__(self, lab: Lab, kernel: str) -> None:
        self.session = uuid.uuid4().hex
        self.address = f"ws://127.0.0.1:{lab.port}/api/kernels/{kernel}/channels?session_id={self.session}"
        self.address += f"&token={lab.token}"
        self.heard: list[tuple[str, Any]] = []

    async def open(self) -> Chapter:
        self.socket = await websocket_connect(HTTPRequest(self.address), subprotocols=[PROTOCOL])
        self.reading = asyncio.ensure_future(self.read())
        return self

    async def read(self) -> None:
        while (message := await self.socket.read_message()) is not None:
            header, parent, _, content, *_ = map(json.loads, deserialize_msg_from_ws_v1(message)[1][:4])
            self.heard.append((header["msg_type"], content | {"to": parent.get("msg_id")}))

    async def ask(self, kind: str, **content: object) -> None:
        """Send a message, and wait until the kernel is idle again."""
        header = {"msg_id": uuid.uuid4().hex, "session": self.session, "msg_type": kind, "version": "5.3"}
        parts = [json.dumps(part).encode() for part in ({**header, "username": "", "date": ""}, {}, {}, content)]
        await self.socket.write_message(serialize_msg_to_ws_v1(parts, "shell"), binary=True)
        done = ("status", {"execution_state": "idle", "to": header["msg_id"]})
        while done not in self.heard:
            await asyncio.sleep(0.01)

    async def run(self, code: str) -> str:
        await self.ask("execute_request", code=code, silent=False, allow_stdin=False)
        return "".join(content["text"] for kind, content in self.heard if kind == "stream").strip()

    async def say(self, card: str, do: str) -> None:
        data = {"method": "custom", "content": {"do": do, "again": True}}
        await self.ask("comm_msg", comm_id=card, data=data)

    def of(self, kind: str) -> list[Any]:
        return [content for one, content in self.heard if one == kind]


async def met(*chapters: Chapter) -> None:
    """Wait until all have heard of the same last thing that is told to everybody, and forget what came until then."""
    mark = uuid.uuid4().hex
    await chapters[0].run(f"print('{mark}')")
    for chapter in chapters:
        while not any(mark in content["text"] for content in chapter.of("stream")):
            await asyncio.sleep(0.01)


def test_what_a_card_says_comes_once_to_each_chapter_that_shows_it(lab):
    async def visit() -> None:
        async with asyncio.timeout(30):
            while not (isinstance(running := lab.ask("GET", "/api/kernels")[1], list) and running):
                await asyncio.sleep(0.05)  # none yet, or an error while the server is about to have one
        kernel = running[0]["id"]

        one, two, three = [await Chapter(lab, kernel).open() for _ in range(3)]

        async def came() -> list[int]:
            """How much each heard of cards since this was asked last."""
            await met(one, two, three)
            fresh = [len(chapter.of("comm_msg")) - before.get(chapter, 0) for chapter in (one, two, three)]
            before.update((chapter, len(chapter.of("comm_msg"))) for chapter in (one, two, three))
            return fresh

        before: dict[Chapter, int] = {}
        card = await one.run(CARD)
        await came()
        await two.run("card.tell('to everybody, as nobody shows it')")
        assert await came() == [1, 1, 1]
        await one.say(card, "show")
        assert await came() == [1, 0, 0]
        await two.say(card, "show")
        assert await came() == [1, 1, 0]
        one.socket.close()
        await one.reading
        await one.open()
        await one.run("None")  # the socket stands before the kernel's messages reach it
        await came()
        await two.run("card.tell('after a lost connection')")
        assert await came() == [1, 1, 0]
        for chapter in (one, two, three):
            chapter.socket.close()

    asyncio.run(asyncio.wait_for(visit(), 60))

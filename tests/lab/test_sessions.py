"""Closing while a kernel is just starting."""

import asyncio

import pytest
from jupyter_server.services.contents.manager import ContentsManager
from jupyter_server.services.kernels.kernelmanager import MappingKernelManager
from tornado.web import HTTPError

from imeworkbook.lab.sessions import OneKernelSessions


class SlowKernels(MappingKernelManager):
    """Starts a kernel when it is let."""

    def __init__(self):
        super().__init__()
        self.running = []
        self.let = asyncio.Event()

    def list_kernel_ids(self):
        return list(self.running)

    async def start_kernel(self, **_):
        await self.let.wait()
        self.running.append("kernel")
        return "kernel"


def test_closing_waits_for_a_kernel_that_is_starting_and_lets_none_start_after_it():
    asyncio.run(close_while_starting())


async def close_while_starting():
    kernels = SlowKernels()
    sessions = OneKernelSessions(contents_manager=ContentsManager(), kernel_manager=kernels)
    starting = asyncio.ensure_future(sessions.shared_kernel())
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(sessions.no_more_kernels())
    late = asyncio.ensure_future(sessions.shared_kernel())
    await asyncio.sleep(0)
    assert not closing.done()
    kernels.let.set()
    await closing
    assert await starting == "kernel"
    with pytest.raises(HTTPError, match="being closed"):
        await late
    assert kernels.running == ["kernel"]

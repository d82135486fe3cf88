"""A card over the messages of a kernel alone, as a front end speaks them that has no server and no files of ours."""

from __future__ import annotations

import gzip
import json

import pytest
from jupyter_client.manager import start_new_kernel

from imeworkbook.resources import KIT
from imeworkbook.workbook import create_workbook, open_workbook
from tests.browser import lab_environment

PASSPHRASE = "correct horse battery staple"
CANARY = "Zebrafish nurse"


class FrontEnd:
    """What a front end hears of one card, and says to it."""

    def __init__(self, kernel) -> None:
        self.kernel = kernel
        self.heard = []

    def run(self, code: str) -> None:
        self._until_idle(self.kernel.execute(code))

    def say(self, model: str, **content: object) -> dict:
        before = len(self.heard)
        message = self.kernel.session.msg(
            "comm_msg", {"comm_id": model, "data": {"method": "custom", "content": content}}
        )
        self.kernel.shell_channel.send(message)
        self._until_idle(message["header"]["msg_id"])
        return {key: value for one in self.heard[before:] for key, value in custom(one).items()}

    def _until_idle(self, asked: str) -> None:
        while True:
            message = self.kernel.get_iopub_msg(timeout=60)
            self.heard.append(message)
            if message["parent_header"].get("msg_id") == asked and message["content"].get("execution_state") == "idle":
                return


def custom(message) -> dict:
    data = message["content"].get("data", {})
    if message["msg_type"] != "comm_msg" or data.get("method") != "custom":
        return {}
    return {**data["content"], **({"buffers": message["buffers"]} if message["buffers"] else {})}


@pytest.fixture
def front(tmp_path):
    path = tmp_path / "w.imew"
    create_workbook(path, PASSPHRASE)[0].close()
    manager, kernel = start_new_kernel(env=lab_environment(tmp_path, IMEWORKBOOK_FILE=str(path)))
    try:
        yield FrontEnd(kernel)
    finally:
        kernel.stop_channels()
        manager.shutdown_kernel()
    with open_workbook(path, PASSPHRASE) as workbook:
        assert [entry.title for entry in workbook.records("career")] == [CANARY]


def test_a_card_brings_all_that_it_needs_and_says_nothing_in_its_state(front):
    front.run("from imeworkbook.widgets import pages; pages.work()")
    (shown,) = (one["content"]["data"] for one in front.heard if one["msg_type"] == "execute_result")
    model = shown["application/vnd.jupyter.widget-view+json"]["model_id"]
    kit = json.loads(gzip.decompress(front.say(model, do="part", part="kit")["buffers"][0]))
    assert set(kit) == {path.name for path in KIT.iterdir() if path.suffix != ".ts"}  # types are for who writes it
    names = list(kit)
    assert all(f'from "./{later}"' not in kit[name] for at, name in enumerate(names) for later in names[at:])
    assert b"plotly.js v" in gzip.decompress(front.say(model, do="part", part="plotly")["buffers"][0])[:500]
    assert front.say(model, do="show", again=True)["show"]["face"]["state"] == "locked"
    assert [["state"], "open"] in front.say(model, do="unlock", passphrase=PASSPHRASE)["changes"]["face"]
    form = front.say(model, do="show", again=True)["show"]["face"]["form"]
    kept = front.say(model, do="keep", session=form["session"], fields={"title": CANARY}, n="p-1")
    assert kept["heard"] == "p-1"
    for message in front.heard:
        state = message["content"].get("data", {}).get("state", {})
        assert message["msg_type"] not in ("comm_open", "comm_msg") or CANARY not in str(state)
        assert message["msg_type"] in ("comm_msg", "comm_open", "status") or CANARY not in str(message["content"])

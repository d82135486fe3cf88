"""Every end of a sitting closes the workbook first, says only what is true, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
import uuid

import psutil
import pytest
import websocket

from imeworkbook.lab import folders
from imeworkbook.workbook import create_workbook, open_workbook
from tests.browser import _START, PASSPHRASE, Lab, free_port, lab_environment, start_lab

GOODBYE = "Your workbook is closed. Everything you kept is saved."
KEEP = """
from imeworkbook.records import Note
from imeworkbook.widgets import pages
from imeworkbook.widgets.sitting import current
pages.welcome()
current().open.add(Note(id="kept", text="a sentence"))
"""
WAIT_S = 30


def below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def in_kernel(lab, code):
    """Run code in the kernel as a page would, over a socket that shows the proof."""
    until = time.monotonic() + WAIT_S
    while not (kernels := lab.ask("GET", "/api/kernels")[1]):
        assert time.monotonic() < until
        time.sleep(0.1)
    line = websocket.create_connection(
        f"ws://127.0.0.1:{lab.port}/api/kernels/{kernels[0]['id']}/channels?token={lab.token}", timeout=WAIT_S
    )
    number = uuid.uuid4().hex
    header = {
        "msg_id": number,
        "msg_type": "execute_request",
        "username": "",
        "session": number,
        "version": "5.3",
        "date": "",
    }
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    line.send(
        json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
    )
    while True:
        heard = json.loads(line.recv())
        if heard["msg_type"] == "execute_reply" and heard["parent_header"].get("msg_id") == number:
            line.close()
            return heard["content"]


@pytest.fixture
def lab(tmp_path):
    """A workbook that is open in its kernel, with one thing kept."""
    path = tmp_path / "home" / "mine.imew"
    create_workbook(path, PASSPHRASE)[0].close()
    lab = start_lab(tmp_path, workbook=path, IMEWORKBOOK_PASSPHRASE=PASSPHRASE)
    yield opened(lab)
    with contextlib.suppress(ProcessLookupError):
        lab.process.kill()
    lab.process.wait()
    if lab.process.stdout:
        lab.process.stdout.close()


def opened(lab):
    reply = in_kernel(lab, KEEP)
    assert reply["status"] == "ok", reply
    assert lab.workbook.with_name(".mine.imew.lock").exists()
    return lab


def family(lab):
    return [psutil.Process(lab.process.pid), *psutil.Process(lab.process.pid).children(recursive=True)]


def gone(processes):
    return psutil.wait_procs(processes, timeout=WAIT_S)[1] == []


def kept(lab):
    """What the bare file holds; its folder and all others are as they were."""
    assert below(lab.root) == ["home/mine.imew"]
    assert [path.name for path in (lab.root / "tmp").iterdir()] == []
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        return [note.text for note in workbook.records("note")]


ENDS = {
    "close for today": lambda lab: lab.ask("POST", "/api/shutdown"),
    "ctrl-c": lambda lab: os.kill(lab.process.pid, signal.SIGINT),
    "terminate": lambda lab: os.kill(lab.process.pid, signal.SIGTERM),
    "hang up": lambda lab: os.kill(lab.process.pid, signal.SIGHUP),
    "log off": lambda lab: [process.send_signal(signal.SIGTERM) for process in family(lab)],
    "hang up all": lambda lab: [process.send_signal(signal.SIGHUP) for process in family(lab)],
}


@pytest.mark.parametrize("way", ENDS)
def test_every_end_closes_the_workbook_and_leaves_nothing_behind(lab, way):
    processes = family(lab)
    assert len(processes) > 1
    ENDS[way](lab)
    assert lab.process.wait(timeout=WAIT_S) == 0
    assert gone(processes)
    lab.stop()
    assert lab.lines[-1] == GOODBYE
    assert len(lab.lines) == 4
    assert kept(lab) == ["a sentence"]


def test_a_closed_terminal_ends_it_as_well(tmp_path):
    path = tmp_path / "home" / "mine.imew"
    create_workbook(path, PASSPHRASE)[0].close()
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(path), str(free_port())],
        stdin=child, stdout=child, stderr=child, start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
        env=lab_environment(tmp_path, IMEWORKBOOK_PASSPHRASE=PASSPHRASE),
    )  # fmt: skip
    os.close(child)
    said = ""
    while "enter#" not in said:
        said += os.read(parent, 1000).decode()
    address = next(word for word in said.split() if word.startswith("http"))
    lab = opened(Lab(tmp_path, path, process, address))
    processes = family(lab)
    os.close(parent)
    process.wait(timeout=WAIT_S)
    assert gone(processes)
    assert kept(lab) == ["a sentence"]


def test_a_kernel_that_is_started_again_closes_the_workbook_first(lab):
    [kernel] = lab.ask("GET", "/api/kernels")[1]
    assert lab.ask("POST", f"/api/kernels/{kernel['id']}/restart")[0] == 200
    assert not lab.workbook.with_name(".mine.imew.lock").exists()
    assert in_kernel(lab, "1")["status"] == "ok"
    lab.stop()
    assert kept(lab) == ["a sentence"]


@pytest.mark.parametrize("who", ["server", "kernel", "both"])
def test_after_a_kill_the_next_start_takes_away_what_was_left(lab, who):
    server, *kernels = processes = family(lab)
    for process in {"server": [server], "kernel": kernels, "both": processes}[who]:
        process.kill()
    if who != "kernel":
        assert gone(processes)
        lab.process.stdout.close()
        assert any(name.startswith("run/imeworkbook/sitting-") for name in below(lab.root))
    else:
        lab.stop()
    again = start_lab(lab.root, workbook=lab.workbook, IMEWORKBOOK_PASSPHRASE=PASSPHRASE)
    assert in_kernel(again, "from imeworkbook.widgets import pages; pages.welcome()")["status"] == "ok"
    assert again.stop() == 0
    assert kept(lab) == ["a sentence"]


def test_only_folders_of_sittings_that_are_gone_are_swept(tmp_path):
    going_on, left = tmp_path / "sitting-aaaaaaaa", tmp_path / "sitting-bbbbbbbb"
    others = ["sitting-", "sitting-aaaaaaaaa", "sitting-AAAAAAAA", "my sitting-aaaaaaaa", "sitting-cccccccc"]
    for folder in (going_on, left, *(tmp_path / name for name in others)):
        folder.mkdir()
        (folder / "secret").write_text("token")
        if folder.name != "sitting-cccccccc":
            (folder / "going-on").touch()
    (tmp_path / "sitting-dddddddd").symlink_to(left)
    lock = folders._lock(going_on)
    lock.acquire()
    folders.sweep(tmp_path)
    lock.release()
    assert {path.name for path in tmp_path.iterdir()} == {going_on.name, *others, "sitting-dddddddd"}

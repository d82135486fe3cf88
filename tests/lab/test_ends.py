"""Every end of a sitting closes the workbook first, after what is just being kept, and leaves nothing of itself.

Each sitting here is a real one, on a terminal of its own, with the workbook unlocked and an entry on its way into it.
"""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from jupyter_client import BlockingKernelClient

from imeworkbook.workbook import create_workbook, open_workbook
from tests.browser import _START, PASSPHRASE, Lab, free_port, lab_environment

WAIT_S = 60
GOODBYE = "Your workbook is closed. Everything you kept is saved."
AFTERWARDS = ["home", "home/mine.imew", "run", "run/imeworkbook", "tmp"]
ON_A_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n" + _START
UNLOCK = """
import time
from pathlib import Path
from imeworkbook.records import from_dict
from imeworkbook.widgets.sitting import current

def keep(title):
    current().open.add(from_dict({"kind": "career", "title": title, "start": "2009"}))

def keep_slowly(comm, message):
    Path(message["content"]["data"]["sign"]).touch()
    for _ in range(10):
        time.sleep(0.05)
    keep("kept at the very end")

keep("kept before")
get_ipython().kernel.comm_manager.register_target("slow", keep_slowly)
"""


@dataclass
class Sitting:
    """A running workbook, unlocked in its kernel."""

    lab: Lab
    kernel: psutil.Process
    client: BlockingKernelClient
    terminal: int

    def signal(self, *numbers: signal.Signals) -> None:
        """Send the server signals."""
        for number in numbers:
            self.lab.process.send_signal(number)

    def signal_all(self, number: signal.Signals) -> None:
        """Send every process a signal at the same time, as the manager of a session does."""
        for process in (self.kernel, self.lab.process):
            process.send_signal(number)

    def press_ctrl_c(self, times: int = 1) -> None:
        for _ in range(times):
            os.write(self.terminal, b"\x03")
            time.sleep(0.05)

    def close_terminal(self) -> None:
        os.close(self.terminal)
        self.terminal = -1

    def begin_to_keep(self) -> None:
        """Bring an entry on its way, and return while it is being kept."""
        sign = self.lab.root.parent / f"{self.lab.root.name}-keeping"
        data = {"comm_id": "1", "target_name": "slow", "data": {"sign": str(sign)}}
        self.client.shell_channel.send(self.client.session.msg("comm_open", data))
        until(sign.exists)

    def said(self) -> str:
        """What stood on its terminal, to the end; empty where that is closed."""
        parts = []
        with suppress(OSError):  # so Linux says that the other side is gone
            while part := os.read(self.terminal, 65_536):
                parts.append(part)
        return b"".join(parts).decode()


def until(true: Callable[[], object]) -> None:
    for _ in range(WAIT_S * 50):
        if true():
            return
        time.sleep(0.02)
    message = "It did not come true."
    raise AssertionError(message)


def ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def kernels(server: int) -> list[psutil.Process]:
    """The living ones: a server starts nothing else here."""
    return [child for child in psutil.Process(server).children() if not ended(child)]


@contextmanager
def sitting(root: Path) -> Iterator[Sitting]:
    """Start a workbook on a terminal, and unlock it in the kernel; ends whatever of it is still there."""
    workbook = root / "home" / "mine.imew"
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ON_A_TERMINAL, str(workbook), str(free_port())],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=lab_environment(root, IMEWORKBOOK_PASSPHRASE=PASSPHRASE),
    )
    os.close(slave)
    said = ""
    while not (told := re.search(r"(http://\S+)\s", said)):
        said += os.read(master, 65_536).decode()
    lab = Lab(root, workbook, process, told[1])
    one: Sitting | None = None
    try:
        until(lambda: kernels(process.pid))
        client = connected(root)
        unlock(client)
        one = Sitting(lab, kernels(process.pid)[0], client, master)
        yield one
    finally:
        process.kill()
        process.wait()
        if one is None or one.terminal >= 0:
            os.close(master)


def connected(root: Path) -> BlockingKernelClient:
    """A client of the kernel, as soon as that answers; one that takes a killed one's place needs a moment."""
    for _ in range(5):
        until(lambda: list(root.rglob("kernel-*.json")))
        client = BlockingKernelClient(connection_file=str(next(root.rglob("kernel-*.json"))))
        client.load_connection_file()
        client.start_channels()
        with suppress(RuntimeError):  # so it says that there is no kernel yet
            client.wait_for_ready(timeout=WAIT_S)
            return client
        client.stop_channels()
    message = "There is no kernel."
    raise AssertionError(message)


def unlock(client: BlockingKernelClient) -> None:
    assert client.execute_interactive(UNLOCK, timeout=WAIT_S)["content"]["status"] == "ok"


@pytest.fixture
def root(tmp_path):
    """A machine with a workbook and nothing else."""
    root = tmp_path / "machine"
    lab_environment(root)
    create_workbook(root / "home" / "mine.imew", PASSPHRASE)[0].close()
    return root


def what_is_there(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


def titles(root: Path) -> list[str]:
    with open_workbook(root / "home" / "mine.imew", PASSPHRASE) as workbook:
        return sorted(record.title for record in workbook.records("career"))


ENDS: dict[str, Callable[[Sitting], object]] = {
    "close for today": lambda one: one.lab.ask("POST", "/api/shutdown"),
    "ctrl-c": Sitting.press_ctrl_c,
    "ctrl-c, impatiently": lambda one: one.press_ctrl_c(5),
    "interrupt": lambda one: one.signal(signal.SIGINT),
    "terminate": lambda one: one.signal(signal.SIGTERM),
    "hang up": lambda one: one.signal(signal.SIGHUP),
    "closed terminal": Sitting.close_terminal,
    "log-off": lambda one: one.signal_all(signal.SIGTERM),
    "log-off of a terminal": lambda one: one.signal_all(signal.SIGHUP),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_end_keeps_everything_and_leaves_nothing(root, end):
    with sitting(root) as one:
        one.begin_to_keep()
        ENDS[end](one)
        said = one.said()
        status = one.lab.process.wait(WAIT_S)
        assert ended(one.kernel)
        assert what_is_there(root) == AFTERWARDS
        if end != "closed terminal":
            assert status == 0
            assert [line for line in said.replace("^C", "").splitlines() if line.strip()] == [GOODBYE]
    assert titles(root) == ["kept at the very end", "kept before"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_an_end_on_the_way_up_is_quiet_and_leaves_nothing(root, number):
    command = [sys.executable, "-m", "imeworkbook", str(root / "home" / "mine.imew"), "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=lab_environment(root)
    ) as process:
        until(lambda: list(root.glob("run/imeworkbook/sitting-*/tmp")))
        process.send_signal(number)
        assert process.stdout
        said = process.stdout.read().splitlines()
    assert said[-1] in (GOODBYE, "Stopped. Nothing was changed.")
    assert not any("Traceback" in line for line in said)
    assert what_is_there(root) == AFTERWARDS


def test_a_kernel_that_is_started_anew_has_closed_the_workbook(root):
    with sitting(root) as one:
        one.begin_to_keep()
        (kernel,) = one.lab.ask("GET", "/api/kernels")[1]
        assert one.lab.ask("POST", f"/api/kernels/{kernel['id']}/restart")[0] == 200
        assert ended(one.kernel)
        assert not (root / "home" / ".mine.imew.lock").exists()
        one.lab.ask("POST", "/api/shutdown")
        assert one.said().split("\n")[0].strip() == GOODBYE
    assert what_is_there(root) == AFTERWARDS
    assert titles(root) == ["kept at the very end", "kept before"]


def test_after_a_kernel_was_killed_the_next_one_ends_in_order(root):
    with sitting(root) as one:
        one.kernel.kill()
        until(lambda: [new for new in kernels(one.lab.process.pid) if new != one.kernel])
        unlock(connected(root))
        one.lab.ask("POST", "/api/shutdown")
        assert one.said().split("\n")[0].strip() == GOODBYE
    assert what_is_there(root) == AFTERWARDS
    assert titles(root) == ["kept before", "kept before"]


def test_after_both_were_killed_the_next_start_takes_away_what_is_left(root):
    with sitting(root) as one:
        one.lab.process.kill()
        one.kernel.kill()
        one.lab.process.wait()
        until(lambda: ended(one.kernel))
        left = set(what_is_there(root)) - set(AFTERWARDS)
        assert "home/.mine.imew.lock" in left and any(name.endswith(".json") for name in left)
    with sitting(root) as two:
        two.press_ctrl_c()
        assert two.said().replace("^C", "").strip() == GOODBYE
    assert what_is_there(root) == AFTERWARDS
    assert titles(root) == ["kept before", "kept before"]


def test_after_a_server_was_killed_its_kernel_ends_in_order_and_the_next_start_takes_the_rest_away(root):
    with sitting(root) as one:
        one.begin_to_keep()
        one.lab.process.kill()
        one.lab.process.wait()
        until(lambda: ended(one.kernel))
        assert not (root / "home" / ".mine.imew.lock").exists()
        left = [name for name in what_is_there(root) if re.match(r"run/imeworkbook/(sitting|running)-", name)]
        assert left
    assert titles(root) == ["kept at the very end", "kept before"]
    with sitting(root) as two:
        assert not set(left) & {name for name in what_is_there(root) if not name.endswith((".lock", ".json"))}
        two.press_ctrl_c()
        assert two.said().replace("^C", "").strip() == GOODBYE
    assert what_is_there(root) == AFTERWARDS

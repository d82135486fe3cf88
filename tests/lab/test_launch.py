"""One command opens a workbook; a second finds the first; the end leaves nothing behind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile

import pytest

from imeworkbook.errors import LaunchError
from imeworkbook.lab import folders, launch, running
from imeworkbook.lab.running import Claim, Running, claim_or_find
from imeworkbook.lab.sessions import OneKernelSpec
from tests.browser import free_port, lab_environment, running_lab

pytestmark = pytest.mark.usefixtures("runtime")


@pytest.fixture
def runtime(tmp_path, monkeypatch):
    runtime = tmp_path / "claims"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return runtime


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


# --- who is the one server ---


def test_the_first_start_gets_the_claim_and_takes_everything_of_it_away(tmp_path, runtime):
    claim = claim_or_find(tmp_path / "mine.imew")
    assert isinstance(claim, Claim)
    claim.publish(Running(port=free_port(), token="mine"))
    kept = [path for path in runtime.rglob("*") if path.is_file()]
    assert claim.note in kept and all(path.stat().st_mode & 0o077 == 0 for path in kept)
    claim.give_up()
    assert list(runtime.rglob("*")) == [claim.note.parent]


CRASH = """
import os, sys
from pathlib import Path
from imeworkbook.lab.running import Running, claim_or_find
claim = claim_or_find(Path(sys.argv[1]))
claim.make_folders()
claim.publish(Running(port=int(sys.argv[2]), token="gone"))
os._exit(9)
"""


def crash(workbook):
    """End a process that holds the claim of a workbook, as a kill does."""
    assert subprocess.run([sys.executable, "-c", CRASH, str(workbook), str(free_port())], check=False).returncode == 9


@pytest.mark.parametrize("next_one", ["mine.imew", "other.imew"])
def test_what_a_crash_left_is_taken_away_by_the_next_start_of_whichever_workbook(tmp_path, runtime, next_one):
    crash(tmp_path / "mine.imew")
    assert len(list(runtime.glob("*/sitting-*"))) == 2 and len(list(runtime.glob("*/running-*"))) == 1
    claim = claim_or_find(tmp_path / next_one)
    assert isinstance(claim, Claim)
    assert [path.suffix for path in runtime.glob("*/*")] == [".lock"]
    claim.give_up()
    assert list(runtime.glob("*/*")) == []


def test_what_a_living_sitting_has_and_what_is_not_ours_stays(tmp_path, runtime):
    living = claim_or_find(tmp_path / "a.imew")
    folders = living.make_folders()
    living.publish(Running(port=free_port(), token="busy"))
    names = ("sitting-notes", "sitting-0123", "running-late.json", "sitting-0123456789abcdef-too-long-a-name", "other")
    for name in names:
        (runtime / "imeworkbook" / name).mkdir()
    claim_or_find(tmp_path / "b.imew").give_up()
    assert folders.runtime.is_dir() and living.note.exists()
    assert all((runtime / "imeworkbook" / name).is_dir() for name in names)
    living.give_up()


def test_a_server_from_before_there_were_locks_is_found_and_keeps_its_note(tmp_path, monkeypatch):
    first = claim_or_find(tmp_path / "mine.imew")
    first.give_up()
    first.publish(Running(port=free_port(), token="older"))
    monkeypatch.setattr(Running, "is_alive", lambda _: True)
    claim_or_find(tmp_path / "other.imew").give_up()
    assert claim_or_find(tmp_path / "mine.imew") == Running(**json.loads(first.note.read_text()))


def test_one_that_does_not_answer_is_not_pushed_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "_STARTING_S", 0.0)
    first = claim_or_find(tmp_path / "mine.imew")
    with pytest.raises(LaunchError, match="does not answer"):
        claim_or_find(tmp_path / "mine.imew")
    first.give_up()


def test_another_workbook_is_another_claim(tmp_path):
    first, second = (claim_or_find(tmp_path / name) for name in ("a.imew", "b.imew"))
    assert first.note != second.note


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_workbook_is_one_by_whichever_name(tmp_path, linked):
    place = tmp_path / "place"
    place.mkdir()
    workbook = place / "mine.imew"
    workbook.touch()
    link = tmp_path / "link"
    link.symlink_to(workbook if linked == "file" else place)
    first = claim_or_find(workbook)
    first.give_up()
    second = claim_or_find(link if linked == "file" else link / "mine.imew")
    assert first.note == second.note


def test_what_is_written_for_a_moment_goes_into_the_sitting_and_the_browser_hears_nothing_of_it(tmp_path):
    before, told = tempfile.gettempdir(), {name: os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")}
    claim = claim_or_find(tmp_path / "mine.imew")
    inside = claim.make_folders()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", dict(os.environ))
        with folders.environment_of(inside, tmp_path / "mine.imew"):
            assert tempfile.gettempdir() == str(inside.temporary)
            assert OneKernelSpec().get_kernel_spec("python3").env == dict.fromkeys(told, str(inside.temporary))
            assert {name: os.environ.get(name) for name in told} == told
    assert tempfile.gettempdir() == before
    claim.give_up()


def test_the_token_stays_out_of_the_repr():
    assert "secret" not in repr(Running(port=1, token="secret"))


def test_a_taken_port_is_said_in_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(LaunchError, match=r"^Port \d+ is in use or kept for other programs; [^.]+\.$"):
            launch._free_port(other.getsockname()[1])


def test_without_a_port_asked_for_the_next_free_one_is_taken(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(launch, "FIRST_PORT", other.getsockname()[1])
        assert launch._free_port(None) > other.getsockname()[1]


@pytest.mark.parametrize("port", [-1, 0, 65536, 99999, 10**30])
def test_what_is_no_port_is_not_called_in_use(port):
    with pytest.raises(LaunchError, match=r"^A port is a number from 1 to 65535; [^.]+\.$"):
        launch._free_port(port)


def test_no_free_port_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr(launch, "_is_free", lambda _port: False)
    with pytest.raises(LaunchError, match="No free port"):
        launch._free_port(None)


def test_a_second_start_opens_the_first(lab):
    command = [
        sys.executable,
        "-c",
        "from imeworkbook.lab.launch import open_workbook_in_lab as o; import sys; o(sys.argv[1], browser=False)",
    ]
    second = subprocess.run(
        [*command, str(lab.workbook)],
        env=lab_environment(lab.root),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert "already open" in second.stdout
    assert f"http://127.0.0.1:{lab.port}/imeworkbook/enter#" in second.stdout and lab.token not in second.stdout


# --- what the server answers ---


def test_terminals_and_other_extensions_are_off(lab):
    for path in ("/api/terminals", "/lsp/status", "/lab/api/news"):
        status, answer = lab.ask("GET", path)
        assert status == 404 or answer in (None, {"news": []}), path


def test_plotly_comes_from_the_installed_package(lab):
    status, _ = lab.ask("GET", "/imeworkbook/plotly.min.js")
    assert status == 200


def test_one_kernel_serves_every_chapter_and_stops_with_the_last(tmp_path):
    with running_lab(tmp_path) as lab:
        opened = [
            lab.ask("POST", "/api/sessions", {"path": f, "name": f, "type": "notebook", "kernel": {"name": "python3"}})[
                1
            ]
            for f in ("welcome.ipynb", "copies.ipynb")
        ]
        kernels = {session["kernel"]["id"] for session in opened}
        assert len(kernels) == 1
        assert lab.ask("DELETE", f"/api/sessions/{opened[0]['id']}")[0] == 204
        assert [kernel["id"] for kernel in lab.ask("GET", "/api/kernels")[1]] == list(kernels)
        assert lab.ask("DELETE", f"/api/sessions/{opened[1]['id']}")[0] == 204
        assert lab.ask("GET", "/api/kernels")[1] == []

"""One command opens a workbook; a second finds the first; the end leaves nothing behind."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from imeworkbook.errors import LaunchError
from imeworkbook.lab import launch
from imeworkbook.lab.running import Claim, Running, claim_or_find
from tests.browser import free_port, lab_environment, running_lab

pytestmark = pytest.mark.usefixtures("own_runtime")


@pytest.fixture
def own_runtime(tmp_path, monkeypatch):
    runtime = tmp_path / "claims"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


def files_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# --- who is the one server ---


def test_the_first_start_gets_the_claim(tmp_path):
    claim = claim_or_find(tmp_path / "mine.imew")
    assert isinstance(claim, Claim)
    assert claim.path.stat().st_mode & 0o077 == 0


def test_a_note_left_by_a_crash_is_replaced(tmp_path):
    first = claim_or_find(tmp_path / "mine.imew")
    first.publish(Running(port=free_port(), token="gone"))
    assert isinstance(claim_or_find(tmp_path / "mine.imew"), Claim)


def test_another_workbook_is_another_claim(tmp_path):
    first, second = (claim_or_find(tmp_path / name) for name in ("a.imew", "b.imew"))
    assert first.path != second.path


def test_the_token_stays_out_of_the_repr():
    assert "secret" not in repr(Running(port=1, token="secret"))


def test_a_taken_port_is_said_in_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(LaunchError, match=r"^Port \d+ is in use by another program; [^.]+\.$"):
            launch._free_port(other.getsockname()[1])


def test_without_a_port_asked_for_the_next_free_one_is_taken(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(launch, "FIRST_PORT", other.getsockname()[1])
        assert launch._free_port(None) > other.getsockname()[1]


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

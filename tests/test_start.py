"""The one command: start.py as a process, in a small checkout, beside programs that stand in for uv and pip."""

from __future__ import annotations

import ast
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

CHECKOUT = Path(os.environ.get("IMEWORKBOOK_CHECKOUT", Path(__file__).parent.parent))
START = CHECKOUT / "start.py"
NO_ROOM = "The disk is full."
NO_PERMISSION = "This folder cannot be written to."
NO_NETWORK = "There is no network, and the first start needs one. Please connect and try again; later starts need none."
INSPECTED = "This network looks into what passes through it, and Python does not know its certificate."
PROXY = "The proxy of this network did not let the first start through."
TURNED_AWAY = "The place that this computer gets packages from turned it away."
ALTERED = "What came through the network is not what it should be, and was not used."
NO_WHEEL = "Some part of the workbook is not made for this computer with this Python"

# Stands in for every program of an environment: notes what it was called with, and builds a wheel when told to.
PROGRAM = """#!{python}
import os, sys
from pathlib import Path
words = [Path(sys.argv[0]).name, *sys.argv[1:]]
with open({calls!r}, "a") as calls:
    calls.write(" ".join(words) + chr(10))
if "build" in words:
    (Path(words[-1]) / "imeworkbook.whl").touch()
print("SAFE" if os.environ.get("PYTHONSAFEPATH") else "", *words[1:])
sys.exit({status})
"""
# Stands in for uv: makes the environment's programs, says what it is told to say.
UV = """#!{python}
import sys
from pathlib import Path
with open({calls!r}, "a") as calls:
    calls.write(" ".join(["uv", *sys.argv[1:]]) + chr(10))
if sys.argv[1] == "venv":
    programs = Path(sys.argv[-1]) / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "ruff", "npm"):
        (programs / name).write_text({program!r})
        (programs / name).chmod(0o755)
elif "-r" in sys.argv:
    print({said!r})
    sys.exit({status})
"""


PLAIN_PIP = {"PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}


class Checkout:
    """A checkout with start.py, a lock of two packages, next to nothing else, and a path of programs of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path, self.calls_file = folder / "checkout", folder / "programs", folder / "calls"
        self.environment = self.folder / ".venv" / "run"
        self.path.mkdir()
        for part in ("imeworkbook", "data", "notebooks", "tests"):
            (self.folder / part).mkdir(parents=True)
        for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"):
            (self.folder / name).write_text(name)
        for lock in ("requirements.txt", "requirements-test.txt"):
            (self.folder / lock).write_text("one==1 --hash=sha256:0\ntwo==2 --hash=sha256:0\n")
        (self.folder / "tests" / "node").mkdir()
        for name in ("package.json", "package-lock.json"):
            (self.folder / "tests" / "node" / name).write_text(name)
        shutil.copy(START, self.folder)

    def bring_java(self) -> None:
        """Put a stand-in for Java on the path."""
        (self.path / "java").touch(0o755)

    def bring_uv(self, said: str = " + one==1\n + two==2", status: int = 0, tests_end_with: int = 0) -> None:
        """Put a stand-in for uv on the path; `said` and `status` are those of installing the lock."""
        common = {"python": sys.executable, "calls": str(self.calls_file)}
        program = PROGRAM.format(**common, status=tests_end_with)
        uv = self.path / "uv"
        uv.write_text(UV.format(**common, program=program, said=said, status=status))
        uv.chmod(0o755)

    def start(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run start.py with `words`."""
        process = self.begin(*words, **variables)
        out, err = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def begin(self, *words: str, **variables: str) -> subprocess.Popen[str]:
        """Run start.py with `words` and do not wait for it."""
        plain = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        return subprocess.Popen(
            [sys.executable, str(self.folder / "start.py"), *words],
            env={**plain, "PATH": str(self.path), "PYTHONUTF8": "1", **variables},
            cwd=self.folder.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    @property
    def calls(self) -> list[str]:
        """What was called so far, the oldest first; the list is emptied."""
        lines = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


# --- what an old or a partial Python is told ---


def test_an_old_python_is_told_so():
    code = (
        "import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0); runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(START)], capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.strip() == (
        "The workbook needs Python 3.11 or newer; this is 3.8."
        " How to get one is said in getting-python.html, beside this file."
    )


def test_an_old_python_can_read_the_file():
    tree = ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 7))
    before = [ast.unparse(node) for node in tree.body[:3]]
    assert before[1] == "import sys"
    assert before[2].startswith("if sys.version_info < (3, 11)")


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_a_python_without_venv_names_the_package_to_install(checkout, module):
    # A module of this name that cannot be imported is what a Debian without python3-venv looks like.
    (checkout.folder / f"{module}.py").write_text("raise ImportError")
    ran = checkout.start()
    assert ran.returncode == 1
    assert f"python3.{sys.version_info.minor}-venv" in ran.stderr
    assert ran.stderr.count("\n") == 1


# --- a computer without Python, or with an old one ---


class Doubleclick:
    """start.command, beside a start.py and on a path of programs that stand in for those of a Mac."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path, self.calls = folder / "the workbook", folder / "programs", folder / "calls"
        self.folder.mkdir()
        self.path.mkdir()
        for name in ("start.command", "getting-python.html"):
            shutil.copy(CHECKOUT / name, self.folder)
        for name in ("open", "dirname"):
            self.bring(name, 'exec /usr/bin/dirname "$@"' if name == "dirname" else "")

    def bring(self, name: str, does: str) -> None:
        program = self.path / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.calls}"\n{does}\n')
        program.chmod(0o755)

    def open(self) -> tuple[int, list[str]]:
        """Give the status, and what was called for the person to see."""
        variables = {"PATH": str(self.path), "PYTHONHOME": "/theirs", "PYTHONPATH": "/theirs"}
        ran = subprocess.run(["/bin/sh", str(self.folder / "start.command"), "demo"], env=variables, check=False)
        calls = self.calls.read_text().splitlines()
        return ran.returncode, [call for call in calls if "start.py" in call or call.startswith("open")]


@pytest.fixture
def doubleclick(tmp_path):
    return Doubleclick(tmp_path)


OLD = '[ "$1" = -c ] && exit 1'
NEW = '[ -z "$PYTHONHOME$PYTHONPATH" ]'


@pytest.mark.parametrize("python", [None, OLD])
def test_without_a_new_enough_python_the_page_of_help_opens(doubleclick, python):
    if python:
        doubleclick.bring("python3", python)
    assert doubleclick.open() == (1, ["open getting-python.html"])


@pytest.mark.parametrize("name", ["python3", "python3.12"])
def test_the_first_python_that_is_new_enough_is_taken(doubleclick, name):
    doubleclick.bring("python3", OLD)
    doubleclick.bring(name, NEW)
    assert doubleclick.open() == (0, [f"{name} start.py demo"])


def test_windows_opens_the_same_page():
    script = (CHECKOUT / "start.cmd").read_text(encoding="ascii")
    assert 'start "" getting-python.html' in script
    assert script.count("sys.version_info < (3, 11)") == 1
    lines = script.splitlines()
    assert all(f":{line.split('goto ')[1]}" in lines for line in lines if "goto " in line)


def test_the_page_of_help_asks_for_nothing():
    page = (CHECKOUT / "getting-python.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.findall(r"<(script|img|link|iframe)|\bsrc=|url\(|@import", page)
    assert len(re.findall("href=", page)) == 1  # to the makers of Python, for the person to follow
    assert re.findall(r"start\.(?:cmd|command|py)", page) == ["start.cmd", "start.command", "start.py"]


# --- what stops an installation ---


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", NO_ROOM),
        ("error: failed to write: Disk quota exceeded (os error 122)", NO_ROOM),
        ("ERROR: There is not enough space on the disk", NO_ROOM),
        ("PermissionError: [Errno 13] Permission denied", NO_PERMISSION),
        ("ERROR: Could not install: [WinError 5] Access is denied", NO_PERMISSION),
        ("error: Failed to fetch: one\n  cause: client error (Connect)\n  cause: invalid peer certificate", INSPECTED),
        ("There was a problem confirming the ssl certificate: - skipping\nCould not find a version", INSPECTED),
        ("error: Failed to fetch: one\n  cause: tunnel error: proxy authorization required", PROXY),
        ("proxy connection error: ('Unable to connect to proxy', OSError(''))\nCould not find a version", PROXY),
        ("'ProxyError('Cannot connect to proxy.', NewConnectionError('Connection refused'))'", PROXY),
        ("error: No solution found\nhint: An index returned a 403 Forbidden error.", TURNED_AWAY),
        ("error: Failed to fetch: one\n  Caused by: client error (Connect)", NO_NETWORK),
        ("NewConnectionError: Temporary failure in name resolution\nCould not find a version", NO_NETWORK),
        ("connection error: Failed to resolve IP address - skipping\nCould not find a version", NO_NETWORK),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", ALTERED),
        ("ERROR: Could not find a version that satisfies the requirement one==1 (from versions: 2)", NO_WHEEL),
        ("hint: Wheels are available for `one` (v1) on other systems; it has no usable wheels", NO_WHEEL),
        ("something else", "The installation did not finish. Please start again; the details are in "),
    ],
)
def test_each_failed_installation_gets_one_sentence(checkout, said, told):
    checkout.bring_uv(said, status=1)
    ran = checkout.start()
    assert ran.returncode == 1
    assert ran.stderr.startswith(told)
    assert ran.stderr.count("\n") == 1
    assert said in (checkout.folder / ".venv" / "run-install.log").read_text()


class Refusing(BaseHTTPRequestHandler):
    """A network that lets nothing through: a proxy that wants a name, and a place of packages that wants one too."""

    def do_CONNECT(self):
        self.send_error(407)

    def do_GET(self):
        self.send_error(403)

    def log_message(self, *_):
        pass


@contextmanager
def refusing(certificate: Path | None = None) -> Iterator[int]:
    """Serve until the end of the block; gives the port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def certificate(tmp_path):
    """The certificate, with its key, of a network that looks into what passes through it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "office")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
    file = tmp_path / "office.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + made.sign(key, SHA256()).public_bytes(Encoding.PEM)
    )
    return file


def test_pip_without_a_network_gets_the_same_sentence(checkout):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: a connection is refused
        ran = checkout.start(PIP_INDEX_URL=f"http://127.0.0.1:{unused.getsockname()[1]}/", **PLAIN_PIP)
    assert (ran.returncode, ran.stderr.strip()) == (1, NO_NETWORK)
    assert not (checkout.environment / "packages-ready").exists()


def test_pip_behind_a_proxy_that_refuses(checkout):
    with refusing() as port:
        ran = checkout.start(
            PIP_INDEX_URL="https://packages.test/", HTTPS_PROXY=f"http://127.0.0.1:{port}", **PLAIN_PIP
        )
    assert ran.stderr.startswith(PROXY)


def test_pip_in_a_network_that_looks_into_tls_and_with_its_certificate(checkout, certificate):
    with refusing(certificate) as port:
        index = f"https://127.0.0.1:{port}/"
        unknown = checkout.start(PIP_INDEX_URL=index, **PLAIN_PIP)
        known = checkout.start(PIP_INDEX_URL=index, SSL_CERT_FILE=str(certificate), **PLAIN_PIP)
    assert unknown.stderr.startswith(INSPECTED)
    assert known.stderr.startswith(TURNED_AWAY)  # through, and as far as this network goes


def test_a_folder_that_cannot_take_the_environment(checkout):
    checkout.bring_uv()
    (checkout.folder / ".venv").write_text("in the way")
    ran = checkout.start()
    assert ran.returncode == 1
    assert ran.stderr.startswith("This folder cannot be written to.")
    assert ran.stderr.count("\n") == 1


@pytest.fixture
def start(monkeypatch):
    """start.py as a module, without leaving a trace beside it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("start", START)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_full_disk_is_noticed_before_anything_is_fetched(start, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=10**6))
    with pytest.raises(start.Refused, match=r"^The disk is full\."):
        start._make_room(tmp_path / "run")


def test_a_checkout_that_is_read_only_keeps_its_environment_in_the_cache(start, tmp_path, monkeypatch):
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(os, "access", lambda path, mode: True)
    assert start._home() == START.parent / ".venv"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert start._home().parent == tmp_path / "imeworkbook"


def test_without_a_home_folder_one_sentence_says_so(start, monkeypatch, capsys):
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)  # the system does not know who we are either
    assert start.main([]) == 1
    assert capsys.readouterr().err == start._NO_HOME + "\n"


@pytest.mark.parametrize("platform", ["win-arm64", "win32"])
def test_a_python_for_which_parts_are_not_made_is_told_at_once(start, tmp_path, monkeypatch, platform):
    monkeypatch.setattr(start, "HERE", tmp_path)
    (tmp_path / "requirements.txt").write_text("one==1")
    monkeypatch.setattr(start.sysconfig, "get_platform", lambda: platform)
    with pytest.raises(start.Refused, match=r"^Parts of the workbook .* “Windows installer \(64-bit\)”"):
        start.Environment("run", "requirements.txt").prepare()


# --- what other software set for a Python or a pip of its own ---


# A project that is its own build backend, and a workbook that tells what reached it.
BACKEND = """
import zipfile
def build_wheel(folder, *_):
    name = "imeworkbook-1-py3-none-any.whl"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        wheel.writestr("imeworkbook/__main__.py", "import os, one\\nprint(*sorted(os.environ), sep='\\\\n')")
        wheel.writestr("imeworkbook-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: imeworkbook\\nVersion: 1")
        wheel.writestr("imeworkbook-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any")
        wheel.writestr("imeworkbook-1.dist-info/RECORD", "")
    return name
"""
FOREIGN = {
    "PIP_USER": "1",
    "PIP_TARGET": "elsewhere",
    "PIP_NO_BINARY": ":all:",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PYTHONUSERBASE": "elsewhere",
    "PYTHONWARNINGS": "error",
    "PYTHONHOME": sys.base_prefix,
}


def test_a_first_start_is_free_of_what_is_set_for_others_and_keeps_the_ways_to_packages(checkout, tmp_path):
    packages = tmp_path / "packages"
    packages.mkdir()
    with zipfile.ZipFile(packages / "one-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("one.py", "")
        wheel.writestr("one-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: one\nVersion: 1\n")
        wheel.writestr("one-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("one-1.dist-info/RECORD", "")
    digest = hashlib.sha256((packages / "one-1-py3-none-any.whl").read_bytes()).hexdigest()
    (checkout.folder / "requirements.txt").write_text(f"one==1 --hash=sha256:{digest}\n")
    (checkout.folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    (checkout.folder / "backend.py").write_text(BACKEND)
    settings = tmp_path / "pip.conf"
    settings.write_text(
        f"[global]\nuser = true\nno-index = true\n[install]\nfind-links =\n    {packages}\nprefix = /elsewhere\n"
    )
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for module in ("re", "enum", "typing", "hashlib", "subprocess"):
        (theirs / f"{module}.py").write_text("raise SystemError('made for another Python')")

    ran = checkout.start(PIP_CONFIG_FILE=str(settings), PYTHONPATH=str(theirs), HTTPS_PROXY="http://proxy", **FOREIGN)
    assert (ran.returncode, ran.stderr) == (0, "")
    reached = set(ran.stdout.splitlines())
    assert reached & {"HTTPS_PROXY", "PIP_CONFIG_FILE", "PYTHONUTF8"} == {
        "HTTPS_PROXY",
        "PIP_CONFIG_FILE",
        "PYTHONUTF8",
    }
    assert not reached & {"PYTHONPATH", *FOREIGN}


def test_certificates_that_are_gone_are_not_looked_for(start, tmp_path, monkeypatch):
    there = tmp_path / "there.pem"
    there.touch()
    monkeypatch.setattr(os, "environ", {"SSL_CERT_FILE": "/gone.pem", "PIP_CERT": str(there), "HOME": "/gone"})
    start._leave_foreign_settings_aside()
    assert {name: os.environ[name] for name in os.environ if not name.startswith("UV_")} == {
        "PIP_CERT": str(there),
        "HOME": "/gone",
    }


def test_what_is_set_by_name_goes_before_the_settings_files(start, tmp_path, monkeypatch):
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://office.test/\ncert = /office.pem\ntimeout = 90\nuser = true\n"
        "[install]\ntimeout = 99\n[download]\nproxy = other\n"
    )
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_INDEX_URL", "https://mine.test/")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/other.pem")
    ways = start._ways_of([sys.executable, "-m", "pip"])
    assert {name: value for name, value in ways.items() if not name.startswith(("PIP_EXTRA", "PIP_FIND"))} == {
        "PIP_INDEX_URL": "https://mine.test/",
        "PIP_CERT": "/office.pem",
        "PIP_TIMEOUT": "99",
        "PIP_RETRIES": "2",
        "PIP_CONFIG_FILE": os.devnull,
    }


# --- the first start and the second ---


def test_the_first_start_installs_and_the_second_only_opens(checkout):
    checkout.bring_uv()
    first = checkout.start("demo", "--no-open")
    assert first.returncode == 0
    assert first.stdout.splitlines()[0] == "Opening your workbook …"
    assert first.stdout.splitlines()[-1] == "SAFE -m imeworkbook demo --no-open"
    venv, packages, project, opened = checkout.calls
    assert venv.startswith("uv venv")
    assert "--require-hashes --only-binary :all: -r" in packages
    assert "--no-deps --no-build-isolation" in project
    assert opened == "python -m imeworkbook demo --no-open"

    (checkout.path / "uv").unlink()
    second = checkout.start("demo", "--no-open")
    assert second.stdout.splitlines() == ["Opening your workbook …", "SAFE -m imeworkbook demo --no-open"]
    assert checkout.calls == ["python -m imeworkbook demo --no-open"]


def test_nothing_but_the_environment_is_written_into_the_checkout(checkout):
    before = set(checkout.folder.iterdir())
    checkout.bring_uv()
    assert checkout.start().returncode == 0
    assert set(checkout.folder.iterdir()) - before == {checkout.folder / ".venv"}


def test_the_status_is_the_one_of_the_program(checkout):
    checkout.bring_uv(tests_end_with=7)
    assert checkout.start("report", "missing.imew").returncode == 7


def test_an_interrupted_installation_is_done_again(checkout):
    checkout.bring_uv("interrupted", status=1)
    assert checkout.start().returncode == 1
    (checkout.environment / "half").write_text("half an installation")
    checkout.bring_uv()
    assert checkout.start().returncode == 0
    assert not (checkout.environment / "half").exists()
    assert [call.split()[1] for call in checkout.calls] == ["venv", "pip", "venv", "pip", "pip", "-m"]


def test_an_interruption_ends_the_step_that_was_going_on(start, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "HERE", tmp_path)
    (tmp_path / ".venv").mkdir()
    environment = start.Environment("run", "requirements.txt")
    steps = []

    def interrupted(process, log, total):
        steps.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "_follow", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.run([sys.executable, "-c", "import time; time.sleep(600)"])
    assert [step.returncode for step in steps] == [-signal.SIGKILL]


def test_a_second_start_waits_while_the_first_sets_up(checkout):
    checkout.bring_uv()
    (checkout.folder / ".venv").mkdir()
    with (checkout.folder / ".venv" / "run.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = checkout.begin("demo")
        told = [second.stdout.readline(), second.stdout.readline()]
        assert checkout.calls == []
    rest, _ = second.communicate()
    assert told == ["Opening your workbook …\n", "Another start is setting things up; waiting for it …\n"]
    assert rest.splitlines()[-1] == "SAFE -m imeworkbook demo"
    assert second.returncode == 0


def test_a_moved_folder_opens_without_a_network(checkout):
    checkout.bring_uv()
    checkout.start()
    assert checkout.calls
    (checkout.path / "uv").unlink()
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("moved"))
    assert checkout.start().stdout.splitlines() == ["Opening your workbook …", "SAFE -m imeworkbook"]


def test_a_new_lock_makes_the_environment_anew(checkout):
    checkout.bring_uv()
    checkout.start()
    (checkout.folder / "requirements.txt").write_text("one==2 --hash=sha256:0\n")
    assert checkout.calls
    checkout.start()
    assert [call.split()[1] for call in checkout.calls] == ["venv", "pip", "pip", "-m"]


def test_a_changed_checkout_is_installed_again_and_nothing_else(checkout):
    checkout.bring_uv()
    checkout.start()
    assert checkout.calls
    (checkout.folder / "data" / "prompts.toml").write_text("new = 1")
    checkout.start()
    project, opened = checkout.calls
    assert "--reinstall --no-deps --no-build-isolation" in project
    assert opened == "python -m imeworkbook"


def test_each_step_of_the_count_is_printed_once(checkout):
    lines = "\n".join(f"Collecting package{n}\n  Downloading package{n}.whl" for n in range(60))
    (checkout.folder / "requirements.txt").write_text("".join(f"package{n}==1\n" for n in range(60)))
    checkout.bring_uv(lines)
    counted = [line for line in checkout.start().stdout.splitlines() if "packages:" in line]
    assert counted == ["  packages: 25 of 60", "  packages: 50 of 60"]


# --- the test command ---


def test_the_test_command_checks_and_tests_the_wheel(checkout):
    checkout.bring_uv()
    checkout.bring_java()
    for program in ("chromium", "pdftotext"):
        (checkout.path / program).touch(0o755)
    ran = checkout.start("test")
    assert ran.returncode == 0
    assert "Not run" not in ran.stdout
    calls = checkout.calls
    assert any("imeworkbook.whl" in call for call in calls)
    packages = checkout.folder / ".venv" / "node"
    assert [call for call in calls if call.startswith("npm")] == [
        f"npm ci --prefix {packages} --ignore-scripts --no-audit --no-fund --no-update-notifier"
    ]
    assert {file.name for file in packages.iterdir()} == {"package.json", "package-lock.json", "ready"}
    checks = [call.split(" --cache-dir")[0] for call in calls if not call.startswith(("uv", "npm"))][1:]
    assert checks[:4] == ["ruff check", "ruff format --check", "python -m mypy", "python tests/locks.py"]
    assert [call.split("no:cacheprovider ")[1] for call in checks[4:]] == [
        "-m browser tests",
        "-m not browser -n 2 --dist loadfile --nbval tests notebooks",
    ]


def test_without_a_browser_the_test_command_says_so_and_does_not_succeed(checkout):
    checkout.bring_uv()
    checkout.bring_java()
    ran = checkout.start("test")
    assert ran.returncode == 1
    assert "Not run, for want of chromium and poppler-utils: the tests in a real browser." in ran.stdout
    assert ran.stdout.index("Not run") < ran.stdout.index("-m not browser")  # pytest has the last word
    assert not any("-m browser" in call for call in checkout.calls)


def test_without_java_for_a_reader_of_others_the_test_command_says_so_and_does_not_succeed(checkout):
    checkout.bring_uv()
    ran = checkout.start("test", "--no-browser")
    assert ran.returncode == 1
    assert "This is missing, and fails the whole: default-jre-headless." in ran.stdout
    assert any("-m not browser" in call for call in checkout.calls)


def test_without_a_browser_as_asked_for(checkout):
    checkout.bring_uv()
    checkout.bring_java()
    ran = checkout.start("test", "--no-browser")
    assert ran.returncode == 0
    assert "Not run, as asked for: the tests in a real browser." in ran.stdout


def test_one_check_that_does_not_hold_is_enough(checkout):
    checkout.bring_uv()
    checkout.bring_java()
    checkout.start("test", "--no-browser")
    ruff = checkout.folder / ".venv" / "test" / "bin" / "ruff"
    ruff.write_text(f"#!{sys.executable}\nraise SystemExit(1)\n")
    assert checkout.start("test", "--no-browser").returncode == 1


def test_words_for_pytest_are_passed_on(checkout):
    checkout.bring_uv()
    checkout.start("test", "--no-browser", "tests/store", "-x")
    assert checkout.calls[-1].endswith("-m not browser tests/store -x")


# --- the campaign of faults ---


def test_the_campaign_tries_the_wheel(checkout):
    checkout.bring_uv()
    assert checkout.start("faults", "--trials", "10").returncode == 0
    *_, wheel, campaign = checkout.calls
    assert "imeworkbook.whl" in wheel
    assert campaign == "python -P -m faults --trials 10"


# Stands in for a workbook that needs a moment to close.
CLOSES_SLOWLY = """#!{python}
import os, signal, sys, time
def close(number, frame):
    time.sleep(1)
    os.write(1, b"closed in order\\n")  # the signal may come while print is still at work
    sys.exit(0)
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), close)
print("open", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_workbook_that_is_told_to_end_is_given_the_time_it_needs(checkout, name):
    checkout.bring_uv()
    checkout.start()
    (checkout.environment / "bin" / "python").write_text(CLOSES_SLOWLY.format(python=sys.executable))
    with checkout.begin() as process:
        while process.stdout.readline() != "open\n":
            pass
        children = psutil.Process(process.pid).children()
        for reached in [process, *children] if name == "SIGINT" else [process]:  # Ctrl-C reaches the whole group
            reached.send_signal(getattr(signal, name))
        assert process.wait(30) == 0
        assert process.stdout.read() == "closed in order\n"
        assert process.stderr.read() == ""

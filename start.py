#!/usr/bin/env python3
"""Open the workbook: python3 start.py. The first time this makes a private environment beside this file.

    python3 start.py [arguments of imeworkbook]   open the workbook
    python3 start.py test [--no-browser] [...]    set up and run every check and test
    python3 start.py bench                        print the benchmarks
    python3 start.py faults [--trials N] [...]    try what can happen to a workbook, and print what came of it

Only the standard library is used here, in a form that an old Python can still read far enough to say that it is too
old.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "The workbook needs Python 3.11 or newer; this is %d.%d. Please install a newer Python and try again."
        % sys.version_info[:2]
    )

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

HERE = Path(__file__).resolve().parent
_ROOM = 1_000_000_000  # bytes; an environment takes up to two thirds of it
_FULL = "The disk is full. Please free about one gigabyte and start again; nothing of yours was changed."
_NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|name resolution|Network is unreachable|error sending request|dns error"
    r"|Connection refused|ProxyError|Could not find a version|client error \(Connect\)|Failed to fetch",
    re.IGNORECASE,
)


def main(words: list[str]) -> int:
    """Do what was asked for; gives the exit status."""
    try:
        if words[:1] == ["test"]:
            return test(words[1:])
        if words[:1] == ["bench"]:
            return bench(words[1:])
        if words[:1] == ["faults"]:
            return faults(words[1:])
        print("Opening your workbook …", flush=True)
        environment = Environment("run", "requirements.txt")
        with environment.to_oneself():
            environment.prepare()
            environment.install_project()
        only_installed = {**os.environ, "PYTHONSAFEPATH": "1"}  # else the checkout would be imported, and written to
        return give_way([environment.python, "-m", "imeworkbook", *words], only_installed)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def give_way(command: list[str], variables: dict[str, str]) -> int:
    """Let a command take the place of this one, so that Ctrl-C, a closed terminal or a log-off reach it.

    `subprocess.call` kills what it called a quarter of a second after Ctrl-C, which is too soon to close a workbook.
    """
    if os.name == "posix":
        os.execve(command[0], command, variables)
    process = subprocess.Popen(command, env=variables)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # it has heard Ctrl-C too, and ends in its own time


class Refused(Exception):
    """Something that a person can do something about, in one sentence."""


class Environment:
    """A private environment with exactly the locked packages.

    A stamp is written last, when the packages stand, and another when the project stands in it: what was interrupted is
    done again, and what stands needs neither time nor network.
    """

    def __init__(self, name: str, lock: str) -> None:
        self.folder = _home() / name
        self.lock = HERE / lock
        self.packages_stamp = self.folder / "packages-ready"
        self.project_stamp = self.folder / "project-ready"
        self.log = self.folder.with_name(f"{name}-install.log")

    @contextmanager
    def to_oneself(self) -> Iterator[None]:
        """Keep a second start out while this one sets up; the system lets go of the lock however a start ends."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            lock = self.folder.with_name(f"{self.folder.name}.lock").open("a")
        except OSError as error:
            raise Refused(_sentence(str(error), None)) from None
        with lock:
            waiting = False
            while not _taken(lock.fileno()):
                if not waiting:
                    print("Another start is setting things up; waiting for it …", flush=True)
                waiting = True
                time.sleep(0.2)
            yield

    @property
    def python(self) -> str:
        """The environment's interpreter."""
        return str(self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    def program(self, name: str) -> str:
        """A program that the environment brings."""
        return str(Path(self.python).with_name(name + (".exe" if os.name == "nt" else "")))

    def prepare(self) -> None:
        """Make the environment with its packages, unless it stands as it should."""
        # Neither its patch version nor the folder: an update of the system or a move must not ask for the network.
        python = "%d.%d " % sys.version_info[:2] + sysconfig.get_platform()
        parts = [self.lock.read_bytes(), python.encode()]
        wanted = hashlib.sha256(b"\0".join(parts)).hexdigest()
        if _says(self.packages_stamp, wanted) and Path(self.python).exists():
            return
        print("Setting up, this once. It needs the network and takes a minute or two.", flush=True)
        try:
            _make_room(self.folder)
            self._make()
            self._install_lock()
            self.packages_stamp.write_text(wanted, encoding="utf-8")
        except OSError as error:
            raise Refused(_sentence(str(error), None)) from None

    def install_project(self) -> None:
        """Install the project with the locked build backend, unless what stands is this very checkout."""
        wanted = _digest_of_project()
        if _says(self.project_stamp, wanted):
            return
        try:
            self.project_stamp.unlink(missing_ok=True)
            self.run([*self._pip(), *self._anew(), "--no-deps", "--no-build-isolation", str(HERE)])
            self.project_stamp.write_text(wanted, encoding="utf-8")
        except OSError as error:
            raise Refused(_sentence(str(error), None)) from None
        print("Ready.", flush=True)

    def install_wheel(self, wheel: Path) -> None:
        """Install the project from a built wheel."""
        self.run([*self._pip(), *self._anew(), "--no-deps", str(wheel)])

    def _make(self) -> None:
        uv = shutil.which("uv")
        if uv:
            self.run([uv, "venv", "--quiet", "--python", sys.executable, str(self.folder)])
            return
        try:
            import ensurepip  # noqa: F401 - Debian ships it apart
            import venv  # noqa: F401
        except ImportError:
            name = "python%d.%d-venv" % sys.version_info[:2]
            raise Refused(
                f"This Python has no venv module. On Debian or Ubuntu, install the package {name} and try again."
            ) from None
        self.run([sys.executable, "-m", "venv", str(self.folder)])

    def _pip(self) -> list[str]:
        uv = shutil.which("uv")
        return (
            [uv, "pip", "install", "--python", self.python]
            if uv
            else [self.python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        )

    @staticmethod
    def _anew() -> list[str]:
        """The option that installs the same version again: uv and pip would else keep what they have."""
        return ["--reinstall" if shutil.which("uv") else "--force-reinstall"]

    def _install_lock(self) -> None:
        total = sum("==" in line for line in self.lock.read_text(encoding="utf-8").splitlines())
        self.run([*self._pip(), "--require-hashes", "-r", str(self.lock)], total=total)

    def run(self, command: list[str], *, total: int = 0) -> None:
        """Run one step quietly, counting packages; what it said is kept in a log beside the environment."""
        with self.log.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
            )
            try:
                self._follow(process, log, total)
            except BaseException:
                process.kill()  # else what was interrupted would go on writing under the next start
                process.wait()
                raise
        if process.wait():
            raise Refused(_sentence(self.log.read_text(encoding="utf-8", errors="replace"), self.log))

    @staticmethod
    def _follow(process: subprocess.Popen[str], log: TextIO, total: int) -> None:
        """Keep what a step says in the log, and show how far it is."""
        assert process.stdout is not None
        count = 0
        for line in process.stdout:
            log.write(line)
            if total and line.lstrip().startswith(("Collecting ", "Ignoring ", "+ ")):
                count = min(count + 1, total)
                _count(count, total)
        if total and sys.stdout.isatty():
            print(flush=True)


def _taken(file: int) -> bool:
    """Take the lock of an open file, without waiting; a disk that knows no locks gives it to everyone."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def _home() -> Path:
    """The folder of the environments: beside this file, or the user's cache where this cannot be written to."""
    beside = HERE / ".venv"
    if os.access(HERE, os.W_OK):
        return beside
    cache = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "imeworkbook" / hashlib.sha256(str(HERE).encode()).hexdigest()[:12]


def _digest_of_project() -> str:
    """A digest of every file that the wheel is made of."""
    files = [HERE / "pyproject.toml", HERE / "README.md", HERE / "LICENSE"]
    for part in ("imeworkbook", "data", "notebooks"):
        files += sorted(path for path in (HERE / part).rglob("*") if "__pycache__" not in path.parts)
    digest = hashlib.sha256()
    for path in files:
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(HERE).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _says(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _make_room(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder.parent).free < _ROOM:
        raise Refused(_FULL)


def _count(count: int, total: int) -> None:
    if sys.stdout.isatty():
        print(f"\r  packages: {count} of {total}", end="", flush=True)
    elif count and count % 25 == 0:
        print(f"  packages: {count} of {total}", flush=True)


def _sentence(said: str, log: Path | None) -> str:
    """One sentence for what stopped an installation."""
    if re.search("No space left|Errno 28|not enough space|Disk quota exceeded", said, re.IGNORECASE):
        return _FULL
    if re.search("Permission denied|Errno 13|Read-only file system|Not a directory|File exists", said):
        return "This folder cannot be written to. Please move it to your own home folder and start again."
    if _NO_NETWORK.search(said):
        return (
            "There is no network, and the first start needs one. Please connect and try again; later starts need none."
        )
    return "The installation did not finish. Please start again" + (f"; the details are in {log}." if log else ".")


# --- for those who work on it ---


def test(words: list[str]) -> int:
    """Run every check and test against the built wheel; a part that cannot run is named and fails the whole."""
    environment = _test_environment()
    without_browser = "--no-browser" in words
    words = [word for word in words if word != "--no-browser"]
    without = ["-m", "not browser"] if without_browser else []
    if words:
        return _pytest(environment, [*without, *words])
    missing = [] if without_browser else _missing_programs()
    cache = environment.folder.with_name("cache")
    checks = [
        [environment.program("ruff"), "check", "--cache-dir", str(cache), "."],
        [environment.program("ruff"), "format", "--check", "--cache-dir", str(cache), "."],
        [environment.python, "-m", "mypy", "--cache-dir", str(cache)],
    ]
    statuses = [_announced(check) for check in checks]
    if without_browser:
        print("\nNot run, as asked for: the tests in a real browser.", flush=True)
    elif missing:
        print(f"\nNot run, for want of {' and '.join(missing)}: the tests in a real browser.", flush=True)
    else:
        statuses.append(_pytest(environment, ["-m", "browser", "tests"]))
    by_file = ["-n", "2", "--dist", "loadfile"]  # the cells of a notebook need one kernel
    statuses.append(_pytest(environment, ["-m", "not browser", *by_file, "--nbval", "tests", "notebooks"]))
    return 1 if any(statuses) or missing else 0


def bench(words: list[str]) -> int:
    """Print ours beside the peer, as ratios, in one run."""
    environment = _test_environment()
    return subprocess.call([environment.python, str(HERE / "tests" / "benchmarks" / "run.py"), *words], cwd=HERE)


def faults(words: list[str]) -> int:
    """Make the campaign of faults against the built wheel, and print its table."""
    environment = _test_environment()
    variables = {**os.environ, "PYTHONPATH": str(HERE / "tests"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.call([environment.python, "-P", "-m", "faults", *words], cwd=HERE, env=variables)


def _test_environment() -> Environment:
    environment = Environment("test", "requirements-test.txt")
    with environment.to_oneself(), tempfile.TemporaryDirectory() as folder:
        environment.prepare()
        print("Building the wheel …", flush=True)
        environment.run([environment.python, "-m", "hatchling", "build", "-t", "wheel", "-d", folder])
        environment.install_wheel(next(Path(folder).glob("*.whl")))
    return environment


def _pytest(environment: Environment, words: list[str]) -> int:
    """Run pytest where only the installed wheel can be imported: in a copy of the checkout without the package."""
    with tempfile.TemporaryDirectory() as name:
        stage = Path(name)
        for part in ("tests", "notebooks"):
            shutil.copytree(HERE / part, stage / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"):
            shutil.copy(HERE / part, stage / part)
        variables = {
            **os.environ,
            "IMEWORKBOOK_CHECKOUT": str(HERE),
            "IMEWORKBOOK_SAMPLE": "1",
            "IMEWORKBOOK_WHEEL": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return _announced(
            [environment.python, "-P", "-m", "pytest", "-p", "no:cacheprovider", *words], cwd=stage, env=variables
        )


def _announced(command: list[str], cwd: Path = HERE, env: dict[str, str] | None = None) -> int:
    print("\n$", " ".join([Path(command[0]).name, *command[1:]]), flush=True)
    return subprocess.call(command, cwd=cwd, env=env)


def _missing_programs() -> list[str]:
    """The programs that tests need and that are not here, after an attempt to install them where that may be done."""
    wanted = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "poppler-utils": ("pdftotext",)}

    def missing() -> list[str]:
        return [package for package, programs in wanted.items() if not any(map(shutil.which, programs))]

    if missing() and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {' and '.join(missing())} …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.call(["apt-get", "update", "-qq"], **quiet)
        names = [*missing(), "fonts-dejavu-core"]
        subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], **quiet)
    return missing()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

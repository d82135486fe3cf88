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
        "The workbook needs Python 3.11 or newer; this is %d.%d. How to get one is said in getting-python.html, beside"
        " this file." % sys.version_info[:2]
    )

import os

if __name__ == "__main__":
    # What other software brings for a Python of its own may bear the names of modules below: ours come first.
    theirs = {os.path.abspath(place) for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place}
    sys.path.sort(key=theirs.__contains__)

import ast
import errno
import hashlib
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
_NO_HOME = "This computer does not say where your home folder is; please set HOME to a folder of yours."
_OTHER_PYTHON = (
    "Parts of the workbook are not made for this kind of Python. Please install the one called “Windows installer"
    " (64-bit)”, which Windows 11 runs on every computer, and start again."
)
# Signs in what pip, uv and the system say, and the sentence for each. The first that fits is told: what stands in the
# way of a network has the signs of none as well, and whatever could not be fetched was not found either.
_SENTENCES = [
    (r"No space left|Errno 28|not enough space|Disk quota exceeded", _FULL),
    (
        r"Permission denied|Access is denied|Errno 13|Read-only file system|Not a directory|File exists",
        "This folder cannot be written to. Please move it to your own home folder and start again.",
    ),
    (
        r"certificate.verify|peer certificate|ssl certificate|SSLError",
        "This network looks into what passes through it, and Python does not know its certificate. Please use another"
        " network for the first start, or ask those who run it for the certificate file and set SSL_CERT_FILE to it.",
    ),
    (
        r"ProxyError|connect to proxy|tunnel error|Tunnel connection|proxy auth",
        "The proxy of this network did not let the first start through. Please use another network for it, or ask those"
        " who run this one what HTTPS_PROXY should be.",
    ),
    (
        r"\b40[137] (Client Error|Forbidden|Unauthorized|Authorization|Proxy)",
        "The place that this computer gets packages from turned it away. Please ask those who set it up, or use another"
        " network for the first start.",
    ),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|connection error|name.?resolution|Network is unreachable"
        r"|dns error|error sending request|Connection (refused|reset)|client error \(Connect\)|Failed to fetch",
        "There is no network, and the first start needs one. Please connect and try again; later starts need none.",
    ),
    (
        r"DO NOT MATCH THE HASHES|hash mismatch",
        "What came through the network is not what it should be, and was not used. Please try again, or use another"
        " network for the first start.",
    ),
    (
        r"Could not find a version|no usable wheels|no wheels with a matching|No solution found",
        "Some part of the workbook is not made for this computer with this Python"
        f" ({sysconfig.get_platform()}, {sys.version_info[0]}.{sys.version_info[1]}), or is missing where packages come"
        " from here. Which Python will do is said in getting-python.html, beside this file.",
    ),
]
# Of what is set for pip, uv and Python: the ways to packages, which an office cannot do without, and how Python writes.
# The rest says what other software wants installed, and where, or brings its modules.
_WAYS = re.compile(
    r"(PIP|UV)_(\w*(INDEX|PROXY|CERT|TIMEOUT|RETRIES|HOST|TLS|KEYRING|CACHE)\w*|FIND_LINKS|USE_FEATURE|CONFIG_FILE"
    r"|NO_CONFIG)|PYTHON(UTF8|IOENCODING|UNBUFFERED|DONTWRITEBYTECODE)"
)


def main(words: list[str]) -> int:
    """Do what was asked for; gives the exit status."""
    try:
        _leave_foreign_settings_aside()
        if words[:1] == ["test"]:
            return test(words[1:])
        if words[:1] == ["bench"]:
            return bench(words[1:])
        if words[:1] == ["faults"]:
            return faults(words[1:])
        print("Opening your workbook …", flush=True)
        # Wheels alone: what would have to be compiled needs tools that nobody has who only opens a workbook.
        environment = Environment("run", "requirements.txt", "--only-binary", ":all:")
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
    done again, and what stands needs neither time nor network. `words` are said to the installer with the lock.
    """

    def __init__(self, name: str, lock: str, *words: str) -> None:
        self.folder = _home() / name
        self.lock = HERE / lock
        self.words = words
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
            raise Refused(_sentence(str(error))) from None
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
        if sysconfig.get_platform() in ("win-arm64", "win32"):
            raise Refused(_OTHER_PYTHON)
        print("Setting up, this once. It needs the network and takes a minute or two.", flush=True)
        try:
            _make_room(self.folder)
            self._make()
            self._install_lock()
            self.packages_stamp.write_text(wanted, encoding="utf-8")
        except OSError as error:
            raise Refused(_sentence(str(error))) from None

    def install_project(self) -> None:
        """Install the project with the locked build backend, unless what stands is this very checkout."""
        wanted = _digest_of_project()
        if _says(self.project_stamp, wanted):
            return
        try:
            self.project_stamp.unlink(missing_ok=True)
            self._install_anew("--no-build-isolation", str(HERE))
            self.project_stamp.write_text(wanted, encoding="utf-8")
        except OSError as error:
            raise Refused(_sentence(str(error))) from None
        print("Ready.", flush=True)

    def install_wheel(self, wheel: Path) -> None:
        """Install the project from a built wheel."""
        self._install_anew(str(wheel))

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

    def _install_lock(self) -> None:
        total = sum("==" in line for line in self.lock.read_text(encoding="utf-8").splitlines())
        self._install("--require-hashes", *self.words, "-r", str(self.lock), total=total)

    def _install_anew(self, *words: str) -> None:
        """Install the project, and again where the same version stands: uv and pip would else keep what they have."""
        self._install("--reinstall" if shutil.which("uv") else "--force-reinstall", "--no-deps", *words)

    def _install(self, *words: str, total: int = 0) -> None:
        uv = shutil.which("uv")
        if uv:
            self.run([uv, "pip", "install", "--python", self.python, *words], total=total)
            return
        pip = [self.python, "-m", "pip"]
        told = ["-vv", "--no-input", "--disable-pip-version-check"]  # with less, pip does not say why it found nothing
        self.run([*pip, "install", *told, *words], total=total, variables={**os.environ, **_ways_of(pip)})

    def run(self, command: list[str], *, total: int = 0, variables: dict[str, str] | None = None) -> None:
        """Run one step quietly, counting packages; what it said is kept in a log beside the environment."""
        said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
        with self.log.open("w", encoding="utf-8") as log, subprocess.Popen(command, env=variables, **said) as process:
            try:
                self._follow(process, log, total)
            except BaseException:
                process.kill()  # else what was interrupted would go on writing under the next start
                raise
        if process.returncode:
            raise Refused(_sentence(self.log.read_text(encoding="utf-8", errors="replace"), self.log))

    @staticmethod
    def _follow(process: subprocess.Popen[str], log: TextIO, total: int) -> None:
        """Keep what a step says in the log, and show how far it is."""
        assert process.stdout is not None
        count = 0
        for line in process.stdout:
            if line.lstrip().startswith(("Skipping link", "Found link")):
                continue  # every file that there ever was of every package
            log.write(line)
            if total and line.lstrip().startswith(("Collecting ", "Ignoring ", "+ ")):
                count = min(count + 1, total)
                _count(count, total)
        if total and sys.stdout.isatty():
            print(flush=True)


def _leave_foreign_settings_aside() -> None:
    """Free this process, and all that it starts, of what other software set for a pip, uv or Python of its own."""
    for name in list(os.environ):
        if name.startswith(("PIP_", "UV_", "PYTHON", "__PYVENV")) and not _WAYS.fullmatch(name):
            del os.environ[name]
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT"):
        if not os.path.exists(os.environ.get(name, "")):
            os.environ.pop(name, None)  # of something that was taken away: with it no certificate would be known
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # an office's certificate is known to the system, and not to uv
    os.environ.setdefault("UV_NATIVE_TLS", "1")  # the same for an older uv


def _ways_of(pip: list[str]) -> dict[str, str]:
    """What pip is to know instead of its settings files: the ways to packages that they tell, and nothing else."""
    every_file = {**os.environ, "PIP_USER": "0"}  # with `user = true` in one of them it would list the user's own alone
    listed = subprocess.run([*pip, "config", "list"], env=every_file, capture_output=True, text=True, errors="replace")
    found = re.findall(r"^(?:global|install)\.([\w-]+)=('.*'|\".*\")\s*$", listed.stdout, re.MULTILINE)
    named = {"PIP_" + name.upper().replace("-", "_"): str(ast.literal_eval(value)) for name, value in found}
    ways = {name: value for name, value in named.items() if _WAYS.fullmatch(name)}
    certificates = os.environ.get("SSL_CERT_FILE")  # which an older pip does not know
    default = {"PIP_RETRIES": "2", **({"PIP_CERT": certificates} if certificates else {})}
    set_by_name = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return {**default, **ways, **set_by_name, "PIP_CONFIG_FILE": os.devnull}


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
    if os.path.expanduser("~") == "~":
        raise Refused(_NO_HOME)  # pip and the workbook would make a folder of this name
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


def _sentence(said: str, log: Path | None = None) -> str:
    """One sentence for what stopped an installation."""
    for signs, sentence in _SENTENCES:
        if re.search(signs, said, re.IGNORECASE):
            return sentence
    return "The installation did not finish. Please start again" + (f"; the details are in {log}." if log else ".")


# --- for those who work on it ---


def test(words: list[str]) -> int:
    """Run every check and test against the built wheel; a part that cannot run is named and fails the whole."""
    environment = _test_environment()
    without_browser = "--no-browser" in words
    words = [word for word in words if word != "--no-browser"]
    without = ["-m", "not browser"] if without_browser else []
    missing = [] if words else _missing_programs(browser=not without_browser)
    _install_node_packages(environment)
    if words:
        return _pytest(environment, [*without, *words])
    cache = environment.folder.with_name("cache")
    checks = [
        [environment.program("ruff"), "check", "--cache-dir", str(cache), "."],
        [environment.program("ruff"), "format", "--check", "--cache-dir", str(cache), "."],
        [environment.python, "-m", "mypy", "--cache-dir", str(cache)],
        [environment.python, str(Path("tests", "locks.py"))],
    ]
    statuses = [_announced(check) for check in checks]
    if without_browser:
        print("\nNot run, as asked for: the tests in a real browser.", flush=True)
    elif {"chromium", "poppler-utils"} & set(missing):
        print(f"\nNot run, for want of {' and '.join(missing)}: the tests in a real browser.", flush=True)
    else:
        statuses.append(_pytest(environment, ["-m", "browser", "tests"]))
    by_file = ["-n", "2", "--dist", "loadfile"]  # the cells of a notebook need one kernel
    statuses.append(_pytest(environment, ["-m", "not browser", *by_file, "--nbval", "tests", "notebooks"]))
    if missing:
        print(f"\nThis is missing, and fails the whole: {' and '.join(missing)}.", flush=True)
    return 1 if any(statuses) or missing else 0


def bench(words: list[str]) -> int:
    """Print ours beside the peer, as ratios, in one run."""
    environment = _test_environment()
    _install_node_packages(environment)
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


def _install_node_packages(environment: Environment) -> None:
    """Set up what the tests lock of npm: other people's readers of our files, and the tools that check our scripts."""
    given, folder = HERE / "tests" / "node", environment.folder.with_name("node")
    wanted = hashlib.sha256((given / "package-lock.json").read_bytes()).hexdigest()
    if _says(folder / "ready", wanted):
        return
    _make_room(folder)
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(given / name, folder)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    environment.run([environment.program("npm"), "ci", "--prefix", str(folder), *quiet])
    (folder / "ready").write_text(wanted, encoding="utf-8")


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
            "IMEWORKBOOK_NODE": str(environment.folder.with_name("node")),
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


def _missing_programs(*, browser: bool) -> list[str]:
    """The programs that tests need and that are not here, after an attempt to install them where that may be done."""
    wanted: dict[str, tuple[str, ...]] = {"default-jre-headless": ("java",)}
    if browser:
        wanted |= {"chromium": ("chromium", "chromium-browser", "google-chrome"), "poppler-utils": ("pdftotext",)}

    def missing() -> list[str]:
        return [package for package, programs in wanted.items() if not any(map(shutil.which, programs))]

    if missing() and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {' and '.join(missing())} …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.call(["apt-get", "update", "-qq"], **quiet)
        names = [*missing(), "fonts-dejavu-core", "fonts-liberation"]  # Liberation is as wide as Times
        subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], **quiet)
    return missing()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

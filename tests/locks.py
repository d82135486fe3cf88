"""Whether our locks install from wheels alone wherever we promise it, and what is known against what they hold.

    python tests/locks.py

A lock holds hashes and no address. pip knows where packages come from here; that place says which files the hashes
are of, and the tags in a file's name say where it can be installed. Where a service cannot be reached, one line says
so.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

CHECKOUT = Path(os.environ.get("IMEWORKBOOK_CHECKOUT", Path(__file__).parent.parent))
LOCK = CHECKOUT / "requirements.txt"
SERVER_LOCK = CHECKOUT / "deploy" / "requirements.txt"
PYTHONS = [(3, 11), (3, 12), (3, 13), (3, 14), (3, 15)]
FILE = re.compile(r'href="[^"]*?([^/"#]+\.whl)#sha256=([0-9a-f]{64})"')


def glibc(machine: str) -> list[str]:
    """What an enterprise system of 2019 (glibc 2.28) and all that came later can install."""
    return [f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)] + [
        f"manylinux{year}_{machine}" for year in ("2014", "2010", "1")
    ]


def musl(machine: str) -> list[str]:
    return [f"musllinux_1_{minor}_{machine}" for minor in (2, 1)]


# name: (sys.platform, os.name, platform.system(), platform.machine(), tags of wheels)
SYSTEMS = {
    "Windows": ("win32", "nt", "Windows", "AMD64", ["win_amd64"]),
    "Mac with Apple's chip": ("darwin", "posix", "Darwin", "arm64", [*mac_platforms((12, 0), "arm64")]),
    "Mac with Intel's chip": ("darwin", "posix", "Darwin", "x86_64", [*mac_platforms((12, 0), "x86_64")]),
    "Linux": ("linux", "posix", "Linux", "x86_64", glibc("x86_64")),
    "Linux on ARM": ("linux", "posix", "Linux", "aarch64", glibc("aarch64")),
    "Linux with musl": ("linux", "posix", "Linux", "x86_64", musl("x86_64")),
    "Linux with musl on ARM": ("linux", "posix", "Linux", "aarch64", musl("aarch64")),
}


SERVERS, SERVER_PYTHON = ("Linux", "Linux on ARM"), (3, 13)
"""What the image of a server is made for (`deploy/Dockerfile`)."""


@dataclass(frozen=True)
class Pin:
    """One line of the lock."""

    name: str
    version: str
    marker: Marker | None
    hashes: frozenset[str]


def pins(lock: str) -> list[Pin]:
    """Read a lock."""
    found = []
    for block in re.split(r"\n(?=\S)", lock):
        head = re.match(r"(?P<name>[\w.-]+)==(?P<version>[\w.!+-]+)(?: *; *(?P<marker>[^\\\n]+))?", block)
        if head:
            marker = Marker(head["marker"].strip()) if head["marker"] else None
            hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
            found.append(Pin(head["name"], head["version"], marker, hashes))
    return found


def targets(
    systems: Iterable[str] = tuple(SYSTEMS), pythons: Iterable[tuple[int, int]] = tuple(PYTHONS)
) -> Iterator[tuple[str, dict[str, str], frozenset[Tag]]]:
    """Every system with every Python: its name, what markers ask of it, the tags that it takes."""
    for system, python in product(systems, tuple(pythons)):
        platform, os_name, kernel, machine, platforms = SYSTEMS[system]
        version = "{}.{}".format(*python)
        environment = {
            "sys_platform": platform,
            "os_name": os_name,
            "platform_system": kernel,
            "platform_machine": machine,
            "python_version": version,
            "python_full_version": f"{version}.4",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        interpreter = "cp{}{}".format(*python)
        tags = [*cpython_tags(python, platforms=platforms), *compatible_tags(python, interpreter, platforms)]
        yield f"{system}, Python {version}", environment, frozenset(tags)


Where = Iterable[tuple[str, dict[str, str], frozenset[Tag]]]


def unfit(lock: Iterable[Pin], tags_of: dict[str, frozenset[Tag]], where: Where = ()) -> list[str]:
    """Name what has no wheel, system by system; `tags_of` gives the tags of a wheel by its hash.

    `where` are the systems that it is for, by default all.
    """
    return [
        f"{target}: no wheel of {pin.name} {pin.version}"
        for target, environment, tags in where or targets()
        for pin in lock
        if (pin.marker is None or pin.marker.evaluate(environment))
        and not any(tags & tags_of.get(one, frozenset()) for one in pin.hashes)
    ]


def wheels(names: Iterable[str]) -> dict[str, frozenset[Tag]]:
    """Ask where pip would ask, with its own settings: every wheel of these packages, as its hash and its tags."""
    from pip._internal.commands import create_command
    from pip._internal.commands.download import DownloadCommand

    command = create_command("download")
    assert isinstance(command, DownloadCommand)
    options, _ = command.parse_args([])
    found = {}
    with command.main_context():
        session = command.get_default_session(options)
        for name in names:
            page = session.get(f"{options.index_url.rstrip('/')}/{name}/")
            page.raise_for_status()
            for file, digest in FILE.findall(page.text):
                try:
                    found[digest] = parse_wheel_filename(file)[3]
                except ValueError:
                    continue  # a name of the old days
    return found


def advisories(lock: Iterable[Pin]) -> list[str] | None:
    """What is known against any version in the lock; None where nobody can be asked."""
    lists: list[dict[str, str]] = [{}, {}]  # a package may stand in the lock twice, for different systems
    for pin in lock:
        lists[pin.name in lists[0]][pin.name] = pin.version
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.txt") for number in range(len(lists))]
        for file, versions in zip(files, lists, strict=True):
            file.write_text("".join(f"{name}=={version}\n" for name, version in versions.items()))
        return _audited(files)


def _audited(files: Iterable[Path]) -> list[str] | None:
    words = ["--disable-pip", "--no-deps", "--progress-spinner=off", "--format=json", "-r"]
    known = []
    for file in files:
        ran = subprocess.run([sys.executable, "-m", "pip_audit", *words, file], capture_output=True, text=True)
        if not ran.stdout.startswith("{"):
            return None
        for package in json.loads(ran.stdout)["dependencies"]:
            if "skip_reason" in package:
                return None  # a service that does not know a package of ours is not the one that knows
            known += [f"{package['name']} {package['version']}: {one['id']}" for one in package["vulns"]]
    return known


def main() -> int:
    """Check the locks; gives the exit status."""
    from pip._vendor.requests import RequestException

    lock, server = (pins(path.read_text(encoding="utf-8")) for path in (LOCK, SERVER_LOCK))
    missing = []
    try:
        tags = wheels(sorted({pin.name for pin in (*lock, *server)}))
        missing = unfit(lock, tags) + unfit(server, tags, tuple(targets(SERVERS, [SERVER_PYTHON])))
        print("\n".join(missing) or "The locks install from wheels on every system and Python that we promise.")
    except RequestException:
        print("Not checked: whether the locks have wheels for every system; there is no way to the packages from here.")
    known = advisories({(pin.name, pin.version): pin for pin in (*lock, *server)}.values())
    if known is None:
        print("Not checked: known advisories; the service that knows them cannot be reached from here.")
    else:
        print("\n".join(known) or "No advisory is known against any package in the locks.")
    return 1 if missing or known else 0


if __name__ == "__main__":
    sys.exit(main())

"""The check of the lock finds what it is there to find; it asks nobody here."""

from __future__ import annotations

import json
import subprocess
from types import SimpleNamespace

import pytest
from packaging.utils import parse_wheel_filename

from tests import locks

LOCK = locks.pins(locks.LOCK.read_text(encoding="utf-8"))
APART = f"""
one==1 ; sys_platform == 'darwin' and platform_machine == 'x86_64' \\
    --hash=sha256:{"a" * 64}
one==2 ; sys_platform != 'darwin' or platform_machine != 'x86_64' \\
    --hash=sha256:{"b" * 64}
"""


def wheel(name: str) -> frozenset:
    return parse_wheel_filename(name)[3]


def test_every_system_gets_each_package_in_one_version():
    for target, environment, _ in locks.targets():
        names = [pin.name for pin in LOCK if pin.marker is None or pin.marker.evaluate(environment)]
        assert len(names) == len(set(names)), target
        assert {"cryptography", "typst", "numpy", "hatchling"} <= set(names), target


def test_the_lock_of_a_server_is_one_of_the_locks_with_a_hub_beside_it():
    server = locks.pins(locks.SERVER_LOCK.read_text(encoding="utf-8"))
    (target,) = locks.targets(["Linux"], [locks.SERVER_PYTHON])
    ours = {pin.name: pin.version for pin in LOCK if pin.marker is None or pin.marker.evaluate(target[1])}
    theirs = {pin.name: pin.version for pin in server if pin.marker is None or pin.marker.evaluate(target[1])}
    assert {name: version for name, version in theirs.items() if name in ours} == ours
    assert "jupyterhub" in theirs
    assert all(pin.hashes for pin in server)
    assert f"python:{locks.SERVER_PYTHON[0]}.{locks.SERVER_PYTHON[1]}-slim" in (
        locks.CHECKOUT / "deploy" / "Dockerfile"
    ).read_text(encoding="utf-8")


def test_a_wheel_for_every_computer_fits_all():
    fits = {"a" * 64: wheel("one-1-py3-none-any.whl"), "b" * 64: wheel("one-2-py3-none-any.whl")}
    assert locks.unfit(locks.pins(APART), fits) == []


def test_what_has_no_wheel_is_named_with_the_system():
    fits = {"a" * 64: wheel("one-1-cp311-abi3-macosx_11_0_arm64.whl"), "b" * 64: wheel("one-2-py3-none-any.whl")}
    assert locks.unfit(locks.pins(APART), fits) == [
        f"Mac with Intel's chip, Python 3.{minor}: no wheel of one 1" for _, minor in locks.PYTHONS
    ]


@pytest.mark.parametrize(
    ("name", "systems"),
    [
        ("one-2-cp311-abi3-win_amd64.whl", {"Windows"}),
        ("one-2-cp311-abi3-macosx_10_9_universal2.whl", {"Mac with Apple's chip"}),
        ("one-2-cp311-abi3-manylinux_2_28_x86_64.whl", {"Linux"}),
        ("one-2-cp311-abi3-manylinux_2_39_x86_64.whl", set()),
        ("one-2-cp311-abi3-manylinux2014_aarch64.whl", {"Linux on ARM"}),
        ("one-2-cp311-abi3-musllinux_1_2_x86_64.whl", {"Linux with musl"}),
        ("one-2-cp311-abi3-win_arm64.whl", set()),
    ],
)
def test_a_wheel_fits_the_systems_that_its_name_says(name, systems):
    missing = locks.unfit(locks.pins(APART), {"a" * 64: wheel("one-1-py3-none-any.whl"), "b" * 64: wheel(name)})
    without = {line.partition(",")[0] for line in missing}
    assert locks.SYSTEMS.keys() - without - {"Mac with Intel's chip"} == systems


@pytest.fixture
def advisories(monkeypatch):
    """What the check makes of the services' answers about two versions of one package."""

    def of(*answers):
        waiting = iter(answers)
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=next(waiting)))
        return locks.advisories(locks.pins(APART))

    return of


def answer(version: str, **words: object) -> str:
    return json.dumps({"dependencies": [{"name": "one", "version": version, "vulns": [], **words}]})


def test_both_versions_of_a_package_are_asked_about(advisories):
    assert advisories(answer("1"), answer("2")) == []
    assert advisories(answer("1"), answer("2", vulns=[{"id": "X-1"}])) == ["one 2: X-1"]


@pytest.mark.parametrize("said", ["", answer("2", skip_reason="not found")])
def test_no_answer_is_not_taken_for_a_good_one(advisories, said):
    assert advisories(answer("1"), said) is None

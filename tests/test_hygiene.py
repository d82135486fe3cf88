"""What may be committed: no outputs, no addresses, no shaming words, a lock with hashes and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median

import pytest

import imeworkbook
from imeworkbook.resources import folder

CHECKOUT = Path(os.environ.get("IMEWORKBOOK_CHECKOUT", Path(__file__).parent.parent))
SHOWN = [*folder("data").rglob("*.*"), *folder("notebooks").rglob("*.ipynb")]
SHAMING = re.compile(
    r"\babus(e|er|ed|ing)\b|\baddicts?\b|\bjunkie|\balcoholics?\b(?! anonymous)|\bdirty\b|\bgot clean\b"
    r"|\bstay(ed)? clean\b|\bdrug habit\b|\brelapse|\byou failed\b|\bdenial\b"
    r"|\btoxicoman(e|es|ie|ies)\b|\babus(er|é|és|if|ifs)?\b(?!\*)|\bdrogués?\b|\brechute[sr]?\b(?!\*)|\baveux?\b|\bavouer\b"
    r"|\bdéni\b|\b(être|reste[rz]?|redevenu) propre\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=CHECKOUT, capture_output=True, text=True
    )
    return [path for line in listed.stdout.splitlines() if (path := CHECKOUT / line).is_file()]


def test_the_wheel_is_what_the_test_command_tests():
    wheel = "IMEWORKBOOK_WHEEL" in os.environ
    assert Path(imeworkbook.__file__).is_relative_to(sys.prefix if wheel else CHECKOUT)


@pytest.mark.parametrize("path", sorted(folder("notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_hold_prose_and_short_calls_only(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert "widgets" not in notebook["metadata"]
    lengths = ["".join(cell["source"]).strip().count("\n") + 1 for cell in code]
    assert max(lengths) <= 3
    assert median(lengths) == 1


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_no_word_that_shames(path):
    assert SHAMING.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in SHOWN if path.suffix == ".toml"], ids=lambda path: path.name)
def test_content_can_be_read(path):
    assert tomllib.loads(path.read_text(encoding="utf-8"))


def test_no_page_can_ask_another_machine():
    package = Path(imeworkbook.__file__).parent
    kinds = {".js", ".css", ".html", ".j2", ".typ", ".json", ".svg", ".py"}
    found = {
        f"{path.name}: {match}"
        for path in package.rglob("*")
        if path.suffix in kinds and not {"data", "notebooks"} & set(path.relative_to(package).parts)
        for match in ADDRESS.findall(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt", "deploy/requirements.txt"])
def test_the_lock_holds_hashes_and_no_address(name):
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text.lower().replace("--hash", "")
    pins = [block for block in re.split(r"\n(?=\S)", text) if "==" in block]
    assert len(pins) > 50
    assert all("--hash=sha256:" in pin for pin in pins)


def test_the_lock_of_npm_holds_hashes_and_no_address():
    packages = json.loads((CHECKOUT / "tests" / "node" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    given = [one for place, one in packages.items() if place]
    assert len(given) > 20
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in given)


def test_both_locks_hold_the_same_versions():
    run, test = (
        set(re.findall(r"^(\S+==\S+)", (CHECKOUT / name).read_text(), re.M))
        for name in ("requirements.txt", "requirements-test.txt")
    )
    assert run <= test


def test_no_path_of_a_machine_and_no_registry():
    marks = re.compile(
        "/" + "root/|/" + "home/[a-z]{2,}/|/" + "work/|pypi" + r"\.org|registry\.npmjs|files\.python" + "hosted"
    )
    found = {
        f"{path.relative_to(CHECKOUT)}: {match}"
        for path in tracked()
        if path.suffix not in {".png", ".pdf", ".woff2", ".ico"} and path.stat().st_size < 2_000_000
        for match in marks.findall(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert found == set()

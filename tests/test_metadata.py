"""What a package index, a citation manager and an installer are told."""

from __future__ import annotations

import ast
import importlib
import os
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from imeworkbook import __version__
from tests.test_architecture import modules, runtime_nodes

CHECKOUT = Path(os.environ.get("IMEWORKBOOK_CHECKOUT", Path(__file__).parent.parent))
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOT_IMPORTED = {
    "ipywidgets": "brings the front end's half of our widgets",
    "jupyterlab": "is the page, started by name as an extension of the server",
    "argon2-cffi-bindings": "is held back, for Macs with Intel's chip, to the last one with a wheel for them",
}


def imported() -> set[str]:
    """The distributions that the package imports from, wherever in a file."""
    names = set()
    for path in modules():
        for node in runtime_nodes(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add(str(node.module).partition(".")[0])
    known = packages_distributions()
    return {canonicalize_name(one) for name in names - {"imeworkbook"} for one in known.get(name, [])}


def test_what_is_imported_is_declared_and_what_is_declared_is_used():
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    declared = [Requirement(line) for line in (*PROJECT["dependencies"], *extras)]
    names = {canonicalize_name(one.name) for one in declared}
    here = {canonicalize_name(one.name) for one in declared if one.marker is None or one.marker.evaluate()}
    assert here - NOT_IMPORTED.keys() == imported()
    assert names >= NOT_IMPORTED.keys()


@pytest.mark.parametrize("name", ["LICENSE", "CITATION.cff"])
def test_the_authors_are_the_same_everywhere(name):
    assert PROJECT["authors"][0]["name"] in (CHECKOUT / name).read_text(encoding="utf-8")


def test_the_citation_names_this_version():
    citation = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()  # what the format asks for
    assert citation["version"] == PROJECT["version"] == __version__
    assert (citation["license"], citation["abstract"]) == (PROJECT["license"], PROJECT["description"])


@pytest.mark.parametrize(("command", "target"), PROJECT["scripts"].items())
def test_every_command_is_a_function(command, target):
    module, _, name = target.partition(":")
    assert callable(getattr(importlib.import_module(module), name)), command


def test_every_python_that_is_named_is_one_that_is_allowed():
    named = [re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one) for one in PROJECT["classifiers"]]
    versions = [match[1] for match in named if match]
    assert versions[0] == PROJECT["requires-python"].removeprefix(">=")
    assert versions == sorted(versions)

"""JavaScript is code like the rest: formatted, linted, typed, and tested where it computes."""

from __future__ import annotations

from tests.node import PACKAGES, node

SOURCES = ["imeworkbook", "tests"]


def test_it_is_formatted_and_the_linter_finds_nothing():
    biome = PACKAGES / "@biomejs" / "biome" / "bin" / "biome"
    ran = node(biome, "check", "--config-path=tests/node/biome-settings.json", "--error-on-warnings", *SOURCES)
    assert ran.returncode == 0, ran.stdout + ran.stderr

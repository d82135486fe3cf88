"""JavaScript is code like the rest: formatted, linted, typed, and tested where it computes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imeworkbook.lab.page import page_data
from imeworkbook.widgets._kit import KitWidget
from imeworkbook.widgets.picture import Picture
from tests.cards import CARDS, cards, opened
from tests.node import CHECKOUT, PACKAGES, node

TSC = PACKAGES / "typescript" / "bin" / "tsc"
BIOME = PACKAGES / "@biomejs" / "biome" / "bin" / "biome"
SETTINGS = CHECKOUT / "tests" / "node"
KIT = CHECKOUT / "imeworkbook" / "widgets" / "kit"
PAGE = CHECKOUT / "imeworkbook" / "lab" / "labextension" / "static" / "page"
SOURCES = ["imeworkbook", "tests"]
SHOWN_WHILE_CLOSED = {"welcome", "safe", "expect", "settings"}


def test_it_is_formatted_and_the_linter_finds_nothing():
    ran = node(BIOME, "check", f"--config-path={SETTINGS / 'biome-settings.json'}", "--error-on-warnings", *SOURCES)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_its_types_fit():
    ran = node(TSC, "-p", SETTINGS / "tsconfig.json")
    assert ran.returncode == 0, ran.stdout


def test_what_it_computes():
    ran = node("--test", "tests/**/*.test.js")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "fail 0" in ran.stdout and "skipped 0" in ran.stdout


# --- the types of what the kernel sends are those of what it does send ---


@pytest.fixture
def sent(monkeypatch) -> list[dict[str, object]]:
    """Every message that a card sends."""
    messages: list[dict[str, object]] = []
    monkeypatch.setattr(KitWidget, "send", lambda _, content, buffers=None: messages.append(content))
    return messages


def typed(values: list[tuple[str, object]], folder: Path) -> list[str]:
    """What tsc has to say of values, each beside the type that it is to be of."""
    lines = [f'import type * as kit from "{(KIT / "faces.d.ts").as_posix()}";']
    lines += [f'import type * as page from "{(PAGE / "data.d.ts").as_posix()}";']
    lines += [f"export const v{n}: {kind} = {json.dumps(value)};" for n, (kind, value) in enumerate(values)]
    (folder / "values.ts").write_text("\n".join(lines), encoding="utf-8")
    told = {"extends": (SETTINGS / "tsconfig.json").as_posix(), "include": ["values.ts"]}
    told["compilerOptions"] = {"allowImportingTsExtensions": True}
    (folder / "tsconfig.json").write_text(json.dumps(told), encoding="utf-8")
    return [line.split("): ", 1)[-1] for line in node(TSC, "-p", folder).stdout.splitlines()]


def test_what_cards_show_and_send_is_of_its_type(tmp_path, monkeypatch, sent):
    values: dict[str, tuple[str, object]] = {}

    def note(kind: str, value: object) -> None:
        values[kind + json.dumps(value)] = (kind, json.loads(json.dumps(value)))

    for card in cards(tmp_path, monkeypatch, "none"):
        note(f'kit.Faces["{card.view}"]' if card.view in SHOWN_WHILE_CLOSED else "kit.Face", card.face)
    for card in cards(tmp_path, monkeypatch, "sample"):
        for _ in opened(card):
            note(f'kit.Faces["{card.view}"]', card.face)
            for name in card.shown[1:]:
                note(f'kit.ChartValues["{name}"]', getattr(card, name))
    note('kit.Faces["picture"]', Picture("A value", page="<p>Text</p>").face)
    for message in sent:
        note("kit.Message", message)
    assert {kind for kind, _ in values.values()} >= {f'kit.Faces["{make().view}"]' for make in CARDS}
    assert typed(list(values.values()), tmp_path) == []


def test_what_the_page_is_told_is_of_its_type(tmp_path):
    assert typed([("page.PageData", page_data())], tmp_path) == []


def test_a_value_of_another_shape_is_found(tmp_path):
    assert len(typed([("page.Part", {"key": "a", "title": "A", "another": 1})], tmp_path)) == 1
    assert len(typed([("page.Part", {"key": "a"})], tmp_path)) == 1

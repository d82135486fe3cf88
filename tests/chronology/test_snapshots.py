"""Eight lives as laid out and as drawn, kept beside the tests: what changes in a picture shows in a diff.

``python -m tests.chronology.test_snapshots`` writes them anew. Look at the pictures before keeping them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imeworkbook.chronology import Chronology
from tests.chronology.cases import CASES, timeline_of

KEPT = Path(__file__).with_name("snapshots")


def layout_text(chart: Chronology) -> str:
    """The layout, one mark or label a line, with positions to a hundredth."""

    def rounded(value: object) -> object:
        if isinstance(value, float):
            return round(value, 2)
        if isinstance(value, dict):
            return {key: rounded(item) for key, item in value.items()}
        return [rounded(item) for item in value] if isinstance(value, list | tuple) else value

    lines = []
    for name, value in chart.layout.to_dict().items():
        items = value if isinstance(value, list | tuple) else [value]
        lines += [f"{name}: {json.dumps(rounded(item), ensure_ascii=False)}" for item in items]
    return "\n".join(lines) + "\n"


def drawn(chart: Chronology) -> str:
    """The printed sheet, an element a line."""
    return chart.to_svg().replace("><", ">\n<") + "\n"


FORMS = {"layout.txt": layout_text, "svg": drawn}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_it_is_drawn_as_it_was(case: str, form: str) -> None:
    assert FORMS[form](Chronology(timeline_of(case))) == (KEPT / f"{case}.{form}").read_text(encoding="utf-8")


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for case in CASES:
        for form, make in FORMS.items():
            (KEPT / f"{case}.{form}").write_text(make(Chronology(timeline_of(case))), encoding="utf-8")

"""The house: a module imports only from floors below its own, and each heavy library has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import imeworkbook

PACKAGE = Path(imeworkbook.__file__).parent
FLOORS = {
    "imports": 0, "resources": 0, "showing": 0, "hosting": 0, "typeset": 0, "language": 0, "countries": 0, "errors": 0,
    "dates": 0, "vocabulary": 0, "values": 0, "kinds": 0, "records": 0,
    "store": 1, "recall": 1, "amounts": 1, "recent": 1,
    "timeline": 2, "dayplan": 2, "prompts": 2, "memory": 2, "asked": 2,
    "chronology": 3, "reading": 3, "connections": 3,
    "review": 4,
    "report": 5, "snapshot": 5, "importers": 5,
    "workbook": 6,
    "widgets": 7, "lab": 7,
    "cli": 8, "__main__": 9, "__init__": 9,
}  # fmt: skip
WITHIN_THE_GROUND_FLOOR = {
    "imports": 0,
    "resources": 0,
    "showing": 0,
    "hosting": 0,
    "typeset": 0,
    "language": 1,
    "countries": 2,
    "errors": 2,
    "dates": 3,
    "vocabulary": 3,
    "values": 4,
    "kinds": 5,
    "records": 6,
}
DOORS = {
    "babel": {"language"},
    "pydantic": {"values", "kinds", "records"},
    "apsw": {"store"},
    "cryptography": {"store"},
    "zxcvbn": {"store"},
    "platformdirs": {"store"},
    "filelock": {"lab"},
    "pandas": {"timeline"},
    "nbconvert": {"report"},
    "nbformat": {"report", "lab"},
    "typst": {"report"},
    "mistune": {"report"},
    "bs4": {"report"},
    "jinja2": {"report", "lab"},
    "anywidget": {"widgets"},
    "ipywidgets": {"widgets"},
    "jupyterlab": {"lab"},
    "jupyter_server": {"lab"},
    "jupyter_client": {"lab"},
    "jupyterhub": {"lab"},
    "tornado": {"lab", "widgets"},
    "ipykernel": {"lab"},
    "icalendar": {"dayplan", "importers"},
    "defusedxml": {"importers"},
    "openpyxl": {"importers"},
    "docx": {"importers"},
    "pypdf": {"importers"},
    "plotly": {"chronology"},
}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if not {"data", "notebooks"} & set(path.parts))


def room(path: Path) -> str:
    """The part of the house that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports when it runs, wherever in the file; not what only the type checker sees."""
    for node in runtime_nodes(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def runtime_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from runtime_nodes(node)


def test_every_module_has_a_floor():
    assert {room(path) for path in modules()} == FLOORS.keys()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path):
    mine = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "imeworkbook" or parts[1] == mine or parts[1] == "__version__":
            continue
        theirs = parts[1]
        if FLOORS[mine] == FLOORS[theirs] == 0:
            assert WITHIN_THE_GROUND_FLOOR[theirs] < WITHIN_THE_GROUND_FLOOR[mine], name
        else:
            assert FLOORS[theirs] < FLOORS[mine], name


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_heavy_library_has_its_door(path):
    for name in imports(path):
        library = name.split(".")[0]
        if library in DOORS:
            assert room(path) in DOORS[library], name


def test_no_cycle_between_files():
    known = {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
        for path in modules()
    }
    graph: dict[str, set[str]] = {}
    for name, path in known.items():
        wanted = {target.removeprefix("imeworkbook.") for target in imports(path) if target.startswith("imeworkbook.")}
        found = {target if target in known else target.rpartition(".")[0] for target in wanted}
        graph[name] = {
            target for target in found if target in known and not name.startswith(f"{target}.") and target != name
        }
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join((*above, name))
        if name in done:
            return
        for target in graph[name]:
            walk(target, (*above, name))
        done.add(name)

    for name in graph:
        walk(name, ())


def test_importing_the_package_is_light():
    heavy = ["pandas", "plotly", "nbconvert", "ipywidgets", "pydantic", "jupyterlab", "apsw", "typst", "numpy"]
    code = f"import sys, imeworkbook; print([name for name in {heavy} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
    )


@pytest.mark.parametrize(
    "renderer", ["figure", "figure_lines", "figure_sheet", "svg", "key", "canvas", "crossings", "pens"]
)
def test_a_renderer_sees_only_the_layout(renderer):
    seen = {
        name.split(".")[1]
        for name in imports(PACKAGE / "chronology" / f"{renderer}.py")
        if name.startswith("imeworkbook.")
    }
    assert seen <= {"chronology", "errors", "language"}
    drawn = {
        name.split(".")[2]
        for name in imports(PACKAGE / "chronology" / f"{renderer}.py")
        if name.startswith("imeworkbook.chronology.")
    }
    assert drawn <= {"marks", "style", "metrics", "figure_sheet", "figure_lines", "canvas", "crossings", "key", "pens"}


def test_every_public_name_is_there():
    for name in imeworkbook.__all__:
        assert getattr(imeworkbook, name) is not None
    with pytest.raises(AttributeError):
        imeworkbook.no_such_name  # noqa: B018


@pytest.mark.parametrize("first", ["imeworkbook.chronology.layout", "imeworkbook.report.documents", "imeworkbook.cli"])
def test_a_public_name_can_be_called_whatever_was_imported_before(first):
    code = f"""
import {first}, imeworkbook as ime, imeworkbook.chronology.layout as layout
with ime.Workbook.in_memory() as workbook:
    assert "data" in ime.chronology(workbook.timeline()).to_plotly()
    assert ime.report(workbook, audience="evaluator").sections
assert layout.lay_out and ime.report.documents and ime.chronology.layout is layout
"""
    subprocess.run([sys.executable, "-c", code], check=True)

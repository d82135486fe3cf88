"""The chapters as JupyterLab sees them: there to read, never to write."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from jupyter_server.services.contents.checkpoints import Checkpoints
from jupyter_server.services.contents.manager import ContentsManager
from tornado.web import HTTPError
from traitlets import default

from imeworkbook.lab.chapters import chapters, notebook
from imeworkbook.language import say
from imeworkbook.store.spoken import speak_as_chosen

_SHIPPED = datetime(2026, 1, 1, tzinfo=UTC)


class NoCheckpoints(Checkpoints):
    """Keeps nothing, as nothing is ever written."""

    def create_checkpoint(self, contents_mgr: ContentsManager, path: str) -> dict[str, Any]:
        """Refuse: a checkpoint would be a copy of what a page showed."""
        raise HTTPError(403, say("launch.read_only"))

    def list_checkpoints(self, path: str) -> list[dict[str, Any]]:
        """Give none."""
        return []

    def rename_checkpoint(self, checkpoint_id: str, old_path: str, new_path: str) -> None:
        """Do nothing: there is none."""

    def delete_checkpoint(self, checkpoint_id: str, path: str) -> None:
        """Do nothing: there is none."""

    def restore_checkpoint(self, contents_mgr: ContentsManager, checkpoint_id: str, path: str) -> None:
        """Refuse: there is none."""
        raise HTTPError(404, say("launch.read_only"))


class ChapterContents(ContentsManager):
    """One flat folder with the shipped chapters. Saving, renaming and deleting are refused."""

    @default("checkpoints_class")
    def _checkpoints_class_default(self) -> type[NoCheckpoints]:
        return NoCheckpoints

    def dir_exists(self, path: str) -> bool:
        """Whether `path` is the one folder."""
        return path.strip("/") == ""

    def file_exists(self, path: str = "") -> bool:
        """Whether `path` names a shipped chapter."""
        return path.strip("/") in {chapter.file for chapter in chapters()}

    def is_hidden(self, path: str) -> bool:
        """Whether `path` is hidden: never."""
        return False

    def is_writable(self, path: str) -> bool:
        """Whether `path` may be written: never."""
        return False

    def get(
        self,
        path: str,
        content: bool = True,
        type: str | None = None,
        format: str | None = None,
        require_hash: bool = False,
    ) -> dict[str, Any]:
        """Give the folder or one chapter as Jupyter's contents model.

        Raises
        ------
        tornado.web.HTTPError
            404 where there is no such chapter.
        """
        if self.dir_exists(path):
            return _folder([self.get(chapter.file, content=False) for chapter in chapters()] if content else None)
        if not self.file_exists(path):
            raise HTTPError(404, say("launch.no_such_chapter"))
        name = path.strip("/")
        return _model(name, "notebook", _notebook(name) if content else None)

    def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Refuse: what a page shows is kept in the workbook and nowhere else."""
        raise HTTPError(403, say("launch.read_only"))

    def delete_file(self, path: str) -> None:
        """Refuse."""
        raise HTTPError(403, say("launch.read_only"))

    def rename_file(self, old_path: str, new_path: str) -> None:
        """Refuse."""
        raise HTTPError(403, say("launch.read_only"))

    def new(self, model: dict[str, Any] | None = None, path: str = "") -> dict[str, Any]:
        """Refuse."""
        raise HTTPError(403, say("launch.read_only"))

    def copy(self, from_path: str, to_path: str | None = None) -> dict[str, Any]:
        """Refuse."""
        raise HTTPError(403, say("launch.read_only"))


def _notebook(file: str) -> dict[str, Any]:
    """Give a chapter with its code marked as trusted.

    nbformat would read it too, but its import took 0.2 s of the first chapter's opening.
    """
    speak_as_chosen()
    found = notebook(file)
    for cell in found["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
    return found


def _folder(children: list[dict[str, Any]] | None) -> dict[str, Any]:
    return _model("", "directory", children)


def _model(path: str, kind: str, content: Any) -> dict[str, Any]:  # noqa: ANN401 - a notebook, or a list of models
    return {
        "name": path,
        "path": path,
        "type": kind,
        "format": None if content is None else "json",
        "content": content,
        "mimetype": None,
        "size": None,
        "writable": False,
        "created": _SHIPPED,
        "last_modified": _SHIPPED,
        "hash": None if kind == "directory" else hashlib.sha256(json.dumps(notebook(path)).encode()).hexdigest(),
        "hash_algorithm": None if kind == "directory" else "sha256",
    }

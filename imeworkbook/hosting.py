"""Whose computer this is: the person's own, or a server on which somebody hosts workbooks for many.

What is said must be true where it runs (`imeworkbook.language.texts`). An operator says who they are in the environment
of each server.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

RUN_BY = "IMEWORKBOOK_RUN_BY"
BACKUPS = "IMEWORKBOOK_BACKUPS"


@dataclass(frozen=True)
class Host:
    """Who runs the server, and what they say of backups.

    Attributes
    ----------
    run_by
        A name that fits into “run by …”.
    backups
        Whole sentences of theirs; empty where they say nothing of it.
    """

    run_by: str
    backups: str = ""


def host() -> Host | None:
    """Who hosts this workbook; None on the person's own computer."""
    run_by = os.environ.get(RUN_BY, "").strip()
    return Host(run_by, os.environ.get(BACKUPS, "").strip()) if run_by else None

"""Leaving out what a library imports only if it is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema, which Jupyter and nbconvert import, tries it for a format that no schema of theirs uses. Building its
# grammar took 1.3 of the 3.3 seconds from the command to a listening server, and half of the 3.3 that importing
# nbconvert's exporters takes (2026-11, 2 cores).
SLOW_GRAMMAR = "rfc3987_syntax"


@contextmanager
def without(optional: str) -> Iterator[None]:
    """Let the libraries imported inside do without one that they take when it is there."""
    kept = sys.modules.get(optional)
    sys.modules[optional] = None  # type: ignore[assignment] # Python's own way to say "not there"
    try:
        yield
    finally:
        del sys.modules[optional]
        if kept is not None:
            sys.modules[optional] = kept

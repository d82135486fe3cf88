"""Bring in a file: what it says, as proposals. Nothing is kept before the person confirmed it, row by row.

`read` knows no workbook; `beside` holds what it found against what is there, and `taking` makes records of what was
confirmed. One module a format.
"""

from __future__ import annotations

from imeworkbook.importers.found import Apart, Proposals, Proposed
from imeworkbook.importers.reading import read
from imeworkbook.importers.table import Choices

import_file = read

__all__ = ["Apart", "Choices", "Proposals", "Proposed", "import_file", "read"]

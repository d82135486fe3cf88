"""JupyterLab as a workbook: the launcher, the server's configuration and the page extension."""

from __future__ import annotations

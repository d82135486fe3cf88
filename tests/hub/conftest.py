"""JupyterHub does not run on Windows; its own documentation says so."""

import sys

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []

"""What the tests of the file share: a filled workbook, another process, a search through files."""

import subprocess
import sys
import textwrap

from imeworkbook.records import Note
from imeworkbook.store import create

PASSPHRASE = "four words beside rivers"
MANY_DRAFTS = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
    INSERT INTO draft SELECT 'k' || i, ? FROM n
"""
CANARY = "Canary-Zwölfzylinder"


def filled(path, *texts):
    store, code = create(path, PASSPHRASE)
    store.put(*(Note(id=text, text=text) for text in texts or ("one", "two")))
    return store, code


def files_with(folder, words):
    forms = [words.encode(), words.encode("utf-16-le"), words.encode().hex().encode()]
    return [path for path in folder.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in forms)]


def run(script, *arguments, **options):
    """Start another process on `script`, as another window would be."""
    code = "import sys; from pathlib import Path; from imeworkbook.store import *\n" + textwrap.dedent(script)
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, **options)

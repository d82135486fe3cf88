#!/bin/sh
cd "$(dirname "$0")" || exit 1
unset PYTHONHOME PYTHONPATH # other software's
for python in python3 python3.15 python3.14 python3.13 python3.12 python3.11; do
    where=$(command -v $python) || continue
    # On a Mac without Apple's developer tools this one is a question whether to install them.
    [ "$where" = /usr/bin/python3 ] && [ "$(uname)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1 && continue
    if "$where" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$where" start.py "$@"
    fi
done
echo "The workbook needs Python 3.11 or newer. How to get it is said in getting-python.html, which opens now."
open getting-python.html 2>/dev/null || xdg-open getting-python.html 2>/dev/null
exit 1

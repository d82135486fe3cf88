#!/bin/sh
cd "$(dirname "$0")" || exit 1
if ! command -v python3 >/dev/null 2>&1; then
    echo "Python is not installed. Please install Python 3.11 or newer from your usual source, then open this again."
    exit 1
fi
exec python3 start.py "$@"

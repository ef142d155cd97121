#!/bin/sh
# Print the name of a Python 3.11 or newer on this machine, or say what to install.
# A name given as the argument (make PYTHON=...) is the only one tried.
# Each is run, not only looked up: a shim on the path may lead nowhere.

for name in ${1:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
if [ -n "${1:-}" ]; then
    echo "PYTHON=$1: not a Python 3.11 or newer; name one, or leave PYTHON out to have it searched" >&2
else
    echo "no Python 3.11 or newer found on the path; install one, or name it: make PYTHON=/path/to/python3 ..." >&2
fi
exit 2

#!/usr/bin/env bash
# The groups that must also pass on Python 3.13, in an environment of its own. A missing interpreter is said, not hidden.
set -eu
cd "$(dirname "$0")/.."
for candidate in python3.13 /usr/bin/python3.13; do
  if found=$(command -v "$candidate"); then
    make --no-print-directory setup PYTHON="$found"
    exec build/py3.13/bin/python tests/groups.py unit contracts decisions journey-of-one
  fi
done
echo "Python 3.13 is not installed here: its tests were NOT run."

#!/usr/bin/env bash
# Makes the environment of one interpreter: setup.sh PYTHON FOLDER LOCK PACKAGE...
set -eu
python=$1 folder=$2 lock=$3
shift 3
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
  echo "Sunledger needs Python 3.11 to 3.13; $python is $("$python" --version)." >&2
  exit 1
fi
if ! [ -x "$folder/bin/pip" ]; then
  echo "Making an environment for $("$python" --version) in $folder ..."
  "$python" -m venv "$folder" || {
    echo "The module venv is missing: as an administrator, apt-get install python3-venv" >&2
    rm -rf "$folder"
    exit 1
  }
fi
echo "Installing the pinned packages of deploy/requirements/$lock.lock ..."
"$folder/bin/pip" install --quiet --disable-pip-version-check --no-build-isolation --require-hashes \
  --requirement "deploy/requirements/$lock.lock"
editable=()
for package in "$@"; do editable+=(--editable "$package"); done
"$folder/bin/pip" install --quiet --disable-pip-version-check --no-build-isolation --no-deps "${editable[@]}"

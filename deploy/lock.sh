#!/usr/bin/env bash
# Pins every dependency with its hashes. Needs a network and uv; keeps what is pinned already unless --upgrade is given.
set -eu
cd "$(dirname "$0")/.."
pin() { uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
  --no-emit-package sunledger-contracts --no-emit-package sunledger-ledger --no-emit-package sunledger-deploy \
  --no-emit-package sunledger-disclosure --no-emit-package sunledger-assessment \
  --no-emit-package sunledger-portal --no-emit-package sunledger-auditor \
  --no-emit-package sunledger-elections --no-emit-package sunledger-mediation --no-emit-package sunledger-mining "$@"; }
pin "$@" deploy/pyproject.toml deploy/requirements/build.in --output-file deploy/requirements/runtime.lock
pin "$@" deploy/pyproject.toml deploy/requirements/dev.in --constraint deploy/requirements/runtime.lock --output-file deploy/requirements/dev.lock
for service in services/*/; do
  pin "$@" "${service}pyproject.toml" --constraint deploy/requirements/runtime.lock --output-file "${service}requirements.lock"
done

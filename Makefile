# Sunledger. `make run` and `make test` need nothing but Python 3.11, make and a network for the first time.

PYTHON ?= python3
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
ENV := build/py$(VERSION)
BIN := $(ENV)/bin
PACKAGES := contracts shared $(wildcard services/*) deploy

.PHONY: run test static check generated format trace locks setup unit contracts services audits browser journeys docs bench growth fuzz mutate-policies notices clean

run: $(ENV)/run.done
	@$(BIN)/sunledger up --home run --example deploy/examples/ningdu

setup: $(ENV)/dev.done

# --- environments: one per interpreter, pinned with hashes, nothing built in isolation

$(ENV)/run.done: deploy/requirements/runtime.lock $(PACKAGES:=/pyproject.toml)
	@deploy/setup.sh $(PYTHON) $(ENV) runtime $(PACKAGES)
	@touch $@

$(ENV)/dev.done: deploy/requirements/dev.lock $(PACKAGES:=/pyproject.toml)
	@deploy/setup.sh $(PYTHON) $(ENV) dev $(PACKAGES)
	@touch $@ $(ENV)/run.done

# --- checks

# What no test runs; `make test` runs the tests of `check` within its groups, each once.
static: setup
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/mypy $(wildcard */src services/*/src)
	@$(BIN)/mypy $(wildcard tests/*) $(wildcard services/*/tests)
	@$(BIN)/lint-imports --no-logo

check: static
	@$(BIN)/python tests/groups.py check

# What follows from the declarations of the services; `make check` fails where a file is not what this writes.
generated: setup
	@$(BIN)/python tests/shape/generated.py

format: setup
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix --output-format concise .

# --- tests, in groups with a budget each; `make test` is what the README and .ci/run call

test: static
	@deploy/browser.sh
	@$(BIN)/python tests/groups.py
	@deploy/other-python.sh

unit contracts services audits docs: setup
	@$(BIN)/python tests/groups.py $@

browser: setup
	@deploy/browser.sh
	@$(BIN)/python tests/groups.py $@

# `make journeys SEEDS=1000` simulates as many schedules before the journeys, SEED=7 the one schedule that failed
journeys: setup
	@$(BIN)/python tests/groups.py $(if $(SEEDS)$(SEED),simulator) $@

trace: setup
	@$(BIN)/python tests/trace.py

# 100,000 inputs: half of them tokens, half documents. The same again with `make fuzz FUZZ_SEED=...`.
FUZZ_SEED ?= $(shell date +%s)
fuzz: setup
	@echo "FUZZ_SEED=$(FUZZ_SEED)"
	@SUNLEDGER_FUZZ=50000 $(BIN)/pytest -q --timeout 0 --hypothesis-seed=$(FUZZ_SEED) tests/contracts/test_tokens.py -k process

# `make bench COMPARE=FILE` shows what has changed against the bench.json of another run; `make growth` takes an hour.
bench: setup
	@$(BIN)/python tests/bench/county.py
	@$(BIN)/python tests/bench/loops.py
	@$(BIN)/python tests/bench/node.py
	@$(BIN)/python tests/bench/auditing.py
	@$(BIN)/python tests/bench/working_days.py
	@$(BIN)/python tests/bench/portal_pages.py
	@$(BIN)/python tests/bench/disclosure_year.py
	@$(BIN)/python tests/bench/tokens.py
	@$(if $(COMPARE),$(BIN)/python tests/bench/figures.py $(COMPARE))

growth: setup
	@$(BIN)/python tests/bench/growth.py

# --- keeping

# Every survivor is listed; a quarter of an hour for all, `make mutate-policies SERVICE=mining` for one service.
mutate-policies: setup
	@$(BIN)/python tests/mutation/mutate_policies.py $(if $(SERVICE),--service $(SERVICE))

notices: setup
	@rm -rf build/notices && $(BIN)/pip install --quiet --disable-pip-version-check --target build/notices chinesecalendar==1.11.0
	@PYTHONPATH=build/notices $(BIN)/python deploy/import_notices.py

locks:
	@deploy/lock.sh

clean:
	rm -rf build

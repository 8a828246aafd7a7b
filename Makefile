.PHONY: run sandbox test test-postgres check audit bench lock

PYTHON ?= python3
BIN := .venv/bin
JOURNEYS ?= tests/journeys

run: .venv/installed ## start the bot, or the sandbox when .env has no VK_TOKENS
	@$(BIN)/otklik start

sandbox: .venv/installed
	@$(BIN)/otklik sandbox

test: .venv/tested ## every test, on as many cores as there are
	@$(BIN)/python -m pytest -n auto --dist worksteal

test-postgres: .venv/tested ## every journey told on PostgreSQL (OTKLIK_TEST_POSTGRES: see tests/storage/postgres.sh)
	@OTKLIK_TEST_DATABASE=postgres $(BIN)/python -m pytest -n auto $(JOURNEYS)

check: .venv/tested
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/python -m tests.security.audit && $(BIN)/python -m pytest -n auto --dist worksteal

audit: .venv/tested ## what is installed against the lock files, and what is publicly known against it
	@$(BIN)/python -m tests.security.audit

bench: .venv/tested
	@$(BIN)/python -m tests.benchmarks

lock: .venv/tested ## rewrite both lock files from pyproject.toml
	@$(BIN)/pip install -q 'uv>=0.9'
	@$(BIN)/uv pip compile pyproject.toml -q -U --generate-hashes --no-header -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml -q -U --extra test --generate-hashes --no-header -o requirements-test.lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Отклик needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing the locked dependencies…"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/tested: .venv/installed requirements-test.lock
	@echo "Installing the test extras…"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

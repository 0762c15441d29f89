# Everything a person or a machine does with Crux. `make` alone prints this help.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
UV_VERSION := 0.13.9
BASE_PYTHON ?= python3

.PHONY: help install run test lint format lock bench bench-matching bench-pages bench-similar bench-digest bench-lighthouse bench-slow-line soak translations clean

help: ## Say what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# The virtual environment of a kind (run or test), made once for each state of its lock file.
$(VENV)/.run: requirements-run.lock pyproject.toml
	@$(MAKE) --no-print-directory $(VENV)/bin/uv
	$(VENV)/bin/uv pip sync --quiet --python $(PYTHON) --require-hashes requirements-run.lock
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.test && touch $@

$(VENV)/.test: requirements.lock pyproject.toml
	@$(MAKE) --no-print-directory $(VENV)/bin/uv
	$(VENV)/bin/uv pip sync --quiet --python $(PYTHON) --require-hashes requirements.lock
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.run && touch $@

# The peers come on top, whatever else is there; a sync of the others takes them out again.
$(VENV)/.bench: requirements-bench.lock $(VENV)/.run
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --require-hashes --requirement requirements-bench.lock
	@touch $@

$(VENV)/bin/uv:
	$(BASE_PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

install: $(VENV)/.test ## Make .venv with everything that running and testing need; join and compress style and script
	@$(PYTHON) -m app.core.assets
	@$(PYTHON) -m tests.install_browser

run: $(VENV)/.run ## Serve the demonstration at http://localhost:8000 (PORT=… for another)
	@$(PYTHON) -m app.core.assets
	@CRUX_MODE=demo $(VENV)/bin/crux migrate
	@CRUX_MODE=demo $(VENV)/bin/crux demo
	@CRUX_MODE=demo exec $(VENV)/bin/crux run

test: install lint ## Everything CI does: lint, types, architecture, templates, tests (parallel)
	$(PYTHON) -m pytest -n 2 --dist worksteal -m "not soak"

lint: $(VENV)/.test ## Style, types, arrows between packages, templates
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint --lint --quiet app

format: $(VENV)/.test ## Put the code into its one shape
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

lock: $(VENV)/bin/uv ## Bring the lock files in line with pyproject.toml; versions in them stay (delete a file to have the newest)
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --extra build \
		--extra web pyproject.toml --output-file requirements-run.lock
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --extra build \
		--extra web --extra e5 --extra minilm --extra dev --constraints requirements-run.lock pyproject.toml --output-file requirements.lock
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --extra bench \
		--constraints requirements-run.lock pyproject.toml --output-file requirements-bench.lock

translations: $(VENV)/.test ## Collect the texts to translate and compile the catalogues
	$(PYTHON) -m app.translations

bench: bench-matching bench-pages bench-similar bench-digest bench-lighthouse bench-slow-line ## Everything that is measured beside peers

bench-pages: $(VENV)/.run ## Pages of the catalogue beside a bare Flask page, at 5,000 and 100,000 solutions
	$(PYTHON) -m tests.benches.pages

bench-similar: $(VENV)/.run ## Solutions like a need while it is typed, at 5,000 and 100,000 solutions
	$(PYTHON) -m tests.benches.similar

bench-digest: $(VENV)/.test ## The weekly mail of 10,000 people: planned, written, and handed over beside bare smtplib
	$(PYTHON) -m tests.benches.digest

bench-lighthouse: $(VENV)/.run ## What Lighthouse says of four pages (needs npm and Chromium)
	$(PYTHON) -m tests.benches.lighthouse

bench-slow-line: $(VENV)/.test ## When pages are seen at 400 kbit/s (needs Chromium)
	$(PYTHON) -m tests.benches.slow_line

bench-matching: $(VENV)/.bench ## Speed of matching beside peers, as ratios of one run (MILLION=1: up to a million documents)
	$(PYTHON) -m matching.benchmark $(if $(MILLION),--million) $(if $(CRUX_BENCH_DATA),--texts "$(CRUX_BENCH_DATA)")

soak: $(VENV)/.test ## The long fault tests, with their figures
	$(PYTHON) -m pytest -m soak -p no:xdist -s

clean: ## Remove what the commands above made (not var/)
	rm -rf $(VENV) static/built .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info

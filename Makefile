# Every command of the project. `make` alone lists them.
# A bare Debian 12 needs two packages for `make run`: make, python3-venv.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help setup run test check test-browser fix pictures migration translations lock

dev := .venv-dev/bin
# Debian's Chromium, or the one the caller names.
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM
jobs ?= auto

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | while IFS='|' read -r verb text; do printf '%-20s %s\n' "$$verb" "$$text"; done

run: ## Set up what is missing and serve the kiosk (HOST, PORT, KIOSK_INSTANCE)
	@sh tools/venv.sh .venv requirements.txt
	@exec .venv/bin/python -m kiosk.serve

setup: ## Make the development environment (Python, and Node's tools where node is installed)
	@sh tools/venv.sh .venv-dev requirements.txt requirements-dev.txt
	@sh tools/node_tools.sh

test: check ## Run every check and every test, browser included
	@sh tools/js_tests.sh
	@sh tools/pytest.sh all -n $(jobs) --dist worksteal

check: setup ## Linters, types and layers only
	$(dev)/ruff format --check .
	$(dev)/ruff check .
	$(dev)/mypy
	$(dev)/lint-imports --no-logo
	$(dev)/djlint templates --lint --quiet
	@sh tools/js_checks.sh

test-browser: setup ## Browser tests only
	@sh tools/pytest.sh browser -n $(jobs) --dist worksteal

fix: setup ## Format and mend what the linters can mend by themselves
	$(dev)/ruff check --fix .
	$(dev)/ruff format .

pictures: setup ## Take the screenshots of docs/ and README from the running product
	$(dev)/python -m tools.pictures

migration: setup ## Draft a migration from the models: make migration m="add opinions"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add opinions"' >&2; exit 2; }
	$(dev)/python -m tools.migration "$(m)"

translations: setup ## Bring the message catalogues up to date and compile them
	$(dev)/python -m tools.translations

lock: ## Pin requirements*.in into requirements*.txt, with hashes (upgrade=--upgrade for newer versions)
	@test -x .venv-lock/bin/uv || { python3 -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv==0.13.9; }
	@for name in requirements requirements-dev; do \
	  .venv-lock/bin/uv pip compile --generate-hashes --universal --python-version 3.11 --no-annotate --no-header \
	    --no-emit-index-url --no-emit-find-links --quiet $(upgrade) $$name.in -o $$name.txt || exit 1; \
	done

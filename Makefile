# make run    set up and open the demo          make test   everything that CI runs, but the proofs
# make check  the linters only                  make proof  what survives a killed process
# make bench  how fast it is, CASES=10000
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The machine's own Node first, else the one that PyPI has put beside Python.
WITH_NODE := PATH="$$PATH:$(CURDIR)/$(BIN)"
CATALOGUES := $(wildcard branddesk/locale/*/LC_MESSAGES/*.po)
VENDOR := branddesk/web/static/vendor
export PYTHONUNBUFFERED := 1

.PHONY: run test check proof bench unit browser postgres chromium assets messages lock clean

run: assets
	@BRANDDESK_DEMO=1 exec $(BIN)/branddesk serve --demo

test: check unit browser postgres

check: $(VENV)/.dev assets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint branddesk --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	DJANGO_SETTINGS_MODULE=branddesk.config.settings.test $(BIN)/django-admin makemigrations --check --dry-run
	$(BIN)/python tools/messages.py check

# An independent client of Ozon's API, to hold the sandbox against; it shares no package with the desk.
FIDELITY := .venv-fidelity
$(FIDELITY)/.made: requirements-fidelity.lock
	@$(PYTHON) -m venv $(FIDELITY)
	@$(FIDELITY)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $<
	@touch $@

unit: $(VENV)/.dev assets $(FIDELITY)/.made
	$(BIN)/pytest -n auto --maxprocesses 4 -m "not browser and not proof"

# Every process has a desk and a Chromium of its own.
# A browser on a busy machine misses a moment now and then; what is broken stays broken.
browser: $(VENV)/.dev assets chromium
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal -m browser --reruns 2

postgres: $(VENV)/.dev assets
	$(BIN)/python tools/test_on_postgres.py -n auto --maxprocesses 4 -m "database and not browser and not proof"

proof: $(VENV)/.dev assets
	$(BIN)/pytest -m proof
	$(BIN)/python tools/test_on_postgres.py -m "database and proof"

# Fills a desk with CASES cases, serves it, and measures it beside the bare SQL; DATABASE chooses sqlite or postgres.
CASES ?= 10000
DATABASE ?= both
# Then the chat: CHATS chats among 2,000 open pages; and the customers' voice: a first reading, pushes, a full inbox.
CHATS ?= 500
bench: $(VENV)/.dev assets
	$(BIN)/python -m tools.bench --cases $(CASES) --database $(DATABASE)
	$(BIN)/python -m tools.bench.chat --chats $(CHATS) --database $(DATABASE)
	$(BIN)/python -m tools.bench.voices --database $(DATABASE)

# What a start needs, each made once and again only when its sources change.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "branddesk needs Python 3.11 or newer; name one: make PYTHON=python3.12 run"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing the locked packages."
	@$(PIP) install --quiet --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the locked development packages."
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

assets: $(VENV)/.installed $(VENDOR)/.made $(VENV)/.messages

node_modules/.made: package.json package-lock.json | $(VENV)/.installed
	@echo "Installing the pages' assets."
	@command -v npm >/dev/null || $(PIP) install --quiet --require-hashes -r requirements-node.lock
	@$(WITH_NODE) npm ci --ignore-scripts --silent
	@touch $@

$(VENDOR)/.made: node_modules/.made tools/vendor.mjs tools/icons.txt
	@$(WITH_NODE) node tools/vendor.mjs
	@touch $@

$(VENV)/.messages: $(CATALOGUES) tools/messages.py | $(VENV)/.installed
	@$(BIN)/python tools/messages.py compile
	@touch $@

chromium:
	@tools/need_chromium.sh

# For the one who changes strings or packages.

messages: $(VENV)/.installed
	$(BIN)/python tools/messages.py update

lock: $(VENV)/.dev
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(PIP) install --quiet uv
	tools/lock.sh

clean:
	rm -rf $(VENV) $(FIDELITY) node_modules $(VENDOR) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

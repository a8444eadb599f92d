# The two that matter: `make publish` and `make test`. `make` alone lists all.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help publish pictures serve test test-fast test-ckan test-hostile lint format locks docs golden bench-reading bench-table clean browser

help:  ## list what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

publish: $(VENV)/.package  ## publish the demonstration portal to datasets/public/
	$(BIN)/daylight publish --project datasets
	@echo
	@echo "Look at the site:  $(BIN)/daylight serve   and open http://127.0.0.1:8000/"

serve: $(VENV)/.package  ## look at the published site
	$(BIN)/daylight serve --project datasets

test: $(VENV)/.dev $(VENV)/.package browser  ## run every fast test, the browser's included
	$(BIN)/python -m pytest

test-fast: $(VENV)/.dev $(VENV)/.package  ## the tests without a browser and without building the wheel
	$(BIN)/python -m pytest -m "not browser and not wheel and not ckan and not hostile"

# A CKAN of its own below .servers, begun empty and taken down whatever happens; it keeps its environment for next time.
test-ckan: $(VENV)/.dev $(VENV)/.package  ## push to a real CKAN and let it harvest (its scripts: ../shared/servers)
	@set -e; if [ -x $(CKAN_UP) ]; then \
	  export BASE=$(CURDIR)/.servers/ckan PLUGINS="datastore harvest ckan_harvester" EXTRA_PIP="ckanext-harvest==1.6.3"; \
	  export DAYLIGHT_CKAN_BASE=$$BASE GUNICORN_CMD_ARGS="--config $(CURDIR)/tests/ckan/gunicorn_hooks.py"; \
	  trap '$(CKAN_UP) down' EXIT; trap 'exit 130' INT TERM; \
	  $(CKAN_UP) wipe; $(CKAN_UP) up; \
	fi; $(BIN)/python -m pytest -m ckan tests/ckan
CKAN_UP := ../shared/servers/ckan_up.sh

test-hostile: $(VENV)/.dev $(VENV)/.package  ## every hostile file through the commands, a quarter of an hour (../shared/hostile)
	$(BIN)/python -m pytest -m hostile tests/hostile

lint: $(VENV)/.dev $(VENV)/.package  ## ruff, mypy --strict, layers, tsc --strict, eslint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-cache
	$(BIN)/python site_templates/build.py --lint

format: $(VENV)/.dev  ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: publish $(VENV)/.dev browser  ## take the pictures of docs/pictures/ anew
	$(BIN)/python -m docs.pictures

docs: $(VENV)/.package  ## write the reference pages that are made from the code
	$(BIN)/python -m docs.reference

golden: $(VENV)/.dev $(VENV)/.package  ## write the golden site tree anew, after a change that is meant
	$(BIN)/python -m tests.golden

locks: $(VENV)/.dev  ## write the locks anew
	$(PIP) install uv
	$(BIN)/uv pip compile -q $(LOCK) pyproject.toml -o locks/run.txt
	$(BIN)/uv pip compile -q $(LOCK) -c locks/run.txt --group build pyproject.toml -o locks/build.txt
	$(BIN)/uv pip compile -q $(LOCK) -c locks/build.txt --group build --group dev pyproject.toml -o locks/dev.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade

browser:
	@command -v chromium >/dev/null || $(MAKE) --no-print-directory install-browser

install-browser:
	@command -v apt-get >/dev/null || { echo "Install Chromium (the command chromium), then run make test again."; exit 1; }
	@if [ "$$(id -u)" = 0 ]; then run=; elif command -v sudo >/dev/null; then run=sudo; else \
	  echo "As root, run: apt-get install chromium fonts-noto-cjk   Then run make test again."; exit 1; fi; \
	$$run apt-get update -q && $$run apt-get install -yq --no-install-recommends chromium fonts-noto-cjk

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Daylight needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.build: locks/build.txt | $(VENV)/bin/python
	$(PIP) install --require-hashes -r locks/build.txt
	@touch $@

$(VENV)/.dev: locks/dev.txt $(VENV)/.build
	$(PIP) install --require-hashes -r locks/dev.txt
	@touch $@

$(VENV)/.package: pyproject.toml $(VENV)/.build $(wildcard site_templates/scripts/*.ts site_templates/scripts/*/*.ts site_templates/styles/*.css site_templates/styles/*/*.css site_templates/*.json site_templates/build.py)
	$(BIN)/python site_templates/build.py
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

bench-reading: $(VENV)/.dev $(VENV)/.package  ## read real and spoiled files with ours and the peers, and write docs/benchmarks/reading.md
	$(BIN)/python -m bench.reading

bench-table: $(VENV)/.package  ## bytes of fifty rows of a million in the browser, and what other ways to cut the file cost
	$(BIN)/python bench/table.py --cuts

clean:  ## remove what was built, but not the environment
	rm -rf site_templates/_built site_templates/node_modules datasets/.daylight datasets/public dist build

# The commands people use. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
BUILT := src/beleidsgraaf/serve/static/built/licences.txt
NATIVE := src/beleidsgraaf/serve/native
COMUNICA := tests/site/endpoint/comunica/node_modules
PYTHONS := src tests benchmarks native frontend/hatch_build.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help install scripts serve test screenshots check check-scripts fix lock bench bench-wsgi bench-pages browser clients allocator native clean
.DEFAULT_GOAL := help

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

install: .venv/installed ## a virtual environment .venv with everything to run

.venv/installed: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --requirement requirements/build.txt
	$(PIP) install --require-hashes --requirement requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/developed: .venv/installed requirements/dev.txt
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

serve: install scripts ## build the graph from the real document and serve it
	$(BIN)/beleidsgraaf build
	$(BIN)/beleidsgraaf serve

scripts: # what npm makes of frontend/; without npm, or its registry, the site does without
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(BUILT) \
	  || echo "SKIPPED: npm could not build the scripts; the site works without them" >&2; \
	else echo "SKIPPED: the scripts are not built, there is no npm; the site works without" >&2; fi

$(BUILT): frontend/node_modules/installed frontend/build.mjs $(shell find frontend/src -type f)
	npm run build --prefix frontend --silent
	@touch $@

browser: # what the browser tests drive; only where apt can install it
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium >/dev/null; } \
	  || echo "SKIPPED: the browser tests need chromium; install it to run them" >&2
	@command -v npm >/dev/null && $(MAKE) --no-print-directory frontend/node_modules/installed \
	  || echo "SKIPPED: no page is checked with axe; that takes npm, and its registry once" >&2

frontend/node_modules/installed: frontend/package-lock.json
	npm ci --prefix frontend --no-audit --no-fund --loglevel=error
	@touch $@

clients: # programs of others that ask the endpoint; only where there is npm
	@command -v npm >/dev/null && $(MAKE) --no-print-directory $(COMUNICA)/installed \
	  || echo "SKIPPED: the endpoint is not asked by Comunica; that takes npm, and its registry once" >&2

$(COMUNICA)/installed: $(COMUNICA:node_modules=package-lock.json)
	npm ci --prefix $(@D:/node_modules=) --no-audit --no-fund --loglevel=error
	@touch $@

allocator: # what makes query processes a fifth faster; the server takes it where it is installed
	@$(PYTHON) -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("mimalloc"))' || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update && \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y libmimalloc-dev >/dev/null; } \
	  || echo "SKIPPED: nothing is tested with mimalloc; install it (Debian: libmimalloc-dev)" >&2

CAN_COMPILE = command -v cc >/dev/null && [ -e "$$($(BIN)/python -c \
  'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ]

native: .venv/installed # what every query goes through, compiled, which the server takes where it is
	@if $(CAN_COMPILE) || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
	  apt-get -qq install -y gcc libc6-dev python3-dev >/dev/null && $(CAN_COMPILE); }; \
	then $(MAKE) --no-print-directory .venv/compiler && $(BIN)/python native/compile.py; \
	else echo "SKIPPED: nothing is compiled; that takes a C compiler and Python's headers" >&2; fi

.venv/compiler: .venv/installed requirements/native.txt
	$(PIP) install --require-hashes --requirement requirements/native.txt
	@touch $@

test: .venv/developed browser clients allocator native scripts ## every test, the real browser and real servers included
	$(BIN)/python -m pytest

screenshots: .venv/developed browser scripts ## take the pictures in README again
	$(BIN)/beleidsgraaf build
	PYTHONPATH=tests $(BIN)/python -m browser.pictures

check: .venv/developed ## linters, types and the rules of the house
	$(BIN)/ruff format --check $(PYTHONS)
	$(BIN)/ruff check $(PYTHONS)
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory check-scripts; \
	else echo "SKIPPED: the scripts are not checked, there is no npm" >&2; fi

check-scripts: frontend/node_modules/installed
	npm run check --prefix frontend --silent

fix: .venv/developed ## format, and mend what can be mended by machine
	$(BIN)/ruff format $(PYTHONS)
	$(BIN)/ruff check --fix $(PYTHONS)

lock: ## write requirements/ anew from pyproject.toml
	$(PYTHON) -m venv .venv && $(PIP) install pip-tools
	for lock in build run dev native ckan; do \
	  case $$lock in \
	    build) from="--build-deps-for=editable --only-build-deps" ;; \
	    run) from="" ;; \
	    dev) from="--extra=dev --constraint=requirements/run.txt" ;; \
	    native) from="--extra=native --constraint=requirements/dev.txt" ;; \
	    ckan) from="" in=requirements/ckan.in ;; \
	  esac; \
	  $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	    --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    $$from --output-file=requirements/$$lock.txt $${in:-pyproject.toml} || exit 1; \
	done

build/bench/installed: # what the endpoint is measured beside; apt brings wrk and Virtuoso where it can
	$(PYTHON) -m venv build/bench
	build/bench/bin/pip install --quiet oxigraph rdflib-endpoint uvicorn
	@{ command -v wrk && command -v virtuoso-t; } >/dev/null || { apt-get -qq update && \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y wrk virtuoso-opensource >/dev/null; } \
	  || echo "MISSING: wrk and Virtuoso come from apt; without wrk nothing is measured" >&2
	@touch $@

BENCH = PATH="$(CURDIR)/build/bench/bin:$$PATH" $(BIN)/python -m benchmarks.run

bench: .venv/developed build/bench/installed allocator native ## measure speed beside other engines: an hour; see docs/reference/speed.md
	$(BIN)/beleidsgraaf build
	gzip -dc snapshots/current/graph.nq.gz > build/bench/graph.nq
	$(BENCH) --graph build/bench/graph.nq
	$(BENCH) --size 10000 --seconds 2 --only "oxigraph serve-read-only" "oxigraph serve"
	$(BENCH) --size 10000 --asked shipped --only virtuoso
	$(BENCH) --graph build/bench/graph.nq --asked hostile --connections 8 --rounds 25
	PYTHONPATH=tests $(BIN)/python -m benchmarks.siege snapshots --seconds 15 --timeout 2
	PYTHONPATH=tests $(BIN)/python -m benchmarks.restarts snapshots

bench-wsgi: .venv/developed build/bench/installed # the endpoint under other servers; bjoern needs libev-dev
	build/bench/bin/pip install --quiet granian gunicorn waitress uwsgi
	build/bench/bin/pip install --quiet bjoern || echo "MISSING: bjoern, which is built with libev-dev" >&2
	$(BIN)/beleidsgraaf build
	gzip -dc snapshots/current/graph.nq.gz > build/bench/graph.nq
	PATH="$(CURDIR)/build/bench/bin:$$PATH" $(BIN)/python -m benchmarks.wsgi build/bench/graph.nq

bench-pages: .venv/developed # how long each kind of page and a search take, also with 100,000 measures: 12 GiB
	$(BIN)/beleidsgraaf build
	$(BIN)/python -m benchmarks.pages snapshots build/bench-pages
	$(PIP) install --no-deps --target build/bench-search tantivy
	PYTHONPATH=build/bench-search $(BIN)/python -m benchmarks.search snapshots

clean: ## everything that can be made again, snapshots included
	rm -rf .venv frontend/node_modules $(COMUNICA) $(dir $(BUILT)) $(NATIVE) snapshots build dist

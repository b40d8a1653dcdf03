# Kehu (客户). `make run` needs Python 3.11+ with venv and Node 20+, nothing else.
SHELL := /bin/bash
PY := .venv/bin/python
NAME ?= *
.DEFAULT_GOAL := run
.PHONY: run test check fix demo bench docs wheel lock

run:  ## build what is missing and serve at http://127.0.0.1:8000
	@.ci/python base
	@.ci/web build
	@exec .venv/bin/kehu serve

test:  ## all tests; ends with pytest's summary
	@.ci/python dev
	@.ci/chromium
	@.ci/web build
	@.ci/web test
	@$(PY) -m pytest -n 2 --dist loadfile

check:  ## formats, rules, types, import contracts, locks
	@.ci/python dev
	@.ci/check

fix:  ## repair formats and what the rules can repair
	@.ci/python dev
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .
	@.ci/web fix

demo:  ## serve a made-up company from its own data folder
	@.ci/python base
	@.ci/web build
	@KEHU_DATA=$${KEHU_DATA:-demo-data} exec .venv/bin/kehu demo

bench:  ## figures as JSON lines; NAME=page runs bench/page.py alone
	@.ci/python dev
	@.ci/web build
	@for file in bench/$(NAME).py; do $(PY) $$file || exit 1; done

docs:  ## the guides as web pages in docs/build
	@.ci/python dev
	@.ci/python docs
	$(PY) -m sphinx -q -W --keep-going docs docs/build

wheel: ## a package that contains the web application
	@.ci/python dev
	@.ci/web build
	@rm -rf build dist
	$(PY) -m build --wheel --no-isolation

lock:  ## compile requirements/*.in again, without any index address
	cd requirements && for name in base dev docs node; do uv pip compile -q --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header $$name.in -o $$name.txt || exit 1; done

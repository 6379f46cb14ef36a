# Needs python3 (3.11 to 3.13) with venv, and make; everything else is installed into .venv from the lock files.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
CODE = service tests scripts benchmarks

.PHONY: help demo serve test test-browser test-clients test-contract sbom fuzz load lint format types openapi readme openapi-check lock bench

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# build back ends, pinned like the rest; nothing is fetched behind pip's back while a package builds
$(VENV)/.build: requirements/build.txt | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/build.txt
	touch $@

# what the service runs on; a newer dev stamp covers it
$(VENV)/.service: requirements/service.txt pyproject.toml $(VENV)/.build
	test -e $(VENV)/.dev || $(PIP) install --require-hashes --no-build-isolation -r requirements/service.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.build
	$(PIP) install --require-hashes --no-build-isolation -r requirements/dev.txt
	touch $@

demo: $(VENV)/.service ## install, start the service, post the first sample dossier, print the findings, stop
	$(BIN)/python scripts/demo.py

serve: $(VENV)/.service ## run the service on 127.0.0.1:8000
	$(BIN)/figurecheck serve

test: $(VENV)/.dev $(VENV)/.service ## run every test
	$(BIN)/python -m pytest

test-browser: $(VENV)/.dev $(VENV)/.service ## run the tests of the page and the workbench in Chromium; installs it, and Node.js
	PYTHON=$(abspath $(BIN)/python) scripts/test-browser.sh

test-clients: $(VENV)/.dev $(VENV)/.service ## generate the Python and TypeScript clients, check their types, try them; needs Node.js
	command -v npm >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm; }
	$(BIN)/python -m tests.clients.run

test-contract: $(VENV)/.dev $(VENV)/.service ## requests that the OpenAPI document allows, and some that it does not, with and without keys
	$(BIN)/python -m tests.contract.run

lint: $(VENV)/.dev ## lint, and check the format
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

format: $(VENV)/.dev ## format in place
	$(BIN)/ruff format $(CODE)

types: $(VENV)/.dev $(VENV)/.service ## check types, strictly
	$(BIN)/mypy

openapi: $(VENV)/.service ## write openapi/openapi.json
	$(BIN)/python -m service.api.openapi openapi/openapi.json

readme: $(VENV)/.service ## write what in README.md follows from the code
	$(BIN)/python scripts/readme.py

openapi-check: $(VENV)/.service ## fail where openapi/openapi.json is out of date
	mkdir -p build
	$(BIN)/python -m service.api.openapi build/openapi.json
	diff -u openapi/openapi.json build/openapi.json

sbom: $(VENV)/.dev ## write build/sbom.json: what the image holds besides Python, as CycloneDX
	mkdir -p build
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.json requirements/service.txt

fuzz: $(VENV)/.dev $(VENV)/.service ## ten minutes of coverage-guided fuzzing over the pipeline; needs a Python that atheris has a wheel for
	$(PIP) install --require-hashes -r requirements/fuzz.txt
	$(BIN)/python -m tests.fuzz.run 600

load: $(VENV)/.dev $(VENV)/.service ## what HTTP adds, throughput and latency against offered load, memory over ten minutes
	$(BIN)/python benchmarks/overhead.py
	$(BIN)/python benchmarks/load.py 8 600

lock: $(VENV)/.dev ## resolve the lock files anew from pyproject.toml
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements/service.txt
	$(BIN)/uv pip compile $(LOCK) --extra dev --extra tracing pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile $(LOCK) requirements/build.in -o requirements/build.txt
	$(BIN)/uv pip compile $(LOCK) requirements/fuzz.in -o requirements/fuzz.txt
LOCK = --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock"

bench: $(VENV)/.dev $(VENV)/.service ## measure extraction against quantulum3's parser, and its cost against input length
	for script in benchmarks/[a-z]*.py; do $(BIN)/python $$script || exit 1; done

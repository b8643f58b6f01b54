# Foedus.  Needs Python 3.11 or later and make; everything else goes into .venv and build/.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DRAFT  := examples/ukraine-2025/guarantee.treaty
REVIEW := build/review.html

# What tools leave behind stays in build/.
export TMPDIR := $(CURDIR)/build/tmp
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
# Node comes from the wheel that pyright[nodejs] brings, not from the machine.
export PYRIGHT_PYTHON_GLOBAL_NODE := 0

PIP := $(BIN)/python -m pip install --quiet

.PHONY: help demo test check pytest look soak bench bless fix docs clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

# --- the virtual environment: one stamp file for each extra -------------------------------------------------------

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Foedus needs Python 3.11 or later: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@mkdir -p "$(TMPDIR)"
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml hatch_build.py $(wildcard native/*)
	@mkdir -p "$(TMPDIR)"
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q src # as pip does for an install that is not editable: the first run costs no more
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@mkdir -p "$(TMPDIR)"
	$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/installed-look: $(VENV)/installed-dev
	@mkdir -p "$(TMPDIR)"
	$(PIP) --editable '.[look]'
	@touch $@

# --- for readers --------------------------------------------------------------------------------------------------

demo: $(VENV)/installed  ## review the proposal of 2025 and write build/review.html
	@mkdir -p build
	$(BIN)/foedus review $(DRAFT) -o $(REVIEW)

# --- for writers --------------------------------------------------------------------------------------------------

test: check pytest  ## all checks and tests; at the end, each skipped test and why

check: $(VENV)/installed-dev  ## ruff, pyright, import-linter
	@mkdir -p "$(TMPDIR)"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --warnings
	$(BIN)/lint-imports --no-logo --cache-dir build/import-linter

pytest: $(VENV)/installed-dev  ## the tests alone
	@mkdir -p "$(TMPDIR)"
	$(BIN)/python -m pytest -q -n auto

look: $(VENV)/installed-look  ## browser checks of the review; needs a Chromium (CHROMIUM=/path)
	@mkdir -p "$(TMPDIR)"
	$(BIN)/python -m pytest -q --look tests/look

soak: $(VENV)/installed-dev  ## the properties and the fuzzers, at length
	@mkdir -p "$(TMPDIR)"
	$(BIN)/python -m pytest -q -n auto --soak

bench: $(VENV)/installed-dev  ## measure, and write docs/reference/figures.md
	@mkdir -p "$(TMPDIR)"
	$(BIN)/python -m benchmarks

bless: $(VENV)/installed-dev  ## rewrite what cases (CASES=…) or, without, cases and pages expect; read the diff
	@mkdir -p "$(TMPDIR)"
	$(BIN)/python -m tests.language.bless $(CASES)
	$(if $(CASES),,$(BIN)/python -m tests.docs.pages)

fix: $(VENV)/installed-dev bless  ## format the code, then bless
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/installed-dev  ## regenerate the generated pages
	$(BIN)/python -m docs.generate

clean:  ## remove all that was made
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Everything a person or a build server runs.  Needs Python 3.11 or later, and make; the commands
# are written out in README.md for those who have no make.

PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
# Names, versions and hashes, if pinned installs are wanted: make check CONSTRAINTS=constraints.txt
PIP     = $(BIN)/python -m pip install --quiet --disable-pip-version-check
STAMP   = $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help check test lint types links reference wheel clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --editable '.[dev]' --constraint constraints.txt
	@touch $@

check: $(STAMP) ## Check the reference driver in every scope and print the verdict table
	$(BIN)/python -m miniport check sample

test: $(STAMP) ## Run the whole test suite
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(STAMP) ## Check style
	$(BIN)/python -m ruff check .

types: $(STAMP) links ## Check types
	$(BIN)/python -m mypy -p miniport

links: # The rooms under their import names, for tools that read files only
	@mkdir -p .links/miniport
	@for room in checker model reports specs; do ln -sfn ../../$$room .links/miniport/$$room; done
	@for file in package/*.py package/*/; do ln -sfn ../../$${file%/} .links/miniport/; done

reference: $(STAMP) ## Write the rule reference and the coverage table anew where they have changed
	$(BIN)/python docs/generate.py

wheel: $(STAMP) ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --outdir dist .

clean: ## Remove what the other targets made
	rm -rf $(VENV) .links build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

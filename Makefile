# Every target does its own set-up: a virtual environment from a lock with hashes. Python 3.11 is all it needs.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
RUNS   ?= 5
POSTS  ?= 5000

.DEFAULT_GOAL := help
.PHONY: help demo test postgres journeys check lint types floors faults fleet bench words lock wheel clean

help:            ## what can be made
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  +##' $(MAKEFILE_LIST) | sed -E 's/:.*## +/\t/' | expand -t 12

$(VENV)/ready: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/pds/ready: $(VENV)/ready $(addprefix tests/servers/pds/,install package.json package-lock.json .npmrc)
	@tests/servers/pds/install $(BIN)/python $(VENV)/pds
	@touch $@

demo: $(VENV)/ready  ## replays October to December 2016, from the calendar to the scorecard
	@$(BIN)/advocacybot demo

test: $(VENV)/pds/ready  ## passes the tests, but for the journeys (EXAMPLES=few: Hypothesis draws a third)
	@$(BIN)/pytest --numprocesses auto --dist worksteal --ignore tests/browser

postgres: $(VENV)/ready  ## passes the tests of what is kept, and of the stages, on a PostgreSQL (apt-get install postgresql)
	@$(BIN)/python -m tests.servers.postgres $(BIN)/pytest tests/store tests/pipeline --numprocesses auto --dist worksteal

journeys: $(VENV)/ready  ## people at the staff room, in a real browser (SCREENSHOTS=folder keeps pictures of its pages)
	@command -v chromium >/dev/null || { echo "The journeys take a browser: apt-get install chromium" >&2; exit 1; }
	@$(BIN)/pytest tests/browser --numprocesses auto $(if $(SCREENSHOTS),--screenshots "$(SCREENSHOTS)")

check: lint types floors test  ## ruff, strict mypy, the floors, the tests

lint: $(VENV)/ready  ## ruff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/ready  ## strict mypy
	@$(BIN)/mypy

floors: $(VENV)/ready  ## imports point down only
	@$(BIN)/lint-imports

faults: $(VENV)/pds/ready  ## kill -9, freeze, lose answers at every step, on every platform (or PLATFORMS="x mastodon"), and the fleet
	@$(BIN)/python -m benchmarks.faults --runs $(RUNS) $(addprefix --platform ,$(PLATFORMS))
	@$(BIN)/python -m benchmarks.fleet --posts $(POSTS)

fleet: $(VENV)/ready  ## two planners and four workers, killed at random, their database and queue too (POSTS=5000)
	@$(BIN)/python -m benchmarks.fleet --posts $(POSTS)

bench: $(VENV)/ready  ## what it costs, a table at the end
	@$(BIN)/python -m benchmarks

words: $(VENV)/ready  ## the catalogues, drawn anew from what the staff room, the cards and the pages say (DOMAIN=scorecard)
	@$(BIN)/python -m tests.catalogues $(DOMAIN)

wheel: $(VENV)/ready  ## the package, into dist/
	@$(BIN)/python -m hatchling build -t wheel

lock: $(VENV)/ready  ## the locks drawn anew from pyproject.toml (needs uv)
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements/run.lock
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --group dev pyproject.toml -c requirements/run.lock -o requirements/dev.lock

clean:           ## takes away what was made
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

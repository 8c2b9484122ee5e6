# `make run` opens the program on its sample, `make test` checks everything. Both set up first what is missing.

PYTHON ?= python3
PY = .venv/bin/python
READY = .venv/.ready
UV = build/lock/bin/python -m uv

# Qt's own name for "without a screen"; leave it out of `run`, which looks for one.
OFFSCREEN = QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test check lint format types imports tests bench prove gallery installer lock clean

help:
	@echo "make run        open the program on its sample (without a screen: do the main job off screen)"
	@echo "make test       every check, then every test          (make check is the same)"
	@echo "  make lint, format, types, imports, tests            one of them alone"
	@echo "make prove      the long proofs        make bench      speed, as ratios"
	@echo "make gallery    pictures of the pages, in build/gallery"
	@echo "make installer  dist/ASC Desk, built and tried"
	@echo "make setup      .venv and what it needs; the others call it"
	@echo "make lock       requirements.lock from pyproject.toml (UPGRADE=1 moves to the newest)"
	@echo "make clean      remove all that can be made again, .venv included"

setup: $(READY)

$(READY): requirements.lock pyproject.toml .ci/setup.py
	@$(PYTHON) .ci/setup.py

run: setup
	@$(PY) -m ascdesk --first-run

test: check

check: lint format types imports tests

lint: setup
	$(PY) -m ruff check

format: setup
	$(PY) -m ruff format --check

types: setup
	$(PY) -m mypy

imports: setup
	.venv/bin/lint-imports

tests: setup
	$(OFFSCREEN) $(PY) -m pytest -n 2

prove: setup
	$(OFFSCREEN) $(PY) -m pytest -m prove

bench: setup
	$(OFFSCREEN) $(PY) -m bench

gallery: setup
	$(OFFSCREEN) $(PY) -m bench.gallery build/gallery

installer: setup
	$(PY) .ci/installer.py

# One lock for every platform and Python that pyproject.toml allows, with the hash of every file of a release.
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install -q --disable-pip-version-check uv
	$(UV) pip compile --quiet --system-certs --universal --python-version 3.11 --fork-strategy fewest --all-extras \
		--generate-hashes --no-header --no-annotate $(if $(UPGRADE),--upgrade) -o requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

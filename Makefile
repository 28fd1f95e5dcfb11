# `make run` and `make test` are all a stranger needs; each sets up what it uses, once.
PYTHON := .venv/bin/python
CORE := tests/unit/kiosk tests/unit/printing tests/unit/hall
# How many tests run at once, 0 for one after the other: make test WORKERS=$(nproc)
WORKERS := 0
PARALLEL = -n $(WORKERS) --maxprocesses=4 --dist worksteal

.PHONY: run test test-kill check bench build soak setup pins sounds goldens openapi clean

run: ## a hall server and a kiosk with the sample hall; ARGS="--windowed" and more: mpp-kiosk demo --help
	@deploy/setup.sh run
	@deploy/foreground.sh .venv/bin/mpp-kiosk demo $(ARGS)

test: ## every test, the core in an interpreter without Qt; PYTEST="tests/golden -k home" narrows
	@deploy/setup.sh dev
ifndef PYTEST
	PYTHONPATH=tests/house/without_qt:. $(PYTHON) -m pytest -p no:pytest-qt \
		-o addopts="--strict-markers --import-mode=importlib -ra" \
		-W "ignore:Unknown config option" $(PARALLEL) $(CORE)
	$(PYTHON) -m pytest $(PARALLEL) $(CORE:%=--ignore=%)
else
	$(PYTHON) -m pytest $(PYTEST)
endif

test-kill: ## kill -9 a hundred times on each database; ARGS="--kill-seed=7" decides as seed 7 did
	@deploy/setup.sh dev
	$(PYTHON) -m pytest tests/kill --kills=100 $(ARGS)

check: ## format, lint, types, import law, QML lint
	@deploy/setup.sh dev
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) tests/house/qml_lint.py

bench: ## the figures README quotes, measured here and now
	@deploy/setup.sh dev
	$(PYTHON) -m benchmarks

build: ## a PyInstaller folder in dist/mpp-kiosk, then a visitor's first number with it
	@deploy/setup.sh dev
	$(PYTHON) -m PyInstaller --noconfirm --clean --log-level WARN build.spec
	$(PYTHON) -m pytest tests/build

setup: ## only what `make test` needs
	@deploy/setup.sh dev

pins: ## exact versions and hashes from pyproject.toml
	@deploy/setup.sh dev
	deploy/make_pins.sh --upgrade

sounds: ## the clips of the board, from espeak-ng
	@deploy/setup.sh dev
	$(PYTHON) deploy/make_sounds.py

goldens: ## write the golden pictures again; look at every one before you commit it
	@deploy/setup.sh dev
	$(PYTHON) -m pytest tests/golden --update-goldens

openapi: ## write docs/openapi.json again
	@deploy/setup.sh dev
	$(PYTHON) -m hall.openapi docs/openapi.json

clean: ## forget everything that can be made again
	rm -rf .venv build dist run .mypy_cache .ruff_cache .pytest_cache .hypothesis

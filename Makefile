# Two commands matter: `make run` and `make test`. Both install what they need, once.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
WORKERS ?= 2
ARGS ?=
export VENV PYTHON

# offscreen and without a GPU: what tests, benchmarks and pictures have in common
SCREENLESS := QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software QSG_RENDER_LOOP=basic
SOURCES := kiosk drivers ui deploy tests
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe

.PHONY: help run test lint format bench screens setup-run setup-test lock clean
.NOTPARALLEL:

help:  ## what can be made
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: setup-run  ## everything: backend, device emulators and the terminal; without a display a scripted visit into out/run
	@$(BIN)/kiosk demo $(ARGS)

test: setup-test  ## all tests; ARGS="tests/unit -k card" for some
	@$(SCREENLESS) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

lint: setup-test  ## style, types, import contracts, QML, sizes, words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/basedpyright -p . --pythonpath $(BIN)/python --warnings
	git ls-files -z 'ui/*.qml' | xargs -0 -r $(BIN)/pyside6-qmllint -I ui/shell/types --max-warnings 0
	$(BIN)/python -m pytest -q tests/architecture

format: setup-test  ## put the code into the one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-test  ## measurements into out/bench.json; nothing here passes or fails
	@$(SCREENLESS) $(BIN)/python -m tests.bench --out out/bench.json $(ARGS)

screens: setup-run  ## every page in both modes into out/screens
	@$(SCREENLESS) $(BIN)/kiosk screens --out out/screens $(ARGS)

setup-run:  ## only install what running needs
	@deploy/bootstrap/setup.sh run

setup-test:  ## only install what testing needs
	@deploy/bootstrap/setup.sh test

lock: setup-test  ## choose the newest allowed Python packages again: ARGS="--upgrade-package NAME" for one
	$(LOCK) --extra backend -o deploy/requirements-run.txt $(ARGS) pyproject.toml
	$(LOCK) --extra backend --extra test -c deploy/requirements-run.txt -o deploy/requirements-test.txt $(ARGS) pyproject.toml

clean:  ## forget what was built and installed
	rm -rf $(VENV) out *.egg-info

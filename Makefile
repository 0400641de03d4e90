# Switchboard: `make run` starts the application, `make test` proves it. Both set up what they need.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test bench bench-peers lint format clean

PORT ?= 8501
BIN := .venv/bin
PACKAGES := domain scenarios simulation optimizer models workbench operations dashboard
TYPED := $(PACKAGES) benchmarks $(wildcard streamlit_app.py)
RUN_READY := .venv/.ready-to-run
TEST_READY := .venv/.ready-to-test
COMPILED := .venv/.compiled
KERNELS := optimizer/arrays.py optimizer/compiled.py $(wildcard $(patsubst %,optimizer/%/*.py,search linked exact))

help:  ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20
	@echo "  Options of run: PORT=8501, ADDRESS=0.0.0.0 (others may connect), HEADLESS=1 (open no browser)"

run: $(COMPILED)  ## start the application and print its address
	@echo "Switchboard: http://localhost:$(PORT) (stop it with Ctrl-C)"
	@exec $(BIN)/streamlit run streamlit_app.py --server.port $(PORT) \
	    $(if $(ADDRESS),--server.address $(ADDRESS)) $(if $(HEADLESS),--server.headless true)

test: lint $(COMPILED)  ## check style, types and imports, then run every test
	@tools/browser.sh
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder --cov --cov-report=term

bench: $(TEST_READY) $(COMPILED)  ## run the long proofs and the benchmarks; WRITE=1 keeps the figures in benchmarks/RESULTS.md
	@tools/browser.sh
	$(BIN)/python -m benchmarks $(if $(WRITE),--write)

bench-peers:  ## install the programs that benchmarks compare with, apart from the product
	@tools/setup.sh benchmarks/requirements-peers.txt .venv-peers

lint: $(TEST_READY)  ## check style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict $(TYPED)

format: $(TEST_READY)  ## put the code into the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what make and the tests have made, except the data in var/
	rm -rf .venv .venv-peers .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_READY): requirements.txt tools/setup.sh
	@tools/setup.sh requirements.txt
	@touch $@

$(COMPILED): $(RUN_READY) $(KERNELS)
	@echo "Compiling the search of crew plans; this takes some ten seconds."
	@$(BIN)/python -m optimizer.warm_up
	@touch $@

$(TEST_READY): requirements-dev.txt $(RUN_READY)
	@tools/setup.sh requirements-dev.txt
	@touch $@

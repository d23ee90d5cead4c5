# Everything sets itself up: each target makes what it lacks, and a second run starts at once.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

PYTHON ?= python3
export UV_PYTHON_DOWNLOADS := never
ARGS ?=

DONE := .cache/done
UV := .cache/bootstrap/bin/uv
JAVA := .cache/runtimes/java/bin/java
NODE := .cache/runtimes/node/node

# What a command of the product runs with: the Java and Node that set-up chose.
RUN := env JAVA_HOME=$(CURDIR)/.cache/runtimes/java \
	PATH="$(CURDIR)/.venv/bin:$(CURDIR)/.cache/runtimes/node:$(CURDIR)/.cache/runtimes/java/bin:$$PATH" PYTHONPATH=$(CURDIR)
# npm's scripts call `node` by name.
NPM := PATH="$(CURDIR)/.cache/runtimes/node:$$PATH" npm --prefix dashboard --no-audit --no-fund

PRODUCT := $(DONE)/hub $(DONE)/airflow-database $(DONE)/jars $(DONE)/dashboard
IMAGE := $(DONE)/hub $(DONE)/airflow $(DONE)/jars $(DONE)/s3-jars $(DONE)/dashboard
TOOLS := $(DONE)/dev $(PRODUCT) $(DONE)/s3
# What the full stack needs besides: only who asks for it waits for it.
FULL := $(if $(findstring full,$(ARGS) $(HUB_PROFILE)),$(DONE)/s3)

##@ Running
.PHONY: up
up: $(PRODUCT) $(FULL)  ## Start everything; Ctrl-C stops it. Arguments for `hub up`: make up ARGS="--detach"
	@exec $(RUN) hub up $(ARGS)

.PHONY: down
down:  ## Drain the stream and stop everything
	@if [[ -x .venv/bin/hub ]]; then $(RUN) hub down; else echo "Nothing is set up here, so nothing runs."; fi

##@ Checking
.PHONY: test
test: $(TOOLS)  ## Run every test, scaled down but on real parts
	@$(RUN) pytest -n 2 --dist loadfile -m "not prove and not full" $(ARGS)
	@$(NPM) test

.PHONY: lint
lint: $(TOOLS)  ## Check style, types and the direction of imports
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) lint-imports
	@$(NPM) run lint

.PHONY: bench
bench: $(TOOLS)  ## Measure latency, drain, serving and memory
	@$(RUN) python -m benchmarks $(ARGS)

.PHONY: prove
prove: $(TOOLS)  ## Run the proofs at full scale; the report goes to docs/evidence/
	@$(RUN) pytest -m "prove or full" $(ARGS)

##@ Setting up
.PHONY: setup
setup: $(TOOLS)  ## Make everything that the other targets need

.PHONY: image
image: $(IMAGE)  ## Make what a container image of the product holds

.PHONY: pins
pins: $(UV)  ## Pin the newest versions that requirements/*.in allow
	@for name in bootstrap java node go hub dev airflow; do \
		env -u PIP_FIND_LINKS -u UV_FIND_LINKS $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
			requirements/$$name.in --output-file requirements/$$name.txt; done

.PHONY: clean
clean:  ## Remove environments, jars and builds, but no data
	rm -rf .venv .venv-airflow .cache dashboard/node_modules backend/static/dashboard

.PHONY: help
help:  ## Show this
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# Each file below says that a part is made, and is remade when what it is made from changes.
$(DONE)/machine: hub/installer/machine.py
	@mkdir -p $(@D)
	@PYTHONPATH=$(CURDIR) $(PYTHON) -m hub.installer.machine
	@touch $@

$(UV): requirements/bootstrap.txt | $(DONE)/machine
	@echo "Bringing uv, which puts the environments together"
	@$(PYTHON) -m venv .cache/bootstrap
	@.cache/bootstrap/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

$(DONE)/hub: requirements/hub.txt pyproject.toml $(UV)
	@echo "The product's Python environment, .venv"
	@[[ -x .venv/bin/python ]] || $(UV) venv --quiet --python $(PYTHON) .venv
	@$(UV) pip install --python .venv --require-hashes --requirement $<
	@$(UV) pip install --python .venv --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/hub
	@echo "The tools of tests and linters, in .venv"
	@$(UV) pip install --python .venv --require-hashes --requirement $<
	@touch $@

$(DONE)/airflow: requirements/airflow.txt $(UV)
	@echo "Airflow's Python environment, .venv-airflow"
	@[[ -x .venv-airflow/bin/python ]] || $(UV) venv --quiet --python $(PYTHON) .venv-airflow
	@$(UV) pip install --python .venv-airflow --require-hashes --requirement $<
	@touch $@

# A new stack copies this database, with the DAGs already read: making it takes as long as the rest of Airflow's start.
$(DONE)/airflow-database: $(DONE)/airflow
	@rm -rf .cache/airflow && mkdir -p .cache/airflow
	@export AIRFLOW_HOME=$(CURDIR)/.cache/airflow AIRFLOW__CORE__LOAD_EXAMPLES=False \
		AIRFLOW__CORE__DAGS_FOLDER=$(CURDIR)/dags PYTHONPATH=$(CURDIR) \
		AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=sqlite:///$(CURDIR)/.cache/airflow/airflow.db; \
	for step in "db migrate" "dags reserialize"; do \
		.venv-airflow/bin/airflow $$step >> .cache/airflow/making.log 2>&1 || { cat .cache/airflow/making.log; exit 1; }; \
	done
	@sha256sum < requirements/airflow.txt | cut --delimiter=' ' --fields=1 > .cache/airflow/migrated-for
	@touch $@

$(JAVA): | $(DONE)/hub
	@.venv/bin/python -m hub.installer.java

$(NODE): | $(DONE)/hub
	@.venv/bin/python -m hub.installer.node

$(DONE)/jars: hub/installer/jars.lock $(DONE)/hub | $(JAVA)
	@.venv/bin/python -m hub.installer.jars
	@touch $@

$(DONE)/s3: $(DONE)/s3-jars $(DONE)/s3-server
	@touch $@

$(DONE)/s3-jars: hub/installer/scala/ConditionalCreateLogStore.scala $(DONE)/jars
	@.venv/bin/python -m hub.installer.jars s3
	@.venv/bin/python -m hub.installer.log_store
	@touch $@

$(DONE)/s3-server: hub/installer/go/go.mod hub/installer/go/go.sum $(UV) | $(DONE)/hub
	@.venv/bin/python -m hub.installer.s3_server
	@touch $@

$(DONE)/node-modules: dashboard/package.json dashboard/package-lock.json | $(NODE)
	@echo "The dashboard's packages"
	@$(NPM) ci --loglevel=error
	@touch $@

$(DONE)/dashboard: $(DONE)/node-modules $(shell find dashboard -path dashboard/node_modules -prune -o -type f -print 2>/dev/null)
	@echo "The dashboard's build"
	@$(NPM) run build --loglevel=error
	@touch $@

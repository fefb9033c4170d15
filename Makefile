# make run     sets up what runs, then runs the main job on the sample reports
# make extras  adds feeds, pages, the desk, PostgreSQL, charts and scrapers to that
# make test    sets up what develops, then runs lint, types and every test

.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
OUT ?= out
FUZZ_SECONDS ?= 600
SOAK_SECONDS ?= 3600
UNIT := not integration and not faults and not clients

.PHONY: help setup extras run test check lint faults fuzz soak bench bench-peers clients packages oldest newest kafka-up kafka-down lock sbom docs clean

help:
	@sed -n 's/^# //p' Makefile

# Each lock holds the ones before it, so that one environment serves all three.
setup: .venv/ready
extras: .venv/ready-extras

.venv/ready-run: requirements.lock
.venv/ready-extras: requirements-extras.lock
.venv/ready: requirements-dev.lock
.venv/ready-run .venv/ready-extras .venv/ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "wirewatch needs Python 3.11 to 3.13; none of python3.13, python3.12, python3.11, python3 is one (set PYTHON=...)"; exit 2; }
	@$(PYTHON) deploy/setting_up.py $(filter %.lock,$^) $(if $(findstring dev,$^),--compile --languages)
	@touch $@ $(SMALLER_$(notdir $@))

SMALLER_ready-extras := .venv/ready-run
SMALLER_ready := .venv/ready-run .venv/ready-extras

# The first start writes the bytecode of what it needs, once.
run: export PYTHONDONTWRITEBYTECODE :=
run: .venv/ready-run
	$(BIN)/wirewatch run samples/reports --out $(OUT)
	@echo "yours      $(BIN)/wirewatch run samples/reports/*.json* --out mine  (FILES of your own in place of these)"
	@echo "commands   . $(BIN)/activate  (from then on plain wirewatch)"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Bytecode of tests and product is written once, for every process that tests start.
check test oldest newest: export PYTHONDONTWRITEBYTECODE :=

# Fewer examples of each property, and no test that takes seconds by itself; `make test` has the whole.
check: lint
	$(BIN)/python -m pytest -n 2 --dist loadscope --hypothesis-profile quick -m "not slow and $(UNIT)" tests/unit tests/claims tests/fuzz

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "$(UNIT)"
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "integration and not faults" --ignore tests/integration/flink
	$(BIN)/python -m pytest -m "integration and not faults" tests/integration/flink

# Kills, restarts and the real corpora: longer than anybody waits for.
faults: setup
	$(BIN)/python -m pytest -m faults -s

# Records that things have happened to, for FUZZ_SECONDS, through the whole chain; prints what became of them.
fuzz: setup
	FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python -m pytest -q -s tests/fuzz

# A steady feed for SOAK_SECONDS; prints how memory, descriptors and state grow.
soak: setup
	SOAK_SECONDS=$(SOAK_SECONDS) $(BIN)/python -m pytest -q -s tests/faults/test_soak.py

# What it costs, in its short form, against what was recorded; WHEEL=dist/... for a release beside it. Fails on a fall.
bench: setup
	$(BIN)/python -m benchmarks.bench $(if $(WHEEL),--against $(WHEEL))

# The same work by other stream processors, each in an environment of its own, and what a kill costs; needs the network.
bench-peers: setup
	$(BIN)/python -m benchmarks.peers.suite

# Clients of other houses (DuckDB 1, polars, Node, Go, Rust, Java ...) read what leaves the system; needs the network.
clients: setup
	$(BIN)/python -m pytest -m clients -v tests/clients

# Each extra alone in an empty environment, by the ranges of pyproject.toml; needs the network.
packages: setup
	$(BIN)/python -m pytest -m clients -v tests/clients/test_extras.py

# The unit tests on the oldest and the newest of every dependency that pyproject.toml allows; needs uv and the network.
oldest newest: .venv/ready-run
	uv venv --quiet --clear --seed --python $(BIN)/python .venv/$@
	uv pip install --quiet --python .venv/$@ --resolution $(RESOLUTION_$@) -e '.[dev]'
	.venv/$@/bin/python -m pytest -n 2 --dist loadfile -m "$(UNIT)"
RESOLUTION_oldest := lowest-direct
RESOLUTION_newest := highest

# A local broker from Maven's jars; needs Java 17 and Maven.
kafka-up: .venv/ready-run
	$(BIN)/python -m deploy.kafka up

kafka-down: .venv/ready-run
	$(BIN)/python -m deploy.kafka down

# What runs, what runs with every extra, what develops: hashes and no addresses, one version of each in all three.
COMPILE = uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-annotate --no-header --quiet
lock:
	$(COMPILE) --extra dev --output-file requirements-dev.lock
	$(COMPILE) --extra all --constraint requirements-dev.lock --output-file requirements-extras.lock
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock

# What .venv holds, as CycloneDX (out/sbom.json): the tool has an environment of its own.
sbom: .venv/ready-run
	$(PYTHON) -m venv .venv/sbom
	.venv/sbom/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/sbom/requirements.txt
	mkdir -p $(OUT)
	.venv/sbom/bin/cyclonedx-py environment .venv --pyproject pyproject.toml --output-reproducible \
		--output-format JSON --output-file $(OUT)/sbom.json

# docs/ and what is made from the code, as a site (out/docs/index.html): the generator has an environment of its own.
docs: .venv/ready-run
	$(PYTHON) -m venv .venv/docs
	.venv/docs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r docs/site/requirements.txt
	$(BIN)/python -m docs.site.gather build/docs
	.venv/docs/bin/python -m sphinx --quiet --fresh-env --fail-on-warning --keep-going -c docs/site build/docs/docs $(OUT)/docs

clean:
	rm -rf .venv out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

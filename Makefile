# Every verb does its own set-up. `make run` and `make test` are all that one needs.
.PHONY: run demo hosted test search check bench lint types contracts templates messages lock clean
SHELL := /bin/sh
PY := .venv/bin/python
# A file's tests stay together, and go in the order that `tests/conftest.py` gives them;
# more than four browsers at once help nobody.
SPREAD := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# Hundreds of processes: each would compile every module anew, where a system forbids it.
export PYTHONDONTWRITEBYTECODE :=
# No run depends on luck: the same order and the same examples, until one searches.
SEED := --randomly-seed=1

run: .venv/.home .venv/.sentences  ## open the program on this computer
	@.venv/bin/nearer serve

demo: .venv/.home .venv/.sentences  ## look around with two fictitious people; nothing of yours is touched
	@.venv/bin/nearer serve --demo

hosted:  ## set up to serve many, after each upgrade too: docs/operate/hosting.md
	@scripts/setup hosted

test: .venv/.dev  ## everything that has to hold, in a browser too
	@$(PY) scripts/messages.py compile
	@$(PY) -m pytest -q $(SEED) $(SPREAD) -m "not browser" --cov --cov-report=
	@$(PY) scripts/coverage_floors.py
	@$(PY) -m pytest -q $(SEED) $(SPREAD) -m browser

search: .venv/.dev  ## other examples, more of them, in another order: what no run has tried yet
	@NEARER_HYPOTHESIS=search $(PY) -m pytest $(SPREAD) -m "not browser"

check: lint types contracts templates test  ## what every commit on main passes

lint: .venv/.dev
	@.venv/bin/ruff format --check . && .venv/bin/ruff check .

types: .venv/.dev
	@.venv/bin/mypy

contracts: .venv/.dev
	@.venv/bin/lint-imports --no-cache

templates: .venv/.dev
	@.venv/bin/djlint src --lint --quiet
	@$(PY) scripts/messages.py check

messages: .venv/.dev  ## collect new sentences into the catalogues, then compile them
	@$(PY) scripts/messages.py update

bench: .venv/.dev  ## peers and this project side by side, in an environment of their own
	@benchmarks/run

lock:  ## pin every requirement anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --all-extras --group dev pyproject.toml -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --extra web -c requirements/dev.txt pyproject.toml requirements/build.in -o requirements/home.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --extra web --extra postgres --extra hosted -c requirements/dev.txt pyproject.toml requirements/build.in -o requirements/hosted.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --extra web --extra postgres --extra hosted --extra research -c requirements/dev.txt pyproject.toml requirements/bench.in -o requirements/bench.txt

.venv/.home: requirements/home.txt pyproject.toml
	@scripts/setup home

# Sentences that came with an upgrade.
.venv/.sentences: $(wildcard src/nearer/*/locale/*/LC_MESSAGES/*.po) .venv/.home
	@$(PY) scripts/sentences.py && touch $@

.venv/.dev: requirements/dev.txt pyproject.toml
	@scripts/setup dev

clean:
	rm -rf .venv .bench-venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

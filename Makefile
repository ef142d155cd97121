# Everything here needs Python 3.11 or newer, make and a network; nothing else.
# The environment is made on first use and again when its lock file changes.

VENV ?= .venv
PYTHON ?=
FILE ?=
ARGS ?=

PY := $(VENV)/bin/python
UV ?= $(VENV)/bin/uv
APP := $(VENV)/.installed-app
DEV := $(VENV)/.installed-dev
LEARN := $(VENV)/.installed-learn

.DEFAULT_GOAL := help
.PHONY: help app vet test check lint bench fuzz bench-rewording bench-verdicts learn lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 24

app: $(APP) ## set up if needed, then open the app on a page already vetted
	$(PY) -m kb app $(ARGS)

vet: $(APP) ## judge one file or folder: make vet FILE=page.txt
	@if [ -z "$(FILE)" ]; then echo "make vet: no file named; say which: make vet FILE=page.txt" >&2; exit 2; fi
	@$(PY) -m kb vet --fail-on never $(ARGS) "$(FILE)"

test: lint ## everything: check, then every test, in a browser too
	$(PY) -m tests.office
	browser=$$($(PY) -m tests.browser) && CLAIMS_KB_BROWSER="$$browser" $(PY) -m pytest $(ARGS)

check: lint ## style, types, import contracts, doctests, content
	$(PY) -m pytest -q kb

lint: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) $(VENV)/bin/lint-imports
	CLAIMS_KB= $(PY) -m kb check

bench: $(DEV) ## how fast, how much memory
	$(PY) -m bench.speed
	$(PY) -m bench.pace
	$(PY) -m bench.documents

fuzz: $(DEV) ## damaged files against every reader: make fuzz ARGS="--seconds 600"
	$(PY) -m bench.fuzz $(ARGS)

bench-rewording: $(DEV) ## what becomes of problem passages, each wording put in its place and vetted
	$(PY) -m bench.rewording $(ARGS)

bench-verdicts: $(LEARN) ## how right, against labelled pages: learned from, left out, never read
	$(PY) -m bench.verdicts $(ARGS)

learn: $(LEARN) ## learn the weights anew from labelled pages and the examples of the claims
	$(PY) -m bench.learn

# The addresses of indexes stay out, so the locks serve whatever index pip is set to.
LOCK = $(UV) pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: $(DEV) ## lock the dependencies anew: make lock ARGS=--upgrade
	@command -v $(UV) >/dev/null || $(PY) -m pip install --quiet uv
	$(LOCK) --group build -o requirements/app.txt $(ARGS)
	$(LOCK) --group dev -c requirements/app.txt -o requirements/dev.txt $(ARGS)
	$(LOCK) --group learn -c requirements/dev.txt -o requirements/learn.txt $(ARGS)

clean: ## remove the environment and everything made
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(APP): requirements/app.txt pyproject.toml
	@python=$$(sh scripts/python.sh $(PYTHON)) && "$$python" scripts/environment.py $(VENV) requirements/app.txt
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml
	@python=$$(sh scripts/python.sh $(PYTHON)) && "$$python" scripts/environment.py $(VENV) requirements/dev.txt
	@touch $@ $(APP)

$(LEARN): requirements/learn.txt $(DEV)
	@$(PY) scripts/environment.py $(VENV) requirements/learn.txt
	@touch $@

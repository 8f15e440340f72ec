# make run    sets everything up and starts the desk
# make test   sets up and runs the tests
# make check  lints, types, import directions and the tests
# make readme writes the table of settings and the measured speed into README.md

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TORCH := 2.13.0
# Where PyTorch publishes its CPU builds; the default index has builds that bring 2 GB of CUDA along.
TORCH_CPU_INDEX ?= https://download.pytorch.org/whl/cpu

.PHONY: run test check format readme lock clean

run: $(INSTALLED)
	@$(BIN)/frontdesk run

test: $(INSTALLED)
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: $(INSTALLED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

readme: $(INSTALLED)
	PYTHONPATH=. $(BIN)/python .ci/readme

# torch comes first, in its CPU build, so that nothing after it pulls in another.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "frontdesk needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip setuptools
	$(BIN)/python -m pip install --quiet "torch==$(TORCH)+cpu" 2>/dev/null || \
		$(BIN)/python -m pip install --quiet "torch==$(TORCH)" --index-url $(TORCH_CPU_INDEX) || \
		$(BIN)/python -m pip install --quiet "torch==$(TORCH)"
	@echo "Installing; llama.cpp is built for this machine, which takes some minutes the first time."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $(INSTALLED)

lock: $(INSTALLED)
	$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' > constraints.txt

clean:
	rm -rf $(VENV) var

# make run    set up what is missing, train if need be, serve the guide
# make test   set up what is missing, then lint, types and all tests
# make check  check the content: everything that is wrong or old, with file and line
# make report count what the content holds, and trace some facts from a reply to their source
# make nlu-report  measure how well the guide understands, beside the stock pipeline; writes reports/nlu.html
# make encoder  teach the sentence encoder anew: half an hour, seldom needed
# make schema write the JSON Schemas that help an editor
# make train  train the model if anything it is made from has changed
# make lock   resolve the dependencies anew
# make clean  remove everything that was set up or trained; conversations stay

SHELL := /bin/sh
PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false

.PHONY: run test check report nlu-report encoder schema train lock clean setup setup-dev

setup:
	@scripts/setup.sh

setup-dev:
	@scripts/setup.sh dev

# exec, so that Ctrl-C and signals reach the guide itself and its exit code is make's.
run: setup
	@exec $(PYTHON) -m ahp_careers.cli run

check: setup
	@$(PYTHON) -m ahp_careers.cli check

report: setup
	@$(PYTHON) -m ahp_careers.cli report

nlu-report: setup-dev
	@$(PYTHON) -m benchmarks.nlu.report

encoder: setup
	@scripts/encoder.sh

schema: setup
	@$(PYTHON) -m ahp_careers.cli schema

train: setup
	@$(PYTHON) -m ahp_careers.cli train

test: setup-dev
	@scripts/browser.sh || true
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m ahp_careers.cli check
	$(PYTHON) -m ahp_careers.cli train
	$(PYTHON) -m pytest

lock: setup
	@scripts/lock.sh

clean:
	rm -rf .venv .tools .rasa models .mypy_cache .pytest_cache .ruff_cache *.egg-info

# One line each: what they do stands in clinic/run/.
PYTHON ?= python3
.PHONY: run test format lock bench drill demo clean

run:
	@$(PYTHON) clinic/run/start.py serve
test:
	@$(PYTHON) clinic/run/start.py check
format:
	@$(PYTHON) clinic/run/start.py polish
lock:
	@$(PYTHON) clinic/run/start.py lock
bench:
	@$(PYTHON) clinic/run/start.py bench
drill:
	@$(PYTHON) clinic/run/start.py drill
demo:
	@$(PYTHON) clinic/run/start.py demo
clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov var/static var/log

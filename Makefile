# `make run` and `make test` are the two commands of the README; `make help` lists the rest.
# Every target but help and clean makes .venv first, when pyproject.toml asks for it.

PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
BUILDER := $(VENV)/.builder
SHARE = $(or $(XDG_DATA_HOME),$(HOME)/.local/share)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# An environment whose Python went away, or that was moved with its folder, is made anew: the
# stamp holds the folder that it was made in.
$(shell test ! -e $(READY) || { $(BIN)/python -c "" && test "$$(cat $(READY))" = "$(CURDIR)"; } \
	2>/dev/null || rm -rf $(VENV))

.PHONY: help run test lint types contracts build pictures install-desktop clean
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) ## open the window on the sample program
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here: writing pictures and PDFs of the sample to tour/ instead."; \
		QT_QPA_PLATFORM=offscreen $(BIN)/python -m cxdesk tour --out tour; \
	else \
		$(BIN)/python -m cxdesk --sample; \
	fi

# Where Python may keep no bytecode, every worker would compile all tests anew: half a minute.
test: $(READY) ## run all tests, without a display (ARGS="-k charter" for some)
	PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen \
		$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(READY) ## style: ruff check and ruff format
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(READY) ## mypy: strict everywhere but in the window
	$(BIN)/python -m mypy

contracts: $(READY) ## the walls between the parts of the package
	$(BIN)/lint-imports

build: $(BUILDER) ## the installable program in dist/cxdesk, tried out by its own tour
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN build.spec
	QT_QPA_PLATFORM=offscreen dist/cxdesk/cxdesk tour --out build/tour
	@echo "The program is in dist/cxdesk ($$(du -sh dist/cxdesk | cut -f1)); start dist/cxdesk/cxdesk."

pictures: $(READY) ## the pictures of the README, by the tour
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m cxdesk tour --out build/pictures
	$(BIN)/python tools/pictures.py build/pictures

install-desktop: $(READY) ## Linux: menu entry, icon and file type, for this user
	mkdir -p "$(SHARE)/applications" "$(SHARE)/mime/packages" \
		"$(SHARE)/icons/hicolor/scalable/apps" "$(SHARE)/icons/hicolor/scalable/mimetypes"
	sed 's|^Exec=cxdesk|Exec="$(CURDIR)/$(BIN)/cxdesk"|' resources/cxdesk.desktop \
		> "$(SHARE)/applications/cxdesk.desktop"
	cp resources/cxdesk-mime.xml "$(SHARE)/mime/packages/cxdesk.xml"
	cp resources/icons/cxdesk.svg "$(SHARE)/icons/hicolor/scalable/apps/"
	cp resources/icons/application-x-cxdesk.svg "$(SHARE)/icons/hicolor/scalable/mimetypes/"
	-update-mime-database "$(SHARE)/mime"
	-update-desktop-database "$(SHARE)/applications"

clean: ## remove .venv and everything else that was made
	rm -rf $(VENV) build dist tour .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis .coverage

# The stamp is written last, so an install that was interrupted is taken up again.
$(READY): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { \
		echo "cxdesk needs Python 3.11 or later, and there is no $(PYTHON) here."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "cxdesk needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
			"Name another one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make environments. On Debian and Ubuntu: apt install python3-venv"; \
		exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		echo "Making $(VENV) ..."; rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo "Installing cxdesk and what it needs into $(VENV) (a few minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@echo "$(CURDIR)" > $@

$(BUILDER): $(READY)
	@$(BIN)/python -m pip install --quiet --editable '.[build]'
	@touch $@

# Everything is built with optimization: unoptimized numerics are some twenty times slower.
CHECKS := --explicit-target-dependency-import-check error
BUILD := swift build -c release $(CHECKS)
BIN := .build/release
SOURCES := Package.swift Sources Plugins Tests
PREFIX ?= /usr/local

.NOTPARALLEL:
.PHONY: help setup build test test-gis test-page lint format golden docs docs-check bench bench-peers demo train-default check install dist clean

help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## Install what Debian has to give, and say what is missing
	@packaging/setup

build: setup ## Build everything but the tests
	$(BUILD)

test: build ## Build and run all tests
	swift test -c release $(CHECKS)

test-gis: demo ## Load the demo's results in QGIS (installs it)
	@packaging/setup gis
	Tests/GIS/run.sh demo/results demo/landscape.gallery

test-page: build ## Follow docs/adding-a-plugin.md word for word in a copy of the tree
	swift test list -c release $(CHECKS) >/dev/null
	Tests/AddingAPlugin/run

lint: ## Check the formatting
	swift format lint --strict -r $(SOURCES)

format: ## Format the sources
	swift format -i -r $(SOURCES)

golden: build ## Write the expected outputs anew (fails, so that the changes are looked at)
	GOLDEN=write swift test -c release $(CHECKS) --filter Golden

docs: build ## Write the plugins' pages and the manifest's schema anew
	docs/generate $(BIN)/pilotage

docs-check: build ## Say whether `make docs` would change anything
	docs/generate --check $(BIN)/pilotage

bench: build ## Measure, with the peers beside (BENCH="--only match --quick")
	@packaging/setup bench
	PILOTAGE_BENCHMARKS=1 swift run -c release $(CHECKS) Benchmarks $(BENCH)

bench-peers: build ## Measure networks beside PyTorch and ONNX Runtime (installs them in .build/peers)
	@packaging/setup bench
	@packaging/peers .build/peers
	PILOTAGE_BENCHMARKS=1 swift run -c release $(CHECKS) Benchmarks --python .build/peers/bin/python3 $(BENCH)

demo: build ## Invent a landscape and a town, fly over the one, drive through the other, and locate both
	@rm -rf demo
	$(BIN)/DemoWorld demo
	$(BIN)/pilotage gallery build --photos demo/references --output demo/landscape.gallery
	$(BIN)/pilotage run manifests/demo.yaml --output demo/results
	@echo
	@echo "How far off the fixes were:"
	$(BIN)/pilotage evaluate demo/results/fixes.csv --truth demo/truth.csv --radius 25,50
	@$(BIN)/DemoWorld demo --picture demo/results/fixes.csv
	@echo
	@echo "The fixes: demo/results/fixes.csv and fixes.geojson (drop it into QGIS)"
	@echo "On a map:  demo/result.png (white: where the flight went; red: located; yellow: located, but in doubt)"
	@echo
	$(BIN)/DemoWorld demo --town
	$(BIN)/pilotage gallery build --map demo/town.osm --output demo/town.gallery
	$(BIN)/pilotage run manifests/town.yaml --output demo/town-results
	@echo
	@echo "How far off the fixes of the drive were:"
	$(BIN)/pilotage evaluate demo/town-results/fixes.csv --truth demo/town-truth.csv --radius 25,50
	@$(BIN)/DemoWorld demo --town --picture demo/town-results/fixes.csv
	@echo
	@echo "The fixes: demo/town-results/fixes.csv and fixes.geojson"
	@echo "On a map:  demo/town-result.png, in the same colors"

train-default: build ## Train the model that ships anew, from invented towns (about an hour on two cores)
	@mkdir -p models
	$(BIN)/pilotage train --steps 2400 --validate 600 --output models/places.safetensors

check: lint build docs-check test-page test ## What must pass before every commit

install: setup ## Install the program, its manual and completions under PREFIX (/usr/local)
	packaging/stage $(DESTDIR)$(PREFIX)

dist: setup ## Build a Debian package that needs no Swift
	packaging/deb dist

clean: ## Remove all that was built
	rm -rf .build .build-* dist demo

# `make help` says what there is. Each configuration has a scratch path of its own, so that none rebuilds another's work:
# .build (debug, tests), .build-release (the binary), .build-fast (debug without the HTTP client).
.DEFAULT_GOAL := help
.PHONY: help run test test-fast build bench bench-console soak lint rows screenshots dist clean

help: ## say what there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

run: ## from a fresh clone to jobs on the screen: set up, build, find or start an engine, show a demo
	@scripts/run

test: ## every test, on private engines (up to 20 minutes on two cores; the first build comes on top)
	@scripts/test

test-fast: ## core, store, mock host and console, without HTTP client and engine (under a minute once built)
	@scripts/test fast

build: ## the release binary, .build-release/release/berth
	@scripts/build

bench: ## measure rates, latencies, memory; writes Benchmarks/RESULTS.md
	@scripts/bench

bench-console: ## measure the console; writes its part of Benchmarks/RESULTS.md
	@scripts/bench --only console

soak: ## a worker kept busy, a console left open, all tests at length (MINUTES=10 each); writes Benchmarks/SOAK.md
	@scripts/soak $(MINUTES)

lint: ## format, shell scripts, who imports whom
	@scripts/lint

rows: ## which requirement rows have a test
	@scripts/rows

screenshots: ## pictures of the console in xterm, into screenshots/
	@scripts/screenshots

dist: ## a static, stripped tarball and a .deb in dist/
	@scripts/dist

clean: ## end the private engines and delete everything that was built
	@scripts/engine remove --all
	@rm -rf .build .build-release .build-fast dist

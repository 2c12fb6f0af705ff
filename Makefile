# 治野 / zhiye. `make` lists what there is.
SHELL := bash
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo dev)
WEB := internal/server/app/office/dist/index.html
FONT := internal/pure/typeface/serif/dist/NotoSerifSC-Regular.ttf.gz
SOURCES := $(shell find web -path "*/node_modules" -prune -o -path "*/dist" -prune -o -path "*/kit/api.d.ts" -prune -o -type f -print 2>/dev/null) internal/server/api/testdata/openapi.golden.json

# huma's Register is compiled into server/api once for every input; inlined into each it would weigh a megabyte more.
SMALL := -gcflags=example.org/zhiye/internal/server/api=-l

.DEFAULT_GOAL := help
.PHONY: help run build web check test test-go test-web test-e2e needs handbook bench bench-full soak fuzz fmt clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build ## build everything, make the demonstration county and serve it
	bin/zhiye demo

build: $(WEB) $(FONT) ## build the program at bin/zhiye
	CGO_ENABLED=0 go build -trimpath $(SMALL) -ldflags "-s -w -X main.version=$(VERSION)" -o bin/zhiye ./cmd/zhiye

web: $(WEB) $(FONT) ## build the front end

$(WEB): $(SOURCES)
	cd web && npm ci --no-audit --no-fund --loglevel=error && npm run build

$(FONT): web/font.mjs | $(WEB)
	cd web && npm run font

fmt: ## format the Go code
	gofmt -w arch bench cmd data internal test

check: $(WEB) ## what must hold before every commit: format, vet, lint, architecture, types
	@test -z "$$(gofmt -l arch bench cmd data internal test)" || { gofmt -l arch bench cmd data internal test; echo "run make fmt"; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go test ./arch/
	cd web && npm run check

needs: ## install what the tests need, where we may (Debian)
	@test/needs

test: needs build test-go test-web test-e2e ## every test, on both databases, in the real browser

test-go: $(WEB) $(FONT) ## Go tests on SQLite and PostgreSQL
	test/postgres go run ./test/run ./...

test-web: $(WEB) ## unit tests and types of the front end
	cd web && npm run check && npm test

test-e2e: build ## journeys through the real browser
	cd web && npm run e2e

handbook: build ## take the handbook's pictures anew
	rm -rf bin/shots && cd web && SHOTS=../bin/shots node e2e/run.mjs handbook
	mkdir -p docs/zh/img && for f in bin/shots/handbook-*.png; do n=$${f##*/handbook-}; cp $$f docs/zh/img/$$n; done

bench: build ## the short benchmark against peers; docs/benchmarks.md keeps the figures
	PG_OPTIONS="-c fsync=on" test/postgres bench/run

bench-full: build ## the benchmark at the sizes of the design; half an hour on two cores
	PG_OPTIONS="-c fsync=on" test/postgres bench/run -full

fuzz: ## every fuzz target for a minute
	test/fuzz 60s

soak: build ## kill the program at random moments, a hundred times
	go run ./test/soak -rounds 100

clean: ## remove what was built
	rm -rf bin internal/server/app/office/dist internal/pure/typeface/serif/dist

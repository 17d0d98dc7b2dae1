# make run and make test are the promise: both work on a fresh machine that has Go (and Debian's root for make test).
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# SQLite is translated from C. Watching its every access to memory takes ten times as long and looks at no line of ours:
# the race detector watches everything else, the driver in Go too.
UNWATCHED := -race=false -d=checkptr=0
RACE := -race $(foreach tree,sqlite/lib libc/... memory,'-gcflags=modernc.org/$(tree)=$(UNWATCHED)')

.PHONY: run build test e2e check bench chats spreadsheet clean

run: build            ## build, make an embedded database, load the demo company, open the sandbox
	bin/dakoku sandbox

build:
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/dakoku ./cmd/dakoku

test:                 ## the whole suite, with its own PostgreSQL, Redis and browser
	.ci/servers go test $(RACE) -timeout 30m ./...

e2e:                  ## only what runs the built program and a real browser
	.ci/servers go test $(RACE) -timeout 30m -run TestE2E ./cmd/dakoku/...

check:                ## format, vet, lint, vulnerabilities, floors
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	@grep -q 'line-bot-sdk-go/v8 v8.22.0' go.mod || { echo "go.mod: line-bot-sdk-go must stay at v8.22.0 (@latest is older)"; exit 1; }
	@want=$$(go list -m -f '{{.GoMod}}' modernc.org/sqlite | xargs sed -n 's/.*modernc.org\/libc \(v[0-9.]*\).*/\1/p' | head -n 1); \
		grep -q "modernc.org/libc $$want" go.mod || { echo "go.mod: modernc.org/libc must be $$want, as modernc.org/sqlite requires"; exit 1; }
	go test -count=1 -run 'TestFloors|TestHabits' ./cmd/dakoku
	go run $(STATICCHECK) ./...
	go run $(GOLANGCI) run
	@out=$$(go run $(GOVULNCHECK) ./... 2>&1); status=$$?; echo "$$out" | tail -n 20; \
		if [ $$status -ne 0 ] && echo "$$out" | grep -qE 'dial tcp|no such host|connection refused|Forbidden|403|proxyconnect|fetching vulnerabilities'; then \
			echo "vulnerabilities were NOT checked: the database vuln.go.dev cannot be reached from here"; \
		else exit $$status; fi

bench:                ## ratios within one run; see docs/benchmarks.md
	DURABLE=1 .ci/servers go run ./cmd/dakoku/bench

chats:                ## replay the conversations, rewrite them, show what changed
	go test ./dialog/flows -run TestTranscripts -update
	@git --no-pager diff --stat -- fixtures/conversations; git --no-pager diff -- fixtures/conversations

spreadsheet:          ## open every kind of file in LibreOffice and compare it cell by cell (needs soffice)
	go test -count=1 -tags spreadsheet -run TestSpreadsheet ./domain/export/timesheet

clean:
	rm -rf bin var

package sandbox

import (
	"context"
	"net/http"
)

type page struct {
	sandbox *Sandbox
	ledger  func(context.Context) ([]LedgerLine, error)
}

func newPage(s *Sandbox, ledger func(context.Context) ([]LedgerLine, error)) *page {
	return &page{sandbox: s, ledger: ledger}
}

func (p *page) routes(m *http.ServeMux) {}

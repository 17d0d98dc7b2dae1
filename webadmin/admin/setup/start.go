package setup

import (
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Start is the list of questions: what was answered, and where to go on.
type Start struct {
	ui.Page
	Tabs ui.Tabs
	Rows []Row
	Next string
	Left int
}

// Row is one question.
type Row struct {
	Path, Title, Why string
	State            ui.Badge
}

func (p *Pages) start(v *shell.Visit) error {
	s := v.Tenant.Setup
	page := Start{Page: v.Page(v.T("setup.title")), Tabs: desk.Tabs(v, desk.Home), Next: Next(s)}
	for _, q := range order {
		row := Row{Path: path(q), Title: v.T("setup." + q + ".title"), Why: v.T("setup." + q + ".why"), State: ui.Badge{State: "out", Word: "○ " + v.T("setup.open")}}
		if s.Has(q) {
			row.State = ui.Badge{State: "in", Word: "✓ " + v.T("setup.answered")}
		} else {
			page.Left++
		}
		page.Rows = append(page.Rows, row)
	}
	return v.Show(http.StatusOK, page)
}

// head is what the page of every question begins with.
type head struct {
	ui.Page
	Question string
	Title    string
	Why      string
	Of       string // "3 / 9"
	Back     string
}

func headOf(v *shell.Visit, question string) head {
	i := slices.Index(order, question)
	h := head{Page: v.Page(v.T("setup." + question + ".title")), Question: question, Title: v.T("setup." + question + ".title"),
		Why: v.T("setup." + question + ".why"), Of: v.T("setup.of", "at", i+1, "of", len(order)), Back: desk.Setup}
	if i > 0 {
		h.Back = path(order[i-1])
	}
	return h
}

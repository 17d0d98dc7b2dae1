package records

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/webadmin/crew"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// deedLine is one deed of the file for programs.
type deedLine struct {
	At       string    `json:"at"`
	By       string    `json:"by"` // the employee code; empty: the program
	Door     string    `json:"door"`
	Act      audit.Act `json:"act"`
	Employee string    `json:"employee,omitempty"`
	Date     string    `json:"date,omitempty"`
	Month    string    `json:"month,omitempty"`
	Number   int       `json:"number,omitempty"`
	Changes  []string  `json:"changes,omitempty"`
	Why      string    `json:"why,omitempty"`
	Ref      string    `json:"ref,omitempty"`
}

// auditFile is everything the filter finds, the newest first, page by page so that nothing is held.
func (p *Pages) auditFile(v *shell.Visit) error {
	q, some, err := p.deedsOf(v, &ui.Filter{})
	if err != nil {
		return err
	}
	if !some {
		return domain.Errorf(domain.NotFound, "records: the audit's filter names nobody")
	}
	switch v.QueryParam("format") {
	case "json":
		return p.auditJSON(v, q)
	case "csv":
		return p.auditCSV(v, q)
	}
	return domain.Errorf(domain.NotFound, "records: the audit is not written as %q", v.QueryParam("format"))
}

// fileLeaf is how many deeds are held while a file is written.
const fileLeaf = 500

// eachDeed hands out every deed the query finds, worded.
func (p *Pages) eachDeed(v *shell.Visit, q audit.Query, each func(scribe, audit.Row, Deed) error) error {
	for before := (audit.Place{}); ; {
		rows, err := p.Audit.Page(v.Request().Context(), q, before, fileLeaf)
		if err != nil {
			return err
		}
		s, err := p.scribe(v, rows)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := each(s, r, s.deed(r)); err != nil {
				return err
			}
			before = audit.Place{At: r.At, ID: r.ID}
		}
		if len(rows) < fileLeaf {
			return nil
		}
	}
}

func (p *Pages) auditCSV(v *shell.Visit, q audit.Query) error {
	t := teller(v)
	out := crew.NewTable(v, "audit", t.T("records.at"), t.T("records.by"), t.T("records.code"), t.T("records.door"), t.T("records.act"), t.T("records.person"), t.T("records.changes"), t.T("records.reason"))
	return out.Close(p.eachDeed(v, q, func(s scribe, r audit.Row, d Deed) error {
		return out.Row(r.At.In(t.Zone).Format(time.RFC3339), d.Who, s.names[r.By].Code, d.Door, d.What, d.Whose, strings.Join(d.Lines, "\n"), d.Why)
	}))
}

func (p *Pages) auditJSON(v *shell.Visit, q audit.Query) error {
	v.BeginFile("application/jsonl; charset=utf-8", "audit.jsonl")
	out := json.NewEncoder(v.Response())
	out.SetEscapeHTML(false)
	return v.EndFile(p.eachDeed(v, q, func(s scribe, r audit.Row, d Deed) error {
		return out.Encode(deedLine{At: r.At.In(s.Zone).Format(time.RFC3339), By: s.names[r.By].Code, Door: string(r.Door), Act: r.Act, Employee: s.names[r.Employee].Code,
			Date: string(r.Date), Month: string(r.Month), Number: r.Number, Changes: d.Lines, Why: r.Why, Ref: r.Ref})
	}))
}

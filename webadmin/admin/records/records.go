// Package records is the console's section about what was recorded: missing punches, days of everybody, files for payroll
// programs, the check against the law, the audit, what is kept without counting, receipts. What a manager sees of his
// people is in webadmin/team, and administrators go there for it.
package records

import (
	"embed"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Home{}, Missing{}, Remind{}, Day{}, Exports{}, Export{}, Lint{}, Audit{}, Held{}, Touch{}, Receipt{})

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	People      People
	Groups      Groups
	Requests    Requests
	Records     Records
	Reminders   Reminders
	Told        Told
	Outlook     Outlook
	Rows        Rows
	Exports     export.Log
	Audit       audit.Store
	Rulings     terminal.Rulings
	Recorders   Recorders
	Lookup      attendance.Lookup
	Reasons     attendance.Reasons
	Corrections Corrections
	Herald      Herald
	Now         domain.Clock
	NewID       domain.NewID
}

// The addresses.
const (
	missingPath = desk.Records + "/missing"
	remindPath  = desk.Records + "/remind/"
	dayPath     = desk.Records + "/day"
	exportsPath = desk.Records + "/exports"
	exportPath  = desk.Records + "/export"
	lintPath    = desk.Records + "/lint"
	auditPath   = desk.Records + "/audit"
	heldPath    = desk.Records + "/held"
	receiptPath = desk.Records + "/receipts"
)

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post, need := http.MethodGet, http.MethodPost, shell.AsAdmin
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: desk.Records, Need: need, Do: p.home},
		{Method: get, Path: missingPath, Need: need, Do: p.missing},
		{Method: get, Path: missingPath + "/file", Need: need, Do: p.missingFile},
		{Method: get, Path: remindPath + ":id", Need: need, Do: p.remind},
		{Method: post, Path: remindPath + ":id", Need: need, Do: p.remindPost},
		{Method: get, Path: dayPath, Need: need, Do: p.day},
		{Method: get, Path: dayPath + "/file", Need: need, Do: p.dayFile},
		{Method: get, Path: exportsPath, Need: need, Do: p.exports},
		{Method: get, Path: exportPath, Need: need, Do: p.export},
		{Method: post, Path: exportPath, Need: need, Do: p.exportPost},
		{Method: get, Path: lintPath, Need: need, Do: p.lint},
		{Method: get, Path: lintPath + "/file", Need: need, Do: p.lintFile},
		{Method: get, Path: auditPath, Need: need, Do: p.audit},
		{Method: get, Path: auditPath + "/file", Need: need, Do: p.auditFile},
		{Method: get, Path: heldPath, Need: need, Do: p.held},
		{Method: get, Path: heldPath + "/:id", Need: need, Do: p.touch},
		{Method: post, Path: heldPath + "/:id", Need: need, Do: p.touchPost},
		{Method: get, Path: receiptPath, Need: need, Do: p.receipt},
	}}
}

// Head is what stands above every page of the section.
type Head struct {
	ui.Page
	Sections ui.Tabs
	Tabs     ui.Tabs
}

// head begins a page; here is its address among the tabs.
func head(v *shell.Visit, title, here string) Head {
	h := Head{Page: v.Page(title), Sections: desk.Tabs(v, desk.Records), Tabs: ui.Tabs{Label: v.T("records.tabs")}}
	h.Wide = true
	for _, x := range [][2]string{{desk.Records, "home"}, {missingPath, "missing"}, {dayPath, "day"}, {exportsPath, "exports"}, {lintPath, "lint"},
		{auditPath, "audit"}, {heldPath, "held"}, {receiptPath, "receipts"}} {
		h.Tabs.Links = append(h.Tabs.Links, ui.Link{Path: x[0], Label: v.T("records.tab." + x[1]), Current: x[0] == here})
	}
	return h
}

// teller speaks to the visitor.
func teller(v *shell.Visit) telling.Teller {
	return telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
}

// actor is the visitor as the domain knows him.
func actor(v *shell.Visit) domain.Actor { return v.Actor(domain.Console) }

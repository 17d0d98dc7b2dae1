// Package masters is the part of the console where an administrator keeps what people's days are counted by: departments,
// sites, closing groups, work patterns, reasons, rights, recorders, and the company's own rules. A page is a form told as
// data (form_*.go); how a list, a form, a change and its history go is written once.
package masters

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Overview{}, List{}, Form{}, Check{}, Holidays{}, desk.History{}, Routes{})

// Doors pairs recorders with the devices at the door; terminal.Service does.
type Doors interface {
	IssueCode(ctx context.Context, actor domain.Actor, r terminal.Recorder) (code string, until time.Time, err error)
	Revoke(ctx context.Context, actor domain.Actor, r terminal.Recorder) error
}

// Pairings tells which device stands for a recorder; the store does.
type Pairings interface {
	Pairing(ctx context.Context, tenant, recorder domain.ID) (terminal.Pairing, error)
}

// Rehearsal tells what a rule of automatic approval would have done, and who decides; workflow.Service does.
type Rehearsal interface {
	Routes(ctx context.Context, tenant domain.ID) (of func(org.Employee) [][]workflow.Asked, people []org.Employee, err error)
	Rehearse(ctx context.Context, tenant domain.ID, rule org.AutoRule, each func(r workflow.Request, approves bool) error) error
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	Desk     *desk.Desk
	Doors    Doors
	Pairings Pairings
	Rules    Rehearsal
	Address  func(org.Tenant, terminal.Recorder) string // where a recorder's device is paired
}

// section is a kind of master: its pages, and what the overview says of it.
type section interface {
	routes(p *Pages) []shell.Route
	card(v *shell.Visit, m company.Masters, all company.File) Card
}

// sections are all kinds, in the order of the overview.
func sections() [][]section {
	return [][]section{
		{companyRules(), departments(), sites(), permissions()},
		{patterns(), calendars(), groups(), breaks(), roundings()},
		{reasons(), approvals(), reminders()},
		{recorders(), access()},
	}
}

// Door are the addresses of the pages.
func (p *Pages) Door() shell.Door {
	routes := []shell.Route{
		{Method: http.MethodGet, Path: desk.Masters, Need: shell.AsAdmin, Do: p.overview},
		{Method: http.MethodGet, Path: routesPath, Need: shell.AsAdmin, Do: p.routes},
		{Method: http.MethodGet, Path: filePath, Need: shell.AsAdmin, Do: p.file},
		{Method: http.MethodGet, Path: holidaysPath, Need: shell.AsAdmin, Do: p.holidays},
		{Method: http.MethodPost, Path: holidaysPath, Need: shell.AsAdmin, Max: maxList, Do: p.takeHolidays},
	}
	for _, group := range sections() {
		for _, s := range group {
			routes = append(routes, s.routes(p)...)
		}
	}
	return shell.Door{Pages: templates, Routes: routes}
}

func at(name string) string { return desk.Masters + "/" + name }

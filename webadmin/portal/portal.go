// Package portal is the pages people open for themselves: My recorder, and what stands beside it. It asks the domain for
// everything and decides nothing about a record.
package portal

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Me{}, Offline{}, Today{}, Timesheet{}, Why{}, Day{}, Check{}, Requests{}, Chat{}, Receipts{})

// Ledger records punches; attendance.Service does.
type Ledger interface {
	Punch(ctx context.Context, actor domain.Actor, cmd attendance.Command) (attendance.Result, error)
	Void(ctx context.Context, actor domain.Actor, punch domain.ID, ref attendance.Ref) (attendance.Undone, error)
	Newest(ctx context.Context, actor domain.Actor) (attendance.Said, error)
}

// Records tells what was recorded; attendance.Service does.
type Records interface {
	Today(ctx context.Context, tenant, employee domain.ID, now time.Time) (attendance.Today, error)
	Month(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) (worktime.Aggregate, error)
	Day(ctx context.Context, tenant, employee domain.ID, date calendar.Date, now time.Time) (attendance.OneDay, error)
	Why(ctx context.Context, tenant, employee domain.ID, q worktime.Question, now time.Time) (worktime.Explanation, error)
	Agreement(ctx context.Context, tenant, employee domain.ID, this worktime.Aggregate, now time.Time) (worktime.Agreement, bool, error)
}

// Book lists single punches; attendance.Book does.
type Book interface {
	Punches(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.Punch, error)
	// Chain streams an employee's punches in chain order; empty dates narrow nothing.
	Chain(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date, each func(worktime.Punch) error) error
}

// Sites finds places of work, which may narrow the punch methods; the store does.
type Sites interface {
	Site(ctx context.Context, tenant, id domain.ID) (org.Site, error)
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	Ledger  Ledger
	Records Records
	Book    Book
	Sites   Sites
	Now     domain.Clock
}

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post := http.MethodGet, http.MethodPost
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: mePath, Need: shell.AtRecorder, Nav: "web.nav.me", Do: p.me},
		{Method: post, Path: mePath + "/punch", Need: shell.AtRecorder, Do: p.punchPost},
		{Method: post, Path: mePath + "/undo", Need: shell.AtRecorder, Do: p.undoPost},
		{Method: get, Path: mePath + "/app.webmanifest", Need: shell.Anyone, Do: manifest},
		{Method: get, Path: mePath + "/worker.js", Need: shell.Anyone, Do: worker},
		{Method: get, Path: mePath + "/offline", Need: shell.Anyone, Do: offline},
	}}
}

// teller speaks to the visitor.
func teller(who shell.Who, lang string) telling.Teller {
	return telling.Teller{Lang: lang, Zone: who.Tenant.Zone()}
}

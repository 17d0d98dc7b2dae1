// Package team is the pages of whoever answers for others: who is in, the month of the team, requests to decide, closing.
// Whose records somebody sees or changes is decided by the domain at each act, never here.
package team

import (
	"context"
	"embed"
	"io"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/live"
	"github.com/dakoku/dakoku/webadmin/record"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Presence{}, Month{}, Person{}, Day{}, Check{}, Queue{}, Request{}, History{}, Closing{}, Group{})

// Records tells what was recorded; attendance.Months does.
type Records interface {
	WhoIsIn(ctx context.Context, actor domain.Actor) ([]attendance.Presence, error)
	Month(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) (worktime.Aggregate, error)
	Day(ctx context.Context, tenant, employee domain.ID, date calendar.Date, now time.Time) (attendance.OneDay, error)
	Agreement(ctx context.Context, tenant, employee domain.ID, this worktime.Aggregate, now time.Time) (worktime.Agreement, bool, error)
	Each(ctx context.Context, tenant domain.ID, month calendar.Month, people []org.Employee, days bool, now time.Time,
		each func(org.Employee, worktime.Aggregate) error) error
}

// Book lists single punches; attendance.Book does.
type Book interface {
	Punches(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.Punch, error)
}

// Decisions shows requests, decides and takes back; workflow.Service does.
type Decisions interface {
	QueuePage(ctx context.Context, actor domain.Actor, page, size int) ([]workflow.Card, int, error)
	MayDecide(ctx context.Context, actor domain.Actor, r workflow.Request) (bool, error)
	ByNumber(ctx context.Context, actor domain.Actor, number int) (workflow.Card, error)
	Decide(ctx context.Context, actor domain.Actor, d workflow.Decision, ref attendance.Ref) (workflow.Outcome, error)
	DecideAll(ctx context.Context, actor domain.Actor, all []workflow.Decision, ref attendance.Ref) []workflow.Ruling
	Undo(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (workflow.Outcome, error)
}

// Requests lists what was asked for in a company; the store of requests does.
type Requests interface {
	Pending(ctx context.Context, tenant, employee domain.ID) ([]workflow.Request, error)
	Each(ctx context.Context, tenant domain.ID, from, to calendar.Date, each func(workflow.Request) error) error
}

// People finds people and where they work; the store does.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error)
	EmployeesOf(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]org.Employee, error)
	Departments(ctx context.Context, tenant domain.ID) ([]org.Department, error)
	Sites(ctx context.Context, tenant domain.ID) ([]org.Site, error)
}

// Sight tells whose records somebody may see and correct; org.Sight does.
type Sight interface {
	Visible(ctx context.Context, actor domain.Actor) ([]org.Employee, error)
	Sees(ctx context.Context, actor domain.Actor, employee domain.ID) (bool, error)
	May(ctx context.Context, actor domain.Actor, employee domain.ID, right org.Right) (bool, error)
}

// Locks closes months; closing.Service does.
type Locks interface {
	Lock(ctx context.Context, actor domain.Actor, o closing.Order) (closing.Lock, error)
	Unlock(ctx context.Context, actor domain.Actor, o closing.Order) (closing.Lock, error)
}

// Groups lists closing groups and their locks; closing.Store does.
type Groups interface {
	Groups(ctx context.Context, tenant domain.ID) ([]closing.Group, error)
	Locks(ctx context.Context, tenant, group domain.ID, month calendar.Month) ([]closing.Lock, error)
}

// Herald tells people in chat what came of a page. The same outcome again tells nothing more.
type Herald interface {
	Tell(ctx context.Context, o workflow.Outcome) error
}

// Sheets prints people's months (勤務表) one after the other: format is pdf or csv.
type Sheets interface {
	PrintAll(ctx context.Context, w io.Writer, tenant org.Tenant, people []org.Employee, month calendar.Month, format, lang string) error
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	Records     Records
	Book        Book
	Decisions   Decisions
	Corrections record.Asking
	Requests    Requests
	Reasons     attendance.Reasons
	People      People
	Sight       Sight
	Locks       Locks
	Groups      Groups
	Audit       audit.Store
	Herald      Herald
	Sheets      Sheets
	Bell        *live.Bell
	Now         domain.Clock
}

// The addresses.
const (
	teamPath    = "/team"
	monthPath   = "/team/month"
	personPath  = "/team/person/"
	queuePath   = "/team/queue"
	requestPath = "/team/request/"
	historyPath = "/team/history"
	closingPath = "/team/closing"
	sheetsPath  = "/team/timesheets"
	eventsPath  = "/team/events"
)

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post, need := http.MethodGet, http.MethodPost, shell.AsManager
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: teamPath, Need: need, Nav: "web.nav.team", Do: p.presence},
		{Method: get, Path: queuePath, Need: need, Nav: "web.nav.queue", Do: p.queue},
		{Method: post, Path: queuePath, Need: need, Do: p.queuePost},
		{Method: get, Path: monthPath, Need: need, Do: p.month},
		{Method: get, Path: monthPath + "/file", Need: need, Do: p.monthFile},
		{Method: get, Path: personPath + ":id", Need: need, Do: p.person},
		{Method: get, Path: personPath + ":id/day", Need: need, Do: p.day},
		{Method: post, Path: personPath + ":id/day", Need: need, Do: p.dayPost},
		{Method: post, Path: personPath + ":id/day/send", Need: need, Do: p.sendPost},
		{Method: get, Path: requestPath + ":number", Need: need, Do: p.request},
		{Method: post, Path: requestPath + ":number", Need: need, Do: p.requestPost},
		{Method: post, Path: requestPath + ":number/undo", Need: need, Do: p.undoPost},
		{Method: get, Path: historyPath, Need: need, Do: p.history},
		{Method: get, Path: closingPath, Need: need, Do: p.closing},
		{Method: get, Path: closingPath + "/:id", Need: need, Do: p.group},
		{Method: post, Path: closingPath + "/:id", Need: shell.AsAdmin, Do: p.groupPost},
		{Method: get, Path: sheetsPath, Need: need, Do: p.sheets},
		{Method: get, Path: eventsPath, Need: need, Do: p.events},
	}}
}

// events tells who is in and the queue when the company's records were written to, or its requests changed. Whose they
// are is for the page to say that is read then.
func (p *Pages) events(v *shell.Visit) error { return p.Bell.Follow(v, v.Tenant.ID) }

// teller speaks to the visitor.
func teller(v *shell.Visit) telling.Teller {
	return telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
}

// actor is the visitor as the domain knows him.
func actor(v *shell.Visit) domain.Actor { return v.Actor(domain.Console) }

// ref names the event of a form: what the same form says of the same thing is done once.
func ref(v *shell.Visit, form, what string) attendance.Ref {
	return attendance.Ref{Source: domain.Console, ID: string(v.Person.ID) + "/" + form + "/" + what}
}

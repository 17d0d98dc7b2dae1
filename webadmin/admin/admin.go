// Package admin is the console's home: what needs a person, in a line each, and one box that finds everything. What is
// found is kept in the sections beside it, which do not know each other.
package admin

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Home{}, Found{})

// People finds people; the store does.
type People interface {
	Page(ctx context.Context, s org.Search, from, size int) ([]org.Employee, int, error)
	Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error)
}

// Records reckons months; attendance.Months does.
type Records interface {
	Each(ctx context.Context, tenant domain.ID, month calendar.Month, people []org.Employee, days bool, now time.Time,
		each func(org.Employee, worktime.Aggregate) error) error
}

// Requests lists what waits to be decided; the store of requests does.
type Requests interface {
	Pending(ctx context.Context, tenant, employee domain.ID) ([]workflow.Request, error)
}

// Channels tells of the company's chats; the store does.
type Channels interface {
	EveryChannel(ctx context.Context, tenant domain.ID) ([]org.Channel, error)
	Senders(ctx context.Context, tenant domain.ID, page, size int) ([]org.Sender, int, error)
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	Desk     *desk.Desk
	People   People
	Records  Records
	Requests Requests
	Groups   closing.Store
	Channels Channels
	Rows     outbox.Desk
	Rulings  terminal.Rulings
}

// Door are the addresses of the pages.
func (p *Pages) Door() shell.Door {
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: http.MethodGet, Path: desk.Home, Need: shell.AsAdmin, Nav: "web.nav.admin", Do: p.home},
		{Method: http.MethodGet, Path: foundPath, Need: shell.AsAdmin, Do: p.found},
	}}
}

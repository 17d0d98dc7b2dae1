// Package notices is the pages of messages and surveys: what people were sent and answer, and what senders write, send and
// see come back. Who may send to whom, and what counts, is decided by domain/notice.
package notices

import (
	"context"
	"embed"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/webadmin/live"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var pages embed.FS

var templates = ui.Parse(pages, Inbox{}, Letter{}, Sent{}, Detail{}, People{}, Remind{}, Compose{}, Check{}, Drafts{}, Lists{})

// Company tells who and what there is; the store does.
type Company interface {
	Employees(ctx context.Context, tenant domain.ID) ([]org.Employee, error)
	EmployeesOf(ctx context.Context, tenant domain.ID, ids []domain.ID) ([]org.Employee, error)
	Departments(ctx context.Context, tenant domain.ID) ([]org.Department, error)
	Sites(ctx context.Context, tenant domain.ID) ([]org.Site, error)
}

// Groups lists closing groups; closing.Store does.
type Groups interface {
	Groups(ctx context.Context, tenant domain.ID) ([]closing.Group, error)
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	Notices *notice.Service
	Company Company
	Groups  Groups
	Bell    *live.Bell
	Now     domain.Clock
}

// The addresses.
const (
	inboxPath   = "/portal/messages"
	surveysPath = "/portal/surveys"
	sentPath    = "/messages"
	newPath     = "/messages/new"
	draftPath   = "/messages/draft/"
	draftsPath  = "/messages/drafts"
	listsPath   = "/messages/lists"
)

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post, all, send := http.MethodGet, http.MethodPost, shell.Member, shell.AsManager
	return shell.Door{Pages: templates, Routes: []shell.Route{
		{Method: get, Path: inboxPath, Need: all, Nav: "web.nav.messages", Do: p.inbox},
		{Method: get, Path: surveysPath, Need: all, Do: p.surveys},
		{Method: get, Path: inboxPath + "/:number", Need: all, Do: p.letter},
		{Method: post, Path: inboxPath + "/:number", Need: all, Do: p.letterPost},
		{Method: get, Path: inboxPath + "/:number/files/:id", Need: all, Do: p.file},
		{Method: get, Path: sentPath, Need: send, Do: p.sent},
		{Method: get, Path: newPath, Need: send, Do: p.compose},
		{Method: post, Path: newPath, Need: send, Max: maxForm, Do: p.composePost},
		{Method: get, Path: draftsPath, Need: send, Do: p.drafts},
		{Method: get, Path: draftPath + ":id", Need: send, Do: p.compose},
		{Method: post, Path: draftPath + ":id", Need: send, Max: maxForm, Do: p.composePost},
		{Method: get, Path: draftPath + ":id/check", Need: send, Do: p.check},
		{Method: get, Path: draftPath + ":id/files/:file", Need: send, Do: p.draftFile},
		{Method: post, Path: draftPath + ":id/send", Need: send, Do: p.sendPost},
		{Method: post, Path: draftPath + ":id/drop", Need: send, Do: p.dropPost},
		{Method: post, Path: draftPath + ":id/copy", Need: send, Do: p.copyPost},
		{Method: get, Path: listsPath, Need: send, Do: p.lists},
		{Method: post, Path: listsPath, Need: send, Do: p.listsPost},
		{Method: get, Path: sentPath + "/:number", Need: send, Do: p.detail},
		{Method: get, Path: sentPath + "/:number/events", Need: send, Do: p.events},
		{Method: get, Path: sentPath + "/:number/people", Need: send, Do: p.people},
		{Method: get, Path: sentPath + "/:number/answers.csv", Need: send, Do: p.answers},
		{Method: get, Path: sentPath + "/:number/remind", Need: send, Do: p.remind},
		{Method: post, Path: sentPath + "/:number/remind", Need: send, Do: p.remindPost},
		{Method: post, Path: sentPath + "/:number/stop", Need: send, Do: p.stopPost},
		{Method: post, Path: sentPath + "/:number/unfile", Need: send, Do: p.unfilePost},
	}}
}

// actor is the visitor as the domain knows him.
func actor(v *shell.Visit) domain.Actor { return v.Actor(domain.Console) }

// teller speaks to the visitor.
func teller(v *shell.Visit) telling.Teller {
	return telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
}

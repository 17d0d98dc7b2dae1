// Package setup asks an administrator of a new company, one question a page, what it needs before the first punch. What is
// answered is kept at once, so he can stop and go on another day; everything can be changed later in the settings.
package setup

import (
	"context"
	"embed"
	"net/http"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/live"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

//go:embed *.html
var files embed.FS

var templates = ui.Parse(files, Start{}, Step{}, Doors{}, People{}, Channels{}, Trial{})

// Accounts tells of the company's chat channels and who is linked to them; the store does.
type Accounts interface {
	ChannelsOf(ctx context.Context, tenant domain.ID) ([]org.Channel, error)
	AccountsOf(ctx context.Context, tenant, employee domain.ID) ([]org.ChatAccount, error)
}

// Linking makes the number that ties a chat account; org.Linking does.
type Linking interface {
	NewCode(ctx context.Context, actor domain.Actor, employee domain.ID) (string, org.LinkCode, error)
}

// Records tells who has punched; attendance.Service does.
type Records interface {
	WhoIsIn(ctx context.Context, actor domain.Actor) ([]attendance.Presence, error)
}

// Pages are the pages of this package. All fields are needed.
type Pages struct {
	Masters  company.Store
	Tools    func(actor domain.Actor, reason string) company.Tools
	Accounts Accounts
	Linking  Linking
	Records  Records
	Bell     *live.Bell
	Now      domain.Clock
}

// Address is where the questions begin.
const Address = desk.Setup

// The questions, in the order they are asked.
const (
	qName     = "company"
	qClosing  = "closing"
	qHours    = "hours"
	qRounding = "rounding"
	qWorkflow = "workflow"
	qDoors    = "doors"
	qPeople   = "people"
	qChannels = "channels"
	qTrial    = "trial"
)

var order = []string{qName, qClosing, qHours, qRounding, qWorkflow, qDoors, qPeople, qChannels, qTrial}

func path(question string) string { return desk.Setup + "/" + question }

// Door lists the routes.
func (p *Pages) Door() shell.Door {
	get, post, need := http.MethodGet, http.MethodPost, shell.AsAdmin
	door := shell.Door{Pages: templates, Routes: []shell.Route{{Method: get, Path: desk.Setup, Need: need, Do: p.start}}}
	for _, q := range questions {
		door.Routes = append(door.Routes,
			shell.Route{Method: get, Path: path(q.name), Need: need, Do: func(v *shell.Visit) error { return p.ask(v, q) }},
			shell.Route{Method: post, Path: path(q.name), Need: need, Do: func(v *shell.Visit) error { return p.answer(v, q) }})
	}
	door.Routes = append(door.Routes,
		shell.Route{Method: get, Path: path(qDoors), Need: need, Do: p.doors},
		shell.Route{Method: post, Path: path(qDoors), Need: need, Do: p.doorsPost},
		shell.Route{Method: get, Path: path(qPeople), Need: need, Do: p.people},
		shell.Route{Method: post, Path: path(qPeople), Need: need, Do: p.peoplePost},
		shell.Route{Method: get, Path: path(qChannels), Need: need, Do: p.channels},
		shell.Route{Method: post, Path: path(qChannels), Need: need, Do: p.channelsPost},
		shell.Route{Method: get, Path: path(qTrial), Need: need, Do: p.trial},
		shell.Route{Method: post, Path: path(qTrial), Need: need, Do: p.trialPost},
		shell.Route{Method: post, Path: desk.Setup + "/done", Need: need, Do: p.donePost},
		shell.Route{Method: get, Path: desk.Setup + "/events", Need: need, Do: func(v *shell.Visit) error { return p.Bell.Follow(v, v.Tenant.ID) }})
	for i, r := range door.Routes {
		door.Routes[i].Do = func(v *shell.Visit) error {
			if !v.Tenant.Setup.Open {
				return v.Go(desk.Masters) // all was asked; the settings say what a change does
			}
			return r.Do(v)
		}
	}
	return door
}

// Next is the first question that was not answered; the last when all were.
func Next(s org.Setup) string {
	for _, q := range order {
		if !s.Has(q) {
			return path(q)
		}
	}
	return path(qTrial)
}

// after is the page after a question.
func after(question string) string {
	for i, q := range order[:len(order)-1] {
		if q == question {
			return path(order[i+1])
		}
	}
	return desk.Setup
}

// keep changes what a question is about and notes that it was answered, in one transaction.
func (p *Pages) keep(v *shell.Visit, question string, edit func(company.Masters, *company.File) error) error {
	found, err := company.LookAt(v.Request().Context(), p.Masters, v.Tenant.Code, p.Tools(v.Actor(domain.Console), v.T("setup.title")),
		func(m company.Masters) (company.File, error) {
			f := company.File{Tenant: m.File("").Tenant}
			f.Tenant.Setup = f.Tenant.Setup.With(question)
			return f, edit(m, &f)
		})
	if err != nil {
		return err
	}
	return found.Save(v.Request().Context(), p.Masters)
}

// read is the company as it is.
func (p *Pages) read(v *shell.Visit) (company.Masters, error) {
	return p.Masters.Masters(v.Request().Context(), v.Tenant.Code)
}

func teller(v *shell.Visit) telling.Teller {
	return telling.Teller{Lang: v.Lang(), Zone: v.Tenant.Zone()}
}

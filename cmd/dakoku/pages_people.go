package main

import (
	"context"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/webadmin/admin/people"
	"github.com/dakoku/dakoku/webadmin/auth"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// peoplePages are the pages on which an administrator keeps the company's people.
func (a *app) peoplePages() *people.Pages {
	o := a.store.Org()
	return &people.Pages{Desk: a.consoleDesk(), Settings: a.store, Directory: o, Persons: o, Links: a.linking, Accounts: o,
		Access: access{a.signIn(), a, newDirectory(o, a.clock)}, Uploads: a.store.Uploads(), Now: a.clock, NewID: a.newID}
}

// access hands out passwords, on a page or in the person's own chat.
type access struct {
	*auth.Service
	*app
	homes directory
}

var _ people.Access = access{}

// Give implements people.Access.
func (x access) Give(ctx context.Context, actor domain.Actor, employee domain.ID, w people.Wish) (people.Given, error) {
	wish := auth.Wish{Password: w.Password, Passcode: w.Passcode, Factor: w.Factor}
	if w.Chat {
		wish.Tell = x.tell
	}
	r, err := x.GiveAnew(ctx, actor, employee, wish)
	return people.Given{Password: r.Password, Passcode: r.Passcode, Until: r.Until}, err
}

// tell owes the person the message on the chat that reaches him best. NotAllowed: none does.
func (x access) tell(ctx context.Context, r auth.Reissued) ([]outbox.Item, error) {
	homes, err := x.homes.Addresses(ctx, r.Person.Tenant, r.Person.ID)
	if err != nil {
		return nil, err
	}
	if len(homes) == 0 {
		return nil, domain.Refuse(domain.NotAllowed, "why", "chat")
	}
	tenant, err := x.store.Org().Tenant(ctx, r.Person.Tenant)
	if err != nil {
		return nil, err
	}
	where := ""
	if x.app.config.PublicURL != "" {
		where = x.app.config.PublicURL + shell.SignInPath
	}
	reply := flows.Reissued(flows.Given{To: r.Person, Company: tenant, Password: r.Password, Passcode: r.Passcode, Until: r.Until, Where: where})
	row := bots.NewNotice(homes[0], r.Person.ID, reply, x.newID(), x.clock())
	row.Until = &r.Until
	return []outbox.Item{row}, nil
}

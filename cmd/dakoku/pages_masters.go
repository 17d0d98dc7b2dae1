package main

import (
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	counter "github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/admin/masters"
	"github.com/dakoku/dakoku/webadmin/auth"
)

// consoleDesk is how the console changes a company's records.
func (a *app) consoleDesk() *counter.Desk {
	return &counter.Desk{Store: a.store.Masters(), Months: a.punches, Audit: a.store.Audit(), Staff: a.store.Org(), Hash: a.cost.Hash, Verify: auth.Verify, Now: a.clock, NewID: a.newID}
}

// masterPages wires the pages of the company's masters.
func (a *app) masterPages() *masters.Pages {
	return &masters.Pages{Desk: a.consoleDesk(), Doors: a.doors(), Pairings: a.store.Recorders(), Rules: a.work,
		Address: func(t org.Tenant, r terminal.Recorder) string { return recorderAddress(a.config.PublicURL, t, r) }}
}

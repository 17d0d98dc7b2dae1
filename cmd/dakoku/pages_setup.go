package main

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/webadmin/admin/setup"
)

// setupPages wires the questions of a new company.
func (a *app) setupPages() *setup.Pages {
	o := a.store.Org()
	return &setup.Pages{Masters: a.store.Masters(), Accounts: o, Linking: a.linking, Records: a.punches, Bell: a.bell, Now: a.clock,
		Tools: func(actor domain.Actor, reason string) company.Tools {
			tools := a.tools(reason)
			tools.Actor = actor
			return tools
		}}
}

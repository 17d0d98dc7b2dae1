package main

import "github.com/dakoku/dakoku/webadmin/admin"

// adminPages wires the console's home.
func (a *app) adminPages() *admin.Pages {
	o := a.store.Org()
	return &admin.Pages{Desk: a.consoleDesk(), People: o, Records: a.rolls, Requests: a.store.Workflow(), Groups: a.store.Closing(), Channels: o,
		Rows: a.store.OutboxDesk(), Rulings: a.store.Rulings()}
}

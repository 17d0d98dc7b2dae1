package main

import (
	"github.com/alexedwards/scs/v2"

	"github.com/dakoku/dakoku/webadmin/auth"
	"github.com/dakoku/dakoku/webadmin/portal"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// signIn tells whether people are who they say.
func (a *app) signIn() *auth.Service {
	o := a.store.Org()
	return &auth.Service{Tenants: o, People: o, Credentials: o, Devices: o, Meter: a.store.Meter(), Now: a.clock, NewID: a.newID}
}

// pages wires the pages to the domain. Sessions are in Redis where there is one; wrong tries are counted in the database,
// which Redis may not forget.
func (a *app) pages() (*shell.Shell, []shell.Door) {
	var kept scs.Store = a.store.WebSessions()
	if a.redis != nil {
		kept = a.redis.WebSessions()
	}
	o, service, sessions := a.store.Org(), a.signIn(), shell.NewSessions(kept, a.config.PublicURL)
	keeper := &auth.Keeper{Service: service, Sessions: sessions}
	own := &portal.Pages{Ledger: a.punches, Records: a.punches, Book: a.store.Book(), Sites: o, Now: a.clock}
	door := &auth.Pages{Service: service, Keeper: keeper, Sessions: sessions, Puncher: own}
	s := &shell.Shell{Keeper: keeper, Sessions: sessions, Languages: o, Home: home, NewID: a.newID, Log: a.log}
	return s, []shell.Door{own.Door(), door.Door()}
}

// home is where somebody who signed in begins.
func home(shell.Who) string { return "/me" }

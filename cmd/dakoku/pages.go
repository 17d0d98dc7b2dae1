package main

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/admin/setup"
	"github.com/dakoku/dakoku/webadmin/auth"
	"github.com/dakoku/dakoku/webadmin/files"
	"github.com/dakoku/dakoku/webadmin/portal"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// signIn tells whether people are who they say.
func (a *app) signIn() *auth.Service {
	o := a.store.Org()
	return &auth.Service{Tenants: o, People: o, Credentials: o, Devices: o, SignIns: o, Meter: a.store.Meter(), Now: a.clock, NewID: a.newID, Cost: a.cost}
}

// pages wires the pages to the domain. Their sessions are in the database even where there is a Redis: who is signed in
// stays so when it is away.
func (a *app) pages() (*shell.Shell, []shell.Door) {
	o, service, sessions := a.store.Org(), a.signIn(), shell.NewSessions(a.store.WebSessions(), a.config.PublicURL)
	keeper := &auth.Keeper{Service: service, Sessions: sessions}
	own := &portal.Pages{Ledger: a.punches, Records: a.punches, Book: a.store.Book(), Sites: o, Now: a.clock}
	record := &portal.Own{Pages: own, Nudges: a.reminders, Asking: a.work, Herald: herald{a, newDirectory(o, a.clock)}, Names: o, Reasons: a.store.Reasons(),
		Accounts: o, Linking: a.linking, Sheets: sheetPrinter{a}, Audit: a.store.Audit(), Bell: a.bell}
	door := &auth.Pages{Service: service, Keeper: keeper, Sessions: sessions, Puncher: own}
	s := &shell.Shell{Keeper: keeper, Sessions: sessions, Languages: o, Home: home, NewID: a.newID, Log: a.log}
	return s, []shell.Door{record.Door(), own.Door(), a.noticePages().Door(), a.recorderPages().Door(), a.teamPages().Door(), a.recordsPages().Door(), a.setupPages().Door(), a.adminPages().Door(), a.masterPages().Door(), a.peoplePages().Door(), a.channelPages().Door(), door.Door(), (&files.Pages{Links: a.notices}).Door()}
}

// home is where somebody who signed in begins.
func home(w shell.Who) string {
	if w.Proof == shell.Device {
		return "/me"
	}
	if w.Tenant.Setup.Open && (w.Person.Role == domain.Owner || w.Person.Role == domain.Admin) {
		return setup.Address // the company has questions to answer before anybody can punch
	}
	return "/portal"
}

package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/fixtures"
)

// first is the company one sets up oneself, to try how that is.
var first = founder{code: "first", name: "はじめての会社", owner: "鈴木 花子", login: "suzuki", password: "suzuki-demo"}

// emptyStage makes a company with nobody but its owner, and LINE, whose console knows of no webhook yet. Those who can be
// played are on LINE, and not yet its people.
func (a *app) emptyStage(ctx context.Context, clock *sandbox.Clock, base string) (*sandbox.Sandbox, error) {
	if err := a.store.Migrate(ctx); err != nil {
		return nil, err
	}
	if _, _, err := a.found(ctx, first); err != nil && !domain.Is(err, domain.Conflict) { // it is there from last time
		return nil, err
	}
	m, err := a.store.Masters().Masters(ctx, first.code)
	if err != nil {
		return nil, err
	}
	text, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		return nil, err
	}
	demo, err := company.Parse(bytes.NewReader(text), demoFile)
	if err != nil {
		return nil, err
	}
	conf := sandbox.Config{Clock: clock, Hooks: base, Public: a.config.PublicURL, Base: base + sandbox.Prefix, Zone: m.Tenant.Zone(), Log: a.log,
		Ledger: func(ctx context.Context) ([]sandbox.LedgerLine, error) {
			now, err := a.store.Masters().Masters(ctx, first.code)
			if err != nil {
				return nil, err
			}
			return a.recent(ctx, now)
		}}
	for _, e := range demo.Employees {
		conf.People = append(conf.People, sandbox.Person{Key: e.Code, Name: e.Name, English: e.Romaji})
	}
	for _, ch := range demo.Channels {
		if ch.Kind == domain.LINE {
			conf.LINE = sandbox.LINEConfig{Secret: ch.Secrets["secret"], Token: ch.Secrets["token"], Bot: ch.Options["bot_user"]}
		}
	}
	return sandbox.New(conf)
}

// announceEmpty prints where to begin.
func (a *app) announceEmpty(c console, base string) {
	fmt.Fprintf(c.out, `
  打刻 Dakoku sandbox: a company that is yet to be set up

  sign-in    %[1]s/sign-in?company=%[2]s   login %[3]s, password %[4]s
  LINE       %[1]s/sandbox/   its secret, token and webhook are behind "LINE Developers"

  The console asks for what is needed. Storage: %[5]s. Stop with Ctrl-C.

`, base, first.code, first.login, first.password, redact(a.config.DatabaseURL))
}

package main

import (
	"bytes"
	"context"
	"flag"
	"net"
	"net/http"
	"slices"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/sandbox"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/fixtures"
)

// The demo's company.
const (
	demoFile     = "companies/umi.yaml"
	demoCompany  = "umi"
	demoRecorder = "door"
	demoOwner    = "suzuki"
)

// sandboxed serves the product with LINE, Chatwork and Slack played by the program itself.
func sandboxed(ctx context.Context, c console, args []string) error {
	var empty bool
	if _, err := flags("sandbox", args, false, func(f *flag.FlagSet) { f.BoolVar(&empty, "empty", false, "") }); err != nil {
		return err
	}
	conf, err := loadConfig()
	if err != nil {
		return err
	}
	host, port, _ := net.SplitHostPort(conf.Addr) // checked
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	base := "http://" + net.JoinHostPort(host, port)
	played := base + sandbox.Prefix
	conf.LineAPI, conf.LineData, conf.ChatworkAPI, conf.SlackAPI = played+"/line", played+"/line", played+"/chatwork/v2", played+"/slack/api/"
	clock := sandbox.NewClock(domain.System)
	a, err := openWith(ctx, conf, clock.Now)
	if err != nil {
		return err
	}
	defer a.close()
	stage := a.stage
	if empty {
		stage = a.emptyStage
	}
	play, err := stage(ctx, clock, base)
	if err != nil {
		return err
	}
	go play.Run(ctx)
	return a.run(ctx, doors{addr: conf.Addr, web: true, worker: true,
		extra: func(mux *http.ServeMux) { mux.Handle(sandbox.Prefix+"/", until(ctx, play)) },
		told: func(chats *chats) {
			if empty {
				a.announceEmpty(c, base)
				return
			}
			if err := a.greet(ctx, chats); err != nil {
				a.log.Warn("the menus of the sandbox are not ready", "error", err)
			}
			a.announce(ctx, c, base)
		}})
}

// until ends a handler's requests with ctx: a page that listens for events would hold up a stop.
func until(ctx context.Context, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		within, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		h.ServeHTTP(w, r.WithContext(within))
	})
}

// stage loads the demo company and makes the platforms it lives on.
func (a *app) stage(ctx context.Context, clock *sandbox.Clock, base string) (*sandbox.Sandbox, error) {
	if err := a.store.Migrate(ctx); err != nil {
		return nil, err
	}
	file, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		return nil, err
	}
	if _, _, err := a.apply(ctx, bytes.NewReader(file), demoFile); err != nil {
		return nil, err
	}
	m, err := a.store.Masters().Masters(ctx, demoCompany)
	if err != nil {
		return nil, err
	}
	conf := sandbox.Config{Clock: clock, Hooks: base, Base: base + sandbox.Prefix, Zone: m.Tenant.Zone(), Log: a.log,
		People: cast(m), Ledger: func(ctx context.Context) ([]sandbox.LedgerLine, error) { return a.recent(ctx, m) }}
	for _, ch := range m.Channels {
		o, s := ch.Options, ch.Secrets
		switch ch.Kind {
		case domain.LINE:
			conf.LINE = sandbox.LINEConfig{Key: ch.Key, Secret: s["secret"], Token: s["token"], Bot: o["bot_user"]}
		case domain.Chatwork:
			conf.Chatwork = sandbox.ChatworkConfig{Key: ch.Key, WebhookToken: s["webhook_token"], Token: s["token"], Account: o["account"], Room: o["room"]}
		case domain.Slack:
			conf.Slack = sandbox.SlackConfig{Key: ch.Key, SigningSecret: s["signing_secret"], BotToken: s["bot_token"], Team: o["team"], Channel: o["channel"], Bot: o["bot_user"]}
		}
	}
	return sandbox.New(conf)
}

// cast lists who can be played, with the accounts that are linked. Who has the most comes first: the page opens on
// somebody whose every window works.
func cast(m company.Masters) []sandbox.Person {
	kinds := map[domain.ID]domain.Door{}
	for _, ch := range m.Channels {
		kinds[ch.ID] = ch.Kind
	}
	var out []sandbox.Person
	for _, e := range m.Employees {
		if !e.Active {
			continue
		}
		p := sandbox.Person{Key: e.Code, Name: e.Name, English: e.Romaji}
		for _, acc := range m.Accounts {
			if acc.Employee != e.ID {
				continue
			}
			switch kinds[acc.Channel] {
			case domain.LINE:
				p.LINE = acc.User
			case domain.Chatwork:
				p.Chatwork = acc.User
			case domain.Slack:
				p.Slack = acc.User
			}
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b sandbox.Person) int { return linked(b) - linked(a) })
	return out
}

// linked counts a person's chat accounts.
func linked(p sandbox.Person) int {
	n := 0
	for _, id := range []string{p.LINE, p.Chatwork, p.Slack} {
		if id != "" {
			n++
		}
	}
	return n
}

// recent is the end of the ledger for the page.
func (a *app) recent(ctx context.Context, m company.Masters) ([]sandbox.LedgerLine, error) {
	names := map[domain.ID]string{}
	for _, e := range m.Employees {
		names[e.ID] = e.Name
	}
	today := calendar.BusinessDate(a.clock(), m.Tenant.Zone(), m.Tenant.Boundary)
	var lines []sandbox.LedgerLine
	err := a.store.Book().Chain(ctx, m.Tenant.ID, "", today.Add(-2), today.Add(2), func(p worktime.Punch) error {
		lines = append(lines, sandbox.LedgerLine{ID: string(p.ID), Person: names[p.Employee], Kind: string(p.Kind), At: p.At, BusinessDate: string(p.Date),
			Source: string(p.Source), State: string(p.State), Receipt: p.Receipt, Hash: p.Hash, Prev: p.PrevHash})
		return nil
	})
	return lines, err
}

// greet registers the menus and has everybody's home page and menu drawn, as if the bot had just been set up.
func (a *app) greet(ctx context.Context, chats *chats) error {
	people := newDirectory(a.store.Org(), a.clock)
	channels, err := people.Channels(ctx)
	if err != nil {
		return err
	}
	for _, ch := range channels {
		if ch.Kind == domain.LINE {
			if err := chats.line.Register(ctx, ch); err != nil {
				return err
			}
		}
	}
	m, err := a.store.Masters().Masters(ctx, demoCompany)
	if err != nil {
		return err
	}
	works := map[domain.ID]bool{}
	for _, e := range m.Employees {
		works[e.ID] = e.Active
	}
	var owed []outbox.Item
	for _, acc := range m.Accounts {
		for _, ch := range channels {
			if works[acc.Employee] && ch.ID == acc.Channel && ch.Kind != domain.Chatwork {
				owed = append(owed, refreshRow(a, ch, acc))
			}
		}
	}
	return a.store.Outbox().Add(ctx, owed)
}

func refreshRow(a *app, ch bots.Channel, acc org.ChatAccount) outbox.Item {
	now := a.clock()
	return outbox.Item{ID: a.newID(), Tenant: ch.Tenant, Channel: ch.ID, Conversation: bots.Conversation(ch.ID, acc.User) + "#home", Employee: acc.Employee,
		Kind: outbox.Refresh, Priority: outbox.Idle, Address: outbox.Address{User: acc.User}, Body: []byte(`{}`), State: outbox.Owed, CreatedAt: now, NextAt: now}
}

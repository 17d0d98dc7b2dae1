package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/chatwork"
	"github.com/dakoku/dakoku/bots/line"
	"github.com/dakoku/dakoku/bots/slack"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin"
)

// grace is how long a stop waits for requests, turns and sends that are under way. What is not finished then is
// taken up by another replica or at the next start.
const grace = 20 * time.Second

func serve(ctx context.Context, c console, args []string) error {
	var noWorker bool
	if _, err := flags("serve", args, false, func(f *flag.FlagSet) { f.BoolVar(&noWorker, "no-worker", false, "") }); err != nil {
		return err
	}
	return with(ctx, func(a *app) error { return a.run(ctx, doors{addr: a.config.Addr, web: true, worker: !noWorker}) })
}

func work(ctx context.Context, c console, args []string) error {
	var addr string
	if _, err := flags("work", args, false, func(f *flag.FlagSet) { f.StringVar(&addr, "addr", "", "") }); err != nil {
		return err
	}
	return with(ctx, func(a *app) error { return a.run(ctx, doors{addr: addr, worker: true}) })
}

// doors says what a process opens.
type doors struct {
	addr   string // where health and metrics are, and the web; empty: nowhere
	web    bool
	worker bool
	extra  func(*http.ServeMux) // more handlers
	told   func(*chats)         // called when the process is listening
}

// run migrates, opens the doors and works until ctx ends; then it closes them in the order that loses nothing.
func (a *app) run(ctx context.Context, d doors) error {
	collectAt(sparing)
	if err := a.store.Migrate(ctx); err != nil {
		return err
	}
	go a.lookAtFiles(ctx)
	m := newMetrics()
	m.backlog(a.store.Backlog)
	a.reminders.Count = m.reminded
	chats, err := a.chats(m)
	if err != nil {
		return err
	}
	var failed chan error // stays nil, and silent, without an address
	server, err := a.server(d, chats, m)
	if err != nil {
		return err
	}
	if d.addr != "" {
		l, err := net.Listen("tcp", d.addr)
		if err != nil {
			return fmt.Errorf("cannot listen on %s (DAKOKU_ADDR, or --addr of a worker): %w", d.addr, err)
		}
		failed = make(chan error, 1)
		go func() { failed <- server.Serve(l) }()
		a.log.Info("listening", "addr", l.Addr().String(), "public", a.config.PublicURL)
	}
	var running sync.WaitGroup
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWorking()
	if d.worker {
		chats.work(working, &running)
	}
	if d.told != nil {
		d.told(chats)
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = shut(ctx, server)
	}
	stopWorking()
	running.Wait()
	return err
}

// server is every door that speaks HTTP. A worker alone has health and metrics, and nothing a person could open.
func (a *app) server(d doors, chats *chats, m *metrics) (*http.Server, error) {
	mux := http.NewServeMux()
	conf := webadmin.Config{Ready: a.ready, Metrics: m.handler(), Log: a.log, PublicURL: a.config.PublicURL, Proxies: a.config.proxies}
	if d.web {
		conf.Shell, conf.Doors = a.pages()
	}
	pages, err := webadmin.New(conf)
	if err != nil {
		return nil, err
	}
	if d.web {
		mux.Handle("/hooks/", chats.hooks)
		mux.Handle("GET /hooks/slack/{channel}/install", chats.installer)
		mux.Handle("GET /hooks/slack/{channel}/oauth", chats.installer)
		mux.Handle("/", pages)
	} else {
		for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
			mux.Handle("GET "+path, pages)
		}
	}
	if d.extra != nil {
		d.extra(mux)
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelWarn)}
	server.RegisterOnShutdown(a.bell.Close)
	return server, nil
}

// shut takes no more requests and waits for those under way. A page that listens for events never ends by itself;
// after the grace it is cut.
func shut(ctx context.Context, server *http.Server) error {
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(closing); err != nil {
		return server.Close()
	}
	return nil
}

// chats is everything that talks on chat channels.
type chats struct {
	app       *app
	platforms []bots.Platform
	hooks     *bots.Hooks
	worker    *bots.Worker
	delivery  *bots.Delivery
	installer http.Handler
	line      *line.Platform
}

// chats wires the channels to the conversations.
func (a *app) chats(m *metrics) (*chats, error) {
	o, people := a.store.Org(), newDirectory(a.store.Org(), a.clock)
	onLINE, err := line.New(line.Config{APIURL: a.config.LineAPI, DataURL: a.config.LineData, Menus: flows.Menus(), Clock: a.clock, Log: a.log})
	if err != nil {
		return nil, err
	}
	onSlack := slack.New(slack.Config{APIURL: a.config.SlackAPI, Clock: a.clock, Log: a.log})
	onChatwork := chatwork.New(chatwork.Config{URL: a.config.ChatworkAPI, Clock: a.clock, Log: a.log, Marks: marks{a.store.Sessions()}, AddContact: addContact})
	c := &chats{app: a, line: onLINE, platforms: []bots.Platform{onLINE, onChatwork, onSlack}}
	c.installer = slack.NewInstaller(slack.InstallConfig{Channels: people, Saver: saver{o, a.newID, a.clock}, PublicURL: a.config.PublicURL,
		APIURL: a.config.SlackAPI, Key: a.config.key, Clock: a.clock, Log: a.log})
	c.delivery = bots.NewDelivery(bots.DeliveryConfig{Directory: people, Platforms: c.platforms, Outbox: a.store.Outbox(), Homes: a.flows,
		Locks: a.locks, Spare: a.spare, Clock: a.clock, Log: a.log, Stats: &m.stats})
	c.worker = bots.NewWorker(bots.WorkerConfig{Directory: people, Platforms: c.platforms, Inbox: a.store.Inbox(), Outbox: a.store.Outbox(),
		Ledger: a.store.Ledger(), Runner: a.flows, Sessions: a.sessions, Locks: a.locks, Spare: a.spare, Apology: apology,
		Deliver: c.delivery.Wake, Answer: c.delivery.Answer, Clock: a.clock, NewID: a.newID, Log: a.log, Stats: &m.stats,
		Strangers: func(ctx context.Context, ch bots.Channel, user string, at time.Time) error {
			return o.NoteSender(ctx, ch.Tenant, ch.ID, user, at)
		}})
	c.hooks = bots.NewHooks(bots.HooksConfig{Directory: people, Inbox: a.store.Inbox(), Platforms: c.platforms, Clock: a.clock, NewID: a.newID,
		Log: a.log, Stats: &m.stats, Wake: c.worker.Wake,
		Pulse: func(ctx context.Context, ch bots.Channel, at time.Time, refused int) error {
			return o.NotePulse(ctx, ch.Tenant, ch.ID, at, refused)
		}})
	return c, nil
}

// saver keeps the workspaces that install a channel's app.
type saver struct {
	store org.Channels
	newID domain.NewID
	now   domain.Clock
}

// SaveInstall implements slack.Saver.
func (s saver) SaveInstall(ctx context.Context, ch bots.Channel, workspace string, options, secrets map[string]string) error {
	return s.store.SaveInstall(ctx, org.Install{ID: s.newID(), Tenant: ch.Tenant, Channel: ch.ID, Workspace: workspace,
		Options: options, Secrets: secrets, InstalledAt: s.now()})
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/dialog/redis"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/auth"
	"github.com/dakoku/dakoku/webadmin/live"
)

// app is the storage and the features of the product, wired; doors are opened on it.
type app struct {
	config    config
	log       *slog.Logger
	clock     domain.Clock
	newID     domain.NewID
	cost      auth.Cost // of passwords
	store     *store.Store
	redis     *redis.Client // nil when embedded
	punches   *attendance.Service
	rolls     *attendance.Months // everybody's at once
	closing   *closing.Service
	linking   *org.Linking
	work      *workflow.Service
	notices   *notice.Service
	bell      *live.Bell // for pages that follow the record
	flows     *flows.Flows
	reminders *reminder.Service
	sessions  dialog.Store
	locks     dialog.Locks
	spare     dialog.Locks // for when Redis is away; nil when embedded

	outside http.RoundTripper // how it calls its own public address; nil: as everybody does
}

// open reads the configuration, opens the storage and wires the features. now is the clock everything follows.
func open(ctx context.Context, now domain.Clock) (*app, error) {
	c, err := loadConfig()
	if err != nil {
		return nil, err
	}
	return openWith(ctx, c, now)
}

func openWith(ctx context.Context, c config, now domain.Clock) (*app, error) {
	a := &app{config: c, log: c.logger(os.Stderr), clock: now, newID: domain.IDs(now), cost: auth.Usual}
	s, err := store.Open(ctx, store.Config{URL: c.DatabaseURL, Key: c.key, Clock: now, NewID: a.newID, Log: a.log})
	if err != nil {
		return nil, err
	}
	a.store, a.sessions, a.locks = s, s.Sessions(), s.Locks()
	a.bell = live.NewBell(s, live.Ticks, a.log)
	if strings.HasPrefix(c.DatabaseURL, "sqlite:") {
		a.locks = bots.ProcessLocks() // one process has the file's conversations to itself; a lock on disk would cost a commit
	}
	if c.RedisURL != "" {
		if a.redis, err = redis.Open(c.RedisURL); err != nil {
			return nil, errors.Join(err, s.Close())
		}
		a.sessions, a.locks, a.spare = a.redis.Sessions(), a.redis.Locks(), s.Locks()
	}
	if err := a.wire(); err != nil {
		return nil, errors.Join(err, a.close())
	}
	return a, nil
}

func (a *app) wire() (err error) {
	o := a.store.Org()
	locks := &attendance.Freezer{Store: a.store.Closing(), Snapshots: a.store.Snapshots(), Tenants: o, Patterns: a.store.Patterns(), Reasons: a.store.Reasons(),
		People: o, NewID: a.newID}
	a.closing = &closing.Service{Store: locks, People: o, Now: a.clock, NewID: a.newID, Lacks: locks.Lacks}
	a.linking = &org.Linking{People: o, Accounts: o, Codes: o, Key: a.config.key, Now: a.clock, NewID: a.newID}
	a.punches = &attendance.Service{Book: a.store.Book(), Patterns: a.store.Patterns(), Reasons: a.store.Reasons(), Tenants: o, People: o,
		Closing: a.closing, Snapshots: a.store.Snapshots(), Sight: &org.Sight{People: o, Departments: o}, Posts: a.store.Posts(), Now: a.clock, NewID: a.newID}
	a.rolls = &attendance.Months{Service: a.punches, Closings: a.store.Closing(), Rollups: a.store.Rollups()}
	a.work = &workflow.Service{Store: a.store.Workflow(), Days: a.punches, Tenants: o, Sight: &org.Sight{People: o, Departments: o}, Now: a.clock, NewID: a.newID}
	a.reminders = a.remind()
	if a.notices, err = a.messaging(); err != nil {
		return err
	}
	a.flows = flows.New(flows.Deps{Tenants: o, People: o, Ledger: a.punches, Records: a.punches, Linking: a.linking,
		Requests: a.work, Decisions: a.work, Reasons: a.store.Reasons(), Reminders: a.reminders, Messages: a.notices, Sending: a.notices, Now: a.clock})
	return nil
}

// close ends what open opened.
func (a *app) close() error {
	err := a.store.Close()
	if a.redis != nil {
		err = errors.Join(err, a.redis.Close())
	}
	return err
}

// ready tells whether this process can do all its work: storage and Redis answer and migrations are current.
func (a *app) ready(ctx context.Context) error {
	errs := []error{a.store.Ping(ctx), a.store.Current(ctx)}
	if a.redis != nil {
		errs = append(errs, a.redis.Ping(ctx))
	}
	return errors.Join(errs...)
}

// with opens the app for one verb and closes it after.
func with(ctx context.Context, do func(*app) error) error {
	a, err := open(ctx, domain.System)
	if err != nil {
		return err
	}
	return errors.Join(do(a), a.close())
}

// forCompany parses a verb's options, of which --company and the needed ones must be given, and opens the company.
// declare declares the verb's own options; check, which may be nil, refuses what was given before anything is opened.
func forCompany(ctx context.Context, name string, args []string, declare func(*flag.FlagSet), needed []string, check func() error, do func(*app, org.Tenant) error) error {
	var code string
	set := map[string]*flag.Flag{}
	_, err := flags(name, args, false, func(f *flag.FlagSet) {
		f.StringVar(&code, "company", "", "")
		declare(f)
		f.VisitAll(func(one *flag.Flag) { set[one.Name] = one })
	})
	if err != nil {
		return err
	}
	for _, option := range append([]string{"company"}, needed...) {
		if set[option].Value.String() == "" {
			return errUsage{"--" + option + " is missing"}
		}
	}
	if check != nil {
		if err := check(); err != nil {
			return err
		}
	}
	return with(ctx, func(a *app) error {
		if err := a.store.Current(ctx); err != nil { // a mistyped DAKOKU_DATABASE_URL is an empty database
			return fmt.Errorf("DAKOKU_DATABASE_URL=%s: %w", redact(a.config.DatabaseURL), err)
		}
		tenant, err := a.company(ctx, code)
		if err != nil {
			return err
		}
		return do(a, tenant)
	})
}

// company finds a company by the code on the command line.
func (a *app) company(ctx context.Context, code string) (org.Tenant, error) {
	t, err := a.store.Org().TenantByCode(ctx, code)
	if domain.Is(err, domain.NotFound) {
		return t, domain.Errorf(domain.NotFound, "there is no company %q; dakoku seed FILE makes one", code)
	}
	return t, err
}

var _ bots.Homes = (*flows.Flows)(nil)

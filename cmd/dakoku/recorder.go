package main

import (
	"context"
	"flag"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/webadmin/recorder"
)

// recorderActs are what the verb recorder does.
var recorderActs = []string{"pair", "revoke", "list", "events"}

// These are how far back and how many events are listed.
const (
	eventsFor  = 35 * 24 * time.Hour
	eventsMost = 1000
)

// recorders pairs devices with shared recorders and tells what they are doing.
func recorders(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || !slices.Contains(recorderActs, args[0]) {
		return errUsage{"say one of " + strings.Join(recorderActs, ", ")}
	}
	act := args[0]
	var code, login string
	var held bool
	needed := []string{"recorder", "as"}
	declare := func(f *flag.FlagSet) {
		f.StringVar(&code, "recorder", "", "")
		f.StringVar(&login, "as", "", "")
		f.BoolVar(&held, "held", false, "")
	}
	if act == "list" || act == "events" {
		needed = nil
	}
	return forCompany(ctx, "recorder", args[1:], declare, needed, nil, func(a *app, tenant org.Tenant) error {
		switch act {
		case "list":
			return a.listRecorders(ctx, c, tenant)
		case "events":
			return a.listEvents(ctx, c, tenant, code, held)
		}
		r, err := a.recorder(ctx, tenant, code)
		if err != nil {
			return err
		}
		actor, err := a.actor(ctx, tenant.ID, login)
		if err != nil {
			return err
		}
		if act == "revoke" {
			if err := a.doors().Revoke(ctx, actor, r); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.out, "recorder %s: no device is paired now; what still waits on one is sent after it is paired again\n", r.Code)
			return err
		}
		digits, until, err := a.doors().IssueCode(ctx, actor, r)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "%s\tfor %s %s, once, until %s, at %s\n", digits, r.Code, r.Name,
			until.In(tenant.Zone()).Format("2006-01-02 15:04"), recorderAddress(a.config.PublicURL, tenant, r))
		return err
	})
}

// doors are the shared recorders of all companies.
func (a *app) doors() *terminal.Service {
	o := a.store.Org()
	return &terminal.Service{Store: a.store.Recorders(), Tenants: o, People: o, Prover: a.signIn(), Ledger: a.punches, Meter: a.store.Meter(),
		Key: a.config.key, Now: a.clock, NewID: a.newID}
}

// recorderPages are the pages at the door.
func (a *app) recorderPages() *recorder.Pages {
	return &recorder.Pages{Recorders: a.doors(), Ledger: a.punches, Records: a.punches, People: a.store.Org(), Now: a.clock,
		Secure: strings.HasPrefix(a.config.PublicURL, "https:")}
}

// recorderAddress is where a device is paired with a recorder and stands afterwards.
func recorderAddress(public string, t org.Tenant, r terminal.Recorder) string {
	return strings.TrimRight(public, "/") + "/r/" + url.PathEscape(t.Code) + "/" + url.PathEscape(r.Code)
}

func (a *app) recorder(ctx context.Context, tenant org.Tenant, code string) (terminal.Recorder, error) {
	r, err := a.store.Recorders().RecorderByCode(ctx, tenant.ID, code)
	if domain.Is(err, domain.NotFound) {
		return r, domain.Errorf(domain.NotFound, "%s has no recorder %q; the company file gives one", tenant.Code, code)
	}
	return r, err
}

func (a *app) listRecorders(ctx context.Context, c console, tenant org.Tenant) error {
	all, err := a.store.Recorders().Recorders(ctx, tenant.ID)
	if err != nil {
		return err
	}
	at := func(t *time.Time) string {
		if t == nil {
			return "-"
		}
		return t.In(tenant.Zone()).Format("2006-01-02 15:04")
	}
	for _, r := range all {
		p, err := a.store.Recorders().Pairing(ctx, tenant.ID, r.ID)
		if err != nil {
			return err
		}
		state := "not paired"
		if p.Digest != "" {
			state = "paired " + at(p.PairedAt) + " with " + p.Device
		}
		if _, err := fmt.Fprintf(c.out, "%s\t%s\t%s\tlast seen %s\tclock off by %s\t%s\n", r.Code, r.Name, state, at(p.SeenAt),
			(time.Duration(-p.Skew) * time.Millisecond).Round(time.Second), recorderAddress(a.config.PublicURL, tenant, r)); err != nil {
			return err
		}
	}
	return nil
}

// listEvents prints what recorders saw, the newest first; what is held is for an administrator to look at.
func (a *app) listEvents(ctx context.Context, c console, tenant org.Tenant, code string, held bool) error {
	q := terminal.Query{Tenant: tenant.ID, Held: held, Since: a.clock().Add(-eventsFor), Limit: eventsMost}
	if code != "" {
		r, err := a.recorder(ctx, tenant, code)
		if err != nil {
			return err
		}
		q.Recorder = r.ID
	}
	codes := map[domain.ID]string{"": "-"}
	all, err := a.store.Recorders().Recorders(ctx, tenant.ID)
	if err != nil {
		return err
	}
	for _, r := range all {
		codes[r.ID] = r.Code
	}
	people, err := a.store.Org().Employees(ctx, tenant.ID)
	if err != nil {
		return err
	}
	for _, e := range people {
		codes[e.ID] = e.Code + " " + e.Name
	}
	events, err := a.store.Recorders().Events(ctx, q)
	if err != nil {
		return err
	}
	for _, e := range events {
		how := "online"
		if e.Offline {
			how = "offline, came " + e.ReceivedAt.In(tenant.Zone()).Format(time.RFC3339)
		}
		state := string(e.State)
		if e.Why != "" {
			state += " (" + string(e.Why) + ")"
		}
		if _, err := fmt.Fprintf(c.out, "%s\t%s\t%s\t%s\t%s\t%s\tdevice clock %s\n", e.At.In(tenant.Zone()).Format(time.RFC3339), codes[e.Recorder],
			codes[e.Employee], e.Kind, state, how, (time.Duration(-e.Skew) * time.Millisecond).Round(time.Second)); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// directory is the organisation as the chat channels see it.
type directory struct {
	org   organisation
	known *channelCache
}

// channelCache remembers channels for a moment: every punch asks where its person is to be told, and a company's
// channels change once a year.
type channelCache struct {
	now   domain.Clock
	mu    sync.Mutex
	found map[domain.ID]knownChannel
}

type knownChannel struct {
	channel bots.Channel
	at      time.Time
}

// channelAge is how long a changed token or a switched-off channel may go unnoticed.
const channelAge = 5 * time.Second

func newDirectory(o organisation, now domain.Clock) directory {
	return directory{o, &channelCache{now: now, found: map[domain.ID]knownChannel{}}}
}

func (c *channelCache) get(id domain.ID) (bots.Channel, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.found[id]
	return k.channel, ok && c.now().Sub(k.at).Abs() < channelAge // a demo's clock may go back
}

func (c *channelCache) put(ch bots.Channel) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.found[ch.ID] = knownChannel{ch, c.now()}
}

// organisation is what the directory reads and notes.
type organisation interface {
	org.Tenants
	org.People
	org.Channels
	org.Accounts
	AccountsOfAll(ctx context.Context, tenant domain.ID, people []domain.ID) ([]org.ChatAccount, error)
}

var _ bots.Directory = directory{}

func (d directory) ChannelByKey(ctx context.Context, kind domain.Door, key string) (bots.Channel, error) {
	ch, err := d.org.ChannelByKey(ctx, kind, key)
	if err != nil {
		return bots.Channel{}, err
	}
	return d.channel(ctx, ch)
}

func (d directory) Channel(ctx context.Context, tenant, id domain.ID) (bots.Channel, error) {
	ch, err := d.org.Channel(ctx, tenant, id)
	if err != nil {
		return bots.Channel{}, err
	}
	return d.channel(ctx, ch)
}

// lately is Channel as it was at most channelAge ago.
func (d directory) lately(ctx context.Context, tenant, id domain.ID) (bots.Channel, error) {
	if ch, ok := d.known.get(id); ok && ch.Tenant == tenant {
		return ch, nil
	}
	ch, err := d.Channel(ctx, tenant, id)
	if err == nil {
		d.known.put(ch)
	}
	return ch, err
}

func (d directory) Channels(ctx context.Context) ([]bots.Channel, error) {
	all, err := d.org.AllChannels(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]bots.Channel, 0, len(all))
	for _, ch := range all {
		whole, err := d.channel(ctx, ch)
		if err != nil {
			return nil, err
		}
		out = append(out, whole)
	}
	return out, nil
}

func (d directory) channel(ctx context.Context, ch org.Channel) (bots.Channel, error) {
	tenant, err := d.org.Tenant(ctx, ch.Tenant)
	if err != nil {
		return bots.Channel{}, err
	}
	out := bots.Channel{ID: ch.ID, Tenant: ch.Tenant, Key: ch.Key, Kind: ch.Kind, Options: maps.Clone(ch.Options), Secrets: ch.Secrets}
	if out.Options == nil {
		out.Options = map[string]string{}
	}
	out.Options["timezone"] = tenant.Timezone // a picker says in whose morning it is
	installs, err := d.org.Installs(ctx, ch.Tenant, ch.ID)
	if err != nil {
		return bots.Channel{}, err
	}
	for _, in := range installs {
		if out.Installs == nil {
			out.Installs = map[string]bots.Install{}
		}
		out.Installs[in.Workspace] = bots.Install{Options: in.Options, Secrets: in.Secrets}
	}
	return out, nil
}

func (d directory) Person(ctx context.Context, ch bots.Channel, user string) (dialog.Person, error) {
	p := dialog.Person{Actor: domain.Actor{Tenant: ch.Tenant, Door: ch.Kind}, Channel: ch.ID, User: user, Lang: locale.Japanese}
	account, err := d.org.Account(ctx, ch.Tenant, ch.ID, user)
	if domain.Is(err, domain.NotFound) {
		return p, nil
	} else if err != nil {
		return p, err
	}
	e, err := d.org.Employee(ctx, ch.Tenant, account.Employee)
	if err != nil {
		return p, err
	}
	p.Employee, p.Role, p.Lang, p.Gone = e.ID, e.Role, locale.Lang(e.Language), !e.Active
	p.Name = e.DisplayName(p.Lang)
	return p, nil
}

func (d directory) Addresses(ctx context.Context, tenant, employee domain.ID) ([]bots.Home, error) {
	accounts, err := d.org.AccountsOf(ctx, tenant, employee)
	if err != nil {
		return nil, err
	}
	e, err := d.org.Employee(ctx, tenant, employee)
	if err != nil {
		return nil, err
	}
	var out []bots.Home
	for _, a := range accounts {
		if a.Unreachable {
			continue
		}
		ch, err := d.lately(ctx, tenant, a.Channel)
		if domain.Is(err, domain.NotFound) {
			continue // switched off
		} else if err != nil {
			return nil, err
		}
		out = append(out, bots.Home{Channel: ch, User: a.User, Place: a.Direct, Lang: locale.Lang(e.Language)})
	}
	return out, nil
}

func (d directory) Reachable(ctx context.Context, ch bots.Channel, user string, reachable bool) error {
	err := d.org.SetReachable(ctx, ch.Tenant, ch.ID, user, reachable)
	if domain.Is(err, domain.NotFound) {
		return nil // somebody who never linked
	}
	return err
}

func (d directory) Removed(ctx context.Context, ch bots.Channel, workspace string) error {
	return d.org.RemoveInstall(ctx, ch.Tenant, ch.ID, workspace)
}

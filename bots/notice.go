package bots

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// NewNotice is the row that tells an employee something unasked, at home.
func NewNotice(home Home, employee domain.ID, reply dialog.Reply, id domain.ID, now time.Time) outbox.Item {
	return newRow(home, employee, outbox.Notice, reply, id, now)
}

// NewRefresh is the row that has an employee's page or menu follow his state, at home. Channels without one take it for done.
func NewRefresh(home Home, employee, id domain.ID, now time.Time) outbox.Item {
	row := newRow(home, employee, outbox.Refresh, dialog.Reply{Lang: home.Lang}, id, now)
	row.Conversation += homeMark
	row.Priority = outbox.Idle
	return row
}

// Unreached is the row of a notice that no channel could carry: dead from the beginning, so that it can be seen.
func Unreached(tenant, employee domain.ID, reply dialog.Reply, id domain.ID, now time.Time) outbox.Item {
	row := newRow(Home{Channel: Channel{Tenant: tenant}}, employee, outbox.Notice, reply, id, now)
	row.State, row.Note = outbox.Dead, outbox.Undeliverable+"no channel reaches the person"
	return row
}

func newRow(home Home, employee domain.ID, kind outbox.Kind, reply dialog.Reply, id domain.ID, now time.Time) outbox.Item {
	return outbox.Item{
		ID: id, Tenant: home.Channel.Tenant, Channel: home.Channel.ID,
		Conversation: Conversation(home.Channel.ID, home.User), Employee: employee,
		Kind: kind, Priority: outbox.Normal, Body: encode(reply), Asks: asks(reply),
		Address: outbox.Address{User: home.User, Place: home.Place, Direct: true},
		State:   outbox.Owed, CreatedAt: now, NextAt: now,
	}
}

// outdated tells whether a row has lost its use.
func outdated(item outbox.Item, now time.Time) bool {
	return item.Until != nil && now.After(*item.Until)
}

// elsewhere is what becomes of a notice that its channel cannot tell, or not without waiting for the person to write: it
// moves to his next channel. One that may have arrived stays where it is: told twice is worse than told late.
func (d *Delivery) elsewhere(ctx context.Context, ch Channel, item outbox.Item, r outbox.Result) outbox.Result {
	stuck := r.State == outbox.Dead || r.State == outbox.Kept
	now := d.cfg.Clock()
	if !stuck || item.Kind != outbox.Notice || item.Employee == "" || outdated(item, now) ||
		strings.HasPrefix(item.Note, Uncertain) || strings.HasPrefix(r.Note, Uncertain) {
		return r
	}
	ctx, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	homes, err := d.cfg.Directory.Addresses(ctx, item.Tenant, item.Employee)
	if err != nil {
		d.hush.write(slog.LevelError, ch.ID, "delivery: cannot find the person's other channels", "error", err)
		return outbox.Result{ID: item.ID, State: outbox.Owed, Note: "looking for another channel: " + r.Note, Next: now.Add(backoff(item.Attempts))}
	}
	tried := append(slices.Clone(item.Tried), item.Channel)
	for _, home := range homes {
		if slices.Contains(tried, home.Channel.ID) || d.platforms[home.Channel.Kind] == nil {
			continue
		}
		next := NewNotice(home, item.Employee, dialog.Reply{}, d.cfg.NewID(), now)
		next.Priority, next.Body, next.Asks, next.Until, next.Tried, next.About = item.Priority, item.Body, item.Asks, item.Until, tried, item.About
		return outbox.Result{ID: item.ID, State: outbox.Dead, Note: "moved to " + string(home.Channel.Kind) + ": " + r.Note, Moved: &next}
	}
	if r.State == outbox.Kept && item.Until == nil {
		return r
	}
	r.State, r.Note = outbox.Dead, outbox.Undeliverable+r.Note
	return r
}

package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/workflow"
)

// teller owes a reminder to its person on the channel that suits him best.
type teller struct {
	*app
	people directory
}

// Tell implements reminder.Teller. A nudge is of use for as long as it may be late.
func (t teller) Tell(ctx context.Context, n reminder.Notice) ([]outbox.Item, error) {
	reply, err := t.flows.Remind(ctx, n)
	if err != nil {
		return nil, err
	}
	homes, err := t.people.Addresses(ctx, n.Tenant, n.Person.ID)
	if err != nil || len(homes) == 0 {
		return nil, err
	}
	row := bots.NewNotice(homes[0], n.Person.ID, reply, t.newID(), t.clock())
	if n.Kind.Nudge() {
		until := row.CreatedAt.Add(reminder.Patience)
		row.Until = &until
	}
	if n.Kind == reminder.Overtime && n.Broken == "" {
		row.Priority = outbox.Idle // a step on the way; what is broken is told like everything else
	}
	return []outbox.Item{row}, nil
}

var _ reminder.Teller = teller{}

// handOn tells those who are asked next about a request that nobody decided. The ids of what is owed follow from the
// escalation's key: whoever tells it again owes nothing more.
func (t teller) handOn(ctx context.Context, e workflow.Escalation) error {
	var owed []outbox.Item
	for _, id := range e.Tell {
		who, err := t.store.Org().Employee(ctx, e.Request.Tenant, id)
		if err != nil {
			return err
		}
		reply, err := t.flows.Asked(ctx, who, e.Card)
		if err != nil {
			return err
		}
		homes, err := t.people.Addresses(ctx, e.Request.Tenant, id)
		if err != nil {
			return err
		}
		row, sum := bots.Unreached(e.Request.Tenant, id, reply, "", t.clock()), sha256.Sum256([]byte(e.Key+" "+string(id)))
		if len(homes) > 0 {
			row = bots.NewNotice(homes[0], id, reply, "", t.clock())
		}
		// As time-ordered as the request's own id, of which it keeps the first part.
		row.ID = domain.ID(fmt.Sprintf("%.14s%x", e.Request.ID, sum[:11]))
		owed = append(owed, row)
	}
	return t.store.Outbox().Add(ctx, owed)
}

// minute is everything that is due by the minute, besides what the store sweeps by itself.
func (a *app) minute(ctx context.Context) error {
	_, late := a.work.Escalate(ctx, a.clock(), teller{a, newDirectory(a.store.Org(), a.clock)}.handOn)
	_, stale := a.rolls.Refresh(ctx)
	var unkept error
	if a.clock().Minute() == sweepMinute {
		unkept = a.sweepFiles(ctx)
	}
	return errors.Join(late, stale, unkept, a.reminders.Tick(ctx))
}

// remind wires what people are reminded of.
func (a *app) remind() *reminder.Service {
	o, log := a.store.Org(), a.store.Reminders()
	sight := &org.Sight{People: o, Departments: o}
	return &reminder.Service{Log: log, Requests: log, Wishes: log, People: o, Records: a.punches, Queue: a.work, Sight: sight,
		Teller: teller{a, newDirectory(o, a.clock)}, Now: a.clock, NewID: a.newID, Logger: a.log}
}

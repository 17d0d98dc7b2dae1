package main

import (
	"context"

	"github.com/dakoku/dakoku/bots"
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

// remind wires what people are reminded of.
func (a *app) remind() *reminder.Service {
	o, log := a.store.Org(), a.store.Reminders()
	sight := &org.Sight{People: o, Departments: o}
	queue := &workflow.Service{Store: a.store.Workflow(), Days: a.punches, Tenants: o, Sight: sight, Now: a.clock, NewID: a.newID}
	return &reminder.Service{Log: log, Requests: log, People: o, Records: a.punches, Queue: queue, Sight: sight,
		Teller: teller{a, newDirectory(o, a.clock)}, Now: a.clock, NewID: a.newID, Logger: a.log}
}
